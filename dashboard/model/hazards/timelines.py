"""The network of every day since 2019: stretches on which nothing changed, and what each did to freight."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard.model.flow.shipments import Least, Shipments, change_between, list_shipments, take_ways
from dashboard.model.partial_dates import first_day, last_day
from dashboard.model.place_names import find_place, index_places
from dashboard.model.routing.route_names import plain_name
from dashboard.model.world.compiled import Compiled, frozen
from dashboard.model.world.events import list_events
from dashboard.model.world.scenario import Scenario, ScenarioError, dates_covered, last_known_day
from dashboard.model.world.worlds import World, resolve_scenario
from dashboard.text import say

FIRST_YEAR = 2019

_DAY = dt.timedelta(days=1)


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


STATE = tuple(field.name for field in dataclasses.fields(DayState))
"""Names of what is told of a state."""


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


def undisturbed(world: World) -> World:
    """Return the same day without its events."""
    without = tuple(sorted({*world.scenario.without_events, *(event.event_id for event in world.events)}))
    return resolve_scenario(world.compiled, Scenario(world.scenario.date, without_events=without))


def days_replayed(compiled: Compiled) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the replay."""
    return max(dt.date(FIRST_YEAR, 1, 1), dates_covered(compiled.frames)[0]), last_known_day(compiled.frames)


class Stretch(NamedTuple):
    """Days on which nothing changed: the network on them, and the same without its events."""

    start: dt.date
    end: dt.date
    world: World
    calm: World

    @property
    def events(self) -> str:
        """Ids of the events that bear on freight, joined by semicolons."""
        return ";".join(event.event_id for event in self.world.events if event.links or event.ports)


@lru_cache(maxsize=4)
def list_stretches(compiled: Compiled) -> tuple[Stretch, ...]:
    """Return the stretches of days on which nothing changed, from 2019 to the last known day; found once.

    They are exact: they begin where an event that drives the model begins or has just ended, and where a link opens or
    has ended.
    """
    first, last = days_replayed(compiled)
    starts = sorted({first, *(day for day in _changes(compiled) if first < day <= last)})
    ends = [*(day - _DAY for day in starts[1:]), last]
    links = set(_changes_of_links(compiled))
    calm = undisturbed(resolve_scenario(compiled, Scenario(first)))
    found = []
    for start, end in zip(starts, ends, strict=True):
        world = resolve_scenario(compiled, Scenario(start))
        calm = undisturbed(world) if start in links else calm
        found.append(Stretch(start, end, world, calm))
    return tuple(found)


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


@lru_cache(maxsize=8)
def list_states(compiled: Compiled, least: Least) -> pd.DataFrame:
    """Return one row a stretch of days, with what the network did to present freight; shared."""
    rows = [
        {
            "start": pd.Timestamp(part.start), "end": pd.Timestamp(part.end), "events": part.events,
            **dataclasses.asdict(state_of(part.world, part.calm, least)),
        }
        for part in list_stretches(compiled)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["start", "end", "events", *STATE])


@lru_cache(maxsize=64)
def shipment_between(compiled: Compiled, origin: str, destination: str) -> Shipments:
    """Return a tonne from one place to another, by any mode, as a shipment of its own.

    Raises
    ------
    ScenarioError
        If an end is no place, or both are the same.
    """
    names = index_places(compiled.frames.places)
    try:
        ends = [end if end in compiled.place_index else find_place(names, end) for end in (origin, destination)]
    except LookupError as error:
        raise ScenarioError(str(error.args[0])) from error
    if ends[0] == ends[1]:
        raise ScenarioError(say("Origin and destination are the same place; choose two."))
    numbers = np.array([[compiled.place_index[end] for end in ends]], np.int32)
    title = say("{origin} to {destination}", origin=name_of(compiled, ends[0]), destination=name_of(compiled, ends[1]))
    return Shipments(
        compiled=compiled,
        rows=pd.DataFrame({"origin": [ends[0]], "destination": [ends[1]]}),
        titles=(title,),
        source=frozen(compiled.gates_out[numbers[:, 0]]),
        target=frozen(compiled.gates_in[numbers[:, 1]]),
        ends=frozen(numbers),
        mt=frozen(np.ones(1)),
        kind=frozen(np.zeros(1, np.int32)),
        barred=frozen(np.zeros((1, compiled.arcs), np.bool_)),
    )


def name_of(compiled: Compiled, place: str) -> str:
    """Return the name of a place as sentences write it."""
    return plain_name(str(compiled.network.nodes[place]["name"]))


@lru_cache(maxsize=64)
def list_journeys(compiled: Compiled, origin: str, destination: str, least: Least) -> pd.DataFrame:
    """Return one row a stretch of days with the best way between two places on it, and without its events; shared.

    Hours and USD a tonne are missing where no way is open; `links` are those of the way, in order.
    """
    shipment = shipment_between(compiled, origin, destination)
    rows = [_journey(part, shipment, least) for part in list_stretches(compiled)]
    return pd.DataFrame(rows, columns=list(_JOURNEY))


_JOURNEY = (
    "start", "end", "has_way", "hours", "undisturbed_hours", "usd_per_t", "undisturbed_usd_per_t", "closed", "slowed",
    "events", "links",
)  # fmt: skip


def _journey(part: Stretch, shipment: Shipments, least: Least) -> dict[str, Any]:
    row: dict[str, Any] = {"start": pd.Timestamp(part.start), "end": pd.Timestamp(part.end), "events": part.events}
    by_event = [c for c in part.world.closures.values() if c.kind == "event"]
    return row | {"closed": len(by_event), "slowed": len(part.world.delays)} | journey_in(part, shipment, least)


def journey_in(part: Stretch, shipment: Shipments, least: Least) -> dict[str, Any]:
    """Return hours and USD a tonne of one shipment in a stretch and without its events, and the links of its way."""
    compiled = shipment.compiled
    now, calm = (take_ways(world, shipment, least) for world in (part.world, part.calm))
    links = [number for number in dict.fromkeys(compiled.link[now.ways[0]].tolist()) if number >= 0]
    found: dict[str, Any] = {
        "has_way": bool(np.isfinite(now.hours[0])),
        "links": ";".join(compiled.link_ids[number] for number in links),
    }
    for name, taken in (("hours", "hours"), ("usd_per_t", "usd")):
        for label, way in (("", now), ("undisturbed_", calm)):
            value = float(getattr(way, taken)[0])
            found[f"{label}{name}"] = value if np.isfinite(value) else float("nan")
    return found
