"""Where ways run: lines in the order of travel, places by their weight, and what is shut beside them."""

import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.routing.route_answers import RouteAnswer
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.routing.way_courses import (
    courses_of,
    cut_courses,
    end_points,
    place_points,
    shut_courses,
    way_courses,
)
from dashboard.model.world.compiled import Compiled, compile_network

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def ask(compiled: Compiled, **question: object) -> RouteAnswer:
    asked = {"origin": "NORTH", "destination": "SOUTH", "date": dt.date(2024, 6, 1), **question}
    return find_routes(compiled, RouteQuestion(**asked))  # type: ignore[arg-type]


def test_every_link_has_a_course_from_its_drawn_shape_or_straight(compiled: Compiled) -> None:
    courses = courses_of(compiled)
    assert set(courses) == set(compiled.link_ids)
    assert courses["sea-quayn-quays"]["lons"] == [51.5, 51.2, 51.0]
    assert courses["road-quays-south"]["lats"] == [36.9, 32.0]


def test_the_lines_of_a_way_are_its_links_in_order(compiled: Compiled) -> None:
    found = ask(compiled)
    drawn = way_courses(found.world, [("a", found.routes[0]), ("b", found.routes[1])], "b")
    for number, (key, route) in enumerate(zip("ab", found.routes, strict=False)):
        mine = drawn[drawn["way"].eq(key)]
        assert tuple(mine["link_id"]) == route.link_ids
        assert set(mine["order"]) == {number}
        assert mine["length_km"].sum() == pytest.approx(route.length_km)
    assert drawn.groupby("way")["chosen"].all().to_dict() == {"a": False, "b": True}


def test_handling_is_no_line_and_no_way_is_an_empty_table_with_columns(compiled: Compiled) -> None:
    found = ask(compiled)
    drawn = way_courses(found.world, [("a", found.routes[0])], "a")
    assert drawn["days"].sum() * 24 == pytest.approx(
        sum(leg.hours_span[1] for leg in found.routes[0].legs if leg.link_id)
    )
    empty = way_courses(found.world, [], "a")
    assert empty.empty
    assert {"lons", "lats", "link_id"} <= set(empty.columns)


def test_what_events_and_the_reader_shut_is_drawn_but_not_what_was_never_built(compiled: Compiled) -> None:
    shut = shut_courses(ask(compiled, date=dt.date(2020, 4, 1), closed=("rail-north-cross",)).world)
    assert set(shut["link_id"]) == {"rail-gauge-easty", "road-gauge-easty", "rail-north-cross"}
    assert shut.set_index("link_id").loc["rail-north-cross", "reason"] == "closed in this scenario"
    assert shut["reason"].str.startswith("Border closed, 1 Mar 2020 to 30 Jun 2020").sum() == 2


def test_among_links_looked_at_planned_ones_are_drawn_too(compiled: Compiled) -> None:
    world = ask(compiled, closed=("rail-north-cross",)).world
    shut = shut_courses(world, {"rail-quays-south", "rail-easty-south"})
    assert shut["link_id"].tolist() == ["rail-quays-south"]


def test_a_closed_place_is_no_line(compiled: Compiled) -> None:
    assert shut_courses(ask(compiled, closed_places=("CROSS",)).world).empty


def test_what_cuts_every_way_is_a_line_for_a_link_and_a_point_for_a_place(compiled: Compiled) -> None:
    link = cut_courses(ask(compiled, modes=("rail",), date=dt.date(2020, 4, 1)))
    assert link[["link_id", "event_ids", "source_ids"]].to_numpy().tolist() == [
        ["rail-gauge-easty", "ev-border-2020", "news-one;railway"]
    ]
    assert len(link["lons"].iloc[0]) == 2
    place = cut_courses(ask(compiled, modes=("rail",), closed_places=("CROSS",)))
    assert place[["link_id", "name", "event_ids"]].to_numpy().tolist() == [["CROSS", "Crossway", ""]]
    assert (place["lons"].iloc[0], place["lats"].iloc[0]) == ([56.5], [40.0])


def test_with_a_way_nothing_cuts(compiled: Compiled) -> None:
    assert cut_courses(ask(compiled)).empty


def test_the_ends_are_points_of_the_question(compiled: Compiled) -> None:
    ends = end_points(ask(compiled, modes=("rail",), date=dt.date(2020, 4, 1)))
    assert ends[["place_id", "weight"]].to_numpy().tolist() == [["NORTH", 3], ["SOUTH", 3]]


def test_places_weigh_by_what_happens_there(compiled: Compiled) -> None:
    found = ask(compiled, modes=("rail",))
    points = place_points(found.world, found.routes[0]).set_index("place_id")["weight"]
    assert points.to_dict() == {"NORTH": 3, "CROSS": 0, "GAUGE": 2, "EASTY": 0, "SOUTH": 3}
    road = ask(compiled, modes=("road",), origin="CROSS")
    points = place_points(road.world, road.routes[0]).set_index("place_id")["weight"]
    assert points["GAUGE"] == 1  # a border station that is only passed


def test_each_place_is_a_point_once(compiled: Compiled) -> None:
    for route in (found := ask(compiled)).routes:
        points = place_points(found.world, route)
        assert tuple(points["place_id"]) == route.places
