"""Dated disruptions: which are in force on a day, and which links they close or slow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.partial_dates import first_day, last_day
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.scenario import Scenario

CLOSING = "closed"
DELAYING = ("restricted", "slowed")


@dataclass(frozen=True)
class Event:
    """One row of `events` with the links and ports it bears on.

    Attributes
    ----------
    start, end
        First and last day in force. An end that was not found is the day of the newest evidence; that of an event still
        going on is None.
    links
        Numbers of the links it closes or slows.
    ports
        Numbers of the places whose ship handling it stops.
    delay_hours
        Published delay; None where none was.
    drives
        Whether the model may apply it by itself.
    """

    event_id: str
    name: str
    subject_kind: str
    severity: str
    start: dt.date
    end: dt.date | None
    as_of: dt.date | None
    links: tuple[int, ...]
    ports: tuple[int, ...]
    place_ids: tuple[str, ...]
    countries: tuple[str, ...]
    delay_hours: float | None
    drives: bool
    source_ids: tuple[str, ...]

    def covers(self, date: dt.date) -> bool:
        """Return whether it is in force on a day."""
        return self.start <= date and (self.end is None or date <= self.end)


@lru_cache(maxsize=8)
def list_events(compiled: Compiled) -> tuple[Event, ...]:
    """Return the events of freight, in the order of their ids."""
    at_place: dict[str, list[int]] = {}
    for number, link in enumerate(compiled.links):
        at_place.setdefault(link["from_place"], []).append(number)
        at_place.setdefault(link["to_place"], []).append(number)
    table = compiled.frames.events
    rows = table[table["traffic"].ne("passenger")].astype(object).to_dict("records")
    return tuple(_event(compiled, row, at_place) for row in rows)


def _event(compiled: Compiled, row: Mapping[Any, Any], at_place: Mapping[str, list[int]]) -> Event:
    """Return one row as an event."""
    start, as_of = first_day(row["start"]), last_day(row["as_of"])
    places = tuple(place for place in split_ids(row["place_ids"]) if place in compiled.place_index)
    bears = row["subject_kind"] not in {"sanctions", "service"}
    is_port = row["subject_kind"] == "port" and not split_ids(row["link_ids"])
    return Event(
        event_id=row["event_id"],
        name=row["name"],
        subject_kind=row["subject_kind"],
        severity=row["severity"],
        start=start or dt.date.min,
        end=_end(row, as_of),
        as_of=as_of,
        links=tuple(sorted(set(_links(compiled, row, places, at_place)))) if bears else (),
        ports=tuple(compiled.place_index[place] for place in places) if is_port else (),
        place_ids=places,
        countries=split_ids(row["countries"]),
        delay_hours=None if pd.isna(row["delay_hours"]) else float(row["delay_hours"]),
        drives=row["drives_default"] == "yes",
        source_ids=split_ids(row["source_ids"]),
    )


def _end(row: Mapping[Any, Any], as_of: dt.date | None) -> dt.date | None:
    """Return the last day in force: what was not seen to end is not taken to go on for ever."""
    if row["end_kind"] == "ongoing":
        return None
    return last_day(row["end"]) or as_of


def _links(
    compiled: Compiled, row: Mapping[Any, Any], places: tuple[str, ...], at_place: Mapping[str, list[int]]
) -> Iterator[int]:
    """Yield the links an event bears on.

    Those it names; else, at its places, those that its kind of subject concerns.
    """
    modes = split_ids(row["modes"])
    named = [compiled.link_index[link] for link in split_ids(row["link_ids"]) if link in compiled.link_index]
    concerned = named if split_ids(row["link_ids"]) else [n for place in places for n in at_place.get(place, ())]
    for number in concerned:
        link = compiled.links[number]
        if modes and link["mode"] not in modes:
            continue
        if named or _concerns(row["subject_kind"], link):
            yield number


def _concerns(subject_kind: str, link: Mapping[str, Any]) -> bool:
    """Return whether an event at a place concerns a link there."""
    if subject_kind == "port":
        return bool(link["mode"] == "sea")
    if subject_kind in {"crossing", "country"}:
        return link.get("crosses_border") == "yes" and link["mode"] != "sea"
    return True


def events_in_force(compiled: Compiled, scenario: Scenario) -> tuple[Event, ...]:
    """Return the events that a scenario applies.

    Those of its date that may drive the model, with and without those it names.
    """
    return tuple(
        event
        for event in list_events(compiled)
        if event.event_id in scenario.with_events
        or (event.drives and event.covers(scenario.date) and event.event_id not in scenario.without_events)
    )
