"""How far years differ: spreads of a loss, what a gate costs, and how sure its rate is."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure
from dashboard.figures.rows import BAR, Rows, across, stack_rows
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number, format_range

_MOST = 14  # rows that can be read; the table has all
_BARS = 10
_HALF = BAR / 2
_POWERS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


def spread_dots(spread: pd.DataFrame, unit: str, look: Look = LIGHT) -> Figure:
    """Return one row a group of freight: the middle nine tenths of years, the mean, and the mean of the worst ones.

    Parameters
    ----------
    spread
        freight, mean, p05, p95, worst_twentieth; the first at the top.
    unit
        hour, USD/t or Mt/yr.
    look
        Colours.
    """
    if spread.empty:
        return sentence_figure(say("No freight of this kind is counted."), look)
    shown = spread.head(_MOST)
    rows = stack_rows(shown["freight"].tolist(), total=len(spread))
    figure = blank(look, say("Dot chart of spreads"))
    figure.add_trace(_ranges(shown["p05"], shown["p95"], rows, say("nine years in ten"), look))
    words = [_spread_words(row, unit) for row in shown.to_dict("records")]
    for column, name, symbol, colour in (
        ("mean", say("average year"), "circle", look.accent),
        ("worst_twentieth", say("average of the worst twentieth of years"), "diamond", look.alert),
    ):
        figure.add_trace(
            go.Scatter(
                x=shown[column], y=rows.middles, mode="markers", name=name, hovertext=words,
                marker={"symbol": symbol, "size": 11, "color": colour, "line": {"width": 1.2, "color": look.ground}},
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    values = shown[["mean", "p05", "p95", "worst_twentieth"]].to_numpy(float)
    ticks = nice_ticks(max(float(values.max()), 0.0), min(float(values.min()), 0.0))
    left = min(ticks[0], float(values.min())) - 0.02 * (ticks[-1] - ticks[0])
    rows.lay_out(figure, look)
    figure.update_layout(
        xaxis=across(ticks, "")
        | {
            "ticktext": [format_number(1e3 * tick if unit == "Mt/yr" else tick) for tick in ticks],
            "title": {"text": _unit_words(unit)},
            "range": [left, ticks[-1] * 1.03],
            "zeroline": True,
        }
    )
    return figure


def saving_bars(gates: pd.DataFrame, column: str, unit: str, look: Look = LIGHT) -> Figure:
    """Return two bars a gate: what would be saved a year if it never shut, on average and in the worst years.

    Parameters
    ----------
    gates
        title, closures_per_year, ``column`` and ``worst_`` with it; the first at the top.
    column
        Column of what is saved, in millions of the unit.
    unit
        USD, tonne-hours or t.
    look
        Colours.
    """
    if gates.empty:
        return sentence_figure(say("No closure of a single gate changes anything."), look)
    shown = gates.head(_BARS)
    rows = stack_rows(shown["title"].tolist(), total=len(gates))
    figure = blank(look, say("Bar chart"))
    both = ((f"worst_{column}", say("in the worst twentieth of years"), look.alert, -_HALF / 2),
            (column, say("in an average year"), look.accent, _HALF / 2))  # fmt: skip
    for name, words, colour, shift in reversed(both):
        figure.add_trace(
            go.Bar(
                x=shown[name], y=[place + shift for place in rows.middles], width=_HALF, orientation="h", name=words,
                marker={"color": colour},
                hovertext=[_saving_words(row, column, unit) for row in shown.to_dict("records")],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    values = shown[[column, f"worst_{column}"]].to_numpy(float)
    ticks = nice_ticks(max(float(values.max()), 0.0), min(float(values.min()), 0.0))
    rows.lay_out(figure, look)
    figure.update_layout(
        xaxis=across(ticks, "")
        | {"title": {"text": _million_words(unit)}, "range": [min(ticks[0], 0), ticks[-1] * 1.04]},
        barmode="overlay",
    )
    return figure


def rate_dots(rates: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return one row a gate: its closures a year with the range that holds them, on a scale of powers.

    Parameters
    ----------
    rates
        title, closures, closures_per_year, low, high, mean_days, lengths_of; the first at the top.
    look
        Colours.
    """
    known = rates[rates["closures_per_year"].gt(0)]
    if known.empty:
        return sentence_figure(say("No gate has a rate above zero."), look)
    total, known = len(known), known.head(_MOST)
    rows = stack_rows(known["title"].tolist(), [_counted(row) for row in known.to_dict("records")], total)
    figure = blank(look, say("Dot chart of rates"))
    figure.add_trace(_ranges(known["low"], known["high"], rows, say("range that holds it with 90 percent"), look))
    mine = known["lengths_of"].eq("reader").tolist()
    figure.add_trace(
        go.Scatter(
            x=known["closures_per_year"], y=rows.middles, mode="markers", name=say("estimate"),
            marker={"symbol": ["diamond" if it else "circle" for it in mine], "size": 11, "color": look.accent},
            hovertext=[_rate_words(row) for row in known.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
    low, high = float(known["low"].clip(lower=0.005).min()), float(known["high"].max())
    rows.lay_out(figure, look)
    figure.update_layout(
        xaxis=across(_POWERS, "")
        | {
            "type": "log",
            "title": {"text": say("closures a year")},
            "range": [math.log10(low * 0.8), math.log10(high * 1.15)],
        }
    )
    return figure


def _ranges(low: "pd.Series[float]", high: "pd.Series[float]", rows: Rows, name: str, look: Look) -> go.Scatter:
    """Return a thick line on each row from its low to its high value."""
    return go.Scatter(
        x=[x for ends in zip(low, high, strict=True) for x in (*ends, None)],
        y=[y for place in rows.middles for y in (place, place, None)],
        mode="lines",
        name=name,
        line={"color": look.rest, "width": 7},
        hoverinfo="skip",
    )


def _unit_words(unit: str) -> str:
    """Return the unit of an axis of spreads."""
    return {"hour": say("hours a tonne"), "USD/t": say("USD a tonne")}.get(unit, say("thousand tonnes a year"))


def _million_words(unit: str) -> str:
    """Return the unit of an axis of what is saved."""
    words = {"USD": say("million USD a year"), "t": say("million tonnes a year")}
    return words.get(unit, say("million tonne-hours a year"))


def _amount(value: float, unit: str) -> str:
    """Return a value of a spread with its unit."""
    if unit == "hour":
        return say("{number} hours", number=format_number(value))
    return format_amount(1e6 * value, "t", 2) if unit == "Mt/yr" else say("USD {number}", number=format_number(value))


def _million(value: float, unit: str) -> str:
    """Return millions of a unit."""
    if unit == "tonne-hours":
        return say("{number}m tonne-hours", number=format_number(value))
    return format_amount(1e6 * value, unit)


def _spread_words(row: Mapping[Any, Any], unit: str) -> str:
    parts = [
        f"<b>{row['freight']}</b>",
        say("Average year: {amount}", amount=_amount(row["mean"], unit)),
        say("Nine years in ten: {low} to {high}", low=_amount(row["p05"], unit), high=_amount(row["p95"], unit)),
        say("Worst twentieth on average: {amount}", amount=_amount(row["worst_twentieth"], unit)),
    ]
    return hover_text(parts)


def _saving_words(row: Mapping[Any, Any], column: str, unit: str) -> str:
    parts = [
        f"<b>{row['title']}</b>",
        say("Saved in an average year if it never shut: {amount}", amount=_million(row[column], unit)),
        say("In the worst twentieth of years: {amount}", amount=_million(row[f"worst_{column}"], unit)),
        say("Closures a year: {rate}", rate=format_number(row["closures_per_year"], 2)),
    ]
    return hover_text(parts)


def _counted(row: Mapping[Any, Any]) -> str:
    """Return how many closures a rate rests on."""
    if row["lengths_of"] == "reader":
        return say("set by you")
    return say("{count} known", count=int(row["closures"]))


def _rate_words(row: Mapping[Any, Any]) -> str:
    parts = [
        f"<b>{row['title']}</b>",
        say("Closures a year: {rate}", rate=format_number(row["closures_per_year"], 2)),
        say("Range: {range}", range=format_range(round(row["low"], 3), round(row["high"], 3), "")),
        say("Days each on average: {days}", days=format_number(row["mean_days"], 2)),
        _counted(row),
    ]
    return hover_text(parts)
