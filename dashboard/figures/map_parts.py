"""What every map is made of: its frame, the courses of links, points that tell of them, and names with room around."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.basemaps import geo_layout, land_traces
from dashboard.figures.look import MAP_HEIGHT, Figure, Look, blank, halo
from dashboard.text import say
from dashboard.text.formats import format_number

_MARGIN = 2.5  # degrees around what is shown
_LEAST = 20.0  # degrees of longitude shown at least: closer than that the outlines are too coarse
_SHAPE = 1.45  # width over height of a map
_WEST, _EAST = 20.0, 125.0  # degrees of longitude between which there are outlines
_SOUTH, _NORTH = 6.0, 61.0  # the same of latitude
_APART = 0.05  # of the height of the map between two names
_WIDE = 7.0  # times that between the beginnings of two names on one line
_SIDES = ("top right", "bottom left", "bottom right", "top left")
_NEAR_LON, _NEAR_LAT = 4.0, 1.6  # degrees within which names of two points meet
_GAP = "\u2002"  # between a dot and its name


def start_map(look: Look) -> Figure:
    """Return a figure that holds nothing but the land."""
    figure = blank(look, say("Map"))
    figure.add_traces(land_traces(look))
    return figure


def fit_map(figure: Figure, courses: pd.DataFrame, look: Look, *, legend_inside: bool = True) -> None:
    """Fit a map to the courses that it is about, lists ``lons`` and ``lats``. The figure is changed.

    The legend stands in the lower left corner, where these maps hold least, or above.
    """
    lon, lat = map_extent(courses)
    inside = {
        "orientation": "v",
        "x": 0.01,
        "y": 0.02,
        "xanchor": "left",
        "yanchor": "bottom",
        "bgcolor": look.ground,
        "bordercolor": look.line,
        "borderwidth": 1,
    }
    figure.update_layout(
        geo=geo_layout(look, lon, lat),
        height=MAP_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0 if legend_inside else 52, "b": 0},
        meta={"kind": say("Map"), "map": True},
        legend={"itemsizing": "trace"} | (inside if legend_inside else {}),
    )


def course_line(links: pd.DataFrame, line: dict[str, Any], **more: object) -> go.Scattergeo:
    """Return the courses of links as one broken line, drawn as ``line`` says; ``more`` goes to the trace."""
    return go.Scattergeo(
        lon=joined_courses(links["lons"]),
        lat=joined_courses(links["lats"]),
        mode="lines",
        line=line,
        hoverinfo="skip",
        **more,
    )


def course_band(links: pd.DataFrame, width: float, look: Look) -> go.Scattergeo:
    """Return a pale band of ``width`` px under the courses of links, so that they stand in front of others."""
    return course_line(links, {"color": look.ground, "width": width}, opacity=0.9, showlegend=False)


def course_points(links: pd.DataFrame, **more: object) -> go.Scattergeo:
    """Return a point in the middle of each link, without an entry in the legend; ``more`` goes to the trace."""
    middles = [len(course) // 2 for course in links["lons"]]
    return go.Scattergeo(
        lon=[_middle(course, at) for course, at in zip(links["lons"], middles, strict=True)],
        lat=[_middle(course, at) for course, at in zip(links["lats"], middles, strict=True)],
        showlegend=False,
        **more,
    )


def link_pointers(links: pd.DataFrame, words: Sequence[str], key: str, look: Look) -> go.Scattergeo:
    """Return an invisible point on each link that tells of it; a click gives what the column ``key`` holds."""
    return course_points(
        links,
        mode="markers",
        marker={"size": 16, "color": look.accent, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        text=list(words),
        customdata=list(links[key]),
        hovertemplate="%{text}<extra></extra>",
        name=say("links"),
    )


def place_names(places: pd.DataFrame, look: Look) -> go.Scattergeo:
    """Return the names of places beside their points, each on a side that is free; bold where ``bold`` holds."""
    return go.Scattergeo(
        lon=places["lon"],
        lat=places["lat"],
        mode="text",
        text=[
            f"{_GAP}<b>{name}</b>{_GAP}" if bold else f"{_GAP}{name}{_GAP}"
            for name, bold in zip(places["name"], places["bold"], strict=True)
        ],
        textposition=name_sides(places["lon"].tolist(), places["lat"].tolist()),
        textfont={"size": 12, "color": look.text, "shadow": halo(look)},
        hoverinfo="skip",
        showlegend=False,
    )


def spaced_places(places: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return at most so many places to name, the first before others, none too near to another."""
    if places.empty:
        return places
    height, width = (float(places[axis].max() - places[axis].min()) for axis in ("lat", "lon"))
    apart = _APART * max(height, 0.6 * width, 8.0)
    chosen: list[int] = []
    points = list(zip(places["lon"], places["lat"], strict=True))
    for number, (lon, lat) in enumerate(points):
        near = any(abs(points[i][1] - lat) < apart and abs(points[i][0] - lon) < _WIDE * apart for i in chosen)
        if not near and len(chosen) < most:
            chosen.append(number)
    return places.iloc[chosen]


def class_names(ends: Sequence[float]) -> list[str]:
    """Return the names of classes of Mt a year from their upper ends, rising; the last has none.

    Examples
    --------
    >>> class_names([1.0, 5.0])
    ['up to 1 Mt a year', '1 to 5 Mt a year', 'over 5 Mt a year']
    """
    words = [format_number(end) for end in ends]
    return [
        say("up to {high} Mt a year", high=words[0]),
        *(say("{low} to {high} Mt a year", low=low, high=high) for low, high in pairwise(words)),
        say("over {low} Mt a year", low=words[-1]),
    ]


def joined_courses(courses: Iterable[Iterable[float]]) -> list[float | None]:
    """Return courses one after the other with a break between them, rounded to what a map can show."""
    joined: list[float | None] = []
    for course in courses:
        joined += [round(float(degree), 3) for degree in course]
        joined.append(None)
    return joined[:-1]


def _middle(course: Sequence[float], at: int) -> float:
    """Return the middle of a course: of two points the point between them."""
    return round(float(course[at]) if len(course) > 2 else (float(course[0]) + float(course[-1])) / 2, 3)


def name_sides(lons: Sequence[float], lats: Sequence[float]) -> list[str]:
    """Return on which side of its point each name stands, so that names of near points do not cover each other.

    Examples
    --------
    >>> name_sides([51.4, 51.3, 76.9], [35.7, 35.6, 43.2])
    ['top right', 'bottom left', 'top right']
    """
    sides: list[str] = []
    for number, (lon, lat) in enumerate(zip(lons, lats, strict=True)):
        near = [
            side
            for side, x, y in zip(sides, lons[:number], lats[:number], strict=True)
            if abs(x - lon) < _NEAR_LON and abs(y - lat) < _NEAR_LAT
        ]
        sides.append(next((side for side in _SIDES if side not in near), _SIDES[0]))
    return sides


def map_extent(links: pd.DataFrame) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the degrees that hold the links, widened to the shape of a map; the region where there are none."""
    lons = [float(d) for course in links["lons"] for d in course]
    lats = [float(d) for course in links["lats"] for d in course]
    if not lons:
        return (40.0, 80.0), (22.0, 52.0)
    low, high = max(min(lats) - _MARGIN, _SOUTH), min(max(lats) + _MARGIN, _NORTH)
    middle = (min(lons) + max(lons)) / 2
    shrink = math.cos(math.radians((low + high) / 2))  # a degree of longitude over one of latitude
    width = max(max(lons) - min(lons) + 2 * _MARGIN, _LEAST, (high - low) * _SHAPE / shrink)
    height = max(high - low, width * shrink / _SHAPE)
    centre = min(max((low + high) / 2, _SOUTH + height / 2), max(_NORTH - height / 2, _SOUTH + height / 2))
    if width < _EAST - _WEST:
        middle = min(max(middle, _WEST + width / 2), _EAST - width / 2)
    return (middle - width / 2, middle + width / 2), (centre - height / 2, centre + height / 2)
