"""How far the model is from what was published, and the likely reason where it misses."""

from __future__ import annotations

import math

import numpy as np

from dashboard.model.routing.route_answers import Span
from dashboard.model.validation.journey_runs import JourneyRun
from dashboard.model.validation.journeys import Range
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.parameters import NONE
from dashboard.model.world.parts import Part
from dashboard.text import say
from dashboard.text.formats import format_number

SLACK = 0.1
"""Share by which days or cost may lie outside what was published before that counts as an error (the issue's rule)."""

NEAR_KM = 0.03
"""Share of the length up to which a difference is called none: the target of the median."""

_GUESSED = 0.1
"""Share of straight-line length from which it is named as a reason."""


def bounds(published: Range) -> Range:
    """Return the range within which a value has no error: 0.9 of the lowest to 1.1 of the highest published.

    Examples
    --------
    >>> bounds((10.0, 20.0))
    (9.0, 22.0)
    """
    return published[0] * (1 - SLACK), published[1] * (1 + SLACK)


def range_error(value: float, published: Range) -> float:
    """Return 0 within the bounds of what was published, else the signed distance to the nearer bound relative to it.

    Examples
    --------
    >>> range_error(10.0, (10.0, 12.0)), round(range_error(4.5, (10.0, 12.0)), 6)
    (0.0, -0.5)
    """
    low, high = bounds(published)
    nearest = min(max(value, low), high)
    return (value - nearest) / nearest if nearest else math.nan


def distance_error(value: float, published: float) -> float:
    """Return model less published over published.

    Examples
    --------
    >>> distance_error(1020.0, 1000.0)
    0.02
    """
    return (value - published) / published


def overlaps(span: Span, published: Range) -> bool:
    """Return whether low to high and what was published have a value in common."""
    return span[0] <= published[1] and span[2] >= published[0]


def width(span: Span) -> float:
    """Return high over low; infinite where low is nothing."""
    return span[2] / span[0] if span[0] > 0 else math.inf


def km_reason(run: JourneyRun) -> str:
    """Return the likely reason for a length that is off; empty where it is not."""
    journey = run.journey
    if journey.km is None or not run.found or abs(distance_error(run.km, journey.km)) <= NEAR_KM:
        return ""
    reasons = [journey.doubt] if journey.doubt else []
    share = run.guessed_km / run.km
    if share >= _GUESSED:
        percent = format_number(round(100 * share))
        reasons.append(say("{share}% of the modelled length is a straight line times a factor", share=percent))
    if journey.km % 100 == 0:
        reasons.append(say("the published length is a round figure"))
    return "; ".join(reasons) or say("way-points not published may lie on another line")


def days_reason(compiled: Compiled, run: JourneyRun) -> str:
    """Return the likely reason for days that are off: the sort of statement, and what the model's days consist of."""
    journey = run.journey
    if journey.days is None or not run.found:
        return ""
    error = range_error(run.days_span[1], journey.days)
    if error == 0:
        return ""
    claim = _claim_reason(journey.claim) if error > 0 and not journey.doubt else ""
    return "; ".join(reason for reason in (claim, journey.doubt, _parts_reason(compiled, run, error)) if reason)


def _claim_reason(claim: str) -> str:
    """Return why a statement is shorter than what is usual; empty where its sort does not say."""
    return {
        "promoter_best": say("a promoter's best case"),
        "first_run": say("a first run, shown to the press"),
    }.get(claim, "")


def _parts_reason(compiled: Compiled, run: JourneyRun, error: float) -> str:
    """Return which part dominates the model's days, and the one parameter whose own range could close the miss."""
    by_part = np.bincount(run.part, weights=run.days[:, 1], minlength=len(Part))
    part = int(by_part.argmax())
    names = part_names()
    reason = say(
        "of {days} days in the model {most} are {part}",
        days=format_number(round(run.days_span[1], 1)),
        most=format_number(round(float(by_part[part]), 1)),
        part=names[Part(part)],
    )
    name = _closing_parameter(compiled, run, error)
    if name:
        return say("{reason}; the range of {parameter} alone could close it", reason=reason, parameter=name)
    return reason


def _closing_parameter(compiled: Compiled, run: JourneyRun, error: float) -> str:
    """Return the parameter that at the end of its range would bring the days within bounds; empty where none would."""
    rows, group = np.unique(run.parameter, return_inverse=True)
    side = 0 if error > 0 else 2
    moved = np.bincount(group, weights=run.days[:, side] - run.days[:, 1])
    best = int(np.abs(moved).argmax())
    low, high = bounds(run.journey.days or (0.0, 0.0))
    reached = run.days_span[1] + moved[best]
    if rows[best] == NONE or not (reached <= high if error > 0 else reached >= low):
        return ""
    return compiled.parameters.ids[int(rows[best])]


def part_names() -> dict[Part, str]:
    """Return what hours are spent on, in words."""
    return {
        Part.MOVING: say("moving"),
        Part.BORDER: say("border crossings"),
        Part.BORDER_WAIT: say("waiting at borders"),
        Part.GAUGE: say("gauge change"),
        Part.PORT: say("port handling"),
        Part.SHIP_WAIT: say("waiting for ships"),
        Part.TRANSFER: say("change between rail and road"),
        Part.TERMINAL: say("loading and unloading"),
        Part.EVENT: say("delays by events of the day"),
    }
