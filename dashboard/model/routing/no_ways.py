"""Why no way is open: the fewest closures or gaps that cut it, or the wish of the question that does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dashboard.model.phrases import say_list
from dashboard.model.routing.route_answers import NoWay
from dashboard.model.routing.route_filters import permitted_arcs, route_graph
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.searches import best_way
from dashboard.model.world.compiled import Act
from dashboard.model.world.events import CLOSING
from dashboard.model.world.kernels import Bools, Floats
from dashboard.model.world.worlds import Closure, World, link_title
from dashboard.text import say

_SHUT = 1e6  # more kilometres than any way has: the fewest closures come first, length only breaks ties
_SHOWN = 4
_LIFTABLE = ("event", "asked", "suspended", "ended")
_UNBUILT = ("not_built", "not_yet")


def explain_no_way(world: World, question: RouteQuestion) -> NoWay:
    """Return why a question has no way in a world; call it only when there is none."""
    for kinds in (_LIFTABLE, (*_LIFTABLE, *_UNBUILT)):
        missing = _fewest_closures(world, question, kinds)
        if missing:
            return _cut_by(world, question, missing)
    return _wish_that_cuts(world, question)


def _fewest_closures(world: World, question: RouteQuestion, kinds: tuple[str, ...]) -> tuple[Closure, ...]:
    """Return the fewest closures of some kinds whose lifting would give a way; none where even that would not."""
    openable = _openable(world, kinds)
    graph = route_graph(world, question, permitted_arcs(world, question) & (world.open | openable))
    way = best_way(graph, graph.weights(world.compiled.length_km + _SHUT * _entering(world, openable) + 1.0))
    if way is None:
        return ()
    arcs = graph.compiled_arcs(way)
    return tuple(dict.fromkeys(closure for arc in arcs if openable[arc] for closure in _closures_of(world, int(arc))))


def _openable(world: World, kinds: tuple[str, ...]) -> Bools:
    """Return the shut arcs that would open if closures of these kinds were lifted; those of the question stay shut."""
    compiled = world.compiled
    firm = [
        compiled.link_index[c.subject]
        for c in world.closures.values()
        if c.subject in compiled.link_index and c.kind not in kinds
    ]
    return np.asarray(~world.open & ~np.isin(compiled.link, np.array(firm, np.int32)))


def _entering(world: World, openable: Bools) -> Floats:
    """Return how many closures shut arcs enter: each closed link and each closed place on a way counts once."""
    compiled = world.compiled
    places = np.zeros(len(compiled.place_ids), np.bool_)
    places[[compiled.place_index[place] for place in world.scenario.closed_places]] = True
    carries = compiled.act == Act.CARRY
    by_link = (
        np.isin(compiled.link, [compiled.link_index[c] for c in world.closures if c in compiled.link_index]) & carries
    )
    into_place = places[compiled.state_place[compiled.head]] & (carries | (compiled.act == Act.START))
    by_port = ~carries & ~places[compiled.state_place[compiled.tail]]
    return np.asarray(openable * (by_link.astype(np.float64) + into_place + by_port))


def _closures_of(world: World, arc: int) -> Iterator[Closure]:
    """Yield why an arc is shut: its link, the place it enters; nothing where only the place that it leaves is."""
    compiled = world.compiled
    link = compiled.link[arc]
    place = compiled.place_ids[compiled.state_place[compiled.head[arc]]]
    names = [place] if link < 0 else [compiled.link_ids[link], place]
    known = [world.closures[name] for name in names if name in world.closures]
    yield from known
    if known or compiled.act[arc] == Act.CARRY:
        return
    for event in world.events:
        if event.severity == CLOSING and compiled.place_index[place] in event.ports:
            yield Closure(place, "event", event.name, event.event_id, event.source_ids)
            return


def _cut_by(world: World, question: RouteQuestion, missing: tuple[Closure, ...]) -> NoWay:
    """Return the answer that closures cut every way."""
    compiled = world.compiled
    described = []
    for closure in missing[:_SHOWN]:
        number = compiled.link_index.get(closure.subject)
        title = link_title(compiled, number) if number is not None else compiled.network.nodes[closure.subject]["name"]
        described.append(say("{link} ({id}): {reason}", link=title, id=closure.subject, reason=closure.reason))
    if len(missing) > _SHOWN:
        described.append(say("and {count} more", count=len(missing) - _SHOWN))
    planned = all(closure.kind in _UNBUILT for closure in missing)
    words = {**_ends(world, question), "links": "; ".join(described)}
    sentence = (
        say("From {origin} to {destination} there is a way only with what is not open yet: {links}.", **words)
        if planned
        else say("From {origin} to {destination} no way is open. It would take {links}.", **words)
    )
    sources = tuple(sorted({source for closure in missing for source in closure.source_ids}))
    return NoWay(sentence, tuple((closure.subject, closure.reason) for closure in missing), sources)


def _ends(world: World, question: RouteQuestion) -> dict[str, str]:
    nodes = world.compiled.network.nodes
    return {"origin": nodes[question.origin]["name"], "destination": nodes[question.destination]["name"]}


def _wish_that_cuts(world: World, question: RouteQuestion) -> NoWay:
    """Return the answer that a wish of the question cuts every way, or that the places are not joined at all."""
    for without, reason in _without_one_wish(world, question):
        if without != question and _is_joined(world, without):
            sentence = say(
                "From {origin} to {destination} there is no way: {reason}.", **_ends(world, question), reason=reason
            )
            return NoWay(sentence)
    return NoWay(
        say("{origin} and {destination} are not joined in this network as asked for.", **_ends(world, question))
    )


def _without_one_wish(world: World, question: RouteQuestion) -> Iterator[tuple[RouteQuestion, str]]:
    """Yield the question without one of its wishes, and what to say if that would give a way."""
    nodes = world.compiled.network.nodes
    vias = say_list(nodes[place]["name"] for place in question.via)
    yield (
        replace(question, via=()),
        say(
            "{places} cannot be passed in this order without turning back on the same link, or is no change of ship "
            "there",
            places=vias,
        ),
    )
    yield replace(question, gauges=()), say("the track gauges allowed do not join them")
    yield (
        replace(question, modes=()),
        say("the modes allowed ({modes}) do not join them", modes=say_list(question.modes)),
    )
    yield replace(question, without=()), say("every way is exposed to what is to be avoided")
    spared = replace(question, avoid_places=(), avoid_countries=(), avoid_corridors=())
    yield spared, say("every way touches what is to be avoided")
    free = replace(question, through_countries=(), through_corridors=(), through_modes=())
    yield free, say("no way passes what it is to pass through")


def _is_joined(world: World, question: RouteQuestion) -> bool:
    """Return whether a question has a way, closures lifted."""
    graph = route_graph(world, question, permitted_arcs(world, question))
    return best_way(graph, graph.weights(world.compiled.length_km + 1.0)) is not None
