"""Why the best way is the best, and what would flip it: the wait, rate or value of time at which another way wins."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.model.routing.levers import Lever, list_levers
from dashboard.model.routing.route_answers import Leg, Route, RouteAnswer
from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.routing.route_names import name_routes
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import answer_with, prepare
from dashboard.model.routing.searches import best_way, distinct_ways
from dashboard.model.routing.way_details import detail_way
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.kernels import SAME, Floats, Ints
from dashboard.model.world.worlds import World
from dashboard.text import say
from dashboard.text.formats import format_number

_FARTHEST = 20.0  # a number would have to change more than this many times: not a flip anyone can use
_MOST_STEPS = 60


@dataclass(frozen=True)
class Flip:
    """The value of one number at which the best way stops being the best.

    Attributes
    ----------
    lever_id, subject, unit
        The number: a wait, a rate, a speed, the value of time.
    today, value
        What it is, and where another way wins.
    winner
        Name of the way that wins beyond the value.
    sentence
        All of it in words.
    """

    lever_id: str
    subject: str
    unit: str
    today: float
    value: float
    winner: str
    sentence: str

    @property
    def change(self) -> float:
        """How far the value is from today, as a share of today's; infinite where that is nothing."""
        return abs(self.value - self.today) / self.today if self.today else math.inf


@dataclass(frozen=True)
class FlipAnswer:
    """Best and second way side by side, and every number that would flip them, nearest first."""

    routes: RouteAnswer
    flips: tuple[Flip, ...]
    compared: pd.DataFrame = field(repr=False, compare=False)

    def frame(self) -> pd.DataFrame:
        """Return one row a flip, nearest first."""
        columns = ["lever_id", "subject", "unit", "today", "value", "change", "winner", "sentence"]
        return pd.DataFrame([{name: getattr(flip, name) for name in columns} for flip in self.flips], columns=columns)

    def differences(self) -> pd.DataFrame:
        """Return the stretches of best and second way, shared or apart, with kilometres, hours and dollars of each."""
        return self.compared

    def sentence(self) -> str:
        """Return the nearest flip."""
        if self.flips:
            return self.flips[0].sentence
        if self.routes.no_way:
            return self.routes.sentence()
        return say("No single wait, rate or speed within reach changes which way is best.")

    def subtitle(self) -> str:
        """Return what is least."""
        return self.routes.subtitle()

    def notes(self) -> tuple[str, ...]:
        """Return how to read a flip."""
        return (
            say("Each flip changes one number and leaves all others as they are; every way of the network takes part."),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the ways compared."""
        return self.routes.source_ids


def find_flips(compiled: Compiled, question: RouteQuestion) -> FlipAnswer:
    """Return best and second way leg by leg, and the values of waits, rates and value of time that would flip them.

    A flip is exact: at its value the best way ties with the winner and no way of the network is better than either.

    Raises
    ------
    RouteQuestionError, ScenarioError
        If the question cannot be asked.
    """
    world, graph, weights = prepare(compiled, question)
    ways = distinct_ways(graph, weights, count=2, overlap=question.overlap, stretch=question.stretch)
    asked = replace(question, alternatives=1)
    answer = answer_with(world, asked, [(graph.compiled_arcs(way), float(weights[way].sum())) for way in ways])
    if len(ways) < 2:
        return FlipAnswer(answer, (), compare_routes(answer.routes))
    search = _Search(world, graph, weights, ways[0], ways[1])
    flips = sorted(_flips(search, question, answer.routes), key=lambda flip: flip.change)
    return FlipAnswer(answer, tuple(flips), compare_routes(answer.routes))


class _Search(NamedTuple):
    """A graph with what is to be least today, and its best and second way."""

    world: World
    graph: RouteGraph
    weights: Floats
    best: Ints
    second: Ints


class Crossing(NamedTuple):
    """Where a line of another way meets that of the best: x, and that way's arcs."""

    x: float
    way: Ints


def _flips(search: _Search, question: RouteQuestion, routes: tuple[Route, ...]) -> Iterator[Flip]:
    """Yield the flips of every lever on the two ways."""
    arcs = tuple(search.graph.compiled_arcs(way) for way in (search.best, search.second))
    names: dict[tuple[int, ...], str] = {routes[1].arcs: routes[1].name}
    for lever in list_levers(search.world, question.service, question.by, arcs):
        crossing = find_crossing(search.graph, search.weights, lever, search.best, search.second)
        if crossing is None:
            continue
        winner = search.graph.compiled_arcs(crossing.way)
        key = tuple(winner.tolist())
        if key not in names:
            route = detail_way(search.world, question.service, winner, 0.0)
            names[key] = name_routes(search.world, (routes[0], route), question.by)[1].name
        if _links(search, winner) != _links(search, arcs[0]):
            yield _flip(lever, crossing.x, names[key])


def _links(search: _Search, way: Ints) -> list[int]:
    """Return the links of a way, in order; ways of the same links are one way to a reader."""
    links = search.graph.compiled.link[way]
    return [int(link) for link in links if link >= 0]


def find_crossing(graph: RouteGraph, weights: Floats, lever: Lever, best: Ints, other: Ints) -> Crossing | None:
    """Return the nearest value of a lever at which the best way stops being the best; None where none is within reach.

    The least over all ways is concave and piecewise linear in x, so a Newton step from the crossing with any other way
    never oversteps the first breakpoint: at the crossing the best way is looked for again, until it is none other than
    the two that cross. The direction is the one in which `other` gains on `best`.
    """
    slope = np.where(graph.arc >= 0, np.append(lever.slope, 0.0)[graph.arc], 0.0)
    mine, today = float(slope[best].sum()), float(weights[best].sum())
    rising = mine > float(slope[other].sum()) + SAME
    way, x = other, math.inf
    for _ in range(_MOST_STEPS):
        gain = mine - float(slope[way].sum())
        if abs(gain) <= SAME or (gain > 0) != rising:
            return None
        x = lever.x + (float(weights[way].sum()) - today) / gain
        if not _within_reach(lever, x):
            return None
        moved = np.maximum(weights + slope * (x - lever.x), 0.0)
        found = best_way(graph, moved)
        if found is None or moved[found].sum() >= moved[best].sum() - SAME * max(1.0, today):
            return Crossing(x, way)
        way = found
    return None


def _within_reach(lever: Lever, x: float) -> bool:
    """Return whether a number can be had: not below nothing, and not many times today's."""
    if x < 0 or (lever.inverse and x <= 0):
        return False
    return x <= _FARTHEST * max(lever.x, SAME) and (not lever.inverse or x >= lever.x / _FARTHEST)


def _flip(lever: Lever, x: float, winner: str) -> Flip:
    """Return the flip of a lever at an x, in words."""
    value = lever.number(x)
    units = {
        "hour": say("hours"),
        "km/day": say("km a day"),
        "USD/t-km": say("USD per t-km"),
        "USD/t": say("USD a tonne"),
    }
    words = {"winner": winner, "subject": lever.subject, "unit": units.get(lever.unit, lever.unit)}
    words |= {"value": format_number(value), "today": format_number(lever.today)}
    sentence = (
        say("The way {winner} wins if {subject} is above {value} {unit} (today {today}).", **words)
        if value > lever.today
        else say("The way {winner} wins if {subject} is below {value} {unit} (today {today}).", **words)
    )
    return Flip(lever.lever_id, lever.subject, lever.unit, lever.today, value, winner, sentence)


_COMPARED = (
    "stretch",
    "shared",
    "from_name",
    "to_name",
    "best_km",
    "best_hours",
    "best_usd",
    "second_km",
    "second_hours",
    "second_usd",
    "hours_difference",
    "usd_difference",
)


def compare_routes(routes: tuple[Route, ...]) -> pd.DataFrame:
    """Return the first two ways side by side.

    Stretches they share and stretches where they part; empty without a second.
    """
    if len(routes) < 2:
        return pd.DataFrame(columns=list(_COMPARED))
    best, second = routes[0].legs, routes[1].legs
    keys = [[_leg_key(leg) for leg in legs] for legs in (best, second)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    rows = []
    for number, (kind, a, b, c, d) in enumerate(matcher.get_opcodes(), 1):
        mine, other = _sums(best[a:b]), _sums(second[c:d])
        ends = best[a:b] or second[c:d]
        rows.append(
            (
                number,
                kind == "equal",
                ends[0].from_name,
                ends[-1].to_name,
                *mine,
                *other,
                other[1] - mine[1],
                other[2] - mine[2],
            )
        )
    return pd.DataFrame(rows, columns=list(_COMPARED))


def _leg_key(leg: Leg) -> tuple[str, str, str, int]:
    """Return what makes two legs the same."""
    return leg.link_id or leg.from_place, leg.act, leg.to_place, leg.gauge_mm


def _sums(legs: tuple[Leg, ...]) -> tuple[float, float, float]:
    """Return kilometres, hours and dollars of legs."""
    return (
        sum(leg.length_km for leg in legs),
        sum(leg.hours_span[1] for leg in legs),
        sum(leg.cost_usd_per_t for leg in legs),
    )
