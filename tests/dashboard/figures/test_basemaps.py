"""The base map: outlines of our own, and paper where there are none."""

import itertools

import pandas as pd
import pytest
import shapely

from corridor_data.load import load_frames
from dashboard.figures.basemaps import FILE, SHEET, carry_outlines, geo_layout, land_traces, outlines, write_outlines
from dashboard.figures.look import DARK, LIGHT, Look

COUNTRY = shapely.to_wkb(shapely.box(50, 30, 60, 40))
TABLE = pd.DataFrame({"iso3": ["AAA", "BBB"], "geometry": [COUNTRY, shapely.to_wkb(shapely.box(60, 30, 70, 36))]})


def area(ring: list[list[float]]) -> float:
    """Return the signed area of a ring: negative where it runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


def test_the_sheet_covers_all_countries_and_comes_first() -> None:
    features = outlines(TABLE)["features"]
    assert [feature["id"] for feature in features] == [SHEET, "AAA", "BBB"]
    assert shapely.from_geojson(str(features[0]["geometry"]).replace("'", '"')).bounds == (50, 30, 70, 40)


def test_outer_rings_run_clockwise_as_plotly_wants_them() -> None:
    assert all(area(feature["geometry"]["coordinates"][0]) < 0 for feature in outlines(TABLE)["features"])


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_the_sheet_is_sea_the_countries_are_land_and_beyond_is_paper(look: Look) -> None:
    empty, land = land_traces(look)
    values = dict(zip(land.locations, land.z, strict=True))
    assert not empty.lon
    assert values.pop(SHEET) == 1
    assert set(values.values()) == {0}
    assert [colour for _, colour in land.colorscale] == [look.land, look.sea]
    assert geo_layout(look, (50, 60), (30, 40))["bgcolor"] == look.ground


def test_pictures_carry_the_outlines_inside_and_pages_only_their_address() -> None:
    spec = {"data": [{"geojson": "app/static/base.json"}, {"x": [1]}]}
    carried = carry_outlines(spec)
    assert carried["data"][0]["geojson"]["type"] == "FeatureCollection"
    assert spec["data"][0]["geojson"] == "app/static/base.json"


def test_the_file_of_the_pages_is_what_the_tables_give(tmp_path) -> None:
    write_outlines(load_frames().boundaries, tmp_path / "base.json")
    assert (tmp_path / "base.json").read_bytes() == FILE.read_bytes()
