"""When projects were said to be due: every date named for each, how it moved, and what is late."""

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import mark_day
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure
from dashboard.figures.rows import stack_rows
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_partial_date

_MOST = 18  # projects that can be read
_DEAD = ("stalled", "cancelled")


def due_chart(dues: pd.DataFrame, day: str, look: Look = LIGHT) -> Figure:
    """Return one line a project with a mark at each date named for it: solid where done, hollow where planned.

    Parameters
    ----------
    dues
        Announcements: project, name, stage, due, due_text, said_on, late, done.
    day
        The day looked at, ISO.
    look
        Colours.
    """
    if dues.empty:
        return sentence_figure(say("No date is published for any project of this corridor."), look)
    figure = blank(look, say("Dot chart of dates"))
    order = _ordered(dues)
    rows = stack_rows(list(order.values()), total=dues["project"].nunique())
    places = dict(zip(order, rows.middles, strict=True))
    shown = dues[dues["project"].isin(list(order))]
    figure.add_trace(_moves(shown, places, look))
    dead = shown["stage"].isin(_DEAD)
    kinds = (
        (shown["done"], say("done"), "circle", look.good),
        (~shown["done"] & ~shown["late"] & ~dead, say("planned"), "diamond-open", look.accent),
        (dead & ~shown["done"], say("stalled or given up"), "x-thin", look.rest),
        (shown["late"], say("date passed, not said to be done"), "diamond-open", look.alert),
    )
    for chosen, name, symbol, colour in kinds:
        if chosen.any():
            figure.add_trace(_marks(shown[chosen], places, (name, symbol, colour)))
    rows.lay_out(figure, look)
    ends = pd.to_datetime(shown["due"])
    mark_day(figure, dt.date.fromisoformat(day), (ends.min().date(), ends.max().date()), look)
    figure.update_layout(xaxis={"type": "date", "showgrid": True, "nticks": 10, "tickangle": 0})
    return figure


def _ordered(dues: pd.DataFrame) -> dict[str, str]:
    """Return the projects to show with their names, by the last date named for each."""
    latest = dues.sort_values("said_on").drop_duplicates("project", keep="last").sort_values("due")
    return dict(zip(latest["project"].tail(_MOST), latest["name"].tail(_MOST), strict=True))


def _moves(dues: pd.DataFrame, places: dict[str, float], look: Look) -> go.Scatter:
    """Return a line from the first to the last date named for each project."""
    x: list[Any] = []
    y: list[Any] = []
    for project, rows in dues.groupby("project", sort=False):
        x += [rows["due"].min(), rows["due"].max(), None]
        y += [places[str(project)], places[str(project)], None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": look.axis, "width": 2}, hoverinfo="skip", showlegend=False)


def _marks(rows: pd.DataFrame, places: dict[str, float], drawn: tuple[str, str, str]) -> go.Scatter:
    name, symbol, colour = drawn
    return go.Scatter(
        x=rows["due"],
        y=[places[str(project)] for project in rows["project"]],
        mode="markers",
        name=name,
        marker={"symbol": symbol, "size": 11, "color": colour, "line": {"width": 2, "color": colour}},
        text=[_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _words(row: dict[Any, Any]) -> str:
    said = say("said {when}", when=format_partial_date(str(row["said_on"]))) if row["said_on"] else ""
    parts = [f"<b>{row['name']}</b>", say("due {when}", when=row["due_text"]), word_label(str(row["stage"])), said]
    return hover_text(parts)
