"""
PyPSA as a judge of the assignment of freight: what stays behind, what all costs, what one more tonne of room is worth.

Each origin and class of modes is a commodity with buses of its own. The room of a link is a bus as well, fed by a
generator as large as the capacity; whatever runs over the link draws on it. So PyPSA shares capacity between
commodities without any constraint of ours, and the price at that bus is that of the room.
"""

import numpy as np
import pypsa
import pytest

from corridor_data.load import Frames, load_tables
from dashboard.model.flow.assignments import Carriage, Demands, Planner
from dashboard.model.flow.programmes import FreightQuestion, load_freight
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.limits import filled, limits_in
from dashboard.model.world.scenario import find_scenario
from dashboard.model.world.worlds import resolve_scenario

pytestmark = pytest.mark.judge

pypsa.options.api.legacy_string_dtype = False  # as from PyPSA 2.0 on; unset it warns
PLENTY = 1e4  # Mt a year, more than all demands together
STEP = 0.01  # Mt a year, a little more or less room


def judged(carriage: Carriage, demands: Demands, capacity: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Return least cost, what stays behind of each demand, and the price of each limit, as PyPSA finds them."""
    network = pypsa.Network()
    limits = np.flatnonzero(np.isfinite(capacity))
    rooms = [f"room {n}" for n in limits]
    network.add("Bus", rooms)
    network.add("Generator", rooms, bus=rooms, p_nom=capacity[limits], marginal_cost=0.0)
    for origin, kind in sorted(set(zip(demands.origin.tolist(), demands.kind.tolist(), strict=True))):
        commodity = f"{origin}/{kind}"
        network.add("Bus", [f"{commodity} {state}" for state in range(carriage.size)])
        network.add("Generator", f"{commodity} source", bus=f"{commodity} {origin}", p_nom=PLENTY)
        arcs = np.flatnonzero(np.isfinite(carriage.cost) & ~carriage.barred[kind])
        for limited in (True, False):
            some = arcs[np.isin(carriage.element[arcs], limits) == limited]
            network.add(
                "Link",
                [f"{commodity} arc {arc}" for arc in some],
                bus0=[f"{commodity} {state}" for state in carriage.tail[some]],
                bus1=[f"{commodity} {state}" for state in carriage.head[some]],
                bus2=[f"room {element}" for element in carriage.element[some]] if limited else "",
                efficiency2=-1.0 if limited else 1.0,
                marginal_cost=carriage.cost[some],
                p_nom=PLENTY,
            )
        mine = np.flatnonzero((demands.origin == origin) & (demands.kind == kind))
        ends = [f"{commodity} {state}" for state in demands.destination[mine]]
        network.add("Load", [f"demand {row}" for row in mine], bus=ends, p_set=demands.mt_per_year[mine])
        behind = [f"behind {row}" for row in mine]
        network.add("Generator", behind, bus=ends, p_nom=PLENTY, marginal_cost=demands.unmet_cost[mine])
    model = network.optimize.create_model(include_objective_constant=False)
    assert model.solve("highs", output_flag=False) == ("ok", "optimal")
    network.optimize.assign_solution()
    network.optimize.assign_duals()
    unmet = network.generators_t.p.iloc[0][[f"behind {row}" for row in range(demands.origin.size)]].to_numpy()
    price = np.zeros(capacity.size)
    price[limits] = network.buses_t.marginal_price.iloc[0][rooms].to_numpy()
    return float(model.objective.value), unmet, price


def made(seed: int) -> tuple[Carriage, Demands, np.ndarray]:
    """Return a small random network with figures so uneven that there is one answer only."""
    rng = np.random.default_rng(seed)
    size, links, flows = 8, 16, 6
    a = rng.integers(0, size, links)
    b = (a + rng.integers(1, size, links)) % size
    cost = rng.uniform(1, 40, links)
    element = np.repeat(np.arange(links, dtype=np.int32), 2)
    barred = np.zeros((2, 2 * links), np.bool_)
    barred[1] = np.isin(element, rng.choice(links, 4, replace=False))
    ends = [np.column_stack(pair).ravel().astype(np.int32) for pair in ((a, b), (b, a))]
    carriage = Carriage(size, *ends, np.repeat(cost, 2), element, barred)
    origin = rng.integers(0, size, flows).astype(np.int32)
    destination = ((origin + rng.integers(1, size, flows)) % size).astype(np.int32)
    demands = Demands(
        origin, destination, rng.uniform(0.5, 5, flows), rng.uniform(80, 120, flows), rng.integers(0, 2, flows)
    )
    capacity = np.where(rng.random(links) < 0.2, np.inf, rng.uniform(0, 4, links))
    return carriage, demands, capacity


@pytest.fixture(scope="module")
def frames() -> Frames:
    return load_tables()


@pytest.mark.parametrize("seed", range(3))
def test_a_small_random_network_is_assigned_as_pypsa_does(seed: int) -> None:
    carriage, demands, capacity = made(seed)
    ours = Planner(carriage, demands, capacity.size).solve(capacity)
    cost, unmet, price = judged(carriage, demands, capacity)
    assert price.any()
    assert ours.cost == pytest.approx(cost, rel=1e-7)
    assert ours.unmet == pytest.approx(unmet, abs=1e-6)
    assert ours.price == pytest.approx(price, abs=1e-5)


def test_the_rail_freight_of_the_real_network_is_assigned_as_pypsa_does(frames: Frames) -> None:
    world = resolve_scenario(compile_network(frames), find_scenario(frames, "latest-known"))
    rows = frames.demands[frames.demands["modes"] == "rail"].reset_index(drop=True)
    freight = load_freight(world, FreightQuestion(growth=3.0), rows)
    capacity = filled(limits_in(world), 2.0)[:, 1]
    ours = freight.planner.solve(capacity)
    cost, unmet, price = judged(freight.carriage, freight.demands, capacity)
    assert ours.cost == pytest.approx(cost, rel=1e-7)
    assert ours.unmet.sum() == pytest.approx(unmet.sum(), abs=1e-6)
    # Round figures leave several prices right: those between what a little more saves and what a little less costs.
    priced = np.flatnonzero(((ours.price > 1e-5) | (price > 1e-5)) & (capacity > STEP)).tolist()
    assert priced
    for element in priced:
        less, more = capacity.copy(), capacity.copy()
        less[element] -= STEP
        more[element] += STEP
        saved = (ours.cost - freight.planner.solve(more).cost) / STEP
        lost = (freight.planner.solve(less).cost - ours.cost) / STEP
        assert saved - 1e-3 <= ours.price[element] <= lost + 1e-3
        assert saved - 1e-3 <= price[element] <= lost + 1e-3
