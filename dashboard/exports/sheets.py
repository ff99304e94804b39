"""Tables as CSV and XLSX: what was seen, with what is needed to defend it.

Both files hold the rows of the figure and nothing that the figure does not show. The CSV starts with lines that begin
with ``#``: headline, units, filters, notes, sources, edition. Every text cell is quoted, so that
``pandas.read_csv(file, comment="#")`` or DuckDB's ``read_csv(file, comment='#')`` reads the table alone. The workbook
keeps the same words on its second sheet. Missing cells are empty in both, text that a spreadsheet would take for a
formula stays text, and the same question gives the same bytes.
"""

import csv
import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.cards import Card, Edition, licence_line
from dashboard.text import say
from dashboard.text.columns import HIDDEN, column_label

CSV_MIME = "text/csv"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone; fixed, so that the same question has the same bytes
_DIGITS = 12
_WIDEST = 60  # characters of a column before its text runs on


def shown_columns(frame: pd.DataFrame) -> list[str]:
    """Return the columns a reader is shown: all but those for drawing and joining."""
    return [str(c) for c in frame.columns if c not in HIDDEN]


def write_csv(frame: pd.DataFrame, card: Card, edition: Edition) -> bytes:
    """Return the rows as CSV, UTF-8 with the mark that spreadsheets need, under commented lines on what they are."""
    text = io.StringIO()
    for label, words in _about(card, edition, frame):
        text.write(f"# {label}: {' '.join(words.split())}\n")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    columns = shown_columns(frame)
    writer.writerow(columns)
    for row in frame[columns].itertuples(index=False, name=None):
        writer.writerow([_csv_cell(plain(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(frame: pd.DataFrame, card: Card, edition: Edition) -> bytes:
    """Return a workbook: the rows with units in the headings, and a sheet on what they are and where they come from."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"title": card.headline, "subject": card.subtitle, "created": _CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_rows(book.add_worksheet(say("Data")), frame, bold)
        _write_about(book.add_worksheet(say("About")), _about(card, edition, frame), bold, wrapped)
    return data.getvalue()


def plain(value: Any) -> str | float | int | None:  # noqa: ANN401 - whatever a cell holds
    """Return a cell as text, number or None.

    Lists are joined, dates are ISO, missing is None and never 0; what has no limit says so, for spreadsheets know no
    infinite number.
    """
    if isinstance(value, list | tuple):
        return ";".join(str(v) for v in value) or None
    if pd.isna(value) or value == "":
        return None
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, pd.Timestamp | dt.date):
        return str(value)[:10]
    if isinstance(value, int | float):
        return _number(float(value))
    return value.item() if hasattr(value, "item") else str(value)


def _number(value: float) -> str | float | int:
    """Return a number, whole where it is; one without limit in words, for spreadsheets know no infinity."""
    if math.isinf(value):
        return say("no limit")
    told = float(f"{value:.{_DIGITS}g}")  # sums leave dust behind the digits that count
    return int(told) if told.is_integer() and abs(told) < 2**53 else told


def heading(frame: pd.DataFrame, column: str) -> str:
    """Return a column's heading; a column named value takes the unit that all its rows share."""
    label = column_label(column)
    if column in {"value", "value_high"} and "unit" in frame.columns:
        units = frame["unit"].dropna().unique()
        return f"{label}, {units[0]}" if len(units) == 1 else label
    return label


def _about(card: Card, edition: Edition, frame: pd.DataFrame) -> Iterator[tuple[str, str]]:
    yield say("Headline"), f"{card.headline} {card.standfirst}".strip()
    yield say("What is shown"), card.subtitle
    yield say("Filters"), card.filters
    yield say("Rows"), str(len(frame))
    for note in card.notes:
        yield say("Note"), note
    for source in card.sources:
        yield say("Source"), source
    yield say("Data version"), f"{edition.digest} ({edition.as_of})"
    yield say("Terms"), licence_line()
    yield say("Link"), card.link


def _csv_cell(value: str | float | None) -> str | float | None:
    """Return the cell so that no spreadsheet takes it for a formula: such text gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _write_rows(sheet: Worksheet, frame: pd.DataFrame, bold: Format) -> None:
    columns = shown_columns(frame)
    for position, column in enumerate(columns):
        cells = [plain(value) for value in frame[column]]
        title = heading(frame, column)
        sheet.write_string(0, position, title, bold)
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(row, position, cell)
            elif cell is not None:
                sheet.write_number(row, position, cell)
        sheet.set_column(position, position, _width(title, cells))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), max(len(columns) - 1, 0))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_about(sheet: Worksheet, about: Iterator[tuple[str, str]], bold: Format, wrapped: Format) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 110)
    for row, (label, words) in enumerate(about):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, words, wrapped)


def _width(title: str, cells: Sequence[object]) -> float:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(_WIDEST, max(longest, len(title) * 0.7, 8) + 2)
