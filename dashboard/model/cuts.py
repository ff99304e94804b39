"""How much fits between two sets of states, and which pipes bind: maximum flow and both minimum cuts."""

from dataclasses import dataclass

import igraph
import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

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
    finite = np.isfinite(pipes.capacity)
    plenty = 2.0 * float(pipes.capacity[finite].sum()) + 1.0
    capacity = np.where(finite, pipes.capacity, plenty)
    source, sink = pipes.size, pipes.size + 1
    a = np.concatenate([pipes.a, np.full(origins.size, source), destinations])
    b = np.concatenate([pipes.b, origins, np.full(destinations.size, sink)])
    gates = origins.size + destinations.size
    limits = np.concatenate([capacity, np.full(gates, plenty * (pipes.a.size + 1.0))])
    graph = igraph.Graph(n=pipes.size + 2, edges=np.column_stack([a, b]).tolist(), directed=False)
    found = graph.maxflow(source, sink, capacity=limits.tolist())
    flow = np.asarray(found.flow, dtype=float) * np.where(a <= b, 1.0, -1.0)
    if found.value >= plenty - _TOLERANCE:
        return Cut(float("inf"), flow[: pipes.a.size], (), ())
    ahead = _reached(a, b, limits, flow, source)
    behind = _reached(a, b, limits, -flow, sink)
    return Cut(
        float(found.value),
        flow[: pipes.a.size],
        _crossing(pipes, ahead),
        _crossing(pipes, behind),
    )


def _require_ends(pipes: Pipes, origins: Ints, destinations: Ints) -> None:
    """Raise unless both ends are states and share none."""
    for name, ends in (("origin", origins), ("destination", destinations)):
        wrong = ends[(ends < 0) | (ends >= pipes.size)]
        if wrong.size or not ends.size:
            raise UnknownStateError(f"{name}s {ends.tolist()} are not among the {pipes.size} states of these pipes")
    if common := set(origins.tolist()) & set(destinations.tolist()):
        raise UnknownStateError(f"states {sorted(common)} are origin and destination at once; choose ends that differ")


def _reached(a: npt.NDArray[np.generic], b: npt.NDArray[np.generic], limits: Floats, flow: Floats, root: int) -> Ints:
    """Return the states that the flow still leaves open from the root, in no order."""
    size = int(max(a.max(), b.max())) + 1
    there = limits - flow > _TOLERANCE
    back = limits + flow > _TOLERANCE
    rows = np.concatenate([a[there], b[back]])
    columns = np.concatenate([b[there], a[back]])
    matrix = coo_array((np.ones(rows.size), (rows, columns)), shape=(size, size)).tocsr()
    reached: Ints = breadth_first_order(matrix, root, return_predecessors=False)
    return reached


def _crossing(pipes: Pipes, inside: Ints) -> tuple[int, ...]:
    """Return the pipes that lead out of a set of states."""
    side = np.zeros(pipes.size + 2, dtype=bool)
    side[inside] = True
    return tuple(int(i) for i in np.flatnonzero(side[pipes.a] != side[pipes.b]))
