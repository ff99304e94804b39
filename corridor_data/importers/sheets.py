"""Files as rows of cells, whatever they are saved as."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from corridor_data.importers.observations import UnexpectedShapeError

Cell = str | float | int | None
Sheet = list[list[Cell]]


def read_workbook(path: Path, expected: str) -> dict[str, Sheet]:
    """Return the sheets of an .xlsx file by name; `UnexpectedShapeError` if it is none."""
    if not zipfile.is_zipfile(path):
        found = "an old .xls file (save it as .xlsx)" if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0" else "no workbook"
        raise UnexpectedShapeError(path, expected, found)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, KeyError, zipfile.BadZipFile):
        raise UnexpectedShapeError(path, expected, "a zip file that is no workbook") from None
    sheets = {sheet.title: [_plain(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    book.close()
    return sheets


def _plain(row: Sequence[object]) -> list[Cell]:
    """Return the cells of a row as texts and numbers."""
    return [cell if isinstance(cell, str | float | int) or cell is None else str(cell) for cell in row]


def read_csv_records(path: Path, expected: str, needed: Sequence[str]) -> list[dict[str, str]]:
    """
    Return the rows of a CSV file by its header; `UnexpectedShapeError` if a needed column is missing.

    UTF-8 with or without a mark, or else Latin-1; a comma more at the end of every row, as UN Comtrade writes it, is
    ignored.
    """
    content = path.read_bytes()
    if b"\x00" in content[:4096]:
        raise UnexpectedShapeError(path, expected, "a file that is not text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows, [])
    missing = [name for name in needed if name not in header]
    if missing:
        columns = ", ".join(header[:8]) + (" …" if len(header) > 8 else "")
        raise UnexpectedShapeError(path, expected, f"the columns {columns}" if columns else "an empty file")
    records = []
    for row in rows:
        if len(row) < len(header) or any(row[len(header) :]):
            problem = f"{len(row)} cells in line {rows.line_num} where the header has {len(header)}"
            raise UnexpectedShapeError(path, expected, problem)
        records.append(dict(zip(header, row, strict=False)))
    return records


def number(cell: Cell) -> float | None:
    """
    Return a cell as a number, None where it holds none.

    Examples
    --------
    >>> number("1 234,5"), number("..."), number(3)
    (1234.5, None, 3.0)
    """
    if isinstance(cell, int | float):
        return float(cell)
    try:
        return float("".join(str(cell or "").split()).replace(",", "."))
    except ValueError:
        return None
