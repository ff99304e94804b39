"""Ways between two places on the map: the one looked at in front, the others beside it, and what is shut."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.look import LIGHT, MODES, Figure, Look, hover_text, way_styles, wrap
from dashboard.figures.map_parts import (
    course_band,
    course_line,
    course_points,
    fit_map,
    link_pointers,
    place_names,
    spaced_places,
    start_map,
)
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_number

_NAMED = 14  # names of places on a map at most
_MODE_DASHES = {"rail": "solid", "road": "dash", "sea": "dot"}


def route_map(courses: pd.DataFrame, places: pd.DataFrame, shut: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return the ways on the base map; the one looked at is broad, its modes told by the pattern of its line.

    Parameters
    ----------
    courses
        Links of every way in order: way, way_name, chosen, link_id, name, mode, length_km, days, and the drawn course
        as lists ``lons`` and ``lats``.
    places
        Places of the way looked at: place_id, name, kind, lat, lon, weight (3 for its ends, less for what tells less).
    shut
        Links that are shut: name, reason, lons, lats.
    look
        Colours.
    """
    figure = start_map(look)
    chosen = courses[courses["chosen"]]
    styles = way_styles(courses, str(chosen["way"].iloc[0]) if len(chosen) else "", look)
    figure.add_traces(_shut(shut, look))
    for key, rows in courses[~courses["chosen"]].groupby("way", sort=False):
        figure.add_trace(_other(rows, *styles[str(key)]))
    figure.add_traces(_chosen(chosen, look, styles))
    if len(courses):
        words = [_link_words(row) for row in courses.to_dict("records")]
        figure.add_trace(link_pointers(courses, words, "way", look))
    figure.add_traces(_places(places, look))
    fit_map(figure, courses if len(courses) else shut, look)
    return figure


def cut_map(cut: pd.DataFrame, ends: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return what cuts every way between two places, and the places.

    Parameters
    ----------
    cut
        Links and places that are shut: name, reason, lons, lats.
    ends
        The two places, as in `route_map`.
    look
        Colours.
    """
    figure = start_map(look)
    figure.add_traces([*_shut(cut, look), *_places(ends, look)])
    both = [ends[axis].map(lambda degree: [degree]) for axis in ("lon", "lat")]
    fit_map(figure, pd.concat([cut[["lons", "lats"]], pd.DataFrame({"lons": both[0], "lats": both[1]})]), look)
    return figure


def _other(rows: pd.DataFrame, colour: str, dash: str) -> go.Scattergeo:
    line = {"color": colour, "width": 1.8, "dash": dash}
    return course_line(rows, line, name=wrap(str(rows["way_name"].iloc[0]), 30), opacity=0.85)


def _chosen(rows: pd.DataFrame, look: Look, styles: dict[str, tuple[str, str]]) -> list[go.Scattergeo]:
    """Return the way looked at: a pale ground first, so that it stands in front of others, then one line a mode."""
    if rows.empty:
        return []
    colour, name = styles[str(rows["way"].iloc[0])][0], str(rows["way_name"].iloc[0])
    traces = [course_band(rows, 8, look)]
    for mode in MODES:
        here = rows[rows["mode"].eq(mode)]
        if len(here):
            line = {"color": colour, "width": 4.4, "dash": _MODE_DASHES[mode]}
            traces.append(course_line(here, line, name=wrap(f"{name}, {word_label(mode)}", 30)))
    return traces


def _shut(rows: pd.DataFrame, look: Look) -> list[go.Scattergeo]:
    """Return what is shut on the day as dotted lines with a cross in the middle that says why."""
    if rows.empty:
        return []
    drawn = {"color": look.alert, "width": 1.8, "dash": "dot"}
    line = course_line(rows, drawn, name=say("shut on the day"), legendgroup="shut")
    cross = course_points(
        rows,
        mode="markers",
        marker={"symbol": "x", "size": 7, "color": look.alert},
        text=[f"<b>{wrap(row['name'])}</b><br>{wrap(row['reason'])}" for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        legendgroup="shut",
        name=say("shut on the day"),
    )
    return [line, cross]


def _link_words(row: dict[Any, Any]) -> str:
    parts = [
        f"<b>{row['name']}</b>",
        say(
            "{mode}, {km}, {days} days",
            mode=word_label(str(row["mode"])),
            km=format_amount(row["length_km"], "km"),
            days=format_number(row["days"], 2),
        ),
        str(row["way_name"]),
    ]
    return hover_text(parts)


def _places(places: pd.DataFrame, look: Look) -> list[go.Scattergeo]:
    """Return the places of the way as dots, its ends larger, with the names there is room for."""
    shown = places[places["weight"].gt(0)]
    dots = go.Scattergeo(
        lon=shown["lon"],
        lat=shown["lat"],
        mode="markers",
        marker={
            "size": [11 if weight == 3 else 6 for weight in shown["weight"]],
            "color": [look.text if weight == 3 else look.ground for weight in shown["weight"]],
            "line": {"width": 1.5, "color": look.text},
        },
        unselected={"marker": {"opacity": 1}},
        text=[f"<b>{row['name']}</b><br>{word_label(str(row['kind']))}" for row in shown.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        name=say("places"),
    )
    ordered = shown.assign(bold=shown["weight"].eq(3)).sort_values("weight", ascending=False, kind="stable")
    return [dots, place_names(spaced_places(ordered, _NAMED), look)]
