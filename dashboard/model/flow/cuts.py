"""How much fits between two sets of states, and which pipes bind: maximum flow and both minimum cuts."""

from dataclasses import dataclass

import igraph
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_TOLERANCE = 1e-9
"""Mt a year; flows this close to a capacity fill it (a kilogram a year, far below any published digit)."""


class UnknownStateError(ValueError):
    """An end of the question is not a state of the pipes, or both ends share one."""


@dataclass(frozen=True)
class Pipes:
    """Undirected pipes between numbered states; what runs both ways through a pipe shares its capacity.

    Attributes
    ----------
    size
        Number of states.
    a, b
        Ends of each pipe.
    capacity
        Mt a year of each pipe; infinite where nothing limits it.
    """

    size: int
    a: Ints
    b: Ints
    capacity: Floats


@dataclass(frozen=True)
class Cut:
    """A greatest flow and the two least cuts that prove it.

    Attributes
    ----------
    value
        Mt a year; infinite where some way has no limit at all.
    flow
        Mt a year through each pipe, positive from ``a`` to ``b``.
    near_origin, near_destination
        Pipes of the least cut nearest to either end, ascending. Where they differ the bottleneck is not unique:
        widening one alone gains nothing.
    """

    value: float
    flow: Floats
    near_origin: tuple[int, ...]
    near_destination: tuple[int, ...]


def find_cut(pipes: Pipes, origins: Ints, destinations: Ints) -> Cut:
    """Return the greatest flow from the origins to the destinations and both least cuts.

    Boykov-Kolmogorov or push-relabel as igraph chooses; the cuts come from what the flow still leaves open (Picard and
    Queyranne 1980: the states reachable from the origin, and those that still reach the destination).

    Parameters
    ----------
    pipes
        Not changed.
    origins, destinations
        States, each once; neither may be empty, none in both.

    Raises
    ------
    UnknownStateError
        If an end is no state of the pipes, or both share one.
    """
    _require_ends(pipes, origins, destinations)
    used, inverse = np.unique(np.concatenate([pipes.a, pipes.b, origins, destinations]), return_inverse=True)
    a, b, first, last = np.split(inverse, np.cumsum([pipes.a.size, pipes.a.size, origins.size]))
    finite = np.isfinite(pipes.capacity)
    plenty = 2.0 * float(pipes.capacity[finite].sum()) + 1.0
    source, sink = used.size, used.size + 1
    a = np.concatenate([a, np.full(first.size, source), last])
    b = np.concatenate([b, first, np.full(last.size, sink)])
    gates = np.full(first.size + last.size, plenty * (pipes.a.size + 1.0))
    limits = np.concatenate([np.where(finite, pipes.capacity, plenty), gates])
    graph = igraph.GraphBase(used.size + 2, np.column_stack([a, b]).tolist(), directed=False)
    value, flows, *_ = graph.maxflow(source, sink, limits.tolist())
    flow = np.asarray(flows, dtype=float) * np.where(a <= b, 1.0, -1.0)
    if value >= plenty - _TOLERANCE:
        return Cut(float("inf"), flow[: pipes.a.size], (), ())
    ahead = _reached(a, b, limits, flow, source)
    behind = _reached(a, b, limits, -flow, sink)
    return Cut(float(value), flow[: pipes.a.size], *(_crossing(a, b, side, pipes.a.size) for side in (ahead, behind)))


def _require_ends(pipes: Pipes, origins: Ints, destinations: Ints) -> None:
    """Raise unless both ends are states and share none."""
    for name, ends in (("origin", origins), ("destination", destinations)):
        wrong = ends[(ends < 0) | (ends >= pipes.size)]
        if wrong.size or not ends.size:
            raise UnknownStateError(f"{name}s {ends.tolist()} are not among the {pipes.size} states of these pipes")
    if common := set(origins.tolist()) & set(destinations.tolist()):
        raise UnknownStateError(f"states {sorted(common)} are origin and destination at once; choose ends that differ")


def _reached(a: npt.NDArray[np.intp], b: npt.NDArray[np.intp], limits: Floats, flow: Floats, root: int) -> Bools:
    """Return which states the flow still leaves open from the root."""
    size = int(max(a.max(), b.max())) + 1
    there = limits - flow > _TOLERANCE
    back = limits + flow > _TOLERANCE
    tails = np.concatenate([a[there], b[back]])
    heads = np.concatenate([b[there], a[back]])
    indptr = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=size))])
    order = np.argsort(tails, kind="stable")
    open_arcs = csr_array((np.ones(tails.size), heads[order], indptr), shape=(size, size))
    reached = np.zeros(size, dtype=bool)
    reached[breadth_first_order(open_arcs, root, return_predecessors=False)] = True
    return reached


def _crossing(a: npt.NDArray[np.intp], b: npt.NDArray[np.intp], inside: Bools, pipes: int) -> tuple[int, ...]:
    """Return the pipes that lead out of a set of states."""
    return tuple(np.flatnonzero(inside[a[:pipes]] != inside[b[:pipes]]).tolist())
