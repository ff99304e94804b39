"""Assignments against an arc-form programme in scipy, and by adding a little capacity."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dashboard.model.flow.assignments import Carriage, DemandError, Demands, Planner, find_step

UNMET = 100.0


def carriage_of(size: int, rows: list[tuple[int, int, float, int]]) -> Carriage:
    """Return arcs from (tail, head, cost, element) rows; demands of class 1 may not use element 0."""
    tail, head, cost, element = (np.array(c) for c in zip(*rows, strict=True))
    ints = (c.astype(np.int32) for c in (tail, head))
    barred = np.zeros((2, len(rows)), dtype=bool)
    barred[1] = element == 0
    return Carriage(size, *ints, cost.astype(float), element.astype(np.int32), barred)


def demands_of(*rows: tuple[int, int, float]) -> Demands:
    """Return demands from (origin, destination, Mt a year) rows, all at the same unmet price."""
    origin, destination, mt = (np.array(c) for c in zip(*rows, strict=True))
    ends = (origin.astype(np.int32), destination.astype(np.int32))
    prices, kinds = np.full(len(rows), UNMET), np.zeros(len(rows), dtype=np.int32)
    return Demands(*ends, mt.astype(float), prices, kinds)


def oracle(carriage: Carriage, demands: Demands, capacity: np.ndarray) -> float:
    """Return the least cost by the arc form: one variable an arc and demand, one balance a state and demand."""
    n_demands, n_arcs = demands.origin.size, carriage.tail.size
    cost = np.concatenate([np.tile(carriage.cost, n_demands), demands.unmet_cost])
    balance = np.zeros((n_demands * carriage.size, cost.size))
    supply = np.zeros(n_demands * carriage.size)
    for d in range(n_demands):
        for arc in range(n_arcs):
            balance[d * carriage.size + carriage.tail[arc], d * n_arcs + arc] += 1
            balance[d * carriage.size + carriage.head[arc], d * n_arcs + arc] -= 1
        start, end = d * carriage.size + demands.origin[d], d * carriage.size + demands.destination[d]
        balance[start, n_demands * n_arcs + d] += 1
        balance[end, n_demands * n_arcs + d] -= 1
        supply[start] += demands.mt_per_year[d]
        supply[end] -= demands.mt_per_year[d]
    shared = np.zeros((capacity.size, cost.size))
    for arc in range(n_arcs):
        if carriage.element[arc] >= 0:
            shared[carriage.element[arc], [d * n_arcs + arc for d in range(n_demands)]] = 1
    return float(linprog(cost, A_ub=shared, b_ub=capacity, A_eq=balance, b_eq=supply, method="highs").fun)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Carriage, Demands, np.ndarray]:
    size = draw(st.integers(3, 6))
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] != p[1])
    links = draw(st.lists(st.tuples(pair, st.integers(1, 40), st.integers(0, 8)), min_size=2, max_size=9))
    rows = [(*ends[::turn], cost, number) for number, (ends, cost, _) in enumerate(links) for turn in (1, -1)]
    wishes = draw(st.lists(st.tuples(pair, st.integers(0, 6)), min_size=1, max_size=4))
    capacity = np.array([c / 2 for *_, c in links])
    return carriage_of(size, rows), demands_of(*[(*ends, mt) for ends, mt in wishes]), capacity


#   0 ==10 USD/t, limit 0== 1 --15 USD/t-- 2     and 0 --60 USD/t-- 2
TWO_WAYS = carriage_of(3, [(0, 1, 10, 0), (0, 2, 60, 1), (1, 2, 15, 2)])


def test_the_cheap_way_fills_first_and_its_limit_is_worth_the_difference() -> None:
    found = Planner(TWO_WAYS, demands_of((0, 2, 7)), 3).solve(np.array([5, np.inf, np.inf]))
    assert found.load.tolist() == [5, 2, 5]
    assert found.price.tolist() == [35, 0, 0]
    assert found.cost == pytest.approx(5 * 25 + 2 * 60)


def test_what_cannot_be_carried_stays_behind_at_its_price() -> None:
    found = Planner(TWO_WAYS, demands_of((0, 2, 7)), 3).solve(np.array([5, 1, np.inf]))
    assert found.unmet.tolist() == [1]
    assert found.price.tolist() == [UNMET - 25, UNMET - 60, 0]


def test_a_demand_keeps_off_the_arcs_that_its_class_may_not_use() -> None:
    demands = dataclasses.replace(demands_of((0, 2, 3), (0, 2, 3)), kind=np.array([0, 1], dtype=np.int32))
    assert Planner(TWO_WAYS, demands, 3).solve(np.full(3, np.inf)).load.tolist() == [3, 3, 3]


def test_a_demand_without_any_way_stays_behind_whole() -> None:
    found = Planner(TWO_WAYS, demands_of((2, 0, 3)), 3).solve(np.full(3, np.inf))
    assert (found.unmet.tolist(), found.ways) == ([3], ())


def test_a_limit_of_nothing_closes_the_way_and_a_later_call_opens_it_again() -> None:
    planner = Planner(TWO_WAYS, demands_of((0, 2, 7)), 3)
    assert planner.solve(np.array([0, np.inf, np.inf])).load.tolist() == [0, 7, 0]
    assert planner.solve(np.full(3, np.inf)).load.tolist() == [7, 0, 7]


def test_the_price_holds_until_the_dear_way_is_empty() -> None:
    step = find_step(Planner(TWO_WAYS, demands_of((0, 2, 7)), 3), np.array([5, np.inf, np.inf]), 0, 4.0)
    assert step.mt_per_year == pytest.approx(2, abs=0.005)
    assert step.carried == 0


def test_the_next_limit_to_bind_is_named_with_the_tonnes_unlocked() -> None:
    planner = Planner(TWO_WAYS, demands_of((0, 2, 9)), 3)
    step = find_step(planner, np.array([5, 0, 6]), 0, 4.0)
    assert step.mt_per_year == pytest.approx(1, abs=0.005)
    assert step.next_elements == (2,)
    assert step.carried == pytest.approx(1)


@settings(deadline=None, max_examples=40)
@given(worlds())
def test_a_price_holds_for_its_step_and_not_beyond(world: tuple[Carriage, Demands, np.ndarray]) -> None:
    carriage, demands, capacity = world
    planner = Planner(carriage, demands, capacity.size)
    base = planner.solve(capacity)
    most = 4.0
    for element in np.flatnonzero(base.price > 1e-3).tolist():
        step = find_step(planner, capacity, element, most, base)
        wider = capacity.copy()
        wider[element] += min(step.mt_per_year, most)
        saved = base.cost - planner.solve(wider).cost
        assert saved == pytest.approx(base.price[element] * min(step.mt_per_year, most), rel=1e-4, abs=1e-6)
        if step.mt_per_year < most * 0.98:
            wider[element] = capacity[element] + step.mt_per_year + most / 50
            more = base.cost - planner.solve(wider).cost
            assert more < base.price[element] * (step.mt_per_year + most / 50)


@pytest.mark.parametrize("row", [(0, 0, 1.0), (0, 7, 1.0), (0, 2, -1.0), (0, 2, math.nan), (0, 2, math.inf)])
def test_a_demand_that_makes_no_sense_is_refused(row: tuple[int, int, float]) -> None:
    with pytest.raises(DemandError, match="demand 0"):
        Planner(TWO_WAYS, demands_of(row), 3)


@settings(deadline=None, max_examples=60)
@given(worlds())
def test_the_cost_is_that_of_the_arc_form(world: tuple[Carriage, Demands, np.ndarray]) -> None:
    carriage, demands, capacity = world
    found = Planner(carriage, demands, capacity.size).solve(capacity)
    assert found.cost == pytest.approx(oracle(carriage, demands, capacity), abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(worlds())
def test_ways_and_leftovers_add_up_to_the_demand_within_every_limit(
    world: tuple[Carriage, Demands, np.ndarray],
) -> None:
    carriage, demands, capacity = world
    found = Planner(carriage, demands, capacity.size).solve(capacity)
    carried = np.zeros(demands.origin.size)
    for way in found.ways:
        carried[way.demand] += way.mt_per_year
        assert carriage.tail[way.arcs[0]] == demands.origin[way.demand]
        assert carriage.head[way.arcs[-1]] == demands.destination[way.demand]
        assert (carriage.head[list(way.arcs[:-1])] == carriage.tail[list(way.arcs[1:])]).all()
    assert carried + found.unmet == pytest.approx(demands.mt_per_year)
    assert (found.load <= capacity + 1e-7).all()


@settings(deadline=None, max_examples=40)
@given(worlds())
def test_a_price_lies_between_what_a_little_less_costs_and_a_little_more_saves(
    world: tuple[Carriage, Demands, np.ndarray],
) -> None:
    carriage, demands, capacity = world
    planner = Planner(carriage, demands, capacity.size)
    base = planner.solve(capacity)
    for element in np.flatnonzero(capacity > 0.01):
        less, more = capacity.copy(), capacity.copy()
        less[element] -= 0.01
        more[element] += 0.01
        saved = (base.cost - planner.solve(more).cost) / 0.01
        lost = (planner.solve(less).cost - base.cost) / 0.01
        assert saved - 1e-4 <= base.price[element] <= lost + 1e-4


@settings(deadline=None, max_examples=40)
@given(worlds(), st.randoms(use_true_random=False))
def test_a_warm_programme_answers_like_a_new_one(world: tuple[Carriage, Demands, np.ndarray], chance: object) -> None:
    carriage, demands, capacity = world
    planner = Planner(carriage, demands, capacity.size)
    planner.solve(capacity)
    changed = np.array([c * chance.choice([0, 0.5, 2]) for c in capacity])  # type: ignore[attr-defined]
    assert planner.solve(changed).cost == pytest.approx(Planner(carriage, demands, capacity.size).solve(changed).cost)
