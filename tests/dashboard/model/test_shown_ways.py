"""The journeys that readers ask for first, on the real tables, against what is published for them."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.routing.route_answers import Route, RouteAnswer
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import Compiled, compile_network

QUIET = dt.date(2025, 5, 1)  # before the wars of June 2025 and of 2026
HOURS = 24.0


@pytest.fixture(scope="module")
def network(real: Frames) -> Compiled:
    return compile_network(real)


@pytest.fixture
def published(real: Frames) -> pd.DataFrame:
    return real.journeys.set_index("journey_id")


def ask(network: Compiled, origin: str, destination: str, **changes: Any) -> RouteAnswer:
    return find_routes(network, RouteQuestion(origin=origin, destination=destination, **changes))


def best(network: Compiled, origin: str, destination: str, **changes: Any) -> Route:
    return ask(network, origin, destination, **changes).routes[0]


def days(route: Route) -> tuple[float, float]:
    return route.hours[0] / HOURS, route.hours[2] / HOURS


def meets(route: Route, row: "pd.Series[Any]") -> bool:
    """Return whether the range of a way and the published range have a day in common."""
    low, high = days(route)
    return low <= float(row["days_max"]) and float(row["days_min"]) <= high


def test_mumbai_to_moscow_by_astara_takes_the_days_of_the_train_of_2016(
    network: Compiled, published: pd.DataFrame
) -> None:
    row = published.loc["JF010"]  # observed: 23 days
    way = best(network, "INBOM", "RUMOW", date=dt.date(2016, 9, 20), service="block_train", via=("IRBND", "AZAST"))
    assert meets(way, row)
    assert abs(way.hours[1] / HOURS - row["days_min"]) < 3
    assert "INBOM" in way.places
    assert "IRBND" in way.places


def test_moscow_to_mumbai_by_the_eastern_route_meets_kilometres_and_days_of_its_operator(
    network: Compiled, published: pd.DataFrame
) -> None:
    row = published.loc["JF017"]  # 8,000 km, 35 to 37 days
    via = ("KZBOLA", "TMSRK", "IRBND")
    way = best(network, "RUMOW", "INNSA", date=dt.date(2022, 7, 15), via=via, modes=("rail", "sea"))
    assert way.length_km == pytest.approx(row["km"], rel=0.05)
    assert meets(way, row)
    assert [place for place in way.places if place in via] == list(via)


def test_the_quickest_way_from_moscow_to_mumbai_lies_within_the_published_days(
    network: Compiled, published: pd.DataFrame
) -> None:
    rows = published[published["origin_place"].eq("RUMOW") | published["destination_place"].eq("RUMOW")]
    rows = rows[rows["origin_place"].isin(["INBOM", "INNSA"]) | rows["destination_place"].isin(["INBOM", "INNSA"])]
    way = best(network, "RUMOW", "INBOM", date=QUIET)
    assert rows["days_min"].min() <= way.hours[1] / HOURS <= rows["days_max"].max()


def test_a_ship_from_chabahar_to_mumbai_does_not_go_round_by_hormuz(network: Compiled) -> None:
    way = best(network, "IRZBR", "INBOM", date=QUIET, modes=("sea",))
    assert "SEAHRZ" not in way.places
    assert way.length_km < 1600


def test_xian_to_tehran_by_train_takes_the_days_that_were_observed(network: Compiled, published: pd.DataFrame) -> None:
    row = published.loc["RC028"]  # observed: 15 days
    via = ("KZALTY", "KZBOLA")
    way = best(network, "CNSIA", "IRTHR", date=dt.date(2024, 7, 1), service="block_train", via=via, modes=("rail",))
    assert meets(way, row)
    assert abs(way.hours[1] / HOURS - row["days_min"]) < 3
    assert "IRINCB" in way.places


def test_tashkent_to_bandar_abbas_by_rail_goes_through_sarakhs_at_the_length_of_published_parts(
    network: Compiled, published: pd.DataFrame
) -> None:
    way = best(network, "UZTAS", "IRBND", date=QUIET, modes=("rail",))
    assert {"TMSRK", "IRCKT"} <= set(way.places)
    inside = sum(leg.length_km for leg in way.legs if leg.from_country == leg.to_country == "IRN")
    assert inside == pytest.approx(published.loc["RC053", "km"], rel=0.03)  # about 1,600 km from the border
    with_ship = best(network, "INNSA", "UZTAS", date=dt.date(2023, 7, 1), via=("IRBND",), modes=("rail", "sea"))
    assert with_ship.length_km == pytest.approx(published.loc["RC048", "km"], rel=0.05)  # 4,700 km from Nhava Sheva


def test_bandar_abbas_to_osh_meets_the_days_of_its_operator(network: Compiled, published: pd.DataFrame) -> None:
    way = best(
        network, "IRBND", "KGOSS", date=dt.date(2021, 7, 1), service="block_train", via=("IRCKT",), modes=("rail",)
    )
    assert meets(way, published.loc["RC067"])  # 10 days


def test_herat_to_baku_offers_astara_and_the_ferry_whose_hours_were_observed(
    network: Compiled, published: pd.DataFrame
) -> None:
    answer = ask(network, "AFHEA", "AZBAK", date=QUIET)
    assert "AZAST" in answer.routes[0].places
    ferries = [leg for route in answer.routes for leg in route.legs if leg.act == "train_ferry"]
    row = published.loc["JF046"]  # sailing 14 to 20 hours; no journey from end to end is published
    assert ferries
    low, central, high = ferries[0].hours["moving"]
    assert low / HOURS <= row["days_max"]
    assert row["days_min"] <= high / HOURS
    assert central / HOURS == pytest.approx((row["days_min"] + row["days_max"]) / 2, rel=0.35)


def test_with_sarakhs_shut_in_spring_2020_no_way_passes_there_and_the_rail_way_is_days_longer(
    network: Compiled,
) -> None:
    shut = ask(network, "UZTAS", "IRBND", date=dt.date(2020, 4, 15), modes=("rail",))
    after = best(network, "UZTAS", "IRBND", date=dt.date(2020, 10, 15), modes=("rail",))
    assert shut.routes
    assert all(not {"D136", "R237"} & set(route.link_ids) for route in shut.routes)
    assert "R237" in after.link_ids
    assert shut.routes[0].hours[1] / HOURS > after.hours[1] / HOURS + 5


def test_with_hormuz_shut_in_spring_2026_indian_freight_goes_by_chabahar(network: Compiled) -> None:
    answer = ask(network, "RUMOW", "INBOM", date=dt.date(2026, 4, 1))
    assert "IRZBR" in answer.routes[0].places
    assert all("SEAHRZ" not in route.places for route in answer.routes)
    assert "SEAHRZ" in best(network, "IRBND", "INBOM", date=QUIET).places


def test_with_the_southern_ports_blockaded_no_ship_leaves_iran(network: Compiled) -> None:
    answer = ask(network, "IRBND", "INBOM", date=dt.date(2026, 5, 10))
    ports = {leg.from_place for route in answer.routes for leg in route.legs if leg.act == "sea"}
    assert answer.routes
    assert not {"IRBND", "IRZBR", "IRBUZ", "IRBKM"} & ports
