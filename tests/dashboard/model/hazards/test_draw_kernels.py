"""Simulated years: stretches of shut gates day by day, and the best way under each set against networkx."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.hazards import draw_kernels
from dashboard.model.world.compiled import rows_of

STATES = 7
LENGTH = 30.0


def bits_of(gates: set[int], words: int) -> list[int]:
    """Return a set of gates as words of 64 bits."""
    return [sum(1 << (gate % 64) for gate in gates if gate // 64 == word) for word in range(words)]


def gates_of(words: np.ndarray) -> set[int]:
    """Return the gates that are set in words of 64 bits."""
    return {64 * at + bit for at, word in enumerate(words.tolist()) for bit in range(64) if word >> bit & 1}


CLOSURES = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([0, 1, 2, 63, 64, 69]), st.integers(0, 29), st.integers(1, 30)),
    min_size=1,
    max_size=10,
)


@settings(max_examples=150, deadline=None)
@given(CLOSURES)
def test_stretches_are_the_days_of_each_year_by_what_is_shut_on_them(closures: list[tuple[int, int, int, int]]) -> None:
    changes = [(year, float(start), gate, True) for year, gate, start, _ in closures]
    changes += [
        (year, float(start + days), gate, False) for year, gate, start, days in closures if start + days < LENGTH
    ]
    changes.sort(key=lambda change: change[:2])
    year, day, gate, closes = (np.array(column) for column in zip(*changes, strict=True))
    of_year, bits, days = draw_kernels.sets_of_years(
        year.astype(np.int32), day, gate.astype(np.int32), closes, 2, 70, LENGTH
    )
    found: dict[tuple[int, frozenset[int]], float] = {}
    for number, words, stretch in zip(of_year.tolist(), bits, days.tolist(), strict=True):
        key = number, frozenset(gates_of(words))
        found[key] = found.get(key, 0.0) + stretch
    expected: dict[tuple[int, frozenset[int]], float] = {}
    for number in range(4):
        for today in range(int(LENGTH)):
            shut = frozenset(g for y, g, start, length in closures if y == number and start <= today < start + length)
            if shut:
                expected[number, shut] = expected.get((number, shut), 0.0) + 1
    assert found == expected


class Graph:
    """Arcs with weights, a second measure and up to two gates each."""

    def __init__(self, seed: int, arcs: int, gates: int) -> None:
        rng = np.random.default_rng(seed)
        ends = rng.integers(0, STATES, (arcs, 2))
        ends = ends[ends[:, 0] != ends[:, 1]]
        ends = ends[np.argsort(ends[:, 0], kind="stable")]
        self.gates = gates
        self.tail, self.head = (np.ascontiguousarray(column, np.int32) for column in ends.T)
        self.weight, self.second = rng.uniform(0.1, 9, len(ends)), rng.uniform(0.1, 9, len(ends))
        self.of_arc = np.where(rng.random((len(ends), 2)) < 0.6, rng.integers(0, gates, (len(ends), 2)), -1).astype(
            np.int32
        )
        self.indptr, self.slots = rows_of(self.tail, STATES)

    def best(self, shut: set[int]) -> float:
        """Return the least weight from the first to the last state with some gates shut."""
        return nx.single_source_dijkstra_path_length(self._twin(shut), 0).get(STATES - 1, np.inf)

    def _twin(self, shut: set[int]) -> nx.MultiDiGraph:
        graph = nx.MultiDiGraph()
        graph.add_nodes_from(range(STATES))
        for arc, (u, v) in enumerate(zip(self.tail.tolist(), self.head.tolist(), strict=True)):
            if not set(self.of_arc[arc].tolist()) & shut:
                graph.add_edge(u, v, arc, weight=self.weight[arc])
        return graph

    def values(self, sets: list[set[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
        """Return what the kernel finds under each set of gates."""
        words = 1 + (self.gates - 1) // 64
        reach = nx.single_source_dijkstra_path_length(self._twin(set()).reverse(), STATES - 1)
        bound = np.array([reach.get(state, np.inf) for state in range(STATES)])
        bits = np.array([bits_of(gates, words) for gates in sets], np.uint64)
        return draw_kernels.values_of_sets(
            self.indptr, self.slots, self.tail, self.head, self.weight, self.second, self.of_arc, self.gates,
            bound, 0, STATES - 1, bits,
        )  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100_000), st.integers(3, 24), st.sampled_from([3, 5, 70]), st.data())
def test_the_way_under_a_set_of_gates_is_the_best_that_networkx_finds(
    seed: int, arcs: int, gates: int, data: st.DataObject
) -> None:
    graph = Graph(seed, arcs, gates)
    sets = data.draw(st.lists(st.sets(st.integers(0, gates - 1)), min_size=1, max_size=8))
    weights, seconds, avoided, _ = graph.values([set(), *sets])
    assert weights.tolist() == pytest.approx([graph.best(shut) for shut in [set(), *sets]])
    assert np.array_equal(np.isfinite(weights), np.isfinite(seconds))
    for shut, words, weight in zip([set(), *sets], avoided, weights.tolist(), strict=True):
        around = gates_of(words)
        assert around <= shut
        assert graph.best(around) == pytest.approx(weight)  # what is avoided alone makes the way as long


def test_the_same_set_is_searched_for_once() -> None:
    graph = Graph(7, 24, 5)
    once, many = graph.values([{0, 1}, {2}]), graph.values([{0, 1}, {2}] * 50)
    assert many[3] == once[3]
    assert many[0].tolist() == once[0].tolist() * 50


def test_more_sets_than_there_was_room_for_are_all_kept() -> None:
    stretches = 13  # a road, and beside each of its stretches a detour that doubles the length
    tail = np.repeat(np.arange(stretches, dtype=np.int32), 2)
    head = (tail + 1).astype(np.int32)
    weight = np.where(np.arange(tail.size) % 2, 2.0, 1.0)
    gates = np.where(np.arange(tail.size) % 2, -1, tail)[:, None].astype(np.int32)
    indptr, slots = rows_of(tail, stretches + 1)
    bound = np.arange(stretches, -1, -1, dtype=np.float64)
    sets = np.arange(2**stretches, dtype=np.uint64)[:, None]
    weights, seconds, avoided, searches = draw_kernels.values_of_sets(
        indptr, slots, tail, head, weight, weight, gates, stretches, bound, 0, stretches, sets
    )
    shut = np.array([int(bits).bit_count() for bits in sets[:, 0]])
    assert (weights == stretches + shut).all()
    assert (seconds == weights).all()
    assert np.array_equal(avoided, sets)
    assert searches == 2**stretches
