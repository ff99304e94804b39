"""Present freight as pairs of gates, and the ways it takes."""

import datetime as dt
from typing import get_args

import networkx as nx
import numpy as np
import pytest

from corridor_data.load import Frames
from dashboard.model.flow.shipments import (
    Change,
    Least,
    Taken,
    change_between,
    costs_in,
    describe_change,
    hours_and_usd,
    list_shipments,
    second_of,
    take_ways,
)
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import World, resolve_scenario

LEAST = get_args(Least)


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


def world(compiled: Compiled, **scenario: object) -> World:
    return resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 6, 1), **scenario}))  # type: ignore[arg-type]


def links_of(found: World, way: np.ndarray) -> list[str]:
    return [found.compiled.link_ids[n] for n in found.compiled.link[way].tolist() if n >= 0]


def test_a_shipment_runs_between_the_zones_of_its_countries(compiled: Compiled) -> None:
    shipments = list_shipments(compiled)
    assert shipments.titles == ("Kazakhstan to Iran, grain", "Iran to Kazakhstan, steel")
    assert [compiled.place_ids[place] for place in shipments.ends[0].tolist()] == ["NORTH", "SOUTH"]


def test_low_and_high_tonnes_are_other_levels_of_the_same_shipments(compiled: Compiled) -> None:
    low, central, high = (list_shipments(compiled, level).mt for level in ("low", "mt_per_year", "high"))  # type: ignore[arg-type]
    assert (low <= central).all()
    assert (central <= high).all()


def test_steel_bound_to_rail_never_takes_a_road(compiled: Compiled) -> None:
    here = world(compiled)
    for least in LEAST:
        way = take_ways(here, list_shipments(compiled), least).ways[1]
        assert all(link.startswith("rail") for link in links_of(here, way))


def test_what_is_made_least_decides_the_way(compiled: Compiled) -> None:
    here = world(compiled)
    ways = {least: links_of(here, take_ways(here, list_shipments(compiled), least).ways[0]) for least in LEAST}
    assert "road-gauge-easty" in ways["time"]
    assert "sea-quayn-quays" in ways["cost"]
    assert "rail-gauge-easty" in ways["generalised"]


@pytest.mark.parametrize("least", LEAST)
def test_ways_equal_those_of_networkx(compiled: Compiled, least: Least) -> None:
    here, shipments = world(compiled), list_shipments(compiled)
    costs, taken = costs_in(here, shipments, least), take_ways(here, shipments, least)
    for i in range(shipments.count):
        weight = costs.weight[shipments.kind[i]]
        graph = nx.MultiDiGraph()
        graph.add_weighted_edges_from(zip(compiled.tail.tolist(), compiled.head.tolist(), weight.tolist(), strict=True))
        best = nx.dijkstra_path_length(graph, int(shipments.source[i]), int(shipments.target[i]))
        assert weight[taken.ways[i]].sum() == pytest.approx(best)


@pytest.mark.parametrize("least", LEAST)
def test_hours_and_dollars_follow_from_the_weight_and_the_second_measure(compiled: Compiled, least: Least) -> None:
    here, shipments = world(compiled), list_shipments(compiled)
    costs, taken = costs_in(here, shipments, least), take_ways(here, shipments, least)
    weight = np.array([costs.weight[k][way].sum() for k, way in zip(shipments.kind, taken.ways, strict=True)])
    second = np.array([second_of(costs, least)[way].sum() for way in taken.ways])
    hours, usd = hours_and_usd(here, least, weight, second)
    assert hours == pytest.approx(taken.hours)
    assert usd == pytest.approx(taken.usd)


def test_a_shut_border_leaves_steel_without_a_way_and_missing_numbers_infinite(compiled: Compiled) -> None:
    taken = take_ways(world(compiled, closed_links=("rail-gauge-easty",)), list_shipments(compiled), "time")
    assert taken.stranded.tolist() == [False, True]
    assert np.isinf(taken.usd[1])
    assert taken.ways[1].size == 0


def test_iran_ships_by_road_from_a_zone_that_a_road_reaches(real: Frames) -> None:
    compiled = compile_network(real)
    shipments = list_shipments(compiled)
    row = shipments.rows["demand_id"].tolist().index("irn-arm-goods")
    assert compiled.place_ids[shipments.ends[row, 0]] == "IRTHR"


def taken(hours: list[float]) -> Taken:
    return Taken((), np.array(hours), np.array(hours))


def test_a_change_counts_tonnes_that_lose_their_way_and_means_only_over_the_rest() -> None:
    change = change_between(taken([10, 20, np.inf]), taken([12, np.inf, 30]), np.array([1.0, 2.0, 4.0]))
    assert change == Change(lost_mt=2.0, gained_mt=4.0, hours=2.0, usd=2.0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(0, 0, 0, 0), "Present freight is not affected."),
        (Change(0, 0, 5, -2), "On average, present freight travels 5 hours longer and pays USD 2 a tonne less."),
        (Change(1.5, 0, 0, 0), "1.5 Mt a year would have no way."),
        (Change(1.5, 0, -3, 0), "1.5 Mt a year would have no way; the rest, on average, travels 3 hours less."),
    ],
)
def test_a_change_in_words(change: Change, sentence: str) -> None:
    assert describe_change(change) == sentence
