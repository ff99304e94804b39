"""Levels side by side: what could pass and what was promised; how long something has been shut."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import amount_axis, nice_ticks
from dashboard.figures.look import LIGHT, Look, blank, sentence_figure, wrap
from dashboard.text import say, say_number
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_range

_LABEL = 36  # characters of a line of a bar's name
_UNKNOWN = 3  # bars without a figure that keep their place; the table names them all
_HOVER = 56


def rung_bars(rungs: pd.DataFrame, look: Look = LIGHT) -> go.Figure:
    """Return the narrowest stretches of a corridor beside what is promised for it, one bar each, with ranges as whiskers.

    Parameters
    ----------
    rungs
        rung (capacity, volume or pledge), name, kind, mt, low, high, year, known. A stretch without a figure keeps its place and says
        so; it is never a bar of zero.
    look
        Colours.
    """
    known = rungs[rungs["mt"].notna()]
    if known.empty:
        return sentence_figure(say("No figure of this kind is known."), look)
    shown = pd.concat([known.sort_values(["rung", "mt"], ascending=[True, True]), rungs[rungs["mt"].isna()].head(_UNKNOWN)])
    figure = blank(look, say("Bar chart"))
    for rung, rows in shown.groupby("rung", sort=False):
        figure.add_trace(_rungs(rows, str(rung), look))
    order = [_name(row) for row in shown.to_dict("records")]
    figure.update_layout(
        xaxis=amount_axis(pd.concat([known["mt"], known["high"]]), "Mt/yr") | {"showgrid": True, "showline": False, "ticks": ""},
        yaxis=_names(order, look),
        barmode="overlay",
        bargap=0.38,
        height=max(260, 96 + 40 * len(shown)),
        margin={"r": 96},
    )
    return figure


def _rungs(rows: pd.DataFrame, rung: str, look: Look) -> go.Bar:
    """Return the bars of one sort: what could pass is full, what moved is full and darker, a promise is hatched."""
    colour = {"capacity": look.rest, "volume": look.accent}.get(rung, look.caution)
    names = {"capacity": say("could pass"), "volume": say("moved"), "pledge": say("promised")}
    records = rows.to_dict("records")
    marker: dict[str, Any] = {"color": colour, "line": {"color": colour, "width": 1.5}}
    if rung == "pledge":
        marker |= {"color": look.ground, "pattern": {"shape": "/", "fgcolor": colour, "bgcolor": look.ground, "size": 7, "solidity": 0.3}}
    return go.Bar(
        x=rows["mt"],
        y=[_name(row) for row in records],
        orientation="h",
        name=names.get(rung, word_label(rung)),
        marker=marker,
        error_x=_whiskers(records, look),
        text=[format_amount(row["mt"], "Mt/yr") if pd.notna(row["mt"]) else say("not known") for row in records],
        textposition="outside",
        cliponaxis=False,
        hovertext=[_rung_words(row) for row in records],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _name(row: dict[Any, Any]) -> str:
    return wrap(str(row["name"]), _LABEL)


def _names(order: list[str], look: Look) -> dict[str, Any]:
    """Return an axis of names, read from the top."""
    return {"categoryorder": "array", "categoryarray": order[::-1], "tickfont": {"color": look.text}, "showgrid": False}


def _whiskers(records: list[dict[Any, Any]], look: Look) -> dict[str, Any]:
    """Return the span of the published figures around each value."""
    above = [max(0.0, row["high"] - row["mt"]) if pd.notna(row["high"]) and pd.notna(row["mt"]) else 0.0 for row in records]
    below = [max(0.0, row["mt"] - row["low"]) if pd.notna(row["low"]) and pd.notna(row["mt"]) else 0.0 for row in records]
    spread = any(above) or any(below)
    return {"type": "data", "symmetric": False, "array": above, "arrayminus": below, "color": look.text, "thickness": 1.4, "visible": spread}


def _rung_words(row: dict[Any, Any]) -> str:
    parts = [f"<b>{row['name']}</b>", f"{format_amount(row['mt'], 'Mt/yr')} ({word_label(str(row['kind']))})"]
    if pd.notna(row["low"]) and row["low"] != row["high"]:
        parts.append(say("published figures: {span}", span=format_range(row["low"], row["high"], "Mt/yr")))
    if pd.notna(row["year"]):
        parts.append(say("year {year}", year=int(row["year"])))
    return "<br>".join(wrap(part, _HOVER) for part in parts)


def shut_bars(shut: pd.DataFrame, look: Look = LIGHT) -> go.Figure:
    """Return how long each closure or restriction has lasted, the longest first.

    Parameters
    ----------
    shut
        name, severity, since, days (missing where the first day is not known), effect.
    look
        Colours.
    """
    if shut.empty:
        return sentence_figure(say("As far as is known, nothing is shut or restricted on this day."), look)
    figure = blank(look, say("Bar chart"))
    shown = shut.sort_values("days", ascending=False, na_position="last")
    for severity, rows in shown.groupby("severity", sort=False):
        figure.add_trace(_days(rows, str(severity), look))
    ticks = nice_ticks(float(shown["days"].max()) if shown["days"].notna().any() else 1.0)
    figure.update_layout(
        xaxis={"title": {"text": say("days so far")}, "showgrid": True, "tickvals": ticks, "range": [0, ticks[-1] * 1.05]},
        yaxis=_names([_name(row) for row in shown.to_dict("records")], look),
        barmode="overlay",
        bargap=0.4,
        height=max(230, 120 + 44 * len(shown)),
        margin={"r": 150},
    )
    return figure


def _days(rows: pd.DataFrame, severity: str, look: Look) -> go.Bar:
    colour = look.alert if severity == "closed" else look.caution
    pattern = {"shape": "" if severity == "closed" else "/", "fgcolor": colour, "bgcolor": look.ground, "size": 7, "solidity": 0.4}
    records = rows.to_dict("records")
    return go.Bar(
        x=rows["days"].astype("float64"),
        y=[_name(row) for row in records],
        orientation="h",
        name=word_label(severity),
        marker={"color": colour, "line": {"color": colour, "width": 1.5}, "pattern": pattern},
        text=[_since(row) for row in records],
        textposition="outside",
        cliponaxis=False,
        hovertext=["<br>".join([f"<b>{_name(row)}</b>", _since(row), wrap(str(row["effect"] or ""), _HOVER)]) for row in records],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _since(row: dict[Any, Any]) -> str:
    if pd.isna(row["days"]):
        return say("since {since}", since=row["since"])
    return say_number("{count} day", "{count} days", int(row["days"]))
