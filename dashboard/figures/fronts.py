"""Ways that no other beats, as a chart of time against cost; and how far a number is from the point where another way wins."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, sentence_figure, wrap
from dashboard.text import say
from dashboard.text.formats import format_number

_HOVER = 56
_LABEL = 34
_MOST_FLIPS = 12


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
    figure.add_trace(_dots(on_front[~on_front["shown"]], scale, 7, 0, say("on the front"), look))
    figure.add_trace(_dots(on_front[on_front["shown"]], scale, 13, 1.5, say("on the front, can be looked at"), look))
    figure.add_trace(_beaten(points[points["beaten"]], look))
    figure.add_trace(_ring(ways[ways["way"].eq(way)], look))
    figure.update_layout(**_layout(points, ways, way, look))
    return figure


def _dots(rows: pd.DataFrame, scale: tuple[float, float], size: int, edge: float, name: str, look: Look) -> go.Scatter:
    steps = [[i / (len(look.ramp) - 1), colour] for i, colour in enumerate(look.ramp)]
    bar = {
        "title": {"text": say("kg CO2e a tonne"), "side": "right"},
        "thickness": 12,
        "len": 0.85,
        "outlinewidth": 0,
        "nticks": 5,
        "tickfont": {"color": look.muted},
    }
    return go.Scatter(
        x=rows["days"].round(2),
        y=rows["cost_usd_per_t"].round(1),
        mode="markers",
        name=name,
        marker={
            "size": size,
            "color": rows["co2e_kg_per_t"].round(1),
            "colorscale": steps,
            "cmin": scale[0],
            "cmax": scale[1] if scale[1] > scale[0] else scale[0] + 1,
            "line": {"width": edge, "color": look.text},
            "showscale": edge > 0,
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
    return "<br>".join(wrap(part, _HOVER) for part in parts)


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


def _spread(row: Any, middle: str, low: str, high: str, look: Look) -> dict[str, Any]:
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
    quickest, cheapest = points.loc[points["days"].idxmin()], points.loc[points["cost_usd_per_t"].idxmin()]
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
            "font": {"color": look.muted, "size": 12},
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
    names = [wrap(_sentence_case(str(subject)), _LABEL) for subject in shown["subject"]]
    figure.add_trace(
        go.Bar(
            x=percent,
            y=names,
            orientation="h",
            marker={"color": [look.accent if value > 0 else look.series[1] for value in percent], "line": {"width": 0}},
            text=[_flip_words(row) for row in shown.to_dict("records")],
            textposition="outside",
            cliponaxis=False,
            hovertext=[wrap(str(sentence), _HOVER) for sentence in shown["sentence"]],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    low, high = min(0.0, float(percent.min())), max(0.0, float(percent.max()))
    room = max(0.75 * (high - low), 20.0)
    figure.update_layout(
        xaxis={
            "title": {"text": say("change from today, percent")},
            "range": [low - (room if low < 0 else 0), high + (room if high > 0 else 0)],
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": look.text,
            "zerolinewidth": 1.5,
        },
        yaxis={"categoryorder": "array", "categoryarray": names[::-1], "tickfont": {"color": look.text}},
        bargap=0.45,
        height=max(240, 110 + 48 * len(shown)),
    )
    return figure


def _flip_words(row: dict[Any, Any]) -> str:
    return say(
        "{today} → {value} {unit}: {winner}",
        today=format_number(row["today"]),
        value=format_number(row["value"]),
        unit=row["unit"],
        winner=row["winner"],
    )


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
