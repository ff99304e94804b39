"""Dated disruptions: from when to when, which links they bear on, which of them a scenario applies."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.load import Frames, load_tables
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.events import Event, events_in_force, list_events
from dashboard.model.world.scenario import Scenario
from tests.made_worlds import SMALL

FRAMES = load_tables(SMALL)
COMPILED = compile_network(FRAMES)


def links_of(compiled: Compiled, event_id: str) -> set[str]:
    event = next(event for event in list_events(compiled) if event.event_id == event_id)
    return {compiled.link_ids[number] for number in event.links}


def with_event(**changes: object) -> Event:
    """Return the border closure of the small world with some cells changed."""
    rows = FRAMES.events[FRAMES.events["event_id"] == "ev-border-2020"].copy()
    for name, value in changes.items():
        rows[name] = pd.Series([value], index=rows.index, dtype=rows[name].dtype)
    compiled = compile_network(dataclasses.replace(FRAMES, events=rows))
    return list_events(compiled)[0]


def test_an_event_bears_on_the_links_it_names() -> None:
    assert links_of(COMPILED, "ev-border-2020") == {"rail-gauge-easty", "road-gauge-easty"}


def test_an_event_at_a_port_bears_on_its_sea_lanes_and_stops_its_ships() -> None:
    storm = next(event for event in list_events(COMPILED) if event.event_id == "ev-storm-2024")
    assert {COMPILED.link_ids[n] for n in storm.links} == {"sea-quayn-quays"}
    assert [COMPILED.place_ids[n] for n in storm.ports] == ["QUAYS"]


def test_an_event_at_a_crossing_without_links_bears_on_those_that_cross_there() -> None:
    event = with_event(link_ids=None)
    assert {COMPILED.link_ids[n] for n in event.links} == {"rail-gauge-easty", "road-gauge-easty"}


def test_an_event_of_one_mode_leaves_the_other_alone() -> None:
    event = with_event(modes="road")
    assert {COMPILED.link_ids[n] for n in event.links} == {"road-gauge-easty"}


@pytest.mark.parametrize("kind", ["sanctions", "service"])
def test_a_rule_bears_on_no_link(kind: str) -> None:
    assert with_event(subject_kind=kind).links == ()


@pytest.mark.parametrize(
    ("cells", "end"),
    [
        ({"end": "2020-06", "end_kind": "known"}, dt.date(2020, 6, 30)),
        ({"end": None, "end_kind": "not_found"}, dt.date(2020, 7, 5)),
        ({"end": None, "end_kind": "ongoing"}, None),
        ({"end": "2020-06-30", "end_kind": "ongoing"}, None),
    ],
)
def test_an_end_that_was_not_found_is_the_day_of_the_newest_evidence(cells: dict[str, object], end: object) -> None:
    assert with_event(**cells).end == end


def test_passenger_traffic_is_no_matter_of_freight() -> None:
    rows = FRAMES.events.assign(traffic=pd.Series(["passenger"] * 3, dtype=FRAMES.events["traffic"].dtype))
    assert list_events(compile_network(dataclasses.replace(FRAMES, events=rows))) == ()


def ids(scenario: Scenario) -> set[str]:
    return {event.event_id for event in events_in_force(COMPILED, scenario)}


def test_a_scenario_applies_the_events_of_its_day_that_may_drive() -> None:
    assert ids(Scenario(dt.date(2020, 4, 1))) == {"ev-border-2020"}
    assert ids(Scenario(dt.date(2025, 1, 11))) == set()


def test_a_scenario_adds_events_of_other_days_and_weak_ones_and_leaves_out_its_own() -> None:
    day = dt.date(2020, 4, 1)
    assert ids(Scenario(day, with_events=("ev-rumour-2025",))) == {"ev-border-2020", "ev-rumour-2025"}
    assert ids(Scenario(day, without_events=("ev-border-2020",))) == set()


@given(st.dates(dt.date(2019, 1, 1), dt.date(2026, 7, 2)))
def test_an_event_covers_exactly_the_days_from_its_start_to_its_end(day: dt.date) -> None:
    for event in list_events(COMPILED):
        last = event.end or dt.date.max
        assert event.covers(day) == (event.start <= day <= last)


def test_every_real_event_names_links_that_exist(real: Frames) -> None:
    compiled = compile_network(real)
    for event in list_events(compiled):
        assert all(0 <= number < len(compiled.link_ids) for number in event.links)
        assert event.end is None or event.start <= event.end
