"""Errors as the measures define them, and the reasons given for them."""

import dataclasses
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.validation.journey_runs import JourneyRun, run_journeys
from dashboard.model.validation.misses import (
    bounds,
    days_reason,
    distance_error,
    km_reason,
    overlaps,
    range_error,
    width,
)
from dashboard.model.world.compiled import compile_network

COMPILED = compile_network(load_tables(Path(__file__).parents[3] / "small"))
EAST = run_journeys(COMPILED)[0]
DAYS = EAST.days_span[1]

amounts = st.floats(0.1, 1000.0)
ranges = st.tuples(amounts, amounts).map(lambda pair: (min(pair), max(pair)))


def published(**values: object) -> JourneyRun:
    return dataclasses.replace(EAST, journey=dataclasses.replace(EAST.journey, **values))


@given(amounts, ranges)
def test_days_have_no_error_exactly_within_the_slack(value: float, days: tuple[float, float]) -> None:
    low, high = bounds(days)
    assert (range_error(value, days) == 0) == (low <= value <= high)


@given(amounts, ranges)
def test_an_error_outside_is_the_distance_to_the_nearer_bound_with_its_sign(
    value: float, days: tuple[float, float]
) -> None:
    low, high = 0.9 * days[0], 1.1 * days[1]
    if value < low:
        assert range_error(value, days) == pytest.approx(-(low - value) / low)
    elif value > high:
        assert range_error(value, days) == pytest.approx((value - high) / high)


@given(amounts, ranges, st.floats(0.01, 100.0))
def test_an_error_does_not_depend_on_the_unit(value: float, days: tuple[float, float], unit: float) -> None:
    scaled = range_error(value * unit, (days[0] * unit, days[1] * unit))
    assert scaled == pytest.approx(range_error(value, days), abs=1e-9)


def test_lengths_have_no_slack() -> None:
    assert distance_error(1010, 1000) == pytest.approx(0.01)
    assert distance_error(950, 1000) == pytest.approx(-0.05)


@pytest.mark.parametrize(
    ("span", "days", "meets"),
    [
        ((1, 2, 3), (3, 4), True),
        ((1, 2, 3), (3.1, 4), False),
        ((1, 2, 3), (0.5, 0.9), False),
        ((1, 2, 3), (0, 9), True),
    ],
)
def test_ranges_meet_when_they_share_a_value(
    span: tuple[float, float, float], days: tuple[float, float], meets: bool
) -> None:
    assert overlaps(span, days) == meets


def test_width_is_high_over_low_and_has_no_end_from_nothing() -> None:
    assert width((2, 3, 5)) == 2.5
    assert math.isinf(width((0, 1, 2)))


def test_what_is_met_has_no_reason() -> None:
    assert days_reason(COMPILED, published(days=(DAYS, DAYS))) == ""
    assert km_reason(published(km=EAST.km)) == ""
    assert days_reason(COMPILED, published(days=None)) == km_reason(published(km=None)) == ""


def test_a_best_case_explains_a_model_that_is_slower_and_not_one_that_is_faster() -> None:
    slower = published(days=(DAYS / 2, DAYS / 2), claim="promoter_best", doubt="")
    faster = published(days=(2 * DAYS, 2 * DAYS), claim="promoter_best", doubt="")
    assert "best case" in days_reason(COMPILED, slower)
    assert "best case" not in days_reason(COMPILED, faster)


def test_the_part_that_takes_most_of_the_days_is_named() -> None:
    assert "are moving" in days_reason(COMPILED, published(days=(1, 1)))


def test_a_parameter_is_named_only_if_its_own_range_closes_the_miss() -> None:
    near = days_reason(COMPILED, published(days=(DAYS / 1.12, DAYS / 1.12), claim="observed", doubt=""))
    far = days_reason(COMPILED, published(days=(1, 1), claim="observed", doubt=""))
    assert "speed-rail alone could close it" in near
    assert "alone" not in far


def test_a_length_that_is_off_says_what_the_curator_knows_and_what_the_model_guesses() -> None:
    off = published(km=EAST.km * 1.2, doubt="start not stated")
    assert km_reason(off) == "start not stated"
    guessed = dataclasses.replace(off, guessed_km=EAST.km / 2)
    assert "50% of the modelled length is a straight line" in km_reason(guessed)
    assert "round figure" in km_reason(published(km=3000.0, doubt=""))
    assert km_reason(published(km=3001.5, doubt="")) == "way-points not published may lie on another line"
