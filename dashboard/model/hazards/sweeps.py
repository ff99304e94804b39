"""Every simulated year laid on every shipment, on whatever engine: the same numbers everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.model.flow.shipments import Least, Shipments, costs_in, second_of, split_by, usd_per_hour, worth_of_hour
from dashboard.model.hazards.draw_kernels import values_of_sets
from dashboard.model.hazards.draws import DAYS, Bits, Draws
from dashboard.model.hazards.engines import Engine, Progress, run_parts
from dashboard.model.hazards.gates import list_gates
from dashboard.model.world.kernels import Floats, Ints, shortest_tree
from dashboard.model.world.worlds import World

Measure = Literal["unserved", "hours", "cost", "generalised"]
MEASURES: tuple[Measure, ...] = ("unserved", "hours", "cost", "generalised")
"""Mt a year without a way; million tonne-hours and million USD a year lost, without and with the hours' worth."""

WORST = 0.05
"""Share of the years that are the worst ones."""

_PART = 6
"""Shipments in a part: enough that a part outweighs sending it, few enough that progress shows."""

_NO_BOUND = np.empty(0)
_Long = npt.NDArray[np.int64]


class Run(NamedTuple):
    """Where a sweep runs and who is told how far it is."""

    engine: Engine
    progress: Progress


@dataclass(frozen=True, eq=False)
class Spread:
    """What the simulated years do to present freight; measures as in `MEASURES`.

    Attributes
    ----------
    by_year
        Shape (shipments, years, measures).
    worst
        The worst twentieth of the years, at least one: those with the greatest total of the measure asked for.
    saved, saved_in_worst
        What would be saved a year if a gate never shut, shape (gates, measures): in the mean of all years, and of the
        worst ones.
    searches
        Searches for a way that all this took.
    """

    by_year: Floats
    worst: npt.NDArray[np.intp]
    saved: Floats
    saved_in_worst: Floats
    searches: int


class Field(NamedTuple):
    """What the parts of a sweep share: the network as arrays, and the sets of gates with their days."""

    indptr: Ints
    slots: Ints
    rindptr: Ints
    rslots: Ints
    tail: Ints
    head: Ints
    gates_of_arc: Ints
    gates: int
    sets: Bits
    year: Ints
    of_set: _Long
    days: Floats
    years: int


class Task(NamedTuple):
    """One shipment: what its arcs take, where it goes, its tonnes, and how hours and dollars are told apart."""

    weight: Floats
    second: Floats
    source: int
    target: int
    mt: float
    least: Least
    per_hour: float
    worth_of_hour: float


class Harm(NamedTuple):
    """What the sets of gates do to one shipment.

    Attributes
    ----------
    by_year
        Shape (years, measures).
    row, gate, saved
        Set, gate, and what a day of that set would cost less a year if the gate were not in it, shape (rows, measures).
    """

    by_year: Floats
    row: _Long
    gate: Ints
    saved: Floats
    searches: int


def sweep_draws(study: tuple[World, Shipments, Least], draws: Draws, measure: int, run: Run) -> Spread:
    """Return what the drawn years do to every shipment of a world.

    Parameters
    ----------
    study
        The world, its shipments, and what each of them makes least.
    measure
        Column of `MEASURES` by which the worst years are found.
    run
        The engine, and the progress that is told.
    """
    tasks, field = _tasks(*study), _field(study[0], draws)
    parts = [(field, tasks[at : at + _PART]) for at in range(0, len(tasks), _PART)]
    harms = [harm for part in run_parts(run.engine, harm_of_tasks, parts, run.progress) for harm in part]
    by_year = np.array([harm.by_year for harm in harms]).reshape(len(harms), draws.years, len(MEASURES))
    total = by_year[:, :, measure].sum(axis=0)
    worst = np.argsort(-total, kind="stable")[: max(1, round(WORST * draws.years))]
    in_worst = np.zeros(draws.years, np.bool_)
    in_worst[worst] = True
    sets = len(draws.sets)
    days = np.bincount(draws.of_set, draws.days, sets) / draws.years
    bad_days = np.bincount(draws.of_set, draws.days * in_worst[draws.year], sets) / worst.size
    saved, bad = _saved(harms, days, field.gates), _saved(harms, bad_days, field.gates)
    return Spread(by_year, worst, saved, bad, sum(harm.searches for harm in harms))


def _field(world: World, draws: Draws) -> Field:
    """Return what the parts of a sweep share."""
    compiled, gates = world.compiled, list_gates(world.compiled)
    return Field(
        compiled.indptr, compiled.slots, compiled.rindptr, compiled.rslots, compiled.tail, compiled.head, gates.of_arc,
        len(gates.items), draws.sets, draws.year, draws.of_set, draws.days, draws.years,
    )  # fmt: skip


def _tasks(world: World, shipments: Shipments, least: Least) -> list[Task]:
    """Return the shipments as tasks."""
    costs, per_hour = costs_in(world, shipments, least), usd_per_hour(world, least)
    return [
        Task(
            costs.weight[shipments.kind[i]], second_of(costs, least), int(shipments.source[i]),
            int(shipments.target[i]), float(shipments.mt[i]), least, per_hour, worth_of_hour(world),
        )
        for i in range(shipments.count)
    ]  # fmt: skip


def _saved(harms: list[Harm], days: Floats, gates: int) -> Floats:
    """Return what would be saved a year if a gate never shut, with so many days a year of each set."""
    saved = np.zeros((gates, len(MEASURES)))
    for harm in harms:
        for column in range(len(MEASURES)):
            saved[:, column] += np.bincount(harm.gate, harm.saved[:, column] * days[harm.row], gates)
    return saved


def harm_of_tasks(field: Field, tasks: list[Task]) -> list[Harm]:
    """Return what the sets of gates do to some shipments, each by itself."""
    return [_harm_of(field, task) for task in tasks]


def _harm_of(field: Field, task: Task) -> Harm:
    """Return what the sets of gates do to one shipment."""
    bound, _ = shortest_tree(field.rindptr, field.rslots, field.tail, task.weight, task.target, -1, _NO_BOUND)
    nothing = np.zeros((1, field.sets.shape[1]), np.uint64)
    sets = np.concatenate([nothing, field.sets])
    lost, avoided, searches = _lost(field, task, bound, sets)
    by_year = np.zeros((field.years, len(MEASURES)))
    for column in range(len(MEASURES)):
        by_year[:, column] = np.bincount(field.year, lost[1 + field.of_set, column] * field.days, field.years)
    row, gate = _gates_in(avoided[1:], field.gates)
    without = field.sets[row].copy()
    without[np.arange(row.size), gate // 64] &= ~(np.uint64(1) << (gate % 64).astype(np.uint64))
    less, _, more_searches = _lost(field, task, bound, np.concatenate([nothing, without]))
    return Harm(by_year, row, gate, lost[1 + row] - less[1:], searches + more_searches)


def _lost(field: Field, task: Task, bound: Floats, sets: Bits) -> tuple[Floats, Bits, int]:
    """Return what a day of each set costs, as a share of a year, beside the first set, which shuts nothing."""
    weight, second, avoided, searches = values_of_sets(
        field.indptr, field.slots, field.tail, field.head, task.weight, task.second, field.gates_of_arc, field.gates,
        bound, task.source, task.target, sets,
    )  # fmt: skip
    hours, usd = split_by(task.least, task.per_hour, weight, second)
    if not np.isfinite(hours[0]):  # no way even so: nothing can be lost
        return np.zeros((len(sets), len(MEASURES))), np.zeros_like(sets), searches
    none = np.isinf(hours)
    longer, dearer = (np.where(none, 0.0, values - values[0]) for values in (hours, usd))
    lost = [none.astype(float), longer, dearer, dearer + task.worth_of_hour * longer]
    return np.column_stack(lost) * (task.mt / DAYS), avoided, searches


def _gates_in(sets: Bits, gates: int) -> tuple[_Long, Ints]:
    """Return row and gate of every bit that is set."""
    rows, numbers = [], []
    touched = np.flatnonzero((sets != 0).any(axis=1))
    for gate in range(gates):
        bit = (sets[touched, gate // 64] >> np.uint64(gate % 64)) & np.uint64(1)
        mine = touched[bit == 1]
        rows.append(mine)
        numbers.append(np.full(mine.size, gate, np.int32))
    return np.concatenate(rows).astype(np.int64), np.concatenate(numbers)
