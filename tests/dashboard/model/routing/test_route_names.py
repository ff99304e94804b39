"""Names that tell ways apart, and why each is shown."""

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.route_answers import RouteAnswer
from dashboard.model.routing.route_names import is_caspian, name_routes, plain_name
from dashboard.model.routing.route_questions import By, RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import Compiled, compile_network
from tests.made_worlds import made_frames

FRAMES = load_tables(Path(__file__).parents[3] / "small")
SMALL = compile_network(FRAMES)
BYS: tuple[By, ...] = ("time", "cost", "distance", "emissions", "generalised")


def ask(**wishes: object) -> RouteAnswer:
    return find_routes(
        SMALL, RouteQuestion(**{"origin": "NORTH", "destination": "SOUTH", "date": dt.date(2024, 6, 1), **wishes})
    )  # type: ignore[arg-type]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(BYS))
def test_no_two_ways_have_one_name_and_each_has_a_reason(seed: int, by: By) -> None:
    compiled = compile_network(made_frames(seed, 20, 60))
    ends = compiled.place_ids[0], compiled.place_ids[-1]
    routes = find_routes(compiled, RouteQuestion(*ends, by=by, date=dt.date(2024, 6, 1), alternatives=6)).routes
    assert len({route.name for route in routes}) == len(routes)
    assert all(route.name for route in routes)
    assert all(route.why for route in routes[:1])


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("time", "the quickest way"), ("cost", "the cheapest way"), ("distance", "the shortest way"),
        ("emissions", "the way with the least emissions"), ("generalised", "the least cost, time included"),
    ],
)  # fmt: skip
def test_the_first_way_is_shown_because_it_is_the_best(by: str, why: str) -> None:
    assert ask(by=by).routes[0].why == why


def test_another_way_says_what_it_has_for_it_and_against_it() -> None:
    first, *others = ask().routes
    rail = next(route for route in others if {leg.act for leg in route.legs if leg.link_id} == {"rail"})
    assert rail.why == (
        f"{round(first.cost_usd_per_t[1] - rail.cost_usd_per_t[1])} USD/t cheaper and "
        f"{round(first.co2e_kg_per_t[1] - rail.co2e_kg_per_t[1])} kg CO2e/t less, but "
        f"{(rail.hours[1] - first.hours[1]) / 24:.0f} days longer under way and 80 km longer"
    )


@pytest.mark.parametrize(
    ("hours", "why"), [(24.0, "1 day longer under way"), (36.0, "1.5 days longer under way"), (-24.0, "1 day quicker")]
)
def test_one_day_is_no_days(hours: float, why: str) -> None:
    answer = ask(modes=("rail",))
    best = answer.routes[0]
    other = dataclasses.replace(best, hours=tuple(span + hours for span in best.hours))
    assert name_routes(answer.world, (best, other), "time")[1].why == why


def test_a_country_spared_is_an_advantage() -> None:
    ferry = next(route for route in ask().routes if any(is_caspian(ask().world, leg) for leg in route.legs))
    assert "does not touch Turkmenistan" in ferry.why
    assert ferry.name == "across the Caspian, Quay North to Quay South"


def test_the_sea_elsewhere_is_not_the_caspian() -> None:
    answer = ask(via=("QUAYN", "QUAYS"))
    leg = next(leg for leg in answer.routes[0].legs if leg.act == "sea")
    assert is_caspian(answer.world, leg)
    assert not is_caspian(answer.world, dataclasses.replace(leg, act="road"))
    assert not is_caspian(answer.world, dataclasses.replace(leg, from_place="SOUTH"))


def ocean() -> Compiled:
    """Return the small world with its quays on an ocean: a ship from one to the other passes a strait, or is changed.

    QUAYN --sea-a-- REEDS (a strait of OMN) --sea-b-- QUAYS
       \\--sea-c-- HALF (a port of ARE) --sea-d--/
    """
    places, links = FRAMES.places, FRAMES.links
    sea = links[links["mode"].eq("sea")].iloc[0]
    ends = {"sea-a": ("QUAYN", "REEDS", 400), "sea-b": ("REEDS", "QUAYS", 400), "sea-c": ("QUAYN", "HALF", 500),
            "sea-d": ("HALF", "QUAYS", 500)}  # fmt: skip
    sailed = [
        {**sea.to_dict(), "link_id": link, "from_place": start, "to_place": end, "length_km": km}
        for link, (start, end, km) in ends.items()
    ]
    quay = places[places["place_id"].eq("QUAYN")].iloc[0].to_dict()
    more = [
        {**quay, "place_id": "REEDS", "name": "Strait of Reeds", "country_iso3": "OMN", "kind": "passage"},
        {**quay, "place_id": "HALF", "name": "Halfway", "country_iso3": "ARE"},
    ]
    places = pd.concat([places, pd.DataFrame(more).astype(places.dtypes)], ignore_index=True)
    links = pd.concat([links[links["mode"].ne("sea")], pd.DataFrame(sailed).astype(links.dtypes)], ignore_index=True)
    places.loc[places["kind"].isin(["port", "passage"]), ["lat", "lon"]] = [15.0, 70.0]
    return compile_network(dataclasses.replace(FRAMES, digest="ocean", places=places, links=links))


def by_ship(origin: str, destination: str, *modes: str) -> RouteAnswer:
    return find_routes(
        ocean(),
        RouteQuestion(origin, destination, date=dt.date(2024, 6, 1), modes=("sea", *modes), stretch=9.0),  # type: ignore[arg-type]
    )


def test_ways_by_sea_are_named_for_the_strait_or_the_change_of_ship_and_not_for_countries_sailed_by() -> None:
    strait, change = by_ship("QUAYN", "QUAYS").routes
    assert strait.name == "by sea through the Strait of Reeds"
    assert change.name == "by sea with a change of ship at Halfway"
    assert "does not pass the Strait of Reeds" in change.why
    assert "does not touch" not in change.why


def test_ways_through_one_strait_are_told_apart_by_their_ports() -> None:
    answer = by_ship("NORTH", "SOUTH", "road")
    names = [route.name for route in name_routes(answer.world, answer.routes[:1] * 2, "time")]
    assert names == ["by sea through the Strait of Reeds", "by the port of Quay North"]


def test_a_ship_that_passes_no_strait_and_calls_nowhere_goes_by_sea() -> None:
    assert by_ship("QUAYN", "HALF").routes[0].name == "by sea"


def test_a_country_names_a_way_only_where_it_lies_between_those_of_the_ends() -> None:
    names = {route.name for route in ask(origin="QUAYN", destination="EASTY", alternatives=6).routes}
    assert "by Kazakhstan" not in names
    assert "by Iran" not in names


def test_ways_of_one_mode_are_told_apart_by_it() -> None:
    names = [route.name for route in ask(origin="CROSS", destination="GAUGE").routes]
    assert sorted(names) == ["by rail", "by road"]


def test_ways_that_nothing_tells_apart_are_numbered() -> None:
    answer = ask(modes=("rail",))
    many = name_routes(answer.world, answer.routes * 12, "time")
    names = [route.name for route in many]
    assert len(set(names)) == len(names)
    assert names[-1] == f"way {len(names)}"


@pytest.mark.parametrize(
    ("name", "plain"), [("Sarakhs (IR)", "Sarakhs"), ("Sarakhs", "Sarakhs"), ("(x)", "(x)"), ("", "")]
)
def test_a_plain_name_lacks_the_country_in_brackets(name: str, plain: str) -> None:
    assert plain_name(name) == plain
