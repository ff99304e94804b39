"""The dated events as a calendar, and what each day of it did to present freight."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.compiled import Compiled
from dashboard.model.events import CLOSING, DELAYING, Event, list_events
from dashboard.model.partial_dates import first_day, last_day
from dashboard.model.phrases import distinct_ids
from dashboard.model.scenario import Scenario, ScenarioError, dates_covered, last_known_day
from dashboard.model.shipments import (
    Change,
    Least,
    Taken,
    change_between,
    describe_change,
    describe_least,
    list_shipments,
    take_ways,
)
from dashboard.model.worlds import World, resolve_scenario
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date

FIRST_YEAR = 2019

_UNIT = "Mt/yr"
_DAY = dt.timedelta(days=1)
_EFFECTS = (CLOSING, *DELAYING)


@dataclass(frozen=True)
class ReplayQuestion:
    """What was shut on a day, and around an event.

    Attributes
    ----------
    date
        Day looked at; None is the last known day, or the first of the event.
    event
        Event whose before, during and after are shown; empty for none.
    least
        What each shipment makes least.
    """

    date: dt.date | None = None
    event: str = ""
    least: Least = "generalised"


@dataclass(frozen=True)
class DayState:
    """What a state of the world does to present freight.

    Attributes
    ----------
    closed, slowed
        Links shut and slowed by events.
    pairs, served
        Shipments, and those that have a way.
    mean_hours, mean_usd
        Mean of those that have one, weighed by tonnes; not a number where none has.
    unserved_mt
        Mt a year without a way.
    hours_longer, usd_dearer_per_t
        Mean of what has a way, beside the same day without its events.
    """

    closed: int
    slowed: int
    pairs: int
    served: int
    mean_hours: float
    mean_usd: float
    unserved_mt: float
    hours_longer: float
    usd_dearer_per_t: float


def state_of(world: World, calm: World, least: Least) -> DayState:
    """Return what a world does to present freight, beside one without its events."""
    shipments = list_shipments(world.compiled)
    taken = take_ways(world, shipments, least)
    served = ~taken.stranded
    mt = shipments.mt[served]
    means = [
        float(np.average(v[served], weights=mt)) if mt.sum() > 0 else float("nan") for v in (taken.hours, taken.usd)
    ]
    change = change_between(take_ways(calm, shipments, least), taken, shipments.mt)
    by_event = [c for c in world.closures.values() if c.kind == "event"]
    return DayState(
        closed=len(by_event), slowed=len(world.delays), pairs=shipments.count, served=int(served.sum()),
        mean_hours=means[0], mean_usd=means[1], unserved_mt=float(shipments.mt[~served].sum()),
        hours_longer=change.hours, usd_dearer_per_t=change.usd,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class ReplayAnswer:
    """A day, and the years around it.

    Attributes
    ----------
    world
        The network on the day.
    undisturbed
        The same day without its events.
    """

    question: ReplayQuestion
    compiled: Compiled
    date: dt.date
    world: World
    undisturbed: World

    def frame(self) -> pd.DataFrame:
        """Return one row a stretch of days on which nothing changed, from 2019 to the last known day."""
        return list_states(self.compiled, self.question.least)

    def calendar(self) -> pd.DataFrame:
        """Return one row an event: what was shut or slowed, from when to when, how badly, how well attested."""
        return list_calendar(self.compiled)

    def shut(self) -> pd.DataFrame:
        """Return the events in force on the day, weak ones too, with whether the model applies them."""
        calendar = self.calendar()
        day = pd.Timestamp(self.date)
        return calendar[(calendar["start"] <= day) & (calendar["end"] >= day)].reset_index(drop=True)

    def links(self) -> pd.DataFrame:
        """Return one row a link that events shut or slow on the day, with the reason."""
        closed = [
            {"link_id": c.subject, "state": "closed", "hours": float("nan"), "event_id": c.event_id, "reason": c.reason}
            for c in self.world.closures.values()
            if c.kind == "event"
        ]
        slowed = [
            {
                "link_id": self.compiled.link_ids[number], "state": "slowed", "hours": float(hours[1]),
                "event_id": event.event_id, "reason": event.name,
            }
            for number, (hours, event) in self.world.delays.items()
        ]  # fmt: skip
        columns = ["link_id", "state", "hours", "event_id", "reason"]
        return pd.DataFrame([*closed, *slowed], columns=columns).sort_values("link_id", ignore_index=True)

    def pairs(self) -> pd.DataFrame:
        """Return one row a shipment: hours and USD a tonne on the day, and on the same day without its events."""
        shipments = list_shipments(self.compiled)
        now, calm = (take_ways(world, shipments, self.question.least) for world in (self.world, self.undisturbed))
        return pd.DataFrame(
            {
                "demand_id": shipments.rows["demand_id"],
                "title": shipments.titles,
                "mt_per_year": shipments.mt,
                "has_way": ~now.stranded,
                "hours": _known(now.hours),
                "undisturbed_hours": _known(calm.hours),
                "usd_per_t": _known(now.usd),
                "undisturbed_usd_per_t": _known(calm.usd),
            }
        )

    def phases(self) -> pd.DataFrame:
        """Return one row each for before, during, during without the event, and after it; empty without an event.

        Before is the day before its first, after the day after its last; an event still going on has no after.
        """
        if not self.question.event:
            return pd.DataFrame(columns=["phase", "label", "date", *_STATE])
        event, least = find_event(self.compiled, self.question.event), self.question.least
        return pd.DataFrame(
            [
                {"phase": phase, "label": label, "date": pd.Timestamp(world.scenario.date)}
                | _cells(world, undisturbed(world), least)
                for phase, label, world in _phases(self.compiled, event)
            ]
        )

    def sentence(self) -> str:
        """Return what the day, or the event, did to present freight."""
        if self.question.event:
            event = find_event(self.compiled, self.question.event)
            worlds = {phase: world for phase, _, world in _phases(self.compiled, event)}
            text = say("{event}, {dates}.", event=event.name, dates=_span(event))
            return f"{text} {describe_change(self._change(worlds['without'], worlds['during']))}"
        shut = sum(closure.kind == "event" for closure in self.world.closures.values())
        date = format_date(self.date)
        if not shut and not self.world.delays:
            return say("On {date} no dated event shut or slowed a link.", date=date)
        links = say_number("{count} link was shut", "{count} links were shut", shut)
        text = say(
            "On {date} {links} and {slowed} slowed by events.", date=date, links=links, slowed=len(self.world.delays)
        )
        return f"{text} {describe_change(self._change(self.undisturbed, self.world))}"

    def _change(self, before: World, after: World) -> Change:
        shipments, least = list_shipments(self.compiled), self.question.least
        return change_between(take_ways(before, shipments, least), take_ways(after, shipments, least), shipments.mt)

    def subtitle(self) -> str:
        """Return what is measured."""
        amount = format_amount(float(list_shipments(self.compiled).mt.sum()), _UNIT)
        return say(
            "{amount} of present freight on the network of each day, from {first} to {last}; {least}",
            amount=amount, first=format_date(_window(self.compiled)[0]), last=format_date(_window(self.compiled)[1]),
            least=describe_least(self.world, self.question.least),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return what the series is and is not."""
        notes = [
            say("Result of a model: today's freight is put on the network of each day; past freight was another."),
            say("The series changes only where an event begins or ends or a link opens or ends; all are counted."),
            say("Events of one weak source stand in the calendar and do not drive the model."),
            say("An event whose end was not found counts up to its newest evidence; one still going on has no end."),
        ]
        if self.question.event and not find_event(self.compiled, self.question.event).drives:
            notes.append(say("This event is too weakly attested to drive the model by itself; here it is applied."))
        return tuple(notes)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the events in force on the day, and of the event asked for."""
        events = list_events(self.compiled)
        chosen = [e for e in events if e.covers(self.date) or e.event_id == self.question.event]
        return distinct_ids([source for event in chosen for source in event.source_ids])


_STATE = tuple(field.name for field in dataclasses.fields(DayState))


def _cells(world: World, calm: World, least: Least) -> dict[str, Any]:
    return dataclasses.asdict(state_of(world, calm, least))


def undisturbed(world: World) -> World:
    """Return the same day without its events."""
    without = tuple(sorted({*world.scenario.without_events, *(event.event_id for event in world.events)}))
    return resolve_scenario(world.compiled, Scenario(world.scenario.date, without_events=without))


def _known(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return values with what has no way missing."""
    return np.where(np.isfinite(values), values, np.nan)


def _span(event: Event) -> str:
    """Return the dates of an event in words."""
    if event.end is None:
        return say("since {start}", start=format_date(event.start))
    return say("{start} to {end}", start=format_date(event.start), end=format_date(event.end))


def find_event(compiled: Compiled, event_id: str) -> Event:
    """Return an event by its id.

    Raises
    ------
    ScenarioError
        If there is no such event of freight.
    """
    event = next((event for event in list_events(compiled) if event.event_id == event_id), None)
    if event is None:
        raise ScenarioError(say("There is no event “{name}”.", name=event_id))
    return event


def _phases(compiled: Compiled, event: Event) -> Iterator[tuple[str, str, World]]:
    """Yield before, during, during without the event, and after it, as far as the data reach."""
    first, last = dates_covered(compiled.frames)
    start = min(max(event.start, first), last)
    forced = () if event.drives else (event.event_id,)
    if start - _DAY >= first:
        yield "before", say("the day before"), resolve_scenario(compiled, Scenario(start - _DAY))
    yield "during", say("its first day"), resolve_scenario(compiled, Scenario(start, with_events=forced))
    without = Scenario(start, without_events=(event.event_id,))
    yield "without", say("the same day without it"), resolve_scenario(compiled, without)
    if event.end is not None and event.end + _DAY <= last:
        yield "after", say("the day after"), resolve_scenario(compiled, Scenario(event.end + _DAY))


def _window(compiled: Compiled) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the replay."""
    return max(dt.date(FIRST_YEAR, 1, 1), dates_covered(compiled.frames)[0]), last_known_day(compiled.frames)


@lru_cache(maxsize=8)
def list_calendar(compiled: Compiled) -> pd.DataFrame:
    """Return the events that shut or slow freight since 2019, one row each, by subject and start; shared.

    Ends of events still going on are the last known day, and `going_on` says so.
    """
    first, last = _window(compiled)
    known = {event.event_id: event for event in list_events(compiled)}
    table = compiled.frames.events
    rows = [
        _calendar_row(row, known[row["event_id"]], last)
        for row in table[table["event_id"].isin(known)].astype(object).to_dict("records")
        if row["severity"] in _EFFECTS
    ]
    frame = pd.DataFrame(rows, columns=list(_CALENDAR))
    frame = frame[frame["end"] >= pd.Timestamp(first)]
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


@lru_cache(maxsize=8)
def list_states(compiled: Compiled, least: Least) -> pd.DataFrame:
    """Return one row a stretch of days on which nothing changed, with what the network did to present freight; shared.

    The stretches are exact: they begin where an event that drives the model begins or has just ended, and where a link
    opens or has ended.
    """
    first, last = _window(compiled)
    starts = sorted({first, *(day for day in _changes(compiled) if first < day <= last)})
    rows, links = [], set(_changes_of_links(compiled))
    calm = undisturbed(resolve_scenario(compiled, Scenario(first)))
    for start, end in zip(starts, [*(day - _DAY for day in starts[1:]), last], strict=True):
        world = resolve_scenario(compiled, Scenario(start))
        calm = undisturbed(world) if start in links else calm
        state = _cells(world, calm, least)
        events = ";".join(event.event_id for event in world.events if event.links or event.ports)
        rows.append({"start": pd.Timestamp(start), "end": pd.Timestamp(end), "events": events, **state})
    return pd.DataFrame(rows, columns=["start", "end", "events", *_STATE])


def _changes(compiled: Compiled) -> Iterator[dt.date]:
    """Yield every day on which the network may differ from the day before."""
    for event in list_events(compiled):
        if event.drives and (event.links or event.ports):
            yield event.start
            if event.end is not None:
                yield event.end + _DAY
    yield from _changes_of_links(compiled)


def _changes_of_links(compiled: Compiled) -> Iterator[dt.date]:
    """Yield every day on which links open or have ended, whatever the events."""
    for link in compiled.links:
        opened, ended = first_day(link.get("opened")), last_day(link.get("closed"))
        if opened is not None:
            yield opened
        if ended is not None:
            yield ended
            yield ended + _DAY


def find_replay(compiled: Compiled, question: ReplayQuestion) -> ReplayAnswer:
    """Return what was shut on a day and what it does to present freight, with the years around it.

    Raises
    ------
    ScenarioError
        If the day lies outside the data, or there is no such event.
    """
    date = question.date or (
        min(max(find_event(compiled, question.event).start, _window(compiled)[0]), _window(compiled)[1])
        if question.event
        else last_known_day(compiled.frames)
    )
    world = resolve_scenario(compiled, Scenario(date))
    return ReplayAnswer(question, compiled, date, world, undisturbed(world))


def taken_on(answer: ReplayAnswer) -> Taken:
    """Return the ways that present freight takes on the day, for a map."""
    return take_ways(answer.world, list_shipments(answer.compiled), answer.question.least)
