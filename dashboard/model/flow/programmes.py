"""All demands over what is open in a world as a programme, ready to be solved again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.flow.assignments import Carriage, Demands, Planner
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.ends import serving_place
from dashboard.model.world.kernels import Bools, Floats, Ints
from dashboard.model.world.limits import elements_of_arcs
from dashboard.model.world.network import MODES
from dashboard.model.world.worlds import World, value_of_time, vectors_in

Level = Literal["low", "mt_per_year", "high"]

_HOURS_PER_DAY = 24.0

UNMET_USD_PER_T = 1000.0
"""USD a tonne at which freight stays behind: a judgement, well above the dearest way that present freight takes, since
it does move; the reader can change it."""


@dataclass(frozen=True)
class FreightQuestion:
    """What happens to all demands in a scenario that is given beside the question.

    Attributes
    ----------
    level
        Which column of `demands` is put on the network.
    growth
        Multiplier on every demand.
    unmet_usd_per_t
        Price of a tonne that stays behind.
    unknown_mt
        Mt a year put where no capacity is published; None for no limit.
    """

    level: Level = "mt_per_year"
    growth: float = 1.0
    unmet_usd_per_t: float = UNMET_USD_PER_T
    unknown_mt: float | None = None


@dataclass(frozen=True, eq=False)
class Freight:
    """Demands and arcs of one world, ready to be solved again and again.

    Attributes
    ----------
    rows
        The demands, one row each, in the order of `demands`.
    """

    world: World
    rows: pd.DataFrame
    carriage: Carriage
    demands: Demands
    planner: Planner


def load_freight(world: World, question: FreightQuestion, rows: pd.DataFrame) -> Freight:
    """Return demands as a programme over what is open in a world.

    A country is taken at the first of its zones that the modes of the demand serve. Arcs cost dollars a tonne plus time
    at its value, for ordinary freight.

    Parameters
    ----------
    rows
        Demands with the columns of `demands`, numbered from 0; not changed.
    """
    compiled = world.compiled
    modes = [split_ids(cell) for cell in rows["modes"].fillna("")]
    ends = [
        [int(gates[serving_place(compiled, end, allowed)]) for end, allowed in zip(rows[name], modes, strict=True)]
        for name, gates in (("origin", compiled.gates_out), ("destination", compiled.gates_in))
    ]
    kinds, barred = _barred(compiled, rows["modes"])
    mt = rows[question.level].to_numpy(dtype=float) * question.growth
    unmet = np.full(len(rows), question.unmet_usd_per_t)
    demands = Demands(np.array(ends[0], np.int32), np.array(ends[1], np.int32), mt, unmet, kinds)
    carriage = Carriage(
        compiled.states, compiled.tail, compiled.head, usd_with_time(world), elements_of_arcs(compiled), barred
    )
    size = len(compiled.link_ids) + 2 * len(compiled.place_ids)
    return Freight(world, rows, carriage, demands, Planner(carriage, demands, size))


def usd_with_time(world: World) -> Floats:
    """Return USD a tonne of every arc, its hours at the value of time included; infinite where it is closed."""
    vectors = vectors_in(world, "ordinary")
    usd = vectors.usd + vectors.hours * value_of_time(world)[0] / _HOURS_PER_DAY
    return np.where(world.open, usd, np.inf)


def _barred(compiled: Compiled, modes: pd.Series[str]) -> tuple[Ints, Bools]:
    """Return the class of every demand and the arcs that each class may not use."""
    cells = modes.fillna("").tolist()
    classes = sorted(set(cells))
    barred = np.zeros((len(classes), compiled.arcs), np.bool_)
    for row, cell in enumerate(classes):
        allowed = [MODES.index(mode) for mode in split_ids(cell) or MODES]
        barred[row] = ~np.isin(compiled.mode, [*allowed, -1])
    return np.array([classes.index(cell) for cell in cells], np.int32), barred
