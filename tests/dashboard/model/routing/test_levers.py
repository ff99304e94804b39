"""Levers: what is to be least is a line in each of them, against a table with the number changed."""

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from corridor_data.load import load_tables
from dashboard.model.routing.levers import Lever, list_levers
from dashboard.model.routing.route_filters import values_by
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.states import scenario_of
from dashboard.model.world.worlds import World, resolve_scenario

FRAMES = load_tables(Path(__file__).parents[3] / "small")
SMALL = compile_network(FRAMES)


def ask(by: str, **wishes: object) -> RouteQuestion:
    return RouteQuestion(**{"origin": "NORTH", "destination": "SOUTH", "date": dt.date(2024, 6, 1), "by": by, **wishes})  # type: ignore[arg-type]


def levers(by: str, **wishes: object) -> tuple[World, list[Lever]]:
    answer = find_routes(SMALL, ask(by, **wishes))
    ways = tuple(np.array(route.arcs, np.int32) for route in answer.routes)
    return answer.world, list(list_levers(answer.world, "ordinary", by, ways))


def with_number(parameter: str, value: float) -> Compiled:
    table = FRAMES.parameters.copy()
    table.loc[table["parameter_id"].eq(parameter), "value"] = value
    return compile_network(dataclasses.replace(FRAMES, digest=f"{parameter}={value}", parameters=table))


BYS = ("time", "cost", "emissions", "generalised")


@pytest.mark.parametrize("by", BYS)
@pytest.mark.parametrize("factor", [0.5, 0.9, 1.7])
def test_a_rate_or_speed_changed_in_the_table_moves_every_arc_along_its_line(by: str, factor: float) -> None:
    world, found = levers(by)
    before = values_by(world, "ordinary", by)
    rates = [lever for lever in found if lever.lever_id in SMALL.parameters.ids]
    assert rates
    for lever in rates:
        number = lever.today * factor
        x = 1 / number if lever.inverse else number
        changed = with_number(lever.lever_id, number)
        other = resolve_scenario(changed, scenario_of(changed.frames, ask(by)))
        moved = values_by(other, "ordinary", by)
        assert moved == pytest.approx(before + lever.slope * (x - lever.x), rel=1e-5, abs=1e-4)


@pytest.mark.parametrize("by", BYS)
def test_today_s_number_belongs_to_today_s_x(by: str) -> None:
    for lever in levers(by)[1]:
        assert lever.number(lever.x) == pytest.approx(lever.today)
        assert lever.today > 0
        assert (lever.slope >= 0).all()
        assert lever.slope.any()


def test_the_value_of_time_is_a_lever_of_cost_with_time_only() -> None:
    assert "value_of_time" in {lever.lever_id for lever in levers("generalised")[1]}
    for by in ("time", "cost", "emissions"):
        assert "value_of_time" not in {lever.lever_id for lever in levers(by)[1]}


def test_nothing_changes_a_distance() -> None:
    assert levers("distance")[1] == []


def test_waits_are_those_of_the_ways_and_named_by_place() -> None:
    subjects = {lever.lever_id: lever.subject for lever in levers("time")[1]}
    assert subjects["place:GAUGE:gauge"] == "the gauge change at Gauge Break"
    assert subjects["border:rail-gauge-easty:out"] == "the border Gauge Break–Eastry"
    assert subjects["ship:sea-quayn-quays:out"] == "the wait for the ship Quay North–Quay South"
    assert subjects["place:QUAYN:load"] == "loading and waiting for a ship at Quay North"
    assert len(subjects) == len(levers("time")[1])


def test_the_delay_of_an_event_is_a_lever_too() -> None:
    storm = levers("time", date=dt.date(2024, 11, 25), via=("QUAYN", "QUAYS"))[1]
    delay = next(lever for lever in storm if lever.subject == "the delay on Quay North–Quay South")
    assert (delay.today, delay.unit) == (48, "hours")


def test_a_rate_says_where_it_holds() -> None:
    subjects = {lever.lever_id: lever.subject for lever in levers("time")[1]}
    assert subjects["speed-rail"] == "the speed by rail where no other figure holds"
    assert subjects["speed-rail-kaz"] == "the speed by rail in Kazakhstan"
