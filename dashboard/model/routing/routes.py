"""Best ways between two places, and further ones that differ: questions to answers."""

from __future__ import annotations

import dataclasses

from dashboard.model.routing.exposures import find_exposures
from dashboard.model.routing.no_ways import explain_no_way
from dashboard.model.routing.route_answers import RouteAnswer
from dashboard.model.routing.route_filters import check_question, route_graph, values_by
from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.routing.route_names import name_routes
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.route_sentences import headline, remarks, subtitle
from dashboard.model.routing.searches import distinct_ways
from dashboard.model.routing.way_details import detail_way
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.states import scenario_of
from dashboard.model.world.worlds import World, resolve_scenario


def find_routes(compiled: Compiled, question: RouteQuestion) -> RouteAnswer:
    """Return the best way and ways that differ from it, with names, legs and ranges; or why no way is open.

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
    """Return the world of a question, the graph it walks and what each arc costs on it.

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
