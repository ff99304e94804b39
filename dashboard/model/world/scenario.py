"""The state of the world that an answer holds for: a small frozen value, from a row of `scenarios` or from a reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.partial_dates import first_day, last_day
from dashboard.model.world.bends import fault_of_rate, fault_of_slowed
from dashboard.text import say
from dashboard.text.formats import format_date

SERVICES = ("ordinary", "block_train")
CAPACITY_KINDS = ("nameplate", "practical", "announced", "used")


class ScenarioError(ValueError):
    """A scenario speaks of what does not exist, contradicts itself, or lies outside the data."""


@dataclass(frozen=True)
class Scenario:
    """Date, closures, openings, events and multipliers of an answer.

    Attributes
    ----------
    date
        Day looked at: decides which links exist, which events are on.
    scenario_id
        Row of `scenarios` that it began from; empty for none.
    closed_links, closed_places
        Closed beyond what the date closes.
    opened_links, projects
        Links taken as open although not built, and projects whose links are.
    with_events, without_events
        Events in force beyond those of the date, and events left out.
    slowed
        Hours added where links cross a border, as ``IRCKT=72`` (a place or a link).
    rates
        Multipliers on freight rates by mode, country or both, as ``rail=1.2``, ``TKM=1.2`` or ``rail-TKM=1.2``.
    conditions
        Seasons and circumstances in force, as ``winter`` or ``low_water``.
    value_of_time
        USD per tonne and day; None takes that of `parameters`.
    """

    date: dt.date
    scenario_id: str = ""
    closed_links: tuple[str, ...] = ()
    closed_places: tuple[str, ...] = ()
    opened_links: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    with_events: tuple[str, ...] = ()
    without_events: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    capacity_kind: str = "practical"
    speed_factor: float = 1.0
    border_factor: float = 1.0
    cost_factor: float = 1.0
    value_of_time: float | None = None
    slowed: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def last_known_day(frames: Frames) -> dt.date:
    """Return the day of the newest evidence about links and events; the date of a question that names none."""
    days = [
        last_day(text)
        for table, column in (("links", "status_as_of"), ("events", "as_of"))
        for text in frames.tables()[table][column]
    ]
    return max((day for day in days if day is not None), default=dt.date(2026, 7, 2))


@lru_cache(maxsize=16)
def dates_covered(frames: Frames) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a scenario may look at.

    They run from the first dated event to the end of the year of the last announced opening, and as far as a named
    scenario looks.
    """
    starts = [day for day in map(first_day, frames.events["start"]) if day is not None]
    plans = [day for day in map(last_day, frames.links["planned_opening"]) if day is not None]
    named = [stamp.date() for stamp in frames.scenarios["date"]]
    known = last_known_day(frames)
    last = max([known, *plans, *named])
    return min([known, *starts, *named]), dt.date(last.year, 12, 31)


def find_scenario(frames: Frames, scenario_id: str) -> Scenario:
    """Return the scenario of a row of `scenarios`.

    Raises
    ------
    ScenarioError
        If there is no such row.
    """
    rows = frames.scenarios[frames.scenarios["scenario_id"] == scenario_id]
    if rows.empty:
        known = ", ".join(frames.scenarios["scenario_id"])
        raise ScenarioError(say("“{name}” is not a scenario. There are: {known}.", name=scenario_id, known=known))
    row = rows.iloc[0]
    return Scenario(
        date=row["date"].date(),
        scenario_id=scenario_id,
        closed_links=split_ids(row["closed_links"]),
        closed_places=split_ids(row["closed_places"]),
        opened_links=split_ids(row["opened_links"]),
        projects=split_ids(row["project_ids"]),
        with_events=split_ids(row["event_ids"]),
        without_events=split_ids(row["without_event_ids"]),
        capacity_kind=row["capacity_kind"],
        speed_factor=_factor(row["speed_factor"]),
        border_factor=_factor(row["border_hours_factor"]),
        cost_factor=_factor(row["cost_factor"]),
    )


def _factor(value: float) -> float:
    """Return a multiplier; an empty cell multiplies by one."""
    return 1.0 if np.isnan(value) else float(value)


def check_scenario(frames: Frames, scenario: Scenario) -> None:
    """Check that everything a scenario names exists and that it does not contradict itself.

    Raises
    ------
    ScenarioError
        With one sentence for the visitor.
    """
    first, last = dates_covered(frames)
    if not first <= scenario.date <= last:
        raise ScenarioError(
            say(
                "{date} lies outside the data, which run from {first} to {last}.",
                date=format_date(scenario.date),
                first=format_date(first),
                last=format_date(last),
            )
        )
    named = (
        ("link", scenario.closed_links + scenario.opened_links, frames.links["link_id"]),
        ("place", scenario.closed_places, frames.places["place_id"]),
        ("event", scenario.with_events + scenario.without_events, frames.events["event_id"]),
        ("project", scenario.projects, pd.concat([frames.projects["project_id"], frames.projects["project"]])),
        ("condition", scenario.conditions, frames.parameters["condition"].dropna()),
    )
    for kind, ids, known in named:
        unknown = sorted(set(ids) - set(known))
        if unknown:
            raise ScenarioError(_unknown(kind, unknown[0]))
    both = sorted(
        set(scenario.closed_links) & set(scenario.opened_links)
        | set(scenario.with_events) & set(scenario.without_events)
    )
    if both:
        raise ScenarioError(say("{name} is both closed and opened, or both added and left out.", name=both[0]))
    faults = [fault_of_slowed(frames, text) for text in scenario.slowed]
    faults += [fault_of_rate(frames, text) for text in scenario.rates]
    if wrong := next(filter(None, faults), ""):
        raise ScenarioError(wrong)
    _check_factors(scenario)


def _unknown(kind: str, name: str) -> str:
    """Return the sentence for something that does not exist."""
    sentences = {
        "link": say("There is no link “{name}” to close or open.", name=name),
        "place": say("There is no place “{name}” to close.", name=name),
        "event": say("There is no event “{name}”.", name=name),
        "project": say("There is no project “{name}”.", name=name),
        "condition": say("No figure speaks of the season or circumstance “{name}”.", name=name),
    }
    return sentences[kind]


def _check_factors(scenario: Scenario) -> None:
    """Raise for a multiplier that makes no sense."""
    factors = {
        say("speed"): scenario.speed_factor,
        say("border hours"): scenario.border_factor,
        say("cost"): scenario.cost_factor,
    }
    for name, value in factors.items():
        if not 0 < value <= 100:
            raise ScenarioError(
                say(
                    "The multiplier on {name} must lie above 0 and up to 100, not be {value}.",
                    name=name,
                    value=f"{value:g}",
                )
            )
    if scenario.value_of_time is not None and not 0 <= scenario.value_of_time <= 10_000:
        raise ScenarioError(say("The value of time must lie between 0 and 10,000 dollars per tonne and day."))
    if scenario.capacity_kind not in CAPACITY_KINDS:
        raise ScenarioError(say("“{name}” is not a kind of capacity.", name=scenario.capacity_kind))
