"""The dated events as a calendar, and what each day of it did to a journey and to present freight."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.model.flow.shipments import (
    Change,
    Least,
    change_between,
    describe_change,
    describe_least,
    list_shipments,
    take_ways,
)
from dashboard.model.hazards.event_calendars import (
    KINDS,
    describe_calendar,
    find_event,
    kind_names,
    list_calendar,
    say_applied,
    say_span,
)
from dashboard.model.hazards.replay_sentences import (
    LEAST_STEP,
    UNITS,
    describe_journey,
    describe_phases,
    describe_series,
)
from dashboard.model.hazards.timelines import (
    STATE,
    Stretch,
    days_replayed,
    journey_in,
    list_journeys,
    list_states,
    name_of,
    shipment_between,
    state_of,
    undisturbed,
)
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.events import Event, list_events
from dashboard.model.world.scenario import Scenario, ScenarioError, dates_covered
from dashboard.model.world.worlds import World, resolve_scenario
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date

OnMap = Literal["way", "freight"]

_UNIT = "Mt/yr"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class ReplayQuestion:
    """What was shut on a day and around an event, and what that did to a journey and to present freight.

    Attributes
    ----------
    origin, destination
        Ends of the journey looked at.
    least
        What the journey and each shipment make least.
    event
        Event whose before, during and after are shown; empty for none.
    date
        Day looked at; None is the last known day, or the first of the event.
    on_map
        Whether the map shows the way of the journey or the loads of present freight.
    """

    origin: str = "CNSIA"
    destination: str = "IRAPRI"
    least: Least = "time"
    event: str = ""
    date: dt.date | None = None
    on_map: OnMap = "way"


@dataclass(frozen=True, eq=False)
class ReplayAnswer:
    """A day, and the years around it.

    Attributes
    ----------
    world
        The network on the day.
    calm
        The same day without its events.
    """

    question: ReplayQuestion
    compiled: Compiled
    date: dt.date
    world: World
    calm: World

    def frame(self) -> pd.DataFrame:
        """Return one row a stretch of days on which nothing changed, from 2019 to the last known day: freight."""
        return list_states(self.compiled, self.question.least)

    def journeys(self) -> pd.DataFrame:
        """Return one row a stretch of days on which nothing changed: the best way between the two ends."""
        return list_journeys(self.compiled, self.question.origin, self.question.destination, self.question.least)

    def days(self) -> tuple[dt.date, dt.date]:
        """Return the first and last day of the replay."""
        return days_replayed(self.compiled)

    def turns(self) -> tuple[dt.date, ...]:
        """Return the days on which something begins or has ended."""
        return tuple(self.frame()["start"].dt.date)

    def kinds(self) -> dict[str, str]:
        """Return the names of the kinds of subjects that the calendar shows together."""
        return kind_names()

    def calendar(self, kind: str = "") -> pd.DataFrame:
        """Return one row an event: what was shut or slowed, from when to when, how badly, how well attested.

        Parameters
        ----------
        kind
            Of `KINDS`; empty for all.
        """
        calendar = list_calendar(self.compiled)
        return calendar[calendar["subject_kind"].isin(KINDS[kind])].reset_index(drop=True) if kind else calendar

    def calendar_sentence(self, kind: str = "") -> str:
        """Return how many events a calendar holds."""
        return describe_calendar(self.calendar(kind))

    def shut_sentence(self) -> str:
        """Return how many events are on and how many of them the model applies; beside an event, what the day did."""
        if self.question.event:
            return self.day_sentence()
        shut = self.shut()
        date = format_date(self.date)
        count = say_number("On {date} {count} event is on.", "On {date} {count} events are on.", len(shut), date=date)
        return " ".join((count, *say_applied(shut)))

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
        now, calm = (take_ways(world, shipments, self.question.least) for world in (self.world, self.calm))
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

    def series(self, value: str) -> pd.DataFrame:
        """Return the stretches of days with one value: of the journey, or of present freight."""
        return self.journeys() if value in {"hours", "usd_per_t"} else self.frame()

    def series_sentence(self, value: str) -> str:
        """Return the worst stretch of days of a value."""
        return describe_series(self.series(value), value, self.ends())

    def unit(self, value: str) -> str:
        """Return the unit of a value that is drawn through the years."""
        return UNITS[value]

    def marks(self, value: str) -> pd.DataFrame:
        """Return one row an event of the calendar, where it begins, with what it did to a value.

        `effect` is ``changes`` (the value changes on its first day), ``none`` (the model applies it and the value
        stays) or ``left_out`` (the model does not apply it: too weak, too general, or a rule).
        """
        calendar, series = self.calendar(), self.series(value)
        starts = series["start"].to_numpy()
        first = np.maximum(calendar["start"].to_numpy(), starts[0])
        at = np.searchsorted(starts, first, side="right") - 1
        drives = calendar["drives"].to_numpy(bool)
        changes = _steps(series[value].to_numpy(float), LEAST_STEP[value])[at] & (starts[at] == first)
        marks = calendar[["event_id", "name", "grade", "drives", "end", "going_on", "source_ids"]].assign(
            start=first,
            effect=np.where(~drives, "left_out", np.where(changes, "changes", "none")),
            **{value: series[value].to_numpy()[at]},
        )
        return marks.sort_values(["start", "event_id"], ignore_index=True)

    def phases(self) -> pd.DataFrame:
        """Return one row each for before, during, during without the event, and after it; empty without an event.

        Before is the day before its first, after the day after its last; an event still going on has no after.
        """
        columns = ["phase", "when", "date", "journey_hours", "journey_usd_per_t", *STATE]
        if not self.question.event:
            return pd.DataFrame(columns=columns)
        event, least = find_event(self.compiled, self.question.event), self.question.least
        rows = [
            {"phase": phase, "when": label, "date": pd.Timestamp(world.scenario.date)}
            | {f"journey_{name}": value for name, value in self._journey(world).items()}
            | dataclasses.asdict(state_of(world, undisturbed(world), least))
            for phase, label, world in list_phases(self.compiled, event)
        ]
        return pd.DataFrame(rows)[columns]

    def phases_sentence(self) -> str:
        """Return the journey before, during and after the event."""
        return describe_phases(self.phases())

    def _journey(self, world: World, calm: World | None = None) -> dict[str, Any]:
        """Return hours and USD a tonne between the two ends in a world, missing where no way is open."""
        shipment = shipment_between(self.compiled, self.question.origin, self.question.destination)
        day = world.scenario.date
        return journey_in(Stretch(day, day, world, calm or world), shipment, self.question.least)

    def journey(self) -> dict[str, Any]:
        """Return the best way between the two ends on the day, and without its events."""
        return self._journey(self.world, self.calm)

    def ends(self) -> tuple[str, str]:
        """Return the names of the two ends."""
        shipment = shipment_between(self.compiled, self.question.origin, self.question.destination)
        first, last = (name_of(self.compiled, str(shipment.rows[side].iloc[0])) for side in ("origin", "destination"))
        return first, last

    def sentence(self) -> str:
        """Return what the day, or the event, did to the journey and to present freight."""
        if self.question.event:
            event = find_event(self.compiled, self.question.event)
            worlds = {phase: world for phase, _, world in list_phases(self.compiled, event)}
            journey = self._journey(worlds["during"], worlds["without"])
            text = say("{event}, {dates}.", event=event.name, dates=say_span(event))
            change = describe_change(self._change(worlds["without"], worlds["during"]))
            return " ".join([text, describe_journey(journey, self.ends(), "", of_event=True), change])
        return self.day_sentence()

    def day_sentence(self) -> str:
        """Return what the day did to the journey and to present freight."""
        date = format_date(self.date)
        return f"{describe_journey(self.journey(), self.ends(), date)} {self._of_links(date)}"

    def _of_links(self, date: str) -> str:
        """Return how many links events shut and slow, and what that does to present freight."""
        shut = sum(closure.kind == "event" for closure in self.world.closures.values())
        slowed = len(self.world.delays)
        if not shut and not slowed:
            return say("No dated event shuts or slows a link on {date}.", date=date)
        parts = [say_number("{count} link is shut", "{count} links are shut", shut)] if shut else []
        if slowed:
            words = say("{count} slowed", count=slowed)
            parts.append(words if shut else say_number("{count} link is slowed", "{count} links are slowed", slowed))
        return (
            f"{say('{links} by events.', links=say_list(parts))} {describe_change(self._change(self.calm, self.world))}"
        )

    def _change(self, before: World, after: World) -> Change:
        shipments, least = list_shipments(self.compiled), self.question.least
        return change_between(take_ways(before, shipments, least), take_ways(after, shipments, least), shipments.mt)

    def subtitle(self) -> str:
        """Return what is measured."""
        first, last = self.days()
        return say(
            "Model result on the network of each day, {first} to {last}; {amount} of present freight and one tonne "
            "between the two ends; {least}",
            amount=format_amount(float(list_shipments(self.compiled).mt.sum()), _UNIT), first=format_date(first),
            last=format_date(last), least=describe_least(self.world, self.question.least),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return what the figures of a day are and are not."""
        notes = [
            say("Result of a model: today's freight is put on the network of each day; past freight was another."),
            say("What a restriction without a published delay adds is a judgement, the same for all of its kind."),
        ]
        if self.question.event and not find_event(self.compiled, self.question.event).drives:
            notes.append(say("The event chosen does not drive the model by itself; in its own figures it is applied."))
        return tuple(notes)

    def series_notes(self) -> tuple[str, ...]:
        """Return how to read a line through the years."""
        return (
            self.notes()[0],
            say("The lines change only where an event begins or ends or a link opens or ends; all such days count."),
        )

    def calendar_subtitle(self) -> str:
        """Return what stands in the calendar."""
        first, last = (format_date(day) for day in self.days())
        return say("Dated events that shut or slow freight, {first} to {last}", first=first, last=last)

    def calendar_notes(self) -> tuple[str, ...]:
        """Return how to read the calendar."""
        return (
            say("Events of one weak source stand in the calendar and do not drive the model."),
            say("An event whose end was not found counts up to its newest evidence; one still going on has no end."),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the events in force on the day, and of the event asked for."""
        events = list_events(self.compiled)
        chosen = [e for e in events if e.covers(self.date) or e.event_id == self.question.event]
        return distinct_ids([source for event in chosen for source in event.source_ids])


def _steps(values: np.ndarray[Any, np.dtype[np.float64]], least: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return where a value is another than before, or begins or ceases to be known; never at the first."""
    moved = np.abs(np.diff(values, prepend=values[:1])) >= least
    moved |= np.isnan(values) != np.isnan(np.concatenate([values[:1], values[:-1]]))
    return moved


def _known(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return values with what has no way missing."""
    return np.where(np.isfinite(values), values, np.nan)


def list_phases(compiled: Compiled, event: Event) -> Iterator[tuple[str, str, World]]:
    """Yield before, during, during without the event, and after it, as far as the data reach: key, label, network."""
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


def find_replay(compiled: Compiled, question: ReplayQuestion) -> ReplayAnswer:
    """Return what was shut on a day and what it did to a journey and to present freight, with the years around it.

    Raises
    ------
    ScenarioError
        If the day lies outside the replay, there is no such event, or the ends are no two places.
    """
    first, last = days_replayed(compiled)
    shipment_between(compiled, question.origin, question.destination)
    start = find_event(compiled, question.event).start if question.event else last
    date = question.date or min(max(start, first), last)
    if not first <= date <= last:
        raise ScenarioError(
            say(
                "{date} lies outside the replay, which runs from {first} to {last}.",
                date=format_date(date), first=format_date(first), last=format_date(last),
            )
        )  # fmt: skip
    world = resolve_scenario(compiled, Scenario(date))
    return ReplayAnswer(question, compiled, date, world, undisturbed(world))
