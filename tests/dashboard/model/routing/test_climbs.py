"""Ways as climbs: no hour, dollar or kilogram is lost between the steps and the way they make up."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.questions import Climb
from dashboard.model.routing.climbs import (
    STEP_COLUMNS,
    UNITS,
    climb_steps,
    group_of,
    say_climb,
    say_part,
    shares_by_group,
)
from dashboard.model.routing.route_answers import Route, RouteAnswer
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.parts import Part
from tests.made_worlds import made_frames

SMALL = Path(__file__).parents[3] / "small"
CLIMBS: tuple[Climb, ...] = ("time", "cost", "emissions")


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def answer(compiled: Compiled, **question: object) -> RouteAnswer:
    asked = {"origin": "NORTH", "destination": "SOUTH", "date": dt.date(2024, 6, 1), **question}
    return find_routes(compiled, RouteQuestion(**asked))  # type: ignore[arg-type]


def total(route: Route, climb: Climb) -> tuple[float, float, float]:
    low, central, high = {"time": route.hours, "cost": route.cost_usd_per_t, "emissions": route.co2e_kg_per_t}[climb]
    scale = 24.0 if climb == "time" else 1.0
    return low / scale, central / scale, high / scale


def check_climb(found: RouteAnswer, route: Route, climb: Climb) -> None:
    """Check that the steps join without a gap and end at low, central and high of the way."""
    steps = climb_steps(found.world, found.question.service, [("key", route)], climb)
    assert tuple(steps.columns) == STEP_COLUMNS
    assert steps["start"].iloc[0] == 0
    assert steps["start"].tolist()[1:] == steps["end"].tolist()[:-1]
    assert steps["start_km"].tolist()[1:] == steps["end_km"].tolist()[:-1]
    assert steps["end_km"].iloc[-1] == pytest.approx(route.length_km)
    ends = steps[["end_low", "end", "end_high"]].iloc[-1].tolist()
    assert ends == pytest.approx(total(route, climb))
    assert steps["step"].sum() == pytest.approx(total(route, climb)[1])
    assert sum(shares_by_group(steps).values()) == pytest.approx(total(route, climb)[1])
    assert (steps["step"] >= 0).all()
    assert set(steps["unit"]) == {UNITS[climb]}
    waits = steps[steps["kind"].eq("waiting")]
    assert (waits["start_km"] == waits["end_km"]).all()


@pytest.mark.parametrize("climb", CLIMBS)
@pytest.mark.parametrize("service", ["ordinary", "block_train"])
def test_the_steps_of_every_way_join_up_to_low_central_and_high_of_the_way(
    compiled: Compiled, climb: Climb, service: str
) -> None:
    found = answer(compiled, service=service)
    assert len(found.routes) > 2
    for route in found.routes:
        check_climb(found, route, climb)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(CLIMBS))
def test_they_do_in_networks_of_any_shape(seed: int, climb: Climb) -> None:
    compiled = compile_network(made_frames(seed, 20, 60))
    places = compiled.place_ids
    found = find_routes(compiled, RouteQuestion(origin=places[0], destination=places[-1], date=dt.date(2024, 6, 1)))
    for route in found.routes:
        check_climb(found, route, climb)


def test_waits_of_a_leg_stand_before_its_moving(compiled: Compiled) -> None:
    found = answer(compiled, modes=("rail",))
    steps = climb_steps(found.world, "ordinary", [("rail", found.routes[0])], "time")
    border = steps[steps["what"].str.contains("Gauge Break") & steps["leg"].eq(5)]
    assert border["what"].tolist() == [
        "border procedures between Gauge Break and Eastry",
        "Gauge Break to Eastry by rail",
    ]
    assert border["step"].tolist() == pytest.approx([30 / 24, 161 / 400])


def test_several_ways_stand_one_after_the_other_under_their_keys(compiled: Compiled) -> None:
    found = answer(compiled)
    ways = [(f"way {number}", route) for number, route in enumerate(found.routes)]
    steps = climb_steps(found.world, "ordinary", ways, "cost")
    assert list(dict.fromkeys(steps["way"])) == [key for key, _ in ways]
    assert steps.groupby("way")["start_km"].first().eq(0).all()


def test_without_ways_there_are_columns_and_no_steps(compiled: Compiled) -> None:
    steps = climb_steps(answer(compiled).world, "ordinary", [], "time")
    assert (len(steps), tuple(steps.columns)) == (0, STEP_COLUMNS)


def test_an_event_that_slows_a_link_is_a_step_at_the_border(compiled: Compiled) -> None:
    storm = answer(compiled, date=dt.date(2024, 11, 25), modes=("rail", "sea", "road"), via=("QUAYN", "QUAYS"))
    steps = climb_steps(storm.world, "ordinary", [("way", storm.routes[0])], "time")
    delay = steps[steps["what"].str.startswith("delay by an event")]
    assert delay["part"].tolist() == ["borders"]
    assert delay["step"].tolist() == [2.0]


def test_a_wait_says_what_is_waited_for_and_where(compiled: Compiled) -> None:
    found = answer(compiled, via=("QUAYN", "QUAYS"))
    said = climb_steps(found.world, "ordinary", [("way", found.routes[0])], "time")["what"].tolist()
    assert "handling in the port of Quay North" in said
    assert "waiting for the ship in Quay North" in said
    assert "handling at the terminal in Southend" in said


def test_every_part_has_a_group_and_a_name() -> None:
    groups = {group_of(part) for part in Part}
    assert groups == {"moving", "borders", "ships_and_ports", "changes"}
    assert len({say_part(part.name.lower()) for part in Part}) == len(Part)


def test_the_sentence_tells_moving_from_waiting_and_names_the_longest_wait(compiled: Compiled) -> None:
    found = answer(compiled, modes=("rail",))
    route = found.routes[0]
    time, cost, kg = (say_climb(route, climb_steps(found.world, "ordinary", [("k", route)], c), c) for c in CLIMBS)
    assert time == (
        f"Of 11 days {route.name}, 5.9 days go into moving and 5 days into borders, ports and changes. "
        "The largest of these: border procedures between Northgate and Crossway, 2 days."
    )
    assert cost.startswith(f"Of USD 90 a tonne {route.name}, USD 74 a tonne go into moving and USD 16 a tonne into")
    assert kg == f"50 kg CO2e a tonne {route.name}: 49 kg CO2e a tonne by rail."  # the rest in handling


def test_emissions_are_told_by_mode_the_dirtiest_first(compiled: Compiled) -> None:
    found = answer(compiled, by="time")
    route = found.routes[0]
    steps = climb_steps(found.world, "ordinary", [("k", route)], "emissions")
    listed = say_climb(route, steps, "emissions").split(": ")[1]
    assert listed.index("by road") < listed.index("by rail")
