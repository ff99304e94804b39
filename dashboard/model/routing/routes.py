"""Best ways between two places, and further ones that differ: questions to answers."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

import numpy as np

from dashboard.model.routing.exposures import find_exposures
from dashboard.model.routing.no_ways import explain_no_way
from dashboard.model.routing.route_answers import Route, RouteAnswer, Span
from dashboard.model.routing.route_filters import check_question, route_graph, values_by
from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.routing.route_names import name_routes
from dashboard.model.routing.route_questions import By, RouteQuestion
from dashboard.model.routing.route_sentences import headline, remarks, subtitle
from dashboard.model.routing.searches import best_way, distinct_ways
from dashboard.model.routing.way_details import detail_way
from dashboard.model.world import kernels
from dashboard.model.world.compiled import Act, Compiled
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.parts import Part
from dashboard.model.world.states import scenario_of
from dashboard.model.world.worlds import World, resolve_scenario


def find_routes(compiled: Compiled, question: RouteQuestion) -> RouteAnswer:
    """
    Return the best way and ways that differ from it, with names, legs and ranges; or why no way is open.

    Raises
    ------
    RouteQuestionError, ScenarioError
        If the question cannot be asked; the message is one sentence for the visitor.
    """
    world, graph, weights = prepare(compiled, question)
    ways = distinct_ways(
        graph, weights, count=question.alternatives + 1, overlap=question.overlap, stretch=question.stretch
    )
    return answer_with(world, question, [(graph.compiled_arcs(way), float(weights[way].sum())) for way in ways])


def prepare(compiled: Compiled, question: RouteQuestion) -> tuple[World, RouteGraph, Floats]:
    """
    Return the world of a question, the graph it walks and what each arc costs on it.

    Raises as `find_routes` does.
    """
    check_question(compiled, question)
    world = resolve_scenario(compiled, scenario_of(compiled.frames, question))
    graph = route_graph(world, question)
    return world, graph, graph.weights(values_by(world, question.service, question.by))


def answer_with(world: World, question: RouteQuestion, ways: list[tuple[Ints, float]]) -> RouteAnswer:
    """Return the answer that shows these ways, each given as compiled arcs and value, best first."""
    routes = tuple(detail_way(world, question.service, arcs, value) for arcs, value in ways)
    routes = tuple(dataclasses.replace(route, exposures=find_exposures(world, route)) for route in routes)
    routes = name_routes(world, routes, question.by)
    return RouteAnswer(
        question=question,
        world=world,
        routes=routes,
        headline=headline(world, question, routes) if routes else "",
        described=subtitle(world, question),
        remarks=remarks(world, question, routes),
        no_way=None if routes else explain_no_way(world, question),
    )


@dataclass(frozen=True)
class JourneyEstimate:
    """
    The model's figures for one journey.

    Attributes
    ----------
    km, hours, cost_usd_per_t, co2e_kg_per_t
        Length, and low, central and high of hours, USD per tonne and kg CO2e per tonne.
    hours_by_part
        Central hours by what they are spent on.
    terminal_hours
        Central hours of loading at the origin and unloading at the destination, included in `hours`.
    link_ids, parameter_ids
        What it rests on.
    """

    km: float
    hours: Span
    cost_usd_per_t: Span
    co2e_kg_per_t: Span
    hours_by_part: dict[str, float]
    terminal_hours: float
    link_ids: tuple[str, ...]
    parameter_ids: tuple[str, ...]


def estimate_journey(
    compiled: Compiled,
    origin: str,
    destination: str,
    *,
    via: tuple[str, ...] = (),
    modes: tuple[str, ...] = (),
    service: str = "ordinary",
    date: dt.date | None = None,
    by: By = "time",
    opened: tuple[str, ...] = (),
) -> JourneyEstimate | None:
    """
    Return the model's figures for the best way of one journey; None where no way is open.

    Parameters
    ----------
    via
        Way-points in order.
    modes
        Modes allowed; none means all.
    date
        Day of the journey; None is the last known state.

    Raises
    ------
    RouteQuestionError, ScenarioError
        If the journey cannot be asked for.
    """
    question = RouteQuestion(
        origin=origin,
        destination=destination,
        via=via,
        modes=modes,
        date=date,
        opened=opened,
        by=by,
        service="block_train" if service == "block_train" else "ordinary",
    )
    world, graph, weights = prepare(compiled, question)
    way = best_way(graph, weights)
    if way is None:
        return None
    arcs = graph.compiled_arcs(way)
    return _estimate(detail_way(world, question.service, arcs, float(weights[way].sum())))


def _estimate(route: Route) -> JourneyEstimate:
    """Return the figures of a route."""
    parts = {part.name.lower(): 0.0 for part in Part}
    for leg in route.legs:
        for part, span in leg.hours.items():
            parts[part] += span[1]
    ends = (Act.START.name.lower(), Act.END.name.lower())
    return JourneyEstimate(
        km=route.length_km,
        hours=route.hours,
        cost_usd_per_t=route.cost_usd_per_t,
        co2e_kg_per_t=route.co2e_kg_per_t,
        hours_by_part=parts,
        terminal_hours=sum(leg.hours_span[1] for leg in route.legs if leg.act in ends),
        link_ids=route.link_ids,
        parameter_ids=tuple(dict.fromkeys(p for leg in route.legs for p in leg.parameter_ids)),
    )


def best_values(compiled: Compiled, world: World, service: str, by: str, pairs: list[tuple[str, str]]) -> Floats:
    """Return the value of the best way for many pairs of places, one tree an origin; infinite where no way is open."""
    origins = list(dict.fromkeys(origin for origin, _ in pairs))
    weights = np.where(world.open, values_by(world, service, by), np.inf)
    gates = compiled.gates_out[[compiled.place_index[origin] for origin in origins]]
    rows = kernels.many_trees(compiled.indptr, compiled.slots, compiled.head, weights, gates)
    row = {origin: i for i, origin in enumerate(origins)}
    ends = compiled.gates_in[[compiled.place_index[destination] for _, destination in pairs]]
    return np.asarray(rows[[row[origin] for origin, _ in pairs], ends])
