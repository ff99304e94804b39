"""The dated events as a calendar: what was shut or slowed, from when to when, and how well that is attested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.model.hazards.timelines import days_replayed
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.events import CLOSING, DELAYING, Event, list_events
from dashboard.model.world.scenario import ScenarioError
from dashboard.text import say, say_number
from dashboard.text.formats import format_date

KINDS: Mapping[str, tuple[str, ...]] = {
    "crossings": ("crossing",),
    "waters": ("port", "passage"),
    "wide": ("country", "line", "corridor", "network"),
    "rules": ("sanctions", "service", "other"),
}
"""Kinds of subjects that a calendar shows together."""

_EFFECTS = (CLOSING, *DELAYING)


def kind_names() -> dict[str, str]:
    """Return the names of the kinds of a calendar."""
    return {
        "crossings": say("Crossings"),
        "waters": say("Ports and straits"),
        "wide": say("Lines and countries"),
        "rules": say("Sanctions and goods"),
    }


def say_span(event: Event) -> str:
    """Return the dates of an event in words."""
    if event.end is None:
        return say("since {start}", start=format_date(event.start))
    if event.end == event.start:
        return format_date(event.start)
    return say("{start} to {end}", start=format_date(event.start), end=format_date(event.end))


def describe_calendar(events: pd.DataFrame) -> str:
    """Return how many events a calendar holds, how many of them the model applies, and how many are weakly attested."""
    if events.empty:
        return say("No event of this kind is known.")
    parts = [say_number("{count} event since 2019.", "{count} events since 2019.", len(events))]
    weak = int(events["grade"].eq("weak").sum())
    if weak:
        parts.append(say_number("{count} rests on one weak source.", "{count} rest on one weak source each.", weak))
    return " ".join([*parts[:1], *say_applied(events), *parts[1:]])


def say_applied(events: pd.DataFrame) -> tuple[str, ...]:
    """Return how many of some events the model applies, as a sentence; none where it applies none."""
    applied = int(events["drives"].sum())
    if not applied:
        return ()
    if applied == len(events):
        return (say_number("The model applies it.", "The model applies all of them.", applied),)
    return (say_number("The model applies {count} of them.", "The model applies {count} of them.", applied),)


def find_event(compiled: Compiled, event_id: str) -> Event:
    """Return an event by its id.

    Raises
    ------
    ScenarioError
        If there is no such event of freight.
    """
    event = next((event for event in list_events(compiled) if event.event_id == event_id), None)
    if event is None:
        raise ScenarioError(say("There is no event of freight “{name}”.", name=event_id))
    return event


@lru_cache(maxsize=8)
def list_calendar(compiled: Compiled) -> pd.DataFrame:
    """Return the events that shut or slow freight since 2019, one row each, by subject and start; shared.

    Ends of events still going on are the last known day, and `going_on` says so.
    """
    first, last = days_replayed(compiled)
    known = {event.event_id: event for event in list_events(compiled)}
    table = compiled.frames.events
    rows = [
        _calendar_row(row, known[row["event_id"]], last)
        for row in table[table["event_id"].isin(known)].astype(object).to_dict("records")
        if row["severity"] in _EFFECTS
    ]
    frame = pd.DataFrame(rows, columns=list(_CALENDAR))
    frame = frame[(frame["end"] >= pd.Timestamp(first)) & (frame["start"] <= pd.Timestamp(last))]
    return frame.sort_values(["subject", "start", "event_id"], ignore_index=True)


_CALENDAR = (
    "event_id", "name", "subject_kind", "subject", "start", "end", "going_on", "end_kind", "severity", "grade",
    "drives", "cause", "links", "countries", "corridor_ids", "as_of", "source_ids",
)  # fmt: skip


def _calendar_row(row: Mapping[Any, Any], event: Event, last: dt.date) -> dict[str, Any]:
    same = ("event_id", "name", "subject_kind", "subject", "end_kind", "severity", "grade", "cause", "countries",
            "corridor_ids", "as_of", "source_ids")  # fmt: skip
    return {
        **{name: row[name] for name in same},
        "start": pd.Timestamp(event.start),
        "end": pd.Timestamp(min(event.end or last, last)),
        "going_on": event.end is None,
        "drives": event.drives and bool(event.links or event.ports),
        "links": len(event.links),
    }
