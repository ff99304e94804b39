"""Demand put on the network at least cost: a path-form linear programme with columns made as they are needed."""

from dataclasses import dataclass
from typing import NamedTuple

import highspy
import numpy as np
import numpy.typing as npt

from dashboard.model.world.kernels import path_to, shortest_tree
from dashboard.model.world.scenario import ScenarioError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_SAME = 1e-7
"""USD a tonne; a way that is cheaper by less than this is not cheaper."""

_NO_STEP = 1e-6
"""Of what is tried at most; a price that holds for less than this holds for nothing."""

_NO_BOUND = np.empty(0)


class DemandError(ScenarioError):
    """A demand cannot be put on the network as written."""


class SolverError(RuntimeError):
    """The solver ended without an optimum."""


@dataclass(frozen=True)
class Carriage:
    """Directed arcs between numbered states, what a tonne pays on each, and which limit it uses up.

    Attributes
    ----------
    size
        Number of states.
    tail, head
        Ends of each arc.
    cost
        USD a tonne on each arc; infinite where the arc is closed.
    element
        Number of the limit (a link, a port) that each arc uses up, -1 for none. Arcs that share a number share it.
    barred
        Shape (classes, arcs): arcs that a class of demands may not use (another mode, say).
    """

    size: int
    tail: Ints
    head: Ints
    cost: Floats
    element: Ints
    barred: Bools


@dataclass(frozen=True)
class Demands:
    """What wants to be carried, one row an origin, destination and group of goods.

    Attributes
    ----------
    origin, destination
        States.
    mt_per_year
        Million tonnes a year, not negative.
    unmet_cost
        USD a tonne that stays behind: the price above which a tonne is not carried.
    kind
        Class of each demand: its row in `Carriage.barred`.
    """

    origin: Ints
    destination: Ints
    mt_per_year: Floats
    unmet_cost: Floats
    kind: Ints


class Way(NamedTuple):
    """One used way: its demand, its arcs in order, and the Mt a year on it."""

    demand: int
    arcs: tuple[int, ...]
    mt_per_year: float


@dataclass(frozen=True)
class Assignment:
    """The cheapest way to carry the demands.

    Attributes
    ----------
    cost
        Million USD a year, the price of what stays behind included.
    ways
        Used ways.
    unmet
        Mt a year left behind, for each demand.
    load
        Mt a year that use up each limit, both directions together.
    price
        USD that one more tonne a year of each limit would save; 0 where it does not bind.
    """

    cost: float
    ways: tuple[Way, ...]
    unmet: Floats
    load: Floats
    price: Floats


class Planner:
    """A programme that keeps its ways from one solution to the next, so that a scenario after the first is quick.

    The arcs and the ends of demands are fixed; capacities, tonnages and unmet prices may differ from call to call.

    Parameters
    ----------
    carriage
        Not changed.
    demands
        Ends of the demands; tonnes and prices are those of the first solution.
    elements
        Number of limits.

    Raises
    ------
    DemandError
        If a demand is negative or not a number, its ends are no states, or are one and the same.
    """

    def __init__(self, carriage: Carriage, demands: Demands, elements: int) -> None:
        _require_demands(demands, carriage.size)
        self._carriage = carriage
        self._demands = demands
        self._elements = elements
        order = np.argsort(carriage.tail, kind="stable").astype(np.int32)
        counts = np.bincount(carriage.tail, minlength=carriage.size)
        self._slots = order
        self._indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._columns: list[tuple[int, tuple[int, ...]]] = []
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        self._uses: list[Ints] = []
        self._solver = self._empty_programme()

    def _empty_programme(self) -> highspy.Highs:
        """Return the programme whose only columns leave everything behind."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own signature
        solver.setOptionValue("threads", 1)
        none = np.empty(0, np.int32)
        for mt in self._demands.mt_per_year.tolist():
            solver.addRow(mt, mt, 0, none, np.empty(0))
        for _ in range(self._elements):
            solver.addRow(-highspy.kHighsInf, highspy.kHighsInf, 0, none, np.empty(0))
        for row, price in enumerate(self._demands.unmet_cost.tolist()):
            solver.addCol(price, 0.0, highspy.kHighsInf, 1, np.array([row], np.int32), np.ones(1))
        return solver

    def solve(self, capacity: Floats, mt_per_year: Floats | None = None) -> Assignment:
        """Return the cheapest assignment under these capacities.

        Parameters
        ----------
        capacity
            Mt a year of each limit, infinite where there is none.
        mt_per_year
            Tonnage of each demand; that of the first call if left out.

        Raises
        ------
        SolverError
            If the solver ends without an optimum.
        """
        rows = len(self._demands.origin)
        demand = self._demands.mt_per_year if mt_per_year is None else mt_per_year
        low = np.concatenate([demand, np.full(capacity.size, -highspy.kHighsInf)])
        self._solver.changeRowsBounds(
            low.size, np.arange(low.size, dtype=np.int32), low, np.concatenate([demand, capacity])
        )
        while True:
            duals = self._optimum()
            if not self._add_cheaper_ways(duals[:rows], duals[rows:], capacity):
                return self._result(duals[rows:])

    def cheapest(self, demand: int) -> float:
        """Return USD a tonne of the cheapest way of a demand, capacities aside; infinite where no way is open."""
        carriage, demands = self._carriage, self._demands
        weight = np.where(carriage.barred[demands.kind[demand]], np.inf, carriage.cost)
        origin, end = int(demands.origin[demand]), int(demands.destination[demand])
        dist, _ = shortest_tree(self._indptr, self._slots, carriage.head, weight, origin, end, _NO_BOUND)
        return float(dist[end])

    def _optimum(self) -> Floats:
        """Solve over the known ways and return the duals of the rows."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(
                f"the solver ended with {self._solver.modelStatusToString(status)!r}, not with an optimum"
            )
        return np.asarray(self._solver.getSolution().row_dual, dtype=float)

    def _add_cheaper_ways(self, worth: Floats, duals: Floats, capacity: Floats) -> int:
        """Add every way that is cheaper than what its demand pays now, and return how many there were."""
        carriage, demands = self._carriage, self._demands
        price = np.append(np.where(capacity > 0, -np.minimum(duals, 0.0), np.inf), 0.0)
        weight = np.where(carriage.barred, np.inf, carriage.cost + price[carriage.element])
        added = 0
        for origin, kind in sorted(set(zip(demands.origin.tolist(), demands.kind.tolist(), strict=True))):
            dist, by = shortest_tree(self._indptr, self._slots, carriage.head, weight[kind], origin, -1, _NO_BOUND)
            for row in np.flatnonzero((demands.origin == origin) & (demands.kind == kind)).tolist():
                end = int(demands.destination[row])
                if dist[end] < worth[row] - _SAME:
                    added += self._add_way(row, path_to(by, carriage.tail, end))
        return added

    def _add_way(self, row: int, arcs: Ints) -> int:
        """Add the column of a way unless it is there, and return how many were added."""
        key = (row, tuple(arcs.tolist()))
        if key in self._known:
            return 0
        elements = self._carriage.element[arcs]
        used, times = np.unique(elements[elements >= 0], return_counts=True)
        rows = np.concatenate([[row], used + len(self._demands.origin)]).astype(np.int32)
        values = np.concatenate([[1.0], times.astype(float)])
        cost = float(self._carriage.cost[arcs].sum())
        self._solver.addCol(cost, 0.0, highspy.kHighsInf, rows.size, rows, values)
        self._columns.append(key)
        self._known.add(key)
        self._uses.append(elements[elements >= 0])
        return 1

    def _result(self, duals: Floats) -> Assignment:
        """Return the solution in the reader's terms."""
        rows = len(self._demands.origin)
        values = np.asarray(self._solver.getSolution().col_value, dtype=float)
        unmet, flows = np.maximum(values[:rows], 0.0), values[rows:]
        load = np.zeros(self._elements)
        ways = []
        for (row, arcs), uses, mt in zip(self._columns, self._uses, flows.tolist(), strict=True):
            if mt > 0:
                np.add.at(load, uses, mt)
                ways.append(Way(row, arcs, mt))
        cost = float(self._solver.getInfo().objective_function_value)
        return Assignment(cost, tuple(ways), unmet, load, np.maximum(-duals, 0.0))


def _require_demands(demands: Demands, size: int) -> None:
    """Raise unless every demand can be put on a network of so many states."""
    rows = zip(demands.origin.tolist(), demands.destination.tolist(), demands.mt_per_year.tolist(), strict=True)
    for number, (origin, destination, mt) in enumerate(rows):
        if not 0 <= mt < np.inf:
            raise DemandError(f"demand {number} is {mt} Mt a year; give a number from 0 up")
        if not (0 <= origin < size and 0 <= destination < size):
            raise DemandError(
                f"demand {number} runs from {origin} to {destination}, of {size} states; name known places"
            )
        if origin == destination:
            raise DemandError(f"demand {number} begins and ends at {origin}; choose ends that differ")


@dataclass(frozen=True)
class Step:
    """How far the price of a limit holds.

    Attributes
    ----------
    mt_per_year
        Mt a year that may be added before the price falls; infinite if it does not fall within the search.
    next_elements
        Limits that bind then and did not before.
    carried
        Mt a year that are carried and were left behind, per Mt a year added.
    """

    mt_per_year: float
    next_elements: tuple[int, ...]
    carried: float


def find_step(planner: Planner, capacity: Floats, element: int, most: float, base: Assignment | None = None) -> Step:
    """Return how far the price of one limit holds, found by solving again with more of it.

    What is saved is concave and piecewise linear in what is added, and the price at any point bounds it from above. So
    from the far end the bound is followed back to the line of the first price, until what is saved lies on that line:
    few solutions, and the step is exact (Newton's method on a piecewise linear function).

    Parameters
    ----------
    planner
        Keeps the ways it finds.
    capacity
        Mt a year of each limit; not changed.
    element
        The limit to widen.
    most
        Mt a year to try at most.
    base
        The solution under `capacity`; found if left out.
    """
    start = planner.solve(capacity) if base is None else base
    price = float(start.price[element])

    def widened(by: float) -> Assignment:
        wider = capacity.copy()
        wider[element] += by
        return planner.solve(wider)

    at, by = widened(most), most
    while (saved := start.cost - at.cost) < price * by * (1 - 1e-6) - 1e-9:
        slope = float(at.price[element])
        if slope >= price * (1 - 1e-9):
            break  # the same line but for rounding
        by = (saved - slope * by) / (price - slope)
        if by < most * _NO_STEP:
            by = 0.0
            break
        at = widened(by)
    beyond = at if by == most else widened(by + most / 1000)
    before = set(np.flatnonzero(start.price > _SAME).tolist())
    after = set(np.flatnonzero(beyond.price > _SAME).tolist())
    gained = float(start.unmet.sum() - at.unmet.sum()) / by if by else 0.0
    return Step(float("inf") if by == most else by, tuple(sorted(after - before)), gained)
