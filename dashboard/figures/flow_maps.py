"""Flows on a map: what binds between two ends, and how full links are."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.look import LIGHT, Figure, Look, halo, hover_text, wrap
from dashboard.figures.map_parts import (
    course_band,
    course_line,
    course_points,
    fit_map,
    link_pointers,
    name_sides,
    start_map,
)
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number, format_percent, format_range

_LABELLED = 5  # links with a label on a map at most, those that carry most
_LOADS = (25.0, 50.0, 75.0, 99.5)  # percent; upper ends of the classes of a loaded link that is not full


@dataclass(frozen=True)
class Mark:
    """How the links of one mark are drawn: one trace, one entry of the legend.

    Attributes
    ----------
    name
        Entry of the legend.
    dash
        Pattern of the line, so that a mark is told without colour.
    ground
        Whether a pale band lies under it, so that it stands in front.
    """

    key: str
    name: str
    colour: str
    width: float
    dash: str = "solid"
    opacity: float = 1.0
    ground: bool = False


def marked_map(
    links: pd.DataFrame,
    places: pd.DataFrame,
    marks: Sequence[Mark],
    words: Sequence[str],
    look: Look = LIGHT,
    *,
    focus: Sequence[str] = (),
) -> Figure:
    """Return links on the base map, each drawn after its mark, later marks in front.

    Parameters
    ----------
    links
        link_id, name, mark, and the drawn course as lists ``lons`` and ``lats``.
    places
        Points: name, lat, lon, mark (``end`` or other), words.
    marks
        How each mark is drawn, those at the back first; links of other marks are left out.
    words
        What is said of each link when pointed at; empty for nothing.
    look
        Colours.
    focus
        Links that the map is fitted to; those with a mark of their own if none.
    """
    figure = start_map(look)
    for mark in marks:
        figure.add_traces(_lines(links[links["mark"].eq(mark.key)], mark, look))
    told = [text for text in words if text]
    if told:
        figure.add_trace(link_pointers(links[[bool(text) for text in words]], told, "link_id", look))
    figure.add_traces(_spots(places, look))
    shown = links[links["link_id"].isin(focus)] if focus else links[~links["mark"].isin(["rest", "shut"])]
    fit_map(figure, shown if len(shown) else links, look, legend_inside=False)
    return figure


def _lines(links: pd.DataFrame, mark: Mark, look: Look) -> list[go.Scattergeo]:
    if links.empty:
        return []
    drawn = {"color": mark.colour, "width": mark.width, "dash": mark.dash}
    line = course_line(links, drawn, name=mark.name, opacity=mark.opacity)
    return [course_band(links, mark.width + 4, look), line] if mark.ground else [line]


def _spots(places: pd.DataFrame, look: Look) -> list[go.Scattergeo]:
    """Return places as dots with their names: ends full, what binds as a diamond."""
    if places.empty:
        return []
    ends = places["mark"].eq("end").tolist()
    return [
        go.Scattergeo(
            lon=places["lon"].round(3),
            lat=places["lat"].round(3),
            mode="markers+text",
            marker={
                "size": [9 if end else 13 for end in ends],
                "symbol": ["circle" if end else "diamond" for end in ends],
                "color": [look.text if end else look.alert for end in ends],
                "line": {"width": 1.5, "color": look.ground},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=[f"<b>{name}</b>" for name in places["name"]],
            textposition=name_sides(places["lon"].tolist(), places["lat"].tolist()),
            textfont={"size": 12, "color": look.text, "shadow": halo(look)},
            hovertext=[wrap(words) or name for name, words in zip(places["name"], places["words"], strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
            name=say("places"),
        )
    ]


def _labels(links: pd.DataFrame, texts: Sequence[str], look: Look) -> go.Scattergeo:
    """Return a mark in the middle of links, which may be too short to be seen, and words beside it."""
    return course_points(
        links,
        mode="markers+text",
        marker={"symbol": "diamond", "size": 9, "color": look.alert, "line": {"width": 1, "color": look.ground}},
        text=[f"<b>{text}</b>" for text in texts],
        textposition="middle right",
        textfont={"size": 12.5, "color": look.alert, "shadow": halo(look)},
        hoverinfo="skip",
        name=say("labels"),
    )


def cut_map(links: pd.DataFrame, places: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return the greatest flow between two ends and the links that bind.

    Parameters
    ----------
    links
        link_id, name, mode, mark (cut, other_cut, unknown, flow, shut, rest), flow_mt, capacity_mt with low and high
        (missing where none is known), judged (whether it is a judgement), reason, and the course as lists ``lons`` and
        ``lats``.
    places
        Ends, and ports or gauge changes that bind: name, lat, lon, mark, words.
    look
        Colours.
    """
    marks = (
        Mark("rest", say("rest of the network"), look.rest, 0.9, opacity=0.55),
        Mark("shut", say("shut on the day"), look.caution, 1.8, "dot"),
        Mark("unknown", say("carries flow, capacity not known"), look.accent, 2.4, "dash"),
        Mark("flow", say("carries flow"), look.accent, 3.2),
        Mark("other_cut", say("binds as well, nearer the origin"), look.alert, 4, "dash", ground=True),
        Mark("cut", say("binds"), look.alert, 6, ground=True),
    )
    figure = marked_map(links, places, marks, [_cut_words(row) for row in links.to_dict("records")], look)
    binding = links[links["mark"].eq("cut")].nlargest(_LABELLED, "capacity_mt")
    figure.add_trace(_labels(binding, [f"  {format_amount(mt, 'Mt/yr')}" for mt in binding["capacity_mt"]], look))
    return figure


def _cut_words(row: Mapping[Any, Any]) -> str:
    if row["mark"] == "rest":
        return ""
    capacity = say("not known")
    if pd.notna(row["capacity_mt"]):
        span = format_range(row["capacity_low"], row["capacity_high"], "Mt/yr")
        capacity = f"{format_amount(row['capacity_mt'], 'Mt/yr')} ({span})"
    parts = [
        f"<b>{row['name']}</b>",
        say("Flow: {flow}", flow=format_amount(row["flow_mt"], "Mt/yr")),
        say("Capacity: {capacity}", capacity=capacity) + _judged(row),
        *([str(row["reason"])] if row["reason"] else []),
    ]
    return hover_text(parts)


def _judged(row: Mapping[Any, Any]) -> str:
    return say(", judged, not published") if row["judged"] else ""


def load_map(links: pd.DataFrame, places: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return how full links are when all demands are carried at least cost.

    Parameters
    ----------
    links
        link_id, name, mode, mark (full, loaded, shut, rest), load_mt, capacity_mt and full_pct (missing where no
        capacity is known), judged, usd_per_t, reason, and the course as lists ``lons`` and ``lats``.
    places
        Full ports and gauge changes: name, lat, lon, mark, words.
    look
        Colours.
    """
    ends = [format_number(end) for end in (*_LOADS[:-1], 100.0)]
    starts = ["0", *ends[:-1]]
    classes = [
        Mark(
            f"load-{step}",
            say("{low} to {high}% full", low=low, high=high),
            look.ramp[step + 1],
            (1.8, 2.4, 3.2, 4.2)[step],
        )
        for step, (low, high) in enumerate(zip(starts, ends, strict=True))
    ]
    marks = (
        Mark("rest", say("rest of the network"), look.rest, 0.9, opacity=0.55),
        Mark("shut", say("shut on the day"), look.caution, 1.8, "dot"),
        Mark("unknown", say("loaded, capacity not known"), look.rest, 2.2, "dash"),
        *classes,
        Mark("full", say("full: one more tonne finds no room"), look.alert, 5.4, ground=True),
    )
    drawn = links.assign(
        mark=[
            _load_class(full) if mark == "loaded" else mark
            for mark, full in zip(links["mark"], links["full_pct"], strict=True)
        ]
    )
    near = links[links["load_mt"].gt(0) & links["full_pct"].notna() & links["mode"].ne("sea")]
    words = [_load_words(row) for row in links.to_dict("records")]
    return marked_map(drawn, places, marks, words, look, focus=near["link_id"].tolist())


def _load_class(full_pct: float) -> str:
    """Return the mark of a loaded link by how full it is."""
    return "unknown" if math.isnan(full_pct) else f"load-{min(sum(full_pct > end for end in _LOADS), len(_LOADS) - 1)}"


def _load_words(row: Mapping[Any, Any]) -> str:
    if row["mark"] == "rest":
        return ""
    parts = [
        f"<b>{row['name']}</b>",
        say("Load: {load}", load=format_amount(row["load_mt"], "Mt/yr")),
        say("Capacity: {capacity}", capacity=format_amount(row["capacity_mt"], "Mt/yr")) + _judged(row)
        if pd.notna(row["capacity_mt"])
        else say("Capacity: not known"),
    ]
    if pd.notna(row["full_pct"]):
        parts.append(say("{share} full", share=format_percent(row["full_pct"])))
    if row["usd_per_t"] > 0:
        parts.append(say("One more tonne of room saves USD {usd}.", usd=format_number(row["usd_per_t"])))
    if row["reason"]:
        parts.append(str(row["reason"]))
    return hover_text(parts)
