"""Every compiled loop made ready before the first question, so that nobody waits for a compiler."""

from __future__ import annotations

import numpy as np

from dashboard.model.contingency.closables import list_closables
from dashboard.model.contingency.closure_studies import study_closures
from dashboard.model.contingency.flow_losses import Flow, find_flow_losses
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.pipes import lay_pipes, nodes_of_places
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.flow.shipments import list_shipments
from dashboard.model.hazards.draws import draw_years
from dashboard.model.hazards.engines import Engine, go_on
from dashboard.model.hazards.gates import estimate_rates
from dashboard.model.hazards.sweeps import Run, sweep_draws
from dashboard.model.world import kernels
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.limits import filled, limits_in
from dashboard.model.world.scenario import Scenario, last_known_day
from dashboard.model.world.worlds import World, resolve_scenario

_YEARS = 10


def make_ready(compiled: Compiled) -> World:
    """Run every loop once on the network, so that it is compiled, or read from disk, for what real questions bring.

    Returns
    -------
    World
        The last known state, on which the loops ran.
    """
    kernels.warm_up()
    world = resolve_scenario(compiled, Scenario(last_known_day(compiled.frames)))
    assign_freight(world, FreightQuestion())
    study_closures(world, depth=1)
    ends = nodes_of_places(compiled, compiled.place_ids[:1]), nodes_of_places(compiled, compiled.place_ids[-1:])
    closables = list_closables(compiled)
    flow = Flow(lay_pipes(world), filled(limits_in(world), 1.0)[:, 1], ends)
    find_flow_losses(flow, closables, np.zeros(closables.count, np.bool_), depth=1)
    draws = draw_years(estimate_rates(compiled), _YEARS, seed=1)
    sweep_draws((world, list_shipments(compiled), "generalised"), draws, 0, Run(Engine(), go_on))
    return world
