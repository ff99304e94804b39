"""The map of a day: what is shut and slowed, the way, the loads."""

import datetime as dt

import numpy as np
import pytest

from corridor_data.load import Frames
from dashboard.model.flow.shipments import list_shipments
from dashboard.model.hazards.replay_maps import day_courses, day_places, loads
from dashboard.model.hazards.replays import OnMap, ReplayAnswer, ReplayQuestion, find_replay
from dashboard.model.world.compiled import Compiled, compile_network


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


def day(compiled: Compiled, date: dt.date, on_map: OnMap = "way") -> ReplayAnswer:
    return find_replay(compiled, ReplayQuestion("NORTH", "SOUTH", "generalised", "", date, on_map))


def test_links_shut_by_an_event_carry_its_reason(compiled: Compiled) -> None:
    rows = day_courses(day(compiled, dt.date(2020, 4, 1))).set_index("link_id")
    assert rows.loc["rail-gauge-easty", "mark"] == "closed"
    assert "Border closed" in rows.loc["rail-gauge-easty", "reason"]


def test_a_slowed_link_lies_under_its_use_and_says_by_how_much(compiled: Compiled) -> None:
    rows = day_courses(day(compiled, dt.date(2024, 11, 25)))
    mine = rows[rows["link_id"] == "sea-quayn-quays"]
    assert mine["mark"].tolist()[0] == "slowed"
    assert mine["delay"].tolist()[0] == "48 hours"


def test_the_way_on_the_map_is_that_of_the_answer(compiled: Compiled) -> None:
    found = day(compiled, dt.date(2023, 1, 1))
    rows = day_courses(found)
    assert set(rows.loc[rows["mark"].eq("way"), "link_id"]) == set(found.journey()["links"].split(";"))
    assert set(day_places(found)["place_id"]) == {"NORTH", "SOUTH"}


def test_loads_are_the_tonnes_of_the_ways_that_use_a_link(compiled: Compiled) -> None:
    found = day(compiled, dt.date(2023, 1, 1), "freight")
    load = dict(zip(compiled.link_ids, loads(found).tolist(), strict=True))
    assert max(load.values()) <= list_shipments(compiled).mt.sum() + 1e-9
    assert load["rail-gauge-easty"] + load["road-gauge-easty"] + load["sea-quayn-quays"] >= 5
    assert {mark for mark in day_courses(found)["mark"] if mark.startswith("load")} <= {f"load-{n}" for n in range(4)}
    assert np.isfinite(loads(found)).all()
