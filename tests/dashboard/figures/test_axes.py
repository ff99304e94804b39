"""Axes whose ticks are round and reach beyond what is drawn."""

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.axes import amount_axis, mark_day, nice_ticks, year_axis
from dashboard.figures.look import LIGHT, blank

AMOUNTS = st.floats(min_value=1e-6, max_value=1e15)


@given(AMOUNTS)
def test_ticks_begin_at_zero_rise_evenly_and_reach_the_highest(highest: float) -> None:
    ticks = nice_ticks(highest)
    steps = [b - a for a, b in itertools.pairwise(ticks)]
    assert ticks[0] == 0
    assert ticks[-1] >= highest * (1 - 1e-9)
    assert max(steps) == pytest.approx(min(steps), rel=1e-6)
    assert 2 <= len(ticks) <= 7


@given(AMOUNTS, AMOUNTS)
def test_what_falls_below_zero_is_on_the_axis_too(high: float, low: float) -> None:
    ticks = nice_ticks(high, -low)
    assert ticks[0] <= -low * (1 - 1e-9)
    assert 0 in ticks


def test_amounts_are_written_as_sentences_write_them() -> None:
    axis = amount_axis(pd.Series([1.2e9, float("nan")]), "USD")
    assert axis["ticktext"][0] == "0"
    assert axis["ticktext"][-1] == "USD 1.25bn"


def test_an_axis_of_years_spans_whole_years() -> None:
    assert year_axis(2015, 2024)["range"] == ["2015-01-01", "2024-12-31"]


@pytest.mark.parametrize(("day", "side"), [("2020-02-01", "left"), ("2024-11-01", "right")])
def test_the_date_of_a_marked_day_stands_where_there_is_room(day: str, side: str) -> None:
    figure = blank(LIGHT, "Line chart")
    mark_day(figure, dt.date.fromisoformat(day), (dt.date(2020, 1, 1), dt.date(2024, 12, 31)), LIGHT)
    assert figure.layout.annotations[0].xanchor == side
    assert figure.layout.shapes[0].x0 == day
