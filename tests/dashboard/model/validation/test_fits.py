"""The fit against brute force, on made-up journeys whose true factors are known."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.validation import fits
from dashboard.model.validation.fits import FitData
from dashboard.model.validation.journey_runs import run_journeys
from dashboard.model.world.compiled import compile_network

FRAMES = load_tables(Path(__file__).parents[3] / "small")
STEPS = np.round(np.arange(0.5, 2.001, 0.01), 2)
ONE = 50


def made_up(seed: int, journeys: int, groups: int, truth: tuple[float, ...] = (), spread: float = 0.0) -> FitData:
    """Return journeys whose days are a fixed part and one for each group, published as the true factors make them."""
    rng = np.random.default_rng(seed)
    fixed = rng.uniform(0.2, 2.0, journeys)
    shares = rng.uniform(1.0, 10.0, (groups, journeys)) * (rng.uniform(size=(groups, journeys)) < 0.7)
    true = np.array(truth or rng.uniform(0.7, 1.4, groups))
    days = (fixed + true @ shares) * np.exp(rng.normal(0, spread, journeys))
    return FitData(
        journey_ids=tuple(f"j{i}" for i in range(journeys)),
        families=tuple(f"family {i // 2}" for i in range(journeys)),
        low=0.9 * days,
        high=1.1 * days,
        weight=rng.choice([0.5, 1.0], journeys),
        fixed=fixed,
        groups=tuple(f"group {i}" for i in range(groups)),
        moved=shares[:, :, None] * STEPS,
    )


def loss(data: FitData, factors: np.ndarray) -> float:
    """Return the loss spelled out, one journey after the other."""
    total = float((np.log(factors) ** 2).sum())
    for i, weight in enumerate(data.weight):
        days = data.fixed[i] + sum(data.moved[g, i, ONE] * factor for g, factor in enumerate(factors))
        off = max(np.log(data.low[i]) - np.log(days), np.log(days) - np.log(data.high[i]), 0.0)
        total += weight * (off**2 / 0.2 if off < 0.1 else off - 0.05)
    return total


@given(st.integers(0, 10_000), st.integers(1, 12))
@settings(max_examples=30, deadline=None)
def test_one_factor_is_the_best_of_all_that_are_tried(seed: int, journeys: int) -> None:
    data = made_up(seed, journeys, 1, spread=0.3)
    best = min(loss(data, np.array([step])) for step in STEPS)
    found = STEPS[fits.fit_factors(data)]
    assert loss(data, found) == pytest.approx(best)


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_no_change_of_one_factor_makes_several_better(seed: int) -> None:
    data = made_up(seed, 14, 3, spread=0.3)
    found = STEPS[fits.fit_factors(data)]
    for group in range(3):
        for step in STEPS:
            other = found.copy()
            other[group] = step
            assert loss(data, other) >= loss(data, found) - 1e-9


def test_true_factors_are_found_again_where_many_journeys_tell_them() -> None:
    data = made_up(1, 400, 2, truth=(0.8, 1.3))
    data = dataclasses.replace(data, low=data.low / 0.9, high=data.high / 1.1)
    assert STEPS[fits.fit_factors(data)] == pytest.approx([0.8, 1.3], abs=0.011)


def test_without_journeys_every_factor_is_one() -> None:
    data = made_up(3, 6, 2)
    assert STEPS[fits.fit_factors(data, np.zeros(6, np.bool_))].tolist() == [1, 1]


@given(st.integers(0, 10_000), st.floats(0.2, 5.0))
@settings(max_examples=25, deadline=None)
def test_what_a_family_published_does_not_touch_the_factors_it_is_judged_by(seed: int, times: float) -> None:
    data = made_up(seed, 10, 2, spread=0.2)
    own = np.array(data.families) == "family 1"
    other = dataclasses.replace(
        data, low=np.where(own, data.low * times, data.low), high=np.where(own, data.high * times, data.high)
    )
    factors = fits.fit_factors(data, ~own)
    assert np.array_equal(factors, fits.fit_factors(other, ~own))
    assert fits.held_out_errors(data)[own] == pytest.approx(fits.errors(data, factors)[own])


def test_errors_are_the_distance_to_the_nearer_bound() -> None:
    data = dataclasses.replace(made_up(5, 3, 1), low=np.array([1e-3, 900.0, 1e-3]), high=np.array([1e-2, 999.0, 1e4]))
    days = data.fixed + data.moved[0, :, ONE]
    steps = np.array([ONE], np.int32)
    assert fits.errors(data, steps) == pytest.approx([days[0] / 1e-2 - 1, 1 - days[1] / 900, 0.0])


def with_factor(low: float, high: float) -> pd.DataFrame:
    table = FRAMES.parameters.copy()
    rail = table["parameter_id"] == "speed-rail"
    for name, value in {"prior": 400.0, "value": 400.0, "low": low, "high": high, "fit_group": "rail_ordinary"}.items():
        table.loc[rail, name] = value
    return table


def test_a_fitted_speed_stays_within_what_was_published() -> None:
    table = with_factor(300, 600)
    assert fits.fitted_values(table, {"rail_ordinary": 1.25}) == {"speed-rail": 320}
    assert fits.fitted_values(table, {"rail_ordinary": 2.0}) == {"speed-rail": 300}
    assert fits.fitted_values(table, {"rail_ordinary": 0.5}) == {"speed-rail": 600}
    assert fits.fitted_values(table, {}) == {"speed-rail": 400}


def test_the_data_of_a_fit_repeat_the_days_of_the_runs_and_move_only_their_group() -> None:
    compiled = compile_network(dataclasses.replace(FRAMES, parameters=with_factor(100, 900)))
    runs = run_journeys(compiled)
    data = fits.fit_data(compiled, runs)
    assert data.groups == ("rail_ordinary",)
    assert data.days(np.array([ONE], np.int32)) == pytest.approx([run.days_span[1] for run in runs])
    moving = (801 / 2 + 620 + 161 + 877) / 400
    assert data.moved[0, 0, ONE] == pytest.approx(moving)
    assert data.moved[0, 0] == pytest.approx(moving * STEPS)


def test_a_grouping_of_ones_own_goes_before_that_of_the_table() -> None:
    compiled = compile_network(dataclasses.replace(FRAMES, parameters=with_factor(100, 900)))
    runs = run_journeys(compiled)
    assert fits.fit_data(compiled, runs, lambda _: "").groups == ()
    assert fits.fit_data(compiled, runs, lambda row: f"all {row['mode']}").groups == ("all rail",)


def test_a_row_left_out_of_every_group_is_taken_as_it_was_before_the_fit() -> None:
    table = with_factor(100, 900)
    table.loc[table["parameter_id"] == "speed-rail", "value"] = 800.0
    compiled = compile_network(dataclasses.replace(FRAMES, parameters=table))
    runs = run_journeys(compiled)
    data = fits.fit_data(compiled, runs, lambda _: "")
    before = run_journeys(compile_network(FRAMES))
    assert data.days(np.array([], np.int32)) == pytest.approx([run.days_span[1] for run in before])
