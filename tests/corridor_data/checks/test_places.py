"""Rules of the map."""

import pytest

from corridor_data.checks.places import km_between


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "check", "problem"),
    [
        ("places", "CROSS", "lon", "53.2", "places_outside_country", "km outside TKM"),
        ("links", "road-gauge-easty", "length_km", "140", "lengths_below_great_circle", "140 km is less than the 146"),
        ("journeys", "jn-east", "km", "1400", "lengths_below_great_circle", "between NORTH and SOUTH"),
        (
            "link_shapes",
            "rail-easty-south",
            "geometry",
            "LINESTRING (59.5 36, 56 32)",
            "shapes_off_their_places",
            "from SOUTH",
        ),
        (
            "link_shapes",
            "sea-quayn-quays",
            "geometry",
            "LINESTRING (51.5 43.5, 54.5 40, 51 36.9)",
            "sea_lanes_over_land",
            "of land",
        ),
        (
            "link_shapes",
            "rail-easty-south",
            "geometry",
            "POINT (59.5 36)",
            "shapes_off_their_places",
            "a Point is no course",
        ),
    ],
)
def test_a_spoiled_map_is_found(plant, faults, table, row, column, value, check, problem):
    line = plant(table, row, column, value)
    found = [finding for finding in faults() if finding.check == check]
    assert [(finding.file, finding.line) for finding in found] == [(f"{table}.csv", line)]
    assert problem in found[0].problem


def test_a_place_in_another_country_is_told_which(plant, faults):
    plant("places", "EASTY", "country_iso3", "KAZ")
    cures = [found.cure for found in faults() if found.check == "places_outside_country"]
    assert cures == ["It lies in IRN: correct country_iso3 or the position"]


def test_a_place_beyond_the_drawn_map_is_not_judged(plant, faults):
    plant("places", "NORTH", "lat", "60")
    assert "places_outside_country" not in {found.check for found in faults()}


def test_a_degree_along_the_equator_is_111_km():
    assert km_between((0.0, 0.0), (1.0, 0.0)) == pytest.approx(111.32, abs=0.01)
