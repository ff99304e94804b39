"""The ways of a route question side by side, and one of them in full: its climb, its legs, what its numbers rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd

from dashboard.model.climbs import UNITS, climb_steps, say_climb, say_part
from dashboard.model.compiled import Compiled
from dashboard.model.corridor_ways import link_courses
from dashboard.model.fronts import FrontAnswer, find_front
from dashboard.model.parameters import NONE
from dashboard.model.parts import Part
from dashboard.model.phrases import country_names
from dashboard.model.questions import WayQuestion
from dashboard.model.route_answers import Leg, Route, RouteAnswer
from dashboard.model.route_names import plain_name
from dashboard.model.route_questions import RouteQuestion
from dashboard.model.route_sentences import say_days
from dashboard.model.routes import find_routes
from dashboard.model.way_details import terms_of
from dashboard.model.worlds import World, link_title, parts_in
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_number

_KEY = 6  # hexadecimal digits of a key: a question has some dozen ways
_HOURS = 24.0


def way_key(route: Route) -> str:
    """Return the name of a way in an address: it follows from the links used and from nothing else."""
    return hashlib.sha256(";".join(route.link_ids).encode()).hexdigest()[:_KEY]


@dataclass(frozen=True, eq=False)
class Ways:
    """
    All ways that a reader may look at: those that differ, then those of the Pareto front.

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
        """Return the ways of the front and those that differ as points; ``way`` is the key of the one that is shown for it."""
        points = self.front.frame()
        keys = [way_key(route) for route in self.front.routes]
        on_front = points.assign(
            days=points["hours"] / _HOURS,
            way=[keys[int(number) - 1] for number in points["shown_as"]],
            name=[self.front.routes[int(number) - 1].name for number in points["shown_as"]],
            beaten=False,
        )
        others = [_point(key, route) for key, route, differs in self.listed if differs and key not in keys]
        columns = list(_POINT_COLUMNS)
        return (
            pd.concat([on_front[columns], pd.DataFrame(others, columns=columns)], ignore_index=True)
            if others
            else on_front[columns]
        )

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
    "way", "name", "why", "length_km", "days", "days_low", "days_high", "days_block_train", "cost_usd_per_t", "cost_low",
    "cost_high", "co2e_kg_per_t", "co2e_low", "co2e_high", "exposures", "differs",
)  # fmt: skip
_POINT_COLUMNS = ("way", "name", "days", "cost_usd_per_t", "co2e_kg_per_t", "length_km", "shown", "beaten")


def _way_row(key: str, route: Route, differs: bool) -> dict[str, Any]:  # noqa: FBT001 - private
    days, usd, kg = ([value for value in span] for span in (route.hours, route.cost_usd_per_t, route.co2e_kg_per_t))
    return {
        "way": key,
        "name": route.name,
        "why": route.why if differs else say("beaten by no other in time, cost and emissions at once"),
        "length_km": route.length_km,
        "days": days[1] / _HOURS,
        "days_low": days[0] / _HOURS,
        "days_high": days[2] / _HOURS,
        "days_block_train": route.hours_block_train[1] / _HOURS if route.hours_block_train else np.nan,
        "cost_usd_per_t": usd[1],
        "cost_low": usd[0],
        "cost_high": usd[2],
        "co2e_kg_per_t": kg[1],
        "co2e_low": kg[0],
        "co2e_high": kg[2],
        "exposures": ", ".join(word_label(exposure.name) for exposure in route.exposures),
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
    """
    Return the ways that differ and those of the front, each once.

    Raises
    ------
    RouteQuestionError, ScenarioError
        If the question cannot be asked; the message is one sentence for the visitor.
    """
    routes, front = find_routes(compiled, question), find_front(compiled, question)
    listed: dict[str, tuple[str, Route, bool]] = {}
    for route in routes.routes:
        listed.setdefault(way_key(route), (way_key(route), route, True))
    for route in front.routes:
        listed.setdefault(way_key(route), (way_key(route), route, False))
    return Ways(question, routes, front, tuple(listed.values()))


@dataclass(frozen=True, eq=False)
class WayAnswer:
    """
    One way in full, beside the ways that differ.

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
        """Return what a reader must know before using the figures."""
        return self.found.notes()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the way looked at."""
        legs = {source for leg in self.route.legs for source in leg.source_ids}
        return tuple(sorted(legs | {source for exposure in self.route.exposures for source in exposure.source_ids}))

    def legs(self) -> pd.DataFrame:
        """Return one row a leg: what it is made of, in low, central and high, and what its numbers rest on."""
        rows, km, hours = [], 0.0, 0.0
        for number, leg in enumerate(self.route.legs, 1):
            km, hours = km + leg.length_km, hours + leg.hours_span[1]
            rows.append(_leg_row(number, leg) | {"at_km": km, "at_days": hours / _HOURS})
        return pd.DataFrame(rows, columns=list(_LEG_COLUMNS))

    def legs_sentence(self) -> str:
        """Return the way in a sentence, with low, central and high."""
        low, _, high = self.route.hours
        cheap, _, dear = self.route.cost_usd_per_t
        return say(
            "The way {name} has {legs} legs over {km} km. It takes {days} ({low} to {high}) and costs USD {usd} a tonne ({cheap} to {dear}).",
            name=self.route.name,
            legs=sum(1 for leg in self.route.legs if leg.kind == "carriage"),
            km=format_number(round(self.route.length_km)),
            days=say_days(self.route.hours[1]),
            low=say_days(low),
            high=say_days(high),
            usd=format_number(round(self.route.cost_usd_per_t[1])),
            cheap=format_number(round(cheap)),
            dear=format_number(round(dear)),
        )

    def exposures(self) -> pd.DataFrame:
        """Return what the way is exposed to on its date, as facts with the events that make it a matter."""
        rows = [
            {
                "exposure": word_label(exposure.name),
                "fact": exposure.sentence,
                "event_ids": ";".join(exposure.event_ids),
                "source_ids": ";".join(exposure.source_ids),
            }
            for exposure in self.route.exposures
        ]
        return pd.DataFrame(rows, columns=["exposure", "fact", "event_ids", "source_ids"])

    def parameters(self) -> pd.DataFrame:
        """Return the parameters of the way with what each adds to its days, dollars or emissions, the largest first."""
        world = self.found.routes.world
        parts = parts_in(world, self.found.question.service)
        table = {"time": parts.hours, "cost": parts.usd, "emissions": parts.kg}[self.question.climb]
        terms = terms_of(table, self.route.arcs)
        scale = 1 / _HOURS if self.question.climb == "time" else 1.0
        adds = pd.Series(table.amount[terms, 1] * scale).groupby(table.parameter[terms]).sum()
        rows = world.compiled.frames.parameters.iloc[[number for number in adds.index if number != NONE]]
        names = country_names(world.compiled.frames)
        frame = rows.assign(
            adds=[float(adds[number]) for number in adds.index if number != NONE],
            adds_unit=UNITS[self.question.climb],
            subject=[_subject(cast("dict[str, Any]", row), names) for row in rows.astype(object).to_dict("records")],
        )
        return frame.sort_values("adds", ascending=False, ignore_index=True)[list(_PARAMETER_COLUMNS)]

    def places(self) -> pd.DataFrame:
        """Return the places of the way, see `places_of`."""
        return places_of(self.found.routes.world, (self.route,))

    def shut(self) -> pd.DataFrame:
        """Return what is shut on the day, see `shut_courses`."""
        return shut_courses(self.found.routes.world)

    def courses(self) -> pd.DataFrame:
        """Return the links of every way shown, in order: way, name, differs, link, mode, days of the leg."""
        shown = [(key, route, differs) for key, route, differs in self.found.listed if differs or key == self.key]
        drawn = courses_of(self.found.routes.world.compiled)
        rows = [
            {
                "way": key,
                "way_name": route.name,
                "chosen": key == self.key,
                "order": order,
                "link_id": leg.link_id,
                "name": f"{plain_name(leg.from_name)}–{plain_name(leg.to_name)}",
                "mode": leg.mode,
                "length_km": leg.length_km,
                "days": leg.hours_span[1] / _HOURS,
                **drawn[leg.link_id],
            }
            for order, (key, route, _) in enumerate(shown)
            for leg in route.legs
            if leg.link_id
        ]
        return pd.DataFrame(rows, columns=list(_COURSE_COLUMNS))


_LEG_COLUMNS = (
    "leg", "from_name", "to_name", "act", "gauge_mm", "length_km", "hours", "hours_low", "hours_high", "made_of",
    "cost_usd_per_t", "cost_of", "co2e_kg_per_t", "at_km", "at_days", "link_id", "line_name", "length_basis",
    "parameter_ids", "fact_ids", "event_ids", "source_ids",
)  # fmt: skip
_PARAMETER_COLUMNS = (
    "parameter_id", "measure", "subject", "adds", "adds_unit", "low", "value", "high", "unit", "basis", "reason", "fact_ids",
)  # fmt: skip
_COURSE_COLUMNS = (
    "way", "way_name", "chosen", "order", "link_id", "name", "mode", "length_km", "days", "lons", "lats",
)  # fmt: skip


@lru_cache(maxsize=8)
def courses_of(compiled: Compiled) -> Mapping[str, Mapping[str, Any]]:
    """Return the drawn course of every link as lists ``lons`` and ``lats``."""
    return link_courses(compiled.frames)


def shut_courses(world: World) -> pd.DataFrame:
    """Return the links that are shut on the date although they were built, with their drawn course and the reason."""
    drawn = courses_of(world.compiled)
    rows = [
        {
            "link_id": closure.subject,
            "name": link_title(world.compiled, world.compiled.link_index[closure.subject]),
            "reason": closure.reason,
            "lons": drawn[closure.subject]["lons"],
            "lats": drawn[closure.subject]["lats"],
        }
        for closure in world.closures.values()
        if closure.subject in world.compiled.link_index and closure.kind in _SHUT
    ]
    return pd.DataFrame(rows, columns=["link_id", "name", "reason", "lons", "lats"])


def places_of(world: World, routes: Sequence[Route]) -> pd.DataFrame:
    """Return the ends, ports, border stations and changes of ways as points, with what happens there."""
    nodes = world.compiled.network.nodes
    found: dict[str, dict[str, Any]] = {}
    for route in routes:
        last = len(route.legs) - 1
        for number, leg in enumerate(route.legs):
            end = number in {0, last}
            for place in (leg.from_place, leg.to_place):
                here = nodes[place]
                weight = (
                    3
                    if end and place in {route.legs[0].from_place, route.legs[last].to_place}
                    else 2
                    if leg.kind == "handling"
                    else 1
                    if here["kind"] in {"border_crossing", "port"}
                    else 0
                )
                known = found.setdefault(
                    place,
                    {
                        "place_id": place,
                        "name": plain_name(here["name"]),
                        "kind": here["kind"],
                        "lat": here["lat"],
                        "lon": here["lon"],
                        "weight": 0,
                    },
                )
                known["weight"] = max(known["weight"], weight)
    return pd.DataFrame(list(found.values()), columns=["place_id", "name", "kind", "lat", "lon", "weight"])


_SHUT = ("event", "asked", "suspended", "ended")


def _leg_row(number: int, leg: Leg) -> dict[str, Any]:
    return {
        "leg": number,
        "from_name": plain_name(leg.from_name),
        "to_name": plain_name(leg.to_name),
        "act": _say_act(leg.act),
        "gauge_mm": str(leg.gauge_mm) if leg.gauge_mm else "",
        "length_km": leg.length_km if leg.kind == "carriage" else np.nan,
        "hours": leg.hours_span[1],
        "hours_low": leg.hours_span[0],
        "hours_high": leg.hours_span[2],
        "made_of": "; ".join(_made_of(leg)),
        "cost_usd_per_t": leg.cost_usd_per_t,
        "cost_of": "; ".join(
            f"{say_part(part)} {format_number(span[1])}" for part, span in _in_order(leg.usd) if span[1] > 0
        ),
        "co2e_kg_per_t": leg.co2e_kg_per_t,
        "link_id": leg.link_id,
        "line_name": leg.line_name,
        "length_basis": leg.length_basis,
        "parameter_ids": ";".join(leg.parameter_ids),
        "fact_ids": ";".join(leg.fact_ids),
        "event_ids": ";".join(leg.event_ids),
        "source_ids": ";".join(leg.source_ids),
    }


def _made_of(leg: Leg) -> Iterator[str]:
    """Yield what the hours of a leg are spent on, with low and high."""
    for part, (low, central, high) in _in_order(leg.hours):
        amount = format_amount(central, "hour")
        spread = f" ({format_number(low)}–{format_number(high)})" if low < high else ""
        yield f"{say_part(part)} {amount}{spread}"


def _in_order(parts: Mapping[str, tuple[float, float, float]]) -> list[tuple[str, tuple[float, float, float]]]:
    return sorted(parts.items(), key=lambda item: Part[item[0].upper()])


def _say_act(act: str) -> str:
    """Return what is done on a leg."""
    words = {
        "road": say("road"),
        "rail": say("rail"),
        "sea": say("sea"),
        "train_ferry": say("train ferry"),
        "start": say("start"),
        "end": say("end"),
        "gauge": say("change of gauge"),
        "transfer": say("change of vehicle"),
        "load": say("loading on a ship"),
        "unload": say("landing"),
        "transship": say("change of ship"),
    }
    return words.get(act, act)


def _subject(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return what a parameter holds for: mode, service, country, links or places, direction, condition."""

    def text(column: str) -> str:
        return "" if pd.isna(row[column]) else str(row[column])

    where = names.get(text("country_iso3"), "") or say("everywhere")
    only = [text(column).replace(";", ", ") for column in ("link_ids", "place_ids") if text(column)]
    words = [text("mode"), text("service"), where, *only, text("direction"), text("condition")]
    return ", ".join(word_label(word) for word in words if word and word not in {"any", "both"})


def find_way(compiled: Compiled, asked: tuple[RouteQuestion, WayQuestion]) -> WayAnswer | None:
    """
    Return one way of a question in full; the best where the one asked for is not among those found; None where no way is open.

    Raises as `find_ways` does.
    """
    question, view = asked
    found = find_ways(compiled, question)
    if not found.listed:
        return None
    key, route = next(((k, r) for k, r, _ in found.listed if k == view.way), found.listed[0][:2])
    shown = [(k, r) for k, r, differs in found.listed if differs or k == key]
    steps = climb_steps(found.routes.world, question.service, shown, view.climb)
    return WayAnswer(found, view, key, route, steps)
