"""Every shipment under double closures of the real network, against searching for every way anew."""

import random
from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest

from corridor_data.load import Frames
from dashboard.model.closure_studies import Study, ends_of, study_closures
from dashboard.model.compiled import compile_network
from dashboard.model.kernels import many_trees
from dashboard.model.scenario import find_scenario
from dashboard.model.worlds import resolve_scenario

Pair = tuple[int, int]


@pytest.fixture(scope="module")
def study(real: Frames) -> Study:
    return study_closures(resolve_scenario(compile_network(real), find_scenario(real, "latest-known")), 2)


def random_pairs(study: Study, count: int) -> list[Pair]:
    """Return pairs of things that each stop the best way of some shipment, or one taken instead."""
    used = sorted({int(n) for rows in study.found for n in (*rows.first, *rows.other) if n >= 0})
    chance = random.Random(7)
    return [(a, b) for a, b in (chance.sample(used, 2) for _ in range(count))]


def by_pair(study: Study, pairs: list[Pair]) -> Iterator[tuple[Pair, int, np.ndarray]]:
    """Yield each pair of closures with each class of shipments and the weights that are left to it."""
    shut = np.array([(study.closables.of_arc == n).any(axis=1) for n in range(study.closables.count)])
    for pair in pairs:
        for kind, weight in enumerate(study.costs.weight):
            yield pair, kind, np.where(shut[list(pair)].any(axis=0), np.inf, weight)


def held(study: Study) -> list[dict[Pair, float]]:
    """Return the value of every row of each shipment by what is closed, the thing on its best way first."""
    return [
        dict(zip(zip(rows.first.tolist(), rows.other.tolist(), strict=True), rows.weight.tolist(), strict=True))
        for rows in study.found
    ]


def value_of(known: dict[Pair, float], pair: Pair, base: float) -> float:
    """Return the value with two things closed: what lies on no way the shipment takes then changes nothing."""
    for first, other in (pair, pair[::-1]):
        if (first, -1) in known:
            return known.get((first, other), known[first, -1])
    return base


def test_two_thousand_random_double_closures_equal_searching_for_every_way(study: Study) -> None:
    compiled, shipments, known = study.world.compiled, study.shipments, held(study)
    ends = [set(ends_of(shipments, study.closables, number)) for number in range(shipments.count)]
    checked = changed = 0
    for pair, kind, weight in by_pair(study, random_pairs(study, 2000)):
        mine = np.flatnonzero(shipments.kind == kind)
        sources, row = np.unique(shipments.source[mine], return_inverse=True)
        trees = many_trees(compiled.indptr, compiled.slots, compiled.head, weight, sources)
        for number, value in zip(mine.tolist(), trees[row, shipments.target[mine]].tolist(), strict=True):
            if not ends[number] & set(pair):
                base = float(study.found[number].base[0])
                found = value_of(known[number], pair, base)
                assert found == value or abs(found - value) < 1e-9 * value, (number, pair)
                checked += 1
                changed += found != base
    assert checked > 60_000
    assert changed > 2_000


def test_random_double_closures_equal_networkx(study: Study) -> None:
    compiled, shipments, known = study.world.compiled, study.shipments, held(study)
    for pair, kind, weight in by_pair(study, random_pairs(study, 5)):
        graph = nx.MultiDiGraph()
        graph.add_nodes_from(range(compiled.states))
        arcs = np.flatnonzero(np.isfinite(weight))
        ends = (compiled.tail[arcs].tolist(), compiled.head[arcs].tolist(), weight[arcs].tolist())
        graph.add_weighted_edges_from(zip(*ends, strict=True))
        for number in np.flatnonzero(shipments.kind == kind)[:5].tolist():
            if not set(ends_of(shipments, study.closables, number)) & set(pair):
                found = value_of(known[number], pair, float(study.found[number].base[0]))
                lengths = nx.single_source_dijkstra_path_length(graph, int(shipments.source[number]))
                assert found == pytest.approx(lengths.get(int(shipments.target[number]), np.inf), rel=1e-9)
