"""Events over time: what was shut, from when to when, and whether an end is known."""

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.look import LIGHT, Figure, Look, blank, sentence_figure, wrap
from dashboard.figures.rows import BAR, stack_rows
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_date, format_partial_date

_MOST = 24  # rows that can be read
_LEAST_DAYS = 365  # what an axis of days spans at least


def event_calendar(events: pd.DataFrame, day: dt.date, look: Look = LIGHT) -> Figure:
    """Return one bar an event, from its start to its end, the worst first; an end that was not found is left open.

    Parameters
    ----------
    events
        name, start, end, end_kind, severity, as_of; dates may be a year or a month only.
    day
        The day looked at; it is marked.
    look
        Colours.
    """
    if events.empty:
        return sentence_figure(say("No event is known to be on at this day."), look)
    figure = blank(look, say("Calendar of events"))
    shown = events.head(_MOST)
    rows = stack_rows([str(name) for name in shown["name"]])
    shown = shown.assign(place=rows.middles)
    for severity, alike in shown.groupby("severity", sort=False):
        figure.add_trace(_bars(alike, str(severity), day, look))
    figure.add_vline(x=day.isoformat(), line={"color": look.text, "width": 1.4, "dash": "dot"})
    figure.update_layout(
        xaxis={"type": "date", "showgrid": True, "nticks": 6, "tickangle": 0, "range": _months(shown, day)},
        yaxis=rows.axis(),
        barmode="overlay",
        showlegend=True,
        height=rows.figure_height(),
        margin={"b": 48},
        annotations=[
            *rows.annotations(look),
            {
                "x": day.isoformat(),
                "y": 0,
                "yref": "paper",
                "yanchor": "top",
                "yshift": -20,
                "xanchor": "right",
                "text": format_date(day),
                "showarrow": False,
                "font": {"color": look.text},
            },
        ],
    )
    return figure


def _bars(rows: pd.DataFrame, severity: str, day: dt.date, look: Look) -> go.Bar:
    colour = {"closed": look.alert, "restricted": look.caution, "slowed": look.caution}.get(severity, look.rest)
    records = rows.to_dict("records")
    starts = [_day(str(row["start"]), first=True) for row in records]
    ends = [_day(str(row["end"]), first=False) if _known(row["end"]) else day for row in records]
    return go.Bar(
        base=[start.isoformat() for start in starts],
        x=[max((end - start).days, 3) * 86_400_000 for start, end in zip(starts, ends, strict=True)],
        y=rows["place"],
        width=BAR,
        orientation="h",
        name=word_label(severity),
        marker={
            "color": colour,
            "line": {"color": colour, "width": 1.2},
            "pattern": {
                "shape": ["" if _known(row["end"]) else "/" for row in records],
                "fgcolor": colour,
                "bgcolor": look.ground,
                "size": 7,
                "solidity": 0.45,
            },
        },
        hovertext=[_hover(row) for row in records],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _months(shown: pd.DataFrame, day: dt.date) -> list[str]:
    """Return the ends of the axis: a year at least, so that an event of days is not drawn as an age."""
    first = min(_day(str(start), first=True) for start in shown["start"])
    last = max([day, *(_day(str(end), first=False) for end in shown["end"] if _known(end))])
    first = min(first, last - dt.timedelta(days=_LEAST_DAYS))
    return [first.isoformat(), (last + dt.timedelta(days=max(2, (last - first).days // 60))).isoformat()]


def _known(value: object) -> bool:
    return isinstance(value, str | dt.date) and str(value) not in {"", "NaT"}


def _day(text: str, *, first: bool) -> dt.date:
    """Return the first or the last day of a year, a month or a day."""
    parts = [int(p) for p in text[:10].split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    if len(parts) == 2:
        start = dt.date(parts[0], parts[1], 1)
        return start if first else (start.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return dt.date(parts[0], 1, 1) if first else dt.date(parts[0], 12, 31)


def _hover(row: dict[Any, Any]) -> str:
    end = (
        format_partial_date(str(row["end"]))
        if _known(row["end"])
        else say("no end found as of {day}", day=format_partial_date(str(row["as_of"])))
    )
    parts = [
        f"<b>{row['name']}</b>",
        f"{format_partial_date(str(row['start']))} – {end}",
        word_label(str(row["severity"])),
    ]
    return "<br>".join(wrap(part, 60) for part in parts)
