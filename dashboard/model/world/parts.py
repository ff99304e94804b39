"""What the hours, dollars and emissions of every arc are made of, and by which row of `parameters`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.model.world.compiled import Compiled, frozen, rows_of
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.recipes import Amount, Cook, How, Part

__all__ = ["Part", "PartTable", "Parts", "parts_of"]

_FIELDS = len(Amount._fields)
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class PartTable:
    """Amounts that make up the arcs, sorted by arc.

    Attributes
    ----------
    arc, part, parameter
        Arc, `Part` and row of `parameters` (`NONE` for the delay of an event) of each amount.
    amount
        Low, central and high, shape (amounts, 3): hours, USD per tonne or kg CO2e per tonne.
    indptr
        Where the amounts of each arc begin.
    """

    arc: Ints
    part: Ints
    parameter: Ints
    amount: Floats
    indptr: Ints

    def central(self) -> Floats:
        """Return the central sum of each arc, shape (arcs,)."""
        sums = np.bincount(self.arc, weights=self.amount[:, 1], minlength=self.indptr.size - 1)
        return sums.astype(np.float64, copy=False)


@dataclass(frozen=True, eq=False)
class Parts:
    """Hours, USD per tonne and kg CO2e per tonne of one service class under given conditions.

    `fast` arcs know a block train.
    """

    hours: PartTable
    usd: PartTable
    kg: PartTable
    fast: Ints


@lru_cache(maxsize=32)
def parts_of(compiled: Compiled, service: str, conditions: tuple[str, ...] = ()) -> Parts:
    """Return what every arc is made of; found once for a service and conditions, then remembered.

    Parameters
    ----------
    service
        ``ordinary`` or ``block_train``.
    conditions
        Seasons and circumstances in force, sorted.
    """
    kind, recipes = Cook(compiled, service, conditions).kinds()
    fast = np.array([recipe.fast for recipe in recipes], np.bool_)[kind]
    return Parts(
        hours=_part_table(compiled, kind, [recipe.hours for recipe in recipes]),
        usd=_part_table(compiled, kind, [recipe.usd for recipe in recipes]),
        kg=_part_table(compiled, kind, [recipe.kg for recipe in recipes]),
        fast=frozen(np.flatnonzero(fast).astype(np.int32)),
    )


def _part_table(compiled: Compiled, kind: Ints, recipes: Sequence[tuple[Amount, ...]]) -> PartTable:
    """Return the amounts of one unit: each arc's recipe, spread over the arcs."""
    begins = np.cumsum([0, *(len(recipe) for recipe in recipes)])
    counts = np.diff(begins)[kind]
    arc = np.repeat(np.arange(kind.size, dtype=np.int32), counts)
    within = np.arange(arc.size) - np.repeat(np.cumsum(counts) - counts, counts)
    number = begins[kind[arc]] + within
    flat = np.fromiter((x for recipe in recipes for amount in recipe for x in amount), np.float64).reshape(-1, _FIELDS)[
        number
    ]
    part, row, scale, per_km, factor, how = flat.T
    scale *= np.where(per_km > 0, compiled.length_km[arc], 1.0)
    return PartTable(
        arc=frozen(arc),
        part=frozen(part.astype(np.int32)),
        parameter=frozen(row.astype(np.int32)),
        amount=frozen(_amounts(compiled, row.astype(np.intp), scale, factor.astype(np.intp), how)),
        indptr=rows_of(arc, compiled.arcs)[0],
    )


def _amounts(compiled: Compiled, row: Indices, scale: Floats, factor: Indices, how: Floats) -> Floats:
    """Return low, central and high of amounts, from parameters, scales and factors."""
    values = compiled.parameters.values
    factors = np.vstack([values, np.ones(3)])[factor]
    times = scale[:, None] * values[row] / factors[:, ::-1]
    with np.errstate(divide="ignore"):  # speeds of 0 belong to rows that are no speeds, and are not taken
        over = scale[:, None] / (values[row] * factors)[:, ::-1]
    amount = np.where(how[:, None] == How.OVER, over, times)
    return np.where(how[:, None] == How.HEADWAY, values[row] * np.array([0.0, 0.5, 1.0]), amount)
