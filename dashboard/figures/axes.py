"""Axes whose ticks are written as sentences write numbers: USD 1.5bn, 20 Mt, 1403."""

import datetime as dt
import math
from typing import Any

import pandas as pd

from dashboard.figures.look import Figure, Look
from dashboard.text.formats import format_amount, format_date

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_TICKS = 5  # steps of an axis at most; more lines than that are noise


def nice_ticks(highest: float, lowest: float = 0.0) -> list[float]:
    """Return round values from the lowest to just above the highest.

    Examples
    --------
    >>> nice_ticks(340e6)
    [0.0, 100000000.0, 200000000.0, 300000000.0, 400000000.0]
    >>> nice_ticks(0.0)
    [0.0, 1.0]
    """
    span = highest - min(lowest, 0.0)
    if not math.isfinite(span) or span <= 0:
        return [0.0, 1.0]
    raw = span / _TICKS
    scale = 10.0 ** math.floor(math.log10(raw))
    step = scale * next(s for s in _STEPS if s * scale >= raw * (1 - 1e-9))
    first, last = math.floor(min(lowest, 0.0) / step), math.ceil(highest / step * (1 - 1e-9))
    return [round(i * step, 12) for i in range(first, last + 1)]


def amount_axis(values: "pd.Series[float]", unit: str) -> dict[str, Any]:
    """Return an axis for amounts of one unit, from zero, its top tick named with the unit."""
    known = values.dropna()
    ticks = nice_ticks(float(known.max()) if len(known) else 0.0, float(known.min()) if len(known) else 0.0)
    return {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [format_amount(tick, unit) if tick else "0" for tick in ticks],
        "range": [ticks[0], ticks[-1] * 1.04 if ticks[-1] > 0 else ticks[-1] + 0.02],
    }


def year_axis(first: int, last: int) -> dict[str, Any]:
    """Return an axis of dates, years written under their middle, as many as there is room for."""
    return {
        "type": "date",
        "tickformat": "%Y",
        "ticklabelmode": "period",
        "tickangle": 0,
        "nticks": 14,
        "minor": {"dtick": "M12"},
        "range": [f"{first}-01-01", f"{last}-12-31"],
    }


def mid_year(year: float) -> str:
    """Return the day in the middle of a calendar year, where its figure is drawn.

    Examples
    --------
    >>> mid_year(2024.0)
    '2024-07-01'
    """
    return f"{int(year)}-07-01"


def mark_day(figure: Figure, day: dt.date, span: tuple[dt.date, dt.date], look: Look, *, at_foot: bool = False) -> None:
    """Draw a dotted line through a day, with its date beside it. The figure is changed.

    Parameters
    ----------
    figure
        A figure over an axis of dates.
    day
        The day looked at.
    span
        First and last day of the axis: near its end the date stands to the left of the line.
    look
        Colours.
    at_foot
        Whether the date stands below the plot, where no ticks are, and not in its upper corner.
    """
    late = day > span[1] - (span[1] - span[0]) / 6
    figure.add_vline(x=day.isoformat(), line={"color": look.text, "width": 1.4, "dash": "dot"})
    figure.add_annotation(
        x=day.isoformat(),
        xanchor="right" if late else "left",
        xshift=-4 if late else 4,
        y=0 if at_foot else 1,
        yref="paper",
        yanchor="top",
        text=format_date(day),
        showarrow=False,
        font={"color": look.text},
        bgcolor=look.ground,
    )
