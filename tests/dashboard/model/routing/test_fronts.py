"""The Pareto front and the few of its ways that stand for all."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.fronts import find_front, thin_front
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import compile_network
from tests.made_worlds import made_frames

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))
COLUMNS = ["hours", "cost_usd_per_t", "co2e_kg_per_t"]
POINTS = st.lists(st.tuples(*[st.integers(0, 9).map(float)] * 3), min_size=1, max_size=14)


@given(POINTS, st.integers(3, 14))
def test_the_best_in_each_respect_are_among_the_few_and_each_point_has_its_nearest(
    rows: list[tuple[float, float, float]], most: int
) -> None:
    points = np.array(rows)
    chosen, stands_for = thin_front(points, most)
    assert chosen == sorted(set(chosen))
    assert 1 <= len(chosen) <= max(most, 3)
    assert set(points.argmin(axis=0).tolist()) <= set(chosen)
    spread = np.ptp(points, axis=0)
    scaled = points / np.where(spread > 0, spread, 1)
    far = np.linalg.norm(scaled[:, None] - scaled[chosen], axis=2)
    assert far[np.arange(len(points)), stands_for] == pytest.approx(far.min(axis=1))
    if most >= len(points):  # enough room for all that differ
        assert far.min(axis=1).max() == pytest.approx(0)


def test_without_points_nothing_is_chosen() -> None:
    chosen, stands_for = thin_front(np.empty((0, 3)), 5)
    assert (chosen, stands_for.size) == ([], 0)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_no_way_of_the_front_is_beaten_and_the_best_of_each_measure_is_on_it(seed: int) -> None:
    compiled = compile_network(made_frames(seed, 14, 40))
    ends = compiled.place_ids[0], compiled.place_ids[-1]
    front = find_front(compiled, RouteQuestion(*ends, date=dt.date(2024, 6, 1)))
    values = front.points[COLUMNS].to_numpy()
    for one in values:
        better = (values <= one + 1e-9).all(axis=1) & (values < one - 1e-6).any(axis=1)
        assert not better.any()
    for column, by in zip(COLUMNS, ("time", "cost", "emissions"), strict=True):
        best = find_routes(compiled, RouteQuestion(*ends, date=dt.date(2024, 6, 1), by=by, alternatives=0)).routes  # type: ignore[arg-type]
        assert bool(best) == bool(len(values))
        if best:
            found = {"time": best[0].hours, "cost": best[0].cost_usd_per_t, "emissions": best[0].co2e_kg_per_t}[by][1]
            assert front.points[column].min() == pytest.approx(found, rel=1e-6)


def test_the_ways_shown_are_those_that_the_points_name() -> None:
    front = find_front(SMALL, RouteQuestion("NORTH", "SOUTH", date=dt.date(2024, 6, 1)), shown=3)
    shown = front.points[front.points["shown"]]
    assert len(front.routes) == len(shown) == 3
    for (_, point), route in zip(shown.iterrows(), front.routes, strict=True):
        assert point["hours"] == pytest.approx(route.hours[1])
        assert point["cost_usd_per_t"] == pytest.approx(route.cost_usd_per_t[1])
        assert front.routes[int(point["shown_as"]) - 1] is route
    assert front.points["shown_as"].between(1, 3).all()
    assert front.notes()[0].startswith(f"3 of {len(front.points)} are shown")
    assert front.sentence().startswith(f"{len(front.points)} ways are beaten by no other")
    assert set(front.source_ids) >= {"maps", "railway"}


def test_without_a_way_the_front_says_why() -> None:
    none = find_front(SMALL, RouteQuestion("NORTH", "SOUTH", modes=("rail",), date=dt.date(2020, 4, 1)))
    assert (none.routes, none.frame().empty, none.notes()) == ((), True, ())
    assert "Border closed" in none.sentence()
