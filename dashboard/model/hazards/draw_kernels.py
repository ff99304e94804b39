"""The loops behind simulated years, compiled by numba: sets of closed gates as bits, and what they do to a shipment.

Tests hold them to days counted one by one and to networkx.
"""

import numpy as np
import numpy.typing as npt

from dashboard.model.contingency.closure_kernels import search
from dashboard.model.world.kernels import Bools, Floats, Ints, loop

Bits = npt.NDArray[np.uint64]


@loop
def sets_of_years(
    year: Ints, day: Floats, gate: Ints, closes: Bools, words: int, gates: int, length: float
) -> tuple[Ints, Bits, Floats]:
    """Return the stretches of every year on which the same gates are shut: year, gates as bits, days.

    The rows are changes, sorted by year and day; a gate that is shut twice at a time stays shut until both have ended.
    Stretches on which nothing is shut are left out.
    """
    most = year.size + 1
    of_year, bits, days = np.empty(most, np.int32), np.zeros((most, words), np.uint64), np.empty(most)
    shut = np.zeros(gates, np.int32)
    now = np.zeros(words, np.uint64)
    used, open_gates = 0, 0
    one = np.uint64(1)
    for row in range(year.size):
        g = gate[row]
        word, bit = g // 64, one << np.uint64(g % 64)
        if closes[row]:
            shut[g] += 1
            if shut[g] == 1:
                now[word] |= bit
                open_gates += 1
        else:
            shut[g] -= 1
            if shut[g] == 0:
                now[word] &= ~bit
                open_gates -= 1
        last = row + 1 == year.size or year[row + 1] != year[row]
        until = length if last else day[row + 1]
        if open_gates > 0 and until > day[row]:
            of_year[used] = year[row]
            bits[used] = now
            days[used] = until - day[row]
            used += 1
        if last:
            shut[:] = 0
            now[:] = 0
            open_gates = 0
    return of_year[:used], bits[:used], days[:used]


@loop
def _bits_on_way(by: Ints, tail: Ints, gates_of_arc: Ints, second: Floats, target: int, bits: Bits) -> float:
    """Write the gates on the way to the target as bits; return the second measure of the way."""
    bits[:] = 0
    total = 0.0
    at = target
    while by[at] >= 0:
        arc = by[at]
        total += second[arc]
        for g in gates_of_arc[arc]:
            if g >= 0:
                bits[g // 64] |= np.uint64(1) << np.uint64(g % 64)
        at = tail[arc]
    return total


@loop
def _slot_of(closed: Bits, keys: Bits, nodes: Ints) -> int:
    """Return the slot of a set of closed gates in the table: the one that holds it, or the free one it belongs in."""
    mask = np.uint64(nodes.size - 1)
    h = np.uint64(1469598103934665603)
    for word in closed:
        h = (h ^ word) * np.uint64(1099511628211)
        h ^= h >> np.uint64(29)
    slot = np.int64(h & mask)
    while nodes[slot] >= 0:
        same = True
        for w in range(closed.size):
            if keys[nodes[slot], w] != closed[w]:
                same = False
        if same:
            return int(slot)
        slot = (slot + 1) & np.int64(mask)
    return int(slot)


@loop
def values_of_sets(
    indptr: Ints, slots: Ints, tail: Ints, head: Ints, weight: Floats, second: Floats, gates_of_arc: Ints, gates: int,
    bound: Floats, source: int, target: int, sets: Bits,
) -> tuple[Floats, Floats, Bits, int]:  # fmt: skip
    """Return the best way under every set of closed gates: weight, second measure, gates avoided; and the searches.

    A way is found with nothing shut; where a set shuts gates on it, these are shut and a way is found again, until the
    way uses nothing of the set. That way is the best under the whole set, since shutting the rest cannot make another
    one better. Ways are kept by what was shut for them, so that each is searched for once.
    """
    n, words = indptr.size - 1, sets.shape[1]
    dist, by, mark = np.empty(n), np.empty(n, np.int32), np.zeros(n, np.int32)
    heap, items = np.empty(slots.size + 2), np.empty(slots.size + 2, np.int32)
    shut = np.zeros(gates, np.bool_)
    size = 1 << 12
    nodes = np.full(size, -1, np.int32)
    keys, on_way = np.zeros((size // 2, words), np.uint64), np.zeros((size // 2, words), np.uint64)
    value, other = np.empty(size // 2), np.empty(size // 2)
    weights, seconds, avoided = np.empty(sets.shape[0]), np.empty(sets.shape[0]), np.zeros_like(sets)
    closed = np.zeros(words, np.uint64)
    count = 0
    for row in range(sets.shape[0]):
        closed[:] = 0
        while True:
            slot = _slot_of(closed, keys, nodes)
            node = nodes[slot]
            if node < 0:
                if count == keys.shape[0]:
                    keys, on_way = (
                        np.concatenate((keys, np.zeros_like(keys))),
                        np.concatenate((on_way, np.zeros_like(on_way))),
                    )
                    value, other = (
                        np.concatenate((value, np.empty_like(value))),
                        np.concatenate((other, np.empty_like(other))),
                    )
                    nodes = np.full(4 * count, -1, np.int32)
                    for known in range(count):
                        nodes[_slot_of(keys[known], keys, nodes)] = known
                    slot = _slot_of(closed, keys, nodes)
                node = count
                count += 1
                nodes[slot] = node
                keys[node] = closed
                for g in range(gates):
                    shut[g] = (closed[g // 64] >> np.uint64(g % 64)) & np.uint64(1) == np.uint64(1)
                value[node] = search(
                    indptr, slots, head, weight, gates_of_arc, shut, bound, source, target,
                    dist, by, mark, count, heap, items,
                )  # fmt: skip
                other[node] = np.inf
                if value[node] < np.inf:
                    other[node] = _bits_on_way(by, tail, gates_of_arc, second, target, on_way[node])
            hit = False
            for w in range(words):
                stopped = sets[row, w] & on_way[node, w]
                if stopped:
                    closed[w] |= stopped
                    hit = True
            if not hit:
                weights[row], seconds[row] = value[node], other[node]
                avoided[row] = closed
                break
    return weights, seconds, avoided, count
