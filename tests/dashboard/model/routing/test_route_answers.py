"""Ways in legs: rows whose sums are those of the way, and places, links and countries in order."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.routing.route_answers import RouteAnswer, leg_row
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.parts import Part

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))


@pytest.fixture(scope="module")
def answer() -> RouteAnswer:
    return find_routes(SMALL, RouteQuestion("NORTH", "SOUTH", date=dt.date(2024, 6, 1)))


@pytest.fixture(scope="module")
def none() -> RouteAnswer:
    return find_routes(SMALL, RouteQuestion("NORTH", "SOUTH", modes=("rail",), date=dt.date(2020, 4, 1)))


def test_sums_up_to_the_last_leg_are_those_of_the_way(answer: RouteAnswer) -> None:
    frame = answer.frame()
    for number, route in enumerate(answer.routes, 1):
        legs = frame[frame["route"].eq(number)]
        assert legs["leg"].tolist() == list(range(1, len(route.legs) + 1))
        assert legs["end_km"].iloc[-1] == pytest.approx(route.length_km)
        assert legs["end_hours"].iloc[-1] == pytest.approx(route.hours[1])
        assert legs["end_cost_usd_per_t"].iloc[-1] == pytest.approx(route.cost_usd_per_t[1])
        for name in ("end_km", "end_hours", "end_cost_usd_per_t"):
            assert legs[name].is_monotonic_increasing


def test_the_hours_of_a_leg_are_those_of_its_parts(answer: RouteAnswer) -> None:
    frame = answer.frame()
    parts = frame[[f"hours_{part.name.lower()}" for part in Part]]
    assert parts.sum(axis=1).tolist() == pytest.approx(frame["hours"].tolist())
    assert (frame["hours_low"] <= frame["hours"]).all()
    assert (frame["hours"] <= frame["hours_high"]).all()


def test_places_and_countries_are_told_once_in_a_row(answer: RouteAnswer) -> None:
    for route in answer.routes:
        assert (route.places[0], route.places[-1]) == ("NORTH", "SOUTH")
        assert (route.countries[0], route.countries[-1]) == ("KAZ", "IRN")
        for told in (route.places, route.countries):
            assert all(one != other for one, other in pairwise(told))
        assert len(route.link_ids) == sum(leg.kind == "carriage" for leg in route.legs)


def test_ways_stand_in_the_order_of_their_value(answer: RouteAnswer) -> None:
    table = answer.routes_frame()
    assert table["value"].is_monotonic_increasing
    assert table["value"].tolist() == pytest.approx(table["hours"].tolist())
    assert table["hours_block_train"].isna().all()


def test_a_leg_is_a_row_without_sums(answer: RouteAnswer) -> None:
    row = leg_row(answer.routes[0].legs[1])
    assert "end_km" not in row
    assert row["hours_gauge"] == 0.0
    assert row["source_ids"].split(";")[0]


def test_sources_are_all_of_the_legs_sorted(answer: RouteAnswer) -> None:
    legs = {source for route in answer.routes for leg in route.legs for source in leg.source_ids}
    assert set(answer.source_ids) >= legs
    assert list(answer.source_ids) == sorted(answer.source_ids)


def test_without_a_way_there_are_columns_and_the_reason(answer: RouteAnswer, none: RouteAnswer) -> None:
    assert none.frame().empty
    assert none.frame().columns.tolist() == answer.frame().columns.tolist()
    assert none.routes_frame().columns.tolist() == answer.routes_frame().columns.tolist()
    assert "Border closed" in none.sentence()
    assert none.source_ids == ("news-one", "railway")
