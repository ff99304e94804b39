"""The league of closures, against closing everything by hand."""

import datetime as dt
import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import Frames
from dashboard.model.contingency.closables import list_closables
from dashboard.model.contingency.closure_studies import Study, ends_of, study_closures
from dashboard.model.contingency.closure_sums import EFFECTS, Intact, add_up_closures
from dashboard.model.contingency.contingencies import (
    ClosureAnswer,
    ClosureQuestion,
    ClosureQuestionError,
    find_closures,
)
from dashboard.model.flow.shipments import hours_and_usd, worth_of_hour
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, find_scenario
from dashboard.model.world.worlds import World, resolve_scenario

DAY = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def world(compiled: Compiled) -> World:
    return resolve_scenario(compiled, Scenario(DAY))


def league(world: World, **question: object) -> ClosureAnswer:
    return find_closures(world, ClosureQuestion(**question))  # type: ignore[arg-type]


def by_hand(study: Study, closed: tuple[int, ...]) -> np.ndarray:
    """Return the effects of a closure, each shipment searched for anew with the arcs shut."""
    total = np.zeros(len(EFFECTS))
    for shipment in range(study.shipments.count):
        mine = tuple(n for n in closed if n not in ends_of(study.shipments, study.closables, shipment))
        way, mt = study.way_without(shipment, mine), float(study.shipments.mt[shipment])
        if np.array_equal(way, study.base_way(shipment)):
            continue
        if not way.size:
            total += [1, mt, 0, 0, 0, 0]
            continue
        hours = study.costs.hours[way].sum() - study.base_hours[shipment]
        usd = study.costs.usd[way].sum() - study.base_usd[shipment]
        total += np.array([1, 0, mt, mt * hours, mt * usd, mt * (usd + worth_of_hour(study.world) * hours)])
    return total


def sums_of(study: Study, depth: int) -> dict[tuple[int, ...], np.ndarray]:
    """Return the effects of every closure as the sums give them."""
    intact = Intact(study.shipments.mt, study.base_hours, study.base_usd, worth_of_hour(study.world))
    count = study.closables.count
    sums = add_up_closures(
        study.found, count, intact, lambda weight, second: hours_and_usd(study.world, study.least, weight, second)
    )
    beyond = dict(zip(sums.keys.tolist(), sums.beyond, strict=True))
    if depth == 1:
        return {(a,): sums.single[a] for a in range(count)}
    return {
        (a, b): sums.single[a] + sums.single[b] + beyond.get(a * count + b, 0)
        for a, b in itertools.combinations(range(count), 2)
    }


@pytest.mark.parametrize("least", ["generalised", "time", "cost"])
@pytest.mark.parametrize("depth", [1, 2])
def test_every_closure_of_the_small_world_equals_closing_it_by_hand(world: World, depth: int, least: str) -> None:
    study = study_closures(world, depth, least)  # type: ignore[arg-type]
    for closed, effects in sums_of(study, depth).items():
        assert effects == pytest.approx(by_hand(study, closed), abs=1e-9), closed


def test_random_double_closures_of_the_real_network_equal_closing_them_by_hand(real: Frames) -> None:
    compiled = compile_network(real)
    study = study_closures(resolve_scenario(compiled, find_scenario(real, "latest-known")), 2)
    chance = random.Random(7)
    used = sorted({int(n) for rows in study.found for n in rows.first})
    sums = sums_of_pairs(study, [tuple(sorted(chance.sample(used, 2))) for _ in range(60)])
    for closed, effects in sums.items():
        assert effects == pytest.approx(by_hand(study, closed), rel=1e-6, abs=1e-6), closed


def sums_of_pairs(study: Study, pairs: list[tuple[int, ...]]) -> dict[tuple[int, ...], np.ndarray]:
    found = sums_of(study, 2)
    return {pair: found[pair] for pair in pairs}


def test_the_worst_closure_of_the_small_world_is_the_eastern_line(world: World) -> None:
    found = league(world)
    assert found.frame()["unserved_mt"].iloc[0] == 2
    assert found.sentence().startswith(
        "If Crossway–Northgate closes, 3 Mt a year move to the port of Quay North and the port of Quay South, "
        "2 Mt a year have no way by rail, and the mean journey of what moves grows by 3.5 days"
    )


def test_a_row_names_where_what_moves_goes_and_its_title(world: World) -> None:
    row = league(world).frame().iloc[0]
    assert row["moves_to"] == "the port of Quay North and the port of Quay South"
    assert league(world).offered[row["closed"]] == row["title"]


def test_towns_are_closed_only_where_asked_for(world: World) -> None:
    assert "CROSS" not in league(world).frame()["same"].iloc[0].split("|")
    assert set(league(world, kinds=("place",)).frame()["kind"]) == {"place"}


def test_closures_with_the_same_effect_stand_in_one_row(world: World) -> None:
    frame = league(world, kinds=()).frame()
    assert frame["same"].iloc[0].split("|") == [
        "EASTY-GAUGE", "CROSS", "EASTY", "GAUGE", "rail-cross-gauge", "rail-easty-south", "rail-north-cross",
    ]  # fmt: skip
    assert frame["same_count"].iloc[0] == 7


def test_the_ends_of_a_shipment_are_not_closed_for_it(world: World) -> None:
    closed = " ".join(league(world, kinds=(), top=1000).frame()["closed"])
    assert "NORTH" not in closed.split()
    assert "SOUTH" not in closed.split()


def test_a_row_holds_what_a_scenario_must_close(world: World, compiled: Compiled) -> None:
    row = league(world, kinds=("crossing",)).frame().query("closed == 'CROSS-NORTH'").iloc[0]
    scenario = Scenario(DAY, closed_links=tuple(row["closed_links"].split(";")))
    after = study_closures(resolve_scenario(compiled, scenario), 1)
    lost = after.shipments.mt[np.isinf(after.base_hours)].sum()
    assert lost == row["unserved_mt"]


def test_two_closures_that_cut_both_ways_come_first_and_do_more_than_either(world: World) -> None:
    frame = league(world, depth=2).frame()
    assert frame["unserved_mt"].iloc[0] == 5
    assert frame["unserved_jointly_mt"].iloc[0] == 3
    assert (frame["closed"].str.count(";") == 1).all()


def test_ranks_are_in_the_order_asked_for(world: World) -> None:
    for rank, column in (("hours", "moved_mt"), ("unserved", "unserved_mt"), ("cost", "million_usd_with_time")):
        values = league(world, rank=rank).frame()
        key = values["moved_mt"] * values["hours_longer"].fillna(0) if rank == "hours" else values[column]
        assert key.is_monotonic_decreasing


def test_the_joint_rank_puts_first_what_two_do_beyond_the_sum(world: World) -> None:
    jointly = league(world, depth=2, rank="joint").frame()["unserved_jointly_mt"]
    assert jointly.iloc[0] == jointly.max()


def test_only_the_kinds_asked_for_close(world: World) -> None:
    assert set(league(world, kinds=("port",), depth=2).frame()["kind"]) <= {"port;port"}
    assert league(world, kinds=("port",)).frame().empty
    assert league(world, kinds=("port",)).sentence() == "No closure that is counted here harms present freight."


def test_the_notes_state_metric_and_screening(world: World) -> None:
    notes = " ".join(league(world, depth=2, kinds=()).notes())
    assert "All 253 pairs of crossings, ports, straits, links and places were covered, none sampled" in notes
    assert "hours at USD 5 a tonne and day" in notes


def test_freight_without_a_way_is_named_and_not_counted(compiled: Compiled) -> None:
    shut = resolve_scenario(compiled, Scenario(DAY, closed_links=("rail-gauge-easty",)))
    found = league(shut)
    assert "Iran to Kazakhstan, steel" in " ".join(found.notes())
    assert (found.frame()["unserved_mt"] == 0).all()


def test_the_sources_are_those_of_the_demands(world: World) -> None:
    assert league(world).source_ids == ()  # the demands of the small world are judgements


@pytest.mark.parametrize("question", [{"kinds": ("moon",)}, {"depth": 3}, {"top": 0}])
def test_a_question_that_makes_no_sense_gets_one_sentence(world: World, question: dict[str, object]) -> None:
    with pytest.raises(ClosureQuestionError) as caught:
        league(world, **question)
    assert str(caught.value).endswith(".")


@settings(max_examples=20)
@given(st.sets(st.integers(0, 22), min_size=2, max_size=2))
def test_closing_more_never_helps(world: World, pair: set[int]) -> None:
    study = study_closures(world, 2)
    one, other = sorted(pair)
    both = by_hand(study, (one, other))
    weighed = [EFFECTS.index(name) for name in ("unserved_mt",)]
    assert (both[weighed] >= np.maximum(by_hand(study, (one,)), by_hand(study, (other,)))[weighed] - 1e-9).all()
    assert list_closables(world.compiled).count == 23


def test_the_real_league_answers_with_sentences(real: Frames) -> None:
    found = league(resolve_scenario(compile_network(real), find_scenario(real, "latest-known")), top=10)
    assert len(found.frame()) == 10
    assert found.frame()["sentence"].str.match(r"If .* closes, .*\.").all()
    assert found.source_ids
