"""The model against published journeys: all of them about the line of equality, and the misses one by one."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure
from dashboard.figures.rows import BAR, across, stack_rows
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_number, format_range

_SYMBOLS = {"rail": "circle", "road": "square", "sea": "triangle-up", "multimodal": "diamond"}
_SLACK = 0.1  # share within which a figure is met
_MOST = 20  # misses that can be read
_TICKS = (1, 2, 5)


def parity_chart(rows: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return published against modelled figures on equal scales, ranges as whiskers, what cannot be trusted hollow.

    Parameters
    ----------
    rows
        name, mode, published_low, published_high, model_low, model, model_high, error_pct, unit, use, reason.
    look
        Colours.
    """
    known = rows[rows["published_low"].gt(0) & rows["model"].gt(0)]
    if known.empty:
        return sentence_figure(say("No journey has a published figure of this kind."), look)
    figure = blank(look, say("Scatter chart of published against modelled figures"))
    ends = pd.concat([known[name] for name in ("published_low", "published_high", "model_low", "model_high")])
    low, high = float(ends.min()) * 0.85, float(ends.max()) * 1.15
    figure.add_trace(_corridor(low, high, look))
    figure.add_trace(_equality(low, high, look))
    for mode, here in known.groupby("mode", sort=True):
        for trusted in (True, False):
            part = here[here["use"].eq("plain") == trusted]
            if len(part):
                figure.add_trace(_dots(part, str(mode), look))
    ticks = _log_ticks(low, high)
    axis = {
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        "tickvals": ticks,
        "ticktext": [format_number(tick) for tick in ticks],
        "showgrid": True,
    }
    unit = _say_unit(str(known["unit"].iloc[0]))
    figure.update_layout(
        xaxis=axis | {"title": {"text": say("published, {unit}", unit=unit)}},
        yaxis=axis | {"title": {"text": say("model, {unit}", unit=unit)}, "rangemode": "normal"},
        height=520,
    )
    return figure


def _corridor(low: float, high: float, look: Look) -> go.Scatter:
    return go.Scatter(
        x=[low, high, high, low],
        y=[low * (1 - _SLACK), high * (1 - _SLACK), high * (1 + _SLACK), low * (1 + _SLACK)],
        mode="lines",
        fill="toself",
        line={"width": 0, "color": look.rest},
        opacity=0.22,
        name=say("within a tenth"),
        hoverinfo="skip",
    )


def _equality(low: float, high: float, look: Look) -> go.Scatter:
    return go.Scatter(
        x=[low, high],
        y=[low, high],
        mode="lines",
        line={"color": look.axis, "width": 1.5},
        name=say("model equals publication"),
        hoverinfo="skip",
    )


def _dots(rows: pd.DataFrame, mode: str, look: Look) -> go.Scatter:
    """Return the journeys of one mode that are trusted, or those that are not."""
    trusted = bool(rows["use"].eq("plain").all())
    colour = look.series[list(_SYMBOLS).index(mode)] if mode in _SYMBOLS else look.rest
    middle = (rows["published_low"] + rows["published_high"]) / 2
    return go.Scatter(
        x=middle,
        y=rows["model"],
        mode="markers",
        name=word_label(mode) if trusted else say("{mode}, doubtful or circular", mode=word_label(mode)),
        marker={
            "symbol": _SYMBOLS.get(mode, "circle") + ("" if trusted else "-open"),
            "size": 9,
            "color": colour,
            "line": {"width": 1.6, "color": colour},
        },
        error_x=_spread(rows["published_high"] - middle, middle - rows["published_low"], colour),
        error_y=_spread(rows["model_high"] - rows["model"], rows["model"] - rows["model_low"], colour),
        text=[_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _spread(above: "pd.Series[float]", below: "pd.Series[float]", colour: str) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": list(above.clip(lower=0)),
        "arrayminus": list(below.clip(lower=0)),
        "color": _faint(colour),
        "thickness": 1,
        "width": 0,
    }


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.45)"


def _log_ticks(low: float, high: float) -> list[float]:
    """Return 1, 2 and 5 of every power of ten between two values."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [step * 10.0**power for power in powers for step in _TICKS if low <= step * 10.0**power <= high]


def miss_ranges(misses: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return the farthest misses, one a line: what was published as a bar, the model from low to high as a whisker.

    Parameters
    ----------
    misses
        As in `parity_chart`, the farthest first.
    look
        Colours.
    """
    known = misses[misses["published_low"].gt(0)]
    shown = known.head(_MOST)
    if shown.empty:
        return sentence_figure(say("No published figure of this kind is missed."), look)
    figure = blank(look, say("Range chart of misses"))
    errors = [_error(error) for error in shown["error_pct"]]
    rows = stack_rows([str(name) for name in shown["name"]], errors, len(known))
    places = rows.middles
    highest = float(pd.concat([shown["published_high"], shown["model_high"]]).max())
    least = 0.006 * highest  # a single figure still shows as a mark
    figure.add_trace(
        go.Bar(
            x=(shown["published_high"] - shown["published_low"]).clip(lower=least),
            base=shown["published_low"],
            y=places,
            orientation="h",
            width=BAR,
            name=say("published, lowest to highest"),
            marker={"color": look.rest},
            hovertext=[_words(row) for row in shown.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=shown["model"],
            y=places,
            mode="markers",
            name=say("model, low to high"),
            marker={"size": 10, "color": look.accent, "symbol": _hollow(shown)},
            error_x=_spread(shown["model_high"] - shown["model"], shown["model"] - shown["model_low"], look.accent)
            | {"color": look.accent, "thickness": 1.8, "width": 5},
            hovertext=[_words(row) for row in shown.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    rows.lay_out(figure, look)
    figure.update_layout(xaxis=across(nice_ticks(highest), _say_unit(str(shown["unit"].iloc[0]))), barmode="overlay")
    return figure


def _hollow(rows: pd.DataFrame) -> list[str]:
    return ["circle" if use == "plain" else "circle-open" for use in rows["use"]]


def _error(percent: float) -> str:
    return f"{percent:+.0f}%".replace("-", "\u2212")


def _words(row: dict[Any, Any]) -> str:
    unit = _say_unit(str(row["unit"]))
    parts = [
        f"<b>{row['name']}</b>",
        say("published: {span}", span=format_range(row["published_low"], row["published_high"], unit)),
        say("model: {central}", central=f"{format_number(row['model'])} {unit}"),
    ]
    if row["model_low"] < row["model_high"]:
        parts.append(say("low to high: {span}", span=format_range(row["model_low"], row["model_high"], unit)))
    parts += [str(row["reason"])] if row["reason"] else []
    return hover_text(parts)


def _say_unit(unit: str) -> str:
    """Return a unit in words: costs of different boxes share an axis and are told apart in the table."""
    if unit.startswith("USD"):
        return say("USD a box, truck or tonne") if unit == "USD" else unit.replace("/", say(" per "))
    return say("days") if unit == "day" else unit


def score_bars(scores: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return each measure beside its target, both named; a bar that stays on the right side of its mark is met.

    Parameters
    ----------
    scores
        figure, value, target, unit, at_least, met.
    look
        Colours.
    """
    shown = scores.dropna(subset=["target", "value"])
    if shown.empty:
        return sentence_figure(say("No measure has a target."), look)
    figure = blank(look, say("Bar chart of measures in percent of their targets"))
    relative = 100 * shown["value"] / shown["target"]
    records = shown.to_dict("records")
    rows = stack_rows([str(row["figure"]) for row in records], [_score_words(row) for row in records])
    figure.add_trace(
        go.Bar(
            x=relative.round(1),
            y=rows.middles,
            width=BAR,
            orientation="h",
            marker={
                "color": [look.good if row["met"] else look.alert for row in records],
                "pattern": {
                    "shape": ["" if row["met"] else "/" for row in records],
                    "fillmode": "overlay",
                    "fgcolor": look.ground,
                    "size": 7,
                    "solidity": 0.3,
                },
            },
            hoverinfo="skip",
            showlegend=False,
        )
    )
    figure.add_vline(x=100, line={"color": look.text, "width": 1.6, "dash": "dot"})
    rows.lay_out(figure, look, legend=False)
    figure.update_layout(
        xaxis={
            "title": {"text": say("percent of the target")},
            "range": [0, max(120.0, float(relative.max()) * 1.05)],
            "showgrid": True,
        }
    )
    return figure


def _score_words(row: dict[Any, Any]) -> str:
    value, target = f"{format_number(row['value'])}{row['unit']}", f"{format_number(row['target'])}{row['unit']}"
    limit = say("at least {target}", target=target) if row["at_least"] else say("at most {target}", target=target)
    return say("{value}, {limit}", value=value, limit=limit)
