"""Numbers and dates as they are written, by their rules."""

import datetime as dt
import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import columns, formats
from dashboard.text.formats import (
    format_amount,
    format_number,
    format_partial_date,
    format_period,
    format_range,
    iranian_year,
    iranian_year_span,
)


@pytest.mark.parametrize("module", [formats, columns])
def test_the_examples_in_the_documentation_hold(module) -> None:
    assert doctest.testmod(module).failed == 0


@given(st.floats(min_value=1e-6, max_value=1e13))
def test_a_written_number_is_within_half_a_unit_of_its_last_digit(value: float) -> None:
    text = format_number(value)
    assert math.isclose(float(text.replace(",", "")), value, rel_tol=0.006)


@given(st.floats(min_value=1, max_value=9e12))
def test_a_shortened_amount_never_loses_its_size(value: float) -> None:
    text = format_amount(value, "USD").removeprefix("USD ")
    scale = next((s for s, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")) if text.endswith(word)), 1)
    assert math.isclose(float(text.rstrip("tnbm").replace(",", "")) * scale, value, rel_tol=0.006)


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_missing_figure_says_so_and_is_never_zero(missing: float | None) -> None:
    assert format_number(missing) == format_amount(missing, "USD") == format_range(missing, missing, "t") == "no data"


@given(st.dates(dt.date(1950, 1, 1), dt.date(2060, 1, 1)))
def test_a_day_lies_in_the_span_of_its_iranian_year(day: dt.date) -> None:
    start, end = iranian_year_span(iranian_year(day))
    assert start <= day <= end
    assert (end - start).days in {364, 365}
    assert (start.month, start.day) in {(3, 20), (3, 21), (3, 22)}


@pytest.mark.parametrize("text", ["spring 2024", "2024-13", "", "2024-02-30"])
def test_what_is_no_date_comes_back_unchanged(text: str) -> None:
    assert format_partial_date(text) == text


@pytest.mark.parametrize(
    ("start", "end", "calendar", "words"),
    [
        ("2024-03-20", "2024-09-21", "iranian", "part of 1403 (Mar 2024–Sep 2024)"),
        ("2023-03-21", "2025-03-20", "iranian", "1402–1403 (Mar 2023–Mar 2025)"),
        ("2020-01-01", "2024-12-31", "gregorian", "2020–2024"),
        ("2024-05-01", "2024-05-31", "gregorian", "May 2024"),
        ("2023-11-01", "2024-02-29", "gregorian", "Nov 2023–Feb 2024"),
        ("2024-05-03", "2024-05-03", "gregorian", "3 May 2024"),
    ],
)
def test_periods_are_named_in_their_calendar(start: str, end: str, calendar: str, words: str) -> None:
    assert format_period(dt.date.fromisoformat(start), dt.date.fromisoformat(end), calendar) == words


def test_a_period_without_dates_says_so() -> None:
    assert format_period(None, None, "none") == "no period stated"
