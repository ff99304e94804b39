"""Levels side by side: what could pass, what moved, what was promised."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import amount_axis
from dashboard.figures.look import LIGHT, Figure, Look, blank, sentence_figure, wrap
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_range

_LABEL = 36  # characters of a line of a bar's name
_UNKNOWN = 3  # bars without a figure that keep their place; the table names them all
_HOVER = 56


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
    shown = shown.assign(place=range(len(shown), 0, -1))
    figure = blank(look, say("Bar chart"))
    for kind, rows in shown.groupby("kind", sort=False):
        figure.add_trace(_bars(rows, str(kind), look))
    figure.add_trace(_figures(shown))
    axis = amount_axis(pd.concat([known["mt"], known["mt_high"]]).astype(float), "Mt/yr")
    figure.update_layout(
        xaxis=axis | {"showgrid": True, "showline": False, "ticks": ""},
        yaxis=_names(shown, look),
        barmode="overlay",
        bargap=0.38,
        height=max(260, 96 + sum(max(36, 18 * _lines(label) + 6) for label in shown["label"])),
        margin={"r": 110},
    )
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
        orientation="h",
        name=names.get(kind, word_label(kind)),
        marker=marker,
        error_x=_whiskers(records, look),
        hovertext=[_words(row) for row in records],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _figures(shown: pd.DataFrame) -> go.Scatter:
    """Return the figure of each bar, written beyond its end and its whisker."""
    known = [format_amount(mt, "Mt/yr") if pd.notna(mt) else say("not known") for mt in shown["mt"]]
    return go.Scatter(
        x=shown[["mt", "mt_high"]].astype(float).max(axis=1).fillna(0.0),
        y=shown["place"],
        mode="text",
        text=[f"  {words}" for words in known],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _lines(label: str) -> int:
    """Return the lines that a bar's name takes."""
    return wrap(str(label), _LABEL).count("<br>") + 1


def _names(shown: pd.DataFrame, look: Look) -> dict[str, Any]:
    """Return an axis that names each bar beside it; two bars may share a name."""
    return {
        "tickmode": "array",
        "tickvals": shown["place"].tolist(),
        "ticktext": [wrap(str(label), _LABEL) for label in shown["label"]],
        "tickfont": {"color": look.text},
        "showgrid": False,
        "range": [0.4, len(shown) + 0.6],
    }


def _whiskers(records: list[dict[Any, Any]], look: Look) -> dict[str, Any]:
    """Return the span of the published figures around each value."""
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
        parts.append(say("published figures: {span}", span=format_range(row["mt_low"], row["mt_high"], "Mt/yr")))
    if pd.notna(row["year"]):
        parts.append(say("year {year}", year=int(row["year"])))
    return "<br>".join(wrap(part, _HOVER) for part in parts)
