"""Pipes of a world: which are laid, and which lie on a way that is short enough, against networkx."""

import datetime as dt
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.flow.pipes import Plumbing, lay_pipes, nodes_of_places
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.limits import FREE, element_id
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import World, resolve_scenario
from tests.made_worlds import made_frames

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))


def world(compiled: Compiled = SMALL, **scenario: object) -> World:
    return resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **scenario}))  # type: ignore[arg-type]


def links_of(plumbing: Plumbing) -> set[str]:
    """Return the links that some pipe runs along."""
    links = len(plumbing.compiled.link_ids)
    return {element_id(plumbing.compiled, int(e)) for e in plumbing.element if FREE != e < links}


def test_open_links_are_laid_and_others_are_not() -> None:
    assert links_of(lay_pipes(world())) == set(SMALL.link_ids) - {"rail-quays-south"}
    closed = lay_pipes(world(closed_links=("rail-cross-gauge",)))
    assert links_of(closed) == links_of(lay_pipes(world())) - {"rail-cross-gauge"}


@pytest.mark.parametrize("mode", ["rail", "road", "sea"])
def test_modes_narrow_what_is_laid(mode: str) -> None:
    laid = lay_pipes(world(), (mode,))
    assert {SMALL.links[SMALL.link_index[link]]["mode"] for link in links_of(laid)} == {mode}


def test_no_pipe_touches_a_country_that_is_avoided() -> None:
    laid = lay_pipes(world(), (), ("TKM",))
    assert links_of(laid) == {
        "rail-north-quayn",
        "road-north-quayn",
        "sea-quayn-quays",
        "rail-easty-south",
        "road-easty-south",
        "road-quays-south",
    }


def test_along_some_links_all_handling_stays() -> None:
    laid = lay_pipes(world())
    number = SMALL.link_index["rail-cross-gauge"]
    along = laid.along([number])
    assert links_of(along) == {"rail-cross-gauge"}
    links = len(SMALL.link_ids)
    assert np.count_nonzero(along.element >= links) == np.count_nonzero(laid.element >= links)


def test_elements_are_named_once_and_the_free_ones_not() -> None:
    laid = lay_pipes(world())
    assert laid.elements_of(tuple(range(laid.a.size))) == tuple(sorted(set(laid.element.tolist()) - {FREE}))


def twin(plumbing: Plumbing) -> nx.Graph:
    """Return the pipes for networkx, of parallel ones the shortest."""
    graph = nx.Graph()
    graph.add_nodes_from(range(plumbing.size))
    for a, b, km in zip(plumbing.a.tolist(), plumbing.b.tolist(), plumbing.length_km.tolist(), strict=True):
        if km < graph.get_edge_data(a, b, {"km": np.inf})["km"]:
            graph.add_edge(a, b, km=km)
    return graph


SEEDS = st.integers(0, 10_000)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([1.0, 1.2, 1.5, 3.0]))
@example(9670, 1.0)  # an end that no link reaches
def test_pipes_within_a_stretch_are_those_on_a_way_that_short(seed: int, stretch: float) -> None:
    compiled = compile_network(made_frames(seed, 16, 45))
    laid = lay_pipes(world(compiled))
    ends = [nodes_of_places(compiled, (compiled.place_ids[n],)) for n in (0, -1)]
    graph = twin(laid)
    there, back = (
        nx.multi_source_dijkstra_path_length(graph, set(end.tolist()), weight="km") if end.size else {} for end in ends
    )
    shortest = min((there[node] for node in ends[1].tolist() if node in there), default=np.inf)
    kept = laid.within(*ends, stretch)
    assert laid.shortest_km(*ends) == pytest.approx(shortest, abs=0.01)
    if not np.isfinite(shortest):
        assert kept is laid
        return
    left = set(zip(kept.a.tolist(), kept.b.tolist(), kept.length_km.tolist(), strict=True))
    far = np.inf
    for a, b, km in zip(laid.a.tolist(), laid.b.tolist(), laid.length_km.tolist(), strict=True):
        way = min(there.get(a, far) + back.get(b, far), there.get(b, far) + back.get(a, far)) + km
        if abs(way - stretch * shortest) > 0.01:  # no room for doubt by rounding
            assert ((a, b, km) in left) == (way < stretch * shortest)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from([(), ("rail",), ("road",)]))
def test_the_shortest_way_itself_is_always_kept(seed: int, modes: tuple[str, ...]) -> None:
    compiled = compile_network(made_frames(seed, 16, 45))
    laid = lay_pipes(world(compiled), modes)
    ends = [nodes_of_places(compiled, (compiled.place_ids[n],)) for n in (0, -1)]
    shortest = laid.shortest_km(*ends)
    kept = laid.within(*ends, 1.0)
    assert kept.shortest_km(*ends) == pytest.approx(shortest) or not np.isfinite(shortest)


def test_a_port_is_entered_by_its_hub_and_its_tracks() -> None:
    laid = lay_pipes(world())
    nodes = nodes_of_places(SMALL, ("QUAYN",))
    assert set(laid.place[nodes].tolist()) == {SMALL.place_index["QUAYN"]}
    assert nodes.size > nodes_of_places(SMALL, ("NORTH",)).size
