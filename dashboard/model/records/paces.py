"""How fast a yearly series grew, how fast it must grow, and when it would get there.

A series is a mapping of years to positive values; years may be missing and stay missing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

HORIZON = 2100
"""Last year a projection is told for; beyond it the sentence says "not in this century"."""

_FEWEST = 3  # figures below which no pace is told: two points are a change, not a pace
_WINDOWS = (3, 5, 10)  # years looked back over for the lower and the upper pace


@dataclass(frozen=True, slots=True)
class Pace:
    """Yearly growth of a series up to its last figure, as fractions.

    Attributes
    ----------
    growth
        Slope of the straight line through the logarithms of the figures of the window (least squares).
    low, high
        Least and greatest growth among the other ways of telling it: the same line over 3, 5 and 10 years, and from
        the first to the last figure of each of these windows.
    first, last
        First and last year with a figure in the window.
    """

    growth: float
    low: float
    high: float
    first: int
    last: int


def required_growth(level: float, target: float, years: float) -> float:
    """Return the yearly growth that turns a level into a target in so many years; NaN where there is no time left.

    Examples
    --------
    >>> round(required_growth(100.0, 200.0, 10.0), 4), required_growth(100.0, 200.0, 0.0)
    (0.0718, nan)
    """
    if level <= 0 or target <= 0 or years <= 0:
        return math.nan
    return math.expm1(math.log(target / level) / years)


def years_needed(level: float, target: float, growth: float) -> float:
    """Return the years after which a level that grows so fast reaches a target; infinite if it never does.

    Examples
    --------
    >>> years_needed(100.0, 400.0, 1.0), years_needed(100.0, 400.0, -0.1), years_needed(100.0, 90.0, 0.0)
    (2.0, inf, 0.0)
    """
    if level >= target:
        return 0.0
    if growth <= 0 or level <= 0:
        return math.inf
    return math.log(target / level) / math.log1p(growth)


def best_growth(series: Mapping[int, float], years: int) -> tuple[float, int]:
    """Return the greatest yearly growth over exactly so many years and the year it began in; NaN and 0 if untold.

    Examples
    --------
    >>> growth, year = best_growth({2000: 100.0, 2001: 90.0, 2002: 121.0}, 2)
    >>> round(growth, 6), year
    (0.1, 2000)
    """
    spans = [
        (required_growth(value, series[year + years], years), year)
        for year, value in series.items()
        if years > 0 and value > 0 and year + years in series
    ]
    return max(spans, default=(math.nan, 0))


def find_pace(series: Mapping[int, float], window: int) -> Pace | None:
    """Return the pace of the last ``window`` years of growth; None with fewer than three figures in them.

    Examples
    --------
    >>> pace = find_pace({2020: 100.0, 2021: 110.0, 2022: 121.0}, 5)
    >>> round(pace.growth, 6), pace.first, pace.last
    (0.1, 2020, 2022)
    """
    recent = _recent(series, window)
    growth = _trend(recent)
    if growth is None:
        return None
    told = [growth]
    for years in {*_WINDOWS, window}:
        part = _recent(series, years)
        trend = _trend(part)
        if trend is not None:
            told += [trend, required_growth(part[min(part)], part[max(part)], max(part) - min(part))]
    return Pace(growth, min(told), max(told), min(recent), max(recent))


def _recent(series: Mapping[int, float], window: int) -> dict[int, float]:
    """Return the positive figures of the last year and the ``window`` years before it."""
    positive = {year: value for year, value in series.items() if value > 0}
    return {year: value for year, value in positive.items() if year >= max(positive) - window}


def _trend(series: Mapping[int, float]) -> float | None:
    if len(series) < _FEWEST:
        return None
    middle = sum(series) / len(series)
    logs = {year: math.log(value) for year, value in series.items()}
    mean = sum(logs.values()) / len(logs)
    slope = sum((year - middle) * (log - mean) for year, log in logs.items())
    return math.expm1(slope / sum((year - middle) ** 2 for year in series))
