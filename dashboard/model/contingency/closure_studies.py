"""One world in which things are closed one after the other: who asks for ways, what can close, who goes where then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard.model.contingency.closables import KINDS, Closables, list_closables
from dashboard.model.contingency.closures import Contingencies, Ways, find_contingencies
from dashboard.model.flow.shipments import (
    Costs,
    Least,
    Level,
    Shipments,
    costs_in,
    hours_and_usd,
    list_shipments,
    second_of,
    take_ways,
)
from dashboard.model.world.kernels import Floats, Ints, path_to, shortest_tree
from dashboard.model.world.worlds import World

_NO_BOUND = np.empty(0)


@dataclass(frozen=True, eq=False)
class Travel:
    """The ways of shipments in a world in which more may be closed.

    Attributes
    ----------
    least
        What each shipment makes least.
    closables
        Everything that can close.
    costs
        What the arcs take in the world.
    """

    world: World
    least: Least
    shipments: Shipments
    closables: Closables
    costs: Costs

    def way_without(self, shipment: int, closed: tuple[int, ...]) -> Ints:
        """Return the arcs of the best way of a shipment while some things are closed; empty where there is none."""
        compiled, kind = self.world.compiled, self.shipments.kind[shipment]
        shut = np.isin(self.closables.of_arc, closed).any(axis=1)
        weight = np.where(shut, np.inf, self.costs.weight[kind])
        source, target = int(self.shipments.source[shipment]), int(self.shipments.target[shipment])
        dist, by = shortest_tree(compiled.indptr, compiled.slots, compiled.head, weight, source, target, _NO_BOUND)
        return path_to(by, compiled.tail, target) if np.isfinite(dist[target]) else np.empty(0, np.int32)

    def base_way(self, shipment: int) -> Ints:
        """Return the arcs of the best way while nothing more is closed; found once."""
        return take_ways(self.world, self.shipments, self.least).ways[shipment]

    def stopped_by(self, closed: tuple[int, ...]) -> Iterator[tuple[int, Ints]]:
        """Yield the shipments whose best way a closure stops, with the way that each takes then."""
        for shipment in range(self.shipments.count):
            ends = ends_of(self.shipments, self.closables, shipment)
            mine = tuple(n for n in closed if n not in ends)
            if not self.things_on_base(shipment).isdisjoint(mine):
                yield shipment, self.way_without(shipment, mine)

    def things_on_base(self, shipment: int) -> frozenset[int]:
        """Return the numbers of everything whose closure would stop the best way while nothing more is closed."""
        return _things_on_base(self.world, self.shipments, self.least)[shipment]

    def things_on(self, way: Ints) -> set[int]:
        """Return the numbers of everything whose closure would stop a way."""
        return set(self.closables.of_arc[way].ravel().tolist()) - {-1}


@dataclass(frozen=True, eq=False)
class Study(Travel):
    """What every closure does to every shipment of a world.

    Attributes
    ----------
    found
        Ways of each shipment, intact and under the closures that change them.
    base_hours, base_usd
        Hours and USD a tonne of each shipment while nothing more is closed; infinite where it has no way.
    """

    found: tuple[Contingencies, ...]
    base_hours: Floats
    base_usd: Floats


@lru_cache(maxsize=64)
def _things_on_base(world: World, shipments: Shipments, least: Least) -> tuple[frozenset[int], ...]:
    of_arc = list_closables(world.compiled).of_arc
    ways = take_ways(world, shipments, least).ways
    return tuple(frozenset(of_arc[way].ravel().tolist()) - {-1} for way in ways)


def travel_in(world: World, least: Least = "generalised", level: Level = "mt_per_year") -> Travel:
    """Return the ways of the shipments of a world in which more may be closed."""
    shipments = list_shipments(world.compiled, level)
    return Travel(world, least, shipments, list_closables(world.compiled), costs_in(world, shipments, least))


def study_closures(
    world: World, depth: int, least: Least = "generalised", level: Level = "mt_per_year", kinds: tuple[str, ...] = ()
) -> Study:
    """Return what every closure does to every shipment of a world.

    A place that a shipment begins or ends in is not closed for that shipment: it stands for a whole country.

    Parameters
    ----------
    depth
        1 for single closures, 2 for single and double ones.
    kinds
        What may close; everything if empty.
    """
    travel = travel_in(world, least, level)
    shipments, closables, costs = travel.shipments, travel.closables, travel.costs
    closable = np.zeros(closables.count, np.bool_)
    closable[closables.of_kinds(kinds or KINDS)] = True
    found = []
    for number, kind in enumerate(shipments.kind.tolist()):
        allowed = closable.copy()
        allowed[list(ends_of(shipments, closables, number))] = False
        one = slice(number, number + 1)
        ways = ways_of(shipments, closables, costs.weight[kind], second_of(costs, least))
        found.append(find_contingencies(ways, shipments.source[one], shipments.target[one], allowed, depth))
    base = [np.array([getattr(rows, name)[0] for rows in found], dtype=float) for name in ("base", "base_second")]
    hours, usd = hours_and_usd(world, least, *base)
    return Study(world, least, shipments, closables, costs, tuple(found), hours, usd)


def ways_of(shipments: Shipments, closables: Closables, weight: Floats, second: Floats) -> Ways:
    """Return the arcs of a class of shipments as the search for closures wants them."""
    compiled = shipments.compiled
    return Ways(
        compiled.indptr, compiled.slots, compiled.tail, compiled.head, weight, second, closables.of_arc, closables.count
    )


def ends_of(shipments: Shipments, closables: Closables, shipment: int) -> tuple[int, ...]:
    """Return the numbers of the places that a shipment begins and ends in, as things that can be closed."""
    names = shipments.compiled.place_ids
    return tuple(closables.index[names[place]] for place in shipments.ends[shipment].tolist())
