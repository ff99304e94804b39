"""Single and double closures, against networkx on the graph with the closed arcs taken out."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.contingency.closures import Contingencies, Ways, find_contingencies


def ways_of(size: int, rows: list[tuple[int, int, float]]) -> Ways:
    """Return two-way links from (a, b, weight) rows; elements are the links, then the states as places."""
    tail, head, weight, elements = [], [], [], []
    for number, (a, b, w) in enumerate(rows):
        for u, v in ((a, b), (b, a)):
            tail.append(u)
            head.append(v)
            weight.append(w)
            elements.append((number, len(rows) + u, len(rows) + v))
    order = np.argsort(tail, kind="stable").astype(np.int32)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=size))]).astype(np.int32)
    ends = (np.array(c, dtype=np.int32) for c in (tail, head))
    w = np.array(weight, dtype=float)
    return Ways(indptr, order, *ends, w, np.ones(w.size), np.array(elements, dtype=np.int32), len(rows) + size)


def contingencies(ways: Ways, pairs: list[tuple[int, int]], depth: int = 2) -> Contingencies:
    sources, targets = (np.array(c, dtype=np.int32) for c in zip(*pairs, strict=True))
    return find_contingencies(ways, sources, targets, np.ones(ways.count, dtype=bool), depth)


def networkx_value(ways: Ways, pair: tuple[int, int], closed: set[int]) -> float:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(ways.indptr.size - 1))
    for arc in range(ways.tail.size):
        if not closed & set(ways.elements[arc].tolist()):
            u, v, w = int(ways.tail[arc]), int(ways.head[arc]), float(ways.weight[arc])
            if w < graph.get_edge_data(u, v, {"weight": math.inf})["weight"]:
                graph.add_edge(u, v, weight=w)
    try:
        return float(nx.dijkstra_path_length(graph, *pair))
    except nx.NetworkXNoPath:
        return math.inf


@st.composite
def worlds(draw: st.DrawFn) -> Ways:
    size = draw(st.integers(3, 7))
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] != p[1])
    return ways_of(
        size, [(a, b, w) for (a, b), w in draw(st.lists(st.tuples(pair, st.integers(1, 9)), min_size=2, max_size=12))]
    )


def value_under(found: Contingencies, pair: int, a: int, b: int = -1) -> float:
    """Return the best weight of a pair with one or two elements closed (-1 for none), read from the rows."""
    mine = found.pair == pair
    for first, other in ((a, b), (b, a)):
        alone = np.flatnonzero(mine & (found.first == first) & (found.other == -1))
        if first >= 0 and alone.size:
            both = np.flatnonzero(mine & (found.first == first) & (found.other == other))
            return float(found.weight[both[0] if other >= 0 and both.size else alone[0]])
    return float(found.base[pair])


#   0 --1-- 1 --1-- 3      the short way by 1, the long way by 2
#    \--2-- 2 --2--/
DIAMOND = ways_of(4, [(0, 1, 1), (1, 3, 1), (0, 2, 2), (2, 3, 2)])


def test_a_closure_on_the_best_way_sends_the_pair_the_long_way() -> None:
    found = contingencies(DIAMOND, [(0, 3)])
    assert found.base.tolist() == [2.0]
    assert value_under(found, 0, 0) == 4.0


def test_a_closure_elsewhere_changes_nothing_and_has_no_row() -> None:
    found = contingencies(DIAMOND, [(0, 3)])
    assert value_under(found, 0, 2) == 2.0
    assert 2 not in found.first


def test_two_closures_that_cut_both_ways_leave_no_way() -> None:
    assert math.isinf(value_under(contingencies(DIAMOND, [(0, 3)]), 0, 1, 2))


def test_the_second_measure_is_that_of_the_way_taken_instead() -> None:
    found = contingencies(DIAMOND, [(0, 3)])
    assert found.base_second.tolist() == [2.0]
    assert found.second[(found.first == 0) & (found.other == -1)].tolist() == [2.0]


def test_a_pair_without_a_way_has_no_rows() -> None:
    found = contingencies(ways_of(3, [(0, 1, 1)]), [(0, 2), (0, 1)], depth=1)
    assert math.isinf(found.base[0])
    assert set(found.pair.tolist()) == {1}


def test_what_may_not_be_closed_has_no_row() -> None:
    closable = np.zeros(DIAMOND.count, dtype=bool)
    ends = np.array([0], dtype=np.int32), np.array([3], dtype=np.int32)
    assert find_contingencies(DIAMOND, *ends, closable, 2).pair.size == 0


@settings(deadline=None, max_examples=50)
@given(worlds())
def test_every_single_and_double_closure_equals_networkx(ways: Ways) -> None:
    pairs = [(0, 2), (1, 0)]
    found = contingencies(ways, pairs)
    for row, pair in enumerate(pairs):
        for a in range(ways.count):
            assert value_under(found, row, a) == pytest.approx(networkx_value(ways, pair, {a}))
            for b in range(a):
                assert value_under(found, row, a, b) == pytest.approx(networkx_value(ways, pair, {a, b}))


@settings(deadline=None, max_examples=50)
@given(worlds())
def test_closing_more_never_makes_a_way_shorter(ways: Ways) -> None:
    found = contingencies(ways, [(0, 2)])
    assert (found.weight >= found.base[found.pair] - 1e-9).all()
    for first, other, weight in zip(found.first.tolist(), found.other.tolist(), found.weight.tolist(), strict=True):
        assert weight >= value_under(found, 0, first) - 1e-9 or other == -1
