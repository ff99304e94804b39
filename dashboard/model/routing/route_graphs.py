"""The graph that one question walks: the compiled arcs as they are, or in layers where it has way-points.

A layer is a copy of the arcs for everything a way must still do: the number of way-points passed, the link by which the
last one was reached (closed from there on, so that nobody turns back on it) and the requirements met. Every search runs
on either form without knowing which.

A way-point is passed: one at the end of a spur, as Mashhad by rail alone, has no way rather than one in and out again
on the same track, which would offer every port and border town as a stop between any two ends. `no_ways` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from dashboard.model.world.compiled import Act, Compiled, frozen, rows_of
from dashboard.model.world.kernels import Bools, Floats, Ints

_CHANGES_SHIP_AND_LAND = (Act.LOAD, Act.UNLOAD)
_INSIDE = (Act.GAUGE, Act.TRANSFER, Act.LOAD, Act.UNLOAD, Act.TRANSSHIP)
MOST_REQUIREMENTS = 3
"""Each requirement doubles the layers."""


@dataclass(frozen=True, eq=False)
class RouteGraph:
    """States and arcs of one question.

    Attributes
    ----------
    tail, head, arc
        States that each arc joins, and the compiled arc it stands for (-1 for the step to the common end).
    allowed
        Whether each arc may be used.
    """

    compiled: Compiled
    states: int
    tail: Ints
    head: Ints
    arc: Ints
    allowed: Bools
    indptr: Ints
    slots: Ints
    rindptr: Ints
    rslots: Ints
    source: int
    target: int
    layered: bool

    def weights(self, values: Floats) -> Floats:
        """Return a value of the compiled arcs for the arcs of this graph; infinite where an arc may not be used."""
        spread = values if self.tail.size == values.size and not self.layered else np.append(values, 0.0)[self.arc]
        return np.where(self.allowed, spread, np.inf)

    def compiled_arcs(self, way: Ints) -> Ints:
        """Return the compiled arcs of a way, without the step to the common end."""
        arcs = self.arc[way]
        return arcs[arcs >= 0]


@dataclass(frozen=True)
class Stops:
    """What a way must pass.

    Attributes
    ----------
    vias
        Places in order, by number.
    ship_changes
        Whether each of them must be a change between ship and land.
    requirements
        Which arcs meet each requirement, in any order.
    """

    vias: tuple[int, ...] = ()
    ship_changes: tuple[bool, ...] = ()
    requirements: tuple[Bools, ...] = field(default_factory=tuple)


def plain_graph(compiled: Compiled, allowed: Bools, source: int, target: int) -> RouteGraph:
    """Return the graph of a question without way-points: the compiled arrays themselves."""
    return RouteGraph(
        compiled,
        compiled.states,
        compiled.tail,
        compiled.head,
        np.arange(compiled.arcs, dtype=np.int32),
        allowed,
        compiled.indptr,
        compiled.slots,
        compiled.rindptr,
        compiled.rslots,
        source,
        target,
        layered=False,
    )


class _Layer(NamedTuple):
    """How far a way has come; `waiting` where it has reached a port but not yet changed between ship and land."""

    passed: int
    shut: int
    met: int
    waiting: bool = False


def layered_graph(compiled: Compiled, allowed: Bools, source: int, target: int, stops: Stops) -> RouteGraph:
    """Return the graph of a question with way-points or requirements.

    The target is a common end of all finished layers.
    """
    builder = _Layers(compiled, allowed, stops)
    number = 0
    while number < len(builder.layers):
        builder.expand(builder.layers[number], number)
        number += 1
    n = compiled.states
    ends = [
        i
        for i, layer in enumerate(builder.layers)
        if layer.passed == len(stops.vias) and layer.met == builder.everything and not layer.waiting
    ]
    common = len(builder.layers) * n
    builder.add(
        np.array([i * n + target for i in ends], np.int32),
        np.full(len(ends), common, np.int32),
        np.full(len(ends), -1, np.int32),
    )
    tail, head, arc = (np.concatenate(column) for column in zip(*builder.pieces, strict=True))
    order = np.argsort(tail, kind="stable")
    tail, head, arc = frozen(tail[order]), frozen(head[order]), frozen(arc[order])
    indptr, slots = rows_of(tail, common + 1)
    rindptr, rslots = rows_of(head, common + 1)
    free = frozen(np.ones(tail.size, np.bool_))
    return RouteGraph(
        compiled, common + 1, tail, head, arc, free, indptr, slots, rindptr, rslots, source, common, layered=True
    )


class _Layers:
    """The layers found so far and their arcs."""

    def __init__(self, compiled: Compiled, allowed: Bools, stops: Stops) -> None:
        self.compiled = compiled
        self.stops = stops
        self.usable = np.flatnonzero(allowed).astype(np.int32)
        self.met_by = np.zeros(compiled.arcs, np.int32)
        for bit, arcs in enumerate(stops.requirements):
            self.met_by |= arcs.astype(np.int32) << bit
        self.everything = (1 << len(stops.requirements)) - 1
        self.layers: list[_Layer] = []
        self.number: dict[_Layer, int] = {}
        self.pieces: list[tuple[Ints, Ints, Ints]] = []
        self._get(_Layer(0, -1, 0))

    def _get(self, layer: _Layer) -> int:
        """Return the number of a layer, a new one if need be."""
        if layer not in self.number:
            self.number[layer] = len(self.layers)
            self.layers.append(layer)
        return self.number[layer]

    def add(self, tail: Ints, head: Ints, arc: Ints) -> None:
        """Add arcs between states of layers."""
        self.pieces.append((tail, head, arc))

    def _join(self, arcs: Ints, here: int, there: _Layer) -> None:
        """Add compiled arcs that lead from one layer to another or the same."""
        n = self.compiled.states
        self.add(self.compiled.tail[arcs] + here * n, self.compiled.head[arcs] + self._get(there) * n, arcs)

    def expand(self, layer: _Layer, number: int) -> None:
        """Add all arcs that begin in a layer."""
        if layer.waiting:
            self._change_at_port(layer, number)
            return
        arcs = self.usable[self.compiled.link[self.usable] != layer.shut] if layer.shut >= 0 else self.usable
        for met, some in self._by_requirement(arcs, layer.met):
            self._join(some, number, layer._replace(met=met))
            if layer.passed < len(self.stops.vias):
                self._arrive(some, number, layer._replace(met=met))

    def _by_requirement(self, arcs: Ints, met: int) -> Iterator[tuple[int, Ints]]:
        """Yield the arcs by the requirements met after them."""
        after = self.met_by[arcs] | met
        for value in np.unique(after):
            yield int(value), arcs[after == value]

    def _arrive(self, arcs: Ints, number: int, layer: _Layer) -> None:
        """Add the arrivals at the next way-point, each into a layer where the link it came by is shut."""
        compiled, via = self.compiled, self.stops.vias[layer.passed]
        at_via = arcs[(compiled.link[arcs] >= 0) & (compiled.state_place[compiled.head[arcs]] == via)]
        waits = self.stops.ship_changes[layer.passed]
        for link in np.unique(compiled.link[at_via]):
            reached = _Layer(layer.passed + (not waits), int(link), layer.met, waits)
            self._join(at_via[compiled.link[at_via] == link], number, reached)

    def _change_at_port(self, layer: _Layer, number: int) -> None:
        """Add the handling inside a port way-point; a change between ship and land leads on."""
        compiled, via = self.compiled, self.stops.vias[layer.passed]
        arcs = self.usable[compiled.state_place[compiled.tail[self.usable]] == via]
        acts = compiled.act[arcs]
        changes = np.isin(acts, _CHANGES_SHIP_AND_LAND)
        self._join(arcs[np.isin(acts, _INSIDE) & ~changes], number, layer)
        self._join(arcs[changes], number, _Layer(layer.passed + 1, layer.shut, layer.met))
