"""Courses, extents and names that every map shares."""

import itertools

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.look import LIGHT
from dashboard.figures.map_parts import (
    course_points,
    joined_courses,
    map_extent,
    name_sides,
    place_names,
    spaced_places,
)


def test_courses_are_joined_with_gaps_between_them() -> None:
    assert joined_courses([[1.0, 2.0], [3.0]]) == [1.0, 2.0, None, 3.0]


@given(st.lists(st.tuples(st.floats(35, 110), st.floats(20, 58)), min_size=1, max_size=20))
def test_the_extent_holds_every_point_it_is_made_for(points: list[tuple[float, float]]) -> None:
    courses = pd.DataFrame({"lons": [[x] for x, _ in points], "lats": [[y] for _, y in points]})
    (west, east), (south, north) = map_extent(courses)
    assert all(west <= x <= east and south <= y <= north for x, y in points)


def test_names_of_near_points_stand_on_different_sides() -> None:
    assert len(set(name_sides([51.4, 51.3, 51.5], [35.7, 35.6, 35.8]))) == 3


def test_a_link_of_two_points_is_pointed_at_between_them() -> None:
    links = pd.DataFrame({"lons": [[50.0, 60.0], [1.0, 2.0, 9.0]], "lats": [[30.0, 40.0], [5.0, 6.0, 7.0]]})
    points = course_points(links)
    assert (list(points.lon), list(points.lat)) == ([55.0, 2.0], [35.0, 6.0])


@given(st.lists(st.tuples(st.floats(35, 110), st.floats(20, 58)), min_size=1, max_size=30), st.integers(1, 12))
def test_named_places_stand_apart_and_the_first_is_always_named(points: list[tuple[float, float]], most: int) -> None:
    places = pd.DataFrame(points, columns=["lon", "lat"]).assign(name="x")
    named = spaced_places(places, most)
    assert named.index[0] == 0
    assert len(named) <= most
    pairs = itertools.combinations(named[["lon", "lat"]].itertuples(index=False), 2)
    assert all(abs(one.lat - other.lat) >= 0.4 or abs(one.lon - other.lon) >= 2.0 for one, other in pairs)


def test_a_name_keeps_clear_of_its_dot_and_has_an_edge_of_ground() -> None:
    trace = place_names(pd.DataFrame({"name": ["Sarakhs"], "lon": [61.0], "lat": [36.5], "bold": [True]}), LIGHT)
    assert trace.text == ("\u2002<b>Sarakhs</b>\u2002",)
    assert LIGHT.ground in trace.textfont.shadow
