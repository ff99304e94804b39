"""Cells: their text to a value of the column's type, and a value to its text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely import wkt
from shapely.errors import ShapelyError

from corridor_data.columns import Column

Cell = str | int | float | dt.date | None

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z")
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PLACEHOLDERS = frozenset({"-", "–", "—", "n/a", "na", "nan", "null", "none", "?", "..", "...", "tbd", "#n/a"})
_ODD_SPACES = "\u00a0\u202f\u2007\u2009\u200b\ufeff"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_YEARS = ("1000", "3000")
"""First year and first year beyond that a date may name; what lies outside is a slip of the pen."""


def cell_texts(series: pd.Series) -> list[str]:
    """Return each value of a column as it would stand in the CSV file; missing is empty.

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
    """Return the values of a column as str, int, float or date; missing is None.

    Examples
    --------
    >>> plain_values(pd.Series([1.5, np.nan]))
    [1.5, None]
    """
    values = series.astype(object).where(series.notna(), None).tolist()
    return [value.date() if isinstance(value, pd.Timestamp) else value for value in values]


def number_text(value: float) -> str:
    """Return the shortest plain text of a number, never with an exponent.

    Examples
    --------
    >>> number_text(378000000.0), number_text(0.00002)
    ('378000000', '0.00002')
    """
    return np.format_float_positional(value, trim="-")


class UnreadableCellError(ValueError):
    """A cell that its column's type cannot take: the check it fails, the problem and the cure."""

    def __init__(self, check: str, problem: str, cure: str = "") -> None:
        super().__init__(problem)
        self.check, self.problem, self.cure = check, problem, cure


def read_cell(column: Column, text: str) -> Cell:
    """Return the value of a cell that is not empty.

    Raises
    ------
    UnreadableCellError
        If the text is none of the column's type. A text column may allow what elsewhere stands for nothing, as "none".
    """
    if column.type == "text" and text in column.allowed:
        return text
    return _READERS[column.type](text)


def _text(text: str) -> str:
    """Return a text cell."""
    if text != text.strip():
        raise UnreadableCellError("stray_spaces", f"{text!r} starts or ends with a space", "Remove it")
    if not text.isascii() and (odd := [mark for mark in _ODD_SPACES if mark in text]):
        raise UnreadableCellError("stray_spaces", f"{text[:60]!r} holds U+{ord(odd[0]):04X}", "Write a plain space")
    if control := _CONTROL.search(text):
        problem = f"{text[:60]!r} holds the control character U+{ord(control[0]):04X}"
        raise UnreadableCellError("control_characters", problem, "Write it on one line, without the character")
    if text.lower() in _PLACEHOLDERS:
        raise UnreadableCellError("placeholders", f"{text!r} stands for nothing", "Leave a missing cell empty")
    return text


def _number(text: str) -> float:
    """Return a number cell."""
    if _NUMBER.match(text):
        return float(text)
    _text(text)
    raise UnreadableCellError("wrong_types", f"{text!r} is not a number", _number_cure(text))


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
        raise UnreadableCellError("wrong_types", f"{text!r} is not a whole number", f"Write {value:.0f}?")
    if abs(int(text)) >= 2**63:
        raise UnreadableCellError("wrong_types", f"{text[:40]!r} has more digits than a whole number can", "Mend it")
    return int(text)


def _in_years(text: str) -> str:
    """Return a date as text if its year is one that these tables may speak of."""
    if not _YEARS[0] <= text < _YEARS[1]:
        raise UnreadableCellError(
            "wrong_types", f"the year of {text!r} lies outside 1000 to 2999", "Write the year in full"
        )
    return text


def _date(text: str) -> dt.date:
    """Return a date cell."""
    _text(text)
    if not _DATE.match(text):
        raise UnreadableCellError("wrong_types", f"{text!r} is not a date", "Write YYYY-MM-DD")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise UnreadableCellError("wrong_types", f"{text!r} is no day of the calendar", "Write YYYY-MM-DD") from None
    _in_years(text)
    return day


def _partial_date(text: str) -> str:
    """Return a date of which day or month may be unknown, as text."""
    _text(text)
    cure = "Write YYYY, YYYY-MM or YYYY-MM-DD"
    if not _PARTIAL_DATE.match(text):
        raise UnreadableCellError("wrong_types", f"{text!r} is not a year, month or day", cure)
    try:
        dt.date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        raise UnreadableCellError("wrong_types", f"{text!r} is no month or day of the calendar", cure) from None
    return _in_years(text)


def _ids(text: str) -> str:
    """Return a list of ids as its text."""
    _text(text)
    parts = text.split(";")
    if any(part != part.strip() or not part for part in parts):
        cure = f"Write {';'.join(part.strip() for part in parts if part.strip())}"
        raise UnreadableCellError("wrong_lists", f"{text!r} has spaces or empty parts between its ;", cure)
    if len(set(parts)) != len(parts):
        cure = f"Write {';'.join(dict.fromkeys(parts))}"
        raise UnreadableCellError("wrong_lists", f"{text!r} names something twice", cure)
    return text


def _wkt(text: str) -> str:
    """Return a shape as its text."""
    cure = "Write LINESTRING (lon lat, lon lat, …) or POLYGON ((…))"
    try:
        with np.errstate(invalid="ignore"):
            shape = wkt.loads(text)
    except ShapelyError:
        raise UnreadableCellError("wrong_types", f"{text[:40]!r} is not a WKT shape", cure) from None
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise UnreadableCellError("wrong_types", f"{text[:40]!r} has a point that is nowhere", cure)
    if shape.is_empty:
        raise UnreadableCellError("wrong_types", f"{text[:40]!r} has no points", "Draw it or remove the row")
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
