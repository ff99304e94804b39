"""Freight as lines and points: each link with its load, and the full ones marked."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from corridor_data.load import load_tables
from dashboard.model.flow.freight import FreightAnswer, assign_freight
from dashboard.model.flow.freight_maps import load_courses, load_places
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.limits import element_id
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def answer(compiled: Compiled, growth: float, **scenario: object) -> FreightAnswer:
    world = resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **scenario}))  # type: ignore[arg-type]
    return assign_freight(world, FreightQuestion(growth=growth))


def test_the_loads_on_the_map_are_those_of_the_answer(compiled: Compiled) -> None:
    found = answer(compiled, 6)
    drawn = load_courses(found).set_index("link_id")
    loads = dict(zip(compiled.link_ids, found.found.load, strict=False))
    assert drawn["load_mt"].to_dict() == pytest.approx({link: loads[link] for link in drawn.index})
    known = drawn.dropna(subset=["capacity_mt"])
    assert (known["full_pct"] == 100 * known["load_mt"] / known["capacity_mt"]).all()
    assert (known["full_pct"] <= 100 + 1e-6).all()
    assert drawn.loc["road-cross-gauge", "full_pct"] is not None
    assert np.isnan(drawn.loc["road-cross-gauge", "full_pct"])


def test_links_are_full_loaded_or_the_rest(compiled: Compiled) -> None:
    found = answer(compiled, 6)
    marks = load_courses(found).set_index("link_id")["mark"]
    binding = {element_id(compiled, element) for element in found.binding}
    assert set(marks.index[marks.eq("full")]) == binding & set(compiled.link_ids)
    assert marks["rail-cross-gauge"] == "loaded"
    assert marks["road-north-quayn"] == "rest"
    assert "rail-quays-south" not in marks.index  # not built


def test_what_the_reader_shut_is_drawn_with_its_reason(compiled: Compiled) -> None:
    drawn = load_courses(answer(compiled, 1, closed_links=("rail-cross-gauge",))).set_index("link_id")
    assert drawn.loc["rail-cross-gauge", ["mark", "reason"]].tolist() == ["shut", "closed in this scenario"]


def test_a_full_gauge_change_is_a_point(compiled: Compiled) -> None:
    closed = ("road-gauge-easty", "sea-quayn-quays")
    found = answer(compiled, 3, closed_links=closed, capacity_kind="announced", date=dt.date(2029, 1, 1))
    assert {element_id(compiled, element) for element in found.binding} == {"rail-north-cross", "GAUGE/gauge_change"}
    assert load_places(found)[["place_id", "mark"]].to_numpy().tolist() == [["GAUGE", "full"]]


def test_without_freight_nothing_is_loaded(compiled: Compiled) -> None:
    found = answer(compiled, 0)
    assert set(load_courses(found)["mark"]) == {"rest"}
    assert load_places(found).empty
