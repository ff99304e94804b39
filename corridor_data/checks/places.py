"""Rules of the map: places in their countries, links no shorter than the globe allows, courses where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from corridor_data.columns import Schema
from corridor_data.findings import Finding
from corridor_data.read import Tables

_GLOBE = Geod(ellps="WGS84")

_OUTSIDE_KM = 15.0
"""How far outside its country's outline a place may lie: the outlines are coarse, ports stand on their edge."""

_SHORTER = 0.985
"""Share of the great circle below which a length is impossible: coordinates are town centres."""
_SHORTER_KM = 4.0

_SHAPE_END_KM = 12.0
"""How far from its place a drawn course may end."""

_LAND_MARGIN_DEGREES = 0.12
_OVER_LAND_KM = 40.0
"""What a sea lane may cross of land shrunk by that margin: canals and river mouths, no peninsula."""


def places_outside_country(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Places farther outside the outline of their country than outlines are coarse; passages are sea, in no country."""
    outlines = {row["iso3"]: shapely.from_wkt(row["geometry"]) for row in tables["boundaries"].rows if row["geometry"]}
    drawn = shapely.box(*shapely.total_bounds(list(outlines.values()))) if outlines else shapely.Point()
    table = tables["places"]
    for number, row in enumerate(table.rows):
        outline = outlines.get(row["country_iso3"])
        if outline is None or row["kind"] == "passage" or not _on_globe(row):
            continue
        if not drawn.covers(shapely.Point(row["lon"], row["lat"])):
            continue  # the base map ends before it
        away = _km_outside(outline, row)
        if away > _OUTSIDE_KM:
            there = [iso3 for iso3, other in outlines.items() if other.covers(shapely.Point(row["lon"], row["lat"]))]
            problem = f"{row['lat']} {row['lon']} lies {away:.0f} km outside {row['country_iso3']}"
            cure = f"It lies in {there[0]}: correct country_iso3 or the position" if there else "Correct the position"
            yield table.finding(number, "lat", problem, cure)


def _on_globe(row: Mapping[str, Any]) -> bool:
    """Return whether a place has a position that is one."""
    return row["lat"] is not None and row["lon"] is not None and abs(row["lat"]) <= 90 and abs(row["lon"]) <= 180


def _km_outside(outline: BaseGeometry, row: Mapping[str, Any]) -> float:
    """Return how far a place lies outside an outline, 0 inside."""
    point = shapely.Point(row["lon"], row["lat"])
    if outline.covers(point):
        return 0.0
    nearest = shapely.shortest_line(point, outline).coords[1]
    return km_between((row["lon"], row["lat"]), (nearest[0], nearest[1]))


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points given as longitude and latitude.

    Examples
    --------
    >>> round(km_between((51.4, 35.7), (76.9, 43.2)))
    2336
    """
    return float(_GLOBE.inv(*one, *other)[2]) / 1000


def lengths_below_great_circle(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Links and journeys shorter than the straight way between their ends."""
    ends = _positions(tables)
    for name, length, start, stop in (
        ("links", "length_km", "from_place", "to_place"),
        ("journeys", "km", "origin_place", "destination_place"),
    ):
        for number, row in enumerate(tables[name].rows):
            if row[length] is None or row[length] < 0 or row[start] not in ends or row[stop] not in ends:
                continue
            straight = km_between(ends[row[start]], ends[row[stop]])
            if row[length] < straight * _SHORTER - _SHORTER_KM:
                problem = f"{row[length]:g} km is less than the {straight:.1f} km between {row[start]} and {row[stop]}"
                yield tables[name].finding(number, length, problem, "Correct the length, or the position of an end")


def _positions(tables: Tables) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of the places that have them."""
    return {row["place_id"]: (row["lon"], row["lat"]) for row in tables["places"].rows if _on_globe(row)}


def shapes_off_their_places(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Drawn courses that do not run from the link's one end to its other."""
    ends = _positions(tables)
    links = {row["link_id"]: row for row in tables["links"].rows}
    table = tables["link_shapes"]
    for number, row in enumerate(table.rows):
        link = links.get(row["link_id"])
        if link is None or row["geometry"] is None:
            continue
        shape = shapely.from_wkt(row["geometry"])
        if shape.geom_type != "LineString":
            yield table.finding(number, "geometry", f"a {shape.geom_type} is no course", "Draw one LINESTRING")
            continue
        for place, point in ((link["from_place"], shape.coords[0]), (link["to_place"], shape.coords[-1])):
            if place in ends and (away := km_between(ends[place], (point[0], point[1]))) > _SHAPE_END_KM:
                problem = f"the course ends {away:.0f} km from {place}"
                yield table.finding(number, "geometry", problem, "Draw it from from_place to to_place of the link")


def sea_lanes_over_land(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Drawn sea lanes that cross land."""
    outlines = [shapely.from_wkt(row["geometry"]) for row in tables["boundaries"].rows if row["geometry"]]
    land = shapely.STRtree(shapely.buffer(np.array(outlines, dtype=object), -_LAND_MARGIN_DEGREES))
    sea = {row["link_id"] for row in tables["links"].rows if row["mode"] == "sea"}
    table = tables["link_shapes"]
    for number, row in enumerate(table.rows):
        if row["link_id"] not in sea or row["geometry"] is None:
            continue
        shape = shapely.from_wkt(row["geometry"])
        crossed = sum(_GLOBE.geometry_length(shape.intersection(part)) for part in land.geometries[land.query(shape)])
        if crossed / 1000 > _OVER_LAND_KM:
            problem = f"the lane crosses {crossed / 1000:.0f} km of land"
            yield table.finding(number, "geometry", problem, "Lead it round the coast")


CHECKS = (places_outside_country, lengths_below_great_circle, shapes_off_their_places, sea_lanes_over_land)
