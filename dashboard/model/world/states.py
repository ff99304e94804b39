"""The state of the world that a question holds for: a scenario to begin from and what bends it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from corridor_data.load import Frames
from dashboard.model.questions import CapacityKind
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.scenario import Scenario, find_scenario, last_known_day
from dashboard.model.world.worlds import World, resolve_scenario

A = TypeVar("A")


@dataclass(frozen=True)
class ScenarioQuestion:
    """What is open, built and in force; the fields have one name on every page.

    Attributes
    ----------
    scenario
        Row of `scenarios` to begin from; empty for the network of the day.
    date
        Day looked at; None is that of the scenario, else the last known state.
    closed_places, closed, opened, projects, events, without_events, conditions
        Added to what the scenario says.
    value_of_time
        Replaces what the scenario says, unless None.
    speed_factor, border_factor, cost_factor
        Multiply what the scenario says.
    """

    scenario: str = ""
    date: dt.date | None = None
    closed_places: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    without_events: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    value_of_time: float | None = None
    speed_factor: float = 1.0
    border_factor: float = 1.0
    cost_factor: float = 1.0


@dataclass(frozen=True)
class StateQuestion(ScenarioQuestion):
    """The state of the world with the kind of capacity that counts, beside a page's own question.

    Attributes
    ----------
    capacity
        Kind of capacity; None is that of the scenario, else practical.
    """

    capacity: CapacityKind | None = None


LISTS = {
    "closed_links": "closed",
    "closed_places": "closed_places",
    "opened_links": "opened",
    "projects": "projects",
    "with_events": "events",
    "without_events": "without_events",
    "conditions": "conditions",
}
"""Lists of a scenario and the fields of a question that add to them."""

FACTORS = ("speed_factor", "border_factor", "cost_factor")
"""Fields that multiply those of the same name of a scenario."""


def union_of(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return all ids, sorted, so that equal scenarios are equal values."""
    return tuple(sorted({*one, *other}))


def first_scenario(frames: Frames, scenario_id: str) -> Scenario:
    """Return the scenario that a question begins from: the named one, else the last known state.

    Raises
    ------
    ScenarioError
        If the named scenario does not exist.
    """
    return find_scenario(frames, scenario_id) if scenario_id else Scenario(date=last_known_day(frames))


def scenario_of(frames: Frames, asked: ScenarioQuestion) -> Scenario:
    """Return the scenario that a question holds for: the one it begins from, bent by what it adds; not checked.

    Raises
    ------
    ScenarioError
        If the named scenario does not exist.
    """
    base = first_scenario(frames, asked.scenario)
    kind = asked.capacity if isinstance(asked, StateQuestion) else None
    bent: dict[str, Any] = {
        **{theirs: union_of(getattr(base, theirs), getattr(asked, field)) for theirs, field in LISTS.items()},
        **{name: getattr(base, name) * getattr(asked, name) for name in FACTORS},
    }
    return dataclasses.replace(
        base,
        date=asked.date or base.date,
        capacity_kind=kind or base.capacity_kind,
        value_of_time=base.value_of_time if asked.value_of_time is None else asked.value_of_time,
        **bent,
    )


def world_of(compiled: Compiled, state: StateQuestion) -> World:
    """Return the network in a state.

    Raises
    ------
    ScenarioError
        If the state names what does not exist, contradicts itself or looks at a day outside the data.
    """
    return resolve_scenario(compiled, scenario_of(compiled.frames, state))


def in_state(find: Callable[[World, Any], A]) -> Callable[[Compiled, tuple[Any, StateQuestion]], A]:
    """Return a function of a world and a question as one of the network and of a question with its state.

    It bears the name of the function, so that what it finds is remembered under it.
    """

    @wraps(find)
    def found(compiled: Compiled, asked: tuple[Any, StateQuestion]) -> A:
        question, state = asked
        return find(world_of(compiled, state), question)

    return found
