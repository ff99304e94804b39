"""Tables in their written form: columns in the order of the schema, rows in the order of the key, least quoting."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corridor_data.columns import Column, read_columns
from corridor_data.findings import DataError
from corridor_data.read import no_tables, read_records


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as the text of a CSV file; a column that a row does not have is empty.

    Examples
    --------
    >>> print(csv_text(["a", "b"], [{"a": "1", "b": "x, y"}]), end="")
    a,b
    1,"x, y"
    """
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return sink.getvalue()


def tidy(folder: Path) -> list[str]:
    """Return the names of the tables in a folder that were rewritten because columns or rows stood out of order.

    Columns that the schema has gained since are added, empty; cells are kept as they are. Raises `DataError` for a file
    with a column the schema does not know or with ragged rows, and writes nothing then.
    """
    schema = read_columns(folder)
    paths = {name: folder / f"{name}.csv" for name in schema.edited() if (folder / f"{name}.csv").exists()}
    read = {name: read_records(path, schema.names(name)) for name, path in paths.items()}
    if findings := [finding for _, _, found in read.values() for finding in found]:
        raise DataError(findings)
    if not read:
        raise DataError([no_tables(folder)])
    changed = []
    for name, (header, rows, _) in read.items():
        path, text = paths[name], _tidied(header, rows, schema.tables[name])
        if path.read_bytes() != text.encode():
            path.write_text(text, encoding="utf-8", newline="")
            changed.append(name)
    return changed


def _tidied(header: list[str], rows: list[list[str]], columns: tuple[Column, ...]) -> str:
    """Return the tidy text of a table."""
    keys = [column for column in columns if column.key]
    records = [dict(zip(header, row, strict=True)) for row in rows]
    records.sort(key=lambda row: [_order(row.get(key.name, ""), key.type) for key in keys])
    return csv_text([column.name for column in columns], records)


def _order(text: str, kind: str) -> tuple[bool, float, str]:
    """Return what a key cell is ordered by: empty first, numbers as numbers."""
    number = (
        float(text) if kind in {"integer", "number"} and text.removeprefix("-").replace(".", "", 1).isdigit() else 0.0
    )
    return text != "", number, text
