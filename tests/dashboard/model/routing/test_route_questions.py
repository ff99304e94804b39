"""The scenario that a question holds for: its named one, bent by what the question adds."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.world.scenario import Scenario, ScenarioError, find_scenario, last_known_day
from dashboard.model.world.states import scenario_of

SMALL = load_tables(Path(__file__).parents[3] / "small")
IDS = st.lists(st.sampled_from("abcdef"), max_size=5).map(tuple)


def test_asked_for_nothing_it_is_the_last_known_state() -> None:
    assert scenario_of(SMALL, RouteQuestion()) == Scenario(date=last_known_day(SMALL))


def test_a_named_scenario_is_taken_as_it_is() -> None:
    for name in SMALL.scenarios["scenario_id"]:
        assert scenario_of(SMALL, RouteQuestion(scenario=name)) == find_scenario(SMALL, name)


def test_the_day_of_the_question_goes_before_that_of_the_scenario() -> None:
    found = scenario_of(SMALL, RouteQuestion(scenario="sc-2030", date=dt.date(2024, 5, 5)))
    assert (found.date, found.opened_links) == (dt.date(2024, 5, 5), ("rail-quays-south",))


@given(IDS, IDS, IDS, IDS)
def test_lists_are_added_sorted_and_without_repetition(
    one: tuple[str, ...], two: tuple[str, ...], three: tuple[str, ...], four: tuple[str, ...]
) -> None:
    question = RouteQuestion(scenario="sc-2030", closed=one, opened=two, projects=three, conditions=four)
    found, base = scenario_of(SMALL, question), find_scenario(SMALL, "sc-2030")
    assert found.closed_links == tuple(sorted({*base.closed_links, *one}))
    assert found.opened_links == tuple(sorted({*base.opened_links, *two}))
    assert found.projects == tuple(sorted({*base.projects, *three}))
    assert found.conditions == tuple(sorted({*base.conditions, *four}))


def test_factors_multiply_those_of_the_scenario() -> None:
    found = scenario_of(SMALL, RouteQuestion(scenario="sc-slow", border_factor=1.5, cost_factor=0.5, speed_factor=0.8))
    assert (found.border_factor, found.cost_factor, found.speed_factor) == pytest.approx((3.0, 0.6, 0.8))


def test_a_value_of_time_of_nothing_is_not_none() -> None:
    assert scenario_of(SMALL, RouteQuestion(value_of_time=0.0)).value_of_time == 0.0
    assert scenario_of(SMALL, RouteQuestion()).value_of_time is None


def test_a_scenario_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ScenarioError, match="“sc-x” is not a scenario"):
        scenario_of(SMALL, RouteQuestion(scenario="sc-x"))
