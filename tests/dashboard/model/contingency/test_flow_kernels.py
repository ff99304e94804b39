"""Greatest flows, and what is left of them under closures, against networkx on small random graphs."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.contingency import flow_kernels
from dashboard.model.world.compiled import rows_of

NODES, THINGS = 7, 6
SOURCE, SINK = 0, NODES - 1


class Pipes:
    """Undirected pipes as pairs of arcs; up to two of a few things close each."""

    def __init__(self, seed: int, pipes: int) -> None:
        rng = np.random.default_rng(seed)
        self.a = rng.integers(0, NODES, pipes)
        self.b = (self.a + rng.integers(1, NODES, pipes)) % NODES
        self.size = np.round(rng.uniform(0.2, 5, pipes), 1)
        self.things = np.where(rng.random((pipes, 2)) < 0.7, rng.integers(0, THINGS, (pipes, 2)), -1).astype(np.int32)
        self.closable = rng.random(THINGS) < 0.8
        tail = np.column_stack([self.a, self.b]).ravel().astype(np.int32)
        self.head = np.column_stack([self.b, self.a]).ravel().astype(np.int32)
        self.capacity = np.repeat(self.size, 2)
        self.indptr, self.slots = rows_of(tail, NODES)

    def twin(self, *shut: int) -> float:
        """Return the greatest flow by networkx with some things closed."""
        graph = nx.Graph()
        graph.add_nodes_from(range(NODES))
        for pipe, (u, v) in enumerate(zip(self.a.tolist(), self.b.tolist(), strict=True)):
            if not set(self.things[pipe].tolist()) & set(shut):
                more = graph.get_edge_data(u, v, {"capacity": 0.0})["capacity"]
                graph.add_edge(u, v, capacity=more + self.size[pipe])
        return float(nx.maximum_flow_value(graph, SOURCE, SINK))

    def flow(self) -> tuple[float, np.ndarray]:
        """Return the greatest flow and what every arc still takes."""
        room, level, at = self.capacity.copy(), np.empty(NODES, np.int32), np.empty(NODES, np.int32)
        work = np.empty(NODES + 1, np.int32)
        value = flow_kernels.greatest_flow(self.indptr, self.slots, self.head, room, SOURCE, SINK, level, at, work)
        return value, room

    def branch(self, depth: int) -> tuple[float, np.ndarray, np.ndarray]:
        return flow_kernels.branch_on_flow(
            self.indptr, self.slots, self.head, self.capacity, self.things, self.closable, SOURCE, SINK, depth
        )


SEEDS, SIZES = st.integers(0, 100_000), st.integers(1, 18)


@settings(max_examples=150, deadline=None)
@given(SEEDS, SIZES)
def test_the_greatest_flow_is_that_of_networkx(seed: int, size: int) -> None:
    pipes = Pipes(seed, size)
    assert pipes.flow()[0] == pytest.approx(pipes.twin())


@settings(max_examples=80, deadline=None)
@given(SEEDS, SIZES)
def test_what_flows_in_flows_out_and_no_pipe_takes_more_than_it_holds(seed: int, size: int) -> None:
    pipes = Pipes(seed, size)
    value, room = pipes.flow()
    assert (room >= -1e-9).all()
    along = (room[1::2] - room[::2]) / 2
    assert (np.abs(along) <= pipes.size + 1e-9).all()
    balance = np.zeros(NODES)
    np.add.at(balance, pipes.a, along)
    np.add.at(balance, pipes.b, -along)
    assert balance[SOURCE] == pytest.approx(value)
    assert balance[SINK] == pytest.approx(-value)
    assert balance[1:SINK] == pytest.approx(np.zeros(NODES - 2))


@settings(max_examples=100, deadline=None)
@given(SEEDS, SIZES, st.integers(1, 2))
def test_every_row_is_what_networkx_lets_through(seed: int, size: int, depth: int) -> None:
    pipes = Pipes(seed, size)
    base, rows, values = pipes.branch(depth)
    assert base == pytest.approx(pipes.twin())
    for (first, other), value in zip(rows.tolist(), values.tolist(), strict=True):
        assert value == pytest.approx(pipes.twin(first, *([other] if other >= 0 else [])))
    assert len({frozenset(row) for row in rows.tolist()}) == len(rows)


@settings(max_examples=80, deadline=None)
@given(SEEDS, SIZES)
def test_a_closure_without_a_row_takes_nothing_away(seed: int, size: int) -> None:
    pipes = Pipes(seed, size)
    base, rows, values = pipes.branch(2)
    found = {frozenset(row) - {-1}: value for row, value in zip(rows.tolist(), values.tolist(), strict=True)}
    closable = np.flatnonzero(pipes.closable).tolist()
    for count in (1, 2):
        for shut in itertools.combinations(closable, count):
            parts = [frozenset(part) for n in (1, 2) for part in itertools.combinations(shut, n)]
            left = min([base, *(found[part] for part in parts if part in found)])
            assert pipes.twin(*shut) == pytest.approx(left)


def test_the_capacities_are_left_as_they_were() -> None:
    pipes = Pipes(3, 12)
    before = pipes.capacity.copy()
    pipes.branch(2)
    assert np.array_equal(pipes.capacity, before)
