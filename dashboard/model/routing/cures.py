"""What would open a way where none is open: the same question with one closure, gap or wish less."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dashboard.model.routing.route_answers import RouteAnswer
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.world.events import CLOSING
from dashboard.model.world.scenario import Scenario, find_scenario
from dashboard.model.world.states import FACTORS, LISTS, scenario_of
from dashboard.model.world.worlds import World, link_title, resolve_scenario
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
    lifted, events = answer.question, tuple(dict.fromkeys(_events(answer.world, shut)))
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


def _events(world: World, subjects: Iterable[str]) -> Iterator[str]:
    """Yield the events that shut some links and ports."""
    compiled = world.compiled
    closing = [event for event in world.events if event.severity == CLOSING]
    for subject in subjects:
        link, place = compiled.link_index.get(subject, -1), compiled.place_index.get(subject, -1)
        yield from (event.event_id for event in closing if link in event.links or place in event.ports)


def _lift(world: World, question: RouteQuestion, subject: str) -> RouteQuestion:
    """Return the question with one link or place open, whatever shuts it."""
    compiled, events = world.compiled, set(_events(world, [subject]))
    if question.scenario:
        named = find_scenario(compiled.frames, question.scenario)
        if subject in {*named.closed_links, *named.closed_places} or events & set(named.with_events):
            question = _spelled_out(scenario_of(compiled.frames, question), question)
    question = dataclasses.replace(
        question,
        closed=_less(question.closed, {subject}),
        closed_places=_less(question.closed_places, {subject}),
        events=_less(question.events, events),
        without_events=tuple(sorted({*question.without_events, *events})),
    )
    still_shut = resolve_scenario(compiled, scenario_of(compiled.frames, question)).closures
    if subject in still_shut and subject in compiled.link_index:  # not built, suspended or given up
        question = dataclasses.replace(question, opened=tuple(sorted({*question.opened, subject})))
    return question


def _less(ids: tuple[str, ...], some: set[str]) -> tuple[str, ...]:
    """Return the ids that are not among some."""
    return tuple(name for name in ids if name not in some)


def _spelled_out(scenario: Scenario, question: RouteQuestion) -> RouteQuestion:
    """Return the same question without a named scenario: what that one says is said by the question itself."""
    said: dict[str, Any] = {
        **{field: getattr(scenario, theirs) for theirs, field in LISTS.items()},
        **{name: getattr(scenario, name) for name in (*FACTORS, "date", "value_of_time")},
    }
    return dataclasses.replace(question, scenario="", **said)


def _title(world: World, subject: str) -> str:
    number = world.compiled.link_index.get(subject)
    return (
        link_title(world.compiled, number) if number is not None else str(world.compiled.network.nodes[subject]["name"])
    )
