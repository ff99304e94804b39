"""Flip values against bisection, and two ways side by side."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.flips import compare_routes, find_crossing, find_flips
from dashboard.model.routing.levers import Lever, list_levers
from dashboard.model.routing.route_filters import route_graph, values_by
from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.routing.searches import best_way, distinct_ways
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario
from tests.made_worlds import made_frames

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))
SUMMER = dt.date(2024, 6, 1)
WORLDS = [
    resolve_scenario(compile_network(made_frames(seed, 16, 48)), Scenario(dt.date(2025, 1, 1))) for seed in range(10)
]


def at(graph: RouteGraph, weights: np.ndarray, lever: Lever, x: float) -> np.ndarray:
    """Return the weights with a lever moved."""
    return weights + lever.slope[graph.arc] * (x - lever.x)


def lead(graph: RouteGraph, weights: np.ndarray, lever: Lever, x: float, best: np.ndarray) -> float:
    """Return by how much the best way of today loses at an x; 0 where it is still the best."""
    moved = at(graph, weights, lever, x)
    return float(moved[best].sum() - moved[best_way(graph, moved)].sum())


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(WORLDS), st.integers(0, 10_000), st.sampled_from(["time", "cost", "generalised", "emissions"]))
def test_at_a_flip_the_best_way_of_today_is_just_no_longer_the_best(world, seed: int, by: str) -> None:
    rng = np.random.default_rng(seed)
    places = rng.permutation(world.compiled.place_ids)
    question = RouteQuestion(str(places[0]), str(places[1]), by=by)
    graph = route_graph(world, question)
    weights = graph.weights(values_by(world, "ordinary", by))
    ways = distinct_ways(graph, weights, count=2, overlap=0.7, stretch=3.0)
    if len(ways) < 2:
        return
    for lever in list_levers(world, "ordinary", by, (ways[0], ways[1])):
        crossing = find_crossing(graph, weights, lever, ways[0], ways[1])
        if crossing is None:
            continue
        step = 1e-4 * (crossing.x - lever.x)
        assert lead(graph, weights, lever, crossing.x - step, ways[0]) < 1e-6
        moved = at(graph, weights, lever, crossing.x + step)
        assert moved[crossing.way].sum() <= moved[ways[0]].sum() + 1e-6
        assert (
            abs(
                at(graph, weights, lever, crossing.x)[[*crossing.way]].sum()
                - at(graph, weights, lever, crossing.x)[ways[0]].sum()
            )
            < 1e-6
        )


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(WORLDS), st.integers(0, 10_000), st.sampled_from(["time", "cost", "generalised"]))
def test_a_lever_never_accounts_for_more_than_an_arc_takes(world, seed: int, by: str) -> None:
    """Without what a lever stands for, no arc takes less than nothing; its own number lies on its line."""
    weights = values_by(world, "ordinary", by)
    arcs = np.random.default_rng(seed).integers(0, world.compiled.arcs, 30).astype(np.int32)
    for lever in list_levers(world, "ordinary", by, (arcs,)):
        assert (lever.slope >= 0).all()
        assert lever.number(lever.x) == pytest.approx(lever.today)
        assert (weights - lever.slope * lever.x >= -1e-6).all(), lever.lever_id


def small(**changes: object) -> RouteQuestion:
    return RouteQuestion("NORTH", "SOUTH", date=SUMMER, **changes)


def test_the_sea_wins_when_the_border_takes_longer_and_the_answer_says_when() -> None:
    answer = find_flips(SMALL, small(modes=("rail", "sea", "road"), overlap=0.3))
    border = next(flip for flip in answer.flips if flip.lever_id.startswith("border:"))
    assert border.value > border.today
    assert border.winner in border.sentence
    assert "(today" in border.sentence


def test_a_flip_holds_when_the_question_is_asked_again_with_it() -> None:
    answer = find_flips(SMALL, small(by="generalised", overlap=0.3))
    flip = next(flip for flip in answer.flips if flip.lever_id == "value_of_time")
    rises = flip.value > flip.today
    before, after = flip.value * (0.999 if rises else 1.001), flip.value * (1.001 if rises else 0.999)
    first = find_routes(SMALL, small(by="generalised")).routes[0].link_ids
    assert find_routes(SMALL, small(by="generalised", value_of_time=before)).routes[0].link_ids == first
    assert find_routes(SMALL, small(by="generalised", value_of_time=after)).routes[0].link_ids != first


def test_flips_come_nearest_first_and_fit_the_frame() -> None:
    answer = find_flips(SMALL, small(by="generalised"))
    changes = [flip.change for flip in answer.flips]
    assert changes == sorted(changes)
    assert len(answer.frame()) == len(answer.flips)
    assert answer.sentence() == answer.flips[0].sentence
    assert set(answer.source_ids) <= set(SMALL.frames.sources["source_id"])


def test_distance_has_nothing_that_could_flip_it() -> None:
    answer = find_flips(SMALL, small(by="distance"))
    assert answer.flips == ()
    assert "No single wait" in answer.sentence()


def test_without_a_second_way_there_is_nothing_to_flip() -> None:
    answer = find_flips(SMALL, small(modes=("rail",)))
    assert answer.flips == ()
    assert answer.differences().empty
    assert not find_flips(SMALL, small(modes=("sea",))).routes.routes


def test_side_by_side_the_stretches_add_up_to_both_ways() -> None:
    routes = find_routes(SMALL, small()).routes
    table = compare_routes(routes[:2])
    assert table["best_hours"].sum() == pytest.approx(routes[0].hours[1])
    assert table["second_usd"].sum() == pytest.approx(routes[1].cost_usd_per_t[1])
    assert table["hours_difference"].sum() == pytest.approx(routes[1].hours[1] - routes[0].hours[1])
    assert (table.loc[table["shared"], "hours_difference"].abs() < 1e-9).all()
