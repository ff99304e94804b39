"""Ways that no other beats as time against cost; and how far a number is from where another way wins."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, halo, hover_text, sentence_figure, wrap
from dashboard.figures.rows import BAR, stack_rows
from dashboard.text import say
from dashboard.text.formats import format_number

_MOST_FLIPS = 10
_UNITS: dict[str, Callable[[], str]] = {
    "hour": lambda: say("hours"),
    "hours": lambda: say("hours"),
    "km/day": lambda: say("km a day"),
    "USD/t/day": lambda: say("USD a tonne and day"),
    "USD/t-km": lambda: say("USD per tonne-km"),
    "USD/t": lambda: say("USD a tonne"),
}


def front_chart(points: pd.DataFrame, ways: pd.DataFrame, way: str, look: Look = LIGHT) -> Figure:
    """Return days against dollars a tonne, emissions by colour; a click on a point looks at the way that stands for it.

    Parameters
    ----------
    points
        Every way of the front and those that differ: way, name, days, cost_usd_per_t, co2e_kg_per_t, shown, beaten.
    ways
        The ways that can be looked at, with days_low, days_high, cost_low and cost_high.
    way
        Key of the way looked at.
    look
        Colours.
    """
    if points.empty:
        return sentence_figure(say("No way is open, so there is nothing to choose from."), look)
    figure = blank(look, say("Scatter chart of time against cost"))
    figure.add_trace(_whiskers(ways[ways["way"].eq(way)], look))
    on_front = points[~points["beaten"]]
    scale = (float(on_front["co2e_kg_per_t"].min()), float(on_front["co2e_kg_per_t"].max()))
    figure.add_trace(_dots(on_front[~on_front["shown"]], scale, look))
    figure.add_trace(_dots(on_front[on_front["shown"]], scale, look))
    figure.add_trace(_beaten(points[points["beaten"]], look))
    figure.add_trace(_ring(ways[ways["way"].eq(way)], look))
    figure.update_layout(**_layout(points, ways, way, look))
    return figure


def _dots(rows: pd.DataFrame, scale: tuple[float, float], look: Look) -> go.Scatter:
    """Return points of the front, emissions by colour; those that can be looked at are larger and edged."""
    shown = bool(rows["shown"].any())
    steps = [[i / (len(look.ramp) - 1), colour] for i, colour in enumerate(look.ramp)]
    bar = {
        "title": {"text": say("kg CO2e a tonne"), "side": "right", "font": {"size": 13, "color": look.muted}},
        "thickness": 12,
        "len": 0.85,
        "outlinewidth": 0,
        "nticks": 5,
        "tickfont": {"size": 13, "color": look.muted},
    }
    return go.Scatter(
        x=rows["days"].round(2),
        y=rows["cost_usd_per_t"].round(1),
        mode="markers",
        name=say("on the front, can be looked at") if shown else say("on the front"),
        marker={
            "size": 13 if shown else 7,
            "color": rows["co2e_kg_per_t"].round(1),
            "colorscale": steps,
            "cmin": scale[0],
            "cmax": scale[1] if scale[1] > scale[0] else scale[0] + 1,
            "line": {"width": 1.5 if shown else 0, "color": look.text},
            "showscale": shown,
            "colorbar": bar,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=list(rows["way"]),
        text=[_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _beaten(rows: pd.DataFrame, look: Look) -> go.Scatter:
    """Return the ways that differ but that another beats in all three respects, as hollow marks."""
    return go.Scatter(
        x=rows["days"].round(2),
        y=rows["cost_usd_per_t"].round(1),
        mode="markers",
        name=say("differs, but another way beats it"),
        marker={"symbol": "diamond-open", "size": 11, "color": look.rest, "line": {"width": 1.8, "color": look.rest}},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=list(rows["way"]),
        text=[_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        showlegend=bool(len(rows)),
    )


def _words(row: dict[Any, Any]) -> str:
    parts = [
        f"<b>{row['name']}</b>",
        say(
            "{days} days, USD {usd} a tonne",
            days=format_number(row["days"]),
            usd=format_number(round(row["cost_usd_per_t"])),
        ),
        say(
            "{kg} kg CO2e a tonne, {km} km",
            kg=format_number(round(row["co2e_kg_per_t"])),
            km=format_number(round(row["length_km"])),
        ),
    ]
    if not row["shown"]:
        parts[0] = say("near the way {name}", name=row["name"])
    return hover_text(parts)


def _whiskers(chosen: pd.DataFrame, look: Look) -> go.Scatter:
    """Return low to high of the way looked at, in both directions."""
    row = chosen.iloc[0]
    return go.Scatter(
        x=[row["days"]],
        y=[row["cost_usd_per_t"]],
        mode="markers",
        name=say("low to high of the way looked at"),
        marker={"size": 1, "color": look.axis},
        error_x=_spread(row, "days", "days_low", "days_high", look),
        error_y=_spread(row, "cost_usd_per_t", "cost_low", "cost_high", look),
        hoverinfo="skip",
    )


def _spread(row: "pd.Series[Any]", middle: str, low: str, high: str, look: Look) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [float(row[high] - row[middle])],
        "arrayminus": [float(row[middle] - row[low])],
        "color": look.axis,
        "thickness": 1.6,
        "width": 6,
    }


def _ring(chosen: pd.DataFrame, look: Look) -> go.Scatter:
    return go.Scatter(
        x=chosen["days"].round(2),
        y=chosen["cost_usd_per_t"].round(1),
        mode="markers",
        name=say("looked at"),
        marker={
            "symbol": "circle-open",
            "size": 22,
            "color": look.series[1],
            "line": {"width": 3, "color": look.series[1]},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
    )


def _layout(points: pd.DataFrame, ways: pd.DataFrame, way: str, look: Look) -> dict[str, Any]:
    chosen = ways[ways["way"].eq(way)]
    days = nice_ticks(max(float(points["days"].max()), float(chosen["days_high"].max())))
    usd = nice_ticks(max(float(points["cost_usd_per_t"].max()), float(chosen["cost_high"].max())))
    return {
        "height": 460,
        "xaxis": {
            "title": {"text": say("days, gate to gate")},
            "tickvals": days,
            "range": [0, days[-1] * 1.02],
            "showgrid": True,
        },
        "yaxis": {
            "title": {"text": say("USD a tonne")},
            "tickvals": usd,
            "ticktext": [format_number(value) for value in usd],
            "range": [0, usd[-1] * 1.02],
        },
        "annotations": _ends(points[~points["beaten"]], look),
    }


def _ends(points: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """Return the names of the quickest and the cheapest way, where they are not one."""
    if points.empty:
        return []
    quickest, cheapest = (points.nsmallest(1, column).iloc[0] for column in ("days", "cost_usd_per_t"))
    named = [(quickest, say("quickest"), "left", "bottom")]
    if cheapest["way"] != quickest["way"]:
        named.append((cheapest, say("cheapest"), "right", "top"))
    return [
        {
            "x": row["days"],
            "y": row["cost_usd_per_t"],
            "text": f"{word}: {row['name']}",
            "xanchor": side,
            "yanchor": level,
            "xshift": 12 if side == "left" else -12,
            "yshift": 10 if level == "bottom" else -10,
            "showarrow": False,
            "font": {"color": look.muted, "size": 12, "shadow": halo(look)},
        }
        for row, word, side, level in named
    ]


def flip_bars(flips: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return how far each number is from the value at which another way wins, in percent of today's, the nearest first.

    Parameters
    ----------
    flips
        subject, unit, today, value, winner, sentence.
    look
        Colours.
    """
    if flips.empty:
        return sentence_figure(say("No single wait, rate or speed within reach changes which way is best."), look)
    shown = flips.head(_MOST_FLIPS)
    percent = 100 * (shown["value"] - shown["today"]) / shown["today"].where(shown["today"].ne(0))
    figure = blank(look, say("Bar chart"))
    names = [_flip_words(row) for row in shown.to_dict("records")]
    rows = stack_rows(names, [f"{value:+.0f}%".replace("-", "\u2212") for value in percent], len(flips))
    figure.add_trace(
        go.Bar(
            x=percent.round(1),
            y=rows.middles,
            width=BAR,
            orientation="h",
            marker={"color": [look.accent if value > 0 else look.series[1] for value in percent], "line": {"width": 0}},
            hovertext=[wrap(str(sentence)) for sentence in shown["sentence"]],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    low, high = min(0.0, float(percent.min())), max(0.0, float(percent.max()))
    room = 0.04 * (high - low)
    rows.lay_out(figure, look, legend=False)
    figure.update_layout(
        xaxis={
            "title": {"text": say("change from today, percent")},
            "range": [low - room, high + room],
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": look.text,
            "zerolinewidth": 1.5,
        }
    )
    return figure


def _flip_words(row: dict[Any, Any]) -> str:
    """Return a number, its change and the way that wins then."""
    change = say(
        "{today} → {value} {unit}",
        today=format_number(row["today"]),
        value=format_number(row["value"]),
        unit=_UNITS[row["unit"]]() if row["unit"] in _UNITS else str(row["unit"]),
    )
    return say(
        "{subject}, {change}: then {winner}",
        subject=_sentence_case(str(row["subject"])),
        change=change,
        winner=row["winner"],
    )


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
