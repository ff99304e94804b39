"""A way leg by leg: sums so far, what each leg is made of, and which parameters add what."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.routing.route_answers import RouteAnswer
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.routing.way_legs import leg_rows, parameter_rows, say_exposure
from dashboard.model.world.compiled import Compiled, compile_network

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


@pytest.fixture(scope="module")
def rail(compiled: Compiled) -> RouteAnswer:
    return find_routes(
        compiled, RouteQuestion(origin="NORTH", destination="SOUTH", modes=("rail",), date=dt.date(2024, 6, 1))
    )


def test_kilometres_and_days_are_summed_up_to_those_of_the_way(rail: RouteAnswer) -> None:
    route = rail.routes[0]
    rows = leg_rows(route)
    assert rows["leg"].tolist() == list(range(1, len(route.legs) + 1))
    assert rows["at_km"].is_monotonic_increasing
    assert rows["at_days"].is_monotonic_increasing
    assert rows["at_km"].iloc[-1] == round(route.length_km)
    assert rows["at_days"].iloc[-1] == round(route.hours[1] / 24, 1)
    assert rows["cost_usd_per_t"].sum() == pytest.approx(route.cost_usd_per_t[1], abs=0.5)


def test_a_leg_says_what_its_hours_and_dollars_are_spent_on(rail: RouteAnswer) -> None:
    border = leg_rows(rail.routes[0]).set_index("link_id").loc["rail-gauge-easty"]
    assert border["act"] == "rail"
    assert border["gauge_mm"] == "1435"
    assert border["made_of"].startswith("moving 9.7 hours (6.4–12.9)")
    assert "border procedures 30 hours (20–40)" in border["made_of"]
    assert border["cost_of"] == "moving 4.83; border procedures 6"  # three on either side
    assert set(border["fact_ids"].split(";")) >= {"bf-gauge-rail", "sp-rail", "uc-rail"}


def test_parts_stand_in_the_order_of_parts_whatever_that_of_the_leg(rail: RouteAnswer) -> None:
    route = rail.routes[0]
    turned = dataclasses.replace(
        route, legs=tuple(dataclasses.replace(leg, hours=dict(reversed(leg.hours.items()))) for leg in route.legs)
    )
    assert leg_rows(turned)["made_of"].tolist() == leg_rows(route)["made_of"].tolist()


@pytest.mark.parametrize("climb", ["time", "cost", "emissions"])
def test_what_the_parameters_add_makes_up_the_way(rail: RouteAnswer, climb: str) -> None:
    route = rail.routes[0]
    rows = parameter_rows(rail.world, "ordinary", route, climb)  # type: ignore[arg-type]
    total = {"time": route.hours[1] / 24, "cost": route.cost_usd_per_t[1], "emissions": route.co2e_kg_per_t[1]}[climb]
    assert rows["adds"].sum() == pytest.approx(total, abs=0.01 * len(rows))
    assert rows["adds"].is_monotonic_decreasing
    assert rows["parameter_id"].is_unique


def test_a_parameter_says_where_it_holds(rail: RouteAnswer) -> None:
    rows = parameter_rows(rail.world, "ordinary", rail.routes[0], "time").set_index("parameter_id")
    assert rows.loc["border-gauge-rail", "subject"] == "rail, everywhere, rail-gauge-easty"
    assert rows.loc["speed-rail-kaz", "subject"].startswith("rail")
    assert "Kazakhstan" in rows.loc["speed-rail-kaz", "subject"]
    assert rows.loc["gauge-gauge", "subject"] == "rail, everywhere, GAUGE"


def test_the_delay_of_an_event_is_no_parameter(compiled: Compiled) -> None:
    asked = RouteQuestion(origin="NORTH", destination="SOUTH", via=("QUAYN", "QUAYS"), date=dt.date(2024, 11, 25))
    storm = find_routes(compiled, asked)
    rows = parameter_rows(storm.world, "ordinary", storm.routes[0], "time")
    assert rows["adds"].sum() == pytest.approx(storm.routes[0].hours[1] / 24 - 2, abs=0.05)
    assert "ev-storm-2024" in ";".join(leg_rows(storm.routes[0])["event_ids"])


def test_exposures_have_names_and_an_unknown_one_keeps_its_own() -> None:
    assert [say_exposure(name) for name in ("hormuz", "sanctioned_port", "weather")] == [
        "Strait of Hormuz",
        "port under sanctions",
        "weather",
    ]
