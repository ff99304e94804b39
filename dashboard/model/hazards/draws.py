"""Simulated years: which gates are shut together, for how many days of which year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.model.hazards.draw_kernels import sets_of_years
from dashboard.model.hazards.gates import Rates
from dashboard.model.world.kernels import Floats, Ints

DAYS = 365.25
"""Length of a simulated year."""

_BITS = 64

Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Draws:
    """The years drawn from one seed.

    Attributes
    ----------
    years
        Number of years.
    sets
        Distinct sets of gates that are shut together, as bits of words, shape (sets, words).
    year, of_set, days
        Stretches of days: the year, the set shut, how long. Days on which nothing is shut are left out.
    closures
        Closures drawn of each gate.
    """

    years: int
    sets: Bits
    year: Ints
    of_set: npt.NDArray[np.int64]
    days: Floats
    closures: Ints


def draw_years(rates: Rates, years: int, seed: int) -> Draws:
    """Return years of closures, all drawn from one seed.

    Closures of a gate come as a Poisson process and independently of other gates; each begins on any day of the year
    alike and lasts as long as one of the lengths of `rates`, drawn with replacement. What reaches beyond the end of the
    year is counted at its beginning, so that no closed day is lost.

    Parameters
    ----------
    years
        Years to draw.
    seed
        Seed of the generator (PCG64); the same seed gives the same years.
    """
    chance = np.random.default_rng(seed)
    counts = chance.poisson(rates.per_year[:, None], (rates.per_year.size, years))
    gate = np.repeat(np.arange(rates.per_year.size), counts.sum(axis=1))
    year = np.concatenate([np.repeat(np.arange(years), row) for row in counts])
    start = chance.uniform(0.0, DAYS, gate.size)
    picks = chance.uniform(0.0, 1.0, gate.size)
    sizes = np.array([days.size for days in rates.lengths])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    pool = np.concatenate(rates.lengths)
    length = np.minimum(pool[first[gate] + (picks * sizes[gate]).astype(np.int64)], DAYS)
    return _stretches(gate, year, start, start + length, (counts.shape[0], years))


def _stretches(
    gate: npt.NDArray[np.intp], year: npt.NDArray[np.intp], start: Floats, end: Floats, shape: tuple[int, int]
) -> Draws:
    """Return the closures as stretches of days with one set of shut gates each."""
    over = end > DAYS
    gates = np.concatenate([gate, gate[over]])
    years = np.concatenate([year, year[over]])
    starts = np.concatenate([start, np.zeros(int(over.sum()))])
    ends = np.concatenate([np.minimum(end, DAYS), end[over] - DAYS])
    day = np.concatenate([starts, ends])
    closes = np.concatenate([np.ones(starts.size, np.bool_), np.zeros(ends.size, np.bool_)])
    gates, years = np.tile(gates, 2).astype(np.int32), np.tile(years, 2).astype(np.int32)
    order = np.lexsort((closes, day, years))  # at the same moment a gate opens before another shuts
    words = -(-shape[0] // _BITS)
    of_year, bits, days = sets_of_years(
        years[order], day[order], gates[order], closes[order], words, shape[0], DAYS
    )  # fmt: skip
    sets, of_set = _distinct(bits)
    closures = np.bincount(gate, minlength=shape[0]).astype(np.int32)
    return Draws(shape[1], sets, of_year, of_set, days, closures)


def _distinct(bits: Bits) -> tuple[Bits, npt.NDArray[np.int64]]:
    """Return the distinct rows of bits, in order, and which of them each row is."""
    order = np.lexsort(bits.T)
    ordered = bits[order]
    new = np.concatenate([[True], (ordered[1:] != ordered[:-1]).any(axis=1)])[: len(bits)]
    of_set = np.empty(len(bits), np.int64)
    of_set[order] = np.cumsum(new) - 1
    return np.ascontiguousarray(ordered[new]), of_set
