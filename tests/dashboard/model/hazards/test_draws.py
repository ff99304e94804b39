"""Years drawn from one seed: how many closures, how many days, and the same ones every time."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.hazards.draws import DAYS, Draws, draw_years
from dashboard.model.hazards.gates import Rates, estimate_rates
from dashboard.model.world.compiled import compile_network

RATES = estimate_rates(compile_network(load_tables(Path(__file__).parents[3] / "small")))
GATES = RATES.counts.size


def rates(per_year: float, days: float) -> Rates:
    """Return the gates of the small world, all with one rate and one length."""
    return dataclasses.replace(
        RATES, per_year=np.full(GATES, per_year), lengths=tuple(np.array([days]) for _ in range(GATES))
    )


def days_shut(draws: Draws) -> np.ndarray:
    """Return the days of each gate over all years."""
    bits = np.array([[(row[g // 64] >> np.uint64(g % 64)) & np.uint64(1) for g in range(GATES)] for row in draws.sets])
    return np.bincount(draws.of_set, draws.days, len(draws.sets)) @ bits.astype(float)


def test_the_same_seed_gives_the_same_years_and_another_one_others() -> None:
    first, again, other = draw_years(RATES, 500, 3), draw_years(RATES, 500, 3), draw_years(RATES, 500, 4)
    for field in ("sets", "year", "of_set", "days", "closures"):
        np.testing.assert_array_equal(getattr(first, field), getattr(again, field))
    assert not np.array_equal(first.closures, other.closures)


def test_closures_come_as_often_as_their_rate_says() -> None:
    draws = draw_years(rates(0.4, 10), 20_000, 1)
    np.testing.assert_allclose(draws.closures / draws.years, 0.4, atol=5 * np.sqrt(0.4 / 20_000))


def test_days_shut_are_rate_times_length_where_closures_hardly_overlap() -> None:
    draws = draw_years(rates(0.01, 20), 50_000, 1)
    np.testing.assert_allclose(days_shut(draws) / draws.years, 0.2, rtol=0.2)


def test_a_gate_shut_all_the_time_is_shut_every_day_of_a_year_once() -> None:
    draws = draw_years(rates(50, 365.0), 20, 1)
    np.testing.assert_allclose(days_shut(draws), 20 * DAYS)


@settings(max_examples=40)
@given(st.floats(0, 6), st.floats(0.1, 365), st.integers(1, 40), st.integers(0, 10**6))
def test_no_year_has_more_days_than_a_year_and_no_day_is_lost(rate: float, days: float, years: int, seed: int) -> None:
    draws = draw_years(rates(rate, days), years, seed)
    assert (draws.days > 0).all()
    assert np.bincount(draws.year, draws.days, years).max(initial=0) <= DAYS + 1e-9
    assert len(np.unique(draws.sets, axis=0)) == len(draws.sets)
    assert (draws.sets != 0).any(axis=1).all()
    assert set(draws.of_set.tolist()) == set(range(len(draws.sets)))
    assert days_shut(draws).sum() <= draws.closures.sum() * min(days, DAYS) + 1e-6


def test_a_closure_beyond_the_end_of_a_year_is_counted_at_its_beginning() -> None:
    alone = dataclasses.replace(rates(0, 1), per_year=np.where(np.arange(GATES) == 0, 0.01, 0.0))
    long = dataclasses.replace(alone, lengths=tuple(np.array([300.0]) for _ in range(GATES)))
    draws = draw_years(long, 3000, 2)
    single = np.bincount(draws.year, minlength=3000)
    per_year = np.bincount(draws.year, draws.days, 3000)
    assert draws.closures[0] > 10
    np.testing.assert_allclose(per_year[single == 1], 300)
    assert (single <= 2 * draws.closures[0]).all()


def test_gates_without_a_rate_never_shut() -> None:
    draws = draw_years(rates(0, 10), 100, 1)
    assert (len(draws.sets), draws.days.size, draws.closures.sum()) == (0, 0, 0)


@pytest.mark.parametrize("years", [1, 7])
def test_years_are_numbered_from_the_first(years: int) -> None:
    draws = draw_years(rates(30, 5), years, 1)
    assert set(draws.year.tolist()) == set(range(years))
