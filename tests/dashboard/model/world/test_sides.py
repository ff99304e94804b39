"""One side of a comparison: bent, named, and back from a scenario."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings

from corridor_data.load import Frames
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario, ScenarioError, check_scenario, find_scenario
from dashboard.model.world.sides import (
    FirstSide,
    SecondSide,
    SideQuestion,
    name_of_side,
    scenario_of_side,
    side_of_scenario,
)
from dashboard.ui.address import read_question, write_question
from tests.dashboard.model.world.test_scenario_files import FRAMES, scenarios

COMPILED = compile_network(FRAMES)


def bent(**fields: object) -> Scenario:
    return scenario_of_side(COMPILED, SideQuestion(**fields))  # type: ignore[arg-type]


def test_a_side_without_a_scenario_is_the_network_of_the_last_known_day() -> None:
    assert bent() == Scenario(dt.date(2025, 1, 12))


def test_bends_are_added_to_what_the_scenario_says_and_factors_multiply() -> None:
    found = bent(scenario="sc-slow", border_factor=1.5, closed=("rail-gauge-easty",), slowed=("EASTY=5",))
    assert (found.border_factor, found.cost_factor) == (3.0, 1.2)
    assert found.closed_links == ("rail-gauge-easty",)
    assert (found.date, found.slowed) == (dt.date(2024, 6, 1), ("EASTY=5",))


def test_a_late_project_is_not_done_and_its_links_stay_shut() -> None:
    found = bent(scenario="sc-2030", delayed=("missing-link",), projects=("pr-second-track",))
    assert "rail-quays-south" in found.closed_links
    assert "rail-quays-south" not in found.opened_links
    check_scenario(FRAMES, found)


def test_links_of_a_late_project_that_are_built_stay_open() -> None:
    assert bent(delayed=("second-track",)).closed_links == ()


def test_an_unknown_project_is_refused() -> None:
    with pytest.raises(ScenarioError, match="There is no project “canal”"):
        bent(delayed=("canal",))


@pytest.mark.parametrize(
    ("side", "name"),
    [
        (SideQuestion(), "Network of 12 Jan 2025"),
        (SideQuestion(date=dt.date(2024, 1, 1)), "Network of 1 Jan 2024"),
        (SideQuestion(closed=("rail-gauge-easty",)), "Network of 12 Jan 2025, changed"),
        (SideQuestion("sc-slow"), "Slow borders"),
        (SideQuestion("sc-slow", cost_factor=2.0), "Slow borders, changed"),
        (SideQuestion("sc-slow", name="Mine", cost_factor=2.0), "Mine"),
    ],
)
def test_a_side_is_called_by_its_author_or_by_its_row(side: SideQuestion, name: str) -> None:
    assert name_of_side(COMPILED, side) == name


@settings(max_examples=40)
@given(scenarios())
def test_any_scenario_becomes_a_side_of_the_address_and_back(scenario: Scenario) -> None:
    side = side_of_scenario(SecondSide, FRAMES, scenario, "From a file")
    again = read_question(SecondSide, write_question(side))
    assert again.faults == ()
    found = scenario_of_side(COMPILED, again.question)
    assert dataclasses.replace(found, scenario_id="") == dataclasses.replace(scenario, scenario_id="")
    assert name_of_side(COMPILED, again.question) == "From a file"


def test_every_named_scenario_becomes_the_side_of_that_name(real: Frames) -> None:
    for name in real.scenarios["scenario_id"]:
        assert side_of_scenario(SecondSide, real, find_scenario(real, name)) == SecondSide(name)


def test_both_sides_live_in_one_address_without_touching() -> None:
    first, second = FirstSide(closed=("a",)), SecondSide(closed=("b",))
    address = write_question(first) | write_question(second)
    assert address == {"a_closed": "a", "b_closed": "b"}
    assert read_question(FirstSide, address).question == first
    assert read_question(SecondSide, address).question == second
