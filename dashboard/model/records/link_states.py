"""Which links exist on a day, which are shut or slowed by an event, and what capacity and use are known for them.

The same rules as the route model's, laid over the tables: what stands on the map is what a route may use.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.partial_dates import first_day, last_day
from dashboard.model.records.readings import number_of, records
from dashboard.text import say
from dashboard.text.formats import format_date, format_partial_date

CAPACITY_KINDS = ("nameplate", "practical", "announced", "used")

_BUILDING = {"planned", "under_construction"}
_EFFECTS = ("closed", "restricted", "slowed")  # of events on traffic, worst first


@dataclass(frozen=True, slots=True)
class LinkState:
    """The standing of a link on a day.

    Attributes
    ----------
    status
        ``open``, ``restricted``, ``slowed``, ``closed``, ``suspended``, ``under_construction``, ``planned`` or
        ``not_yet`` (opened only later).
    reason
        Why it is not simply open; empty where it is.
    event_ids
        Events on at the day that bear on it, also weak ones that change nothing.
    """

    status: str
    reason: str
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One disruption that is on at the day, with the links it bears on."""

    row: Mapping[str, object]
    links: frozenset[str]
    drives: bool


def events_on(frames: Frames, day: dt.date) -> tuple[Event, ...]:
    """Return the events on at a day, in the order of their start.

    An event whose end was not found counts up to its newest evidence; one that goes on has no end.
    """
    found = [event for event in _read_events(frames) if _covers(event.row, day)]
    return tuple(sorted(found, key=lambda event: (str(event.row["start"]), str(event.row["event_id"]))))


def _read_events(frames: Frames) -> list[Event]:
    at_place = _links_at(frames.links)
    modes = dict(zip(frames.links["link_id"].tolist(), frames.links["mode"].tolist(), strict=True))
    return [Event(row, frozenset(_links_of(row, at_place, modes)), _drives(row)) for row in records(frames.events)]


def _drives(row: Mapping[str, object]) -> bool:
    """Return whether an event changes the standing of links: not a weak one, and not one about passengers."""
    return row["drives_default"] == "yes" and row["traffic"] != "passenger"


def _covers(row: Mapping[str, object], day: dt.date) -> bool:
    start = first_day(row["start"])
    end = None if row["end_kind"] == "ongoing" else last_day(row["end"]) or last_day(row["as_of"])
    return start is not None and start <= day and (end is None or day <= end)


def _links_at(links: pd.DataFrame) -> dict[str, list[tuple[str, bool]]]:
    """Return the links of every place, each with whether it crosses a border."""
    found: dict[str, list[tuple[str, bool]]] = {}
    columns = (links[name].tolist() for name in ("link_id", "from_place", "to_place", "crosses_border"))
    for link, start, end, crosses in zip(*columns, strict=True):
        for place in (start, end):
            found.setdefault(place, []).append((link, crosses == "yes"))
    return found


def _links_of(
    row: Mapping[str, object], at_place: Mapping[str, list[tuple[str, bool]]], modes: Mapping[str, str]
) -> Iterator[str]:
    """Yield the links an event bears on: those it names; else, at its places, those its kind of subject concerns."""
    kind, named = row["subject_kind"], split_ids(row["link_ids"])
    if kind in {"sanctions", "service"}:
        return
    concerned = split_ids(row["modes"]) or ("road", "rail", "sea")
    if named:
        yield from (link for link in named if modes.get(link) in concerned)
        return
    for place in split_ids(row["place_ids"]):
        for link, crosses in at_place.get(place, ()):
            if modes[link] in concerned and _concerns(kind, modes[link], crosses=crosses):
                yield link


def _concerns(kind: object, mode: str, *, crosses: bool) -> bool:
    if kind == "port":
        return mode == "sea"
    if kind in {"crossing", "country"}:
        return crosses and mode != "sea"
    return True


def find_states(frames: Frames, day: dt.date) -> dict[str, LinkState]:
    """Return the standing of every link on a day, by link id."""
    events = _read_events(frames)
    by_link: dict[str, list[Event]] = {}
    for event in events:
        if _covers(event.row, day):
            for link in event.links:
                by_link.setdefault(link, []).append(event)
    closing = [event.links for event in events if event.drives and event.row["severity"] == "closed"]
    dated = frozenset[str]().union(*closing)  # their closure is told by events, so that their standing adds nothing
    columns = ["link_id", "status", "opened", "planned_opening", "closed", "status_as_of"]
    return {
        str(row["link_id"]): _state(row, day, by_link.get(str(row["link_id"]), ()), dated=row["link_id"] in dated)
        for row in records(frames.links[columns])
    }


def _state(row: Mapping[str, object], day: dt.date, events: Iterable[Event], *, dated: bool) -> LinkState:
    found = list(events)
    ids = tuple(sorted(str(event.row["event_id"]) for event in found))
    own = _own_standing(row, day, dated=dated)
    if own is not None:
        return LinkState(*own, ids)
    driving = [event for event in found if event.drives and event.row["severity"] in _EFFECTS]
    if not driving:
        return LinkState("open", "", ids)
    worst = min(driving, key=lambda event: _EFFECTS.index(str(event.row["severity"])))
    return LinkState(str(worst.row["severity"]), _say_event(worst.row), ids)


def _own_standing(row: Mapping[str, object], day: dt.date, *, dated: bool) -> tuple[str, str] | None:
    """Return the status and reason for which a link is not open by itself; None if it is."""
    status, opened, closed = str(row["status"]), first_day(row["opened"]), first_day(row["closed"])
    if status in _BUILDING:
        plan = row["planned_opening"]
        return status, say("announced for {when}", when=format_partial_date(plan)) if isinstance(plan, str) else ""
    if opened is not None and day < opened:
        return "not_yet", say("opened only in {when}", when=format_partial_date(str(row["opened"])))
    if closed is not None:
        return (
            ("closed", say("closed since {when}", when=format_partial_date(str(row["closed"]))))
            if day >= closed
            else None
        )
    if status in {"suspended", "closed"} and not dated:
        as_of = row["status_as_of"]
        when = format_partial_date(as_of) if isinstance(as_of, str) else say("an unknown day")
        return status, say("as last known in {when}", when=when)
    return None


def _say_event(row: Mapping[str, object]) -> str:
    start = first_day(row["start"])
    since = format_date(start) if start else say("an unknown day")
    end = row["end"]
    if isinstance(end, str):
        return say("{event}, {start} to {end}", event=row["name"], start=since, end=format_partial_date(end))
    return say("{event}, since {start}", event=row["name"], start=since)


@dataclass(frozen=True, slots=True)
class Capacity:
    """One number of `link_capacity`: Mt a year, both directions together; low and high NaN where not told."""

    mt_per_year: float
    low: float
    high: float
    from_year: int
    basis: str
    fact_ids: str
    reason: str
    applies_to: str


Capacities = Mapping[tuple[str, str, str], Capacity]
"""Capacities by id of link or place, kind, and what limits: line, border, port or gauge_change."""


def find_capacities(frames: Frames, year: int) -> Capacities:
    """Return the capacities of links and places that hold in a year; unknown ones are not in it.

    Of several rows of one kind the one that began last counts.
    """
    table = frames.link_capacity
    rows = table[table["from_year"] <= year].sort_values("from_year", kind="stable")
    return {
        (str(row["link_id"] or row["place_id"]), str(row["kind"]), str(row["applies_to"])): Capacity(
            mt_per_year=number_of(row["mt_per_year"]),
            low=number_of(row["low"]),
            high=number_of(row["high"]),
            from_year=int(number_of(row["from_year"])),
            basis=str(row["basis"]),
            fact_ids=str(row["fact_ids"] or ""),
            reason=str(row["reason"]),
            applies_to=str(row["applies_to"]),
        )
        for row in records(rows)
    }


def least_capacity(capacities: Capacities, subject: str, kind: str, limits: Iterable[str]) -> Capacity | None:
    """Return the smallest capacity of a link or place among what limits it; None if none is known."""
    known = [capacities[subject, kind, limit] for limit in limits if (subject, kind, limit) in capacities]
    return min(known, key=lambda capacity: capacity.mt_per_year, default=None)
