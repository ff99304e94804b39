"""Prices of full links, and who uses one of them, as bars."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import amount_axis, nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, sentence_figure, wrap
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number

_LABEL = 36
_HOVER = 56
_MOST = 16  # bars that can be read; the table has all
_ROW = 34  # px of a bar with its gap


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
    colours = [look.accent if element == chosen else look.rest for element in shown["element"]]
    figure = blank(look, say("Bar chart"))
    figure.add_trace(
        go.Bar(
            x=shown["usd_per_t"],
            y=_places(shown),
            orientation="h",
            marker={"color": colours},
            unselected={"marker": {"opacity": 1}},
            customdata=list(shown["element"]),
            hovertext=[_price_words(row) for row in shown.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    figure.add_trace(_words_beyond(shown, "usd_per_t", [_beside(row) for row in shown.to_dict("records")]))
    ticks = nice_ticks(float(shown["usd_per_t"].max()))
    figure.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [say("USD {usd}", usd=format_number(tick)) if tick else "0" for tick in ticks],
            "range": [0, ticks[-1] * 1.04],
            "showgrid": True,
            "showline": False,
            "ticks": "",
        },
        yaxis=_names(shown["title"].tolist(), look),
        bargap=0.4,
        height=_height(shown["title"].tolist()),
        margin={"r": 200, "t": 12},
    )
    return figure


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
    figure = blank(look, say("Bar chart"))
    figure.add_trace(
        go.Bar(
            x=shown["mt_per_year"],
            y=_places(shown),
            orientation="h",
            marker={"color": look.accent},
            hovertext=[wrap(label, _HOVER) for label in labels],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    amounts = [f"  {format_amount(mt, 'Mt/yr')}" for mt in shown["mt_per_year"]]
    figure.add_trace(_words_beyond(shown, "mt_per_year", amounts))
    axis = amount_axis(shown["mt_per_year"].astype(float), "Mt/yr")
    figure.update_layout(
        xaxis=axis | {"showgrid": True, "showline": False, "ticks": ""},
        yaxis=_names(labels, look),
        bargap=0.4,
        height=_height(labels),
        margin={"r": 100, "t": 12},
    )
    return figure


def _places(shown: pd.DataFrame) -> list[int]:
    """Return where the bars stand, the first at the top."""
    return list(range(len(shown), 0, -1))


def _height(labels: list[str]) -> int:
    return max(180, 56 + sum(max(_ROW, 18 * (wrap(label, _LABEL).count("<br>") + 1) + 6) for label in labels))


def _names(labels: list[str], look: Look) -> dict[str, Any]:
    """Return an axis that names each bar beside it."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels), 0, -1)),
        "ticktext": [wrap(label, _LABEL) for label in labels],
        "tickfont": {"color": look.text},
        "showgrid": False,
        "range": [0.4, len(labels) + 0.6],
    }


def _words_beyond(shown: pd.DataFrame, column: str, words: list[str]) -> go.Scatter:
    """Return words written beyond the end of each bar."""
    return go.Scatter(
        x=shown[column],
        y=_places(shown),
        mode="text",
        text=words,
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _holds(row: Mapping[Any, Any]) -> str:
    """Return how far a price holds, in words."""
    held = float(row["holds_mt_per_year"])
    if math.isinf(held):
        return say("holds beyond doubling")
    if held <= 0:
        return say("holds for no whole step")
    return say("holds for {amount}", amount=format_amount(held * 1e6, "t", 2))


def _beside(row: Mapping[Any, Any]) -> str:
    return f"  {format_number(row['usd_per_t'])} · {_holds(row)}"


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
    return "<br>".join(wrap(part, _HOVER) for part in parts)
