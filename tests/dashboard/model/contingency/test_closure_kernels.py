"""Closures one or two at a time against networkx, on small random graphs."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.contingency import closure_kernels
from dashboard.model.world.compiled import rows_of
from dashboard.model.world.kernels import Floats, Ints

STATES, THINGS = 7, 5


class Graph:
    """Arcs with weights and a second measure; up to two of a few things shut each arc."""

    def __init__(self, seed: int, arcs: int) -> None:
        rng = np.random.default_rng(seed)
        ends = rng.integers(0, STATES, (arcs, 2))
        ends = ends[ends[:, 0] != ends[:, 1]]
        ends = ends[np.argsort(ends[:, 0], kind="stable")]
        self.tail, self.head = (np.ascontiguousarray(column, np.int32) for column in ends.T)
        self.weight, self.second = rng.uniform(0.1, 9, len(ends)), rng.uniform(0.1, 9, len(ends))
        self.things = np.where(rng.random((len(ends), 2)) < 0.6, rng.integers(0, THINGS, (len(ends), 2)), -1).astype(
            np.int32
        )
        self.closable = rng.random(THINGS) < 0.8
        self.indptr, self.slots = rows_of(self.tail, STATES)

    def twin(self, *shut: int) -> nx.MultiDiGraph:
        """Return the same graph for networkx without the arcs that some things shut."""
        graph = nx.MultiDiGraph()
        graph.add_nodes_from(range(STATES))
        for arc, (u, v) in enumerate(zip(self.tail.tolist(), self.head.tolist(), strict=True)):
            if not set(self.things[arc].tolist()) & set(shut):
                graph.add_edge(u, v, arc, weight=self.weight[arc], arc=arc)
        return graph

    def best(self, source: int, target: int, *shut: int) -> tuple[float, float, list[int]]:
        """Return weight, second measure and arcs of the best way with some things shut."""
        graph = self.twin(*shut)
        try:
            nodes = nx.shortest_path(graph, source, target, weight="weight")
        except nx.NetworkXNoPath:
            return np.inf, np.inf, []
        arcs = [min(graph[u][v], key=lambda arc: self.weight[arc]) for u, v in itertools.pairwise(nodes)]
        return float(self.weight[arcs].sum()), float(self.second[arcs].sum()), arcs

    def bounds(self, target: int) -> Floats:
        """Return the distance of every state to the target with nothing shut."""
        reach = nx.single_source_dijkstra_path_length(self.twin().reverse(), target)
        return np.array([reach.get(state, np.inf) for state in range(STATES)])

    def on(self, arcs: list[int]) -> set[int]:
        """Return what can be closed on some arcs."""
        return {thing for thing in self.things[arcs].ravel().tolist() if thing >= 0 and self.closable[thing]}


def branch(graph: Graph, pairs: list[tuple[int, int]], depth: int) -> tuple[Floats, Floats, Ints, Floats]:
    sources, targets = (np.array(column, np.int32) for column in zip(*pairs, strict=True))
    bounds = np.array([graph.bounds(int(target)) for target in targets])
    return closure_kernels.branch_on_ways(
        graph.indptr, graph.slots, graph.tail, graph.head, graph.weight, graph.second, graph.things, THINGS,
        graph.closable, bounds, sources, targets, np.arange(len(pairs), dtype=np.int32), depth,
    )  # fmt: skip


PAIRS = [(0, 6), (6, 0), (2, 5)]


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 100_000), st.integers(4, 26), st.integers(1, 2))
def test_every_row_holds_what_networkx_finds_with_the_same_things_shut(seed: int, arcs: int, depth: int) -> None:
    graph = Graph(seed, arcs)
    base, base_second, rows, values = branch(graph, PAIRS, depth)
    for pair, (source, target) in enumerate(PAIRS):
        weight, second, _ = graph.best(source, target)
        assert base[pair] == pytest.approx(weight)
        assert base_second[pair] == pytest.approx(second)
    for (pair, first, other), (weight, second) in zip(rows.tolist(), values.tolist(), strict=True):
        expected = graph.best(*PAIRS[pair], first, other)[:2] if other >= 0 else graph.best(*PAIRS[pair], first)[:2]
        assert (weight, second) == pytest.approx(expected)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 100_000), st.integers(4, 26))
def test_what_has_no_row_does_not_matter(seed: int, arcs: int) -> None:
    graph = Graph(seed, arcs)
    base, _, rows, values = branch(graph, PAIRS, 2)
    found = {
        (pair, frozenset({first, other} - {-1})): value
        for (pair, first, other), (value, _) in zip(rows.tolist(), values.tolist(), strict=True)
    }
    closable = np.flatnonzero(graph.closable).tolist()
    for pair, (source, target) in enumerate(PAIRS):
        for shut in itertools.chain(itertools.combinations(closable, 1), itertools.combinations(closable, 2)):
            worst = max(
                [
                    base[pair],
                    *(
                        found.get((pair, frozenset(part)), 0.0)
                        for n in (1, 2)
                        for part in itertools.combinations(shut, n)
                    ),
                ]
            )
            assert graph.best(source, target, *shut)[0] == pytest.approx(worst)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.integers(4, 26))
def test_single_closures_are_those_on_the_best_way_each_once(seed: int, arcs: int) -> None:
    graph = Graph(seed, arcs)
    _, _, rows, _ = branch(graph, PAIRS, 1)
    assert set(rows[:, 2].tolist()) <= {-1}
    for pair, ends in enumerate(PAIRS):
        mine = rows[rows[:, 0] == pair][:, 1].tolist()
        assert len(mine) == len(set(mine))
        assert set(mine) == graph.on(graph.best(*ends)[2])


def test_more_rows_than_there_was_room_for_are_all_kept() -> None:
    states = 60  # a line of roads, each beside its railway: every pair of closures on it makes a row
    tail = np.repeat(np.arange(states - 1, dtype=np.int32), 2)
    head = (tail + 1).astype(np.int32)
    things = np.arange(tail.size, dtype=np.int32)[:, None]
    indptr, slots = rows_of(tail, states)
    weight = np.where(np.arange(tail.size) % 2, 2.0, 1.0)
    bound = np.arange(states - 1, -1, -1, dtype=np.float64)[None]
    zero, last = np.zeros(1, np.int32), np.array([states - 1], np.int32)
    _, _, rows, values = closure_kernels.branch_on_ways(
        indptr, slots, tail, head, weight, weight, things, tail.size, np.ones(tail.size, np.bool_), bound,
        zero, last, zero, 2,
    )  # fmt: skip
    assert len(rows) == (states - 1) * states
    detours = np.isfinite(values[:, 0])
    assert (values[detours, 0] == states - 1 + 1 + (rows[detours, 2] >= 0)).all()
    assert (~detours).sum() == states - 1  # road and railway of one stretch
