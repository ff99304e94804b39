"""What the commands share: dates, JSON that any program reads, tables for reading."""

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.commands.command import CommandError, read_date, table_as_json, to_json, to_table


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: dt.date) -> None:
    assert read_date(day.isoformat()) == day


def test_no_text_is_no_day() -> None:
    assert read_date(None) is None


@pytest.mark.parametrize("text", ["", "2025", "2025-02-30", "yesterday", "01.02.2025"])
def test_what_is_no_day_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(CommandError, match="is not a date; write it as 2025-09-01"):
        read_date(text)


def test_days_and_numbers_of_arrays_have_a_form_in_json() -> None:
    value = {"day": dt.date(2025, 1, 2), "count": np.int64(3), "share": np.float64(0.5), "yes": np.bool_(True)}
    assert json.loads(to_json(value)) == {"day": "2025-01-02", "count": 3, "share": 0.5, "yes": True}


@pytest.mark.parametrize("value", [{1, 2}, object(), pd.NA])
def test_what_has_no_form_in_json_is_an_error(value: object) -> None:
    with pytest.raises(TypeError, match="has no form in JSON"):
        to_json(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float64("nan")])
def test_nothing_is_printed_that_json_does_not_know(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json({"value": value})


def test_letters_of_any_alphabet_are_printed_as_they_are() -> None:
    assert "Сарахс" in to_json({"place": "Сарахс"})


def test_a_cell_without_a_value_or_a_limit_is_null() -> None:
    frame = pd.DataFrame({"mt": [float("nan"), float("inf"), 1.0], "name": pd.array(["a", pd.NA, "b"], dtype="string")})
    assert table_as_json(frame) == [{"mt": None, "name": "a"}, {"mt": None, "name": None}, {"mt": 1.0, "name": "b"}]


CELLS = st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_columns_of_a_table_begin_below_each_other(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["first", "second"], dtype=object)
    head, rule, *lines = to_table(frame, ["first", "second"]).split("\n")
    at = head.index("second")
    assert len(lines) == len(rows)
    assert rule.index(" ") + 2 == at
    for line, (one, other) in zip(lines, rows, strict=True):
        assert (line[:at].strip(), line[at:]) == (one, other)


def test_a_table_shows_the_columns_asked_for_in_their_order() -> None:
    frame = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    assert to_table(frame, ["c", "a"]).splitlines() == ["c  a", "-  -", "3  1"]
