"""The compiled network as pipes of limited capacity, for flows in one world.

A port is a hub between ships and land whose one pipe to the ships has the port's capacity; what is shipped on without
touching land does not use it. Gates exist only at the two ends, so nobody changes gauge or mode for nothing on the way.
Where road counts as well as rail, goods may pass a gauge break by way of a lorry in the same yard.

A railway with tracks of two gauges is one pipe between two hubs, since both gauges share its capacity. What changes
gauge at one of its ends on the way across is limited by the railway then, not by the yard beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from dashboard.model.flow.cuts import Cut, Pipes, find_cut
from dashboard.model.world.compiled import Act, Compiled, frozen
from dashboard.model.world.kernels import Bools, Floats, Ints
from dashboard.model.world.limits import FREE, elements_of_arcs
from dashboard.model.world.network import MODES
from dashboard.model.world.worlds import World

_HAIR_KM = 1e-6
"""Length of a pipe inside a place: a sparse matrix takes nothing for no pipe."""

_METRE = 1e-3
"""Kilometres; sums of the same lengths in another order differ by less."""


@dataclass(frozen=True, eq=False)
class Plumbing:
    """Pipes of a world, with the element behind each.

    Attributes
    ----------
    place
        Number of the place of each node.
    a, b
        Ends of each pipe.
    element
        What limits each pipe, `FREE` for nothing.
    length_km
        Kilometres of each pipe, 0 inside places.
    """

    compiled: Compiled
    place: Ints
    a: Ints
    b: Ints
    element: Ints
    length_km: Floats

    @property
    def size(self) -> int:
        """Number of nodes: the states of the compiled network, one hub a place, two hubs a railway of two gauges."""
        return int(self.place.size)

    def pipes(self, capacity: Floats) -> Pipes:
        """Return the pipes with these capacities of the elements (Mt a year)."""
        return Pipes(self.size, self.a, self.b, np.append(capacity, np.inf)[self.element])

    def cut(self, capacity: Floats, origins: Ints, destinations: Ints) -> Cut:
        """Return the greatest flow between two sets of nodes."""
        return find_cut(self.pipes(capacity), origins, destinations)

    def within(self, origins: Ints, destinations: Ints, stretch: float) -> Plumbing:
        """Return the pipes on some way between the ends that is at most `stretch` times as long as the shortest."""
        return self.up_to(origins, destinations, stretch * self.shortest_km(origins, destinations))

    def shortest_km(self, origins: Ints, destinations: Ints) -> float:
        """Return the kilometres of the shortest way between two sets of nodes; infinite where there is none."""
        return float(self._distances(origins)[destinations].min())

    def up_to(self, origins: Ints, destinations: Ints, most_km: float) -> Plumbing:
        """Return the pipes on some way between the ends of at most so many kilometres; all if infinite."""
        if not np.isfinite(most_km):
            return self
        there, back = self._distances(origins), self._distances(destinations)
        ways = np.minimum(there[self.a] + back[self.b], there[self.b] + back[self.a]) + self.length_km
        return self._only(ways <= most_km + _METRE)

    def along(self, links: list[int]) -> Plumbing:
        """Return the pipes of some links only, with all handling."""
        keep = np.isin(self.element, [*links, FREE]) | (self.element >= len(self.compiled.link_ids))
        return self._only(keep)

    def _only(self, keep: Bools) -> Plumbing:
        return replace(self, a=self.a[keep], b=self.b[keep], element=self.element[keep], length_km=self.length_km[keep])

    def _distances(self, roots: Ints) -> Floats:
        """Return the kilometres from the nearest of some nodes to every node."""
        order = np.argsort(-self.length_km, kind="stable")  # of parallel pipes the shortest is written last and stays
        matrix = _length_matrix(self.size, self.a[order], self.b[order], self.length_km[order])
        return np.asarray(dijkstra(matrix, directed=False, indices=roots, min_only=True))

    def elements_of(self, pipes: tuple[int, ...]) -> tuple[int, ...]:
        """Return the elements behind some pipes, each once, ascending."""
        return tuple(sorted({int(self.element[i]) for i in pipes} - {FREE}))


def _length_matrix(size: int, a: Ints, b: Ints, length_km: Floats) -> csr_array:
    """Return the lengths as a matrix; of pipes between the same ends the last counts, and no length is quite zero."""
    ends = np.column_stack([np.minimum(a, b), np.maximum(a, b)])[::-1]
    _, first = np.unique(ends, axis=0, return_index=True)
    lengths = np.maximum(length_km[::-1][first], _HAIR_KM)
    return csr_array((lengths, (ends[first, 0], ends[first, 1])), shape=(size, size))


@lru_cache(maxsize=64)
def lay_pipes(world: World, modes: tuple[str, ...] = (), avoid_countries: tuple[str, ...] = ()) -> Plumbing:
    """Return the pipes of what is open in a world; laid once, so do not change them.

    Parameters
    ----------
    world
        Not changed.
    modes
        Modes that count; all if empty.
    avoid_countries
        Countries whose places are left out.
    """
    compiled = world.compiled
    keep = world.open & _of_modes(compiled, modes) & _outside(compiled, avoid_countries)
    node = _nodes(compiled)
    element = elements_of_arcs(compiled)
    hub = compiled.states + compiled.state_place
    at_sea = np.array([code.startswith("ship") or code == "sea" for code in compiled.state_code])
    tail, head = compiled.tail, compiled.head
    ends = np.flatnonzero(keep & (compiled.act == Act.START))
    ships = ends[at_sea[head[ends]]]
    loads = np.flatnonzero(keep & (compiled.act == Act.LOAD))
    moves = np.flatnonzero(keep & np.isin(compiled.act, (Act.CARRY, Act.GAUGE, Act.TRANSFER)))
    # A load is two pipes: land to hub without limit, hub to ship with the limit of the port.
    a = np.concatenate([node[tail[moves]], node[tail[loads]], hub[head[loads]], hub[head[ships]]])
    b = np.concatenate([node[head[moves]], hub[tail[loads]], node[head[loads]], node[head[ships]]])
    limit = np.concatenate([element[moves], np.full(loads.size, FREE), element[loads], element[ships]])
    length = np.concatenate([compiled.length_km[moves], np.zeros(2 * loads.size + ships.size)])
    rows = np.column_stack([np.minimum(a, b), np.maximum(a, b), limit])
    unique, first = np.unique(rows, axis=0, return_index=True)
    place = np.concatenate([compiled.state_place, np.arange(len(compiled.place_ids), dtype=np.int32)])
    low, high, limit = unique.astype(np.int32).T
    return _with_shared_tracks(Plumbing(compiled, place, low, high, limit, length[first]))


def _with_shared_tracks(plumbing: Plumbing) -> Plumbing:
    """Return the pipes with those of each railway of two gauges led through one pipe between two hubs.

    The ways to the hubs are of the railway too, so that they shut with it.
    """
    compiled, element = plumbing.compiled, plumbing.element
    rails = [number for number, link in enumerate(compiled.links) if link["mode"] == "rail"]
    railway, count = np.unique(element[np.isin(element, rails)], return_counts=True)
    railway = railway[count > 1]
    led = np.flatnonzero(np.isin(element, railway))
    if not led.size:
        return plumbing
    first, last = (
        np.array([compiled.place_index[compiled.links[number][side]] for number in railway], np.int32)
        for side in ("from_place", "to_place")
    )
    number = np.searchsorted(railway, element[led])
    turned = compiled.state_place[plumbing.a[led]] != first[number]
    near = np.where(turned, plumbing.b[led], plumbing.a[led])
    far = np.where(turned, plumbing.a[led], plumbing.b[led])
    hub = plumbing.size + 2 * number
    tracks = plumbing.size + 2 * np.arange(railway.size)
    kept = np.delete(np.arange(element.size), led)
    length = np.zeros(railway.size)
    length[number] = plumbing.length_km[led]
    return replace(
        plumbing,
        place=np.concatenate([plumbing.place, np.column_stack([first, last]).ravel()]),
        a=np.concatenate([plumbing.a[kept], near, far, tracks]).astype(np.int32),
        b=np.concatenate([plumbing.b[kept], hub, hub + 1, tracks + 1]).astype(np.int32),
        element=np.concatenate([element[kept], element[led], element[led], railway]).astype(np.int32),
        length_km=np.concatenate([plumbing.length_km[kept], np.zeros(2 * led.size), length]),
    )


@lru_cache(maxsize=1024)
def nodes_of_places(compiled: Compiled, places: tuple[str, ...]) -> Ints:
    """Return the nodes at which goods of some places enter or leave: their tracks and roads, and the hub of a port."""
    numbers = [compiled.place_index[place] for place in places]
    here = np.isin(compiled.state_place, numbers)
    land = np.array([code.startswith(("road", "rail")) for code in compiled.state_code])
    ports = np.unique(compiled.state_place[here & np.array([c.startswith("ship") for c in compiled.state_code])])
    return frozen(np.concatenate([np.flatnonzero(here & land), compiled.states + ports]).astype(np.int32))


def _nodes(compiled: Compiled) -> Ints:
    """Return the node of each state: a ship arriving and a ship leaving a port are one."""
    first: dict[int, int] = {}
    node = np.arange(compiled.states, dtype=np.int32)
    for state, code in enumerate(compiled.state_code):
        if code.startswith("ship"):
            node[state] = first.setdefault(int(compiled.state_place[state]), state)
    return node


def _of_modes(compiled: Compiled, modes: tuple[str, ...]) -> Bools:
    """Return which arcs join states of some modes only; gates belong to every mode."""
    kept = tuple(modes or MODES)
    starts = (*kept, "out", "in", *(("ship",) if "sea" in kept else ()))
    of_mode = np.array([code.startswith(starts) for code in compiled.state_code])
    return np.asarray(of_mode[compiled.tail] & of_mode[compiled.head])


def _outside(compiled: Compiled, countries: tuple[str, ...]) -> Bools:
    """Return which arcs touch no place of some countries."""
    inside = np.isin(np.array(compiled.countries), countries)[compiled.state_place]
    return np.asarray(~(inside[compiled.tail] | inside[compiled.head]))
