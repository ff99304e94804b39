"""Closures and simulated years on the real network, beside a networkx loop over the same cases in the same run."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator, Sequence

import networkx as nx
import numpy as np

from dashboard.model.contingency.closables import list_closables
from dashboard.model.contingency.closure_studies import Study, ends_of, study_closures
from dashboard.model.contingency.contingencies import ClosureQuestion, find_closures
from dashboard.model.contingency.flow_losses import (
    FlowLossQuestion,
    _first_of_class,
    _things_of_pipes,
    find_flow_closures,
)
from dashboard.model.flow.capacity import CapacityQuestion
from dashboard.model.flow.pipes import lay_pipes, nodes_of_places
from dashboard.model.flow.shipments import Shipments, costs_in, list_shipments
from dashboard.model.hazards.gates import list_gates
from dashboard.model.hazards.risks import RiskQuestion, find_risks
from dashboard.model.world.ends import places_of_end
from dashboard.model.world.kernels import Floats
from dashboard.model.world.limits import filled, limits_in
from dashboard.model.world.worlds import World
from tests.benchmarks.bench_routes import real_world
from tests.benchmarks.harness import Result, bench, median_seconds
from tests.dashboard.model.contingency.test_closures import value_under

_SAMPLE = 20
"""Cases on which the networkx loop is timed; all cases would take it hours."""

_SEED = 7
_UNKNOWN_MT = 10.0
"""Mt a year put where no capacity is published, so that there is a flow to close."""


class Loop:
    """The plain way: a networkx graph for each class of freight, arcs taken out, a tree an origin, arcs put back."""

    def __init__(self, world: World, shipments: Shipments, weights: Floats) -> None:
        compiled = world.compiled
        self.shipments, self.graphs = shipments, []
        for weight in weights:
            graph = nx.MultiDiGraph()
            graph.add_nodes_from(range(compiled.states))
            open_arcs = np.flatnonzero(np.isfinite(weight)).tolist()
            graph.add_edges_from(
                (int(compiled.tail[arc]), int(compiled.head[arc]), arc, {"weight": float(weight[arc])})
                for arc in open_arcs
            )
            self.graphs.append(graph)
        self.ends = list(zip(compiled.tail.tolist(), compiled.head.tolist(), strict=True))

    def values_without(self, arcs: Sequence[int]) -> list[float]:
        """Return the best value of every shipment while some arcs are closed."""
        found = {}
        for kind, graph in enumerate(self.graphs):
            taken = [(*self.ends[arc], arc) for arc in arcs if graph.has_edge(*self.ends[arc], arc)]
            kept = [(*edge, graph.edges[edge]) for edge in taken]
            graph.remove_edges_from(taken)
            for source in np.unique(self.shipments.source[self.shipments.kind == kind]).tolist():
                found[kind, source] = nx.single_source_dijkstra_path_length(graph, source)
            graph.add_edges_from(kept)
        asked = zip(self.shipments.kind, self.shipments.source, self.shipments.target, strict=True)
        return [found[int(kind), int(source)].get(int(target), np.inf) for kind, source, target in asked]


@bench
def n2_times_ratio() -> Iterator[Result]:
    """
    Every pair of things that can close, weighed by present freight, league and all, beside closing each with networkx.

    The loop is timed on 20 random pairs and scaled to all of them; its values must be ours.
    """
    world = real_world()
    question = ClosureQuestion(depth=2, least="time", kinds=())
    ours = median_seconds(lambda: find_closures(world, question), rounds=5)
    study, things = study_closures(world, 2, "time"), list_closables(world.compiled)
    loop = Loop(world, study.shipments, study.costs.weight)
    pairs = list(itertools.combinations(range(things.count), 2))
    sample = random.Random(_SEED).sample(pairs, _SAMPLE)
    arcs_of = {pair: np.flatnonzero(np.isin(things.of_arc, pair).any(axis=1)).tolist() for pair in sample}
    started = time.perf_counter()
    values = {pair: loop.values_without(arcs) for pair, arcs in arcs_of.items()}
    theirs = (time.perf_counter() - started) / _SAMPLE * len(pairs)
    for pair, found in values.items():
        _require_same(study, pair, found)
    rival = f"networkx, a tree per origin, {_SAMPLE} of {len(pairs):,} pairs, scaled"
    yield Result("n2_times_ratio", theirs / ours, "x", rival, ours / theirs, least=10_000)
    yield Result("n2_times_s", ours, "s", rival, ours / theirs)


def _require_same(study: Study, pair: tuple[int, int], found: list[float]) -> None:
    """Raise unless the loop found for every shipment what the study holds; ends of a shipment are not closed for it."""
    for number, value in enumerate(found):
        if set(pair) & set(ends_of(study.shipments, study.closables, number)):
            continue
        known = value_under(study.found[number], 0, *pair)
        if not np.isclose(known, value) and not (np.isinf(known) and np.isinf(value)):
            raise LookupError(f"closures {pair}, shipment {number}: {known} is not {value} as networkx finds")


@bench
def n2_flow_ratio() -> Iterator[Result]:
    """
    Every pair of closures against what fits from Kazakhstan to Iran by rail, beside solving each with networkx.

    The loop takes the fastest method networkx has (Boykov-Kolmogorov) and only pairs of things that lie on some pipe,
    one for all that close the same pipes. It is timed on 20 random pairs and scaled; its values must be ours.
    """
    world, asked = real_world(), CapacityQuestion(unknown_mt=_UNKNOWN_MT)
    ours = median_seconds(lambda: find_flow_closures(world, FlowLossQuestion(asked, 2)), rounds=5)
    losses = find_flow_closures(world, FlowLossQuestion(asked, 2)).losses
    known = {
        frozenset({int(a), int(b)} - {-1}): float(left)
        for a, b, left in zip(losses.first, losses.other, losses.left, strict=True)
    }
    ends = [nodes_of_places(world.compiled, places_of_end(world.compiled, end)) for end in ("KAZ", "IRN")]
    plumbing = lay_pipes(world, asked.modes).within(*ends, asked.stretch)
    capacity = plumbing.pipes(filled(limits_in(world), _UNKNOWN_MT)[:, 1]).capacity
    closables = list_closables(world.compiled)
    closable = np.ones(closables.count, np.bool_)
    closable[[closables.index[p] for end in ("KAZ", "IRN") for p in places_of_end(world.compiled, end)]] = False
    things = _first_of_class(_things_of_pipes(plumbing, closables), closable)
    pairs = list(itertools.combinations(sorted(set(things.ravel().tolist()) - {-1}), 2))
    started = time.perf_counter()
    sample = random.Random(_SEED).sample(pairs, _SAMPLE)
    for pair in sample:
        left = np.where(np.isin(things, pair).any(axis=1), 0.0, capacity)
        value = _networkx_flow(plumbing.a.tolist(), plumbing.b.tolist(), left.tolist(), ends)
        alone = min(known.get(frozenset({thing}), losses.base) for thing in pair)
        if not np.isclose(value, known.get(frozenset(pair), alone)):
            raise LookupError(f"closures {pair}: networkx finds {value}")
    theirs = (time.perf_counter() - started) / _SAMPLE * len(pairs)
    rival = f"networkx boykov_kolmogorov, {_SAMPLE} of {len(pairs):,} pairs, scaled"
    yield Result("n2_flow_ratio", theirs / ours, "x", rival, ours / theirs, least=500)
    yield Result("n2_flow_s", ours, "s", rival, ours / theirs)


def _networkx_flow(a: list[int], b: list[int], capacity: list[float], ends: Sequence[np.ndarray]) -> float:
    """Return the greatest flow between two sets of nodes, by networkx on a graph with a source and a sink."""
    graph = nx.DiGraph()
    for u, v, room in zip(a, b, capacity, strict=True):
        for tail, head in ((u, v), (v, u)):
            before = graph.get_edge_data(tail, head, {"capacity": 0.0})["capacity"]
            graph.add_edge(tail, head, capacity=before + room)
    graph.add_edges_from(("source", node) for node in ends[0].tolist())
    graph.add_edges_from((node, "sink") for node in ends[1].tolist())
    method = nx.algorithms.flow.boykov_kolmogorov
    return float(nx.maximum_flow_value(graph, "source", "sink", flow_func=method))


@bench
def mc_routes_10k_s() -> Result:
    """
    10,000 simulated years of closures laid on present freight: draws, ways, spread and what each gate saves.

    The networkx loop solves every distinct set of closed gates once; timed on 20 random sets and scaled.
    """
    world = real_world()
    ours = median_seconds(lambda: find_risks(world, RiskQuestion(draws=10_000)), rounds=5)
    sets = find_risks(world, RiskQuestion(draws=10_000)).draws.sets
    shipments, gates = list_shipments(world.compiled), list_gates(world.compiled)
    loop = Loop(world, shipments, costs_in(world, shipments, "generalised").weight)
    rows = random.Random(_SEED).sample(range(len(sets)), _SAMPLE)
    started = time.perf_counter()
    for row in rows:
        shut = [n for n in range(len(gates.items)) if int(sets[row, n // 64]) >> (n % 64) & 1]
        loop.values_without(np.flatnonzero(np.isin(gates.of_arc, shut).any(axis=1)).tolist())
    theirs = (time.perf_counter() - started) / _SAMPLE * len(sets)
    rival = f"networkx, a tree per origin, {_SAMPLE} of {len(sets):,} sets of closed gates, scaled"
    return Result("mc_routes_10k_s", ours, "s", rival, ours / theirs, most=1)
