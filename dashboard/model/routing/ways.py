"""The ways of a route question side by side, and one of them in full: its climb, its legs, what its numbers rest on."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.questions import WayQuestion
from dashboard.model.routing.climbs import climb_notes, climb_steps, say_climb, say_day_span
from dashboard.model.routing.fronts import FrontAnswer, find_front
from dashboard.model.routing.route_answers import Route, RouteAnswer
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.route_sentences import say_days
from dashboard.model.routing.routes import find_routes
from dashboard.model.routing.way_courses import cut_courses, end_points, place_points, shut_courses, way_courses
from dashboard.model.routing.way_legs import leg_rows, parameter_rows, say_exposure
from dashboard.model.world.compiled import Compiled
from dashboard.text import say
from dashboard.text.formats import format_number

_KEY = 6  # hexadecimal digits of a key: a question has some dozen ways
_HOURS = 24.0


class NoWayError(LookupError):
    """A way is asked for where none is open; the message says why there is none."""


def way_key(route: Route) -> str:
    """Return the name of a way in an address: it follows from the links used and from nothing else."""
    return hashlib.sha256(";".join(route.link_ids).encode()).hexdigest()[:_KEY]


@dataclass(frozen=True, eq=False)
class Ways:
    """All ways that a reader may look at: those that differ, then those of the Pareto front.

    Attributes
    ----------
    listed
        Key, route, and whether it is one of the ways that differ; each key once.
    """

    question: RouteQuestion
    routes: RouteAnswer
    front: FrontAnswer
    listed: tuple[tuple[str, Route, bool], ...] = field(repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the ways, the best first."""
        return tuple(key for key, _, _ in self.listed)

    @property
    def labels(self) -> Mapping[str, str]:
        """Return each way in a few words, by key."""
        return {
            key: say(
                "{name} · {days} · USD {usd} a tonne",
                name=route.name,
                days=say_days(route.hours[1]),
                usd=format_number(round(route.cost_usd_per_t[1])),
            )
            for key, route, _ in self.listed
        }

    def frame(self) -> pd.DataFrame:
        """Return one row a way: name, why, kilometres, days, dollars and emissions with low and high, exposures."""
        return pd.DataFrame([_way_row(*listed) for listed in self.listed], columns=list(_WAY_COLUMNS))

    def points(self) -> pd.DataFrame:
        """Return the ways of the front and those that differ as points, with the key of the way shown for each."""
        points, names = self.front.frame(), {key: route.name for key, route, _ in self.listed}
        keys = [way_key(route) for route in self.front.routes]
        on_front = points.assign(
            days=points["hours"] / _HOURS,
            way=[keys[int(number) - 1] for number in points["shown_as"]],
            name=[names[keys[int(number) - 1]] for number in points["shown_as"]],
            beaten=False,
        )
        others = [_point(key, route) for key, route, differs in self.listed if differs and key not in keys]
        columns = list(_POINT_COLUMNS)
        return (
            pd.concat([on_front[columns], pd.DataFrame(others, columns=columns)], ignore_index=True)
            if others
            else on_front[columns]
        )

    def compared(self) -> str:
        """Return the ways that differ in a sentence: how many, and which is quickest, cheapest and cleanest."""
        ways = [route for _, route, differs in self.listed if differs]
        if len(ways) < 2:
            return say("One way stands alone: no other is within the limits of overlap and stretch.")
        quickest = min(ways, key=lambda route: route.hours[1])
        cheapest = min(ways, key=lambda route: route.cost_usd_per_t[1])
        cleanest = min(ways, key=lambda route: route.co2e_kg_per_t[1])
        return say(
            "{count} ways differ: the quickest goes {quickest} ({days}), the cheapest {cheapest} (USD {usd} a tonne), "
            "the one with the least emissions {cleanest} ({kg} kg CO2e a tonne).",
            count=len(ways),
            quickest=quickest.name,
            days=say_days(quickest.hours[1]),
            cheapest=cheapest.name,
            usd=format_number(round(cheapest.cost_usd_per_t[1])),
            cleanest=cleanest.name,
            kg=format_number(round(cleanest.co2e_kg_per_t[1])),
        )

    def cut(self) -> pd.DataFrame:
        """Return what cuts every way where none is open, see `way_courses.cut_courses`."""
        return cut_courses(self.routes)

    def ends(self) -> pd.DataFrame:
        """Return origin and destination as points."""
        return end_points(self.routes)

    def sentence(self) -> str:
        """Return the best way in a sentence, or why there is none."""
        return self.routes.sentence()

    def subtitle(self) -> str:
        """Return what is least."""
        return self.routes.subtitle()

    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know before using the figures."""
        return self.routes.notes()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the ways that differ."""
        return self.routes.source_ids


_WAY_COLUMNS = (
    "way", "name", "days", "days_low", "days_high", "days_block_train", "cost_usd_per_t", "cost_low", "cost_high",
    "co2e_kg_per_t", "why", "exposures", "length_km", "co2e_low", "co2e_high", "differs",
)  # fmt: skip
_POINT_COLUMNS = ("way", "name", "days", "cost_usd_per_t", "co2e_kg_per_t", "length_km", "shown", "beaten")


def _way_row(key: str, route: Route, differs: bool) -> dict[str, Any]:  # noqa: FBT001 - private
    days = [round(hours / _HOURS, 1) for hours in route.hours]
    usd, kg = ([float(round(value)) for value in span] for span in (route.cost_usd_per_t, route.co2e_kg_per_t))
    return {
        "way": key,
        "name": route.name,
        "why": route.why if differs else say("beaten by no other in time, cost and emissions at once"),
        "length_km": float(round(route.length_km)),
        "days": days[1],
        "days_low": days[0],
        "days_high": days[2],
        "days_block_train": round(route.hours_block_train[1] / _HOURS, 1) if route.hours_block_train else np.nan,
        "cost_usd_per_t": usd[1],
        "cost_low": usd[0],
        "cost_high": usd[2],
        "co2e_kg_per_t": kg[1],
        "co2e_low": kg[0],
        "co2e_high": kg[2],
        "exposures": ", ".join(say_exposure(exposure.name) for exposure in route.exposures),
        "differs": differs,
    }


def _point(key: str, route: Route) -> dict[str, Any]:
    return {
        "way": key,
        "name": route.name,
        "days": route.hours[1] / _HOURS,
        "cost_usd_per_t": route.cost_usd_per_t[1],
        "co2e_kg_per_t": route.co2e_kg_per_t[1],
        "length_km": route.length_km,
        "shown": True,
        "beaten": True,
    }


@lru_cache(maxsize=64)
def find_ways(compiled: Compiled, question: RouteQuestion) -> Ways:
    """Return the ways that differ and those of the front, each once.

    Raises
    ------
    RouteQuestionError, ScenarioError
        If the question cannot be asked; the message is one sentence for the visitor.
    """
    routes, front = find_routes(compiled, question), find_front(compiled, question)
    listed: dict[str, tuple[str, Route, bool]] = {}
    for number, route in enumerate((*routes.routes, *front.routes)):
        key, taken = way_key(route), {other.name for _, other, _ in listed.values()}
        if key not in listed:
            name = next(name for name in _names(route.name) if name not in taken)
            listed[key] = (key, dataclasses.replace(route, name=name), number < len(routes.routes))
    return Ways(question, routes, front, tuple(listed.values()))


def _names(name: str) -> Iterator[str]:
    """Yield a name, then the same with a number behind it."""
    yield name
    for number in itertools.count(2):
        yield say("{name} ({number})", name=name, number=number)


@dataclass(frozen=True, eq=False)
class WayAnswer:
    """One way in full, beside the ways that differ.

    Attributes
    ----------
    key, route
        The way looked at.
    steps
        Steps of the ways that differ and of this one, see `climbs.climb_steps`.
    """

    found: Ways
    question: WayQuestion
    key: str
    route: Route
    steps: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return the steps of all ways shown."""
        return self.steps

    def sentence(self) -> str:
        """Return where the time, money or emissions of the way go."""
        return say_climb(self.route, self.steps[self.steps["way"].eq(self.key)], self.question.climb)

    def subtitle(self) -> str:
        """Return what is summed up along the way."""
        summed = {
            "time": say("Days gate to gate"),
            "cost": say("Cost in USD a tonne"),
            "emissions": say("Emissions in kg CO2e a tonne, well to wheel"),
        }
        return say(
            "{summed}, summed up over kilometres; band: low to high of the way looked at. {question}",
            summed=summed[self.question.climb],
            question=self.found.subtitle(),
        )

    def notes(self) -> tuple[str, ...]:
        """Return how to read the climb, and how much of it rests on judgement."""
        return climb_notes(self.parameters())

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the way looked at."""
        legs = {source for leg in self.route.legs for source in leg.source_ids}
        return tuple(sorted(legs | {source for exposure in self.route.exposures for source in exposure.source_ids}))

    def legs_sentence(self) -> str:
        """Return the way in a sentence, with low, central and high."""
        low, _, high = self.route.hours
        cheap, _, dear = self.route.cost_usd_per_t
        return say(
            "The way {name} has {legs} legs over {km} km. It takes {days} ({span}) "
            "and costs USD {usd} a tonne ({cheap} to {dear}).",
            name=self.route.name,
            legs=sum(1 for leg in self.route.legs if leg.kind == "carriage"),
            km=format_number(round(self.route.length_km)),
            days=say_days(self.route.hours[1]),
            span=say_day_span(low, high),
            usd=format_number(round(self.route.cost_usd_per_t[1])),
            cheap=format_number(round(cheap)),
            dear=format_number(round(dear)),
        )

    def exposures(self) -> pd.DataFrame:
        """Return what the way is exposed to on its date, as facts with the events that make it a matter."""
        rows = [
            {
                "exposure": say_exposure(exposure.name),
                "fact": exposure.sentence,
                "event_ids": ";".join(exposure.event_ids),
                "source_ids": ";".join(exposure.source_ids),
            }
            for exposure in self.route.exposures
        ]
        return pd.DataFrame(rows, columns=["exposure", "fact", "event_ids", "source_ids"])

    def legs(self) -> pd.DataFrame:
        """Return one row a leg, see `way_legs.leg_rows`."""
        return leg_rows(self.route)

    def parameters(self) -> pd.DataFrame:
        """Return what each parameter adds to the way, see `way_legs.parameter_rows`."""
        return parameter_rows(self.found.routes.world, self.found.question.service, self.route, self.question.climb)

    def places(self) -> pd.DataFrame:
        """Return the places of the way, see `way_courses.place_points`."""
        return place_points(self.found.routes.world, self.route)

    def shut(self) -> pd.DataFrame:
        """Return what is shut on the day, see `way_courses.shut_courses`."""
        return shut_courses(self.found.routes.world)

    def courses(self) -> pd.DataFrame:
        """Return the links of every way shown, in order, see `way_courses.way_courses`."""
        shown = [(key, route) for key, route, differs in self.found.listed if differs or key == self.key]
        return way_courses(self.found.routes.world, shown, self.key)


def find_way(compiled: Compiled, asked: tuple[RouteQuestion, WayQuestion]) -> WayAnswer:
    """Return one way of a question in full; the best where the one asked for is not among those found.

    Raises as `find_ways` does, and `NoWayError` where no way is open.
    """
    question, view = asked
    found = find_ways(compiled, question)
    if not found.listed:
        raise NoWayError(found.sentence())
    key, route = next(((k, r) for k, r, _ in found.listed if k == view.way), found.listed[0][:2])
    shown = [(k, r) for k, r, differs in found.listed if differs or k == key]
    steps = climb_steps(found.routes.world, question.service, shown, view.climb)
    return WayAnswer(found, view, key, route, steps)
