"""The network on a map: what is open, what it can carry, what it carries."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.look import DASHES, LIGHT, MODES, Figure, Look, hover_text
from dashboard.figures.map_parts import course_line, fit_map, link_pointers, place_names, spaced_places, start_map
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
_LABELS = 12  # names of places on a map at most
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
    figure = start_map(look)
    chosen = links[links["in_corridor"]] if links["in_corridor"].any() else links
    rest = links.drop(chosen.index)
    figure.add_traces(_background(rest, look))
    figure.add_traces(_classes(chosen, _classifier(show, look)))
    figure.add_trace(link_pointers(chosen, [_link_words(row) for row in chosen.to_dict("records")], "link_id", look))
    figure.add_traces(
        _places(
            places[places["in_corridor"]] if places["in_corridor"].any() else places, chosen, look, focus=len(rest) > 0
        )
    )
    fit_map(figure, _subject(chosen, whole=rest.empty), look)
    return figure


def _subject(links: pd.DataFrame, *, whole: bool) -> pd.DataFrame:
    """Return the links that the map must hold: of the whole network those on land, for lanes reach round continents."""
    on_land = links[links["mode"] != "sea"]
    return on_land if whole and len(on_land) else links


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
        if show == "capacity" and row["mode"] == "sea" and row["capacity_basis"] == "judgement":
            # As wide as a port of hundreds of Mt it would hide what binds on land.
            return _Class(say("open sea lane, judged by its ports"), look.modes["sea"], _THIN, "solid", 60)
        return _by_size(
            row["capacity_mt" if show == "capacity" else "used_mt"], _TONNES, lambda v: format_amount(v, "Mt/yr"), look
        )

    return classify


def _by_status(row: dict[Any, Any], look: Look) -> _Class:
    mode = str(row["mode"])
    if row["status_on_date"] in _HELD:
        return _Class(say("open with restrictions"), look.caution, 3.0, "solid", 50)
    return _Class(say("open, {mode}", mode=word_label(mode)), look.modes[mode], 2.6, "solid", MODES.index(mode))


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
    drawn = {"color": line.colour, "width": line.width, "dash": line.dash}
    return course_line(links, drawn, name=line.name, opacity=line.opacity)


def _link_words(row: dict[Any, Any]) -> str:
    capacity = say("no data")
    if pd.notna(row["capacity_mt"]):
        capacity = f"{format_amount(row['capacity_mt'], 'Mt/yr')} ({word_label(str(row['capacity_kind']))})"
        if pd.notna(row["capacity_low"]) and row["capacity_low"] != row["capacity_high"]:
            capacity += f", {format_range(row['capacity_low'], row['capacity_high'], 'Mt/yr')}"
        capacity += say(", judged, not published") if str(row["capacity_basis"]) == "judgement" else ""
    parts = [
        f"<b>{row['name']}</b>",
        ", ".join(
            [
                word_label(str(row["mode"])),
                format_amount(row["length_km"], "km"),
                word_label(str(row["status_on_date"])),
            ]
        ),
        say("Capacity: {capacity}", capacity=capacity),
        say("Volume: {volume}", volume=format_amount(row["used_mt"], "Mt/yr")),
    ]
    return hover_text(parts)


def _named(places: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return the places to name: ends first, then ports, borders and cities, none too near to another."""
    degree = pd.concat([links["from_place"], links["to_place"]]).value_counts()
    kinds = {kind: order for order, kind in enumerate(_NAMED_KINDS)}
    order = (
        places["kind"].map(kinds).fillna(len(kinds)) + places["place_id"].map(degree).fillna(1).gt(1).astype(int) * 10
    )
    ordered = places.assign(order=order, bold=False).sort_values("order", kind="stable")
    return spaced_places(ordered, _LABELS)


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
    return [dots, place_names(named, look)] if len(named) else [dots]
