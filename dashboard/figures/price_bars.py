"""Prices of full links, and who uses one of them, as bars."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure, wrap
from dashboard.figures.rows import BAR, Rows, across, stack_rows
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number

_MOST = 16  # bars that can be read; the table has all


def price_bars(prices: pd.DataFrame, chosen: str, look: Look = LIGHT) -> Figure:
    """Return one bar a full link: what one more tonne of room saves, and how far that price holds.

    Parameters
    ----------
    prices
        element, title, usd_per_t, holds_mt_per_year (infinite where it holds as far as was tried), unlocked_per_mt,
        next, project; the dearest first.
    chosen
        Element that is looked at; its bar is full, the others are pale.
    look
        Colours.
    """
    if prices.empty:
        return sentence_figure(say("No link is full: one more tonne of room saves nothing."), look)
    shown = prices.head(_MOST)
    records = shown.to_dict("records")
    rows = stack_rows(shown["title"].tolist(), [_beside(row) for row in records], len(prices))
    bars = go.Bar(
        x=shown["usd_per_t"],
        marker={"color": [look.accent if element == chosen else look.rest for element in shown["element"]]},
        unselected={"marker": {"opacity": 1}},
        customdata=list(shown["element"]),
        hovertext=[_price_words(row) for row in records],
    )
    return _bar_a_row(bars, rows, "USD/t", look)


def user_bars(users: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return one bar a flow that uses a link, in Mt a year, the largest first.

    Parameters
    ----------
    users
        origin, destination, commodity, mt_per_year.
    look
        Colours.
    """
    if users.empty:
        return sentence_figure(say("No freight counted here uses this link."), look)
    shown = users.head(_MOST)
    labels = [
        say("{origin} to {destination}: {goods}", origin=row["origin"], destination=row["destination"], goods=goods)
        for row, goods in zip(shown.to_dict("records"), shown["commodity"], strict=True)
    ]
    rows = stack_rows(labels, [format_amount(mt, "Mt/yr") for mt in shown["mt_per_year"]], len(users))
    bars = go.Bar(x=shown["mt_per_year"], marker={"color": look.accent}, hovertext=[wrap(label) for label in labels])
    return _bar_a_row(bars, rows, "Mt/yr", look)


def _bar_a_row(bars: go.Bar, rows: Rows, unit: str, look: Look) -> Figure:
    """Return a figure of bars on rows, over amounts of a unit."""
    figure = blank(look, say("Bar chart"))
    drawn = {"y": rows.middles, "width": BAR, "orientation": "h", "showlegend": False}
    figure.add_trace(bars.update(drawn, hovertemplate="%{hovertext}<extra></extra>"))
    rows.lay_out(figure, look, legend=False)
    figure.update_layout(xaxis=across(nice_ticks(max(bars.x)), unit))
    return figure


def _holds(row: Mapping[Any, Any]) -> str:
    """Return how far a price holds, in words."""
    held = float(row["holds_mt_per_year"])
    if math.isinf(held):
        return say("holds beyond doubling")
    if held <= 0:
        return say("holds for no whole step")
    return say("holds for {amount}", amount=format_amount(held * 1e6, "t", 2))


def _beside(row: Mapping[Any, Any]) -> str:
    return say("USD {usd}, {holds}", usd=format_number(row["usd_per_t"]), holds=_holds(row))


def _price_words(row: Mapping[Any, Any]) -> str:
    parts = [
        f"<b>{row['title']}</b>",
        say("One more tonne of room saves USD {usd}.", usd=format_number(row["usd_per_t"])),
        _holds(row),
    ]
    if row["unlocked_per_mt"] > 0:
        share = format_number(row["unlocked_per_mt"], 2)
        parts.append(say("{share} t are carried that were left behind, per tonne of room", share=share))
    if isinstance(row["next"], str):
        parts.append(say("Then binds: {link}", link=row["next"]))
    if isinstance(row["project"], str):
        parts.append(say("Announced: {project}", project=row["project"]))
    return hover_text(parts)
