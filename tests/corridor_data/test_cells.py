"""Values to texts and texts to values."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.cells import UnreadableCellError, cell_texts, number_text, plain_values, read_cell
from corridor_data.columns import Column


def _column(kind, *allowed):
    return Column("t", "c", kind, "", False, False, None, None, None, allowed, "c")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_value_as_text_and_never_gets_an_exponent(value):
    text = number_text(value)
    assert float(text) == value
    assert "e" not in text


def test_cells_are_texts_as_in_the_file():
    assert cell_texts(pd.Series(["x", None], dtype="string")) == ["x", ""]
    assert cell_texts(pd.Series([1, None], dtype="Int64")) == ["1", ""]
    assert cell_texts(pd.Series(pd.to_datetime(["2024-02-29", None]))) == ["2024-02-29", ""]


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)))
def test_a_day_is_read_as_itself_and_as_its_month_and_year(day):
    assert read_cell(_column("date"), day.isoformat()) == day
    for text in (f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()):
        assert read_cell(_column("partial_date"), text) == text


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_is_read_as_itself(number):
    assert read_cell(_column("integer"), str(number)) == number


@given(st.text(min_size=1), st.sampled_from(["text", "integer", "number", "date", "partial_date", "ids"]))
def test_a_cell_has_a_value_or_a_reason_why_not(text, kind):
    problem, value = "", None
    try:
        value = read_cell(_column(kind), text)
    except UnreadableCellError as error:
        problem = error.problem
    assert (value is None) == bool(problem)


def test_what_a_column_allows_is_read_although_it_stands_for_nothing_elsewhere():
    assert read_cell(_column("text", "none"), "none") == "none"
    with pytest.raises(UnreadableCellError):
        read_cell(_column("text"), "none")


def test_plain_values_are_python_s_own():
    days = pd.Series(pd.to_datetime(["2024-02-29", None]))
    assert plain_values(days) == [dt.date(2024, 2, 29), None]
    assert plain_values(pd.Series(["x", None], dtype="string")) == ["x", None]


@pytest.mark.parametrize(
    ("kind", "text"), [("date", "0024-06-01"), ("partial_date", "0999"), ("partial_date", "9999-12")]
)
def test_a_year_that_is_a_slip_of_the_pen_is_named(kind, text):
    with pytest.raises(UnreadableCellError, match=f"the year of '{text}' lies outside 1000 to 2999"):
        read_cell(_column(kind), text)


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\n", "\t", "\x7f", "\x85", "\u2028"])
def test_a_control_character_is_named(mark):
    with pytest.raises(UnreadableCellError, match=rf"holds the control character U\+{ord(mark):04X}"):
        read_cell(_column("text"), f"Border{mark}railway")


def test_a_whole_number_that_no_computer_word_holds_is_refused():
    assert read_cell(_column("integer"), str(2**63 - 1)) == 2**63 - 1
    for text in (str(2**63), "-" + "9" * 30):
        with pytest.raises(UnreadableCellError, match="more digits than a whole number can"):
            read_cell(_column("integer"), text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("POLYGON ((48 30", "is not a WKT shape"),
        ("LINESTRING (1 1, nan 2)", "has a point that is nowhere"),
        ("POLYGON EMPTY", "has no points"),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_named(text, problem):
    with pytest.raises(UnreadableCellError, match=problem):
        read_cell(_column("wkt"), text)
