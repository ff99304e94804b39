"""Room between two ends beside what moves already, today, as announced, and late."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dashboard.model.flow.cuts import Cut
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.pipes import Plumbing, lay_pipes, nodes_of_places
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.flow.tonnages import Ends, Tonnage
from dashboard.model.partial_dates import last_day
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.limits import filled, find_limits
from dashboard.model.world.worlds import World, resolve_scenario

STRETCH = 1.5
"""Ways longer than so many times the shortest of today do not count as room, as on the page on capacity."""

_BUILDING = ("planned", "under_construction")
_SLIVER = 0.05
"""Share of the room below which a full link is not named: widening it alone would change little."""


class Room(NamedTuple):
    """Room between two ends beside what moves already.

    Attributes
    ----------
    low, central, high
        Mt a year; infinite where no published figure limits it.
    binding
        Elements that are full when the central room is used, those that leave most first.
    is_way
        Whether any way is open at all.
    """

    low: float
    central: float
    high: float
    binding: tuple[int, ...]
    is_way: bool


class Outlook(NamedTuple):
    """The state in which room is looked for: kind of capacity, calendar year, and years by which works come later."""

    kind: str
    year: int
    delay: int = 0


class Rooms:
    """Room between ends, each found once: capacity less the load of the present freight of others.

    Announced links count from the end of the year announced for their opening, announced capacity from its year.
    """

    def __init__(self, world: World, unknown_mt: float | None) -> None:
        self.world, self.unknown_mt = world, unknown_mt
        self._found: dict[tuple[Ends, Outlook], Room] = {}
        self._central: dict[tuple[Ends, Outlook], float] = {}
        self._pipes: dict[tuple[Ends, tuple[str, ...]], tuple[Plumbing, Ints, Ints]] = {}
        self._own: dict[tuple[str, str], Floats] = {}

    def room(self, pledge: Tonnage, outlook: Outlook) -> Room | None:
        """Return the room for a pledge; None where an end lies outside the network."""
        if pledge.ends is None:
            return None
        key = (pledge.ends, outlook)
        if key not in self._found:
            capacity = self._capacity(pledge.pair, outlook)
            plumbing = self._laid(pledge.ends, outlook)[0]
            cuts = [self._cut(pledge.ends, outlook, capacity[:, level]) for level in range(3)]
            is_way = cuts[1].value > 0 or self._cut(pledge.ends, outlook, np.full(len(capacity), np.inf)).value > 0
            binding = plumbing.elements_of(cuts[1].near_destination) if is_way else ()
            named = _named(binding, capacity[:, 1], cuts[1].value)
            self._found[key] = Room(cuts[0].value, cuts[1].value, cuts[2].value, named, is_way)
        return self._found[key]

    def central(self, pledge: Tonnage, outlook: Outlook) -> float:
        """Return the central room alone, Mt a year; nothing where an end lies outside the network."""
        if pledge.ends is None:
            return 0.0
        key = (pledge.ends, outlook)
        if key in self._found:
            return self._found[key].central
        if key not in self._central:
            self._central[key] = self._cut(pledge.ends, outlook, self._capacity(pledge.pair, outlook)[:, 1]).value
        return self._central[key]

    def left_on(self, pledge: Tonnage, outlook: Outlook, element: int) -> float:
        """Return what a link or place leaves beside the present freight of others, Mt a year."""
        return float(self._capacity(pledge.pair, outlook)[element, 1])

    def moves_now(self, pair: tuple[str, str] | None) -> float:
        """Return the Mt a year that move between the two already, by the table of demands; NaN where it has none."""
        if pair is None:
            return math.nan
        table = self.world.compiled.frames.demands
        codes = [frozenset(ends) for ends in zip(table["origin"], table["destination"], strict=True)]
        between = table["mt_per_year"][np.array([ends == frozenset(pair) for ends in codes], dtype=bool)]
        return float(between.sum()) if len(between) else math.nan

    def others(self, pair: tuple[str, str] | None) -> Floats:
        """Return the load of present freight that is not between the two; nothing for a corridor as a whole."""
        load, ends, ways = self._present
        if pair is None:
            return np.zeros_like(load)
        if pair not in self._own:
            own = [row for demand, row in ways if set(ends[demand]) == set(pair)]
            self._own[pair] = np.maximum(load - sum(own, np.zeros_like(load)), 0.0)
        return self._own[pair]

    @cached_property
    def _present(self) -> tuple[Floats, Mapping[int, tuple[str, str]], tuple[tuple[int, Floats], ...]]:
        """Load of all present freight, the ends of each demand, and the load of each used way."""
        found = assign_freight(self.world, FreightQuestion())
        ends = zip(found.freight.rows["origin"], found.freight.rows["destination"], strict=True)
        loads = []
        for way in found.found.ways:
            elements = found.freight.carriage.element[list(way.arcs)]
            load = np.zeros(found.found.load.size)
            np.add.at(load, elements[elements >= 0], way.mt_per_year)
            loads.append((way.demand, load))
        return found.found.load, dict(enumerate(ends)), tuple(loads)

    def _capacity(self, pair: tuple[str, str] | None, outlook: Outlook) -> Floats:
        limits = find_limits(self.world.compiled, outlook.kind, outlook.year, delay=outlook.delay)
        return np.maximum(filled(limits, self.unknown_mt) - self.others(pair)[:, None], 0.0)

    def _cut(self, ends: Ends, outlook: Outlook, capacity: Floats) -> Cut:
        plumbing, origins, destinations = self._laid(ends, outlook)
        return plumbing.cut(capacity, origins, destinations)

    def _laid(self, ends: Ends, outlook: Outlook) -> tuple[Plumbing, Ints, Ints]:
        """Return the pipes between two ends; only those of the corridor where one is named."""
        opened = self._opened_by(outlook.year - outlook.delay) if outlook.kind == "announced" else ()
        if (ends, opened) not in self._pipes:
            compiled = self.world.compiled
            origins, destinations = (nodes_of_places(compiled, side) for side in (ends.origin, ends.destination))
            plumbing = lay_pipes(self._with(opened), ends.modes)
            if ends.links:
                plumbing = plumbing.along([compiled.link_index[link] for link in ends.links])
            else:
                plumbing = plumbing.up_to(origins, destinations, self._most_km(ends, plumbing, origins, destinations))
            self._pipes[ends, opened] = plumbing, origins, destinations
        return self._pipes[ends, opened]

    def _most_km(self, ends: Ends, plumbing: Plumbing, origins: Ints, destinations: Ints) -> float:
        """Return the longest way that counts: measured by today's shortest, so that a new short link only adds room."""
        today = lay_pipes(self.world, ends.modes).shortest_km(origins, destinations)
        return STRETCH * (today if math.isfinite(today) else plumbing.shortest_km(origins, destinations))

    def _with(self, opened: tuple[str, ...]) -> World:
        scenario = self.world.scenario
        if not opened:
            return self.world
        links = tuple(sorted({*scenario.opened_links, *opened} - set(scenario.closed_links)))
        return resolve_scenario(self.world.compiled, dataclasses.replace(scenario, opened_links=links))

    def _opened_by(self, year: int) -> tuple[str, ...]:
        """Return the links not built yet that are announced to open by the end of a year."""
        return tuple(link for link, opening in self._openings if opening <= year)

    @cached_property
    def _openings(self) -> tuple[tuple[str, int], ...]:
        plans = [
            (str(link["link_id"]), last_day(link.get("planned_opening")))
            for link in self.world.compiled.links
            if link.get("status") in _BUILDING
        ]
        return tuple((link, day.year) for link, day in plans if day is not None)


def _named(binding: tuple[int, ...], left: Floats, room: float) -> tuple[int, ...]:
    """Return the full elements worth naming, those that leave most first; all where nothing is left on any."""
    ranked = sorted(binding, key=lambda element: (-left[element], element))
    return tuple(element for element in ranked if left[element] > _SLIVER * room) or tuple(ranked)
