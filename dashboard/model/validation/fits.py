"""Few factors on speed, fitted to published days and judged by journeys they were not fitted to.

A factor multiplies the hours under way of every parameter of its group, so it divides the speeds. Speeds stay within
their published low and high. The loss is the distance of the logarithm of the days from the bounds of what was
published (0.9 of the lowest, 1.1 of the highest), squared when small and linear beyond `_BEND`, plus a pull of every
factor towards one that weighs as much as one journey. Promoters' best cases and first runs count half.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.model.validation.journey_runs import JourneyRun
from dashboard.model.validation.journeys import family_of
from dashboard.model.validation.misses import SLACK
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.kernels import Floats, Ints

_STEPS = np.round(np.arange(0.5, 2.001, 0.01), 2)
"""Factors tried: no speed is halved or doubled by a fit."""

_ONE = int(np.flatnonzero(_STEPS == 1.0)[0])

_BEND = 0.1
_PULL = 1.0
_HALF = frozenset({"promoter_best", "first_run"})
_MOST_SWEEPS = 50

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class FitData:
    """Journeys as sums over groups of parameters.

    Attributes
    ----------
    journey_ids, families
        One entry a journey.
    low, high, weight
        Bounds within which days have no error, and what each journey counts.
    fixed
        Days that no factor moves.
    groups
        Names of the groups that occur.
    moved
        Days of each group for each factor tried, shape (groups, journeys, factors).
    """

    journey_ids: tuple[str, ...]
    families: tuple[str, ...]
    low: Floats
    high: Floats
    weight: Floats
    fixed: Floats
    groups: tuple[str, ...]
    moved: Floats

    def days(self, steps: Ints) -> Floats:
        """Return the days of every journey with the factors of these numbers, one a group."""
        total = self.fixed.copy()
        for group, step in enumerate(steps):
            total += self.moved[group, :, step]
        return total


Grouping = Callable[[Mapping[Hashable, object]], str]
"""Group of a row of `parameters`; empty where no factor moves it."""


def fit_data(compiled: Compiled, runs: Sequence[JourneyRun], grouping: Grouping | None = None) -> FitData:
    """Return what a fit needs of the journeys whose days may be used.

    Parameters
    ----------
    grouping
        Group of each row that has a value before the fit (`prior`), empty to leave it there; that of the column
        `fit_group` if None.
    """
    used = [run for run in runs if run.found and run.journey.use_days and run.journey.days]
    table = compiled.frames.parameters
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    group_of = {i: (grouping or _as_committed)(row) for i, row in enumerate(rows) if row["prior"] is not None}
    names = tuple(sorted({group for group in group_of.values() if group}))
    fixed, moved = np.zeros(len(used)), np.zeros((len(names), len(used), _STEPS.size))
    for i, run in enumerate(used):
        for parameter, days in zip(run.parameter.tolist(), run.days[:, 1].tolist(), strict=True):
            if parameter not in group_of:
                fixed[i] += days
                continue
            row = rows[parameter]
            scaled = days * row["value"] / _speeds(row, _STEPS)
            if group_of[parameter]:
                moved[names.index(group_of[parameter]), i] += scaled
            else:
                fixed[i] += scaled[_ONE]
    published = np.array([run.journey.days for run in used], np.float64).reshape(-1, 2)
    countries = dict(zip(compiled.place_ids, compiled.countries, strict=True))
    return FitData(
        journey_ids=tuple(run.journey.journey_id for run in used),
        families=tuple(family_of(run.journey, countries) for run in used),
        low=published[:, 0] * (1 - SLACK),
        high=published[:, 1] * (1 + SLACK),
        weight=np.array([0.5 if run.journey.claim in _HALF else 1.0 for run in used]),
        fixed=fixed,
        groups=names,
        moved=moved,
    )


def _as_committed(row: Mapping[Hashable, object]) -> str:
    """Return the group that the table names."""
    return str(row["fit_group"] or "")


def _speeds(row: Mapping[Hashable, Any], factors: Floats) -> Floats:
    """Return the speeds of a row for factors on its hours, within its published range."""
    return np.asarray(np.clip(row["prior"] / factors, row["low"], row["high"]), np.float64)


def fit_factors(data: FitData, used: Bools | None = None) -> Ints:
    """Return the number of the best factor of each group, one group after the other until none changes.

    Parameters
    ----------
    used
        Which journeys are fitted to; all if None.
    """
    steps = np.full(len(data.groups), _ONE, np.int32)
    weight = data.weight if used is None else data.weight * used
    pull = _PULL * np.log(_STEPS) ** 2
    days = data.days(steps)
    for _ in range(_MOST_SWEEPS):
        before = steps.copy()
        for group in range(len(data.groups)):
            rest = days - data.moved[group, :, steps[group]]
            tried = rest[:, None] + data.moved[group]
            steps[group] = int((weight @ _losses(data, tried) + pull).argmin())
            days = tried[:, steps[group]]
        if np.array_equal(steps, before):
            break
    return steps


def _losses(data: FitData, days: Floats) -> Floats:
    """Return the loss of each journey for each factor, shape (journeys, factors)."""
    logs = np.log(days)
    low, high = np.log(data.low)[:, None], np.log(data.high)[:, None]
    off = np.abs(logs - np.clip(logs, low, high))
    return np.asarray(np.where(off < _BEND, off**2 / (2 * _BEND), off - _BEND / 2), np.float64)


def errors(data: FitData, steps: Ints) -> Floats:
    """Return the error of the days of each journey, without sign."""
    days = data.days(steps)
    nearest = np.clip(days, data.low, data.high)
    return np.asarray(np.abs(days - nearest) / nearest, np.float64)


def held_out_errors(data: FitData) -> Floats:
    """Return the error of each journey with factors fitted to all families but its own."""
    found = np.zeros(len(data.journey_ids))
    families = np.array(data.families)
    for family in sorted(set(data.families)):
        held = families == family
        found[held] = errors(data, fit_factors(data, ~held))[held]
    return found


def factors_of(data: FitData, steps: Ints) -> dict[str, float]:
    """Return the factor of each group by name."""
    return {group: float(_STEPS[step]) for group, step in zip(data.groups, steps, strict=True)}


def fitted_values(parameters: pd.DataFrame, factors: Mapping[str, float]) -> dict[str, float]:
    """Return the value of every row that has a factor, rounded to whole kilometres a day."""
    rows = parameters[parameters["fit_group"].notna()].to_dict("records")
    return {
        str(row["parameter_id"]): float(np.round(_speeds(row, np.array([factors.get(row["fit_group"], 1.0)]))[0]))
        for row in rows
    }
