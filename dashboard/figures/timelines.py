"""An answer as a line through the years that steps where events begin or end."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import mark_day, nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, sentence_figure, wrap
from dashboard.text import say
from dashboard.text.formats import format_amount, format_date, format_number

_HEIGHT = 400
_ROOM = 0.12  # of the height below the lowest value, for the events


def step_line(
    series: pd.DataFrame, marks: pd.DataFrame, drawn: tuple[str, str], day: dt.date, look: Look = LIGHT
) -> Figure:
    """Return a value through the years as steps, the same without events, and the events where they begin.

    Parameters
    ----------
    series
        One row a stretch of days: start, end, ``value``, and ``undisturbed_`` with it if that is known. A missing value
        is a gap in the line with a band over it: no way was open.
    marks
        Events: event_id, name, start, end, grade, effect (changes, none, left_out), and ``value`` on their first day.
    drawn
        Column that is drawn, and its unit: hour, USD/t or Mt/yr.
    day
        The day looked at; it is marked.
    look
        Colours.
    """
    if series.empty:
        return sentence_figure(say("No day of this kind is known."), look)
    value, unit = drawn
    figure = blank(look, say("Line chart through time"), roomy=True)
    scale = 24.0 if unit == "hour" and series[value].max() > 96 else 1.0
    words = _unit_words(unit, days=scale > 1)
    calm = f"undisturbed_{value}"
    if calm in series.columns:
        line = {"name": say("without events"), "line": {"shape": "hv", "color": look.rest, "dash": "dot"}}
        figure.add_trace(_steps(series, calm, scale, words).update(line))
    line = {"name": say("with the events of the day"), "line": {"shape": "hv", "color": look.accent, "width": 2.6}}
    figure.add_trace(_steps(series, value, scale, words).update(line))
    known = series[[c for c in (value, calm) if c in series.columns]].to_numpy(float) / scale
    low, high = (0.0, 1.0) if np.isnan(known).all() else (float(np.nanmin(known)), float(np.nanmax(known)))
    ticks = _ticks(low, high)
    room = _ROOM * (ticks[-1] - ticks[0])
    figure.add_traces(_events(marks, value, scale, ticks[0] - room / 2, look))
    for row in series[series[value].isna()].to_dict("records"):
        figure.add_vrect(x0=row["start"], x1=row["end"] + pd.Timedelta(days=1), fillcolor=look.alert, opacity=0.18)
    mark_day(figure, day, (series["start"].iloc[0].date(), series["end"].iloc[-1].date()), look)
    figure.update_layout(
        xaxis={"type": "date", "showgrid": False},
        yaxis={
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [words.format(format_number(tick)) for tick in ticks],
            "range": [ticks[0] - room, ticks[-1] * 1.03],
        },
        height=_HEIGHT,
        margin={"t": 60},
    )
    return figure


def _ticks(low: float, high: float) -> list[float]:
    """Return round values around a span, from zero where the span is not far from it."""
    if low <= 0.5 * high:
        return nice_ticks(max(high, 0.0), min(low, 0.0))
    steps = nice_ticks(max(high - low, 0.1 * high))
    step = steps[1] - steps[0]
    first, last = int(low // step), int(-(-high // step))
    return [round(step * number, 9) for number in range(first, max(last, first + 1) + 1)]


def _unit_words(unit: str, *, days: bool) -> str:
    """Return how a value is written, with a pair of braces for the number."""
    if unit == "hour":
        return say("{number} days", number="{}") if days else say("{number} hours", number="{}")
    if unit == "USD/t":
        return say("USD {number}", number="{}")
    return format_amount(0.5, unit).replace("0.5", "{}")


def _steps(series: pd.DataFrame, column: str, scale: float, words: str) -> go.Scatter:
    """Return a column as steps; each stretch reaches to the beginning of the next."""
    rows = series.to_dict("records")
    last = rows[-1]
    values = [row[column] / scale for row in rows]
    text = [
        wrap(
            say(
                "{first} to {last}: {amount}",
                first=format_date(row["start"].date()), last=format_date(row["end"].date()),
                amount=say("no way is open") if np.isnan(value) else words.format(format_number(value)),
            )
        )
        for row, value in zip(rows, values, strict=True)
    ]  # fmt: skip
    return go.Scatter(
        x=[*(row["start"] for row in rows), last["end"]],
        y=[*values, values[-1]],
        mode="lines",
        connectgaps=False,
        text=[*text, text[-1]],
        hovertemplate="%{text}<extra></extra>",
    )


def _events(marks: pd.DataFrame, value: str, scale: float, foot: float, look: Look) -> list[go.Scatter]:
    """Return the events: on the line where they change it, else along the foot, hollow where the model omits them."""
    sorts = (
        ("changes", say("event that changes it"), "diamond", 10, look.alert, look.alert),
        ("none", say("event without effect here"), "circle", 6, look.rest, look.rest),
        ("left_out", say("event the model leaves out"), "circle", 6, look.ground, look.rest),
        ("weak", say("left out: one weak source"), "x-thin", 7, look.caution, look.caution),
    )
    sort = np.where(marks["effect"].eq("left_out") & marks["grade"].eq("weak"), "weak", marks["effect"])
    found = []
    for key, name, symbol, size, fill, edge in sorts:
        rows = marks[sort == key]
        if rows.empty:
            continue
        on_line = key == "changes"
        found.append(
            go.Scatter(
                x=rows["start"],
                y=(rows[value] / scale).fillna(foot) if on_line else [foot] * len(rows),
                mode="markers",
                name=name,
                marker={"symbol": symbol, "size": size, "color": fill, "line": {"width": 1.6, "color": edge}},
                unselected={"marker": {"opacity": 1}},
                customdata=list(rows["event_id"]),
                text=[_event_words(row) for row in rows.to_dict("records")],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )
    return found


def _event_words(row: Mapping[Any, Any]) -> str:
    dates = say("{start} to {end}", start=format_date(row["start"].date()), end=format_date(row["end"].date()))
    return "<br>".join([f"<b>{wrap(str(row['name']))}</b>", dates])
