"""A CSV file to a typed frame that remembers its line numbers; whatever cannot be read becomes a finding."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from shapely import wkt
from shapely.errors import ShapelyError

from corridor_data.arrays import arrow_table, frame_of
from corridor_data.columns import Column, Schema
from corridor_data.findings import Finding, did_you_mean

Cell = str | int | float | dt.date | None

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z")
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PLACEHOLDERS = frozenset({"-", "–", "—", "n/a", "na", "nan", "null", "none", "?", "..", "...", "tbd", "#n/a"})
_ODD_SPACES = "\u00a0\u202f\u2007\u2009\u200b\ufeff"
_MAX_CELL = 10_000_000  # characters; outlines of countries are longer than csv's own limit of 131,072


@dataclass(frozen=True)
class Table:
    """
    One table as read.

    Attributes
    ----------
    name
        Name of the table.
    columns
        Its columns.
    frame
        Typed frame, rows in the order of the file, index 0 … n-1; shapes stand as WKT text.
    lines
        Line of the file on which each row starts.
    unread
        Cells (row, column) that a finding already speaks of; they are missing in the frame.
    whole
        Whether all rows of the file could be read; if not, references into the table cannot be judged.
    """

    name: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    lines: tuple[int, ...]
    unread: frozenset[tuple[int, str]] = frozenset()
    whole: bool = True

    @property
    def file(self) -> str:
        """Name of the file."""
        return f"{self.name}.csv"

    @property
    def keys(self) -> list[str]:
        """Names of the key columns."""
        return [column.name for column in self.columns if column.key]

    @cached_property
    def key_texts(self) -> list[str]:
        """The key of each row, its parts joined by a vertical bar."""
        parts = [cell_texts(self.frame[name]) for name in self.keys]
        return ["|".join(row) for row in zip(*parts, strict=True)] if parts else [""] * len(self.lines)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Each row as a dictionary of plain values: str, int, float, date, or None for missing."""
        columns = {name: plain_values(self.frame[name]) for name in self.frame.columns}
        return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]

    def finding(self, row: int, column: str, problem: str, cure: str = "") -> Finding:
        """Return a finding about a cell of one row (0 … n-1); the runner of the checks adds the name of the check."""
        return Finding(self.file, self.lines[row], column, "", problem, cure, self.key_texts[row])

    def sorted(self) -> Table:
        """Return the same table with its rows in the order of the key."""
        order = self.frame.sort_values(self.keys, na_position="first", kind="stable").index.to_numpy()
        lines = tuple(self.lines[position] for position in order)
        return Table(self.name, self.columns, self.frame.iloc[order].reset_index(drop=True), lines)


def cell_texts(series: pd.Series) -> list[str]:
    """
    Return each value of a column as it would stand in the CSV file; missing is empty.

    Examples
    --------
    >>> cell_texts(pd.Series([1.0, 2.5, np.nan]))
    ['1', '2.5', '']
    """
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return ["" if pd.isna(value) else value.strftime("%Y-%m-%d") for value in series]
    if pd.api.types.is_float_dtype(series.dtype):
        return ["" if pd.isna(value) else number_text(value) for value in series]
    return ["" if value is pd.NA or value is None else str(value) for value in series]


def plain_values(series: pd.Series) -> list[Any]:
    """
    Return the values of a column as str, int, float or date; missing is None.

    Examples
    --------
    >>> plain_values(pd.Series([1.5, np.nan]))
    [1.5, None]
    """
    values = series.astype(object).where(series.notna(), None).tolist()
    return [value.date() if isinstance(value, pd.Timestamp) else value for value in values]


def number_text(value: float) -> str:
    """
    Return the shortest plain text of a number, never with an exponent.

    Examples
    --------
    >>> number_text(378000000.0), number_text(0.00002)
    ('378000000', '0.00002')
    """
    return np.format_float_positional(value, trim="-")


def read_tables(folder: Path, schema: Schema) -> tuple[dict[str, Table], list[Finding]]:
    """Return every table of the schema read from a folder, and the findings; a missing file is an empty table."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for name in schema.edited():
        tables[name], found = read_table(folder / f"{name}.csv", name, schema.tables[name])
        findings.extend(found)
    names = {f"{name}.csv" for name in tables} | {"columns.csv"}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in names:
            cure = did_you_mean(path.name, names) or "Describe its columns in columns.csv, or take it away"
            findings.append(Finding(path.name, 0, "", "unknown_tables", "the file is no table", cure))
    return tables, findings


def read_table(path: Path, name: str, columns: tuple[Column, ...]) -> tuple[Table, list[Finding]]:
    """
    Return one table and what could not be read of it.

    Parameters
    ----------
    path
        The CSV file. If it does not exist the table is empty and a finding says so.
    name
        Name of the table.
    columns
        The columns it should have.

    Notes
    -----
    Never raises on content: undecodable bytes, ragged rows and unreadable cells are findings with their line.
    """
    if not path.exists():
        finding = Finding(path.name, 0, "", "missing_tables", "the file does not exist", "Make it, if only its header")
        return _table(name, columns, [], [], whole=False), [finding]
    text, findings = _decoded(path)
    header, rows, lines, found = _records(path.name, text)
    faults = _header_faults(path.name, header, [column.name for column in columns])
    if faults:
        return _table(name, columns, [], [], whole=False), findings + faults
    table, unread = _typed(path.name, name, columns, rows, lines)
    return replace(table, whole=not found), findings + found + unread


def read_records(path: Path, names: Sequence[str]) -> tuple[list[str], list[list[str]], list[Finding]]:
    """
    Return header and rows of a file as text, and what keeps them from being rewritten.

    Columns may be missing or stand in another order than `names`, but none may be unknown.
    """
    text, findings = _decoded(path)
    header, rows, _, ragged = _records(path.name, text)
    return header, rows, findings + _strange_headers(path.name, header, names) + ragged


def _table(
    name: str,
    columns: tuple[Column, ...],
    rows: list[list[Cell]],
    lines: list[int],
    unread: frozenset[tuple[int, str]] = frozenset(),
    *,
    whole: bool = True,
) -> Table:
    """Return a Table from cells that already have the type of their column."""
    by_column = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    frame = frame_of(arrow_table(columns, {column.name: by_column[at] for at, column in enumerate(columns)}))
    return Table(name, columns, frame, tuple(lines), unread, whole)


def _decoded(path: Path) -> tuple[str, list[Finding]]:
    """Return the text of a file; marks, line ends and bytes that do not belong there are findings."""
    content = path.read_bytes()
    findings = []
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
        findings.append(Finding(path.name, 1, "", "wrong_encoding", "the file starts with a byte-order mark", _AS_UTF8))
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        problem = "the line ends with a carriage return"
        findings.append(Finding(path.name, line, "", "wrong_encoding", problem, "Save with LF line ends"))
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\x00" in content:
        line = content[: content.index(b"\x00")].count(b"\n") + 1
        findings.append(Finding(path.name, line, "", "wrong_encoding", "the line holds a zero byte", _AS_UTF8))
        content = content.replace(b"\x00", b"")
    try:
        return content.decode("utf-8"), findings
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem = f"byte 0x{content[error.start]:02x} is not UTF-8"
        findings.append(Finding(path.name, line, "", "wrong_encoding", problem, _AS_UTF8))
        return content.decode("utf-8", errors="replace"), findings


_AS_UTF8 = "Save the file as plain UTF-8"


def _records(file: str, text: str) -> tuple[list[str], list[list[str]], list[int], list[Finding]]:
    """Return the header, the rows that are as long as it, the lines on which they start, and the others as findings."""
    records = _csv_records(text)
    _, header = next(records, (1, []))
    findings, rows, lines = [], [], []
    for line, row in records:
        if not row:
            findings.append(Finding(file, line, "", "ragged_rows", "the line is empty", "Remove it"))
        elif len(row) != len(header):
            problem = f"{len(row)} cells where the header has {len(header)}"
            cure = "Quote cells that hold a comma; close every quote"
            findings.append(Finding(file, line, "", "ragged_rows", problem, cure))
        else:
            rows.append(row)
            lines.append(line)
    return header, rows, lines, findings


def _csv_records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts on."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _header_faults(file: str, header: list[str], names: list[str]) -> list[Finding]:
    """Return what is wrong with a header."""
    right = f"The header is {','.join(names)}"
    if not header:
        return [Finding(file, 1, "", "wrong_headers", "the file is empty", right)]
    findings = _strange_headers(file, header, names)
    missing = [name for name in names if name not in header]
    if missing:
        problem = f"column{'s' if len(missing) > 1 else ''} {', '.join(map(repr, missing))} missing"
        findings.append(Finding(file, 1, "", "wrong_headers", problem, right))
    elif not findings and header != names:
        findings.append(Finding(file, 1, "", "wrong_headers", "the columns stand in another order", right))
    return findings


def _strange_headers(file: str, header: list[str], names: Sequence[str]) -> list[Finding]:
    """Return the repeated and unknown columns of a header."""
    findings = []
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            problem = f"column {name!r} stands {header.count(name)} times"
            findings.append(Finding(file, 1, name, "wrong_headers", problem, "Keep one"))
        if name not in names:
            cure = did_you_mean(name, names) or "Remove it, or describe it in columns.csv"
            findings.append(Finding(file, 1, name, "wrong_headers", f"{name!r} is no column of this table", cure))
    return findings


def _typed(
    file: str, name: str, columns: tuple[Column, ...], rows: list[list[str]], lines: list[int]
) -> tuple[Table, list[Finding]]:
    """Return the table with each cell read as its column's type."""
    findings: list[Finding] = []
    unread: set[tuple[int, str]] = set()
    cells: list[list[Cell]] = [[None] * len(columns) for _ in rows]
    for at, column in enumerate(columns):
        for number, row in enumerate(rows):
            text = row[at]
            if not text:
                continue
            if text in column.allowed and column.type == "text":
                cells[number][at] = text
                continue
            try:
                cells[number][at] = _READERS[column.type](text)
            except _UnreadableCellError as error:
                unread.add((number, column.name))
                findings.append(Finding(file, lines[number], column.name, error.check, error.problem, error.cure))
    table = _table(name, columns, cells, lines, frozenset(unread))
    keys = dict(zip(lines, table.key_texts, strict=True))
    named = [Finding(f.file, f.line, f.column, f.check, f.problem, f.cure, keys[f.line]) for f in findings]
    return table, named


class _UnreadableCellError(ValueError):
    """A cell that its column's type cannot take."""

    def __init__(self, check: str, problem: str, cure: str = "") -> None:
        super().__init__(problem)
        self.check, self.problem, self.cure = check, problem, cure


def _text(text: str) -> str:
    """Return a text cell."""
    if text != text.strip():
        raise _UnreadableCellError("stray_spaces", f"{text!r} starts or ends with a space", "Remove it")
    if not text.isascii() and (odd := [mark for mark in _ODD_SPACES if mark in text]):
        raise _UnreadableCellError("stray_spaces", f"{text[:60]!r} holds U+{ord(odd[0]):04X}", "Write a plain space")
    if text.lower() in _PLACEHOLDERS:
        raise _UnreadableCellError("placeholders", f"{text!r} stands for nothing", "Leave a missing cell empty")
    return text


def _number(text: str) -> float:
    """Return a number cell."""
    if _NUMBER.match(text):
        return float(text)
    _text(text)
    raise _UnreadableCellError("wrong_types", f"{text!r} is not a number", _number_cure(text))


def _number_cure(text: str) -> str:
    """Return how to write a number that cannot be read, if it looks like one."""
    squeezed = re.sub(rf"[\s,'_{_ODD_SPACES}]", "", text)
    if _NUMBER.match(squeezed):
        return f"Write {squeezed}, without separators of thousands"
    try:
        value = float(squeezed)
    except ValueError:
        return "Write digits with a point for decimals, or leave the cell empty"
    return f"Write {number_text(value)}" if np.isfinite(value) else "Leave a missing cell empty"


def _integer(text: str) -> int:
    """Return an integer cell."""
    value = _number(text)
    if "." in text:
        raise _UnreadableCellError("wrong_types", f"{text!r} is not a whole number", f"Write {value:.0f}?")
    return int(text)


def _date(text: str) -> dt.date:
    """Return a date cell."""
    _text(text)
    if not _DATE.match(text):
        raise _UnreadableCellError("wrong_types", f"{text!r} is not a date", "Write YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _UnreadableCellError("wrong_types", f"{text!r} is no day of the calendar", "Write YYYY-MM-DD") from None


def _partial_date(text: str) -> str:
    """Return a date of which day or month may be unknown, as text."""
    _text(text)
    cure = "Write YYYY, YYYY-MM or YYYY-MM-DD"
    if not _PARTIAL_DATE.match(text):
        raise _UnreadableCellError("wrong_types", f"{text!r} is not a year, month or day", cure)
    try:
        dt.date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        raise _UnreadableCellError("wrong_types", f"{text!r} is no month or day of the calendar", cure) from None
    return text


def _ids(text: str) -> str:
    """Return a list of ids as its text."""
    _text(text)
    parts = text.split(";")
    if any(part != part.strip() or not part for part in parts):
        cure = f"Write {';'.join(part.strip() for part in parts if part.strip())}"
        raise _UnreadableCellError("wrong_lists", f"{text!r} has spaces or empty parts between its ;", cure)
    if len(set(parts)) != len(parts):
        cure = f"Write {';'.join(dict.fromkeys(parts))}"
        raise _UnreadableCellError("wrong_lists", f"{text!r} names something twice", cure)
    return text


def _wkt(text: str) -> str:
    """Return a shape as its text."""
    try:
        shape = wkt.loads(text)
    except ShapelyError:
        cure = "Write LINESTRING (lon lat, lon lat, …) or POLYGON ((…))"
        raise _UnreadableCellError("wrong_types", f"{text[:40]!r} is not a WKT shape", cure) from None
    if shape.is_empty:
        raise _UnreadableCellError("wrong_types", f"{text[:40]!r} has no points", "Draw it or remove the row")
    return text


_READERS: dict[str, Callable[[str], Cell]] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "partial_date": _partial_date,
    "ids": _ids,
    "wkt": _wkt,
}
