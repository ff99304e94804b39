"""Ways between two places on the map: the one looked at in front, the others beside it, and what is shut."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.basemaps import geo_layout, land_traces
from dashboard.figures.look import LIGHT, MAP_HEIGHT, MODES, Figure, Look, blank, halo, wrap
from dashboard.figures.maps import course_middle, joined_courses, map_extent, map_legend
from dashboard.figures.strips import way_styles
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_number

_NAMED = 14  # names of places on a map at most
_HOVER = 56
_GAP = "\u2002"  # between a dot and its name
_MODE_DASHES = {"rail": "solid", "road": "dash", "sea": "dot"}
_POSITIONS = ("top right", "bottom right", "top left", "bottom left")


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
    figure = blank(look, say("Map"))
    figure.add_traces(land_traces(look))
    chosen = courses[courses["chosen"]]
    styles = way_styles(courses, str(chosen["way"].iloc[0]) if len(chosen) else "", look)
    figure.add_traces(_shut(shut, look))
    for key, rows in courses[~courses["chosen"]].groupby("way", sort=False):
        figure.add_trace(_other(rows, *styles[str(key)]))
    figure.add_traces(_chosen(chosen, look, styles))
    figure.add_traces(_points(courses, look))
    figure.add_traces(_places(places, look))
    lon, lat = map_extent(courses if len(courses) else shut)
    figure.update_layout(
        geo=geo_layout(look, lon, lat),
        height=MAP_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        meta={"kind": say("Map"), "map": True},
        legend=map_legend(look),
    )
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
    figure = blank(look, say("Map"))
    figure.add_traces([*land_traces(look), *_shut(cut, look), *_places(ends, look)])
    both = [ends[axis].map(lambda degree: [degree]) for axis in ("lon", "lat")]
    seen = pd.concat([cut[["lons", "lats"]], pd.DataFrame({"lons": both[0], "lats": both[1]})])
    lon, lat = map_extent(seen)
    figure.update_layout(
        geo=geo_layout(look, lon, lat),
        height=MAP_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        meta={"kind": say("Map"), "map": True},
        legend=map_legend(look),
    )
    return figure


def _other(rows: pd.DataFrame, colour: str, dash: str) -> go.Scattergeo:
    return go.Scattergeo(
        lon=joined_courses(rows["lons"]),
        lat=joined_courses(rows["lats"]),
        mode="lines",
        name=wrap(str(rows["way_name"].iloc[0]), 30),
        line={"color": colour, "width": 1.8, "dash": dash},
        opacity=0.85,
        hoverinfo="skip",
    )


def _chosen(rows: pd.DataFrame, look: Look, styles: dict[str, tuple[str, str]]) -> list[go.Scattergeo]:
    """Return the way looked at: a pale ground first, so that it stands in front of others, then one line a mode."""
    if rows.empty:
        return []
    colour, name = styles[str(rows["way"].iloc[0])][0], str(rows["way_name"].iloc[0])
    lon, lat = joined_courses(rows["lons"]), joined_courses(rows["lats"])
    ground = go.Scattergeo(
        lon=lon,
        lat=lat,
        mode="lines",
        line={"color": look.ground, "width": 8},
        opacity=0.9,
        hoverinfo="skip",
        showlegend=False,
    )
    traces = [ground]
    for mode in MODES:
        here = rows[rows["mode"].eq(mode)]
        if len(here):
            traces.append(
                go.Scattergeo(
                    lon=joined_courses(here["lons"]),
                    lat=joined_courses(here["lats"]),
                    mode="lines",
                    name=wrap(f"{name}, {say(mode)}", 30),
                    line={"color": colour, "width": 4.4, "dash": _MODE_DASHES[mode]},
                    hoverinfo="skip",
                )
            )
    return traces


def _shut(rows: pd.DataFrame, look: Look) -> list[go.Scattergeo]:
    """Return what is shut on the day as dotted lines with a cross in the middle that says why."""
    if rows.empty:
        return []
    middles = [len(course) // 2 for course in rows["lons"]]
    line = go.Scattergeo(
        lon=joined_courses(rows["lons"]),
        lat=joined_courses(rows["lats"]),
        mode="lines",
        name=say("shut on the day"),
        line={"color": look.alert, "width": 1.8, "dash": "dot"},
        hoverinfo="skip",
        legendgroup="shut",
    )
    cross = go.Scattergeo(
        lon=[course_middle(course, at) for course, at in zip(rows["lons"], middles, strict=True)],
        lat=[course_middle(course, at) for course, at in zip(rows["lats"], middles, strict=True)],
        mode="markers",
        marker={"symbol": "x", "size": 7, "color": look.alert},
        text=[
            f"<b>{wrap(row['name'], _HOVER)}</b><br>{wrap(row['reason'], _HOVER)}" for row in rows.to_dict("records")
        ],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        legendgroup="shut",
        name=say("shut on the day"),
    )
    return [line, cross]


def _points(rows: pd.DataFrame, look: Look) -> list[go.Scattergeo]:
    """Return an invisible point on every link that tells of it; a click on it looks at its way."""
    if rows.empty:
        return []
    middles = [len(course) // 2 for course in rows["lons"]]
    return [
        go.Scattergeo(
            lon=[course_middle(course, at) for course, at in zip(rows["lons"], middles, strict=True)],
            lat=[course_middle(course, at) for course, at in zip(rows["lats"], middles, strict=True)],
            mode="markers",
            marker={"size": 14, "color": look.accent, "opacity": 0},
            selected={"marker": {"opacity": 0}},
            unselected={"marker": {"opacity": 0}},
            text=[_link_words(row) for row in rows.to_dict("records")],
            customdata=list(rows["way"]),
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
            name=say("links"),
        )
    ]


def _link_words(row: dict[Any, Any]) -> str:
    parts = [
        f"<b>{row['name']}</b>",
        say(
            "{mode}, {km}, {days} days",
            mode=say(str(row["mode"])),
            km=format_amount(row["length_km"], "km"),
            days=format_number(row["days"], 2),
        ),
        str(row["way_name"]),
    ]
    return "<br>".join(wrap(part, _HOVER) for part in parts)


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
    named = _spaced(shown)
    names = go.Scattergeo(
        lon=named["lon"],
        lat=named["lat"],
        mode="text",
        text=[
            f"{_GAP}<b>{name}</b>{_GAP}" if weight == 3 else f"{_GAP}{name}{_GAP}"
            for name, weight in zip(named["name"], named["weight"], strict=True)
        ],
        textposition=[_POSITIONS[i % 2] for i in range(len(named))],
        textfont={"size": 12, "color": look.text, "shadow": halo(look)},
        hoverinfo="skip",
        showlegend=False,
    )
    return [dots, names]


def _spaced(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places to name: ends first, then changes, then borders, none too near to another."""
    if places.empty:
        return places
    apart = 0.045 * max(
        float(places["lat"].max() - places["lat"].min()), 0.6 * float(places["lon"].max() - places["lon"].min()), 8.0
    )
    chosen: list[Any] = []
    for at in places.sort_values("weight", ascending=False, kind="stable").index:
        lon, lat = places.loc[at, "lon"], places.loc[at, "lat"]
        near = any(
            abs(places.loc[i, "lat"] - lat) < apart and abs(places.loc[i, "lon"] - lon) < 4.5 * apart for i in chosen
        )
        if not near and len(chosen) < _NAMED:
            chosen.append(at)
    return places.loc[chosen]
