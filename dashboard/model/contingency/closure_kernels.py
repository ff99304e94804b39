"""The loops behind ways under one or two closures, compiled by numba; tests hold them to networkx."""

import numpy as np

from dashboard.model.world.kernels import SAME, Bools, Floats, Ints, drop_first, loop, push


@loop
def search(
    indptr: Ints, slots: Ints, head: Ints, weight: Floats, elements: Ints, shut: Bools, bound: Floats,
    source: int, target: int, dist: Floats, by: Ints, mark: Ints, run: int, heap: Floats, items: Ints,
) -> float:  # fmt: skip
    """Return the least weight from source to target with some elements shut, by A* on the intact network's distances.

    `dist`, `by` and `mark` are written where `mark` equals `run`, so that nothing need be cleared between searches.
    """
    if not bound[source] < np.inf:
        return np.inf
    dist[source] = 0.0
    by[source] = -1
    mark[source] = run
    size = push(heap, items, 0, bound[source], source)
    while size > 0:
        key, state = heap[0], items[0]
        size = drop_first(heap, items, size)
        if state == target:
            return dist[target]  # type: ignore[no-any-return]
        if key > dist[state] + bound[state] + SAME:
            continue
        for k in range(indptr[state], indptr[state + 1]):
            arc = slots[k]
            closed = False
            for e in elements[arc]:
                if e >= 0 and shut[e]:
                    closed = True
            if closed:
                continue
            far = head[arc]
            reached = dist[state] + weight[arc]
            if reached + bound[far] < np.inf and (mark[far] != run or reached < dist[far]):
                dist[far] = reached
                by[far] = arc
                mark[far] = run
                size = push(heap, items, size, reached + bound[far], far)
    return np.inf


@loop
def _on_way(by: Ints, tail: Ints, second: Floats, elements: Ints, target: int, found: Ints) -> tuple[int, float]:
    """Write the elements of the way to the target into `found`; return how many, and the second measure of the way."""
    count = 0
    total = 0.0
    at = target
    while by[at] >= 0:
        arc = by[at]
        total += second[arc]
        for e in elements[arc]:
            if e < 0:
                continue
            known = False
            for i in range(count):
                if found[i] == e:
                    known = True
            if not known:
                found[count] = e
                count += 1
        at = tail[arc]
    return count, total


@loop
def branch_on_ways(
    indptr: Ints, slots: Ints, tail: Ints, head: Ints, weight: Floats, second: Floats, elements: Ints, count: int,
    closable: Bools, bounds: Floats, sources: Ints, targets: Ints, target_rows: Ints, depth: int,
) -> tuple[Floats, Floats, Ints, Floats]:  # fmt: skip
    """Return base values and second measures of the pairs, and rows (pair, first, other) with (weight, second)."""
    n = indptr.size - 1
    dist, by, mark = np.empty(n), np.empty(n, np.int32), np.zeros(n, np.int32)
    heap, items = np.empty(slots.size + 2), np.empty(slots.size + 2, np.int32)
    first_way, other_way = np.empty(count, np.int32), np.empty(count, np.int32)
    shut = np.zeros(count, np.bool_)
    base, base_second = np.full(sources.size, np.inf), np.full(sources.size, np.inf)
    rows, values = np.empty((1024, 3), np.int32), np.empty((1024, 2))
    used = 0
    run = 0
    for pair in range(sources.size):
        bound, source, target = bounds[target_rows[pair]], sources[pair], targets[pair]
        run += 1
        base[pair] = search(
            indptr, slots, head, weight, elements, shut, bound, source, target, dist, by, mark, run, heap, items
        )
        if not base[pair] < np.inf:
            continue
        n_first, base_second[pair] = _on_way(by, tail, second, elements, target, first_way)
        for i in range(n_first):
            a = first_way[i]
            if not closable[a]:
                continue
            shut[a] = True
            run += 1
            value = search(
                indptr, slots, head, weight, elements, shut, bound, source, target, dist, by, mark, run, heap, items
            )
            n_other, total = 0, np.inf
            if value < np.inf:
                n_other, total = _on_way(by, tail, second, elements, target, other_way)
            for j in range(-1, n_other if depth > 1 else 0):
                b = -1
                if j >= 0:
                    b = other_way[j]
                    if not closable[b]:
                        continue
                    shut[b] = True
                    run += 1
                    value = search(
                        indptr,
                        slots,
                        head,
                        weight,
                        elements,
                        shut,
                        bound,
                        source,
                        target,
                        dist,
                        by,
                        mark,
                        run,
                        heap,
                        items,
                    )
                    shut[b] = False
                    total = np.inf
                    if value < np.inf:
                        total = 0.0
                        at = target
                        while by[at] >= 0:
                            total += second[by[at]]
                            at = tail[by[at]]
                if used == rows.shape[0]:
                    rows, values = (
                        np.concatenate((rows, np.empty_like(rows))),
                        np.concatenate((values, np.empty_like(values))),
                    )
                rows[used, 0], rows[used, 1], rows[used, 2] = pair, a, b
                values[used, 0], values[used, 1] = value, total
                used += 1
            shut[a] = False
    return base, base_second, rows[:used], values[:used]
