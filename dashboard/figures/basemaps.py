"""The base map: country outlines from the tables, so that no map asks another machine for its land.

plotly fetches outlines from a public server whenever the first trace of a map is a choropleth, and shows nothing at all
where it cannot. So every map here starts with an empty line, brings its own outlines, and is given a stub as the
address of plotly's own. Pages take the outlines from a static file by address, pictures carry them inside.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import shapely

from dashboard.figures.look import Look

STATIC = Path(__file__).parents[1] / "static"
FILE = STATIC / "base.json"
ADDRESS = "app/static/base.json"
TOPOJSON = "app/static/topojson/"
SHEET = "sheet"  # what the outlines cover
_STEP = 1.0  # degrees between the points of its edge, which follows the parallels


def outlines(boundaries: pd.DataFrame) -> dict[str, Any]:
    """Return the table of boundaries as GeoJSON, outer rings clockwise as plotly wants them.

    First comes the sheet that the outlines cover, which is drawn as sea, then a feature a country: beyond the sheet a
    map is paper, so that nobody takes land that is not drawn for sea.
    """
    shapes = shapely.orient_polygons(shapely.from_wkb(boundaries["geometry"]), exterior_cw=True)
    known = [(str(i), shape) for i, shape in zip(boundaries["iso3"], shapes, strict=True) if not shape.is_empty]
    sheet = shapely.segmentize(shapely.box(*shapely.total_bounds([shape for _, shape in known])), _STEP)
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": name, "properties": {}, "geometry": json.loads(shapely.to_geojson(shape))}
            for name, shape in ((SHEET, shapely.orient_polygons(sheet, exterior_cw=True)), *known)
        ],
    }


def write_outlines(boundaries: pd.DataFrame, file: Path = FILE) -> None:
    """Write the file that pages take the outlines from; same table, same bytes."""
    file.write_text(json.dumps(outlines(boundaries), separators=(",", ":")) + "\n", encoding="utf-8")


@cache
def stored_outlines() -> dict[str, Any]:
    """Return the outlines of the static file; shared, so do not change them."""
    layer: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return layer


@cache
def _codes() -> tuple[str, ...]:
    return tuple(feature["id"] for feature in stored_outlines()["features"])


def land_traces(look: Look) -> list[go.Choropleth | go.Scattergeo]:
    """Return the traces every map starts with: an empty line first, then the land, its outlines by address."""
    codes = _codes()
    sea = [code == SHEET for code in codes]
    land = go.Choropleth(
        geojson=ADDRESS,
        locations=codes,
        z=[int(it) for it in sea],
        zmin=0,
        zmax=1,
        colorscale=[[0, look.land], [1, look.sea]],
        showscale=False,
        hoverinfo="skip",
        marker={"line": {"color": look.border, "width": [0.0 if it else 0.8 for it in sea]}},
        unselected={"marker": {"opacity": 1}},
        showlegend=False,
        name="",
    )
    return [go.Scattergeo(lon=[], lat=[], mode="lines", showlegend=False, hoverinfo="skip"), land]


def geo_layout(look: Look, lon: tuple[float, float], lat: tuple[float, float]) -> dict[str, Any]:
    """Return the layout of a map of the given degrees: a conic projection about their middle, none of plotly's land."""
    middle = (lat[0] + lat[1]) / 2
    return {
        "visible": False,
        "bgcolor": look.ground,
        "showland": False,
        "showcountries": False,
        "showcoastlines": False,
        "showocean": False,
        "showframe": False,
        "lonaxis": {"range": list(lon)},
        "lataxis": {"range": list(lat)},
        "projection": {
            "type": "conic equal area",
            "parallels": [middle - 10, middle + 10],
            "rotation": {"lon": (lon[0] + lon[1]) / 2},
        },
        "domain": {"x": [0, 1], "y": [0, 1]},
    }


def carry_outlines(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a figure's dictionary with the outlines inside instead of their address; the argument is not changed."""
    data = [
        trace | {"geojson": stored_outlines()} if trace.get("geojson") == ADDRESS else trace for trace in spec["data"]
    ]
    return spec | {"data": data}
