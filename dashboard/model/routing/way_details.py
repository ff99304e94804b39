"""A way through the compiled network as a `Route`: its legs, its sums, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from corridor_data.load import split_ids
from dashboard.model.routing.route_answers import Leg, Route, Span
from dashboard.model.world.compiled import Act, Compiled
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.network import MODES
from dashboard.model.world.parameters import NONE
from dashboard.model.world.parts import Part, PartTable
from dashboard.model.world.worlds import World, parts_in

SHARED_FAST, SHARED_SLOW = 0.4, 0.2
"""
Correlation between the errors of two different parameters, where they make a way faster and where they make it slower.

One row of `parameters` errs the same way wherever it is used, so its errors add up along a way. Two rows err neither
quite alike nor quite independently. A train that is given priority is quick everywhere, so fast ends come together;
delays at different borders and ports seldom meet on one journey. Chosen on the 55 published times (`calibration`): with
0.3 on both sides 80 % of the ranges met them at a median width (high/low) of 1.95, with 0.4 and 0.2 85 % at 1.98; every
row low or high together made them wider than 2.6.
"""

_FACT_TABLES = ("border_friction", "speeds", "unit_costs", "corridor_facts")


def combined_span(amounts: Floats, parameters: Ints, shared: tuple[float, float] = (SHARED_FAST, SHARED_SLOW)) -> Span:
    """Return low, central and high of a sum whose terms err by parameter.

    Parameters
    ----------
    amounts
        Low, central and high of each term, shape (terms, 3).
    parameters
        Row of `parameters` of each term; terms of the same row err together.
    shared
        Correlation between the errors of different rows, below and above the central value: 0 adds them in quadrature,
        1 adds them up.
    """
    if not len(amounts):
        return (0.0, 0.0, 0.0)
    central = float(amounts[:, 1].sum())
    _, group = np.unique(parameters, return_inverse=True)
    below = np.bincount(group, weights=amounts[:, 1] - amounts[:, 0])
    above = np.bincount(group, weights=amounts[:, 2] - amounts[:, 1])
    down, up = (
        float(np.sqrt((1 - together) * (side**2).sum() + together * side.sum() ** 2))
        for side, together in zip((below, above), shared, strict=True)
    )
    return (max(0.0, central - down), central, central + up)


def terms_of(table: PartTable, arcs: Iterable[int]) -> Ints:
    """Return the numbers of the amounts that a way is made of."""
    spans = [np.arange(table.indptr[arc], table.indptr[arc + 1]) for arc in arcs]
    return np.concatenate(spans).astype(np.int32) if spans else np.empty(0, np.int32)


def span_of(table: PartTable, arcs: Iterable[int]) -> Span:
    """Return low, central and high of a way in one unit."""
    terms = terms_of(table, arcs)
    return combined_span(table.amount[terms], table.parameter[terms])


def block_train_span(world: World, arcs: Ints) -> Span | None:
    """Return the hours of a way by block train or booked chain.

    None where a railway on it has no such class, or none is.
    """
    parts = parts_in(world, "block_train")
    by_rail = arcs[world.compiled.mode[arcs] == MODES.index("rail")]
    if not by_rail.size or not np.isin(by_rail, parts.fast).all():
        return None
    return span_of(parts.hours, arcs.tolist())


def detail_way(world: World, service: str, arcs: Ints, value: float) -> Route:
    """Return a way, given as compiled arcs, as a route with legs; naming it takes the other ways beside it."""
    parts = parts_in(world, service)
    numbers = arcs.tolist()
    return Route(
        name="",
        why="",
        value=value,
        length_km=float(world.compiled.length_km[arcs].sum()),
        hours=span_of(parts.hours, numbers),
        hours_block_train=block_train_span(world, arcs),
        cost_usd_per_t=span_of(parts.usd, numbers),
        co2e_kg_per_t=span_of(parts.kg, numbers),
        legs=tuple(detail_leg(world, service, arc) for arc in numbers),
        exposures=(),
        arcs=tuple(numbers),
    )


@lru_cache(maxsize=50_000)
def detail_leg(world: World, service: str, arc: int) -> Leg:
    """Return one compiled arc as a leg."""
    compiled, parts = world.compiled, parts_in(world, service)
    ends = [compiled.place_ids[compiled.state_place[state[arc]]] for state in (compiled.tail, compiled.head)]
    names = [str(compiled.network.nodes[place]["name"]) for place in ends]
    countries = [compiled.countries[compiled.place_index[place]] for place in ends]
    number = int(compiled.link[arc])
    link: Mapping[str, Any] = compiled.links[number] if number >= 0 else {}
    hours, usd, kg = (_by_part(table, arc) for table in (parts.hours, parts.usd, parts.kg))
    rows = [
        row
        for table in (parts.hours, parts.usd, parts.kg)
        for row in table.parameter[terms_of(table, [arc])].tolist()
        if row != NONE
    ]
    parameter_ids = tuple(dict.fromkeys(compiled.parameters.ids[row] for row in rows))
    facts = tuple(dict.fromkeys(fact for row in rows for fact in compiled.parameters.fact_ids[row]))
    event = world.delays[number][1] if number in world.delays else None
    sources = {s for fact in facts for s in fact_sources(compiled).get(fact, ())}
    sources |= {str(link["source_id"])} if "source_id" in link else set()
    sources |= set(event.source_ids) if event else set()
    return Leg(
        kind="carriage" if link else "handling",
        act=_act_name(compiled, arc, link),
        mode=str(link.get("mode", "")),
        gauge_mm=int(compiled.gauge[arc]),
        link_id=str(link.get("link_id", "")),
        line_name=str(link.get("line_name", "")),
        from_place=ends[0],
        to_place=ends[1],
        from_name=names[0],
        to_name=names[1],
        from_country=countries[0],
        to_country=countries[1],
        length_km=float(compiled.length_km[arc]),
        length_basis=str(link.get("length_basis", "")),
        hours=hours,
        hours_span=span_of(parts.hours, [arc]),
        usd=usd,
        cost_usd_per_t=sum(span[1] for span in usd.values()),
        co2e_kg_per_t=sum(span[1] for span in kg.values()),
        parameter_ids=parameter_ids,
        fact_ids=facts,
        source_ids=tuple(sorted(sources)),
        event_ids=(event.event_id,) if event else (),
    )


def _act_name(compiled: Compiled, arc: int, link: Mapping[str, Any]) -> str:
    """Return what is done on an arc."""
    if not link:
        return Act(int(compiled.act[arc])).name.lower()
    return "train_ferry" if link["mode"] == "sea" and compiled.gauge[arc] else str(link["mode"])


def _by_part(table: PartTable, arc: int) -> dict[str, Span]:
    """Return low, central and high of one arc by what they are spent on."""
    terms = terms_of(table, [arc])
    parts = table.part[terms]
    return {
        Part(part).name.lower(): combined_span(
            table.amount[terms[parts == part]], table.parameter[terms[parts == part]]
        )
        for part in np.unique(parts)
    }


@lru_cache(maxsize=8)
def fact_sources(compiled: Compiled) -> Mapping[str, tuple[str, ...]]:
    """Return the sources of every fact that a parameter may rest on."""
    tables = compiled.frames.tables()
    found: dict[str, tuple[str, ...]] = {}
    for name in (*_FACT_TABLES, "emission_factors"):
        frame = tables[name]
        found |= {fact: split_ids(source) for fact, source in zip(frame["fact_id"], frame["source_id"], strict=True)}
    journeys = tables["journeys"]
    found |= {j: split_ids(sources) for j, sources in zip(journeys["journey_id"], journeys["source_ids"], strict=True)}
    return found
