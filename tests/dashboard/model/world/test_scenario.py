"""The state of the world: named rows, the days it may look at, and what contradicts itself."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.load import Frames, load_tables
from dashboard.model.world.scenario import (
    Scenario,
    ScenarioError,
    check_scenario,
    dates_covered,
    find_scenario,
    last_known_day,
)
from tests.made_worlds import SMALL

FRAMES = load_tables(SMALL)
DAY = dt.date(2024, 6, 1)


def test_a_row_of_the_table_becomes_a_scenario_with_its_multipliers() -> None:
    slow = find_scenario(FRAMES, "sc-slow")
    assert (slow.date, slow.border_factor, slow.cost_factor, slow.speed_factor) == (DAY, 2.0, 1.2, 1.0)
    built = find_scenario(FRAMES, "sc-2030")
    assert built.projects == ("pr-missing-two", "pr-second-track")
    assert built.opened_links == ("rail-quays-south",)
    assert built.capacity_kind == "announced"


def test_every_row_of_the_real_table_can_be_resolved(real: Frames) -> None:
    for name in real.scenarios["scenario_id"]:
        check_scenario(real, find_scenario(real, name))


def test_an_unknown_row_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ScenarioError, match=r"“sc-2025” is not a scenario\. There are: sc-2024"):
        find_scenario(FRAMES, "sc-2025")


def test_the_last_known_day_is_that_of_the_newest_evidence(real: Frames) -> None:
    assert last_known_day(FRAMES) == dt.date(2025, 1, 12)
    assert last_known_day(real) == dt.date(2026, 7, 2)


def test_days_run_from_the_first_event_to_the_year_of_the_last_plan() -> None:
    assert dates_covered(FRAMES) == (dt.date(2020, 3, 1), dt.date(2030, 12, 31))


@pytest.mark.parametrize(
    ("bend", "sentence"),
    [
        ({"date": dt.date(1990, 1, 1)}, "1 Jan 1990 lies outside the data, which run from 1 Mar 2020 to 31 Dec 2030."),
        ({"closed_links": ("R1",)}, "There is no link “R1” to close or open."),
        ({"closed_places": ("R1",)}, "There is no place “R1” to close."),
        ({"with_events": ("E1",)}, "There is no event “E1”."),
        ({"projects": ("P1",)}, "There is no project “P1”."),
        (
            {"closed_links": ("rail-gauge-easty",), "opened_links": ("rail-gauge-easty",)},
            "rail-gauge-easty is both closed and opened, or both added and left out.",
        ),
        (
            {"with_events": ("ev-storm-2024",), "without_events": ("ev-storm-2024",)},
            "ev-storm-2024 is both closed and opened, or both added and left out.",
        ),
        ({"speed_factor": 0.0}, "The multiplier on speed must lie above 0 and up to 100, not be 0."),
        ({"cost_factor": 101.0}, "The multiplier on cost must lie above 0 and up to 100, not be 101."),
        ({"value_of_time": -1.0}, "The value of time must lie between 0 and 10,000 dollars per tonne and day."),
        ({"capacity_kind": "felt"}, "“felt” is not a kind of capacity."),
        (
            {"slowed": ("EASTY=0",)},
            "“EASTY=0” adds no hours to a border; write a place or link and hours above 0, as IRCKT=72.",
        ),
        ({"slowed": ("SOUTH=24",)}, "No link crosses a border at “SOUTH”; name a border station or a link."),
        ({"rates": ("camel=2",)}, "“camel” is neither a mode nor a country of the network, nor both as rail-TKM."),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(bend: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        check_scenario(FRAMES, replace(Scenario(DAY), **bend))
    assert str(caught.value) == sentence


@given(st.dates(dt.date(2020, 3, 1), dt.date(2030, 12, 31)))
def test_every_day_of_the_data_can_be_looked_at(day: dt.date) -> None:
    check_scenario(FRAMES, Scenario(day))
