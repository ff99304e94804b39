"""What would open a way where none is open: the same question with one closure, gap or wish less."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.model.route_answers import RouteAnswer
from dashboard.model.route_questions import RouteQuestion
from dashboard.model.worlds import World, link_title
from dashboard.text import say

_WISHES = (
    "via", "modes", "gauges", "without", "avoid_places", "avoid_countries", "avoid_corridors", "through_countries",
    "through_corridors", "through_modes",
)  # fmt: skip


@dataclass(frozen=True)
class Cure:
    """A question that has a better chance, and in words what it leaves out or takes as open."""

    words: str
    question: RouteQuestion
    event_ids: tuple[str, ...] = ()


def find_cures(answer: RouteAnswer) -> tuple[Cure, ...]:
    """Return the questions that lift what cuts every way: everything at once first; none where a way is open."""
    if answer.no_way is None:
        return ()
    shut = [subject for subject, _ in answer.no_way.missing]
    lifted, events = answer.question, tuple(_events(answer.world, shut))
    for subject in shut:
        lifted = _lift(answer.world, lifted, subject)
    found = []
    if shut and lifted != answer.question:
        names = "; ".join(_title(answer.world, subject) for subject in shut)
        found.append(Cure(say("Ask again with this open: {names}", names=names), lifted, events))
    wishes = {name: () for name in _WISHES if getattr(answer.question, name)}
    if wishes:
        free = dataclasses.replace(answer.question, **wishes)  # type: ignore[arg-type]
        found.append(Cure(say("Ask again without way-points, filters and wishes"), free))
    if answer.question.scenario or answer.question.date:
        latest = dataclasses.replace(answer.question, scenario="", date=None)
        found.append(Cure(say("Ask for the last known state instead"), latest))
    return tuple(found)


def _events(world: World, shut: list[str]) -> Iterator[str]:
    """Yield the events that shut something."""
    for subject in shut:
        if subject in world.closures and world.closures[subject].event_id:
            yield world.closures[subject].event_id
        elif subject in world.compiled.place_index:
            number = world.compiled.place_index[subject]
            yield from (
                event.event_id for event in world.events if event.severity == "closed" and number in event.ports
            )


def _lift(world: World, question: RouteQuestion, subject: str) -> RouteQuestion:
    """Return the question with one link or place open."""
    for name in ("closed", "closed_places"):
        kept = tuple(other for other in getattr(question, name) if other != subject)
        question = dataclasses.replace(question, **{name: kept})  # type: ignore[arg-type]
    closure = world.closures.get(subject)
    if closure is not None and closure.kind == "asked":
        by_scenario = subject in {*world.scenario.closed_links, *world.scenario.closed_places} - {
            *question.closed, *question.closed_places
        }  # fmt: skip
        return dataclasses.replace(question, scenario="") if question.scenario and by_scenario else question
    events = tuple(_events(world, [subject]))
    if events:
        without = tuple(dict.fromkeys((*question.without_events, *events)))
        kept = tuple(event for event in question.events if event not in events)
        return dataclasses.replace(question, without_events=without, events=kept)
    if subject in world.compiled.link_index:
        return dataclasses.replace(question, opened=tuple(dict.fromkeys((*question.opened, subject))))
    return question


def _title(world: World, subject: str) -> str:
    number = world.compiled.link_index.get(subject)
    return (
        link_title(world.compiled, number) if number is not None else str(world.compiled.network.nodes[subject]["name"])
    )
