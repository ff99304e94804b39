"""Pledges of the small world against its neck at the border."""

import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.flow.feasibility import PledgeAnswer, PledgeQuestion, find_feasibility
from dashboard.model.records.readings import UnknownPairError
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def answer(compiled: Compiled, scenario: dict[str, object] | None = None, **question: object) -> PledgeAnswer:
    world = resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **(scenario or {})}))  # type: ignore[arg-type]
    return find_feasibility(world, PledgeQuestion(**question))  # type: ignore[arg-type]


def test_every_standing_pledge_has_one_row_and_one_sentence(compiled: Compiled) -> None:
    frame = answer(compiled).frame()
    assert len(frame)
    assert frame["pledge_id"].is_unique
    assert all(text.endswith(".") for text in frame["sentence"])


def test_tonnes_are_dollars_over_dollars_a_tonne(compiled: Compiled) -> None:
    frame = answer(compiled).frame()
    told = frame[frame["usd_per_t"].notna()]
    assert (told["pledged"] / told["usd_per_t"] / 1e6).to_numpy() == pytest.approx(told["wanted"].to_numpy())
    assert (told["wanted_low"] <= told["wanted"]).all()
    assert (told["wanted"] <= told["wanted_high"]).all()


def test_a_pledge_in_money_without_a_unit_value_cannot_be_told_in_tonnes(compiled: Compiled) -> None:
    frame = answer(compiled).frame()
    blank = frame[frame["wanted"].isna()]
    assert (blank["fits_today"] == "not_measurable").all()


def test_announced_works_only_ever_add_room(compiled: Compiled) -> None:
    frame = answer(compiled, horizon=2028).frame().dropna(subset=["room_announced", "room_today"])
    assert (frame["room_announced"] >= frame["room_today"] - 1e-9).all()


def test_what_is_delayed_past_the_year_adds_no_room(compiled: Compiled) -> None:
    frame = answer(compiled, horizon=2028, delay=3).frame().dropna(subset=["room_announced", "room_delayed"])
    assert (frame["room_delayed"] <= frame["room_announced"] + 1e-9).all()


def test_a_closed_border_leaves_no_room_by_rail(compiled: Compiled) -> None:
    frame = answer(compiled, {"closed_links": ("rail-gauge-easty",)}).frame()
    assert set(frame.loc[frame["wanted"].notna(), "fits_today"]) <= {"no_way"}


def test_an_unknown_pair_is_refused_in_one_sentence(compiled: Compiled) -> None:
    with pytest.raises(UnknownPairError, match="IRN-XXX"):
        answer(compiled, pair="IRN-XXX")


def test_the_notes_say_that_it_is_no_forecast(compiled: Compiled) -> None:
    assert "not a forecast" in answer(compiled).notes()[0]


def test_what_moves_between_the_two_takes_no_room_from_their_own_pledge(compiled: Compiled) -> None:
    own = answer(compiled, pair="IRN-KAZ").frame()["room_today"].iloc[0]
    other = answer(compiled, pair="IRN-TKM").frame()["room_today"].iloc[0]
    assert own == 4.0  # the border carries 4 Mt a year, all of it theirs to use
    assert other == 0.0  # and their 5 Mt fill it for everybody else


def test_a_planned_link_counts_from_the_year_announced_and_not_before(compiled: Compiled) -> None:
    rooms = {
        year: answer(compiled, modes=("rail", "sea"), pair="IRN-TKM", horizon=year).frame()["room_announced"].iloc[0]
        for year in (2027, 2028)
    }
    assert rooms[2028] > rooms[2027]  # the railway from the quay opens in 2028, and the border is widened


def test_a_late_link_adds_nothing_yet(compiled: Compiled) -> None:
    row = answer(compiled, modes=("rail", "sea"), pair="IRN-TKM", horizon=2028, delay=1).frame().iloc[0]
    assert row["room_delayed"] < row["room_announced"]


def test_the_sentence_says_by_which_modes(compiled: Compiled) -> None:
    assert "by rail" in answer(compiled, pair="IRN-KAZ").sentence()
    assert "by rail and road" in answer(compiled, modes=("rail", "road"), pair="IRN-KAZ").sentence()
    assert "by any mode" in answer(compiled, modes=()).subtitle()


def test_no_known_limit_and_no_way_are_not_counted_as_fitting(compiled: Compiled) -> None:
    found = answer(compiled, modes=("road",))
    assert found.frame()["fits_today"].tolist() == ["no_way", "no_known_limit"]
    assert "0 fit by road" in found.sentence()
    assert found.sentence().endswith("1 has no way at all, for 1 no known figure sets a limit.")


def test_a_figure_for_unknown_capacities_sets_a_limit(compiled: Compiled) -> None:
    found = answer(compiled, modes=("road",), pair="IRN-TKM", unknown_mt=1.0)
    assert 0 <= found.frame()["room_today"].iloc[0] <= 1
    assert "taken at 1 Mt a year" in found.notes()[-1]


def test_the_links_that_are_full_are_named_with_what_they_leave(compiled: Compiled) -> None:
    row = answer(compiled, pair="IRN-KAZ").frame().iloc[0]
    assert row["fails_first"] == "the gauge change at Gauge Break (5 Mt a year)"
    assert "first full is the gauge change at Gauge Break" in row["sentence"]


def test_more_may_move_already_than_there_is_room_for(compiled: Compiled) -> None:
    row = answer(compiled, pair="IRN-KAZ").frame().iloc[0]
    assert row["moves_now"] > row["room_today"]
    assert row["fails_in_year"] == 2024
    assert row["sentence"].endswith("More moves between the two already than there is room by rail.")


def test_pledges_come_with_the_largest_shortfall_first(compiled: Compiled) -> None:
    bars = answer(compiled).bars()
    short = bars["wanted"] - bars["room_announced"]
    assert short.is_monotonic_decreasing
    assert len(answer(compiled).each()) == len(answer(compiled).frame())


def test_the_room_of_today_is_of_the_kind_of_capacity_asked_for(compiled: Compiled) -> None:
    kinds = {kind: answer(compiled, {"capacity_kind": kind}, pair="IRN-KAZ") for kind in ("practical", "nameplate")}
    assert "nameplate capacity in 2024" in kinds["nameplate"].subtitle()
    assert "practical capacity in 2024" in kinds["practical"].subtitle()
    rooms = [found.frame()["room_today"].iloc[0] for found in kinds.values()]
    assert rooms == [4.0, 4.0]  # the border has no other figure than the practical one
