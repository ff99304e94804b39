"""Present freight as pairs of gates: what a closure or a sweep asks the network for, over and over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.phrases import country_names, say_list
from dashboard.model.routing.route_filters import TIE_PER_HOUR, values_by
from dashboard.model.world.compiled import Compiled, frozen
from dashboard.model.world.ends import serving_place
from dashboard.model.world.kernels import Bools, Floats, Ints, path_to, shortest_tree
from dashboard.model.world.network import MODES
from dashboard.model.world.worlds import World, value_of_time, vectors_in
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number

Level = Literal["low", "mt_per_year", "high"]
Least = Literal["generalised", "time", "cost"]

SERVICE = "ordinary"
"""Service class whose hours and dollars count: freight at large does not run as booked block trains."""

SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no freight."""

_UNIT = "Mt/yr"
_SOME_HOURS = 0.05
_SOME_USD = 0.05
_HOURS_PER_DAY = 24.0
_NO_BOUND = np.empty(0)


@dataclass(frozen=True, eq=False)
class Shipments:
    """The rows of `demands` as pairs of states of the compiled network.

    Attributes
    ----------
    rows
        The demands, one row each; shared, do not change.
    titles
        Each demand as a reader knows it.
    source, target
        Gate out of the origin and gate into the destination; a country is taken at the first of its zones that the
        modes of the demand serve.
    ends
        Numbers of the two places, shape (demands, 2).
    mt
        Million tonnes a year.
    kind
        Class of each demand by the modes it may use.
    barred
        Arcs that each class may not use, shape (classes, arcs).
    """

    compiled: Compiled
    rows: pd.DataFrame
    titles: tuple[str, ...]
    source: Ints
    target: Ints
    ends: Ints
    mt: Floats
    kind: Ints
    barred: Bools

    @property
    def count(self) -> int:
        """Number of demands."""
        return int(self.mt.size)


@lru_cache(maxsize=8)
def list_shipments(compiled: Compiled, level: Level = "mt_per_year") -> Shipments:
    """Return the demands of the tables as pairs of gates; found once, then remembered.

    Parameters
    ----------
    level
        Column of `demands` that gives the tonnes: low, central or high.

    Raises
    ------
    EndError
        If a demand begins or ends nowhere in the network.
    """
    rows = compiled.frames.demands
    modes = rows["modes"].fillna("")
    places = [
        [serving_place(compiled, end, split_ids(cell)) for end, cell in zip(rows[side], modes, strict=True)]
        for side in ("origin", "destination")
    ]
    ends = np.array(places, np.int32).reshape(2, -1).T
    kind, barred = _classes(compiled, modes.tolist())
    return Shipments(
        compiled=compiled,
        rows=rows,
        titles=tuple(_titles(compiled, rows)),
        source=frozen(compiled.gates_out[ends[:, 0]]),
        target=frozen(compiled.gates_in[ends[:, 1]]),
        ends=frozen(ends),
        mt=frozen(rows[level].to_numpy(dtype=float)),
        kind=frozen(kind),
        barred=frozen(barred),
    )


def _classes(compiled: Compiled, cells: list[str]) -> tuple[Ints, Bools]:
    """Return the class of every demand and the arcs along which each class may not be carried."""
    classes = sorted(set(cells))
    barred = np.zeros((len(classes), compiled.arcs), np.bool_)
    for row, cell in enumerate(classes):
        allowed = [MODES.index(mode) for mode in split_ids(cell) or MODES]
        barred[row] = ~np.isin(compiled.mode, [*allowed, -1])
    return np.array([classes.index(cell) for cell in cells], np.int32), barred


def end_names(frames: Frames) -> dict[str, str]:
    """Return the names of everything that can be an end of freight: countries and places, by code."""
    places = zip(frames.places["place_id"].tolist(), frames.places["name"].tolist(), strict=True)
    return dict(places) | country_names(frames)


def _titles(compiled: Compiled, rows: pd.DataFrame) -> list[str]:
    names = end_names(compiled.frames)
    return [
        say("{origin} to {destination}, {goods}", origin=names[origin], destination=names[destination], goods=goods)
        for origin, destination, goods in zip(rows["origin"], rows["destination"], rows["commodity"], strict=True)
    ]


@dataclass(frozen=True, eq=False)
class Costs:
    """What each arc takes in a world: the weight that is made least, and hours and USD a tonne that follow.

    Attributes
    ----------
    weight
        Shape (classes, arcs); infinite where an arc is closed or the class may not use it.
    hours, usd
        Hours and USD a tonne of every arc.
    """

    weight: Floats
    hours: Floats
    usd: Floats


@lru_cache(maxsize=64)
def costs_in(world: World, shipments: Shipments, least: Least) -> Costs:
    """Return what the arcs take in a world, with what is made least.

    Parameters
    ----------
    least
        ``time`` (hours), ``cost`` (USD a tonne) or ``generalised`` (USD a tonne, hours included at the value of time).
    """
    values = np.where(world.open, values_by(world, SERVICE, least), np.inf)
    vectors = vectors_in(world, SERVICE)
    return Costs(frozen(np.where(shipments.barred, np.inf, values)), vectors.hours, vectors.usd)


def second_of(costs: Costs, least: Least) -> Floats:
    """Return the measure of the arcs that is only added up along a way: dollars on quickest ways, else hours."""
    return costs.usd if least == "time" else costs.hours


def worth_of_hour(world: World) -> float:
    """Return the USD that an hour of a tonne is worth."""
    return value_of_time(world)[0] / _HOURS_PER_DAY


def usd_per_hour(world: World, least: Least) -> float:
    """Return the USD a tonne that each hour adds to what is made least; 0 where that is time itself."""
    if least == "time":
        return 0.0
    return TIE_PER_HOUR + (worth_of_hour(world) if least == "generalised" else 0.0)


def split_by(least: Least, per_hour: float, weight: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return hours and USD a tonne of ways from what was made least and what was added up along them."""
    if least == "time":
        return weight, second
    none = np.isinf(weight)
    return second, np.where(none, np.inf, weight - per_hour * np.where(none, 0.0, second))


def hours_and_usd(world: World, least: Least, weight: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return hours and USD a tonne of ways of a world from what was made least and what was added up along them."""
    return split_by(least, usd_per_hour(world, least), weight, second)


@dataclass(frozen=True, eq=False)
class Taken:
    """The best way of every shipment in a world.

    Attributes
    ----------
    ways
        Arcs of each way, in order; empty where there is none.
    hours, usd
        Hours and USD a tonne; infinite where there is no way.
    """

    ways: tuple[Ints, ...]
    hours: Floats
    usd: Floats

    @property
    def stranded(self) -> Bools:
        """Which shipments have no way."""
        return np.isinf(self.hours)


@lru_cache(maxsize=256)
def take_ways(world: World, shipments: Shipments, least: Least) -> Taken:
    """Return the best way of every shipment; one search an origin and class of modes."""
    compiled, costs = shipments.compiled, costs_in(world, shipments, least)
    ways: list[Ints] = [np.empty(0, np.int32)] * shipments.count
    starts = np.column_stack([shipments.source, shipments.kind])
    for source, kind in np.unique(starts, axis=0).tolist():
        weight = costs.weight[kind]
        dist, by = shortest_tree(compiled.indptr, compiled.slots, compiled.head, weight, source, -1, _NO_BOUND)
        for number in np.flatnonzero((starts == (source, kind)).all(axis=1)).tolist():
            target = int(shipments.target[number])
            if np.isfinite(dist[target]):
                ways[number] = path_to(by, compiled.tail, target)
    sums = [[values[way].sum() if way.size else np.inf for way in ways] for values in (costs.hours, costs.usd)]
    return Taken(tuple(ways), frozen(np.array(sums[0], float)), frozen(np.array(sums[1], float)))


@dataclass(frozen=True)
class Change:
    """What changes for present freight from one world to another.

    Attributes
    ----------
    lost_mt, gained_mt
        Mt a year that had a way and have none, and the reverse.
    hours, usd
        Mean hours and USD a tonne added for what has a way in both, weighed by tonnes; 0 where nothing has.
    """

    lost_mt: float
    gained_mt: float
    hours: float
    usd: float


def change_between(before: Taken, after: Taken, mt: Floats) -> Change:
    """Return what changes for shipments of so many tonnes from one world to another."""
    lost, gained = (
        float(mt[one.stranded & ~other.stranded].sum()) for one, other in ((after, before), (before, after))
    )
    both = ~before.stranded & ~after.stranded
    total = float(mt[both].sum())
    hours, usd = (
        float(((new - old)[both] * mt[both]).sum() / total) if total > 0 else 0.0
        for old, new in ((before.hours, after.hours), (before.usd, after.usd))
    )
    return Change(lost, gained, hours, usd)


def describe_change(change: Change) -> str:
    """Return a change in words."""
    lost = format_amount(change.lost_mt, _UNIT)
    parts = [say("{amount} would have no way", amount=lost)] if change.lost_mt > SOME_MT else []
    if change.gained_mt > SOME_MT:
        parts.append(say("{amount} would find a way", amount=format_amount(change.gained_mt, _UNIT)))
    hours, usd = format_number(abs(change.hours), 2), format_number(abs(change.usd), 2)
    if abs(change.hours) >= _SOME_HOURS:
        longer, shorter = (
            say("travels {hours} hours longer", hours=hours),
            say("travels {hours} hours less", hours=hours),
        )
        parts.append(longer if change.hours > 0 else shorter)
    if abs(change.usd) >= _SOME_USD:
        dearer, cheaper = say("pays USD {usd} a tonne more", usd=usd), say("pays USD {usd} a tonne less", usd=usd)
        parts.append(dearer if change.usd > 0 else cheaper)
    if not parts:
        return say("Present freight is not affected.")
    moved = bool(change.lost_mt > SOME_MT) + bool(change.gained_mt > SOME_MT)
    if not moved:
        return say("On average, present freight {changes}.", changes=say_list(parts))
    if moved == len(parts):
        return say("{changes}.", changes=say_list(parts))
    return say(
        "{tonnes}; the rest, on average, {changes}.", tonnes=say_list(parts[:moved]), changes=say_list(parts[moved:])
    )


def describe_least(world: World, least: Least) -> str:
    """Return in words what each shipment makes least."""
    if least == "time":
        return say("each takes its quickest way")
    if least == "cost":
        return say("each takes its cheapest way")
    return say(
        "each takes the way of least cost, with hours at USD {value} a tonne and day",
        value=f"{value_of_time(world)[0]:g}",
    )
