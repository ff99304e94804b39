"""The state of the world that pages share: its fields mean what those of a route question mean."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import ScenarioError
from dashboard.model.world.states import StateQuestion, in_state, world_of
from dashboard.model.world.worlds import World

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def test_every_field_but_the_capacity_is_one_of_a_route_question_with_the_same_default() -> None:
    route = {field.name: field.default for field in dataclasses.fields(RouteQuestion)}
    state = {field.name: field.default for field in dataclasses.fields(StateQuestion)}
    assert state.pop("capacity") is None
    assert state == {name: route[name] for name in state}


def test_asked_for_nothing_it_is_the_last_known_state(compiled: Compiled) -> None:
    world = world_of(compiled, StateQuestion())
    assert (world.scenario.date, world.scenario.capacity_kind) == (dt.date(2025, 1, 12), "practical")


def test_the_capacity_is_that_of_the_scenario_unless_one_is_asked_for(compiled: Compiled) -> None:
    assert world_of(compiled, StateQuestion(scenario="sc-2030")).scenario.capacity_kind == "announced"
    asked = StateQuestion(scenario="sc-2030", capacity="nameplate")
    assert world_of(compiled, asked).scenario.capacity_kind == "nameplate"


def test_closures_days_and_factors_bend_the_scenario(compiled: Compiled) -> None:
    state = StateQuestion(scenario="sc-slow", closed=("rail-cross-gauge",), border_factor=1.5, date=dt.date(2024, 7, 1))
    scenario = world_of(compiled, state).scenario
    assert scenario.closed_links == ("rail-cross-gauge",)
    assert (scenario.border_factor, scenario.date) == (3.0, dt.date(2024, 7, 1))


def test_the_same_state_is_the_same_world(compiled: Compiled) -> None:
    assert world_of(compiled, StateQuestion(closed=("rail-cross-gauge",))) is world_of(
        compiled, StateQuestion(closed=("rail-cross-gauge",))
    )


@pytest.mark.parametrize(
    "state", [{"closed": ("moon",)}, {"scenario": "sc-x"}, {"date": dt.date(1900, 1, 1)}, {"speed_factor": 0.0}]
)
def test_what_makes_no_sense_gets_one_sentence(compiled: Compiled, state: dict[str, object]) -> None:
    with pytest.raises(ScenarioError) as caught:
        world_of(compiled, StateQuestion(**state))  # type: ignore[arg-type]
    assert str(caught.value).endswith(".")


def test_a_function_of_a_world_becomes_one_of_a_question_with_its_state(compiled: Compiled) -> None:
    def day_and(world: World, question: str) -> tuple[dt.date, str]:
        """Return the day and the question."""
        return world.scenario.date, question

    asked = in_state(day_and)
    assert asked(compiled, ("why", StateQuestion(date=dt.date(2024, 7, 1)))) == (dt.date(2024, 7, 1), "why")
    assert (asked.__name__, asked.__doc__) == ("day_and", "Return the day and the question.")
