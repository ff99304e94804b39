"""A CSV file to a typed frame that remembers its line numbers; whatever cannot be read becomes a finding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from corridor_data.arrays import arrow_table, frame_of
from corridor_data.cells import Cell, UnreadableCellError, cell_texts, plain_values, read_cell
from corridor_data.columns import Column, Schema
from corridor_data.findings import Finding, did_you_mean

_MAX_CELL = 10_000_000  # characters; outlines of countries are longer than csv's own limit of 131,072


@dataclass(frozen=True)
class Table:
    """One table as read.

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


Tables = Mapping[str, Table]
"""Tables by their names."""


def read_tables(folder: Path, schema: Schema) -> tuple[dict[str, Table], list[Finding]]:
    """Return every table of the schema read from a folder, and the findings; a missing file is an empty table."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for name in schema.edited():
        tables[name], found = read_table(folder / f"{name}.csv", name, schema.tables[name])
        findings.extend(found)
    if not any((folder / f"{name}.csv").exists() for name in tables):
        return tables, [no_tables(folder)]
    names = {f"{name}.csv" for name in tables} | {"columns.csv"}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in names:
            cure = did_you_mean(path.name, names) or "Describe its columns in columns.csv, or take it away"
            findings.append(Finding(path.name, 0, "", "unknown_tables", "the file is no table", cure))
    return tables, findings


def no_tables(folder: Path) -> Finding:
    """Return the fault of a folder that holds none of the tables, or that is none."""
    return Finding(str(folder), 0, "", "no_tables", "no table lies there", "Name the folder of the CSV files")


def read_table(path: Path, name: str, columns: tuple[Column, ...]) -> tuple[Table, list[Finding]]:
    """Return one table and what could not be read of it.

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
    if text is None:
        return _table(name, columns, [], [], whole=False), findings
    header, rows, lines, found = _records(path.name, text)
    faults = _header_faults(path.name, header, [column.name for column in columns])
    if faults:
        return _table(name, columns, [], [], whole=False), findings + faults
    table, unread = _typed(path.name, name, columns, rows, lines)
    return replace(table, whole=not found), findings + found + unread


def read_records(path: Path, names: Sequence[str]) -> tuple[list[str], list[list[str]], list[Finding]]:
    """Return header and rows of a file as text, and what keeps them from being rewritten.

    Columns may be missing or stand in another order than `names`, but none may be unknown.
    """
    text, findings = _decoded(path)
    if text is None:
        return [], [], findings
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


def _decoded(path: Path) -> tuple[str | None, list[Finding]]:
    """Return the text of a file, None if it cannot be read; marks, line ends and bytes out of place are findings."""
    findings: list[Finding] = []
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror}"
        return None, [Finding(path.name, 0, "", "unreadable_files", problem, "Make it a file that may be read")]
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
    findings: list[Finding] = []
    records = _csv_records(file, text, findings)
    _, header = next(records, (1, []))
    rows, lines = [], []
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


def _csv_records(file: str, text: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts on; where no further one can be read a finding is added."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        cure = "Close every quote; split what is longer than ten million characters"
        findings.append(Finding(file, line, "", "ragged_rows", "from here on the file cannot be read", cure))


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
            try:
                cells[number][at] = read_cell(column, text)
            except UnreadableCellError as error:
                unread.add((number, column.name))
                findings.append(Finding(file, lines[number], column.name, error.check, error.problem, error.cure))
    table = _table(name, columns, cells, lines, frozenset(unread))
    keys = dict(zip(lines, table.key_texts, strict=True))
    named = [Finding(f.file, f.line, f.column, f.check, f.problem, f.cure, keys[f.line]) for f in findings]
    return table, named
