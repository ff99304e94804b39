"""Checked tables to parquet, manifest and datapackage.json, in one step that either happens or does not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from corridor_data.arrays import arrow_of
from corridor_data.columns import Schema
from corridor_data.conflicts import computed_conflicts
from corridor_data.read import Table

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Built:
    """All tables in the form in which they are stored, with the digest of their content."""

    tables: Mapping[str, pa.Table]
    digest: str


def built_tables(schema: Schema, tables: Mapping[str, Table]) -> Built:
    """Return the stored form of all tables, the computed ones included: rows in the order of the key."""
    stored = {name: arrow_of(schema.tables[name], table.sorted().frame) for name, table in tables.items()}
    stored["conflicts"] = arrow_of(schema.tables["conflicts"], computed_conflicts(tables))
    return Built(stored, digest(stored))


def digest(stored: Mapping[str, pa.Table]) -> str:
    """Return a name for the content of the tables: 16 hexadecimal digits."""
    content = hashlib.sha256()
    for name in sorted(stored):
        content.update(name.encode())
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, stored[name].schema) as writer:
            writer.write_table(stored[name].combine_chunks())
        content.update(sink.getvalue())
    return content.hexdigest()[:16]
