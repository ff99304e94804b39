"""Levels side by side: what could pass, what moved, what was promised."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure
from dashboard.figures.rows import BAR, across, stack_rows
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_range

_UNKNOWN = 3  # bars without a figure that keep their place; the table names them all


def rung_bars(rungs: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return the narrowest stretches of a corridor beside what moved and what is promised, one bar each.

    Parameters
    ----------
    rungs
        label, mt, mt_low, mt_high, kind (capacity, used or target), year. The range is a whisker. A stretch without a
        figure keeps its place and says so; it is never a bar of zero.
    look
        Colours.
    """
    known = rungs[rungs["mt"].notna()]
    if known.empty:
        return sentence_figure(say("No figure of this kind is known."), look)
    shown = pd.concat([known, rungs[rungs["mt"].isna()].head(_UNKNOWN)])
    amounts = [format_amount(mt, "Mt/yr") if pd.notna(mt) else say("not known") for mt in shown["mt"]]
    rows = stack_rows([str(label) for label in shown["label"]], amounts, len(rungs))
    shown = shown.assign(place=rows.middles)
    figure = blank(look, say("Bar chart"))
    for kind, alike in shown.groupby("kind", sort=False):
        figure.add_trace(_bars(alike, str(kind), look))
    ends = pd.concat([known["mt"], known["mt_high"]]).astype(float)
    rows.lay_out(figure, look)
    figure.update_layout(xaxis=across(nice_ticks(float(ends.max())), "Mt/yr"), barmode="overlay")
    return figure


def _bars(rows: pd.DataFrame, kind: str, look: Look) -> go.Bar:
    """Return the bars of one sort: what could pass is full, what moved is full in the accent, a promise is hatched."""
    colour = {"capacity": look.rest, "used": look.accent}.get(kind, look.caution)
    names = {"capacity": say("could pass"), "used": say("moved"), "target": say("promised")}
    records = rows.to_dict("records")
    marker: dict[str, Any] = {"color": colour, "line": {"color": colour, "width": 1.5}}
    if kind == "target":
        hatching = {"shape": "/", "fgcolor": colour, "bgcolor": look.ground, "size": 7, "solidity": 0.3}
        marker |= {"color": look.ground, "pattern": hatching}
    return go.Bar(
        x=rows["mt"],
        y=rows["place"],
        width=BAR,
        orientation="h",
        name=names.get(kind, word_label(kind)),
        marker=marker,
        error_x=_whiskers(records, look),
        hovertext=[_words(row) for row in records],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _whiskers(records: list[dict[Any, Any]], look: Look) -> dict[str, Any]:
    """Return the span of lowest to highest figure around each value."""
    above = [_distance(row["mt_high"], row["mt"]) for row in records]
    below = [_distance(row["mt"], row["mt_low"]) for row in records]
    line = {"color": look.text, "thickness": 1.4}
    return line | {
        "type": "data",
        "symmetric": False,
        "array": above,
        "arrayminus": below,
        "visible": any(above + below),
    }


def _distance(upper: float, lower: float) -> float:
    distance = upper - lower
    return 0.0 if math.isnan(distance) else max(0.0, distance)


def _words(row: dict[Any, Any]) -> str:
    parts = [f"<b>{row['label']}</b>", format_amount(row["mt"], "Mt/yr")]
    if pd.notna(row["mt_low"]) and row["mt_low"] != row["mt_high"]:
        parts.append(say("lowest to highest figure: {span}", span=format_range(row["mt_low"], row["mt_high"], "Mt/yr")))
    if pd.notna(row["year"]):
        parts.append(say("year {year}", year=int(row["year"])))
    return hover_text(parts)
