"""Two scenarios side by side: what moves, what it takes and costs, and the sentence."""

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import Frames, load_tables
from dashboard.model.flow.comparison_maps import difference_courses
from dashboard.model.flow.comparisons import CompareQuestion, Comparison, compare_worlds, find_comparison
from dashboard.model.flow.shipments import list_shipments
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, ScenarioError
from dashboard.model.world.sides import FirstSide, SecondSide
from dashboard.model.world.worlds import resolve_scenario
from tests.made_worlds import SMALL

COMPILED = compile_network(load_tables(SMALL))
DAY = dt.date(2024, 7, 1)


def compared(first: dict[str, Any] | None = None, unknown_mt: float | None = None, **second: Any) -> Comparison:
    asked = CompareQuestion(unknown_mt), FirstSide("", date=DAY, **(first or {})), SecondSide("", date=DAY, **second)
    return find_comparison(COMPILED, asked)


def test_a_scenario_beside_itself_changes_nothing_and_says_so() -> None:
    found = compared()
    assert found.sentence() == (
        "With “Network of 1 Jul 2024” in place of “Network of 1 Jul 2024”, present freight moves as it does."
    )
    assert found.settings_sentence() == "A and B are set alike."
    assert found.links_sentence() == "No link carries another load in B than in A."
    assert found.pairs_sentence() == "0 of 2 flows of freight change."
    assert not found.frame()["difference_mt"].any()


def test_a_shut_border_sends_its_freight_elsewhere_or_leaves_it_behind() -> None:
    found = compared(closed=("rail-gauge-easty",), name="Border shut")
    first, rest = found.sentence().split(". ", 1)
    assert first == (
        "With “Border shut” in place of “Network of 1 Jul 2024”, 4 Mt a year that run on the Gauge Break–Eastry "
        "railway would have to go elsewhere"
    )
    assert rest.startswith("2 Mt a year more would stay behind.")
    row = found.frame().set_index("link_id").loc["rail-gauge-easty"]
    assert (row["change"], row["first_mt"], row["second_mt"]) == ("closed", 4, 0)


def test_a_link_that_opens_is_told_with_what_would_run_on_it() -> None:
    found = compared(opened=("rail-quays-south",), closed=("rail-gauge-easty",))
    assert found.frame().set_index("link_id").loc["rail-quays-south", "change"] == "opened"
    assert "would run on the Quay South–Southend railway" in found.sentence()


def test_a_rate_raised_costs_more_and_hours_stay() -> None:
    found = compared(rates=("rail=1.001",))
    assert "cost USD" in found.sentence()
    assert " more: USD " in found.sentence()
    assert "hours" not in found.sentence()


def test_a_border_slowed_takes_longer_in_the_words_of_time() -> None:
    found = compared(slowed=("EASTY=2",))
    assert "take 2 hours longer" in found.sentence()


def test_the_reverse_comparison_has_the_reverse_differences() -> None:
    bend = {"rates": ("rail=1.3",), "closed": ("road-quays-south",)}
    there, back = compared(**bend), compared(first=bend)
    one = there.pairs().set_index("demand_id").sort_index()
    other = back.pairs().set_index("demand_id").sort_index()
    for name in ("difference_hours", "difference_usd_per_t", "difference_unmet_mt"):
        np.testing.assert_allclose(one[name], -other[name], atol=1e-9)


def test_settings_are_told_by_name_and_kept_as_ids() -> None:
    settings = compared(closed=("rail-gauge-easty",), cost_factor=1.5).settings().set_index("field")
    assert settings.loc["closed_links", ["setting", "first", "second", "second_value"]].tolist() == [
        "Links shut", "nothing", "Gauge Break–Eastry railway", "rail-gauge-easty",
    ]  # fmt: skip
    assert settings.loc["cost_factor", ["first", "second"]].tolist() == ["1", "1.5"]
    assert len(settings) == 2


def test_the_map_marks_what_opens_what_shuts_and_where_loads_differ() -> None:
    rows = difference_courses(compared(opened=("rail-quays-south",), closed=("rail-gauge-easty",)))
    marks = rows.set_index("link_id")["mark"]
    assert (marks["rail-quays-south"], marks["rail-gauge-easty"]) == ("opened", "closed")
    known = {"opened", "closed", "rest", *(f"{way}-{n}" for way in ("more", "less") for n in range(3))}
    assert set(marks) <= known
    more = rows[rows["mark"].str.startswith("more")]
    assert (more["second_mt"] > more["first_mt"]).all()


@settings(max_examples=15)
@given(st.sets(st.sampled_from(COMPILED.link_ids), max_size=4), st.floats(0.5, 3))
def test_tonnes_carried_and_left_behind_are_all_there_is_in_both(closed: set[str], unknown: float) -> None:
    found = compared(closed=tuple(sorted(closed)), unknown_mt=unknown)
    for side in (found.first, found.second):
        np.testing.assert_allclose(side.carried + side.unmet, list_shipments(COMPILED).mt, atol=1e-6)
    assert found.second.unmet.sum() >= found.first.unmet.sum() - 1e-6
    assert found.sentence().endswith(".")
    assert "nan" not in found.sentence()


@pytest.mark.parametrize(
    "bend",
    [
        {"scenario": "sc-0"},
        {"closed": ("rail-gauge-easty",), "opened": ("rail-gauge-easty",)},
        {"closed_places": ("TOKYO",)},
        {"cost_factor": 0.0},
        {"slowed": ("SOUTH=3",)},
    ],
)
def test_a_side_without_sense_is_refused_in_one_sentence(bend: dict[str, Any]) -> None:
    with pytest.raises(ScenarioError) as caught:
        find_comparison(COMPILED, (CompareQuestion(), FirstSide("sc-2024"), SecondSide(**{"scenario": "", **bend})))
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def real_network(real: Frames) -> Compiled:
    return compile_network(real)


def test_every_named_scenario_can_be_held_against_the_latest_known_state(real_network: Compiled) -> None:
    for name in real_network.frames.scenarios["scenario_id"]:
        found = find_comparison(real_network, (CompareQuestion(), FirstSide(), SecondSide(name)))
        assert found.sentence().startswith("With “")
        assert "nan" not in found.sentence()


def test_rasht_astara_carries_freight_and_makes_it_cheaper(real_network: Compiled) -> None:
    found = find_comparison(real_network, (CompareQuestion(), FirstSide(), SecondSide()))
    assert "would run on the Astara (IR)–Rasht railway" in found.sentence()
    assert " less: USD " in found.sentence()


def test_worlds_are_compared_under_the_names_they_are_given() -> None:
    one, other = (resolve_scenario(COMPILED, Scenario(DAY, cost_factor=factor)) for factor in (1.0, 1.001))
    found = compare_worlds(("cheap", one), ("dear", other))
    assert found.sentence().startswith("With “dear” in place of “cheap”, on average over the")
    assert found.source_ids
    assert "“cheap” beside “dear”" in found.subtitle()
