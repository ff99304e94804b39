"""Flows, freight and pledges on the real network, each beside a named rival in the same run."""

from __future__ import annotations

import statistics
import time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, coo_array, csr_array, hstack

from dashboard.model.flow.assignments import Carriage, Demands
from dashboard.model.flow.capacity import CapacityQuestion
from dashboard.model.flow.feasibility import PledgeQuestion, find_feasibility
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.joint_pledges import find_joint_pledges
from dashboard.model.flow.pipes import lay_pipes, nodes_of_places
from dashboard.model.flow.programmes import FreightQuestion, load_freight
from dashboard.model.world.ends import places_of_end
from dashboard.model.world.kernels import Floats
from dashboard.model.world.limits import filled, limits_in
from tests.benchmarks.bench_closures import _networkx_flow
from tests.benchmarks.bench_routes import real_world
from tests.benchmarks.harness import Result, bench, median_seconds

_SCENARIOS = 20
_CLOSED = 3
_SEED = 7
_MS = 1000.0


@bench
def mincut_ms() -> Result:
    """Greatest flow and both least cuts, Kazakhstan to Iran by all modes, beside networkx finding the flow alone."""
    world, asked = real_world(), CapacityQuestion(modes=())
    ends = [nodes_of_places(world.compiled, places_of_end(world.compiled, end)) for end in ("KAZ", "IRN")]
    plumbing = lay_pipes(world, asked.modes).within(*ends, asked.stretch)
    capacity = filled(limits_in(world), 10.0)[:, 1]
    ours = median_seconds(lambda: plumbing.cut(capacity, *ends), rounds=31)
    arcs = plumbing.a.tolist(), plumbing.b.tolist(), plumbing.pipes(capacity).capacity.tolist()
    theirs = median_seconds(lambda: _networkx_flow(*arcs, ends), rounds=5)
    if not np.isclose(plumbing.cut(capacity, *ends).value, _networkx_flow(*arcs, ends)):
        raise LookupError("networkx finds another flow")
    return Result("mincut_ms", ours * _MS, "ms", "networkx boykov_kolmogorov, value alone", ours / theirs, most=2)


@bench
def assign_cold_ms() -> Result:
    """All present freight put on the network, a new programme each time, beside the arc form in scipy's HiGHS."""
    world, question = real_world(), FreightQuestion()
    ours = median_seconds(lambda: assign_freight(world, question), rounds=9)
    freight = load_freight(world, question, world.compiled.frames.demands)
    capacity = filled(limits_in(world), None)[:, 1]
    started = time.perf_counter()
    theirs_cost = arc_form_cost(freight.carriage, freight.demands, capacity)
    theirs = time.perf_counter() - started
    if not np.isclose(freight.planner.solve(capacity).cost, theirs_cost):
        raise LookupError(f"the arc form costs {theirs_cost}")
    return Result("assign_cold_ms", ours * _MS, "ms", "scipy linprog, arc form", ours / theirs, most=150)


@bench
def assign_warm_ms() -> Result:
    """
    The same programme with three loaded links closed, one set of links after the other, ways kept: the median of 20.

    None of the sets has been solved before. The rival is a new programme for each.
    """
    world, question = real_world(), FreightQuestion()
    rows = world.compiled.frames.demands
    base = filled(limits_in(world), None)[:, 1]
    planner = load_freight(world, question, rows).planner
    loaded = np.flatnonzero(planner.solve(base).load[: len(world.compiled.link_ids)] > 0)
    chance = np.random.default_rng(_SEED)
    warm, cold = [], []
    for _ in range(_SCENARIOS):
        capacity = base.copy()
        capacity[chance.choice(loaded, _CLOSED, replace=False)] = 0.0
        started = time.perf_counter()
        cost = planner.solve(capacity).cost
        warm.append(time.perf_counter() - started)
        started = time.perf_counter()
        cold_cost = load_freight(world, question, rows).planner.solve(capacity).cost
        cold.append(time.perf_counter() - started)
        if not np.isclose(cost, cold_cost):
            raise LookupError(f"warm {cost} is not cold {cold_cost}")
    ours, theirs = statistics.median(warm), statistics.median(cold)
    return Result("assign_warm_ms", ours * _MS, "ms", "a new programme each time", ours / theirs, most=25)


@bench
def pledges_all_s() -> Result:
    """
    Every pledge in tonnes against today's, announced and delayed room, and all pledges at once on the network.

    The rival is networkx finding only the greatest flows of the first part: four for each pledge that can be told.
    """
    world, question = real_world(), PledgeQuestion()

    def everything() -> None:
        find_feasibility(world, question).sentence()
        find_joint_pledges(world, question).sentence()

    ours = median_seconds(everything, rounds=5)
    told = int(find_feasibility(world, question).rows["wanted"].notna().sum())
    asked = CapacityQuestion()
    ends = [nodes_of_places(world.compiled, places_of_end(world.compiled, end)) for end in ("KAZ", "IRN")]
    plumbing = lay_pipes(world, asked.modes).within(*ends, asked.stretch)
    arcs = plumbing.a.tolist(), plumbing.b.tolist(), plumbing.pipes(filled(limits_in(world), 10.0)[:, 1]).capacity
    one = median_seconds(lambda: _networkx_flow(arcs[0], arcs[1], arcs[2].tolist(), ends), rounds=3)
    rival = f"networkx, 4 flows for each of {told} pledges, one timed and scaled"
    return Result("pledges_all_s", ours, "s", rival, ours / (4 * told * one), most=2)


def arc_form_cost(carriage: Carriage, demands: Demands, capacity: Floats) -> float:
    """
    Return the least cost by the arc form: one variable an arc and class of demands with one origin, balances at states.

    Arcs that are closed or barred have no variable; several demands of one origin and class share one commodity.
    """
    commodities = sorted(set(zip(demands.origin.tolist(), demands.kind.tolist(), strict=True)))
    costs, balances, shared, supplies = [], [], [], []
    for origin, kind in commodities:
        arcs = np.flatnonzero(np.isfinite(carriage.cost) & ~carriage.barred[kind])
        mine = np.flatnonzero((demands.origin == origin) & (demands.kind == kind))
        ends, mt = demands.destination[mine], demands.mt_per_year[mine]
        columns = arcs.size + mine.size
        at = np.arange(arcs.size)
        behind = arcs.size + np.arange(mine.size)
        rows = [carriage.tail[arcs], carriage.head[arcs], np.full(mine.size, origin), ends]
        signs = [np.ones(at.size), -np.ones(at.size), np.ones(mine.size), -np.ones(mine.size)]
        balances.append(
            coo_array(
                (np.concatenate(signs), (np.concatenate(rows), np.concatenate([at, at, behind, behind]))),
                shape=(carriage.size, columns),
            ).tocsr()
        )
        supply = np.zeros(carriage.size)
        supply[origin] = mt.sum()
        np.add.at(supply, ends, -mt)
        supplies.append(supply)
        limited = np.flatnonzero(carriage.element[arcs] >= 0)
        shared.append(
            coo_array(
                (np.ones(limited.size), (carriage.element[arcs[limited]], limited)), shape=(capacity.size, columns)
            ).tocsr()
        )
        costs.append(np.concatenate([carriage.cost[arcs], demands.unmet_cost[mine]]))
    limits = np.flatnonzero(np.isfinite(capacity))
    return _least_cost(costs, balances, supplies, [rows[limits] for rows in shared], capacity[limits])


def _least_cost(
    costs: list[Floats], balances: list[csr_array], supplies: list[Floats], shared: list[csr_array], capacity: Floats
) -> float:
    """Return the optimum over all commodities."""
    found = linprog(
        np.concatenate(costs),
        A_ub=hstack(shared),
        b_ub=capacity,
        A_eq=block_diag(balances),
        b_eq=np.concatenate(supplies),
        method="highs",
    )
    if not found.success:
        raise LookupError(found.message)
    return float(found.fun)
