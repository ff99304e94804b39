"""Capacities laid over the small world, and its pipes."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corridor_data.load import load_tables
from dashboard.model.flow.pipes import lay_pipes, nodes_of_places
from dashboard.model.world.compiled import Act, Compiled, compile_network
from dashboard.model.world.limits import (
    NO_ROW,
    element_id,
    element_title,
    elements_of_arcs,
    filled,
    find_limits,
    limits_in,
)
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import World, resolve_scenario

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def world(compiled: Compiled, **changes: object) -> World:
    return resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **changes}))  # type: ignore[arg-type]


def number(compiled: Compiled, name: str) -> int:
    size = len(compiled.link_ids) + 2 * len(compiled.place_ids)
    return next(e for e in range(size) if element_id(compiled, e) == name)


def test_the_kind_asked_for_is_taken_with_its_bounds(compiled: Compiled) -> None:
    limits = find_limits(compiled, "practical", 2024)
    assert limits.amount[number(compiled, "rail-gauge-easty")].tolist() == [3, 4, 6]
    assert not limits.stand_in[number(compiled, "rail-gauge-easty")]


def test_a_missing_bound_is_the_central_value(compiled: Compiled) -> None:
    assert find_limits(compiled, "nameplate", 2024).amount[number(compiled, "rail-cross-gauge")].tolist() == [
        10,
        10,
        10,
    ]


def test_ports_and_gauge_changes_are_elements_of_their_own(compiled: Compiled) -> None:
    limits = find_limits(compiled, "practical", 2024)
    assert limits.amount[number(compiled, "QUAYN/port"), 1] == 3
    assert limits.amount[number(compiled, "GAUGE/gauge_change"), 1] == 5


def test_what_nobody_publishes_is_unknown_and_not_nothing(compiled: Compiled) -> None:
    limits = find_limits(compiled, "practical", 2024)
    road = number(compiled, "road-cross-gauge")
    assert limits.row[road] == NO_ROW
    assert np.isnan(limits.amount[road]).all()
    assert np.isinf(filled(limits, None)[road]).all()
    assert filled(limits, 1.5)[road].tolist() == [1.5, 1.5, 1.5]


def test_a_row_counts_only_from_its_year_on(compiled: Compiled) -> None:
    border = number(compiled, "rail-gauge-easty")
    assert find_limits(compiled, "announced", 2027).amount[border, 1] == 4
    assert find_limits(compiled, "announced", 2028).amount[border, 1] == 8


def test_a_kind_that_stands_in_is_marked(compiled: Compiled) -> None:
    limits = find_limits(compiled, "announced", 2024)
    assert limits.stand_in[number(compiled, "rail-north-cross")] == 1
    assert limits.amount[number(compiled, "rail-north-cross"), 1] == 6


def test_spare_takes_off_what_is_used_and_leaves_the_rest_gross(compiled: Compiled) -> None:
    limits = find_limits(compiled, "practical", 2024, spare=True)
    assert limits.amount[number(compiled, "rail-gauge-easty"), 1] == 1.5
    assert limits.amount[number(compiled, "rail-cross-gauge"), 1] == 7


def test_the_kind_and_the_year_follow_from_the_scenario(compiled: Compiled) -> None:
    limits = limits_in(world(compiled, capacity_kind="nameplate"))
    assert (limits.kind, limits.year) == ("nameplate", 2024)


def test_elements_are_named_for_readers(compiled: Compiled) -> None:
    titles = [
        element_title(compiled, number(compiled, n)) for n in ("rail-gauge-easty", "QUAYN/port", "GAUGE/gauge_change")
    ]
    assert titles == ["Gauge Break–Eastry railway", "port of Quay North", "gauge change at Gauge Break"]


def test_loading_uses_the_port_and_bogie_change_the_shed(compiled: Compiled) -> None:
    element = elements_of_arcs(compiled)
    names = {act: {element_id(compiled, int(e)) for e in element[compiled.act == act] if e >= 0} for act in Act}
    assert names[Act.LOAD] == {"QUAYN/port", "QUAYS/port"}
    assert names[Act.GAUGE] == {"GAUGE/gauge_change"}
    assert names[Act.TRANSFER] == set()


def test_pipes_leave_out_what_is_shut_and_other_modes(compiled: Compiled) -> None:
    used = {
        element_id(compiled, e)
        for e in lay_pipes(world(compiled, closed_links=("rail-north-cross",)), ("rail",)).element.tolist()
        if e >= 0
    }
    assert "rail-gauge-easty" in used
    assert not used & {"rail-north-cross", "rail-quays-south", "road-north-quayn", "sea-quayn-quays"}


def test_a_country_left_out_takes_its_places_with_it(compiled: Compiled) -> None:
    used = {
        element_id(compiled, e) for e in lay_pipes(world(compiled), avoid_countries=("TKM",)).element.tolist() if e >= 0
    }
    assert "sea-quayn-quays" in used
    assert not used & {"rail-north-cross", "rail-cross-gauge", "GAUGE/gauge_change"}


def test_goods_that_begin_at_a_port_by_ship_use_the_port(compiled: Compiled) -> None:
    plumbing = lay_pipes(world(compiled), ("sea",))
    capacity = filled(limits_in(world(compiled)), None)[:, 1]
    capacity[number(compiled, "sea-quayn-quays")] = np.inf
    ends = nodes_of_places(compiled, ("QUAYN",)), nodes_of_places(compiled, ("QUAYS",))
    assert plumbing.cut(capacity, *ends).value == 3


def test_tracks_of_two_gauges_share_the_capacity_of_their_railway() -> None:
    frames = load_tables(SMALL)
    links = frames.links.copy()
    links.loc[links["link_id"] == "rail-gauge-easty", "gauge_mm"] = "1435/1520"
    compiled = compile_network(replace(frames, links=links))
    plumbing = lay_pipes(world(compiled), ("rail",))
    railway = compiled.link_index["rail-gauge-easty"]
    capacity = filled(limits_in(world(compiled)), None)[:, 1]
    ends = [nodes_of_places(compiled, (place,)) for place in ("CROSS", "EASTY")]
    assert plumbing.cut(capacity, *ends).value == capacity[railway]
