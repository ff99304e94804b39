"""Demands as a programme over the small world: what each may use, where it begins, what arcs cost."""

import datetime as dt

import numpy as np

from corridor_data.load import load_tables
from dashboard.model.flow.programmes import FreightQuestion, load_freight, usd_with_time
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.network import MODES
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario
from tests.made_worlds import SMALL

FRAMES = load_tables(SMALL)
COMPILED = compile_network(FRAMES)
WORLD = resolve_scenario(COMPILED, Scenario(dt.date(2024, 6, 1)))


def test_a_demand_is_barred_from_the_arcs_of_modes_it_does_not_take_and_from_no_handling() -> None:
    rows = FRAMES.demands.assign(modes="rail")
    freight = load_freight(WORLD, FreightQuestion(), rows)
    (barred,) = freight.carriage.barred
    assert set(COMPILED.mode[barred].tolist()) == {MODES.index("road"), MODES.index("sea")}


def test_the_multiplier_scales_every_demand_and_leaves_the_price_of_staying_behind() -> None:
    once, twice = (load_freight(WORLD, FreightQuestion(growth=growth), FRAMES.demands) for growth in (1.0, 2.0))
    np.testing.assert_allclose(twice.demands.mt_per_year, 2 * once.demands.mt_per_year)
    np.testing.assert_array_equal(twice.demands.unmet_cost, once.demands.unmet_cost)


def test_what_is_closed_costs_without_end_and_what_is_open_does_not() -> None:
    usd = usd_with_time(WORLD)
    assert np.isfinite(usd[WORLD.open]).all()
    assert np.isinf(usd[~WORLD.open]).all()
