"""The manifest and the Frictionless data package that describe a set of files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

import pyarrow as pa

from corridor_data.columns import Column, Schema
from corridor_data.editions import Edition

Format = Literal["csv", "parquet"]

MANIFEST = "manifest.json"
PACKAGE = "datapackage.json"

_TYPES = {"integer": "integer", "number": "number", "date": "date"}
_PARTIAL_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def manifest(edition: Edition, files: Mapping[str, bytes]) -> bytes:
    """Return manifest.json: the digest of the data, and size, rows and sha256 of every other file."""
    described = {
        name: {
            "bytes": len(content),
            "rows": edition.tables[name.removesuffix(".parquet")].num_rows if name.endswith(".parquet") else None,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        for name, content in sorted(files.items())
    }
    return _json({"digest": edition.digest, "files": described, "written_by": f"pyarrow {pa.__version__}"})


def data_package(schema: Schema, file_format: Format) -> bytes:
    """Return datapackage.json for the tables as CSV (the edited ones) or as parquet (the computed ones too).

    Lists of ids, partial dates and shapes are strings there; references of single ids are foreign keys. The checks of
    this project know more rules than the package can say.
    """
    names = schema.edited() if file_format == "csv" else tuple(schema.tables)
    package = {
        "profile": "data-package",
        "name": "corridor-data",
        "title": "Trade, targets and transport corridors between Iran, Central Asia and their neighbours",
        "description": "Every row names its source; the terms of each source stand in the table sources.",
        "resources": [_resource(schema, name, file_format) for name in names],
    }
    return _json(package)


def _json(content: object) -> bytes:
    """Return JSON for people and for diffs."""
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(schema: Schema, table: str, file_format: Format) -> dict[str, object]:
    """Return the description of one file."""
    columns = schema.tables[table]
    described: dict[str, object] = {"fields": [_field(column, file_format) for column in columns]}
    if file_format == "parquet":
        described["missingValues"] = ["", "nan"]  # what frictionless makes of a missing number in parquet
    if all(column.required for column in columns if column.key):
        described["primaryKey"] = list(schema.key(table))
    foreign = [_foreign_key(column) for column in columns if column.refers_to and column.type != "ids"]
    if foreign:
        described["foreignKeys"] = foreign
    resource: dict[str, object] = {
        "name": table,
        "type": "table",
        "path": f"{table}.{file_format}",
        "format": file_format,
    }
    if file_format == "csv":
        resource |= {"mediatype": "text/csv", "encoding": "utf-8"}
    return resource | {"schema": described}


def _field(column: Column, file_format: Format) -> dict[str, object]:
    """Return the description of one column."""
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.allowed and column.type == "text":
        constraints["enum"] = list(column.allowed)
    if column.type == "partial_date":
        constraints["pattern"] = _PARTIAL_DATE
    for name, bound in (("minimum", column.least), ("maximum", column.most)):
        if bound is not None:
            constraints[name] = int(bound) if bound == int(bound) else bound
    plain = "any" if column.type == "wkt" and file_format == "parquet" else "string"
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES.get(column.type, plain),
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(column: Column) -> dict[str, object]:
    """Return a reference to a column of another table; the same table has an empty name there."""
    table, target = column.refers_to or ("", "")
    return {
        "fields": [column.name],
        "reference": {"resource": "" if table == column.table else table, "fields": [target]},
    }
