"""The effects of closures on many shipments added up: what each does alone, and what two do beyond that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.model.contingency.closures import Contingencies
from dashboard.model.world.kernels import Floats

EFFECTS = ("shipments", "unserved_mt", "moved_mt", "mt_hours", "mt_usd", "mt_usd_with_time")
"""Shipments whose best way is stopped; Mt a year with no way left; Mt a year that take another way; million tonne-hours
and million USD a year that these lose, without and with the worth of the hours."""

_Long = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sums:
    """Effects added up over all shipments, columns as in `EFFECTS`.

    Attributes
    ----------
    single
        One row for everything that can be closed.
    keys
        Pairs of closures whose effect is not the sum of the two, as ``first * count + other``, ascending.
    beyond
        What is to be added to the sum of the two, one row a key.
    """

    single: Floats
    keys: _Long
    beyond: Floats


@dataclass(frozen=True, eq=False)
class Intact:
    """The shipments while nothing is closed.

    Attributes
    ----------
    mt
        Million tonnes a year of each.
    hours, usd
        Hours and USD a tonne of its way; infinite where it has none.
    worth_of_hour
        USD that an hour of a tonne is worth.
    """

    mt: Floats
    hours: Floats
    usd: Floats
    worth_of_hour: float


def add_up_closures(
    found: Iterable[Contingencies], count: int, intact: Intact, split: Callable[[Floats, Floats], tuple[Floats, Floats]]
) -> Sums:
    """Return the effects of all closures, added up over the shipments.

    A double closure of which neither closure lies on the way of a shipment that avoids the other does to it what the
    one on its way does; so only the rows of `found` and the pairs of closures on one way can differ from a plain sum.

    Parameters
    ----------
    found
        Contingencies of each shipment, one pair each.
    count
        Number of things that can be closed.
    intact
        The shipments, in the order of `found`.
    split
        Hours and USD a tonne of ways from their weight and second measure.
    """
    single = np.zeros((count, len(EFFECTS)))
    keys: list[_Long] = [np.empty(0, np.int64)]
    beyond: list[Floats] = [np.empty((0, len(EFFECTS)))]
    for shipment, rows in enumerate(found):
        then = split(rows.weight, rows.second)
        longer, dearer = then[0] - intact.hours[shipment], then[1] - intact.usd[shipment]
        effects = _effects(float(intact.mt[shipment]), longer, dearer, dearer + intact.worth_of_hour * longer)
        alone = rows.other < 0
        first = rows.first[alone].astype(np.int64)
        single[first] += effects[alone]
        pair, more = _beyond(rows, effects, first, count)
        keys.append(pair)
        beyond.append(more)
    return _merged(single, np.concatenate(keys), np.concatenate(beyond))


def _effects(mt: float, *lost_per_t: Floats) -> Floats:
    """Return the effects of closures that stop the best way of a shipment, from what a tonne loses in each respect."""
    lost = ~np.isfinite(lost_per_t[0])
    moved = np.where(lost, 0.0, mt)
    amounts = [np.where(lost, 0.0, values) * mt for values in lost_per_t]
    return np.column_stack([np.ones(lost.size), np.where(lost, mt, 0.0), moved, *amounts])


def _beyond(rows: Contingencies, effects: Floats, first: _Long, count: int) -> tuple[_Long, Floats]:
    """Return what pairs of closures do to one shipment beyond the sum of the two."""
    row_of = np.full(count, -1, np.int64)
    row_of[first] = np.flatnonzero(rows.other < 0)
    twos = np.flatnonzero(rows.other >= 0)
    a, b = rows.first[twos].astype(np.int64), rows.other[twos].astype(np.int64)
    off_way = row_of[b] < 0
    keys = np.minimum(a, b)[off_way] * count + np.maximum(a, b)[off_way]
    beyond = effects[twos[off_way]] - effects[row_of[a[off_way]]]
    on_way = (a[~off_way], b[~off_way], twos[~off_way])
    on_keys, on_beyond = _beyond_on_way(np.sort(first), row_of, effects, on_way)
    return np.concatenate([keys, on_keys]), np.concatenate([beyond, on_beyond])


def _beyond_on_way(
    first: _Long, row_of: _Long, effects: Floats, twos: tuple[_Long, _Long, npt.NDArray[np.intp]]
) -> tuple[_Long, Floats]:
    """Return the same for closures that both lie on the best way.

    Where the two have no row the way around one avoids the other as well, so that one closure does what both do.
    """
    count = row_of.size
    place = np.full(count, -1, np.int64)
    place[first] = np.arange(first.size)
    row = np.full((first.size, first.size), -1, np.int64)
    row[place[twos[0]], place[twos[1]]] = twos[2]
    i, j = np.triu_indices(first.size, 1)
    one, other = effects[row_of[first[i]]], effects[row_of[first[j]]]
    both = np.where(row[i, j][:, None] >= 0, effects[row[i, j]], one) if i.size else one
    return first[i] * count + first[j], both - one - other


def _merged(single: Floats, keys: _Long, beyond: Floats) -> Sums:
    """Return the sums with each pair of closures in one row."""
    unique, place = np.unique(keys, return_inverse=True)
    total = np.column_stack([np.bincount(place, beyond[:, i], unique.size) for i in range(len(EFFECTS))])
    return Sums(single, unique.astype(np.int64), np.asarray(total, dtype=float))
