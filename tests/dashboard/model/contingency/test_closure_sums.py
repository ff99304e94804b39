"""Effects of closures added up over made shipments, against adding them up one by one."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.contingency.closure_sums import EFFECTS, Intact, Sums, add_up_closures
from dashboard.model.contingency.closures import Contingencies, Ways, find_contingencies
from dashboard.model.world.compiled import rows_of
from dashboard.model.world.kernels import Floats
from tests.dashboard.model.contingency.test_closures import value_under

WORTH = 0.5
UNSERVED, MOVED, HOURS = (EFFECTS.index(name) for name in ("unserved_mt", "moved_mt", "mt_hours"))
Arcs = list[tuple[int, int, int]]


def ways_of(size: int, arcs: Arcs) -> Ways:
    """Return arcs (from, to, weight), each of which can be closed, both measures alike."""
    tail, head, weight = (np.array(column) for column in zip(*arcs, strict=True))
    tail, head, weight = tail.astype(np.int32), head.astype(np.int32), weight.astype(float)
    indptr, slots = rows_of(tail, size)
    things = np.arange(len(arcs), dtype=np.int32)[:, None]
    return Ways(indptr, slots, tail, head, weight, weight.copy(), things, len(arcs))


def study(ways: Ways, pairs: list[tuple[int, int]]) -> list[Contingencies]:
    closable = np.ones(ways.count, np.bool_)
    return [find_contingencies(ways, np.array([a], np.int32), np.array([b], np.int32), closable, 2) for a, b in pairs]


def added(found: list[Contingencies], mt: Floats) -> tuple[Sums, Intact]:
    base = np.array([rows.base[0] for rows in found])
    intact = Intact(mt, base, base.copy(), WORTH)
    count = 1 + max((int(max(rows.first.max(initial=-1), rows.other.max(initial=-1))) for rows in found), default=0)
    return add_up_closures(found, count, intact, lambda weight, second: (weight, second)), intact


DIAMOND: Arcs = [(0, 1, 1), (1, 3, 1), (0, 2, 2), (2, 3, 2)]
"""Two ways from 0 to 3, of 2 and of 4."""


def test_a_single_closure_moves_a_shipment_to_the_longer_way() -> None:
    found = study(ways_of(4, DIAMOND), [(0, 3)])
    sums, _ = added(found, np.array([5.0]))
    row = dict(zip(EFFECTS, sums.single[0].tolist(), strict=True))
    assert row == {
        "shipments": 1, "unserved_mt": 0, "moved_mt": 5, "mt_hours": 10, "mt_usd": 10,
        "mt_usd_with_time": pytest.approx(10 + WORTH * 10),
    }  # fmt: skip


def test_two_closures_that_cut_both_ways_leave_all_of_it_unserved() -> None:
    found = study(ways_of(4, DIAMOND), [(0, 3)])
    sums, _ = added(found, np.array([5.0]))
    count = len(sums.single)
    beyond = dict(zip(sums.keys.tolist(), sums.beyond, strict=True))
    both = sums.single[0] + sums.single[2] + beyond[0 * count + 2]
    assert both[UNSERVED] == 5
    assert both[MOVED] == pytest.approx(0)
    assert both[HOURS] == pytest.approx(0)


def test_two_closures_on_one_way_do_what_one_of_them_does() -> None:
    found = study(ways_of(4, DIAMOND), [(0, 3)])
    sums, _ = added(found, np.array([5.0]))
    beyond = dict(zip(sums.keys.tolist(), sums.beyond, strict=True))
    assert sums.single[0] + sums.single[1] + beyond[1] == pytest.approx(sums.single[0])


def test_pairs_stand_once_and_ascending() -> None:
    sums, _ = added(study(ways_of(4, DIAMOND), [(0, 3), (0, 3), (0, 1)]), np.array([1.0, 2.0, 3.0]))
    assert sums.keys.tolist() == sorted(set(sums.keys.tolist()))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[int, Arcs, list[tuple[int, int]]]:
    size = draw(st.integers(3, 6))
    node = st.integers(0, size - 1)
    pair = st.tuples(node, node).filter(lambda p: p[0] != p[1])
    arcs = draw(st.lists(st.tuples(pair, st.integers(1, 9)), min_size=3, max_size=9))
    return size, [(a, b, w) for (a, b), w in arcs], draw(st.lists(pair, min_size=1, max_size=3))


@settings(max_examples=80)
@given(worlds())
def test_every_double_closure_is_what_its_shipments_lose_one_by_one(
    world: tuple[int, Arcs, list[tuple[int, int]]],
) -> None:
    size, arcs, pairs = world
    found = study(ways_of(size, arcs), pairs)
    mt = np.arange(1.0, len(pairs) + 1)
    sums, intact = added(found, mt)
    count = len(sums.single)
    beyond = dict(zip(sums.keys.tolist(), sums.beyond, strict=True))
    for one, other in itertools.combinations(range(count), 2):
        got = sums.single[one] + sums.single[other] + beyond.get(one * count + other, 0.0)
        unserved = hours = 0.0
        for row, tonnes in zip(range(len(pairs)), mt.tolist(), strict=True):
            if math.isinf(intact.hours[row]):
                continue
            then = value_under(found[row], 0, one, other)
            unserved += tonnes if math.isinf(then) else 0.0
            hours += 0.0 if math.isinf(then) else tonnes * (then - intact.hours[row])
        assert got[UNSERVED] == pytest.approx(unserved, abs=1e-9)
        assert got[HOURS] == pytest.approx(hours, abs=1e-9)
