"""Every fast loop against a plain twin, on small random graphs."""

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.world import kernels
from dashboard.model.world.compiled import rows_of

NO_BOUND = np.empty(0)


@dataclass
class Graph:
    """Arcs sorted by tail, with both sets of rows and the same graph for networkx."""

    tail: np.ndarray
    head: np.ndarray
    weight: np.ndarray
    states: int

    def __post_init__(self) -> None:
        self.indptr, self.slots = rows_of(self.tail, self.states)
        self.rindptr, self.rslots = rows_of(self.head, self.states)

    def twin(self, weight: np.ndarray | None = None) -> nx.MultiDiGraph:
        graph = nx.MultiDiGraph()
        graph.add_nodes_from(range(self.states))
        for arc, (u, v, w) in enumerate(
            zip(self.tail, self.head, self.weight if weight is None else weight, strict=True)
        ):
            if np.isfinite(w):
                graph.add_edge(int(u), int(v), arc, weight=float(w))
        return graph

    def out(self, source: int, target: int = -1, bound: np.ndarray = NO_BOUND) -> tuple[np.ndarray, np.ndarray]:
        return kernels.shortest_tree(self.indptr, self.slots, self.head, self.weight, source, target, bound)

    def back(self, target: int) -> tuple[np.ndarray, np.ndarray]:
        return kernels.shortest_tree(self.rindptr, self.rslots, self.tail, self.weight, target, -1, NO_BOUND)


@st.composite
def graphs(draw: st.DrawFn, closed: bool = True) -> Graph:
    states = draw(st.integers(2, 8))
    ends = draw(st.lists(st.tuples(st.integers(0, states - 1), st.integers(0, states - 1)), min_size=1, max_size=24))
    pairs = sorted((u, v) for u, v in ends if u != v) or [(0, 1)]
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    weight = rng.uniform(0.1, 9, len(pairs))
    if closed:
        weight[rng.random(len(pairs)) < 0.15] = np.inf
    tail, head = (np.array(column, np.int32) for column in zip(*pairs, strict=True))
    return Graph(tail, head, weight, states)


@settings(deadline=None, max_examples=150)
@given(graphs())
def test_distances_equal_those_of_networkx(graph: Graph) -> None:
    dist, _ = graph.out(0)
    twin = nx.single_source_dijkstra_path_length(graph.twin(), 0)
    assert set(twin) == set(np.flatnonzero(np.isfinite(dist)))
    assert all(abs(dist[i] - d) < 1e-9 for i, d in twin.items())


@settings(deadline=None, max_examples=100)
@given(graphs())
def test_distances_into_a_state_are_those_out_of_it_on_the_turned_graph(graph: Graph) -> None:
    dist, _ = graph.back(1)
    twin = nx.single_source_dijkstra_path_length(graph.twin().reverse(), 1)
    assert set(twin) == set(np.flatnonzero(np.isfinite(dist)))
    assert all(abs(dist[i] - d) < 1e-9 for i, d in twin.items())


@settings(deadline=None, max_examples=100)
@given(graphs(), st.integers(0, 5))
def test_a_search_guided_by_the_open_graph_stays_exact_when_arcs_close(graph: Graph, shut: int) -> None:
    target = graph.states - 1
    bound, _ = graph.back(target)
    closed = Graph(graph.tail, graph.head, graph.weight.copy(), graph.states)
    closed.weight[shut % closed.weight.size] = np.inf
    guided, _ = closed.out(0, target, bound)
    plain, _ = closed.out(0)
    assert guided[target] == plain[target] or abs(guided[target] - plain[target]) < 1e-9


@settings(deadline=None, max_examples=100)
@given(graphs())
def test_a_path_is_a_chain_of_arcs_whose_weights_add_up_to_the_distance(graph: Graph) -> None:
    dist, by = graph.out(0)
    for state in np.flatnonzero(np.isfinite(dist)):
        path = kernels.path_to(by, graph.tail, state)
        assert all(graph.head[a] == graph.tail[b] for a, b in pairwise(path))
        assert abs(graph.weight[path].sum() - dist[state]) < 1e-9


def beaten(vector: np.ndarray, others: list[np.ndarray]) -> bool:
    return any((other <= vector + 1e-9).all() and (other < vector - 1e-9).any() for other in others)


@settings(deadline=None, max_examples=100)
@given(graphs(closed=False), st.integers(0, 10_000))
def test_the_front_is_that_of_all_simple_paths(graph: Graph, seed: int) -> None:
    target = graph.states - 1
    weights = np.random.default_rng(seed).integers(1, 6, (graph.weight.size, 3)).astype(np.float64)
    paths = nx.all_simple_edge_paths(graph.twin(), 0, target) if nx.has_path(graph.twin(), 0, target) else []
    sums = [weights[[key for _, _, key in path]].sum(axis=0) for path in paths]
    front = {tuple(vector) for vector in sums if not beaten(vector, sums)}
    bounds = np.stack([Graph(graph.tail, graph.head, w, graph.states).back(target)[0] for w in weights.T], axis=1)
    if not front:
        assert not np.isfinite(bounds[0]).all()
        return
    ends, by, before, finished = kernels.pareto_labels(
        graph.indptr, graph.slots, graph.head, weights, 0, target, bounds, 5000
    )
    found = []
    for end in ends:
        label, total = int(end), np.zeros(3)
        while by[label] >= 0:
            total += weights[by[label]]
            label = int(before[label])
        found.append(tuple(total))
    assert finished
    assert set(found) == front
    assert len(found) == len(front)


def test_a_front_search_at_its_limit_says_so() -> None:
    graph = Graph(np.array([0, 0], np.int32), np.array([1, 1], np.int32), np.ones(2), 2)
    weights = np.array([[1.0, 2.0, 1.0], [2.0, 1.0, 1.0]])
    *_, finished = kernels.pareto_labels(graph.indptr, graph.slots, graph.head, weights, 0, 1, np.zeros((2, 3)), 2)
    assert not finished


def ways_through_arcs(graph: Graph, source: int, target: int) -> list[tuple[float, tuple[int, ...]]]:
    """Return the best way through every arc, by value: two searches of networkx and the arc between."""
    twin = graph.twin()
    found = {}
    for u, v, arc, weight in twin.edges(keys=True, data="weight"):
        if not (nx.has_path(twin, source, u) and nx.has_path(twin, v, target)):
            continue
        before, after = nx.dijkstra_path(twin, source, u), nx.dijkstra_path(twin, v, target)
        arcs = (*cheapest(twin, before), arc, *cheapest(twin, after))
        found[arcs] = sum(graph.weight[a] for a in arcs)
        assert weight == graph.weight[arc]
    return sorted((value, arcs) for arcs, value in found.items())


def cheapest(twin: nx.MultiDiGraph, states: list[int]) -> list[int]:
    """Return the cheapest arc between each two states of a path."""
    return [min(twin[u][v], key=lambda key: twin[u][v][key]["weight"]) for u, v in pairwise(states)]


@settings(deadline=None, max_examples=100)
@given(graphs(), st.sampled_from([0.3, 0.5, 0.7, 1.0]), st.sampled_from([1.2, 2.0, 5.0]))
def test_distinct_ways_are_those_of_a_plain_filter_over_the_best_way_through_every_arc(
    graph: Graph, overlap: float, stretch: float
) -> None:
    source, target, arcs = 0, graph.states - 1, graph.weight.size
    length = np.arange(1, arcs + 1, dtype=np.float64)
    expected: list[tuple[int, ...]] = []
    candidates = ways_through_arcs(graph, source, target)
    for value, way in candidates:
        if value > stretch * candidates[0][0]:
            break
        entered = [int(graph.head[a]) for a in way]
        if expected and len(set(entered)) < len(entered):
            continue
        shared = [
            length[[a for a in way if a in other]].sum() / min(length[list(way)].sum(), length[list(other)].sum())
            for other in expected
        ]
        if all(share <= overlap + 1e-12 for share in shared) and len(expected) < 4:
            expected.append(way)
    assert found_ways(graph, overlap, stretch, length) == expected


def found_ways(graph: Graph, overlap: float, stretch: float, length: np.ndarray) -> list[tuple[int, ...]]:
    target = graph.states - 1
    (there, by_there), (back, by_back) = graph.out(0), graph.back(target)
    if not np.isfinite(there[target]):
        return []
    totals = there[graph.tail] + graph.weight + back[graph.head]
    order = np.argsort(totals, kind="stable").astype(np.int32)
    links = np.arange(graph.weight.size, dtype=np.int32)
    trees = (there, by_there, back, by_back)
    limits = (stretch * there[target], links, length, graph.head.copy(), links.size, graph.states, overlap, 4)
    ways, begins = kernels.distinct_ways(graph.tail, graph.head, graph.weight, *trees, order, *limits)
    return [tuple(int(a) for a in ways[i:j]) for i, j in pairwise(begins)]


def test_warming_up_leaves_nothing_to_compile_for_the_first_route() -> None:
    kernels.warm_up()
    before = {
        name: len(getattr(kernels, name).signatures)
        for name in ("shortest_tree", "path_to", "distinct_ways", "pareto_labels")
    }
    graph = Graph(np.array([0], np.int32), np.array([1], np.int32), np.ones(1), 2)
    graph.tail.setflags(write=False)
    graph.head.setflags(write=False)
    graph.out(0)
    assert all(len(getattr(kernels, name).signatures) == count for name, count in before.items())
