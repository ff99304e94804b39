"""All pledges at once on the small world, whose border carries 4 Mt a year by rail."""

import dataclasses
import datetime as dt
import math

import pytest

from corridor_data.load import Frames
from dashboard.model.flow.feasibility import PledgeQuestion
from dashboard.model.flow.joint_pledges import JointAnswer, find_joint_pledges
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.ends import FlowQuestionError
from dashboard.model.world.scenario import Scenario, find_scenario
from dashboard.model.world.worlds import resolve_scenario

DAY = dt.date(2024, 7, 1)


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


def answer(compiled: Compiled, scenario: Scenario | None = None, **question: object) -> JointAnswer:
    world = resolve_scenario(compiled, scenario or Scenario(DAY))
    return find_joint_pledges(world, PledgeQuestion(**question))  # type: ignore[arg-type]


def test_what_moves_already_is_part_of_a_pledge_and_not_added_again(compiled: Compiled) -> None:
    row = answer(compiled).frame().set_index("pair").loc["IRN-KAZ"]
    assert row["moves_now"] == 5.0  # grain and steel
    assert row["added_mt"] == pytest.approx(row["wanted"] - row["moves_now"])


def test_a_pair_that_nothing_moves_between_adds_its_whole_pledge(compiled: Compiled) -> None:
    row = answer(compiled).frame().set_index("pair").loc["IRN-TKM"]
    assert math.isnan(row["moves_now"])
    assert row["added_mt"] == row["wanted"] == 2.0


def test_carried_and_left_behind_add_up_to_what_is_added(compiled: Compiled) -> None:
    for modes in (("rail",), ("rail", "sea"), ()):
        frame = answer(compiled, modes=modes).frame()
        assert (frame["carried_mt"] + frame["no_room_mt"] + frame["no_way_mt"]).tolist() == pytest.approx(
            frame["added_mt"].tolist()
        )
        assert (frame[["carried_mt", "no_room_mt", "no_way_mt"]] >= -1e-9).all(axis=None)


def test_the_border_carries_no_more_than_it_can(compiled: Compiled) -> None:
    found = answer(compiled)
    assert found.frame()["carried_mt"].sum() == pytest.approx(4.0)
    assert "2.71 Mt a year would find the ways full" in found.sentence()
    assert found.short()["element"].tolist() == ["rail-gauge-easty"]
    assert "the Gauge Break–Eastry railway" in found.short_sentence()


def test_a_full_link_names_the_sources_of_its_capacity_and_of_the_pledges_that_use_it(small: Frames) -> None:
    targets = small.trade_targets.assign(source_id="communique")
    found = answer(compile_network(dataclasses.replace(small, digest="communique", trade_targets=targets)))
    assert found.short()["source_ids"].tolist() == ["communique;kz-stat;news-two;railway"]


def test_no_way_is_not_the_same_as_no_room(compiled: Compiled) -> None:
    frame = answer(compiled, Scenario(DAY, closed_links=("rail-gauge-easty",))).frame()
    assert (frame["no_room_mt"] == 0).all()
    assert frame["no_way_mt"].sum() == pytest.approx(frame["added_mt"].sum())


def test_where_nobody_publishes_a_capacity_the_sentence_says_so(compiled: Compiled) -> None:
    assert "without a known capacity set no limit" in answer(compiled, modes=()).sentence()


def test_an_unknown_capacity_of_nothing_leaves_more_behind(compiled: Compiled) -> None:
    free, tight = (answer(compiled, modes=(), unknown_mt=mt).frame()["carried_mt"].sum() for mt in (None, 0.0))
    assert tight < free


def test_a_pledge_below_what_moves_takes_nothing_away(compiled: Compiled, small: Frames) -> None:
    targets = small.trade_targets.assign(value=small.trade_targets["value"] / 1000)
    little = compile_network(dataclasses.replace(small, digest=f"{small.digest}-little", trade_targets=targets))
    row = answer(little).frame().set_index("pair").loc["IRN-KAZ"]
    assert row["wanted"] < row["moves_now"]
    assert row["added_mt"] == 0


def test_a_number_that_makes_no_sense_is_refused(compiled: Compiled) -> None:
    with pytest.raises(FlowQuestionError):
        answer(compiled, delay=-1)


def test_the_real_pledges_are_carried_or_named(real: Frames) -> None:
    compiled = compile_network(real)
    found = answer(compiled, find_scenario(real, "latest-known"))
    frame = found.frame().set_index("pair")
    assert frame.loc["IRN-IRQ", "no_way_mt"] > 0  # no railway joins the two
    assert frame.loc["IRN-IRQ", "no_room_mt"] == 0
    assert found.source_ids
    assert "any mode" not in " ".join(found.notes())
