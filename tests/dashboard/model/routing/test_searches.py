"""Ways that differ and the Pareto front, on made networks."""

import datetime as dt
from itertools import pairwise
from unittest import mock

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.routing.fronts import CRITERIA, thin_front
from dashboard.model.routing.route_filters import route_graph, values_by
from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.searches import best_way, distinct_ways, pareto_ways, tree_in, tree_out
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import World, resolve_scenario
from tests.made_worlds import made_frames

DAY = dt.date(2025, 1, 1)
WORLDS = [resolve_scenario(compile_network(made_frames(seed, 16, 48)), Scenario(DAY)) for seed in range(12)]
SMALLER = [resolve_scenario(compile_network(made_frames(seed, 6, 11)), Scenario(DAY)) for seed in range(12)]


@st.composite
def cases(draw: st.DrawFn, worlds: list[World] = WORLDS) -> tuple[World, RouteGraph, RouteQuestion]:
    world = draw(st.sampled_from(worlds))
    places = draw(st.permutations(world.compiled.place_ids))
    question = RouteQuestion(places[0], places[1], by=draw(st.sampled_from(["time", "cost", "distance"])))
    return world, route_graph(world, question), question


def links_of(graph: RouteGraph, way: np.ndarray) -> dict[int, float]:
    compiled = graph.compiled
    arcs = [a for a in graph.compiled_arcs(way) if compiled.link[a] >= 0]
    return {int(compiled.link[a]): float(compiled.length_km[a]) for a in arcs}


@settings(deadline=None, max_examples=80)
@given(cases(), st.sampled_from([0.3, 0.7]), st.sampled_from([1.3, 2.0]), st.integers(1, 6))
def test_every_way_keeps_the_limits_and_the_first_is_the_best(case, overlap: float, stretch: float, count: int) -> None:
    world, graph, question = case
    weights = graph.weights(values_by(world, question.service, question.by))
    best = best_way(graph, weights)
    ways = distinct_ways(graph, weights, count=count, overlap=overlap, stretch=stretch)
    assert len(ways) <= count
    assert (best is None) == (not ways)
    values = [weights[way].sum() for way in ways]
    assert values == sorted(values)
    for number, way in enumerate(ways):
        assert all(graph.head[a] == graph.tail[b] for a, b in pairwise(way))
        assert (graph.tail[way[0]], graph.head[way[-1]]) == (graph.source, graph.target)
        assert values[number] <= stretch * weights[best].sum() + 1e-6
        links = links_of(graph, way)
        assert len(links) == sum(graph.compiled.link[graph.compiled_arcs(way)] >= 0)
        for other in ways[:number]:
            mine, its = links, links_of(graph, other)
            shared = sum(km for link, km in mine.items() if link in its)
            assert shared <= overlap * min(sum(mine.values()), sum(its.values())) + 1e-6
    if ways:
        assert abs(values[0] - weights[best].sum()) < 1e-9


@settings(deadline=None, max_examples=60)
@given(cases())
def test_through_every_way_shown_no_better_one_exists(case) -> None:
    """A way found as the best through an arc is no longer than any other through the same arc."""
    world, graph, question = case
    weights = graph.weights(values_by(world, question.service, question.by))
    there, back = tree_out(graph, weights), tree_in(graph, weights)
    ways = distinct_ways(graph, weights, count=3, overlap=0.7, stretch=1.5)
    for way in ways[1:]:
        through = there.dist[graph.tail[way]] + weights[way] + back.dist[graph.head[way]]
        assert through.max() <= weights[way].sum() + 1e-6


def vectors(world: World, graph: RouteGraph, question: RouteQuestion) -> tuple[np.ndarray, ...]:
    return tuple(graph.weights(values_by(world, question.service, by)) for by in CRITERIA)


@settings(deadline=None, max_examples=30)
@given(cases(SMALLER))
def test_the_front_equals_that_of_all_simple_paths_of_a_small_network(case) -> None:
    world, graph, question = case
    weights = np.stack(vectors(world, graph, question), axis=1)
    twin = nx.MultiDiGraph()
    twin.add_nodes_from([graph.source, graph.target])
    for arc in np.flatnonzero(np.isfinite(weights[:, 0])):
        twin.add_edge(int(graph.tail[arc]), int(graph.head[arc]), int(arc))
    sums = [
        weights[[key for *_, key in path]].sum(axis=0)
        for path in nx.all_simple_edge_paths(twin, graph.source, graph.target)
    ]
    front = [v for v in sums if not any((o <= v + 1e-9).all() and (o < v - 1e-9).any() for o in sums)]
    ways, complete = pareto_ways(graph, tuple(weights.T))
    found = [weights[way].sum(axis=0) for way in ways]
    assert complete
    assert all(any(np.allclose(f, v, atol=1e-7) for v in front) for f in found)
    assert all(any(np.allclose(f, v, atol=1e-7) for f in found) for v in front)


@settings(deadline=None, max_examples=50)
@given(cases())
def test_the_front_holds_the_best_in_each_criterion_and_nothing_beaten(case) -> None:
    world, graph, question = case
    criteria = vectors(world, graph, question)
    ways, complete = pareto_ways(graph, criteria)
    best = [best_way(graph, weights) for weights in criteria]
    assert complete
    assert (best[0] is None) == (not ways)
    if not ways:
        return
    points = np.array([[weights[way].sum() for weights in criteria] for way in ways])
    for number, way in enumerate(best):
        assert abs(points[:, number].min() - criteria[number][way].sum()) < 1e-6
    for point in points:
        assert not ((points <= point - 1e-7).all(axis=1)).any()


@settings(deadline=None, max_examples=25)
@given(cases())
def test_a_search_cut_short_still_gives_the_best_in_each_criterion_and_nothing_beaten(case) -> None:
    world, graph, question = case
    criteria = tuple(graph.weights(values_by(world, question.service, by)) for by in CRITERIA)
    with mock.patch("dashboard.model.routing.searches._MOST_LABELS", 1):
        ways, finished = pareto_ways(graph, criteria)
    values = np.array([[weights[way].sum() for weights in criteria] for way in ways])
    best = [best_way(graph, weights) for weights in criteria]
    if best[0] is None:
        assert not ways
        return
    assert not finished
    for column, (weights, way) in enumerate(zip(criteria, best, strict=True)):
        assert np.isclose(values[:, column].min(), weights[way].sum())
    for value in values:
        beaten = np.all(values <= value + 1e-9, axis=1) & np.any(values < value - 1e-6, axis=1)
        assert not beaten.any()


@settings(max_examples=100)
@given(st.lists(st.tuples(*[st.floats(0, 100)] * 3), max_size=40), st.integers(3, 12))
def test_a_thinned_front_keeps_the_best_in_each_respect_and_assigns_every_point_to_its_nearest(
    points, most: int
) -> None:
    array = np.array(points, np.float64).reshape(-1, 3)
    chosen, stands_for = thin_front(array, most)
    assert chosen == sorted(set(chosen))
    assert len(chosen) <= most
    assert len(stands_for) == len(array)
    for column in array.T:
        assert not len(array) or min(column[chosen]) == min(column)
    assert set(stands_for.tolist()) <= set(range(len(chosen)))


def test_a_thinned_front_is_the_same_every_time() -> None:
    points = np.random.default_rng(1).random((60, 3))
    assert thin_front(points, 9)[0] == thin_front(points.copy(), 9)[0]
    assert len(thin_front(points, 9)[0]) == 9
