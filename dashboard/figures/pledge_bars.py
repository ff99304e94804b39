"""Pledges beside pipes: the tonnes that are promised, and the room there is and will be."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure
from dashboard.figures.rows import BAR, Rows, across, stack_rows
from dashboard.text import say
from dashboard.text.formats import format_amount, format_range

_MOST = 15  # pledges that can be read; the table has all
_INNER = 7.0  # px: thickness of the bar of room inside that of a pledge
_MARK = 11  # px
_UNIT = "Mt/yr"


def pledge_bars(pledges: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return one row a pledge: the tonnes wanted as a hatched bar, and in it the room of today, announced and late.

    Parameters
    ----------
    pledges
        label, unit (of the pledge), wanted, wanted_low, wanted_high, room_today, room_announced, room_delayed in Mt a
        year, and fits_today, fits_announced, fits_delayed; the largest shortfall first. A room without a known limit
        is missing and is written out.
    look
        Colours.
    """
    if pledges.empty:
        return sentence_figure(say("No pledge here can be told in tonnes and held against the network."), look)
    shown = pledges.head(_MOST)
    records = shown.to_dict("records")
    rows = stack_rows([str(row["label"]) for row in records], [_beside(row) for row in records], len(pledges))
    figure = blank(look, say("Bar chart"))
    figure.add_trace(_wanted(shown, rows, look))
    figure.add_trace(_today(shown, rows, look))
    for column, name, symbol in (
        ("room_announced", say("room as announced"), "diamond"),
        ("room_delayed", say("room if late"), "circle-open"),
    ):
        figure.add_trace(_marks(shown, rows, column, (name, symbol), look))
    columns = ["wanted", "wanted_high", "room_today", "room_announced", "room_delayed"]
    rows.lay_out(figure, look)
    figure.update_layout(
        xaxis=across(nice_ticks(float(shown[columns].astype(float).max().max())), _UNIT), barmode="overlay"
    )
    return figure


def _wanted(shown: pd.DataFrame, rows: Rows, look: Look) -> go.Bar:
    """Return the tonnes promised: hatched as everything that has not happened, with a whisker for the unit value."""
    hatching = {"shape": "/", "fgcolor": look.caution, "bgcolor": look.ground, "size": 7, "solidity": 0.3}
    values = shown[["wanted_low", "wanted", "wanted_high"]].astype(float)
    return go.Bar(
        x=values["wanted"],
        y=rows.middles,
        width=BAR,
        orientation="h",
        name=say("pledged"),
        marker={"color": look.ground, "line": {"color": look.caution, "width": 1.5}, "pattern": hatching},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (values["wanted_high"] - values["wanted"]).clip(lower=0),
            "arrayminus": (values["wanted"] - values["wanted_low"]).clip(lower=0),
            "color": look.text,
            "thickness": 1.4,
        },
        hovertext=[_words(row) for row in shown.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _today(shown: pd.DataFrame, rows: Rows, look: Look) -> go.Bar:
    return go.Bar(
        x=shown["room_today"],
        y=rows.middles,
        width=_INNER,
        orientation="h",
        name=say("room today"),
        marker={"color": look.accent},
        hoverinfo="skip",
    )


def _marks(shown: pd.DataFrame, rows: Rows, column: str, named: tuple[str, str], look: Look) -> go.Scatter:
    """Return the room of a later day as a mark on each row."""
    name, symbol = named
    hollow = symbol.endswith("open")
    there = shown[f"fits_{column.removeprefix('room_')}"] != "no_way"
    return go.Scatter(
        x=shown[column].where(there),
        y=rows.middles,
        mode="markers",
        name=name,
        marker={
            "symbol": symbol,
            "size": _MARK,
            "color": look.alert if hollow else look.good,
            "line": {"color": look.alert if hollow else look.ground, "width": 2 if hollow else 1.2},
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def _room(row: Mapping[Any, Any], name: str) -> str:
    """Return a room in words: an amount, no way, or no known limit."""
    if row[f"fits_{name}"] == "no_way":
        return say("no way")
    if row[f"fits_{name}"] == "no_known_limit":
        return say("no known limit")
    return format_amount(float(row[f"room_{name}"]), _UNIT)


def _beside(row: Mapping[Any, Any]) -> str:
    """Return what stands in bold after the name of a pledge."""
    wanted = format_amount(float(row["wanted"]), _UNIT)
    if row["fits_today"] in {"no_way", "no_known_limit"}:
        return f"{wanted}; {_room(row, 'today')}"
    return "" if row["unit"] == "t" else wanted  # its name says the tonnes


def _words(row: Mapping[Any, Any]) -> str:
    low, high = float(row["wanted_low"]), float(row["wanted_high"])
    wanted = format_amount(float(row["wanted"]), _UNIT)
    parts = [
        f"<b>{row['label']}</b>",
        say("Pledged: {amount}", amount=wanted)
        if low == high
        else say("Pledged: {amount} ({span})", amount=wanted, span=format_range(low, high, _UNIT)),
        say("Room today: {room}", room=_room(row, "today")),
        say("As announced: {room}", room=_room(row, "announced")),
        say("If late: {room}", room=_room(row, "delayed")),
    ]
    if isinstance(row.get("fails_first"), str):
        parts.append(say("First full: {links}", links=row["fails_first"]))
    return hover_text(parts)
