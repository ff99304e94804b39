"""Way-points and requirements: the layered graph against a plain search that spells the rules out."""

import dataclasses
import datetime as dt
import heapq
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.route_filters import allowed_arcs, route_graph, stops_of, values_by
from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.searches import best_way
from dashboard.model.world.compiled import Act, Compiled, compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import World, resolve_scenario
from tests.made_worlds import made_frames

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))
DAY = dt.date(2025, 1, 1)
MADE = [compile_network(made_frames(seed, 14, 40)) for seed in range(12)]
CHANGES = {Act.LOAD, Act.UNLOAD}
INSIDE = {Act.GAUGE, Act.TRANSFER, Act.LOAD, Act.UNLOAD, Act.TRANSSHIP}


def least(world: World, question: RouteQuestion) -> float:
    """
    Return the value of the best way, found state by state from the rules as they are told.

    A state is: place and mode, way-points passed, link by which the last one was reached, requirements met, and whether
    a port waits for its change. A way-point counts when a link arrives there; that link is shut from then on. At a port
    on a way of several modes it counts only after a change between ship and land, with nothing but handling before.
    """
    compiled, stops = world.compiled, stops_of(world, question)
    allowed, value = allowed_arcs(world, question), values_by(world, question.service, question.by)
    source = int(compiled.gates_out[compiled.place_index[question.origin]])
    target = int(compiled.gates_in[compiled.place_index[question.destination]])
    needed = frozenset(range(len(stops.requirements)))
    heap: list = [(0.0, 0, (source, 0, -1, frozenset(), False))]
    done, count = set(), 0
    while heap:
        total, _, state = heapq.heappop(heap)
        if state in done:
            continue
        done.add(state)
        at, passed, _, met, waiting = state
        if at == target and passed == len(stops.vias) and met == needed and not waiting:
            return total
        for arc in compiled.slots[compiled.indptr[at] : compiled.indptr[at + 1]]:
            for after in steps(compiled, stops, state, int(arc)) if allowed[arc] else ():
                count += 1
                heapq.heappush(heap, (total + value[arc], count, after))
    return np.inf


def steps(compiled: Compiled, stops, state, arc: int):
    _, passed, shut, met, waiting = state
    to, link, act = int(compiled.head[arc]), int(compiled.link[arc]), Act(int(compiled.act[arc]))
    if waiting:
        if act in INSIDE:
            yield (to, passed + 1, shut, met, False) if act in CHANGES else (to, passed, shut, met, True)
        return
    if link >= 0 and link == shut:
        return
    met = met | {i for i, arcs in enumerate(stops.requirements) if arcs[arc]}
    yield to, passed, shut, met, False
    if link >= 0 and passed < len(stops.vias) and compiled.state_place[to] == stops.vias[passed]:
        waits = stops.ship_changes[passed]
        yield to, passed + (not waits), link, met, waits


def value_of_best(world: World, question: RouteQuestion) -> float:
    graph = route_graph(world, question)
    weights = graph.weights(values_by(world, question.service, question.by))
    way = best_way(graph, weights)
    return np.inf if way is None else float(weights[way].sum())


@st.composite
def questions(draw: st.DrawFn) -> tuple[Compiled, RouteQuestion]:
    compiled = draw(st.sampled_from(MADE))
    places = draw(st.permutations(compiled.place_ids))
    vias = draw(st.integers(0, 2))
    through = draw(st.sampled_from([(), ("KAZ",), ("KAZ", "IRN")]))
    question = RouteQuestion(
        origin=places[0],
        destination=places[1],
        via=tuple(places[2 : 2 + vias]),
        by=draw(st.sampled_from(["time", "cost", "distance", "emissions", "generalised"])),
        modes=draw(st.sampled_from([(), ("rail",), ("rail", "sea"), ("road", "rail")])),
        through_countries=through,
        through_modes=draw(st.sampled_from([(), ("sea",)])),
        avoid_places=draw(st.sampled_from([(), (places[6],)])),
    )
    return compiled, question


@settings(deadline=None, max_examples=200)
@given(questions())
def test_the_best_way_past_way_points_is_that_of_the_rules_spelled_out(case: tuple[Compiled, RouteQuestion]) -> None:
    compiled, question = case
    world = resolve_scenario(compiled, Scenario(DAY))
    expected, found = least(world, question), value_of_best(world, question)
    assert found == expected or abs(found - expected) < 1e-6


def as_networkx(graph: RouteGraph, weights: np.ndarray) -> nx.MultiDiGraph:
    twin = nx.MultiDiGraph()
    for arc, (u, v, w) in enumerate(zip(graph.tail, graph.head, weights, strict=True)):
        if np.isfinite(w):
            twin.add_edge(int(u), int(v), arc, weight=float(w))
    return twin


@settings(deadline=None, max_examples=60)
@given(questions())
def test_route_values_equal_networkx_on_the_expanded_graph(case: tuple[Compiled, RouteQuestion]) -> None:
    compiled, question = case
    plain = dataclasses.replace(question, via=(), through_countries=(), through_modes=())
    world = resolve_scenario(compiled, Scenario(DAY))
    graph = route_graph(world, plain)
    weights = graph.weights(values_by(world, plain.service, plain.by))
    twin = as_networkx(graph, weights)
    found = value_of_best(world, plain)
    if not (
        twin.has_node(graph.source) and twin.has_node(graph.target) and nx.has_path(twin, graph.source, graph.target)
    ):
        assert found == np.inf
    else:
        assert abs(found - nx.dijkstra_path_length(twin, graph.source, graph.target)) < 1e-6


def route(question: RouteQuestion) -> list[str]:
    """Return the links and acts of the best way of the small world."""
    world = resolve_scenario(SMALL, Scenario(DAY))
    graph = route_graph(world, question)
    way = best_way(graph, graph.weights(values_by(world, question.service, question.by)))
    if way is None:
        return []
    return [
        SMALL.link_ids[SMALL.link[arc]] if SMALL.link[arc] >= 0 else Act(int(SMALL.act[arc])).name
        for arc in graph.compiled_arcs(way)
    ]


def test_a_port_on_a_way_of_several_modes_is_a_change_between_ship_and_land() -> None:
    found = route(RouteQuestion("NORTH", "SOUTH", via=("QUAYN",)))
    assert "LOAD" in found
    assert "sea-quayn-quays" in found


def test_a_port_on_a_way_by_land_alone_is_a_place_like_others() -> None:
    assert route(RouteQuestion("NORTH", "SOUTH", via=("QUAYN",), modes=("rail",))) == []
    found = route(RouteQuestion("NORTH", "SOUTH", via=("QUAYN",), modes=("rail", "road")))
    assert "LOAD" not in found


def test_nobody_turns_back_on_the_link_that_reached_a_way_point() -> None:
    found = route(RouteQuestion("NORTH", "CROSS", via=("QUAYN",), modes=("rail", "road")))
    assert {"rail-north-quayn", "road-north-quayn"} <= set(found)
    assert route(RouteQuestion("NORTH", "CROSS", via=("QUAYN",), modes=("rail",))) == []


def test_a_mode_or_country_to_be_passed_through_is() -> None:
    assert "sea-quayn-quays" in route(RouteQuestion("NORTH", "SOUTH", through_modes=("sea",)))


def test_the_plain_graph_is_the_compiled_one() -> None:
    world = resolve_scenario(SMALL, Scenario(DAY))
    graph = route_graph(world, RouteQuestion("NORTH", "SOUTH"))
    assert graph.tail is SMALL.tail
    assert not graph.layered


def test_arcs_that_may_not_be_used_are_infinite() -> None:
    world = resolve_scenario(SMALL, Scenario(DAY))
    graph = route_graph(world, RouteQuestion("NORTH", "SOUTH", modes=("rail",)))
    weights = graph.weights(values_by(world, "ordinary", "time"))
    roads = SMALL.mode == 0
    assert np.isinf(weights[roads]).all()
    assert np.isfinite(weights[~roads & world.open & (SMALL.mode != 2)]).all()


@pytest.mark.parametrize("by", ["time", "cost", "distance", "emissions", "generalised"])
def test_of_equal_ways_the_quicker_is_found(by: str) -> None:
    world = resolve_scenario(SMALL, Scenario(DAY))
    values = values_by(world, "ordinary", by)
    assert (values >= 0).all()
    assert (values[SMALL.act == Act.CARRY] > 0).all()
