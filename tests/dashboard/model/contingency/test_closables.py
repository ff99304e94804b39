"""What can be closed: crossings, ports, places and links, and the arcs each of them shuts."""

import datetime as dt

import numpy as np
import pytest

from corridor_data.load import Frames
from dashboard.model.contingency.closables import KINDS, Closables, list_closables
from dashboard.model.world.compiled import Act, Compiled, compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def closables(compiled: Compiled) -> Closables:
    return list_closables(compiled)


def test_road_and_railway_over_one_border_are_one_crossing(closables: Closables) -> None:
    crossing = closables.items[closables.index["EASTY-GAUGE"]]
    assert crossing.links == ("rail-gauge-easty", "road-gauge-easty")
    assert crossing.title == "Eastry–Gauge Break"


def test_a_port_is_the_sea_lanes_that_call_there(closables: Closables) -> None:
    assert closables.items[closables.index["QUAYN/port"]].links == ("sea-quayn-quays",)


def test_every_place_and_every_link_can_be_closed(closables: Closables, compiled: Compiled) -> None:
    names = {kind: {item.name for item in closables.items if item.kind == kind} for kind in KINDS}
    assert names["place"] == set(compiled.place_ids)
    assert names["link"] == set(compiled.link_ids)


def test_names_are_given_once(closables: Closables) -> None:
    assert len(closables.index) == closables.count


def test_the_real_khorgos_is_one_crossing_and_tbilisi_does_not_join_its_borders(real: Frames) -> None:
    found = list_closables(compile_network(real))
    crossing = {link: item.name for item in found.items if item.kind == "crossing" for link in item.links}
    assert crossing["R164"] == crossing["D184"]
    assert len({crossing["D210"], crossing["D168"], crossing["D173"]}) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_closing_a_thing_shuts_the_arcs_that_its_scenario_shuts(
    compiled: Compiled, closables: Closables, kind: str
) -> None:
    day = dt.date(2024, 6, 1)
    before = resolve_scenario(compiled, Scenario(day)).open
    for number in closables.of_kinds([kind]).tolist():
        item = closables.items[number]
        after = resolve_scenario(compiled, Scenario(day, closed_links=item.links, closed_places=item.places)).open
        mine = (closables.of_arc == number).any(axis=1)
        assert np.array_equal(after, before & ~mine), item.name


def test_no_arc_inside_a_place_is_closed_by_a_link(compiled: Compiled, closables: Closables) -> None:
    inside = compiled.act != Act.CARRY
    kinds = {closables.items[n].kind for n in closables.of_arc[inside].ravel().tolist() if n >= 0}
    assert kinds == {"place"}
