"""Simulated years laid on shipments, against closing the gates one set at a time and routing again."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from corridor_data.load import load_tables
from dashboard.model.flow.shipments import Least, list_shipments, take_ways, worth_of_hour
from dashboard.model.hazards.draws import DAYS, draw_years
from dashboard.model.hazards.engines import Engine, go_on
from dashboard.model.hazards.gates import estimate_rates, list_gates
from dashboard.model.hazards.sweeps import MEASURES, WORST, Run, Spread, sweep_draws
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import World, resolve_scenario

COMPILED = compile_network(load_tables(Path(__file__).parents[3] / "small"))
WORLD = resolve_scenario(COMPILED, Scenario(dt.date(2024, 7, 1)))
RATES = estimate_rates(COMPILED, ("EASTY-GAUGE/rail=2/40", "QUAYN/port=2/40"))
DRAWS = draw_years(RATES, 60, 5)
HERE = Run(Engine(), go_on)


def swept(least: Least = "generalised", measure: int = 3) -> Spread:
    return sweep_draws((WORLD, list_shipments(COMPILED), least), DRAWS, measure, HERE)


def gates_of(row: np.ndarray) -> list[int]:
    return [g for g in range(len(list_gates(COMPILED).items)) if row[g // 64] >> np.uint64(g % 64) & np.uint64(1)]


def shut(compiled: Compiled, gates: list[int]) -> World:
    """Return the world with every link and place of some gates closed."""
    items = [list_gates(compiled).items[g] for g in gates]
    links = {compiled.link_ids[n] for item in items for n in item.links}
    places = {compiled.place_ids[n] for item in items for n in item.places}
    return resolve_scenario(
        compiled,
        Scenario(dt.date(2024, 7, 1), closed_links=tuple(sorted(links)), closed_places=tuple(sorted(places))),
    )


def losses(gates: list[int], least: Least) -> np.ndarray:
    """Return what a whole year of closed gates costs each shipment, by routing everything again."""
    shipments, worth = list_shipments(COMPILED), worth_of_hour(WORLD)
    before, after = (take_ways(world, shipments, least) for world in (WORLD, shut(COMPILED, gates)))
    none = after.stranded
    hours, usd = (np.where(none, 0.0, new - old) for new, old in ((after.hours, before.hours), (after.usd, before.usd)))
    return np.column_stack([none.astype(float), hours, usd, usd + worth * hours]) * shipments.mt[:, None]


@pytest.mark.parametrize("least", ["generalised", "time", "cost"])
def test_every_year_costs_what_routing_again_on_each_of_its_days_costs(least: Least) -> None:
    expected = np.zeros((list_shipments(COMPILED).count, DRAWS.years, len(MEASURES)))
    by_set = [losses(gates_of(row), least) for row in DRAWS.sets]
    for year, number, days in zip(DRAWS.year, DRAWS.of_set, DRAWS.days, strict=True):
        expected[:, year] += by_set[number] * days / DAYS
    np.testing.assert_allclose(swept(least).by_year, expected, atol=1e-6)


def test_what_a_gate_saves_is_what_its_sets_cost_more_than_without_it() -> None:
    days = np.bincount(DRAWS.of_set, DRAWS.days, len(DRAWS.sets)) / DRAWS.years / DAYS
    expected = np.zeros((len(list_gates(COMPILED).items), len(MEASURES)))
    for row, share in zip(DRAWS.sets, days, strict=True):
        gates = gates_of(row)
        for gate in gates:
            with_it, without = losses(gates, "generalised"), losses([g for g in gates if g != gate], "generalised")
            expected[gate] += (with_it - without).sum(axis=0) * share
    np.testing.assert_allclose(swept().saved, expected, atol=1e-6)


@pytest.mark.parametrize("measure", range(len(MEASURES)))
def test_the_worst_years_are_those_with_the_greatest_total_of_the_measure(measure: int) -> None:
    spread = swept(measure=measure)
    total = spread.by_year[:, :, measure].sum(axis=0)
    assert len(spread.worst) == round(WORST * DRAWS.years)
    assert total[spread.worst].min() >= np.delete(total, spread.worst).max()


def test_in_the_worst_years_gates_save_no_less_together_than_they_cost() -> None:
    spread = swept()
    assert spread.saved_in_worst[:, 3].sum() >= spread.saved[:, 3].sum()


def test_what_is_made_least_is_never_less_in_any_year_than_undisturbed() -> None:
    assert (swept("time").by_year[:, :, 1] >= -1e-9).all()
    assert (swept("cost").by_year[:, :, 2] >= -1e-9).all()
    assert (swept("generalised").by_year[:, :, 3] >= -1e-6).all()


def test_years_without_closures_cost_nothing() -> None:
    quiet = draw_years(estimate_rates(COMPILED, tuple(f"{g.name}=0" for g in list_gates(COMPILED).items)), 10, 1)
    spread = sweep_draws((WORLD, list_shipments(COMPILED), "time"), quiet, 1, HERE)
    assert not spread.by_year.any()
    assert not spread.saved.any()
