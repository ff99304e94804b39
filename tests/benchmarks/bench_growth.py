"""Flows, freight, closures and simulated years on made networks of 320 to 2,000 links: what each takes as they grow."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator

import numpy as np

from dashboard.model.contingency.closables import list_closables
from dashboard.model.contingency.closure_studies import study_closures
from dashboard.model.contingency.flow_losses import FlowLossQuestion, find_flow_closures
from dashboard.model.flow.assignments import Planner
from dashboard.model.flow.capacity import CapacityQuestion, find_capacity
from dashboard.model.flow.pipes import nodes_of_places
from dashboard.model.flow.programmes import FreightQuestion, load_freight
from dashboard.model.flow.shipments import list_shipments
from dashboard.model.hazards.draws import draw_years
from dashboard.model.hazards.engines import Engine, go_on
from dashboard.model.hazards.gates import estimate_rates, list_gates
from dashboard.model.hazards.sweeps import Run, sweep_draws
from dashboard.model.loops import make_ready
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.kernels import Floats
from dashboard.model.world.limits import filled, limits_in
from dashboard.model.world.worlds import World
from tests.benchmarks.bench_closures import Loop
from tests.benchmarks.harness import Result, bench, median_seconds
from tests.made_worlds import made_frames, with_freight

_SIZES = {"320": (210, 364), "1k": (630, 1_105), "2k": (1_260, 2_190)}  # asked for; some join nothing and are left out
_FLOWS = 35
_YEARS = 10_000
_UNKNOWN_MT = 10.0
_SAMPLE = 3
_MS = 1000.0


@bench
def growth_to_2k() -> Iterator[Result]:
    """
    35 flows between random places of a made network; every pair of crossings, ports, places and links closes once.

    In the simulated years every gate shuts 0.12 times a year for 30 days, so that each is shut one day in a hundred.
    The rival of the closures is a networkx loop over three random pairs, scaled to all.
    """
    for name, (places, links) in _SIZES.items():
        frames = with_freight(made_frames(1, places, links), 1, _FLOWS)
        compiled = compile_network(frames)
        world = make_ready(compiled)
        shipments, things = list_shipments(compiled), list_closables(compiled)
        yield Result(f"grow_{name}_links", len(compiled.link_ids), "links")
        ends = compiled.place_ids[0], compiled.place_ids[-1]
        asked = CapacityQuestion(*ends, modes=(), unknown_mt=_UNKNOWN_MT)
        plumbing = find_capacity(world, asked).plumbing
        capacity = filled(limits_in(world), _UNKNOWN_MT)[:, 1]
        nodes = [nodes_of_places(compiled, (end,)) for end in ends]
        cut = median_seconds(lambda p=plumbing, c=capacity, n=nodes: p.cut(c, *n), rounds=9)
        yield Result(f"grow_{name}_mincut_ms", cut * _MS, "ms")
        planner = load_freight(world, FreightQuestion(), frames.demands).planner
        cold = median_seconds(
            lambda w=world, f=frames, c=capacity: load_freight(w, FreightQuestion(), f.demands).planner.solve(c),
            rounds=3,
        )
        yield Result(f"grow_{name}_assign_cold_ms", cold * _MS, "ms")
        yield Result(f"grow_{name}_assign_warm_ms", _warm_seconds(planner, capacity) * _MS, "ms")
        one = median_seconds(lambda w=world: study_closures(w, 1), rounds=3)
        yield Result(f"grow_{name}_n1_ms", one * _MS, "ms")
        two = median_seconds(lambda w=world: study_closures(w, 2), rounds=3)
        pairs = things.count * (things.count - 1) // 2
        theirs = _loop_seconds(world, pairs)
        yield Result(f"grow_{name}_n2_s", two, "s", f"networkx, {_SAMPLE} of {pairs:,} pairs, scaled", two / theirs)
        started = time.perf_counter()
        find_flow_closures(world, FlowLossQuestion(asked, 2))
        yield Result(f"grow_{name}_n2_flow_s", time.perf_counter() - started, "s")
        rates = estimate_rates(compiled, tuple(f"{gate.name}=0.12/30" for gate in list_gates(compiled).items))
        swept = median_seconds(
            lambda w=world, s=shipments, r=rates: sweep_draws(
                (w, s, "generalised"), draw_years(r, _YEARS, 1), 0, Run(Engine(), go_on)
            ),
            rounds=1,
        )
        yield Result(f"grow_{name}_mc_10k_s", swept, "s")


def _warm_seconds(planner: Planner, base: Floats) -> float:
    """Return the median time of a solution after the first, three other loaded limits closed each time."""
    loaded = np.flatnonzero(planner.solve(base).load > 0)
    chance = np.random.default_rng(1)
    times = []
    for _ in range(9):
        capacity = base.copy()
        capacity[chance.choice(loaded, 3, replace=False)] = 0.0
        started = time.perf_counter()
        planner.solve(capacity)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _loop_seconds(world: World, pairs: int) -> float:
    """Return how long networkx would take for all pairs, from a few random ones."""
    study = study_closures(world, 1)
    loop, of_arc = Loop(world, study.shipments, study.costs.weight), study.closables.of_arc
    chance = random.Random(1)
    sample = [chance.sample(range(study.closables.count), 2) for _ in range(_SAMPLE)]
    started = time.perf_counter()
    for pair in sample:
        loop.values_without(np.flatnonzero(np.isin(of_arc, pair).any(axis=1)).tolist())
    return (time.perf_counter() - started) / _SAMPLE * pairs
