"""Ways as climbs over kilometres: time, cost or emissions so far, waits as vertical steps, several ways overlaid."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, MODES, Figure, Look, blank, hover_text, sentence_figure, way_styles, wrap
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_number

_STOPS = 8  # names under the axis at most
_NAMED = 4  # steps that are named on the chart
_RIBBON = 0.045  # share of the height for the ribbon of modes
_LABEL = 24
_NEAR = 0.22  # share of the way within which two labels would cover each other
_LINE = 22  # px of a line of a label


def climb_strip(steps: pd.DataFrame, way: str, look: Look = LIGHT) -> Figure:
    """Return what has been spent at every kilometre, the way looked at with its range, its modes in a ribbon below.

    Parameters
    ----------
    steps
        Steps of all ways in order: way, name, kind (moving, waiting), what, mode, from_name, to_name, start_km, end_km,
        start, end, end_low, end_high, step, unit; and ``status`` where stretches may be shut.
    way
        Key of the way looked at.
    look
        Colours.
    """
    if steps.empty:
        return sentence_figure(say("No way is open, so there is nothing to sum up."), look)
    figure = blank(look, say("Strip chart of distance against what has been spent"), roomy=True)
    chosen = steps[steps["way"].eq(way)]
    colours = way_styles(steps, way, look)
    figure.add_trace(_band(chosen, colours[way][0]))
    for key, rows in steps.groupby("way", sort=False):
        if key != way:
            figure.add_trace(_line(rows, *colours[str(key)], 1.7))
    figure.add_trace(_line(chosen, *colours[way], 3.2))
    figure.add_trace(_shut(chosen, look))
    figure.add_traces(_ends(steps, way, colours))
    figure.add_traces(_ribbon(chosen, look))
    figure.update_layout(**_layout(steps, chosen, look))
    return figure


def _line(rows: pd.DataFrame, colour: str, dash: str, width: float) -> go.Scatter:
    """Return a way as a line: up where it waits, up and on where it moves."""
    x: list[float] = [0.0]
    y: list[float] = [0.0]
    text = [_hover(rows.iloc[0].to_dict())]
    for row in rows.to_dict("records"):
        x.append(round(float(row["end_km"]), 1))
        y.append(round(float(row["end"]), 3))
        text.append(_hover(row))
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name=wrap(str(rows["name"].iloc[0]), _LABEL),
        line={"color": colour, "width": width, "dash": dash},
        text=text,
        hovertemplate="%{text}<extra></extra>",
    )


def _band(rows: pd.DataFrame, colour: str) -> go.Scatter:
    """Return the range from low to high of a way as a filled band."""
    km = [0.0, *(float(v) for v in rows["end_km"])]
    high = [0.0, *(float(v) for v in rows["end_high"])]
    low = [0.0, *(float(v) for v in rows["end_low"])]
    return go.Scatter(
        x=[*km, *km[::-1]],
        y=[*high, *low[::-1]],
        mode="lines",
        fill="toself",
        line={"width": 0, "color": colour},
        opacity=0.18,
        name=say("low to high"),
        hoverinfo="skip",
    )


def _shut(rows: pd.DataFrame, look: Look) -> go.Scatter:
    """Return the stretches that are not open on the day, drawn over the line."""
    x: list[float | None] = []
    y: list[float | None] = []
    text: list[str | None] = []
    shut = rows[rows["status"].ne("open") & rows["kind"].eq("moving")] if "status" in rows.columns else rows.head(0)
    for row in shut.to_dict("records"):
        x += [row["start_km"], row["end_km"], None]
        y += [row["start"], row["end"], None]
        text += [_hover(row), _hover(row), None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        name=say("not open on the day"),
        line={"color": look.alert, "width": 4, "dash": "dot"},
        marker={"symbol": "x", "size": 8, "color": look.alert},
        text=text,
        hovertemplate="%{text}<extra></extra>",
        showlegend=bool(x),
    )


def _ends(steps: pd.DataFrame, way: str, styles: Mapping[str, tuple[str, str]]) -> list[go.Scatter]:
    """Return the end of every way as a mark with its range as a whisker."""
    traces = []
    for key, rows in steps.groupby("way", sort=False):
        last = rows.iloc[-1]
        words = [
            f"<b>{last['name']}</b>",
            say(
                "{total} over {km} km",
                total=_amount(last["end"], last["unit"]),
                km=format_number(round(last["end_km"])),
            ),
            say("low to high: {span}", span=_span(last["end_low"], last["end_high"], last["unit"])),
        ]
        traces.append(
            go.Scatter(
                x=[round(float(last["end_km"]), 1)],
                y=[round(float(last["end"]), 3)],
                mode="markers",
                marker={"size": 9 if key == way else 7, "color": styles[str(key)][0]},
                error_y={
                    "type": "data",
                    "symmetric": False,
                    "array": [float(last["end_high"] - last["end"])],
                    "arrayminus": [float(last["end"] - last["end_low"])],
                    "color": styles[str(key)][0],
                    "thickness": 1.3,
                    "width": 5,
                },
                text=[hover_text(words)],
                customdata=[str(key)],
                hovertemplate="%{text}<extra></extra>",
                showlegend=False,
            )
        )
    return traces


def _ribbon(rows: pd.DataFrame, look: Look) -> list[go.Bar]:
    """Return the modes of the way looked at as a ribbon under the axis."""
    moving = rows[rows["kind"].eq("moving")]
    patterns = {"rail": "", "road": "/", "sea": "."}
    traces = []
    for mode in MODES:
        here = moving[moving["mode"].eq(mode)]
        if here.empty:
            continue
        spans = _joined(here)
        traces.append(
            go.Bar(
                x=[end - start for start, end in spans],
                base=[start for start, _ in spans],
                y=[0] * len(spans),
                orientation="h",
                width=1,
                yaxis="y2",
                name=word_label(mode),
                marker={
                    "color": look.modes[mode],
                    "line": {"width": 0},
                    "pattern": {
                        "shape": patterns[mode],
                        "fillmode": "overlay",
                        "fgcolor": look.ground,
                        "size": 6,
                        "solidity": 0.25,
                    },
                },
                hovertext=[f"{word_label(mode)}: {format_number(round(end - start))} km" for start, end in spans],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    return traces


def _joined(rows: pd.DataFrame) -> list[tuple[float, float]]:
    """Return stretches that follow one another as one."""
    spans: list[tuple[float, float]] = []
    for start, end in zip(rows["start_km"].astype(float), rows["end_km"].astype(float), strict=True):
        if spans and abs(spans[-1][1] - start) < 0.05:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _layout(steps: pd.DataFrame, chosen: pd.DataFrame, look: Look) -> dict[str, Any]:
    highest = float(max(steps["end"].max(), chosen["end_high"].max(), steps.groupby("way")["end_high"].last().max()))
    ticks, unit = nice_ticks(highest), str(steps["unit"].iloc[0])
    stops, furthest = _stops(chosen), float(steps["end_km"].max())
    return {
        "height": 500,
        "barmode": "overlay",
        "xaxis": {
            "tickmode": "array",
            "tickvals": [km for km, _ in stops],
            "ticktext": [f"{wrap(name, 13)}<br>{format_number(round(km))} km" for km, name in stops],
            "range": [0, furthest * 1.015],
            "tickangle": 0,
            "ticklabeloverflow": "allow",
            "anchor": "y2",
        },
        "yaxis": {
            "domain": [_RIBBON + 0.025, 1],
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [_amount(tick, unit) if tick else "0" for tick in ticks],
            "range": [0, ticks[-1] * 1.02],
        },
        "yaxis2": {"domain": [0, _RIBBON], "range": [-0.5, 0.5], "visible": False, "fixedrange": True},
        "annotations": _named_steps(chosen, look),
        "margin": {"r": 44},
    }


def _named_steps(chosen: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """Return the names of the largest waits of the way looked at, beside their steps."""
    waits = chosen[chosen["kind"].eq("waiting") & chosen["step"].gt(0.02 * float(chosen["end"].max()))]
    largest = waits.sort_values("step", ascending=False).drop_duplicates("leg").head(_NAMED).sort_values("end_km")
    furthest, highest = float(chosen["end_km"].max()) or 1.0, float(chosen["end"].max())
    words = []
    for row in largest.to_dict("records"):
        right = row["end_km"] < 0.62 * furthest
        low = row["end"] < 0.15 * highest  # too near to the axis for words below
        words.append(
            {
                "x": row["end_km"],
                "y": (row["start"] + row["end"]) / 2,
                "text": f"{wrap(str(row['what']), 30)}: {_amount(row['step'], row['unit'])}",
                "xanchor": "left" if right else "right",
                "yanchor": "top" if right and not low else "bottom",
                "align": "left" if right else "right",
                "ax": 26 if right else -26,
                "ay": 26 if right and not low else -26,
                "axref": "pixel",
                "ayref": "pixel",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": look.axis,
                "font": {"color": look.text, "size": 12},
                "bgcolor": look.ground,
                "opacity": 0.92,
            }
        )
    return _apart(words, _NEAR * furthest)


def _apart(words: list[dict[str, Any]], near: float) -> list[dict[str, Any]]:
    """Return labels that do not cover each other: of near ones on the same side each is further from its step.

    Where two steps stand at one place, the label of the lower one is the nearer above the line, and the farther below.
    """
    ordered = sorted(words, key=lambda label: (label["x"], label["y"] if label["ay"] < 0 else -label["y"]))
    for number, label in enumerate(ordered):
        for other in ordered[:number]:
            same = other["xanchor"] == label["xanchor"] and other["yanchor"] == label["yanchor"]
            if same and label["x"] - other["x"] < near and abs(label["ay"]) <= abs(other["ay"]):
                label["ay"] = other["ay"] + (_LINE if label["ay"] > 0 else -_LINE) * (1 + other["text"].count("<br>"))
    return ordered


def _stops(rows: pd.DataFrame) -> list[tuple[float, str]]:
    """Return the places to write under the axis: both ends, then places of waits and others that stand apart."""
    last = (float(rows["end_km"].iloc[-1]), str(rows["to_name"].iloc[-1]))
    apart = max(1.0, last[0] / (_STOPS - 1))
    chosen = [(0.0, str(rows["from_name"].iloc[0]))]
    by_weight = rows.sort_values(["kind", "step"], ascending=[False, False])
    for row in by_weight.to_dict("records"):
        km = float(row["start_km"])
        if all(abs(km - other) >= apart for other, _ in [*chosen, last]):
            chosen.append((km, str(row["from_name"])))
    return [*sorted(chosen), last]


def _hover(row: dict[Any, Any]) -> str:
    parts = [
        f"<b>{row['what']}</b>",
        say("takes {step}", step=_amount(row["step"], row["unit"])),
        say("{total} at km {km}", total=_amount(row["end"], row["unit"]), km=format_number(round(row["end_km"]))),
        say("low to high: {span}", span=_span(row["end_low"], row["end_high"], row["unit"])),
    ]
    return hover_text(parts)


def _amount(value: float, unit: str) -> str:
    """Return an amount as the axis and the hover texts write it: days with one digit, dollars and kilograms whole."""
    if unit == "USD/t":
        return say("USD {number}", number=format_number(round(float(value), 0 if abs(value) >= 10 else 1)))
    if unit == "day":
        return say("{number} d", number=format_number(round(float(value), 1 if value < 10 else 0)))
    return say("{number} kg", number=format_number(round(float(value), 0 if abs(value) >= 10 else 1)))


def _span(low: float, high: float, unit: str) -> str:
    return say("{low} to {high}", low=_amount(low, unit), high=_amount(high, unit))
