"""Routes of the small world, worked out by hand, and what is said about them."""

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from corridor_data.load import load_tables
from dashboard.model.routing.route_answers import RouteAnswer
from dashboard.model.routing.route_filters import RouteQuestionError
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import ScenarioError
from dashboard.model.world.states import scenario_of

FRAMES = load_tables(Path(__file__).parents[3] / "small")
COMPILED = compile_network(FRAMES)
SUMMER = dt.date(2024, 6, 1)
RAIL = RouteQuestion("NORTH", "SOUTH", modes=("rail",), date=SUMMER)


def ask(**changes: object) -> RouteAnswer:
    return find_routes(COMPILED, dataclasses.replace(RAIL, **changes))


def test_the_railway_from_north_to_south_takes_what_a_pencil_says() -> None:
    route = ask().routes[0]
    moving = (801 / 2 / 500 + (801 / 2 + 620 + 161 + 877) / 400) * 24
    assert route.link_ids == ("rail-north-cross", "rail-cross-gauge", "rail-gauge-easty", "rail-easty-south")
    assert route.length_km == 801 + 620 + 161 + 877
    assert route.hours[1] == pytest.approx(moving + 2 * 24 + 30 + 18 + 2 * 12)
    assert route.cost_usd_per_t[1] == pytest.approx(2459 * 0.03 + 2 * 3 + 2 * 3 + 4)
    assert route.co2e_kg_per_t[1] == pytest.approx(2459 * 0.02 + 0.5)


def test_a_leg_says_what_it_is_made_of_and_what_it_rests_on() -> None:
    border = next(leg for leg in ask().routes[0].legs if leg.link_id == "rail-gauge-easty")
    assert border.hours["border"] == (20, 30, 40)
    assert border.hours["moving"][1] == pytest.approx(161 / 400 * 24)
    assert border.length_basis == "timetable"
    assert {"border-gauge-rail", "speed-rail", "cost-rail", "border-usd"} <= set(border.parameter_ids)
    assert {"bf-gauge-rail", "sp-rail"} <= set(border.fact_ids)
    assert "railway" in border.source_ids


def test_the_legs_add_up_to_the_way() -> None:
    for route in find_routes(COMPILED, RouteQuestion("NORTH", "SOUTH", date=SUMMER)).routes:
        assert sum(leg.length_km for leg in route.legs) == pytest.approx(route.length_km)
        assert sum(leg.hours_span[1] for leg in route.legs) == pytest.approx(route.hours[1])
        assert sum(leg.cost_usd_per_t for leg in route.legs) == pytest.approx(route.cost_usd_per_t[1])
        assert sum(leg.co2e_kg_per_t for leg in route.legs) == pytest.approx(route.co2e_kg_per_t[1])
        assert all(a.to_place == b.from_place for a, b in zip(route.legs, route.legs[1:], strict=False))


def test_the_frame_sums_up_kilometres_hours_and_dollars_leg_by_leg() -> None:
    answer = find_routes(COMPILED, RouteQuestion("NORTH", "SOUTH", date=SUMMER))
    for number, legs in answer.frame().groupby("route"):
        route = answer.routes[number - 1]
        assert legs["end_km"].is_monotonic_increasing
        assert legs["end_hours"].is_monotonic_increasing
        assert legs["end_hours"].iloc[-1] == pytest.approx(route.hours[1])
        parts = [name for name in legs if name.startswith("hours_") and name not in {"hours_low", "hours_high"}]
        assert np.allclose(legs[parts].sum(axis=1), legs["hours"])


def test_the_block_train_is_timed_only_where_the_facts_know_one() -> None:
    assert find_routes(COMPILED, dataclasses.replace(RAIL, origin="CROSS")).routes[0].hours_block_train is not None
    assert ask().routes[0].hours_block_train is None  # Kazakhstan has no speed of block trains
    assert (
        find_routes(COMPILED, RouteQuestion("CROSS", "SOUTH", modes=("road",), date=SUMMER)).routes[0].hours_block_train
        is None
    )
    block = find_routes(COMPILED, dataclasses.replace(RAIL, origin="CROSS", service="block_train")).routes[0]
    assert block.hours == block.hours_block_train


def test_low_is_below_central_below_high_and_several_parameters_partly_cancel() -> None:
    route = ask().routes[0]
    low, central, high = route.hours
    assert low < central < high
    assert central - low < sum(leg.hours_span[1] - leg.hours_span[0] for leg in route.legs)


def test_a_way_through_the_sea_is_named_for_it_and_says_why_it_is_shown() -> None:
    routes = find_routes(COMPILED, RouteQuestion("NORTH", "SOUTH", date=SUMMER)).routes
    caspian = next(route for route in routes if "sea-quayn-quays" in route.link_ids)
    assert caspian.name == "across the Caspian, Quay North to Quay South"
    assert "cheaper" in caspian.why
    assert "does not touch Turkmenistan" in caspian.why
    assert routes[0].why == "the quickest way"
    assert len({route.name for route in routes}) == len(routes)


def test_the_headline_names_both_ends_length_days_dollars_and_day() -> None:
    sentence = ask().sentence()
    for text in ("Northgate", "Southend", "2,459 km", "11 days", "USD", "1 Jun 2024"):
        assert text in sentence


def test_the_subtitle_says_that_it_is_a_model_result_and_for_what() -> None:
    assert (
        ask(by="cost").subtitle().startswith("Model result: least cost; rail; ordinary freight; network of 1 Jun 2024")
    )
    assert "at USD 5 a tonne and day" in ask(by="generalised").subtitle()


def test_notes_say_how_much_is_judged_and_which_events_bear() -> None:
    assert any("are judgements" in note for note in ask().notes())
    stormy = find_routes(COMPILED, RouteQuestion("QUAYN", "QUAYS", date=dt.date(2024, 12, 1), modes=("sea",)))
    assert any(note.startswith("Storms at the quays, since 20 Nov 2024") for note in stormy.notes())
    assert stormy.routes[0].legs[1].event_ids == ("ev-storm-2024",)
    late = ask(date=dt.date(2030, 1, 1))
    assert any(note.startswith("The last evidence is of") for note in late.notes())


def test_a_route_knows_its_sources() -> None:
    answer = ask()
    assert "railway" in answer.source_ids
    assert answer.source_ids == tuple(sorted(answer.source_ids))
    assert set(answer.source_ids) <= set(FRAMES.sources["source_id"])


def test_what_is_least_decides_the_way() -> None:
    best = {
        by: find_routes(COMPILED, RouteQuestion("NORTH", "SOUTH", date=SUMMER, by=by)).routes[0]
        for by in ("time", "cost", "distance", "emissions")
    }
    everything = list(best.values())
    assert best["time"].hours[1] == min(route.hours[1] for route in everything)
    assert best["cost"].cost_usd_per_t[1] == min(route.cost_usd_per_t[1] for route in everything)
    assert best["distance"].length_km == min(route.length_km for route in everything)
    assert best["emissions"].co2e_kg_per_t[1] == min(route.co2e_kg_per_t[1] for route in everything)


def test_a_high_value_of_time_finds_the_quickest_way_and_none_the_cheapest() -> None:
    def of(**changes: object) -> tuple[str, ...]:
        return find_routes(COMPILED, RouteQuestion("NORTH", "SOUTH", date=SUMMER, **changes)).routes[0].link_ids

    assert of(by="generalised", value_of_time=10_000.0) == of(by="time")
    assert of(by="generalised", value_of_time=0.0) == of(by="cost")


def test_no_alternatives_means_one_way() -> None:
    assert len(ask(modes=(), alternatives=0).routes) == 1


@pytest.mark.parametrize(
    ("changes", "touched"),
    [
        ({"avoid_places": ("CROSS",)}, lambda route: "CROSS" in route.places),
        ({"avoid_countries": ("TKM",)}, lambda route: "TKM" in route.countries),
        ({"avoid_corridors": ("small-east",)}, lambda route: "rail-north-cross" in route.link_ids),
        ({"modes": ("rail", "sea")}, lambda route: any(leg.mode == "road" for leg in route.legs)),
        ({"modes": ("rail",), "gauges": (1520,)}, lambda route: any(leg.gauge_mm == 1435 for leg in route.legs)),
    ],
)
def test_what_is_to_be_avoided_is(changes: dict[str, object], touched) -> None:
    answer = find_routes(COMPILED, dataclasses.replace(RouteQuestion("NORTH", "SOUTH", date=SUMMER), **changes))
    assert not any(touched(route) for route in answer.routes)


def test_what_is_to_be_passed_through_is() -> None:
    east = find_routes(
        COMPILED, RouteQuestion("NORTH", "SOUTH", date=SUMMER, through_corridors=("small-east",), by="distance")
    )
    corridor = set(FRAMES.corridor_links.query("corridor_id == 'small-east'")["link_id"])
    assert all(corridor & set(route.link_ids) for route in east.routes)
    assert all(
        "TKM" in r.countries
        for r in find_routes(COMPILED, RouteQuestion("NORTH", "SOUTH", date=SUMMER, through_countries=("TKM",))).routes
    )


def test_a_way_through_iran_says_so_and_can_be_refused() -> None:
    assert [exposure.name for exposure in ask().routes[0].exposures] == ["iran"]
    refused = ask(without=("iran",))
    assert not refused.routes
    assert "exposed" in refused.sentence()


def test_sanctions_of_the_day_stand_beside_an_exposure_with_their_date() -> None:
    events = FRAMES.events.copy()
    storm = events["event_id"] == "ev-storm-2024"
    events.loc[storm, ["subject_kind", "severity", "name"]] = ["sanctions", "restricted", "Port listed"]
    made = compile_network(dataclasses.replace(FRAMES, events=events))
    answer = find_routes(made, RouteQuestion("QUAYN", "QUAYS", date=dt.date(2024, 12, 1), modes=("sea",)))
    port = next(exposure for exposure in answer.routes[0].exposures if exposure.name == "sanctioned_port")
    assert port.sentence == "by a port under sanctions: Quay South; in force: Port listed (since 20 Nov 2024)"
    assert port.event_ids == ("ev-storm-2024",)
    question = RouteQuestion("QUAYN", "QUAYS", date=dt.date(2024, 12, 1), modes=("sea",), without=("sanctioned_port",))
    assert not find_routes(made, question).routes


def test_a_closed_border_sends_the_goods_across_the_sea() -> None:
    shut = find_routes(COMPILED, RouteQuestion("NORTH", "SOUTH", date=dt.date(2020, 4, 1)))
    assert all("sea-quayn-quays" in route.link_ids for route in shut.routes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"origin": "ATLANTIS"}, "“ATLANTIS” is not a place of this network"),
        ({"destination": "NORTH"}, "begins and ends in the same place, Northgate"),
        ({"via": ("NORTH",)}, "cannot be both an end or way-point"),
        ({"via": ("CROSS", "CROSS")}, "named twice"),
        ({"via": ("CROSS",), "avoid_places": ("CROSS",)}, "Crossway cannot be both"),
        ({"modes": ("balloon",)}, "There is no mode “balloon”"),
        ({"avoid_countries": ("XXX",)}, "There is no country “XXX”"),
        ({"avoid_corridors": ("silk",)}, "no corridor with a drawn path “silk”"),
        ({"by": "beauty"}, "no measure “beauty”"),
        ({"without": ("bears",)}, "no exposure “bears”"),
        ({"through_countries": ("KAZ", "IRN"), "through_modes": ("rail", "sea")}, "At most 3 things"),
        ({"overlap": 1.5}, "overlap from 0 to 1"),
        ({"alternatives": 100}, "Alternatives go up to 12"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_a_sentence(changes: dict[str, object], message: str) -> None:
    with pytest.raises(RouteQuestionError, match=message):
        ask(**changes)


def test_a_scenario_is_bent_by_the_question() -> None:
    bent = scenario_of(
        FRAMES,
        dataclasses.replace(RAIL, scenario="sc-slow", date=None, closed=("road-cross-gauge",), border_factor=3.0),
    )
    assert (bent.date, bent.border_factor, bent.closed_links) == (SUMMER, 6.0, ("road-cross-gauge",))
    assert scenario_of(FRAMES, dataclasses.replace(RAIL, scenario="sc-slow", date=dt.date(2024, 7, 1))).date == dt.date(
        2024, 7, 1
    )
    with pytest.raises(ScenarioError, match="“sc-x” is not a scenario"):
        ask(scenario="sc-x")


def test_asking_changes_neither_tables_nor_network() -> None:
    used = ("places", "links", "parameters", "events", "scenarios", "corridor_links")
    before = {name: getattr(FRAMES, name).to_csv() for name in used}
    edges = sorted(COMPILED.network.edges(keys=True, data=True), key=str)
    ask(scenario="sc-2030", date=None, closed=("road-cross-gauge",))
    assert before == {name: getattr(FRAMES, name).to_csv() for name in used}
    assert edges == sorted(COMPILED.network.edges(keys=True, data=True), key=str)
