"""The loops behind greatest flows and what closures leave of them, compiled by numba; tests hold them to networkx.

A pipe ``e`` is the two arcs ``2 * e`` (from its end a to b) and ``2 * e + 1`` (back); what flows along one may return
along the other, so that ``arc ^ 1`` is the way back of every arc.
"""

import numpy as np

from dashboard.model.world.kernels import Bools, Floats, Ints, loop

NOTHING = 1e-9
"""Mt a year; a kilogram a year is no flow."""


@loop
def _levels(
    indptr: Ints, slots: Ints, head: Ints, room: Floats, source: int, sink: int, level: Ints, queue: Ints
) -> bool:
    """Write the number of open arcs from the source to every state; return whether the sink is reached."""
    level[:] = -1
    level[source] = 0
    queue[0] = source
    first, last = 0, 1
    while first < last:
        state = queue[first]
        first += 1
        for k in range(indptr[state], indptr[state + 1]):
            arc = slots[k]
            if room[arc] > NOTHING and level[head[arc]] < 0:
                level[head[arc]] = level[state] + 1
                queue[last] = head[arc]
                last += 1
    return bool(level[sink] >= 0)


@loop
def _push_ways(
    indptr: Ints, slots: Ints, head: Ints, room: Floats, source: int, sink: int, level: Ints, at: Ints, way: Ints
) -> float:
    """Push along shortest open ways until none is left; return what was pushed."""
    total = 0.0
    at[:] = indptr[:-1]
    length = 0
    state = source
    while True:
        if state == sink:
            least = np.inf
            for i in range(length):
                least = min(least, room[way[i]])
            total += least
            back = length
            for i in range(length - 1, -1, -1):
                room[way[i]] -= least
                room[way[i] ^ 1] += least
                if room[way[i]] <= NOTHING:
                    back = i
            length = back
            state = head[way[length] ^ 1]
            continue
        found = False
        while at[state] < indptr[state + 1]:
            arc = slots[at[state]]
            if room[arc] > NOTHING and level[head[arc]] == level[state] + 1:
                way[length] = arc
                length += 1
                state = head[arc]
                found = True
                break
            at[state] += 1
        if found:
            continue
        if state == source:
            return total
        length -= 1
        state = head[way[length] ^ 1]
        at[state] += 1


@loop
def greatest_flow(
    indptr: Ints, slots: Ints, head: Ints, room: Floats, source: int, sink: int, level: Ints, at: Ints, work: Ints
) -> float:
    """Return the greatest flow (Dinic 1970); `room` holds what each arc still takes and is changed."""
    total = 0.0
    while _levels(indptr, slots, head, room, source, sink, level, work):
        total += _push_ways(indptr, slots, head, room, source, sink, level, at, work)
    return total


@loop
def _things_used(
    capacity: Floats, room: Floats, things: Ints, closable: Bools, stamp: int, seen: Ints, found: Ints
) -> int:
    """Write what can be closed on the pipes that carry flow into `found`; return how many things there are."""
    count = 0
    for pipe in range(things.shape[0]):
        if abs(room[2 * pipe] - capacity[2 * pipe]) <= NOTHING:
            continue
        for thing in things[pipe]:
            if thing >= 0 and closable[thing] and seen[thing] != stamp:
                seen[thing] = stamp
                found[count] = thing
                count += 1
    return count


@loop
def _without(capacity: Floats, things: Ints, one: int, other: int, room: Floats) -> None:
    """Write the capacities into `room`, 0 where one or the other closes the pipe."""
    room[:] = capacity
    for pipe in range(things.shape[0]):
        for thing in things[pipe]:
            if thing >= 0 and not (thing - one) * (thing - other):  # one of the two, in integers of any width
                room[2 * pipe] = 0.0
                room[2 * pipe + 1] = 0.0


@loop
def branch_on_flow(
    indptr: Ints, slots: Ints, head: Ints, capacity: Floats, things: Ints, closable: Bools, source: int, sink: int,
    depth: int,
) -> tuple[float, Ints, Floats]:  # fmt: skip
    """Return the greatest flow, and rows (first, other) with what still flows while they are closed (-1: one alone).

    A closure matters only where flow runs: every single closure of the first flow and, for each, every second one of
    the flow that then runs. A pair that has been solved in one order is not solved in the other.
    """
    n, count = indptr.size - 1, closable.size
    room, level, at, work = np.empty(head.size), np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n + 1, np.int32)
    seen = np.zeros(count, np.int32)
    used, used_then = np.empty(count, np.int32), np.empty(count, np.int32)
    place = np.full(count, -1, np.int32)
    rows, values = np.empty((1024, 2), np.int32), np.empty(1024)
    filled, stamp = 0, 1
    room[:] = capacity
    base = greatest_flow(indptr, slots, head, room, source, sink, level, at, work)
    n_used = _things_used(capacity, room, things, closable, stamp, seen, used)
    for i in range(n_used):
        place[used[i]] = i
    solved = np.zeros((n_used, n_used), np.bool_)
    for i in range(n_used):
        one = used[i]
        _without(capacity, things, one, -1, room)
        left = greatest_flow(indptr, slots, head, room, source, sink, level, at, work)
        stamp += 1
        n_then = _things_used(capacity, room, things, closable, stamp, seen, used_then) if depth > 1 else 0
        for j in range(-1, n_then):
            other = used_then[j] if j >= 0 else -1
            value = left
            if other >= 0:
                k = place[other]
                if k >= 0 and solved[k, i]:
                    continue
                if k >= 0:
                    solved[i, k] = True
                _without(capacity, things, one, other, room)
                value = greatest_flow(indptr, slots, head, room, source, sink, level, at, work)
            if filled == values.size:
                rows = np.concatenate((rows, np.empty_like(rows)))
                values = np.concatenate((values, np.empty_like(values)))
            rows[filled, 0], rows[filled, 1] = one, other
            values[filled] = value
            filled += 1
    return base, rows[:filled], values[:filled]
