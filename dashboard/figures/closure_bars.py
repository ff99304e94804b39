"""Closures ranked: what has no way left and what moves, or what still fits between two ends."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import nice_ticks
from dashboard.figures.look import LIGHT, Figure, Look, blank, sentence_figure, wrap
from dashboard.figures.rows import BAR, Rows, across, stack_rows
from dashboard.model.phrases import say_time
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number

_MOST = 16  # closures that can be read; the table has all
_UNIT = "Mt/yr"
_SOME_USD = 0.05


def closure_bars(league: pd.DataFrame, chosen: str, look: Look = LIGHT) -> Figure:
    """Return one row a closure: freight without a way left, then freight that moves, in Mt a year.

    Parameters
    ----------
    league
        closed, title, unserved_mt, moved_mt, hours_longer, usd_dearer_per_t, sentence; in the order of the rank.
    chosen
        Closure that is looked at; its name is marked.
    look
        Colours.
    """
    if league.empty:
        return sentence_figure(say("No closure of this kind harms present freight."), look)
    shown = league.head(_MOST)
    records = shown.to_dict("records")
    names = [f"▸ {row['title']}" if row["closed"] == chosen else str(row["title"]) for row in records]
    rows = stack_rows([_capital(name) for name in names], [_mean(row) for row in records], len(league))
    figure = blank(look, say("Bar chart"))
    figure.add_trace(_bars(shown, rows, "unserved_mt", (say("no way left"), look.alert, "/"), look))
    figure.add_trace(_bars(shown, rows, "moved_mt", (say("takes another way"), look.accent, ""), look))
    most = float((shown["unserved_mt"] + shown["moved_mt"]).max())
    return _laid_out(figure, rows, most, look)


def loss_bars(league: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return one row a closure: what still fits between two ends, then what is lost, in Mt a year.

    Parameters
    ----------
    league
        title, left_mt_per_year, lost_mt_per_year (missing where nothing limits the whole), sentence; worst first.
    look
        Colours.
    """
    if league.empty:
        return sentence_figure(say("No closure of this kind takes anything from what fits."), look)
    shown = league.head(_MOST)
    left = [format_amount(mt, _UNIT) for mt in shown["left_mt_per_year"]]
    rows = stack_rows([_capital(str(title)) for title in shown["title"]], left, len(league))
    figure = blank(look, say("Bar chart"))
    figure.add_trace(_bars(shown, rows, "left_mt_per_year", (say("still fits"), look.accent, ""), look))
    figure.add_trace(_bars(shown, rows, "lost_mt_per_year", (say("is lost"), look.alert, "/"), look))
    most = float((shown["left_mt_per_year"] + shown["lost_mt_per_year"].fillna(0.0)).max())
    return _laid_out(figure, rows, most, look)


def _laid_out(figure: Figure, rows: Rows, most: float, look: Look) -> Figure:
    rows.lay_out(figure, look)
    figure.update_layout(xaxis=across(nice_ticks(most), _UNIT), barmode="stack", legend={"traceorder": "normal"})
    return figure


def _bars(shown: pd.DataFrame, rows: Rows, column: str, drawn: tuple[str, str, str], look: Look) -> go.Bar:
    """Return the bars of one column; what is lost is hatched, so that it is told without colour."""
    name, colour, shape = drawn
    marker: dict[str, Any] = {"color": colour, "line": {"color": colour, "width": 1}}
    if shape:
        hatching = {"shape": shape, "fgcolor": colour, "bgcolor": look.ground, "size": 6, "solidity": 0.45}
        marker |= {"color": look.ground, "pattern": hatching}
    return go.Bar(
        x=shown[column].fillna(0.0),
        y=rows.middles,
        width=BAR,
        orientation="h",
        name=name,
        marker=marker,
        unselected={"marker": {"opacity": 1}},
        customdata=list(shown["closed"]),
        hovertext=[wrap(str(sentence)) for sentence in shown["sentence"]],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _mean(row: Mapping[Any, Any]) -> str:
    """Return what changes on the mean for what moves, in short; where nothing moves, what has no way left."""
    if pd.isna(row["hours_longer"]):
        return say("{amount} without a way", amount=format_amount(float(row["unserved_mt"]), _UNIT))
    hours, usd = float(row["hours_longer"]), float(row["usd_dearer_per_t"])
    time = f"{_sign(hours)}{say_time(abs(hours))}"
    if abs(usd) < _SOME_USD:
        return time
    return say("{time}, {usd} USD/t", time=time, usd=f"{_sign(usd)}{format_number(abs(usd), 2)}")


def _sign(value: float) -> str:
    return "+" if value >= 0 else "\u2212"


def _capital(name: str) -> str:
    """Return a name with its first letter large, behind the mark of the one looked at."""
    mark, body = ("▸ ", name.removeprefix("▸ ")) if name.startswith("▸ ") else ("", name)
    return mark + body[:1].upper() + body[1:]
