"""Present freight through the small world: grain southwards, steel northwards by rail, one neck at the border."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.flow.freight import FreightAnswer, assign_freight
from dashboard.model.flow.freight_maps import load_courses
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.flow.widenings import widening_project
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.ends import FlowQuestionError
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def answer(compiled: Compiled, scenario: dict[str, object] | None = None, **question: object) -> FreightAnswer:
    world = resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **(scenario or {})}))  # type: ignore[arg-type]
    return assign_freight(world, FreightQuestion(**question))  # type: ignore[arg-type]


def pairs(found: FreightAnswer) -> dict[str, float]:
    return found.pairs().set_index("demand_id")["carried_mt_per_year"].to_dict()


def test_all_freight_finds_room_where_the_roads_have_no_known_limit(compiled: Compiled) -> None:
    found = answer(compiled)
    assert found.found.unmet.sum() == pytest.approx(0)
    assert pairs(found) == pytest.approx({"dm-grain": 3, "dm-steel": 2})


def test_both_directions_share_the_border(compiled: Compiled) -> None:
    loads = answer(compiled, unknown_mt=0.0).frame().set_index("element")["load_mt_per_year"]
    assert loads["rail-gauge-easty"] == pytest.approx(4)


def test_freight_that_must_go_by_rail_stays_behind_when_the_border_shuts(compiled: Compiled) -> None:
    found = answer(compiled, {"closed_links": ("rail-gauge-easty",)})
    assert pairs(found)["dm-steel"] == 0
    assert pairs(found)["dm-grain"] == pytest.approx(3)


def test_the_sentence_names_what_stays_behind_and_the_dearest_link(compiled: Compiled) -> None:
    text = answer(compiled, unknown_mt=0.0, growth=2.0).sentence()
    assert "do not" in text
    assert "one more tonne of room saves USD" in text


def test_freight_of_nothing_is_carried_without_a_price(compiled: Compiled) -> None:
    found = answer(compiled, growth=0.0)
    assert found.binding == ()
    assert found.frame().empty
    assert found.prices().empty


def test_the_users_of_the_border_are_listed_with_their_tonnes(compiled: Compiled) -> None:
    users = answer(compiled, unknown_mt=0.0).users("rail-gauge-easty")
    assert users["mt_per_year"].sum() == pytest.approx(4)


def test_the_price_table_says_how_far_a_price_holds(compiled: Compiled) -> None:
    found = answer(compiled, unknown_mt=0.0, growth=2.0)
    table = found.prices().set_index("element")
    row = table.iloc[0]
    assert row["usd_per_t"] > 0
    assert row["holds_mt_per_year"] > 0


def test_a_price_names_the_sources_of_its_capacity_and_of_the_project(compiled: Compiled) -> None:
    found = answer(compiled, unknown_mt=0.0, growth=2.0)
    assert found.prices().set_index("element").loc["rail-gauge-easty", "source_ids"] == "news-two;railway"
    assert len(found.demands_on(found.binding[0])) == len(found.users("rail-gauge-easty")) == 1


def test_low_and_high_demand_are_other_columns(compiled: Compiled) -> None:
    sums = [answer(compiled, level=level).freight.demands.mt_per_year.sum() for level in ("low", "mt_per_year", "high")]
    assert sums == [3, 5, 8]


def test_the_result_says_that_it_is_a_model_and_what_it_assumes(compiled: Compiled) -> None:
    notes = " ".join(answer(compiled).notes())
    assert "not a statistic" in notes
    assert "a judgement" in notes
    assert "without limit" in notes


def test_a_link_without_a_project_has_none(compiled: Compiled) -> None:
    assert np.isnan(widening_project(compiled.frames, "road-cross-gauge")["project_usd"])


@pytest.mark.parametrize(
    "question", [{"growth": -1.0}, {"growth": float("nan")}, {"unmet_usd_per_t": 0.0}, {"unknown_mt": -2.0}]
)
def test_numbers_that_make_no_sense_are_refused_in_one_sentence(compiled: Compiled, question: dict[str, Any]) -> None:
    with pytest.raises(FlowQuestionError) as caught:
        answer(compiled, **question)
    assert str(caught.value).endswith(".")


def test_the_map_marks_full_links_and_says_how_loaded_the_others_are(compiled: Compiled) -> None:
    found = answer(compiled, unknown_mt=0.0)
    courses = load_courses(found).set_index("link_id")
    assert courses.loc["rail-gauge-easty", "mark"] == "full"
    assert courses.loc["rail-gauge-easty", "full_pct"] == pytest.approx(100)
    assert (courses.loc[courses["mark"] == "rest", "load_mt"] == 0).all()


def test_the_link_looked_at_is_the_dearest_unless_another_is_named(compiled: Compiled) -> None:
    found = answer(compiled, unknown_mt=0.0)
    assert found.dearest == found.prices()["element"].iloc[0]
    assert found.dearest in found.offered
    assert found.users().equals(found.users(found.dearest))
    assert found.users("nothing").empty
    assert "No freight" in found.users_sentence("nothing")


def test_what_is_not_carried_in_full_is_listed(compiled: Compiled) -> None:
    found = answer(compiled, unknown_mt=0.0, growth=2.0)
    short = found.unmet()
    assert short["unmet_mt_per_year"].sum() == pytest.approx(found.found.unmet.sum())
    assert str(len(short)) in found.unmet_sentence()
    assert set(short["why"]) == {"no room"}


def test_no_way_and_no_room_are_different_words(compiled: Compiled) -> None:
    shut = answer(compiled, {"closed_links": ("rail-gauge-easty",)}, unknown_mt=0.0).unmet()
    assert "no way is open" in set(shut["why"])
    dear = answer(compiled, unmet_usd_per_t=0.01).unmet()
    assert set(dear["why"]) == {"too dear"}


@settings(deadline=None, max_examples=15)
@given(st.floats(0, 3), st.floats(0, 3))
def test_more_freight_never_costs_less(compiled: Compiled, one: float, other: float) -> None:
    few, many = (answer(compiled, unknown_mt=1.0, growth=g).found.cost for g in sorted((one, other)))
    assert few <= many + 1e-6


@settings(deadline=None, max_examples=15)
@given(st.floats(0, 6))
def test_carried_and_left_behind_add_up_to_what_was_wanted(compiled: Compiled, unknown: float) -> None:
    frame = answer(compiled, unknown_mt=unknown, growth=1.7).pairs()
    total = frame["carried_mt_per_year"] + frame["unmet_mt_per_year"]
    assert total.to_numpy() == pytest.approx(frame["wanted_mt_per_year"].to_numpy())
