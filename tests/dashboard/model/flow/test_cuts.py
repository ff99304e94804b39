"""Greatest flows and least cuts, against networkx and by adding a little capacity."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.flow.cuts import Pipes, UnknownStateError, find_cut


def pipes_of(size: int, rows: list[tuple[int, int, float]]) -> Pipes:
    """Return pipes from (a, b, capacity) rows."""
    a, b, capacity = (np.array(c) for c in zip(*rows, strict=True))
    return Pipes(size, a.astype(np.int32), b.astype(np.int32), capacity.astype(float))


def ends(*states: int) -> np.ndarray:
    return np.array(states, dtype=np.int32)


def networkx_flow(pipes: Pipes, origin: int, destination: int) -> float:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(pipes.size))
    for a, b, capacity in zip(pipes.a.tolist(), pipes.b.tolist(), pipes.capacity.tolist(), strict=True):
        for u, v in ((a, b), (b, a)):
            before = graph.get_edge_data(u, v, {"capacity": 0.0})["capacity"]
            graph.add_edge(u, v, capacity=before + capacity)
    return float(nx.maximum_flow_value(graph, origin, destination, flow_func=nx.algorithms.flow.boykov_kolmogorov))


@st.composite
def worlds(draw: st.DrawFn) -> Pipes:
    size = draw(st.integers(3, 9))
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] != p[1])
    rows = draw(st.lists(st.tuples(pair, st.integers(0, 12)), min_size=1, max_size=24))
    return pipes_of(size, [(a, b, c / 2) for (a, b), c in rows])


#     0 --5-- 1 --2-- 2 --2-- 3       the narrow pieces 1-2 and 2-3 are equally narrow
CHAIN = pipes_of(4, [(0, 1, 5.0), (1, 2, 2.0), (2, 3, 2.0)])


def test_two_equal_narrow_pieces_give_two_different_cuts() -> None:
    cut = find_cut(CHAIN, ends(0), ends(3))
    assert (cut.value, cut.near_origin, cut.near_destination) == (2.0, (1,), (2,))


def test_a_pipe_drawn_backwards_carries_negative_flow() -> None:
    cut = find_cut(pipes_of(3, [(1, 0, 4.0), (1, 2, 3.0)]), ends(0), ends(2))
    assert cut.flow.tolist() == [-3.0, 3.0]


def test_parallel_pipes_add_up() -> None:
    assert find_cut(pipes_of(2, [(0, 1, 5.0), (0, 1, 7.0)]), ends(0), ends(1)).value == 12.0


def test_no_way_at_all_is_a_flow_of_nothing_with_an_empty_cut() -> None:
    cut = find_cut(pipes_of(4, [(0, 1, 5.0), (2, 3, 5.0)]), ends(0), ends(3))
    assert (cut.value, cut.near_origin, cut.near_destination) == (0.0, (), ())


def test_a_way_without_limits_has_no_cut() -> None:
    cut = find_cut(pipes_of(3, [(0, 1, math.inf), (1, 2, math.inf), (0, 2, 1.0)]), ends(0), ends(2))
    assert math.isinf(cut.value)


@pytest.mark.parametrize(("origin", "destination"), [(0, 9), (-1, 2), (1, 1)])
def test_ends_that_are_no_states_or_the_same_are_refused(origin: int, destination: int) -> None:
    with pytest.raises(UnknownStateError, match=r"states"):
        find_cut(CHAIN, ends(origin), ends(destination))


@given(worlds())
def test_the_value_is_that_of_networkx(pipes: Pipes) -> None:
    cut = find_cut(pipes, ends(0), ends(pipes.size - 1))
    assert cut.value == pytest.approx(networkx_flow(pipes, 0, pipes.size - 1))


@given(worlds())
def test_flow_is_conserved_and_keeps_to_capacity(pipes: Pipes) -> None:
    cut = find_cut(pipes, ends(0), ends(pipes.size - 1))
    net = np.zeros(pipes.size)
    np.add.at(net, pipes.a, -cut.flow)
    np.add.at(net, pipes.b, cut.flow)
    assert (np.abs(cut.flow) <= pipes.capacity + 1e-9).all()
    assert net[1:-1] == pytest.approx(0.0, abs=1e-9)
    assert net[-1] == pytest.approx(cut.value)
    assert net[0] == pytest.approx(-cut.value)


@given(worlds())
def test_both_cuts_have_the_value_of_the_flow_and_part_the_ends(pipes: Pipes) -> None:
    cut = find_cut(pipes, ends(0), ends(pipes.size - 1))
    for side in (cut.near_origin, cut.near_destination):
        assert pipes.capacity[list(side)].sum() == pytest.approx(cut.value)
        kept = np.delete(np.arange(pipes.a.size), list(side))
        graph = nx.Graph()
        graph.add_nodes_from(range(pipes.size))
        graph.add_edges_from(
            (a, b)
            for a, b, c in zip(pipes.a[kept].tolist(), pipes.b[kept].tolist(), pipes.capacity[kept], strict=True)
            if c > 0
        )
        assert not nx.has_path(graph, 0, pipes.size - 1)


@given(worlds())
def test_only_a_pipe_in_both_cuts_can_gain_by_being_widened(pipes: Pipes) -> None:
    cut = find_cut(pipes, ends(0), ends(pipes.size - 1))
    both = set(cut.near_origin) & set(cut.near_destination)
    for i in range(pipes.a.size):
        wider = pipes.capacity.copy()
        wider[i] += 0.25
        value = find_cut(Pipes(pipes.size, pipes.a, pipes.b, wider), ends(0), ends(pipes.size - 1)).value
        assert (value > cut.value + 1e-6) == (i in both)
