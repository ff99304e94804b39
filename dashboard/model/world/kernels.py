"""The few loops that must be fast, compiled by numba; each has a plain networkx twin in the tests.

All of them walk a graph in compressed rows: the arcs that leave state ``s`` are ``slots[indptr[s]:indptr[s + 1]]``,
each arc's far end is ``other[arc]``, and an arc of infinite weight is closed. For a search against the direction of the
arcs pass the rows of arriving arcs and their tails instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_F = TypeVar("_F", bound=Callable[..., Any])

SAME = 1e-9
"""Sums that differ by less are the same: the order of adding changes the last digits."""


def loop(function: _F) -> _F:
    """Return the function compiled at its first call, or read from the cache on disk where there is room for one."""
    try:
        return cast("_F", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # a read-only installation without a home folder: compiled anew at each start
        return cast("_F", numba.njit(nogil=True)(function))


@loop
def push(keys: Floats, items: Ints, size: int, key: float, item: int) -> int:
    """Put an item on the heap and return its new size."""
    i = size
    while i > 0:
        up = (i - 1) >> 1
        if keys[up] <= key:
            break
        keys[i] = keys[up]
        items[i] = items[up]
        i = up
    keys[i] = key
    items[i] = item
    return size + 1


@loop
def drop_first(keys: Floats, items: Ints, size: int) -> int:
    """Take the least item off the heap and return its new size."""
    size -= 1
    key = keys[size]
    item = items[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[i] = keys[child]
        items[i] = items[child]
        i = child
    keys[i] = key
    items[i] = item
    return size


@loop
def shortest_tree(
    indptr: Ints, slots: Ints, other: Ints, weight: Floats, source: int, target: int, bound: Floats
) -> tuple[Floats, Ints]:
    """Return the distance of every state from the source and the arc by which it is reached (-1 for none).

    Dijkstra's method, or A* where `bound` holds the least still to go from each state (it must never fall along an arc
    by more than the arc's weight; pass an empty array for none). Stops at the target; a negative target means the whole
    tree.
    """
    n = indptr.size - 1
    dist = np.full(n, np.inf)
    by = np.full(n, -1, np.int32)
    keys = np.empty(slots.size + 1)
    items = np.empty(slots.size + 1, np.int32)
    guided = bound.size > 0
    dist[source] = 0.0
    size = push(keys, items, 0, bound[source] if guided else 0.0, source)
    while size > 0:
        state = items[0]
        key = keys[0]
        size = drop_first(keys, items, size)
        so_far = dist[state]
        if key > (so_far + bound[state] if guided else so_far):
            continue  # a shorter way to the state has been found since
        if state == target:
            break
        for k in range(indptr[state], indptr[state + 1]):
            arc = slots[k]
            far = other[arc]
            reached = so_far + weight[arc]
            if reached < dist[far]:
                dist[far] = reached
                by[far] = arc
                key = reached + bound[far] if guided else reached
                leads_on = indptr[far + 1] > indptr[far] or far == target
                if leads_on and key < np.inf:
                    size = push(keys, items, size, key, far)
    return dist, by


@loop
def path_to(by: Ints, near: Ints, state: int) -> Ints:
    """Return the arcs from the root of a tree to a state, in order from the root.

    `near` holds each arc's end towards the root.
    """
    count = 0
    at = state
    while by[at] >= 0:
        count += 1
        at = near[by[at]]
    path = np.empty(count, np.int32)
    at = state
    for i in range(count - 1, -1, -1):
        path[i] = by[at]
        at = near[by[at]]
    return path


@loop
def _way_through(arc: int, tail: Ints, head: Ints, by_there: Ints, by_back: Ints) -> Ints:
    """Return the arcs of the best way through an arc, from a tree out of the origin and one into the destination."""
    before = path_to(by_there, tail, tail[arc])
    after = path_to(by_back, head, head[arc])
    way = np.empty(before.size + 1 + after.size, np.int32)
    way[: before.size] = before
    way[before.size] = arc
    way[before.size + 1 :] = after[::-1]
    return way


@loop
def _repeats(way: Ints, ends: Ints, stamp: int, seen: Ints) -> bool:
    """Return whether two arcs of a way end in the same thing (-1 is nothing); `seen` is marked with the stamp."""
    for arc in way:
        thing = ends[arc]
        if thing < 0:
            continue
        if seen[thing] == stamp:
            return True
        seen[thing] = stamp
    return False


@loop
def _shared_length(way: Ints, link: Ints, length: Floats, used: Bools) -> float:
    """Return the length of the links of a way that are in a set of links."""
    shared = 0.0
    for arc in way:
        if link[arc] >= 0 and used[link[arc]]:
            shared += length[arc]
    return shared


@loop
def distinct_ways(
    tail: Ints,
    head: Ints,
    weight: Floats,
    there: Floats,
    by_there: Ints,
    back: Floats,
    by_back: Ints,
    order: Ints,
    limit: float,
    link: Ints,
    length: Floats,
    entered: Ints,
    n_links: int,
    n_places: int,
    overlap: float,
    count: int,
) -> tuple[Ints, Ints]:
    """Return ways that differ, at most `count`, best first: all their arcs, and where each begins and ends among them.

    A way is the best one through some arc; arcs are tried in the given order, which must be that of the value of the
    best way through them. The first is the best of all and always taken. Another is taken if its value is within the
    limit, it uses no link twice and enters no place twice, and it shares at most `overlap` of its length, or of that of
    an earlier way where that is shorter, with each way taken before.

    Parameters
    ----------
    there, by_there, back, by_back
        Distances and arcs of the tree out of the origin and of the tree into the destination.
    link, entered
        Link of each arc, and place that it enters; -1 for none. Pass -1 throughout for `entered` to let places repeat.
    """
    used = np.zeros((count, n_links), np.bool_)
    lengths = np.zeros(count)
    known = np.full(tail.size, np.inf)
    seen_links = np.full(n_links, -1, np.int32)
    seen_places = np.full(n_places, -1, np.int32)
    everything = np.ones(n_links, np.bool_)
    arcs = np.empty(count * tail.size, np.int32)
    begins = np.zeros(count + 1, np.int32)
    found = 0
    for number in range(order.size):
        arc = order[number]
        total = there[tail[arc]] + weight[arc] + back[head[arc]]
        if found == count or not total <= limit:
            break
        if total >= known[arc] - SAME:
            continue
        way = _way_through(arc, tail, head, by_there, by_back)
        for a in way:
            known[a] = min(known[a], total)
        twice = _repeats(way, link, number, seen_links) or _repeats(way, entered, number, seen_places)
        if twice and found > 0:
            continue
        own = _shared_length(way, link, length, everything)
        differs = True
        for w in range(found):
            if _shared_length(way, link, length, used[w]) > overlap * min(own, lengths[w]) + SAME:
                differs = False
                break
        if not differs:
            continue
        for a in way:
            if link[a] >= 0:
                used[found, link[a]] = True
        lengths[found] = own
        begins[found + 1] = begins[found] + way.size
        arcs[begins[found] : begins[found + 1]] = way
        found += 1
    return arcs[: begins[found]], begins[: found + 1]


@loop
def _is_beaten(cost: Floats, costs: Floats, first: int, following: Ints) -> bool:
    """Return whether a label of a chain is at least as good as a cost in every respect."""
    label = first
    while label >= 0:
        beaten = True
        for c in range(cost.size):
            if costs[label, c] > cost[c] + SAME:
                beaten = False
                break
        if beaten:
            return True
        label = following[label]
    return False


@loop
def _drop_beaten(cost: Floats, costs: Floats, chain: Ints, state: int, following: Ints, alive: Bools) -> None:
    """Take the labels that a cost beats in every respect out of the chain of a state."""
    before = -1
    label = chain[state]
    while label >= 0:
        beaten = True
        for c in range(cost.size):
            if cost[c] > costs[label, c] + SAME:
                beaten = False
                break
        if not beaten:
            before = label
        else:
            alive[label] = False
            if before < 0:
                chain[state] = following[label]
            else:
                following[before] = following[label]
        label = following[label]


@loop
def pareto_labels(
    indptr: Ints, slots: Ints, other: Ints, weights: Floats, source: int, target: int, bounds: Floats, most: int
) -> tuple[Ints, Ints, Ints, bool]:
    """Return every way that no other beats in all criteria, by label setting with bounds.

    Parameters
    ----------
    weights
        Shape (arcs, criteria); an infinite one closes the arc.
    bounds
        Least still to go from each state, shape (states, criteria): a label that cannot beat a finished way even so is
        dropped.
    most
        Number of labels at which the search gives up.

    Returns
    -------
    labels that stand at the target, arc and label before of each label, and whether the search came to its end.
    """
    criteria = weights.shape[1]
    costs = np.empty((most, criteria))
    at = np.empty(most, np.int32)
    by = np.empty(most, np.int32)
    before = np.empty(most, np.int32)
    following = np.empty(most, np.int32)
    alive = np.empty(most, np.bool_)
    chain = np.full(indptr.size - 1, -1, np.int32)
    keys = np.empty(most + 1)
    items = np.empty(most + 1, np.int32)
    costs[0] = 0.0
    at[0] = source
    by[0] = before[0] = following[0] = -1
    alive[0] = True
    chain[source] = 0
    labels = 1
    size = push(keys, items, 0, 0.0, 0)
    scale = 1.0 / np.maximum(bounds[source], SAME)
    cost, whole = np.empty(criteria), np.empty(criteria)
    while size > 0:
        label = items[0]
        size = drop_first(keys, items, size)
        state = at[label]
        if not alive[label] or state == target:
            continue
        for c in range(criteria):
            whole[c] = costs[label, c] + bounds[state, c]
        if _is_beaten(whole, costs, chain[target], following):
            continue
        for k in range(indptr[state], indptr[state + 1]):
            arc = slots[k]
            far = other[arc]
            key = 0.0
            for c in range(criteria):
                cost[c] = costs[label, c] + weights[arc, c]
                whole[c] = cost[c] + bounds[far, c]
                key += whole[c] * scale[c]
            if not key < np.inf or _is_beaten(cost, costs, chain[far], following):
                continue
            if _is_beaten(whole, costs, chain[target], following):
                continue
            if labels == most:
                return np.empty(0, np.int32), by, before, False
            _drop_beaten(cost, costs, chain, far, following, alive)
            for c in range(criteria):
                costs[labels, c] = cost[c]
            at[labels] = far
            by[labels] = arc
            before[labels] = label
            alive[labels] = True
            following[labels] = chain[far]
            chain[far] = labels
            size = push(keys, items, size, key, labels)
            labels += 1
    return _chained(chain[target], following), by, before, True


@loop
def _chained(first: int, following: Ints) -> Ints:
    """Return the labels of a chain, oldest first."""
    count = 0
    label = first
    while label >= 0:
        count += 1
        label = following[label]
    ends = np.empty(count, np.int32)
    label = first
    while label >= 0:
        count -= 1
        ends[count] = label
        label = following[label]
    return ends


def warm_up() -> None:
    """Compile every loop, or read it from the cache on disk, by running each on two states and one arc.

    The arrays of a graph are closed to writing, and numba compiles again for arrays that are not: these are too.
    """
    indptr, rindptr, slots, tail, head = (np.array(a, np.int32) for a in ([0, 1, 1], [0, 0, 1], [0], [0], [1]))
    for array in (indptr, rindptr, slots, tail, head):
        array.setflags(write=False)
    weight, none, link = np.ones(1), np.empty(0), np.zeros(1, np.int32)
    there, by_there = shortest_tree(indptr, slots, head, weight, 0, -1, none)
    back, by_back = shortest_tree(rindptr, slots, tail, weight, 1, -1, none)
    path_to(by_there, tail, 1)
    distinct_ways(tail, head, weight, there, by_there, back, by_back, link, np.inf, link, weight, link, 1, 2, 0.7, 1)
    pareto_labels(indptr, slots, head, np.ones((1, 3)), 0, 1, np.zeros((2, 3)), 8)
