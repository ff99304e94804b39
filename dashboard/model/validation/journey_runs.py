"""Published journeys run through the route model: what the model makes of each, and from which parameters."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard.model.routing.no_ways import explain_no_way
from dashboard.model.routing.route_answers import Span
from dashboard.model.routing.route_filters import RouteQuestionError, check_question, route_graph, values_by
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.searches import best_way
from dashboard.model.routing.way_details import combined_span, span_of, terms_of
from dashboard.model.validation.journeys import SAILING, Journey, day_of, question_of, read_journeys
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.events import CLOSING, DELAYING, Event, list_events
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.parts import Part
from dashboard.model.world.scenario import Scenario, ScenarioError, dates_covered, last_known_day
from dashboard.model.world.worlds import World, parts_in, resolve_scenario
from dashboard.text import say

_HOURS_PER_DAY = 24.0


@dataclass(frozen=True, eq=False)
class JourneyRun:
    """What the model makes of one journey; without a way all arrays are empty and `problem` says why.

    Attributes
    ----------
    km
        Length of the way; NaN without one.
    part, parameter, days
        Terms that the time is the sum of: `Part`, row of `parameters` (`NONE` for the delay of an event), and low,
        central and high days, shape (terms, 3).
    usd_per_t
        Low, central and high cost per tonne.
    guessed_km
        Kilometres whose length is a straight line times a factor.
    lifted
        Events that closed every way on the day and were left out.
    """

    journey: Journey
    problem: str
    km: float
    part: Ints
    parameter: Ints
    days: Floats
    usd_per_t: Span
    link_ids: tuple[str, ...]
    guessed_km: float
    lifted: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether the model has a way."""
        return not self.problem

    @property
    def days_span(self) -> Span:
        """Low, central and high days."""
        return combined_span(self.days, self.parameter)


@lru_cache(maxsize=4)
def run_journeys(compiled: Compiled) -> tuple[JourneyRun, ...]:
    """Return what the model makes of every journey in the tables, in their order; found once, then remembered."""
    covered = dates_covered(compiled.frames)
    detours = [event for event in list_events(compiled) if _is_detour(event)]
    runs = []
    for journey in read_journeys(compiled.frames):
        day = day_of(journey.date, covered)
        # Whoever sails through the canal does not sail round it: the delay of the detour is not theirs.
        through = [event for event in detours if set(event.place_ids) & set(journey.via)]
        without = tuple(event.event_id for event in through if day is None or event.covers(day))
        runs.append(_run(compiled, journey, question_of(journey, day, without)))
    return tuple(runs)


def _is_detour(event: Event) -> bool:
    """Return whether an event delays ships at a passage, which they then sail round."""
    return event.subject_kind == "passage" and event.severity in DELAYING


def _run(compiled: Compiled, journey: Journey, question: RouteQuestion) -> JourneyRun:
    """Return one journey through the model; where events close every way on its day, without those events."""
    if not (journey.origin and journey.destination):
        return _nothing(journey, say("An end is not a place of the network."))
    try:
        world, arcs = _way(compiled, question)
        lifted: tuple[str, ...] = ()
        if arcs is None:
            lifted = tuple(event.event_id for event in world.events if event.severity == CLOSING)
            question = dataclasses.replace(question, without_events=(*question.without_events, *lifted))
            world, arcs = _way(compiled, question)
    except (RouteQuestionError, ScenarioError) as error:
        return _nothing(journey, str(error))
    if arcs is None:
        return _nothing(journey, explain_no_way(world, question).sentence)
    return _measured(world, journey, question, arcs, lifted)


def _way(compiled: Compiled, question: RouteQuestion) -> tuple[World, Ints | None]:
    """Return the world of a question and the compiled arcs of its best way; None for the arcs where there is none."""
    check_question(compiled, question)
    # The scenario of a question with a date is this; `scenario_of` would look for the last known day each time.
    day = question.date or last_known_day(compiled.frames)
    world = resolve_scenario(compiled, Scenario(date=day, without_events=tuple(sorted(question.without_events))))
    graph = route_graph(world, question)
    way = best_way(graph, graph.weights(values_by(world, question.service, question.by)))
    return world, None if way is None else graph.compiled_arcs(way)


def _nothing(journey: Journey, problem: str) -> JourneyRun:
    """Return a journey that the model has no way for."""
    empty = np.empty(0, np.int32)
    nan = (float("nan"),) * 3
    return JourneyRun(journey, problem, float("nan"), empty, empty, np.empty((0, 3)), nan, (), 0.0, ())


def _measured(
    world: World, journey: Journey, question: RouteQuestion, arcs: Ints, lifted: tuple[str, ...]
) -> JourneyRun:
    """Return what a way adds up to; of a sailing only the time on the water."""
    compiled, parts = world.compiled, parts_in(world, question.service)
    terms = terms_of(parts.hours, arcs.tolist())
    if journey.days_scope == SAILING:
        terms = terms[parts.hours.part[terms] == Part.MOVING]
    links = [int(link) for link in compiled.link[arcs] if link >= 0]
    guessed = [
        float(compiled.links[link]["length_km"])
        for link in links
        if str(compiled.links[link].get("length_basis", "")).startswith("geodesic")
    ]
    return JourneyRun(
        journey=journey,
        problem="",
        km=float(compiled.length_km[arcs].sum()),
        part=parts.hours.part[terms],
        parameter=parts.hours.parameter[terms],
        days=parts.hours.amount[terms] / _HOURS_PER_DAY,
        usd_per_t=span_of(parts.usd, arcs.tolist()),
        link_ids=tuple(compiled.link_ids[link] for link in links),
        guessed_km=sum(guessed),
        lifted=lifted,
    )
