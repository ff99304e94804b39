"""An edition: all tables in the form in which they are stored, with one digest for the lot."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from corridor_data.arrays import arrow_of
from corridor_data.columns import Schema
from corridor_data.conflicts import computed_conflicts
from corridor_data.read import Table

_COMPRESSION_LEVEL = 15  # of 22: beyond it the files get no smaller and the build gets slower


@dataclass(frozen=True)
class Edition:
    """All tables, the computed ones included, rows in the order of their keys."""

    tables: Mapping[str, pa.Table]
    digest: str


def make_edition(schema: Schema, tables: Mapping[str, Table]) -> Edition:
    """Return the edition of a set of tables; the order of their rows does not matter."""
    stored = {name: arrow_of(schema.tables[name], table.sorted().frame) for name, table in tables.items()}
    stored["conflicts"] = arrow_of(schema.tables["conflicts"], computed_conflicts(tables, schema.names("conflicts")))
    return Edition(stored, _digest(stored))


def _digest(stored: Mapping[str, pa.Table]) -> str:
    """Return a name for the content of the tables: 16 hexadecimal digits."""
    content = hashlib.sha256()
    for name in sorted(stored):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, stored[name].schema) as writer:
            writer.write_table(stored[name].combine_chunks())
        content.update(name.encode())
        content.update(sink.getvalue())
    return content.hexdigest()[:16]


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a table as the bytes of a parquet file: same table, same bytes."""
    sink = pa.BufferOutputStream()
    # Nearly every text stands once: without dictionaries the files are smaller and faster to read.
    pq.write_table(
        table,
        sink,
        compression="zstd",
        compression_level=_COMPRESSION_LEVEL,
        use_dictionary=False,
        write_statistics=False,
    )
    return bytes(sink.getvalue().to_pybytes())
