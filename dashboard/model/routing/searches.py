"""Searches on the graph of a question: the best way, ways that differ, the Pareto front."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.world import kernels
from dashboard.model.world.kernels import Floats, Ints

_NO_BOUND = np.empty(0)
_PENALTY = 1.35  # on the arcs of ways already offered: the value tried in the reference measurements
_PENALTY_ROUNDS = 24
_MOST_LABELS = 400_000


class Tree(NamedTuple):
    """Distances of all states from a root and the arcs by which they are reached."""

    dist: Floats
    by: Ints


def tree_out(graph: RouteGraph, weights: Floats, target: int = -1) -> Tree:
    """Return the shortest ways from the origin, as far as the target (-1: to every state)."""
    return Tree(*kernels.shortest_tree(graph.indptr, graph.slots, graph.head, weights, graph.source, target, _NO_BOUND))


def tree_in(graph: RouteGraph, weights: Floats) -> Tree:
    """Return the shortest ways into the destination from every state."""
    return Tree(*kernels.shortest_tree(graph.rindptr, graph.rslots, graph.tail, weights, graph.target, -1, _NO_BOUND))


def best_way(graph: RouteGraph, weights: Floats) -> Ints | None:
    """Return the arcs of the best way from origin to destination; None where there is none."""
    tree = tree_out(graph, weights, graph.target)
    if not np.isfinite(tree.dist[graph.target]):
        return None
    return kernels.path_to(tree.by, graph.tail, graph.target)


def distinct_ways(graph: RouteGraph, weights: Floats, *, count: int, overlap: float, stretch: float) -> list[Ints]:
    """Return the best way and further ones that differ from it and from each other, at most `count`.

    None where none is open. First come ways that are the best through some arc, in the order of their value; then,
    while there are fewer than asked for, ways found after making the arcs of the earlier ones dearer. Both keep the
    same limits: no link used twice, no place entered twice (unless the question has way-points), a value of at most
    `stretch` times the best, and with each way before at most `overlap` of the length in common, as a share of the
    shorter of the two.
    """
    there, back = tree_out(graph, weights), tree_in(graph, weights)
    best = there.dist[graph.target]
    if not np.isfinite(best):
        return []
    traits = _traits(graph)
    totals = there.dist[graph.tail] + weights + back.dist[graph.head]
    within = np.flatnonzero(totals <= stretch * best)
    order = within[np.argsort(totals[within], kind="stable")].astype(np.int32)
    arcs, begins = kernels.distinct_ways(
        graph.tail,
        graph.head,
        weights,
        *there,
        *back,
        order,
        stretch * best,
        traits.link,
        traits.length,
        traits.entered,
        len(graph.compiled.links),
        len(graph.compiled.place_ids),
        overlap,
        count,
    )
    ways = [arcs[a:b] for a, b in pairwise(begins)]
    ways += _dearer_ways(graph, weights, ways, traits, _Limits(count, overlap, stretch * best))
    return sorted(ways, key=lambda way: float(weights[way].sum()))


class _Limits(NamedTuple):
    most: int
    overlap: float
    value: float


class _Traits(NamedTuple):
    """Link, length and place entered of every arc of a graph; -1 is none."""

    link: Ints
    length: Floats
    entered: Ints


def _traits(graph: RouteGraph) -> _Traits:
    """Return the traits of the arcs of a graph; the step to the common end has none."""
    compiled = graph.compiled
    nothing = np.array([-1], np.int32)
    entered = np.append(compiled.entered, nothing)[graph.arc]
    return _Traits(
        link=np.append(compiled.link, nothing)[graph.arc],
        length=np.append(compiled.length_km, 0.0)[graph.arc],
        entered=np.full_like(entered, -1) if graph.layered else entered,
    )


def _dearer_ways(graph: RouteGraph, weights: Floats, found: list[Ints], traits: _Traits, limits: _Limits) -> list[Ints]:
    """Return further ways, found with the arcs of earlier ones made dearer, while fewer are found than asked for."""
    more: list[Ints] = []
    dearer = weights.copy()
    for way in found:
        dearer[way] *= _PENALTY
    for _ in range(_PENALTY_ROUNDS):
        if len(found) + len(more) >= limits.most:
            break
        another = best_way(graph, dearer)
        if another is None or weights[another].sum() > limits.value:
            break
        simple = _is_simple(another, traits.link) and _is_simple(another, traits.entered)
        if simple and _differs(another, found + more, traits, limits.overlap):
            more.append(another)
        dearer[another] *= _PENALTY
    return more


def _is_simple(way: Ints, things: Ints) -> bool:
    """Return whether no two arcs of a way end in the same thing."""
    named = things[way][things[way] >= 0]
    return np.unique(named).size == named.size


def _differs(way: Ints, ways: list[Ints], traits: _Traits, overlap: float) -> bool:
    """Return whether a way shares little enough of its length with each of the others."""
    link, length = traits.link, traits.length
    own = length[way].sum()
    for other in ways:
        shared = length[way][(link[way] >= 0) & np.isin(link[way], link[other])].sum()
        if shared > overlap * min(own, length[other].sum()) + kernels.SAME:
            return False
    return True


def pareto_ways(graph: RouteGraph, criteria: tuple[Floats, ...]) -> tuple[list[Ints], bool]:
    """Return every way that no other beats in all criteria, and whether the search came to its end.

    A search that did not come to its end gives the ways it found and the best in each criterion.

    Parameters
    ----------
    criteria
        Weights of the arcs of the graph, one array a criterion.
    """
    bounds = np.stack([tree_in(graph, weights).dist for weights in criteria], axis=1)
    if not np.all(np.isfinite(bounds[graph.source])):
        return [], True
    weights = np.ascontiguousarray(np.stack(criteria, axis=1))
    ends, by, before, finished = kernels.pareto_labels(
        graph.indptr, graph.slots, graph.head, weights, graph.source, graph.target, bounds, _MOST_LABELS
    )
    ways = [_unrolled(end, by, before) for end in ends]
    if not finished:
        ways = _unbeaten([*ways, *(way for one in criteria if (way := best_way(graph, one)) is not None)], weights)
    return ways, finished


def _unbeaten(ways: list[Ints], weights: Floats) -> list[Ints]:
    """Return the ways that no other of them beats in all criteria; of equal ones the first."""
    values = np.array([weights[way].sum(axis=0) for way in ways])
    kept = []
    for number, value in enumerate(values):
        as_good = np.all(values <= value + kernels.SAME, axis=1)
        better = as_good & (np.any(values < value - kernels.SAME, axis=1) | (np.arange(len(ways)) < number))
        if not better.any():
            kept.append(ways[number])
    return kept


def _unrolled(label: int, by: Ints, before: Ints) -> Ints:
    """Return the arcs of a label, from the origin on."""
    arcs = []
    while by[label] >= 0:
        arcs.append(by[label])
        label = before[label]
    return np.array(arcs[::-1], np.int32)
