"""Which arcs a question lets its ways use, what they must pass, and what is to be least."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from dashboard.model.routing.route_graphs import MOST_REQUIREMENTS, RouteGraph, Stops, layered_graph, plain_graph
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.world.compiled import Act, Compiled
from dashboard.model.world.events import list_events
from dashboard.model.world.kernels import Bools, Floats
from dashboard.model.world.network import MODES
from dashboard.model.world.scenario import ScenarioError
from dashboard.model.world.worlds import World, value_of_time, vectors_in
from dashboard.text import say

TIE_PER_HOUR = 1e-6
"""Added per hour where something else than time is least, so that of equal ways the quicker one is found."""

EXPOSED_COUNTRIES = {"iran": "IRN", "russia": "RUS", "afghanistan": "AFG"}
HORMUZ = "SEAHRZ"
"""Place of the Strait of Hormuz."""


class RouteQuestionError(ScenarioError):
    """A question that cannot be asked; the message is one sentence for the visitor."""


def check_question(compiled: Compiled, question: RouteQuestion) -> None:
    """Check that what a question names exists and makes sense together.

    Raises
    ------
    RouteQuestionError
        With one sentence for the visitor.
    """
    for place in (question.origin, question.destination, *question.via, *question.avoid_places):
        if place not in compiled.place_index:
            raise RouteQuestionError(say("“{text}” is not a place of this network.", text=place))
    if question.origin == question.destination:
        raise RouteQuestionError(
            say(
                "The journey begins and ends in the same place, {place}.",
                place=compiled.network.nodes[question.origin]["name"],
            )
        )
    ends = {question.origin, question.destination}
    for place in (*question.via, *question.avoid_places):
        if place in ends or (place in question.via and place in question.avoid_places):
            name = compiled.network.nodes[place]["name"]
            raise RouteQuestionError(say("{place} cannot be both an end or way-point and something else.", place=name))
    if len(set(question.via)) < len(question.via):
        raise RouteQuestionError(say("The same way-point is named twice."))
    _check_words(compiled, question)


def _check_words(compiled: Compiled, question: RouteQuestion) -> None:
    """Raise for a mode, country, corridor, measure or number that does not exist."""
    corridors = set(compiled.frames.corridor_links["corridor_id"])
    known = (
        (say("mode"), (*question.modes, *question.through_modes), set(MODES)),
        (say("country"), (*question.avoid_countries, *question.through_countries), set(compiled.countries)),
        (say("corridor with a drawn path"), (*question.avoid_corridors, *question.through_corridors), corridors),
        (say("track gauge"), tuple(map(str, question.gauges)), set(map(str, compiled.gauge[compiled.gauge > 0]))),
        (say("measure"), (question.by,), {"time", "cost", "distance", "emissions", "generalised"}),
        (say("service"), (question.service,), {"ordinary", "block_train"}),
        (say("exposure"), question.without, {*EXPOSED_COUNTRIES, "hormuz", "sanctioned_port"}),
    )
    for kind, words, allowed in known:
        wrong = sorted(set(words) - allowed)
        if wrong:
            raise RouteQuestionError(say("There is no {kind} “{word}” in this network.", word=wrong[0], kind=kind))
    required = len(question.through_countries) + len(question.through_corridors) + len(question.through_modes)
    if required > MOST_REQUIREMENTS:
        raise RouteQuestionError(
            say("At most {count} things can be passed through besides way-points.", count=MOST_REQUIREMENTS)
        )
    if not (0 <= question.alternatives <= 12 and 0 <= question.overlap <= 1 and 1 <= question.stretch <= 10):
        raise RouteQuestionError(say("Alternatives go up to 12, overlap from 0 to 1, stretch from 1 to 10."))


def arcs_in_country(compiled: Compiled, country: str) -> Bools:
    """Return which arcs touch a country."""
    inside = np.array([code == country for code in compiled.countries])[compiled.state_place]
    return np.asarray(inside[compiled.tail] | inside[compiled.head])


def arcs_of_corridor(compiled: Compiled, corridor: str) -> Bools:
    """Return which arcs run along links of a corridor."""
    table = compiled.frames.corridor_links
    ids = table.loc[table["corridor_id"] == corridor, "link_id"]
    numbers = [compiled.link_index[link] for link in ids if link in compiled.link_index]
    return np.isin(compiled.link, numbers)


def arcs_at_places(compiled: Compiled, places: tuple[str, ...]) -> Bools:
    """Return which arcs touch one of the places."""
    at = np.zeros(len(compiled.place_ids), np.bool_)
    at[[compiled.place_index[place] for place in places if place in compiled.place_index]] = True
    return np.asarray(at[compiled.state_place[compiled.tail]] | at[compiled.state_place[compiled.head]])


def sanctioned_ports(world: World) -> dict[str, str]:
    """Return the ports under sanctions on the day of the world, with the event that says so."""
    date = world.scenario.date
    nodes = world.compiled.network.nodes
    return {
        place: event.event_id
        for event in list_events(world.compiled)
        if event.subject_kind == "sanctions" and event.covers(date)
        for place in event.place_ids
        if nodes[place].get("kind") == "port"
    }


def exposed_arcs(world: World, exposure: str) -> Bools:
    """Return which arcs make a way exposed to something."""
    compiled = world.compiled
    if exposure in EXPOSED_COUNTRIES:
        return arcs_in_country(compiled, EXPOSED_COUNTRIES[exposure])
    if exposure == "hormuz":
        return arcs_at_places(compiled, (HORMUZ,))
    by_ship = np.array([code.startswith("ship") for code in compiled.state_code])
    at_ship = by_ship[compiled.tail] | by_ship[compiled.head]
    return np.asarray(arcs_at_places(compiled, tuple(sanctioned_ports(world))) & at_ship)


def allowed_arcs(world: World, question: RouteQuestion) -> Bools:
    """Return which arcs are open and not excluded by the question."""
    return np.asarray(world.open & permitted_arcs(world, question))


def permitted_arcs(world: World, question: RouteQuestion) -> Bools:
    """Return which arcs the question itself does not exclude, open or not."""
    compiled = world.compiled
    carries = compiled.act == Act.CARRY
    permitted = np.ones(compiled.arcs, np.bool_)
    if question.modes:
        permitted &= ~carries | np.isin(compiled.mode, [MODES.index(mode) for mode in question.modes])
    if question.gauges:
        permitted &= ~carries | (compiled.mode != MODES.index("rail")) | np.isin(compiled.gauge, question.gauges)
    for country in question.avoid_countries:
        permitted &= ~arcs_in_country(compiled, country)
    for corridor in question.avoid_corridors:
        permitted &= ~arcs_of_corridor(compiled, corridor)
    if question.avoid_places:
        permitted &= ~arcs_at_places(compiled, question.avoid_places)
    for exposure in question.without:
        permitted &= ~exposed_arcs(world, exposure)
    return permitted


def stops_of(world: World, question: RouteQuestion) -> Stops:
    """Return what the ways of a question must pass."""
    compiled = world.compiled
    requirements = (
        *(arcs_in_country(compiled, country) & (compiled.act == Act.CARRY) for country in question.through_countries),
        *(arcs_of_corridor(compiled, corridor) for corridor in question.through_corridors),
        *(compiled.mode == MODES.index(mode) for mode in question.through_modes),
    )
    vias = tuple(compiled.place_index[place] for place in question.via)
    return Stops(vias, tuple(_must_change_ship(compiled, question, via) for via in vias), requirements)


def _must_change_ship(compiled: Compiled, question: RouteQuestion, via: int) -> bool:
    """Return whether a way-point is a port where a way of several modes must change between ship and land."""
    modes = set(question.modes or MODES)
    codes = {compiled.state_code[state] for state in np.flatnonzero(compiled.state_place == via)}
    on_land = any(code.startswith(mode) for code in codes for mode in modes - {"sea"})
    return "sea" in modes and "ship_in" in codes and on_land


def route_graph(world: World, question: RouteQuestion, allowed: Bools | None = None) -> RouteGraph:
    """Return the graph that a question walks; `allowed` replaces the arcs that world and question let it use."""
    compiled = world.compiled
    allowed = allowed_arcs(world, question) if allowed is None else allowed
    source = int(compiled.gates_out[compiled.place_index[question.origin]])
    target = int(compiled.gates_in[compiled.place_index[question.destination]])
    stops = stops_of(world, question)
    if stops.vias or stops.requirements:
        return layered_graph(compiled, allowed, source, target, stops)
    return plain_graph(compiled, allowed, source, target)


@lru_cache(maxsize=64)
def values_by(world: World, service: str, by: str) -> Floats:
    """Return what is to be least, for every compiled arc."""
    vectors = vectors_in(world, service)
    if by == "time":
        return vectors.hours
    if by == "generalised":
        return vectors.usd + value_of_time(world)[0] / 24.0 * vectors.hours + TIE_PER_HOUR * vectors.hours
    chosen = {"cost": vectors.usd, "distance": vectors.km, "emissions": vectors.kg}[by]
    return np.asarray(chosen + TIE_PER_HOUR * vectors.hours)
