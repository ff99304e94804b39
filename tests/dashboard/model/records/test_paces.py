"""Growth needed, growth seen, and the year in which it would get there."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.records.paces import best_growth, find_pace, required_growth, years_needed

LEVELS = st.floats(1.0, 1e6)
YEARS = st.floats(1.0, 50.0)


@given(level=LEVELS, target=LEVELS, years=YEARS)
def test_growing_at_the_required_rate_ends_at_the_target(level, target, years):
    growth = required_growth(level, target, years)
    assert level * (1 + growth) ** years == pytest.approx(target, rel=1e-4)


@given(level=LEVELS, factor=st.floats(1.01, 100.0), years=YEARS)
def test_years_needed_inverts_the_required_growth(level, factor, years):
    growth = required_growth(level, level * factor, years)
    assert years_needed(level, level * factor, growth) == pytest.approx(years, rel=1e-6)


@given(level=LEVELS, growth=st.floats(-0.5, 0.5), count=st.integers(3, 12))
def test_a_series_that_grows_evenly_has_that_pace_in_every_way_of_telling(level, growth, count):
    series = {2000 + year: level * (1 + growth) ** year for year in range(count)}
    pace = find_pace(series, 5)
    assert pace is not None
    assert [pace.low, pace.growth, pace.high] == pytest.approx([growth] * 3, abs=1e-9)
    assert pace.last == 2000 + count - 1


@given(values=st.dictionaries(st.integers(2000, 2020), LEVELS, min_size=3), window=st.integers(2, 10))
def test_the_pace_lies_between_its_low_and_its_high(values, window):
    pace = find_pace(values, window)
    if pace is not None:
        assert pace.low <= pace.growth <= pace.high
        assert max(values) - window <= pace.first < pace.last == max(values)


def test_two_figures_are_no_pace_and_years_before_the_window_play_no_part():
    assert find_pace({2019: 1.0, 2020: 2.0}, 5) is None
    assert find_pace({2000: 1.0, 2019: 1.0, 2020: 2.0}, 5) is None


def test_a_gap_in_the_years_is_bridged_not_filled():
    pace = find_pace({2018: 100.0, 2020: 121.0, 2021: 133.1}, 5)
    assert pace is not None
    assert pace.growth == pytest.approx(0.1)


def test_no_time_left_or_no_level_has_no_required_growth():
    assert math.isnan(required_growth(100.0, 200.0, 0.0))
    assert math.isnan(required_growth(0.0, 200.0, 5.0))


def test_a_shrinking_level_never_gets_there_and_one_that_is_there_needs_no_time():
    assert years_needed(100.0, 200.0, -0.1) == math.inf
    assert years_needed(200.0, 200.0, -0.1) == 0.0


def test_the_best_growth_spans_exactly_the_years_asked_for():
    series = {2000: 100.0, 2001: 300.0, 2002: 121.0, 2004: 400.0}
    assert best_growth(series, 1) == (pytest.approx(2.0), 2000)
    assert best_growth(series, 2) == (pytest.approx((400 / 121) ** 0.5 - 1), 2002)
    growth, since = best_growth(series, 7)
    assert math.isnan(growth)
    assert since == 0
