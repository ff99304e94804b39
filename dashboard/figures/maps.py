"""The network on a map: what is open, what it can carry, what it carries."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.basemaps import geo_layout, land_traces
from dashboard.figures.look import DASHES, LIGHT, MAP_HEIGHT, MODES, Figure, Look, blank, halo, wrap
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_percent, format_range

Show = Literal["capacity", "volume", "load", "status"]

# Upper ends of the classes of lines, in million tonnes a year and in percent of capacity.
_TONNES = (1.0, 2.5, 5.0, 10.0, 20.0)
_LOADS = (25.0, 50.0, 75.0, 100.0)
_WIDTHS = (1.6, 2.2, 3.0, 4.0, 5.2, 6.6)  # px, one more than there are ends
_THIN = 1.3
_SHUT = ("closed", "suspended")
_UNBUILT = ("planned", "under_construction", "not_yet")
_HELD = ("restricted", "slowed", "affected")
_MARGIN = 2.5  # degrees around what is shown
_LEAST = 20.0  # degrees of longitude shown at least: closer than that the outlines are too coarse
_SHAPE = 1.45  # width over height of a map
_LABELS = 12  # names of places on a map at most
_APART = 0.055  # of the height of the map between two names
_SIDES = ("top right", "bottom left", "bottom right", "top left")
_NEAR_LON, _NEAR_LAT = 4.0, 1.6  # degrees within which names of two points meet
_WEST, _EAST = 20.0, 125.0  # degrees of longitude between which there are outlines
_NAMED_KINDS = ("port", "border_crossing", "gauge_break", "city")


@dataclass(frozen=True)
class _Class:
    """Links that are drawn alike: one trace, one entry of the legend."""

    name: str
    colour: str
    width: float
    dash: str
    order: int
    opacity: float = 1.0


def network_map(links: pd.DataFrame, places: pd.DataFrame, show: Show, look: Look = LIGHT) -> Figure:
    """Return the links on the base map, drawn by what they can carry, carry, or are.

    Parameters
    ----------
    links
        One row a link: name, mode, status_on_date, in_corridor, capacity_mt, capacity_low, capacity_high, used_mt,
        load_pct, length_km, and its drawn course as lists ``lons`` and ``lats``.
    places
        Their ends: name, kind, lat, lon, in_corridor.
    show
        What width and colour stand for.
    look
        Colours.
    """
    figure = blank(look, say("Map"))
    figure.add_traces(land_traces(look))
    chosen = links[links["in_corridor"]] if links["in_corridor"].any() else links
    rest = links.drop(chosen.index)
    figure.add_traces(_background(rest, look))
    figure.add_traces(_classes(chosen, _classifier(show, look)))
    figure.add_trace(_hover_points(chosen, look))
    figure.add_traces(
        _places(
            places[places["in_corridor"]] if places["in_corridor"].any() else places, chosen, look, focus=len(rest) > 0
        )
    )
    lon, lat = map_extent(chosen)
    figure.update_layout(
        geo=geo_layout(look, lon, lat),
        height=MAP_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        meta={"kind": say("Map"), "map": True},
        legend=map_legend(look),
    )
    return figure


def map_legend(look: Look) -> dict[str, Any]:
    """Return the legend of a map: in its lower left corner, where these maps hold least."""
    return {
        "orientation": "v",
        "x": 0.01,
        "y": 0.02,
        "xanchor": "left",
        "yanchor": "bottom",
        "bgcolor": look.ground,
        "bordercolor": look.line,
        "borderwidth": 1,
        "itemsizing": "trace",
    }


def _background(links: pd.DataFrame, look: Look) -> list[go.Scattergeo]:
    """Return what is not the subject as thin grey lines."""
    if links.empty:
        return []
    line = _Class(say("rest of the network"), look.rest, 0.9, "solid", 99, 0.55)
    return [_trace(line, links)]


def _classifier(show: Show, look: Look) -> Callable[[dict[Any, Any]], _Class]:
    """Return the function that tells how a link is drawn."""

    def classify(row: dict[Any, Any]) -> _Class:
        status = str(row["status_on_date"])
        if status in _SHUT:
            return _Class(say("closed or suspended"), look.alert, 2.6, DASHES["closed"], 80)
        if status in _UNBUILT:
            return _Class(say("planned or being built"), look.caution, 2.2, DASHES["planned"], 81)
        if show == "status":
            return _by_status(row, look)
        if show == "load":
            return _by_size(row["load_pct"], _LOADS, format_percent, look)
        return _by_size(
            row["capacity_mt" if show == "capacity" else "used_mt"], _TONNES, lambda v: format_amount(v, "Mt/yr"), look
        )

    return classify


def _by_status(row: dict[Any, Any], look: Look) -> _Class:
    mode = str(row["mode"])
    if row["status_on_date"] in _HELD:
        return _Class(say("open with restrictions"), look.caution, 3.0, "solid", 50)
    return _Class(say("open, {mode}", mode=say(mode)), look.modes[mode], 2.6, "solid", MODES.index(mode))


def _by_size(value: float | None, ends: tuple[float, ...], words: Callable[[float], str], look: Look) -> _Class:
    """Return the class of a size; one that is not known is thin and says so, it is not the smallest."""
    if value is None or math.isnan(value):
        return _Class(say("open, size not known"), look.rest, _THIN, "solid", 70)
    step = sum(value > end for end in ends)
    if step == 0:
        name = say("up to {high}", high=words(ends[0]))
    elif step == len(ends):
        name = say("over {low}", low=words(ends[-1]))
    else:
        name = say("{low} to {high}", low=f"{ends[step - 1]:g}", high=words(ends[step]))
    return _Class(name, look.ramp[step], _WIDTHS[step], "solid", step)


def _classes(links: pd.DataFrame, classify: Callable[[dict[Any, Any]], _Class]) -> list[go.Scattergeo]:
    """Return a trace a class, in the order of the legend."""
    found: dict[_Class, list[int]] = {}
    for position, row in enumerate(links.to_dict("records")):
        found.setdefault(classify(row), []).append(position)
    return [_trace(line, links.iloc[found[line]]) for line in sorted(found, key=lambda line: line.order)]


def _trace(line: _Class, links: pd.DataFrame) -> go.Scattergeo:
    """Return the links of one class as one broken line."""
    return go.Scattergeo(
        lon=joined_courses(links["lons"]),
        lat=joined_courses(links["lats"]),
        mode="lines",
        name=line.name,
        opacity=line.opacity,
        line={"color": line.colour, "width": line.width, "dash": line.dash},
        hoverinfo="skip",
    )


def joined_courses(courses: Iterable[Iterable[float]]) -> list[float | None]:
    """Return courses one after the other with a break between them, rounded to what a map can show."""
    joined: list[float | None] = []
    for course in courses:
        joined += [round(float(degree), 3) for degree in course]
        joined.append(None)
    return joined[:-1]


def _hover_points(links: pd.DataFrame, look: Look) -> go.Scattergeo:
    """Return an invisible point in the middle of each link that tells what is known of it."""
    middles = [len(course) // 2 for course in links["lons"]]
    return go.Scattergeo(
        lon=[course_middle(course, at) for course, at in zip(links["lons"], middles, strict=True)],
        lat=[course_middle(course, at) for course, at in zip(links["lats"], middles, strict=True)],
        mode="markers",
        marker={"size": 16, "color": look.accent, "opacity": 0},
        text=[_link_words(row) for row in links.to_dict("records")],
        customdata=list(links["link_id"]),
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        name=say("links"),
    )


def course_middle(course: Sequence[float], at: int) -> float:
    """Return the middle of a course: of two points the point between them."""
    return round(float(course[at]) if len(course) > 2 else (float(course[0]) + float(course[-1])) / 2, 3)


def _link_words(row: dict[Any, Any]) -> str:
    capacity = say("no data")
    if pd.notna(row["capacity_mt"]):
        capacity = f"{format_amount(row['capacity_mt'], 'Mt/yr')} ({word_label(str(row['capacity_kind']))})"
        if pd.notna(row["capacity_low"]) and row["capacity_low"] != row["capacity_high"]:
            capacity += f", {format_range(row['capacity_low'], row['capacity_high'], 'Mt/yr')}"
    parts = [
        f"<b>{row['name']}</b>",
        f"{say(str(row['mode']))}, {format_amount(row['length_km'], 'km')}, {word_label(str(row['status_on_date']))}",
        say("Capacity: {capacity}", capacity=capacity),
        say("Volume: {volume}", volume=format_amount(row["used_mt"], "Mt/yr")),
    ]
    return "<br>".join(wrap(part, 56) for part in parts)


def _named(places: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return the places to name: ends first, then ports, borders and cities, none too near to another."""
    degree = pd.concat([links["from_place"], links["to_place"]]).value_counts()
    kinds = {kind: order for order, kind in enumerate(_NAMED_KINDS)}
    order = (
        places["kind"].map(kinds).fillna(len(kinds)) + places["place_id"].map(degree).fillna(1).gt(1).astype(int) * 10
    )
    apart = _APART * max(float(places["lat"].max() - places["lat"].min()), 8.0)
    chosen: list[str] = []
    taken: list[tuple[float, float]] = []
    ordered = places.assign(order=order).sort_values("order", kind="stable")
    for place, lon, lat in zip(ordered["place_id"], ordered["lon"], ordered["lat"], strict=True):
        near = any(abs(lat - y) < apart and abs(lon - x) < 5 * apart for x, y in taken)
        if not near and len(chosen) < _LABELS:
            chosen.append(str(place))
            taken.append((float(lon), float(lat)))
    return places[places["place_id"].isin(chosen)]


def _places(places: pd.DataFrame, links: pd.DataFrame, look: Look, *, focus: bool) -> list[go.Scattergeo]:
    """Return the places as small dots, the most telling ones with their name where a corridor is shown."""
    named = _named(places, links) if focus else places.head(0)
    dots = go.Scattergeo(
        lon=places["lon"].round(3),
        lat=places["lat"].round(3),
        mode="markers",
        marker={"size": 5 if focus else 3.5, "color": look.ground, "line": {"width": 1.2, "color": look.text}},
        text=[f"<b>{row['name']}</b><br>{word_label(str(row['kind']))}" for row in places.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        name=say("places"),
    )
    names = go.Scattergeo(
        lon=named["lon"],
        lat=named["lat"],
        mode="text",
        text=named["name"],
        textposition="top right",
        textfont={"size": 12, "color": look.text, "shadow": halo(look)},
        hoverinfo="skip",
        showlegend=False,
    )
    return [dots, names] if len(named) else [dots]


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
    low, high = max(min(lats) - _MARGIN, 6.0), min(max(lats) + _MARGIN, 61.0)
    middle = (min(lons) + max(lons)) / 2
    shrink = math.cos(math.radians((low + high) / 2))  # a degree of longitude over one of latitude
    width = max(max(lons) - min(lons) + 2 * _MARGIN, _LEAST, (high - low) * _SHAPE / shrink)
    height = max(high - low, width * shrink / _SHAPE)
    centre = min(max((low + high) / 2, 6.0 + height / 2), max(61.0 - height / 2, 6.0 + height / 2))
    if width < _EAST - _WEST:
        middle = min(max(middle, _WEST + width / 2), _EAST - width / 2)
    return (middle - width / 2, middle + width / 2), (centre - height / 2, centre + height / 2)
