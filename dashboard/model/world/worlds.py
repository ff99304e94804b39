"""A scenario laid over the compiled network: which arcs are open, why the others are not, and what each arc takes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from corridor_data.load import split_ids
from dashboard.model.partial_dates import first_day
from dashboard.model.world.bends import factors_of_rates, hours_by_link
from dashboard.model.world.compiled import Act, Compiled, frozen, rows_of
from dashboard.model.world.events import CLOSING, DELAYING, Event, events_in_force, list_events
from dashboard.model.world.kernels import Bools, Floats
from dashboard.model.world.parameters import NONE
from dashboard.model.world.parts import Part, Parts, PartTable, parts_of
from dashboard.model.world.scenario import Scenario, check_scenario
from dashboard.text import say
from dashboard.text.formats import format_date, format_partial_date

_BUILDING = ("planned", "under_construction")


@dataclass(frozen=True)
class Closure:
    """Why a link or a place is shut.

    Attributes
    ----------
    subject
        Link id or place id.
    kind
        ``event``, ``asked`` (by the scenario), ``not_built`` (planned or under construction), ``not_yet`` (opened
        later), ``ended`` or ``suspended``.
    reason
        One sentence.
    """

    subject: str
    kind: str
    reason: str
    event_id: str = ""
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class World:
    """The compiled network in one scenario; compared by identity.

    Attributes
    ----------
    open
        Whether each arc is open.
    closures
        Why links and places are shut, by id.
    events
        Events in force.
    delays
        Low, central and high hours that events add to links, with the event, by link number.
    """

    compiled: Compiled
    scenario: Scenario
    open: Bools
    closures: Mapping[str, Closure]
    events: tuple[Event, ...]
    delays: Mapping[int, tuple[Floats, Event]]


@dataclass(frozen=True, eq=False)
class Vectors:
    """Central hours, USD per tonne, kg CO2e per tonne and kilometres of every arc."""

    hours: Floats
    usd: Floats
    kg: Floats
    km: Floats


@lru_cache(maxsize=64)
def resolve_scenario(compiled: Compiled, scenario: Scenario) -> World:
    """Return the network as it is in a scenario; found once, then remembered.

    Raises
    ------
    ScenarioError
        If the scenario names what does not exist, contradicts itself or looks at a day outside the data.
    """
    check_scenario(compiled.frames, scenario)
    events = events_in_force(compiled, scenario)
    closures = {closure.subject: closure for closure in _closures(compiled, scenario, events)}
    shut = np.zeros(len(compiled.links) + 1, np.bool_)  # the last entry stands for "no link"
    shut[[compiled.link_index[name] for name in closures if name in compiled.link_index]] = True
    places = np.zeros(len(compiled.place_ids), np.bool_)
    places[[compiled.place_index[place] for place in scenario.closed_places]] = True
    is_open = ~shut[compiled.link]
    for end in (compiled.tail, compiled.head):
        is_open &= ~places[compiled.state_place[end]]
    is_open &= ~_stopped_handling(compiled, events)
    return World(compiled, scenario, frozen(is_open), closures, events, _delays(compiled, events))


def _stopped_handling(compiled: Compiled, events: tuple[Event, ...]) -> Bools:
    """Return which arcs handle ships at ports that events close."""
    ports = np.zeros(len(compiled.place_ids), np.bool_)
    ports[[port for event in events if event.severity == CLOSING for port in event.ports]] = True
    by_ship = np.array([code.startswith("ship") for code in compiled.state_code])
    at_ship = by_ship[compiled.tail] | by_ship[compiled.head]
    return np.asarray(ports[compiled.state_place[compiled.tail]] & at_ship & (compiled.act != Act.CARRY))


def _closures(compiled: Compiled, scenario: Scenario, events: tuple[Event, ...]) -> Iterator[Closure]:
    """Yield every reason for which a link or place is shut.

    A later one for the same link goes before an earlier one.
    """
    opened = set(scenario.opened_links) | set(_links_of_projects(compiled, scenario))
    dated = {
        number
        for event in list_events(compiled)
        if event.severity == CLOSING and event.drives
        for number in event.links
    }
    for number, link in enumerate(compiled.links):
        closure = None if link["link_id"] in opened else _closed_by_status(link, scenario.date, dated=number in dated)
        if closure:
            yield closure
    for event in events:
        if event.severity == CLOSING:
            for number in event.links:
                if compiled.link_ids[number] not in scenario.opened_links:
                    yield Closure(
                        compiled.link_ids[number], "event", _event_reason(event), event.event_id, event.source_ids
                    )
    for name in (*scenario.closed_links, *scenario.closed_places):
        yield Closure(name, "asked", say("closed in this scenario"))


def _links_of_projects(compiled: Compiled, scenario: Scenario) -> Iterator[str]:
    """Yield the links of the projects that a scenario takes as done."""
    table = compiled.frames.projects
    chosen = table["project_id"].isin(scenario.projects) | table["project"].isin(scenario.projects)
    for ids in table.loc[chosen, "link_ids"]:
        yield from split_ids(ids)


def _closed_by_status(link: Mapping[str, Any], date: dt.date, *, dated: bool) -> Closure | None:
    """Return why a link's own standing keeps it shut on a day; None if it does not."""
    name, status = str(link["link_id"]), str(link.get("status", "operational"))
    opened = first_day(link.get("opened"))
    if status in _BUILDING:
        words = {"planned": say("planned"), "under_construction": say("under construction")}[status]
        plan = str(link.get("planned_opening", ""))
        reason = say("{status}, announced for {when}", status=words, when=format_partial_date(plan)) if plan else words
        return Closure(name, "not_built", reason)
    if opened is not None and date < opened:
        return Closure(name, "not_yet", say("opened only in {when}", when=format_partial_date(str(link["opened"]))))
    ended = first_day(link.get("closed"))
    if ended is not None:
        when = format_partial_date(str(link["closed"]))
        return Closure(name, "ended", say("traffic ended in {when}", when=when)) if date >= ended else None
    if status in {"suspended", "closed"} and not dated:
        as_of = format_partial_date(str(link.get("status_as_of", "")))
        return Closure(name, "suspended", say("traffic suspended, as last known in {when}", when=as_of))
    return None


def _event_reason(event: Event) -> str:
    """Return why an event shuts a link, with its dates."""
    if event.end is None:
        return say("{event}, since {start}", event=event.name, start=format_date(event.start))
    return say(
        "{event}, {start} to {end}", event=event.name, start=format_date(event.start), end=format_date(event.end)
    )


def _delays(compiled: Compiled, events: tuple[Event, ...]) -> dict[int, tuple[Floats, Event]]:
    """Return what events add to links; of several the longest. A ship meets a passage on two links: half on each."""
    delays: dict[int, tuple[Floats, Event]] = {}
    for event in events:
        if event.severity not in DELAYING:
            continue
        share = 0.5 if event.subject_kind == "passage" else 1.0
        for number in event.links:
            hours = _delay_of(compiled, event, str(compiled.links[number]["mode"])) * share
            if number not in delays or hours[1] > delays[number][0][1]:
                delays[number] = (hours, event)
    return delays


def _delay_of(compiled: Compiled, event: Event, mode: str) -> Floats:
    """Return the published delay of an event, or the judged one of its severity; none where there is neither."""
    if event.delay_hours is not None:
        return np.full(3, event.delay_hours)
    row = compiled.parameters.find(
        "border_wait_hours", mode, "any", conditions=(f"event_{event.severity}",), only="default"
    )
    judged = row != NONE and bool(compiled.parameters.conditions[row])
    return compiled.parameters.values[row] if judged else np.zeros(3)


@lru_cache(maxsize=64)
def parts_in(world: World, service: str) -> Parts:
    """Return what the arcs are made of in a world: multipliers applied, delays of events added."""
    parts = parts_of(world.compiled, service, tuple(sorted(world.scenario.conditions)))
    scenario = world.scenario
    hours = np.ones(len(Part))
    hours[Part.MOVING] = 1 / scenario.speed_factor
    hours[[Part.BORDER, Part.BORDER_WAIT]] = scenario.border_factor
    return Parts(
        hours=_with_delays(world, _scaled(parts.hours, hours)),
        usd=_priced(world, _scaled(parts.usd, np.full(len(Part), scenario.cost_factor))),
        kg=parts.kg,
        fast=parts.fast,
    )


def _scaled(table: PartTable, factors: Floats) -> PartTable:
    """Return a table whose amounts are multiplied by a factor for each part."""
    if np.all(factors == 1):
        return table
    return PartTable(
        table.arc, table.part, table.parameter, frozen(table.amount * factors[table.part][:, None]), table.indptr
    )


def _priced(world: World, table: PartTable) -> PartTable:
    """Return a table of dollars with the rates of a scenario raised or lowered."""
    if not world.scenario.rates:
        return table
    factors = factors_of_rates(world.compiled, world.scenario.rates)
    return dataclasses.replace(table, amount=frozen(table.amount * factors[table.arc][:, None]))


def _with_delays(world: World, table: PartTable) -> PartTable:
    """Return a table with the delays of events, and hours that a scenario adds, put on the arcs of their links."""
    added_hours = hours_by_link(world.compiled, world.scenario.slowed)
    rows = [
        (arc, hours)
        for number, hours in (
            *((number, hours) for number, (hours, _) in world.delays.items()),
            *((number, np.full(3, hours)) for number, hours in added_hours.items()),
        )
        for arc in np.flatnonzero(world.compiled.link == number)
    ]
    if not rows:
        return table
    added = len(rows)
    arc = np.concatenate([table.arc, np.array([arc for arc, _ in rows], np.int32)])
    order = np.argsort(arc, kind="stable")
    return PartTable(
        arc=frozen(arc[order]),
        part=frozen(np.concatenate([table.part, np.full(added, Part.EVENT, np.int32)])[order]),
        parameter=frozen(np.concatenate([table.parameter, np.full(added, NONE, np.int32)])[order]),
        amount=frozen(np.concatenate([table.amount, np.array([hours for _, hours in rows])])[order]),
        indptr=rows_of(arc, world.compiled.arcs)[0],
    )


@lru_cache(maxsize=64)
def vectors_in(world: World, service: str) -> Vectors:
    """Return the central amounts of every arc in a world."""
    parts = parts_in(world, service)
    return Vectors(
        frozen(parts.hours.central()), frozen(parts.usd.central()), frozen(parts.kg.central()), world.compiled.length_km
    )


def value_of_time(world: World) -> tuple[float, int]:
    """Return USD per tonne and day, and the row of `parameters` it comes from (`NONE` where the scenario sets it)."""
    if world.scenario.value_of_time is not None:
        return world.scenario.value_of_time, NONE
    row = world.compiled.parameters.find("value_of_time_usd_per_t_day", "any", "any")
    return float(world.compiled.parameters.values[row, 1]), row


def link_title(compiled: Compiled, number: int) -> str:
    """Return a link as a reader knows it: the two places it joins."""
    link = compiled.links[number]
    names = compiled.network.nodes
    return f"{names[link['from_place']]['name']}–{names[link['to_place']]['name']}"
