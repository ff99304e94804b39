"""Files as rows of cells, whatever they are saved as."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from corridor_data.importers.observations import UnexpectedShapeError

Cell = str | float | int | None
Sheet = list[list[Cell]]
_SHOWN = 30  # letters of a column's name that a message repeats


def read_workbook(path: Path, expected: str) -> dict[str, Sheet]:
    """Return the sheets of an .xlsx file by name; `UnexpectedShapeError` if it is none."""
    content = io.BytesIO(path.read_bytes())
    if not zipfile.is_zipfile(content):
        old = content.getvalue().startswith(b"\xd0\xcf\x11\xe0")
        found = "an old .xls file (save it as .xlsx)" if old else "no workbook"
        raise UnexpectedShapeError(path, expected, found)
    try:
        with closing(load_workbook(content, read_only=True, data_only=True)) as book:
            return {
                sheet.title: [_plain(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
            }
    except _BROKEN:
        raise UnexpectedShapeError(path, expected, "a zip file that is no workbook, or a damaged one") from None


_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, ValueError, TypeError,
    AttributeError, IndexError,
)  # fmt: skip
"""What openpyxl raises on files that are no workbooks or are cut off; it has no error of its own for them."""


def _plain(row: Sequence[object]) -> list[Cell]:
    """Return the cells of a row as texts and numbers."""
    return [cell if isinstance(cell, str | float | int) or cell is None else str(cell) for cell in row]


def read_csv_records(path: Path, expected: str, needed: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV file by its header; `UnexpectedShapeError` if a needed column is missing.

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
    try:
        return _records(path, expected, needed, text)
    except csv.Error as error:
        raise UnexpectedShapeError(path, expected, f"what is no CSV ({error})") from None


def _records(path: Path, expected: str, needed: Sequence[str], text: str) -> list[dict[str, str]]:
    """Return the rows below a header by its names."""
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows, [])
    if not "".join(header).isprintable():
        raise UnexpectedShapeError(path, expected, "a file that is not text")
    if any(name not in header for name in needed):
        names = [name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…" for name in header[:8]]
        columns = ", ".join(names) + (" …" if len(header) > 8 else "")
        raise UnexpectedShapeError(path, expected, f"the columns {columns}" if columns else "an empty file")
    if twice := [name for name in needed if header.count(name) > 1]:
        raise UnexpectedShapeError(path, expected, f"the column {twice[0]} more than once")
    records = []
    for row in rows:
        if len(row) < len(header) or any(row[len(header) :]):
            problem = f"{len(row)} cells in line {rows.line_num} where the header has {len(header)}"
            raise UnexpectedShapeError(path, expected, problem)
        records.append(dict(zip(header, row, strict=False)))
    return records


def number(cell: Cell) -> float | None:
    """Return a cell as a number, None where it holds none.

    Examples
    --------
    >>> number("1 234,5"), number("..."), number(3)
    (1234.5, None, 3.0)
    """
    try:
        value = float("".join(str(cell).split()).replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def year_of(path: Path, expected: str, text: str) -> int:
    """Return the year of a period such as 2023 or 2023-01; `UnexpectedShapeError` if it names none."""
    if not re.fullmatch(r"(19|20)\d\d(\D.*)?", text):
        raise UnexpectedShapeError(path, expected, f"a year {text!r}")
    return int(text[:4])
