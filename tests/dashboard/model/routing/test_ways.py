"""The ways of a question side by side, and one of them in full."""

import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.questions import WayQuestion
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.ways import NoWayError, WayAnswer, Ways, find_way, find_ways, way_key
from dashboard.model.world.compiled import Compiled, compile_network

SMALL = Path(__file__).parents[3] / "small"
NORTH_SOUTH = RouteQuestion(origin="NORTH", destination="SOUTH", date=dt.date(2024, 6, 1))
RAIL_SHUT = RouteQuestion(origin="NORTH", destination="SOUTH", modes=("rail",), date=dt.date(2020, 4, 1))


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


@pytest.fixture(scope="module")
def found(compiled: Compiled) -> Ways:
    return find_ways(compiled, NORTH_SOUTH)


@pytest.fixture(scope="module")
def way(compiled: Compiled) -> WayAnswer:
    return find_way(compiled, (NORTH_SOUTH, WayQuestion()))


def test_each_way_is_listed_once_under_a_key_and_a_name_of_its_own(found: Ways) -> None:
    assert len(set(found.keys)) == len(found.keys) == len(found.listed)
    assert len({route.name for _, route, _ in found.listed}) == len(found.listed)
    assert [differs for _, _, differs in found.listed] == [True] * 4 + [False] * 2


def test_the_ways_that_differ_come_first_in_their_order(found: Ways) -> None:
    assert found.keys[:4] == tuple(way_key(route) for route in found.routes.routes)


def test_a_key_follows_from_the_links_and_from_nothing_else(compiled: Compiled, found: Ways) -> None:
    by_cost = find_ways(
        compiled, RouteQuestion(origin="NORTH", destination="SOUTH", date=dt.date(2024, 6, 1), by="cost")
    )
    links = {key: route.link_ids for key, route, _ in (*found.listed, *by_cost.listed)}
    assert len(set(links.values())) == len(links)
    assert set(found.keys) & set(by_cost.keys)


def test_a_second_way_of_the_same_name_gets_a_number(found: Ways) -> None:
    assert {"by Turkmenistan", "by Turkmenistan (2)"} <= {route.name for _, route, _ in found.listed}


def test_the_table_has_low_central_and_high_in_order(found: Ways) -> None:
    table = found.frame()
    for low, central, high in (("days_low", "days", "days_high"), ("cost_low", "cost_usd_per_t", "cost_high")):
        assert (table[low] < table[central]).all()
        assert (table[central] < table[high]).all()
    assert table["days"].iloc[:4].is_monotonic_increasing
    assert table["why"].iloc[4:].unique().tolist() == ["beaten by no other in time, cost and emissions at once"]
    assert table["days_block_train"].isna().all()
    assert set(table["exposures"]) == {"Iran"}


def test_every_point_leads_to_a_way_that_can_be_looked_at(found: Ways) -> None:
    points = found.points()
    assert set(points["way"]) <= set(found.keys)
    assert not points["beaten"].any()
    assert points["name"].tolist() == [
        dict(zip(found.keys, found.frame()["name"], strict=True))[k] for k in points["way"]
    ]


def test_a_way_that_differs_but_is_beaten_is_a_point_too(compiled: Compiled) -> None:
    found = find_ways(
        compiled, RouteQuestion(origin="NORTH", destination="SOUTH", by="distance", date=dt.date(2025, 1, 11))
    )
    points = found.points().set_index("way")
    differ = [key for key, _, differs in found.listed if differs]
    on_front = {way_key(route) for route in found.front.routes}
    assert set(differ) <= set(points.index)
    assert {key for key in differ if points.loc[[key], "beaten"].any()} == set(differ) - on_front


def test_the_sentence_names_the_quickest_the_cheapest_and_the_cleanest(found: Ways) -> None:
    assert found.compared() == (
        "4 ways differ: the quickest goes through Eastry (9 days), the cheapest across the Caspian, Quay North to Quay "
        "South (USD 87 a tonne), the one with the least emissions by rail (50 kg CO2e a tonne)."
    )
    assert found.labels[found.keys[0]] == "through Eastry · 9 days · USD 152 a tonne"


def test_a_way_alone_is_said_to_stand_alone(compiled: Compiled) -> None:
    alone = find_ways(
        compiled, RouteQuestion(origin="NORTH", destination="SOUTH", modes=("rail",), date=dt.date(2024, 6, 1))
    )
    assert alone.compared().startswith("One way stands alone")


def test_without_a_way_the_reason_is_the_sentence_and_the_cut_is_drawn(compiled: Compiled) -> None:
    none = find_ways(compiled, RAIL_SHUT)
    assert (none.keys, none.frame().empty, none.points().empty) == ((), True, True)
    assert "Border closed" in none.sentence()
    assert none.cut()["link_id"].tolist() == ["rail-gauge-easty"]
    assert none.cut()["event_ids"].tolist() == ["ev-border-2020"]
    assert none.ends()["place_id"].tolist() == ["NORTH", "SOUTH"]
    assert none.source_ids == ("news-one", "railway")
    with pytest.raises(NoWayError, match="Border closed"):
        find_way(compiled, (RAIL_SHUT, WayQuestion()))


def test_the_best_way_stands_in_for_one_that_is_not_there(compiled: Compiled, found: Ways) -> None:
    assert find_way(compiled, (NORTH_SOUTH, WayQuestion(way="nowhere"))).key == found.keys[0]
    for key in found.keys:
        assert find_way(compiled, (NORTH_SOUTH, WayQuestion(way=key))).key == key


def test_the_steps_are_of_the_ways_that_differ_and_of_the_one_looked_at(compiled: Compiled, found: Ways) -> None:
    last = find_way(compiled, (NORTH_SOUTH, WayQuestion(way=found.keys[-1])))
    assert set(last.frame()["way"]) == {*found.keys[:4], found.keys[-1]}
    assert set(last.courses()["way"]) == set(last.frame()["way"])
    assert set(last.courses().loc[last.courses()["chosen"], "way"]) == {found.keys[-1]}


def test_a_way_in_full_says_what_it_takes_and_rests_on(way: WayAnswer) -> None:
    assert way.legs_sentence() == (
        "The way through Eastry has 4 legs over 2,380 km. It takes 9 days (6.8 to 12 days) and costs USD 152 a tonne "
        "(111 to 191)."
    )
    assert way.sentence().startswith("Of 9 days through Eastry, 5 days go into moving")
    assert way.subtitle().startswith("Days gate to gate, summed up over kilometres")
    assert way.notes()[1] == "4 of the 7 parameters summed up here are judgements."
    assert way.parameters()["adds"].sum() == pytest.approx(way.route.hours[1] / 24, abs=0.05)
    assert way.legs()["hours"].sum() == pytest.approx(way.route.hours[1], abs=0.5)
    assert way.exposures()["exposure"].tolist() == ["Iran"]
    assert way.shut()["link_id"].tolist() == []
    assert set(way.source_ids) >= {"maps", "railway"}


def test_money_and_emissions_have_their_own_parameters_and_words(compiled: Compiled) -> None:
    cost, kg = (find_way(compiled, (NORTH_SOUTH, WayQuestion(climb=climb))) for climb in ("cost", "emissions"))
    assert cost.subtitle().startswith("Cost in USD a tonne")
    assert kg.subtitle().startswith("Emissions in kg CO2e a tonne, well to wheel")
    assert cost.parameters()["adds"].sum() == pytest.approx(cost.route.cost_usd_per_t[1], abs=0.05)
    assert kg.parameters()["adds"].sum() == pytest.approx(kg.route.co2e_kg_per_t[1], abs=0.05)
