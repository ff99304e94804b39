"""What one closure, or two at once, do to the best ways: exact, because only closures on a best way can change it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.model.contingency.closure_kernels import branch_on_ways
from dashboard.model.world.kernels import shortest_tree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_NO_BOUND = np.empty(0)


@dataclass(frozen=True)
class Ways:
    """Arcs between numbered states, and the things that can be closed on each.

    Attributes
    ----------
    indptr, slots
        Arcs that leave each state, as compressed rows.
    tail, head
        Ends of each arc.
    weight
        What is made least (hours, dollars …); infinite where the arc is closed already.
    second
        A measure that is only added up along the way found.
    elements
        Shape (arcs, k): numbers of what closes the arc (its link, its places), -1 for none.
    count
        Number of elements.
    """

    indptr: Ints
    slots: Ints
    tail: Ints
    head: Ints
    weight: Floats
    second: Floats
    elements: Ints
    count: int


@dataclass(frozen=True)
class Contingencies:
    """Best values of pairs of states, intact and under every closure that changes them.

    Attributes
    ----------
    base, base_second
        Weight and second measure of each pair on the intact network; infinite where there is no way.
    pair, first, other
        Rows: the pair, the closed element, and the second closed element (-1 for a single closure). A closure of two
        stands in a row only where both matter; elsewhere the row of the one that matters holds for both.
    weight, second
        Value of the row; infinite where no way is left.
    """

    base: Floats
    base_second: Floats
    pair: Ints
    first: Ints
    other: Ints
    weight: Floats
    second: Floats


def find_contingencies(ways: Ways, sources: Ints, targets: Ints, closable: Bools, depth: int) -> Contingencies:
    """Return what every closure of one element, or of one and of two, does to the best way of every pair.

    Closing what a best way does not use changes nothing for it. So only elements on the way need a new search, and
    after that only those on the new way a second one: every closure is covered, none is sampled. Each search is guided
    by the intact network's distances to the target, which stay a lower bound because closures only lengthen.

    Parameters
    ----------
    ways
        Not changed.
    sources, targets
        States of the pairs, same length.
    closable
        Which elements may be closed.
    depth
        1 for single closures, 2 for single and double ones.
    """
    unique_targets, target_rows = np.unique(targets, return_inverse=True)
    arriving = np.argsort(ways.head, kind="stable").astype(np.int32)
    counts = np.bincount(ways.head, minlength=ways.indptr.size - 1)
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    bounds = np.array(
        [shortest_tree(indptr, arriving, ways.tail, ways.weight, int(t), -1, _NO_BOUND)[0] for t in unique_targets]
    ).reshape(unique_targets.size, ways.indptr.size - 1)
    base, base_second, rows, values = branch_on_ways(
        ways.indptr, ways.slots, ways.tail, ways.head, ways.weight, ways.second, ways.elements, ways.count,
        closable, bounds, sources, targets, target_rows.astype(np.int32), depth,
    )  # fmt: skip
    return Contingencies(base, base_second, rows[:, 0], rows[:, 1], rows[:, 2], values[:, 0], values[:, 1])
