"""The state of the world that a page asks for, beside the page's own question."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from dashboard.model.questions import CapacityKind
from dashboard.model.routing.route_questions import RouteQuestion, scenario_of
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.worlds import World, resolve_scenario

A = TypeVar("A")


@dataclass(frozen=True)
class StateQuestion:
    """What is open, built and in force; fields that other pages share have their names.

    Attributes
    ----------
    scenario
        Row of `scenarios` to begin from; empty for the network of the day.
    date
        Day looked at; None is that of the scenario, else the last known state.
    capacity
        Kind of capacity; None is that of the scenario, else practical.
    closed, closed_places, opened, projects, events, without_events, conditions
        What bends the scenario.
    """

    scenario: str = ""
    date: dt.date | None = None
    capacity: CapacityKind | None = None
    closed: tuple[str, ...] = ()
    closed_places: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    without_events: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    value_of_time: float | None = None
    speed_factor: float = 1.0
    border_factor: float = 1.0
    cost_factor: float = 1.0


def world_of(compiled: Compiled, state: StateQuestion) -> World:
    """Return the network in a state.

    Raises
    ------
    ScenarioError
        If the state names what does not exist, contradicts itself or looks at a day outside the data.
    """
    fields = {field.name: getattr(state, field.name) for field in dataclasses.fields(state) if field.name != "capacity"}
    scenario = scenario_of(compiled.frames, RouteQuestion(**fields))
    kind = state.capacity or scenario.capacity_kind
    return resolve_scenario(compiled, dataclasses.replace(scenario, capacity_kind=kind))


def in_state(find: Callable[[World, Any], A]) -> Callable[[Compiled, tuple[Any, StateQuestion]], A]:
    """Return a function of a world and a question as one of the network and of a question with its state.

    It bears the name of the function, so that what it finds is remembered under it.
    """

    @wraps(find)
    def found(compiled: Compiled, asked: tuple[Any, StateQuestion]) -> A:
        question, state = asked
        return find(world_of(compiled, state), question)

    return found
