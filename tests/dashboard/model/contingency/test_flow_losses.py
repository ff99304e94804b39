"""What closures take from a greatest flow, against solving every one of them with networkx."""

import datetime as dt
import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import Frames
from dashboard.model.contingency.contingencies import ClosureQuestionError
from dashboard.model.contingency.flow_kernels import branch_on_flow
from dashboard.model.contingency.flow_losses import FlowLossAnswer, FlowLossQuestion, find_flow_closures
from dashboard.model.flow.capacity import CapacityQuestion, EndError, find_capacity
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


def league(world: World, depth: int = 1, **question: object) -> FlowLossAnswer:
    asked = CapacityQuestion(**{"modes": (), "unknown_mt": 1.0, **question})  # type: ignore[arg-type]
    return find_flow_closures(world, FlowLossQuestion(asked, depth))


def lost_by_hand(world: World, question: CapacityQuestion, closed: tuple[int, ...], found: FlowLossAnswer) -> float:
    """Return what fits in a scenario in which the things are closed."""
    items = [found.closables.items[n] for n in closed]
    scenario = Scenario(
        world.scenario.date,
        scenario_id=world.scenario.scenario_id,
        closed_links=tuple(sorted({*world.scenario.closed_links, *(link for item in items for link in item.links)})),
        closed_places=tuple(sorted({place for item in items for place in item.places})),
        capacity_kind=world.scenario.capacity_kind,
    )
    return find_capacity(resolve_scenario(world.compiled, scenario), question).value


def value_of(found: FlowLossAnswer, closed: tuple[int, ...]) -> float:
    """Return what the rows say is left: that of the pair, else of the one that matters, else everything."""
    rows = {
        frozenset({int(a), int(b)} - {-1}): float(v)
        for a, b, v in zip(found.losses.first, found.losses.other, found.losses.left, strict=True)
    }
    alone = [rows.get(frozenset({n}), found.losses.base) for n in closed]
    return rows.get(frozenset(closed), min(alone))


def test_the_worst_closure_of_the_small_world_leaves_the_ferry(world: World) -> None:
    found = league(world)
    assert found.losses.base == pytest.approx(find_capacity(world, found.question.capacity).value)
    assert found.sentence() == "If Crossway–Northgate closes, 1 Mt a year of 6 Mt a year still fit."


def test_two_closures_that_cut_every_way_leave_nothing(world: World) -> None:
    assert league(world, depth=2).sentence().endswith("close, nothing of 6 Mt a year still fits.")


def test_closures_that_leave_the_same_stand_in_one_row(world: World) -> None:
    frame = league(world).frame()
    assert frame["same"].iloc[0] == "EASTY-GAUGE|CROSS|EASTY|GAUGE"
    assert frame["left_mt_per_year"].is_unique


def test_what_is_lost_and_what_is_left_add_up(world: World) -> None:
    found = league(world, depth=2)
    assert (found.frame()["lost_mt_per_year"] + found.frame()["left_mt_per_year"]).tolist() == pytest.approx(
        [found.losses.base] * len(found.frame())
    )


def test_a_loss_names_the_sources_of_the_capacities_that_the_flow_rests_on(world: World) -> None:
    found = league(world)
    assert found.source_ids == find_capacity(world, found.question.capacity).source_ids != ()


def test_two_closures_are_shown_only_where_they_take_more_than_the_worse_one(world: World) -> None:
    found = league(world, depth=2)
    for row in found.frame().itertuples():
        one, other = (found.closables.index[name] for name in str(row.closed).split(";"))
        assert row.left_mt_per_year < min(value_of(found, (one,)), value_of(found, (other,)))


def test_a_flow_without_a_known_limit_says_what_is_left(world: World) -> None:
    found = league(world, from_end="TKM", unknown_mt=None)
    assert math.isinf(found.losses.base)
    assert "no known figure limits" in found.sentence()
    assert found.frame()["lost_mt_per_year"].isna().all()


def test_single_and_double_closures_of_the_small_world_equal_closing_them(world: World) -> None:
    found = league(world, depth=2, stretch=10.0)  # so long that no closure changes which ways count
    ends = {found.closables.index[name] for name in ("NORTH", "SOUTH")}
    numbers = [n for n in range(found.closables.count) if n not in ends]
    for one, other in itertools.combinations(numbers, 2):
        expected = lost_by_hand(world, found.question.capacity, (one, other), found)
        got = value_of(found, (representative(found, one), representative(found, other)))
        assert got == pytest.approx(expected, abs=1e-9), (found.closables.items[one], found.closables.items[other])


def representative(found: FlowLossAnswer, number: int) -> int:
    """Return the thing under which one stands that closes the very same pipes."""
    same = {
        "EASTY-GAUGE": (),
        "rail-north-cross": "CROSS-NORTH",
        "sea-quayn-quays": "QUAYN/port",
        "QUAYS/port": "QUAYN/port",
    }
    name = same.get(found.closables.items[number].name) or found.closables.items[number].name
    return found.closables.index[name]


def test_random_closures_of_the_real_network_equal_closing_them(real: Frames) -> None:
    compiled = compile_network(real)
    world = resolve_scenario(compiled, find_scenario(real, "latest-known"))
    # With a bound on detours a closure would also change which ways count, so here nearly all ways do.
    asked = CapacityQuestion(unknown_mt=10.0, stretch=10)
    found = find_flow_closures(world, FlowLossQuestion(asked, 2))
    pairs = np.flatnonzero(found.losses.other >= 0)
    chosen = np.random.default_rng(3).choice(pairs, 12, replace=False)
    for row in chosen.tolist():
        closed = (int(found.losses.first[row]), int(found.losses.other[row]))
        assert lost_by_hand(world, asked, closed, found) == pytest.approx(found.losses.left[row])


@pytest.mark.parametrize(
    ("question", "error"),
    [({"depth": 3}, ClosureQuestionError), ({"kinds": ("moon",)}, ClosureQuestionError)],
)
def test_a_question_that_makes_no_sense_gets_one_sentence(
    world: World, question: dict[str, object], error: type[ValueError]
) -> None:
    with pytest.raises(error) as caught:
        find_flow_closures(world, FlowLossQuestion(**question))  # type: ignore[arg-type]
    assert str(caught.value).endswith(".")


def test_ends_that_are_the_same_are_refused(world: World) -> None:
    with pytest.raises(EndError):
        league(world, from_end="IRN", to_end="IRN")


@st.composite
def pipes(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    size = draw(st.integers(3, 6))
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] != p[1])
    return size, [(a, b, c) for (a, b), c in draw(st.lists(st.tuples(pair, st.integers(0, 9)), min_size=2, max_size=9))]


def networkx_flow(size: int, rows: list[tuple[int, int, int]], closed: set[int]) -> float:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    for number, (a, b, capacity) in enumerate(rows):
        if number not in closed:
            for u, v in ((a, b), (b, a)):
                before = graph.get_edge_data(u, v, {"capacity": 0})["capacity"]
                graph.add_edge(u, v, capacity=before + capacity)
    return float(nx.maximum_flow_value(graph, 0, size - 1))


@settings(max_examples=60)
@given(pipes())
def test_every_single_and_double_closure_of_pipes_equals_networkx(case: tuple[int, list[tuple[int, int, int]]]) -> None:
    size, rows = case
    tail = np.array([end for a, b, _ in rows for end in (a, b)], np.int32)
    head = np.array([end for a, b, _ in rows for end in (b, a)], np.int32)
    room = np.repeat(np.array([c for _, _, c in rows], float), 2)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=size))]).astype(np.int32)
    slots = np.argsort(tail, kind="stable").astype(np.int32)
    things = np.arange(len(rows), dtype=np.int32)[:, None]
    base, found, left = branch_on_flow(indptr, slots, head, room, things, np.ones(len(rows), np.bool_), 0, size - 1, 2)
    assert base == pytest.approx(networkx_flow(size, rows, set()))
    values = {frozenset(set(row) - {-1}): v for row, v in zip(found.tolist(), left.tolist(), strict=True)}
    for one, other in itertools.combinations_with_replacement(range(len(rows)), 2):
        alone = min(values.get(frozenset({n}), base) for n in (one, other))
        got = values.get(frozenset({one, other}), alone)
        assert got == pytest.approx(networkx_flow(size, rows, {one, other}))
