"""How much fits through the small world, in numbers and in words."""

import datetime as dt
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.flow.capacity import CapacityAnswer, CapacityQuestion, capacity_as_json, find_capacity
from dashboard.model.flow.pipes import nodes_of_places
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.ends import EndError, FlowQuestionError, places_of_end
from dashboard.model.world.limits import element_id, filled
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def answer(compiled: Compiled, scenario: dict[str, object] | None = None, **question: object) -> CapacityAnswer:
    world = resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **(scenario or {})}))  # type: ignore[arg-type]
    return find_capacity(world, CapacityQuestion(**question))  # type: ignore[arg-type]


def named(found: CapacityAnswer, elements: tuple[int, ...]) -> list[str]:
    return [element_id(found.world.compiled, e) for e in elements]


def test_the_border_railway_binds_between_the_two_countries(compiled: Compiled) -> None:
    found = answer(compiled)
    assert [cut.value for cut in found.cuts] == [3, 4, 6]
    assert named(found, found.binding) == ["rail-gauge-easty"]


def test_the_sentence_says_what_binds_and_what_would_bind_next(compiled: Compiled) -> None:
    assert answer(compiled).sentence() == (
        "4 Mt a year fit from Kazakhstan to Iran. The binding link is the Gauge Break–Eastry railway at 4 Mt a year; "
        "then the gauge change at Gauge Break at 5 Mt a year."
    )


def test_what_is_left_after_present_traffic_is_another_answer(compiled: Compiled) -> None:
    found = answer(compiled, gross="spare")
    assert found.value == 1.5
    assert "left after present traffic" in found.subtitle()


def test_all_modes_add_the_ferry_to_the_railway(compiled: Compiled) -> None:
    found = answer(compiled, modes=())
    assert found.value == 6 + 2
    assert named(found, found.binding) == ["rail-north-cross", "sea-quayn-quays"]


def test_a_road_that_nobody_measured_leaves_the_flow_without_a_known_limit(compiled: Compiled) -> None:
    found = answer(compiled, from_end="TKM", modes=())
    assert math.isinf(found.value)
    assert "No known figure limits" in found.sentence()


def test_a_reader_can_put_a_figure_where_none_is_published(compiled: Compiled) -> None:
    found = answer(compiled, from_end="TKM", modes=(), unknown_mt=1.0)
    assert math.isfinite(found.value)
    assert any("1 Mt a year each" in note for note in found.notes())


def test_a_missing_capacity_that_matters_is_named_with_what_is_left_without_it(compiled: Compiled) -> None:
    found = answer(compiled, modes=("sea", "road"), from_end="QUAYN", to_end="SOUTH")
    assert found.value == 2
    assert set(found.gaps()["element"]) == {"QUAYS/port"}
    assert found.gaps()["without_it_mt_per_year"].tolist() == [0]


def test_a_flow_without_room_is_told_as_nothing(compiled: Compiled) -> None:
    found = answer(compiled, modes=("sea", "road"), from_end="QUAYN", to_end="SOUTH", unknown_mt=0.0)
    assert found.sentence().startswith("Nothing fits from")


def test_a_closed_border_leaves_no_way_and_says_so(compiled: Compiled) -> None:
    found = answer(compiled, {"closed_links": ("rail-gauge-easty",)})
    assert (found.value, found.frame().empty) == (0, True)
    assert found.sentence() == "No way is open from Kazakhstan to Iran."


def test_the_frame_gives_flow_capacity_and_what_it_rests_on(compiled: Compiled) -> None:
    row = answer(compiled).frame().set_index("element").loc["rail-gauge-easty"]
    assert (row["flow_mt_per_year"], row["mt_per_year"], row["binds"]) == (4, 4, "both")
    assert row["fact_ids"] == "cf-border-cap;cf-border-cap-b"


def test_what_binds_stands_before_what_only_carries(compiled: Compiled) -> None:
    found = answer(compiled, modes=())
    assert found.frame()["element"].tolist()[: len(found.binding)] == named(found, found.binding)


def test_the_sources_are_those_of_the_facts(compiled: Compiled) -> None:
    facts = compiled.frames.corridor_facts.set_index("fact_id")["source_id"]
    assert facts["cf-border-cap"] in answer(compiled).source_ids


@pytest.mark.parametrize(
    ("origin", "destination"), [("Atlantis", "IRN"), ("IRN", "IRN"), ("SOUTH", "IRN"), ("WLD", "IRN")]
)
def test_ends_that_are_unknown_or_the_same_get_one_sentence(compiled: Compiled, origin: str, destination: str) -> None:
    with pytest.raises(EndError) as caught:
        answer(compiled, from_end=origin, to_end=destination)
    assert str(caught.value).endswith((".", "?"))


def test_the_printed_shape_holds_both_cuts_and_no_infinity(compiled: Compiled) -> None:
    printed = capacity_as_json(answer(compiled, from_end="TKM", modes=()))
    assert printed["max_flow_mt_per_year"] is None
    assert capacity_as_json(answer(compiled))["cuts"] == [["rail-gauge-easty"], ["rail-gauge-easty"]]


def test_announced_capacity_comes_with_its_year(compiled: Compiled) -> None:
    values = [
        answer(compiled, {"date": dt.date(year, 6, 1), "capacity_kind": "announced"}).value for year in (2027, 2028)
    ]
    assert values == [4, 5]


@settings(deadline=None, max_examples=30)
@given(st.sets(st.sampled_from(["rail-cross-gauge", "rail-easty-south", "road-quays-south", "sea-quayn-quays"])))
def test_closing_more_never_lets_more_through(compiled: Compiled, closed: set[str]) -> None:
    before = answer(compiled, modes=(), unknown_mt=2.0)
    after = answer(compiled, {"closed_links": tuple(sorted(closed))}, modes=(), unknown_mt=2.0)
    assert after.value <= before.value + 1e-9


@settings(deadline=None, max_examples=20)
@given(st.floats(0.1, 9))
def test_low_central_and_high_are_in_order_whatever_is_put_for_the_unknown(compiled: Compiled, unknown: float) -> None:
    low, central, high = (cut.value for cut in answer(compiled, modes=(), unknown_mt=unknown).cuts)
    assert low <= central + 1e-9
    assert central <= high + 1e-9


def test_a_step_is_the_cut_of_the_network_with_the_earlier_ones_widened(compiled: Compiled) -> None:
    found = answer(compiled, modes=(), unknown_mt=2.0)
    capacity = filled(found.limits, 2.0)[:, 1]
    assert len(found.steps) > 1
    ends = [nodes_of_places(compiled, places_of_end(compiled, end)) for end in ("KAZ", "IRN")]
    for rung in found.steps:
        assert found.plumbing.cut(capacity, *ends).value == pytest.approx(rung.central)
        assert rung.low <= rung.central + 1e-9
        assert rung.central <= rung.high + 1e-9
        capacity[list(rung.elements)] = np.inf


def test_the_ladder_never_falls(compiled: Compiled) -> None:
    ladder = answer(compiled, modes=(), unknown_mt=2.0).ladder()
    assert ladder["mt"].is_monotonic_increasing
    assert ladder["rank"].tolist() == list(range(1, len(ladder) + 1))


def test_the_map_marks_the_cut_and_leaves_out_other_modes(compiled: Compiled) -> None:
    found = answer(compiled)
    courses = found.courses()
    assert set(courses["mode"]) == {"rail"}
    assert set(courses.loc[courses["mark"] == "cut", "link_id"]) == {
        element_id(compiled, e) for e in found.binding if e < len(compiled.link_ids)
    }


@pytest.mark.parametrize("question", [{"unknown_mt": -1.0}, {"stretch": 0.5}, {"modes": ("air",)}])
def test_numbers_and_words_that_make_no_sense_get_one_sentence(compiled: Compiled, question: dict[str, object]) -> None:
    with pytest.raises(FlowQuestionError) as caught:
        answer(compiled, **question)
    assert str(caught.value).endswith(".")
