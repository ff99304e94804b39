"""Tables as CSV and XLSX: what was seen, with what is needed to defend it.

Both files hold the rows of the figure and nothing that the figure does not show. The CSV starts with lines that begin
with ``#``: headline, units, filters, notes, sources, edition. Every text cell is quoted, so that
``pandas.read_csv(file, comment="#")`` or DuckDB's ``read_csv(file, comment='#')`` reads the table alone. The workbook
keeps the same words on its second sheet and every source with its address and terms on the third. Missing cells are
empty in both, text that a spreadsheet would take for a formula stays text, and the same question gives the same bytes.

The CSV is for programs: names of columns and words as the tables have them. The workbook is for readers: headings and
words as the pages write them, numbers with the digits that count, days as dates.
"""

import csv
import datetime as dt
import io
import math
import re
import statistics
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook

from dashboard.exports.cards import Card, Edition, licence_line
from dashboard.text import say
from dashboard.text.columns import HIDDEN, column_label, word_label

CSV_MIME = "text/csv"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone; fixed, so that the same question has the same bytes
_DIGITS = 12
_WIDEST = 60  # characters of a column before its text goes on in the next line
_HEADER = 200  # characters of the headline above a printed page; spreadsheets take 255 with their marks
_MOST_DECIMALS = 3
_PAGES = ("open_routes", "open_capacity")  # lead to other pages of the dashboard, from nowhere else
_CODES = re.compile(r"(^|_)ids?$|^(key|url)$")  # columns of names that other tables use
_YEARS = re.compile(r"(?<!per_)year$|^position$")  # numbers that are names: 2024 is not 2,024


def shown_columns(frame: pd.DataFrame) -> list[str]:
    """Return the columns a reader is shown: all but those for drawing and joining."""
    return [str(c) for c in frame.columns if c not in HIDDEN]


def write_csv(frame: pd.DataFrame, card: Card, edition: Edition) -> bytes:
    """Return the rows as CSV, UTF-8 with the mark that spreadsheets need, under commented lines on what they are."""
    text = io.StringIO()
    for label, words in _about(card, edition, frame):
        text.write(f"# {label}: {' '.join(words.split())}\n")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    columns = _columns(frame)
    writer.writerow(columns)
    for row in frame[columns].itertuples(index=False, name=None):
        writer.writerow([_csv_cell(plain(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(frame: pd.DataFrame, card: Card, edition: Edition) -> bytes:
    """Return a workbook: the rows with units in the headings, what they are, and where they come from."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"title": card.headline, "subject": card.subtitle, "created": _CREATED})
        _write_rows(book, frame, card)
        about = [(label, words) for label, words in _about(card, edition, frame) if label != say("Source")]
        _write_texts(book, say("About"), (), about, (18, 110))
        heads = (say("Code"), say("Source"), say("Address"), say("Terms"))
        sources = [(source.source_id, source.words, source.url, source.terms) for source in card.sources]
        _write_texts(book, say("Sources"), heads, sources, (24, 80, 60, 40))
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
    if isinstance(value, bool | np.bool_):
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
        yield say("Source"), " ".join((f"{source.source_id}:", source.words, source.url)).strip()
    yield say("Data version"), f"{edition.digest} ({edition.as_of})"
    yield say("Terms"), licence_line()
    yield say("Link"), card.link


def _csv_cell(value: str | float | None) -> str | float | None:
    """Return the cell so that no spreadsheet takes it for a formula: such text gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _columns(frame: pd.DataFrame) -> list[str]:
    """Return the columns that leave: those a reader is shown, less the ways to other pages."""
    return [column for column in shown_columns(frame) if column not in _PAGES]


def _write_rows(book: Workbook, frame: pd.DataFrame, card: Card) -> None:
    """Write the first sheet: one row a row of the figure, under headings that stay in sight."""
    sheet = book.add_worksheet(say("Data"))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    columns = _columns(frame)
    for position, column in enumerate(columns):
        cells = [_sheet_cell(column, value) for value in frame[column]]
        title = heading(frame, column)
        width = _width(title, cells)
        style = book.add_format(
            {"valign": "top", "text_wrap": width == _WIDEST, "num_format": _number_format(column, cells)}
        )
        sheet.set_column(position, position, width, style)
        sheet.write_string(0, position, title, bold)
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, dt.date):
                sheet.write_datetime(row, position, dt.datetime.combine(cell, dt.time()), style)
            elif isinstance(cell, str):
                sheet.write_string(row, position, cell, style)
            elif cell is not None:
                sheet.write_number(row, position, cell, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), max(len(columns) - 1, 0))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&L" + card.headline[:_HEADER].replace("&", "&&"))
    sheet.set_footer("&R&P / &N")


def _write_texts(
    book: Workbook, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """Write a sheet of words; without heads its first column names what stands beside it."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    for position, head in enumerate(heads):
        sheet.write_string(0, position, head, bold)
    for number, row in enumerate(rows, start=1 if heads else 0):
        for position, words in enumerate(row):
            if words:
                sheet.write_string(number, position, words, wrapped if position or heads else bold)
    if heads:
        sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _sheet_cell(column: str, value: object) -> str | float | dt.date | None:
    """Return a cell as a workbook holds it: days as dates, words as pages write them, codes as they are."""
    if isinstance(value, dt.date) and not pd.isna(value):
        return dt.date(value.year, value.month, value.day)
    cell = plain(value)
    return word_label(cell) if isinstance(cell, str) and not _CODES.search(column) else cell


def _number_format(column: str, cells: Sequence[object]) -> str:
    """Return how the numbers of a column are shown: years bare, whole numbers grouped, others with what counts.

    The digits after the point are three significant ones of the middle number, no more than any number has; the cell
    holds them all.
    """
    if any(isinstance(cell, dt.date) for cell in cells):
        return "yyyy-mm-dd"
    numbers = [abs(cell) for cell in cells if isinstance(cell, int | float)]
    if _YEARS.search(column) or not numbers:
        return "General"
    if all(isinstance(number, int) for number in numbers):
        return "#,##0"
    middle = statistics.median([number for number in numbers if number])
    most = min(_MOST_DECIMALS, max(1, 2 - math.floor(math.log10(middle))))
    had = next((digits for digits in range(1, most) if all(round(n, digits) == n for n in numbers)), most)
    return "#,##0." + "0" * had


def _width(title: str, cells: Sequence[object]) -> float:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(_WIDEST, max(longest, len(title) * 0.7, 8) + 2)
