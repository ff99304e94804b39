"""Ways of shipments while things are closed, one after the other."""

import datetime as dt

import numpy as np
import pytest

from corridor_data.load import Frames
from dashboard.model.contingency.closure_studies import Travel, ends_of, study_closures, travel_in
from dashboard.model.flow.shipments import take_ways
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, find_scenario
from dashboard.model.world.worlds import resolve_scenario

DAY = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def travel(compiled: Compiled) -> Travel:
    return travel_in(resolve_scenario(compiled, Scenario(DAY)))


def number(travel: Travel, name: str) -> int:
    return travel.closables.index[name]


def shipment(travel: Travel, demand: str) -> int:
    return travel.shipments.rows["demand_id"].tolist().index(demand)


def test_with_nothing_closed_the_way_is_the_best_one(travel: Travel) -> None:
    for row in range(travel.shipments.count):
        assert np.array_equal(travel.way_without(row, ()), travel.base_way(row))


def test_the_way_around_a_closure_meets_it_nowhere(travel: Travel) -> None:
    grain, border = shipment(travel, "dm-grain"), number(travel, "EASTY-GAUGE")
    around = travel.way_without(grain, (border,))
    assert around.size
    assert border not in travel.things_on(around)
    assert number(travel, "QUAYN/port") in travel.things_on(around)


def test_freight_that_may_go_by_rail_alone_has_no_way_around_the_border(travel: Travel) -> None:
    assert not travel.way_without(shipment(travel, "dm-steel"), (number(travel, "EASTY-GAUGE"),)).size


def test_a_closure_stops_those_whose_way_it_lies_on_and_nobody_else(travel: Travel) -> None:
    stopped = dict(travel.stopped_by((number(travel, "rail-gauge-easty"),)))
    assert set(stopped) == {shipment(travel, "dm-grain"), shipment(travel, "dm-steel")}
    assert not dict(travel.stopped_by((number(travel, "QUAYN/port"),)))


def test_a_place_is_not_closed_for_the_freight_that_begins_there(travel: Travel) -> None:
    assert not dict(travel.stopped_by((number(travel, "NORTH"),)))
    assert number(travel, "NORTH") in ends_of(travel.shipments, travel.closables, 0)


def test_a_study_knows_the_ways_of_the_world_as_it_is(compiled: Compiled) -> None:
    world = resolve_scenario(compiled, Scenario(DAY))
    study = study_closures(world, 1)
    taken = take_ways(world, study.shipments, "generalised")
    assert study.base_hours.tolist() == pytest.approx(taken.hours.tolist())
    assert study.base_usd.tolist() == pytest.approx(taken.usd.tolist(), abs=1e-6)


def test_only_what_may_close_is_tried(compiled: Compiled) -> None:
    study = study_closures(resolve_scenario(compiled, Scenario(DAY)), 2, kinds=("link",))
    tried = {int(n) for rows in study.found for n in (*rows.first, *rows.other) if n >= 0}
    assert tried
    assert {study.closables.items[n].kind for n in tried} == {"link"}


def test_what_stops_a_real_way_lies_on_it(real: Frames) -> None:
    travel = travel_in(resolve_scenario(compile_network(real), find_scenario(real, "latest-known")))
    border = number(travel, "KZSRY-UZKELE")
    stopped = dict(travel.stopped_by((border,)))
    for row in range(travel.shipments.count):
        assert (border in travel.things_on(travel.base_way(row))) == (row in stopped)
