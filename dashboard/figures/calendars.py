"""Events over time: what was shut, from when to when, and whether an end is known."""

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import mark_day
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure
from dashboard.figures.rows import BAR, Rows, stack_rows
from dashboard.model.partial_dates import first_day, last_day
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_partial_date

_MOST = 24  # rows that can be read
_LEAST_DAYS = 365  # what an axis of days spans at least
_OVER_AXIS = 30  # px from the rows to the legend: the years stand between
_FRAME = 150  # px of legend, axis and margins


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
    rows = stack_rows([str(name) for name in shown["name"]], total=len(events))
    shown = shown.assign(place=rows.middles)
    for severity, alike in shown.groupby("severity", sort=False):
        figure.add_trace(_bars(alike, str(severity), day, look))
    lay_out_calendar(figure, rows, _span(shown, day), day, look)
    return figure


def lay_out_calendar(figure: Figure, rows: Rows, span: tuple[dt.date, dt.date], day: dt.date, look: Look) -> None:
    """Give bars over days their rows, the years above them, and the mark of a day. The figure is changed.

    Parameters
    ----------
    figure
        Bars at the middles of the rows.
    rows
        Their rows.
    span
        First and last day of the axis.
    day
        The day looked at; it is named below the rows.
    look
        Colours.
    """
    rows.lay_out(figure, look)
    mark_day(figure, day, span, look, at_foot=True)
    figure.update_layout(
        xaxis={
            "type": "date",
            "showgrid": True,
            "nticks": 5,
            "tickangle": 0,
            "side": "top",
            "range": [end.isoformat() for end in span],
        },
        barmode="overlay",
        showlegend=True,
        legend={"y": 1 + _OVER_AXIS / rows.height},
        height=round(rows.height) + _FRAME,
        margin={"t": 96, "b": 30},
    )


def _bars(rows: pd.DataFrame, severity: str, day: dt.date, look: Look) -> go.Bar:
    colour = {"closed": look.alert, "restricted": look.caution, "slowed": look.caution}.get(severity, look.rest)
    records = rows.to_dict("records")
    starts = [first_day(_text(row["start"])) or day for row in records]
    ends = [last_day(_text(row["end"])) or day for row in records]
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
                "shape": ["" if _text(row["end"]) else "/" for row in records],
                "fgcolor": colour,
                "bgcolor": look.ground,
                "size": 7,
                "solidity": 0.45,
            },
        },
        hovertext=[_hover(row) for row in records],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _span(shown: pd.DataFrame, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the ends of the axis: a year at least, so that an event of days is not drawn as an age."""
    first = min(first_day(_text(start)) or day for start in shown["start"])
    last = max([day, *(last_day(_text(end)) or day for end in shown["end"])])
    first = min(first, last - dt.timedelta(days=_LEAST_DAYS))
    return first, last + dt.timedelta(days=max(2, (last - first).days // 60))


def _text(value: object) -> str:
    """Return a date of the table as text, of days or longer; empty where none is known."""
    text = str(value)[:10] if isinstance(value, str | dt.date) else ""
    return "" if text == "NaT" else text


def _hover(row: dict[Any, Any]) -> str:
    end = (
        format_partial_date(str(row["end"]))
        if _text(row["end"])
        else say("no end found as of {day}", day=format_partial_date(str(row["as_of"])))
    )
    parts = [
        f"<b>{row['name']}</b>",
        f"{format_partial_date(str(row['start']))} – {end}",
        word_label(str(row["severity"])),
    ]
    return hover_text(parts)
