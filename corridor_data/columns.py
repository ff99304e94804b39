"""The schema: columns.csv as frozen dataclasses. Nothing else reads that file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from corridor_data.findings import DataError, Finding, did_you_mean

TABLES = Path(__file__).parent / "tables"
"""Folder of the hand-edited tables."""

PARQUET = Path(__file__).parent / "parquet"
"""Folder of the built files."""

TYPES = ("text", "integer", "number", "date", "partial_date", "ids", "wkt")

COMPUTED = ("conflicts",)
"""Tables that are worked out from the others: they have columns and no CSV file."""

_FILE = "columns.csv"


@dataclass(frozen=True)
class Column:
    """One column of one table, as columns.csv describes it."""

    table: str
    name: str
    type: str
    unit: str
    required: bool
    key: bool
    refers_to: tuple[str, str] | None
    least: float | None
    most: float | None
    allowed: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class Schema:
    """All tables, each an ordered tuple of columns."""

    tables: Mapping[str, tuple[Column, ...]]

    def names(self, table: str) -> tuple[str, ...]:
        """Return the column names of a table in order; `KeyError` for an unknown table."""
        return tuple(column.name for column in self.tables[table])

    def key(self, table: str) -> tuple[str, ...]:
        """Return the names of the key columns of a table; `KeyError` for an unknown table."""
        return tuple(column.name for column in self.tables[table] if column.key)

    def edited(self) -> tuple[str, ...]:
        """Return the tables that are edited by hand, in the order of columns.csv."""
        return tuple(name for name in self.tables if name not in COMPUTED)


_HEADER = ("table", "column", "type", "unit", "required", "key", "refers_to", "least", "most", "allowed", "meaning")


def read_columns(folder: Path | None = None) -> Schema:
    """Return the schema written in columns.csv.

    Parameters
    ----------
    folder
        Folder that holds columns.csv; the project's own tables if None. A folder without the file is described by the
        project's own.

    Raises
    ------
    DataError
        If the file does not describe columns: unknown type, repeated column, reference to nowhere.

    Examples
    --------
    >>> read_columns().key("corridor_links")
    ('corridor_id', 'variant', 'position')
    """
    path = (folder or TABLES) / _FILE
    if not path.exists():
        path = TABLES / _FILE
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = csv.reader(handle)
            header = tuple(next(rows, ()))
            lines = [(rows.line_num, dict(zip(_HEADER, row, strict=False))) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error):
        cure = "Save the file as plain UTF-8"
        raise DataError([Finding(_FILE, 0, "", "unreadable_schema", "the file cannot be read", cure)]) from None
    if header != _HEADER:
        cure = f"Start it with {','.join(_HEADER)}"
        raise DataError([Finding(_FILE, 1, "", "unreadable_schema", "the header is not that of a schema", cure)])
    if faults := [fault for line, row in lines for fault in _row_faults(line, row)]:
        raise DataError(faults)
    tables: dict[str, list[Column]] = {}
    for _, row in lines:
        tables.setdefault(row["table"], []).append(_column(row))
    schema = Schema(MappingProxyType({name: tuple(columns) for name, columns in tables.items()}))
    if faults := list(_schema_faults(schema, lines)):
        raise DataError(faults)
    return schema


def _row_faults(line: int, row: dict[str, str]) -> list[Finding]:
    """Return what keeps one row of columns.csv from being read."""
    if len(row) != len(_HEADER):
        return [Finding(_FILE, line, "", "unreadable_schema", f"{len(row)} cells where {len(_HEADER)} are expected")]
    faults = []
    if row["type"] not in TYPES:
        problem = f"{row['type']!r} is no type"
        cure = did_you_mean(row["type"], TYPES) or f"Types are {', '.join(TYPES)}"
        faults.append(Finding(_FILE, line, "type", "unreadable_schema", problem, cure))
    for name in ("least", "most"):
        try:
            float(row[name] or 0)
        except ValueError:
            faults.append(Finding(_FILE, line, name, "unreadable_schema", f"{row[name]!r} is not a number"))
    return faults


def _column(row: dict[str, str]) -> Column:
    """Return one row of columns.csv as a Column."""
    table, _, target = row["refers_to"].partition(".")
    return Column(
        table=row["table"],
        name=row["column"],
        type=row["type"],
        unit=row["unit"],
        required=row["required"] == "yes",
        key=row["key"] == "yes",
        refers_to=(table, target) if table else None,
        least=float(row["least"]) if row["least"] else None,
        most=float(row["most"]) if row["most"] else None,
        allowed=tuple(row["allowed"].rstrip("|").split("|")) if row["allowed"] else (),
        meaning=row["meaning"],
    )


def _schema_faults(schema: Schema, lines: list[tuple[int, dict[str, str]]]) -> list[Finding]:
    """Return repeated columns and references to columns that do not exist."""
    known = {(table, column.name) for table, columns in schema.tables.items() for column in columns}
    seen: set[tuple[str, str]] = set()
    faults = []
    for line, row in lines:
        name = (row["table"], row["column"])
        if name in seen:
            problem = f"{row['column']!r} of {row['table']} stands twice"
            faults.append(Finding(_FILE, line, "column", "unreadable_schema", problem))
        seen.add(name)
        if row["refers_to"] and tuple(row["refers_to"].split(".")) not in known:
            problem = f"{row['refers_to']!r} is no column of any table"
            faults.append(Finding(_FILE, line, "refers_to", "unreadable_schema", problem))
    return faults
