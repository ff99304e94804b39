"""Journeys through the model as rows: what was published, what the model makes of it, the errors and their reasons."""

from __future__ import annotations

import math
from typing import Any

from dashboard.model.routing.route_answers import Span
from dashboard.model.validation.journey_runs import JourneyRun
from dashboard.model.validation.journeys import Range
from dashboard.model.validation.misses import days_reason, distance_error, km_reason, overlaps, range_error, width
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.parameters import NONE

_PER = {"t": 1.0, "TEU": 1.0, "FEU": 2.0, "truck": 1.0}
"""Units that a published cost can be compared in; a train has no weight of its own."""

_TONNES = {"TEU": "tonnes_per_teu", "FEU": "tonnes_per_teu", "truck": "tonnes_per_truck"}


def journey_row(compiled: Compiled, run: JourneyRun, held_out: float) -> dict[str, Any]:
    """Return one journey as a row of `COLUMNS`; what the model has no answer for is absent.

    Parameters
    ----------
    held_out
        Error of its days with factors fitted without its family; NaN where it was not in the fit.
    """
    journey = run.journey
    row: dict[str, Any] = {
        name: getattr(journey, name)
        for name in ("journey_id", "name", "mode", "service", "date", "claim", "doubt", "cost_unit")
    }
    row |= {
        "best_case": journey.claim in {"promoter_best", "first_run"},
        "via": ";".join(journey.via),
        "km_use": _use(journey.km, used=journey.use_km, circular=journey.circular),
        "days_use": _use(journey.days, used=journey.use_days),
        "cost_use": _use(journey.cost, used=journey.use_cost),
        "days_scope": journey.days_scope,
        "km": math.nan if journey.km is None else journey.km,
        "days_min": _end(journey.days, 0),
        "days_max": _end(journey.days, 1),
        "cost_usd_min": _end(journey.cost, 0),
        "cost_usd_max": _end(journey.cost, 1),
        "problem": run.problem,
        "without_events": ";".join(run.lifted),
        "link_ids": ";".join(run.link_ids),
        "source_ids": ";".join(journey.source_ids),
    }
    if not run.found:
        return row | {"km_reason": "", "days_reason": ""}
    return row | _model_cells(compiled, run) | {"days_held_out_error": held_out}


def _use(published: object, *, used: bool, circular: bool = False) -> str:
    """Return how a published figure counts."""
    if published is None:
        return "none"
    if not used:
        return "doubtful"
    return "circular" if circular else "plain"


def _end(published: Range | None, end: int) -> float:
    """Return one end of a published range; NaN where there is none."""
    return math.nan if published is None else published[end]


def _model_cells(compiled: Compiled, run: JourneyRun) -> dict[str, Any]:
    """Return what the model makes of a journey, with the errors."""
    journey, span = run.journey, run.days_span
    cells: dict[str, Any] = {
        "model_km": run.km,
        "model_days_low": span[0],
        "model_days": span[1],
        "model_days_high": span[2],
        "width": width(span),
        "km_reason": km_reason(run),
        "days_reason": days_reason(compiled, run),
    }
    if journey.km is not None:
        cells["km_error"] = distance_error(run.km, journey.km)
    if journey.days is not None:
        cells["days_error"] = range_error(span[1], journey.days)
        cells["days_ratio"] = span[1] / (sum(journey.days) / 2)
        cells["overlaps"] = overlaps(span, journey.days)
    return cells | _cost_cells(compiled, run)


def _cost_cells(compiled: Compiled, run: JourneyRun) -> dict[str, float]:
    """Return the model's cost in the unit published; nothing where there is no cost or its unit has no weight."""
    journey = run.journey
    if journey.cost is None or journey.cost_unit not in _PER:
        return {}
    tonnes = _PER[journey.cost_unit] * _tonnes_of(compiled, journey.cost_unit)
    span: Span = (run.usd_per_t[0] * tonnes, run.usd_per_t[1] * tonnes, run.usd_per_t[2] * tonnes)
    cells = {"model_cost_low": span[0], "model_cost": span[1], "model_cost_high": span[2]}
    return cells | {"cost_error": range_error(span[1], journey.cost)}


def _tonnes_of(compiled: Compiled, unit: str) -> float:
    """Return the tonnes that a unit of cargo holds, by the table `parameters`; one for a tonne."""
    if unit not in _TONNES:
        return 1.0
    row = compiled.parameters.find(_TONNES[unit], "road" if unit == "truck" else "any", "any")
    return float(compiled.parameters.values[row, 1]) if row != NONE else math.nan


COLUMNS = (
    "journey_id", "name", "mode", "service", "date", "claim", "best_case", "via", "km_use", "km", "model_km",
    "km_error", "km_reason", "days_use", "days_scope", "days_min", "days_max", "model_days_low", "model_days",
    "model_days_high",
    "days_error", "days_held_out_error", "days_ratio", "overlaps", "width", "days_reason", "cost_use", "cost_unit",
    "cost_usd_min", "cost_usd_max", "model_cost_low", "model_cost", "model_cost_high", "cost_error", "doubt", "problem",
    "without_events", "link_ids", "source_ids",
)  # fmt: skip
