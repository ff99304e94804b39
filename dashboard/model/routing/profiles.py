"""A corridor from end to end: the climb of each of its ways, open or not, with what is published, built and shut."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.model.partial_dates import last_day
from dashboard.model.phrases import say_first
from dashboard.model.questions import CorridorQuestion, ProfileQuestion, WayQuestion
from dashboard.model.records.corridors import CorridorAnswer, find_corridor
from dashboard.model.records.readings import records
from dashboard.model.routing.climbs import climb_notes, climb_steps, say_climb, say_day_span
from dashboard.model.routing.route_answers import Route
from dashboard.model.routing.route_filters import route_graph, values_by
from dashboard.model.routing.route_names import name_routes, plain_name
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.route_sentences import say_days
from dashboard.model.routing.searches import best_way
from dashboard.model.routing.way_courses import place_points, shut_courses, way_courses
from dashboard.model.routing.way_details import detail_way
from dashboard.model.routing.way_legs import leg_rows, parameter_rows
from dashboard.model.world.compiled import Act, Compiled
from dashboard.model.world.kernels import Bools
from dashboard.model.world.states import scenario_of
from dashboard.model.world.worlds import World, resolve_scenario
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date, format_number, format_partial_date

_HOURS = 24.0
_OPEN = "open"
_NAMED = 3  # stretches named in a sentence


@dataclass(frozen=True, eq=False)
class Profile:
    """The ways through a corridor on a day.

    Attributes
    ----------
    known
        What is published of the corridor.
    today, whole
        The world of the day, and the same with every stretch of the corridor open, so that a way can be summed up over
        a gap.
    ways
        Key, route of each way through the corridor, and the number of its links.
    """

    question: ProfileQuestion
    known: CorridorAnswer
    today: World = field(repr=False)
    whole: World = field(repr=False)
    ways: tuple[tuple[str, Route, int], ...] = field(repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the ways in the order of the table."""
        return tuple(key for key, _, _ in self.ways)

    @property
    def labels(self) -> dict[str, str]:
        """Name of each way, by key."""
        return {key: route.name for key, route, _ in self.ways}

    def shut_on(self, route: Route) -> list[str]:
        """Return the links of a way that are not open on the day, in order."""
        return [link for link in route.link_ids if link in self.today.closures]

    def frame(self) -> pd.DataFrame:
        """Return one row a way: kilometres, days, dollars and emissions with low and high, and what is not open."""
        rows = [
            {
                "way": key,
                "name": route.name,
                "length_km": float(round(route.length_km)),
                "days": round(route.hours[1] / _HOURS, 1),
                "days_low": round(route.hours[0] / _HOURS, 1),
                "days_high": round(route.hours[2] / _HOURS, 1),
                "days_block_train": round(route.hours_block_train[1] / _HOURS, 1)
                if route.hours_block_train
                else np.nan,
                "cost_usd_per_t": float(round(route.cost_usd_per_t[1])),
                "cost_low": float(round(route.cost_usd_per_t[0])),
                "cost_high": float(round(route.cost_usd_per_t[2])),
                "co2e_kg_per_t": float(round(route.co2e_kg_per_t[1])),
                "links": links,
                "not_open": len(self.shut_on(route)),
            }
            for key, route, links in self.ways
        ]
        return pd.DataFrame(rows)

    def sentence(self) -> str:
        """Return its first way, how long the others take, and how much of the corridor is not open."""
        if not self.ways:
            return say("{name}: its links make no way from end to end through the network.", name=self.known.name)
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        first = self.ways[0][1]
        yield say(
            "{corridor}: {days} ({span}) over {km} km, {name}.",
            corridor=self.known.name,
            days=say_days(first.hours[1]),
            span=say_day_span(first.hours[0], first.hours[2]),
            km=format_number(round(first.length_km)),
            name=first.name,
        )
        others = [route.hours[1] for _, route, _ in self.ways[1:]]
        if others:
            span = say_days(others[0]) if len(others) == 1 else say_day_span(min(others), max(others))
            yield say_number(
                "{count} further way takes {span}.", "{count} further ways take {span}.", len(others), span=span
            )
        shut, day = {link for _, way, _ in self.ways for link in self.shut_on(way)}, format_date(self.known.date)
        yield (
            say_number(
                "{count} stretch is not open on {day}: it is summed up as if it were, and marked.",
                "{count} stretches are not open on {day}: they are summed up as if they were, and marked.",
                len(shut),
                day=day,
            )
            if shut
            else say("Every stretch is open on {day}.", day=day)
        )

    def courses_sentence(self) -> str:
        """Return over how many kilometres all ways run, and which stretches of them are not open."""
        legs = {leg.link_id: leg for _, way, _ in self.ways for leg in way.legs if leg.link_id}
        shut = [legs[link] for link in dict.fromkeys(link for _, way, _ in self.ways for link in self.shut_on(way))]
        day = format_date(self.known.date)
        text = say_number(
            "{count} way runs over {km}",
            "{count} ways run over {km} between them",
            len(self.ways),
            km=format_amount(round(sum(leg.length_km for leg in legs.values())), "km"),
        )
        if not shut:
            return say("{text}, all of it open on {day}.", text=text, day=day)
        return say(
            "{text}, of which {km} are not open on {day}: {names}.",
            text=text,
            km=format_amount(round(sum(leg.length_km for leg in shut)), "km"),
            day=day,
            names=say_first([f"{plain_name(leg.from_name)}–{plain_name(leg.to_name)}" for leg in shut], _NAMED),
        )

    def subtitle(self) -> str:
        """Return what is measured."""
        services = {"ordinary": say("ordinary freight"), "block_train": say("block train or booked chain")}
        return say(
            "Model result along the links of the corridor: {service}; waits of {day}; gate to gate, USD and kg CO2e a "
            "tonne",
            service=services[self.question.service],
            day=format_date(self.known.date),
        )

    def notes(self) -> tuple[str, ...]:
        """Return how many ways of the table goods cannot follow."""
        listed = self.known.path().groupby(["corridor_id", "variant"]).ngroups
        unmade = listed - len(self.ways)
        if not unmade:
            return ()
        return (
            say_number(
                "{count} way of the table is no chain of links that freight can follow and is left out.",
                "{count} ways of the table are no chain of links that freight can follow and are left out.",
                unmade,
            ),
        )

    def journeys(self) -> pd.DataFrame:
        """Return the published journeys along the corridor, the newest first."""
        table = self.today.compiled.frames.journeys
        rows = table[table["corridor_id"].isin(self.known.members)].sort_values("date", ascending=False)
        return rows.loc[:, list(_JOURNEY_COLUMNS)].reset_index(drop=True)

    def due_dates(self) -> pd.DataFrame:
        """Return when each project of the corridor was said to be due, one row an announcement, see `_due_row`."""
        rows = [_due_row(row, self.known.date) for row in records(self.known.projects())]
        frame = pd.DataFrame([row for row in rows if row], columns=list(_DUE_COLUMNS))
        return frame.sort_values(["due", "name"], ignore_index=True)

    def due_sentence(self) -> str:
        """Return how many projects are late, and the next one due."""
        dues = self.due_dates()
        latest = dues.sort_values("said_on").drop_duplicates("project", keep="last")
        day = format_date(self.known.date)
        late = latest[latest["late"]]
        ahead = latest[~latest["done"] & latest["due"].ge(self.known.date) & ~latest["stage"].isin(_DEAD)]
        head = (
            say_number(
                "{count} project is past the date last named for it on {day}, and no source here says it is done.",
                "{count} projects are past the date last named for them on {day}, and no source here says they are "
                "done.",
                len(late),
                day=day,
            )
            if len(late)
            else say("No project is late on {day}.", day=day)
        )
        if ahead.empty:
            return head
        following = ahead.sort_values("due").iloc[0]
        return f"{head} {say('Next due: {name}, {when}.', name=following['name'], when=following['due_text'])}"

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of all ways."""
        return tuple(sorted({source for _, way, _ in self.ways for leg in way.legs for source in leg.source_ids}))


_JOURNEY_COLUMNS = (
    "journey_id", "name", "mode", "service", "date", "km", "days_min", "days_max", "cost_usd_min", "cost_usd_max",
    "cost_unit", "claim", "doubt", "source_ids",
)  # fmt: skip
_DUE_COLUMNS = (
    "project", "name", "stage", "due", "due_text", "said_on", "late", "done", "adds_mt_per_year", "status",
    "project_id", "source_id",
)  # fmt: skip
_DEAD = ("cancelled", "stalled")


def _due_row(row: Mapping[str, object], day: dt.date) -> dict[str, object]:
    """Return one announcement of a project with the last day it covers and whether it is past; nothing without one."""
    due, stage = last_day(row["planned_completion"]), str(row["stage"])
    if due is None:
        return {}
    done = stage == "completed"
    return {
        **{name: row.get(name) for name in ("name", "adds_mt_per_year", "status", "project_id", "source_id")},
        "project": row.get("project") or row["name"],
        "stage": stage,
        "due": due,
        "due_text": format_partial_date(str(row["planned_completion"])),
        "said_on": row.get("said_on") or "",
        "late": not done and stage not in _DEAD and due < day,
        "done": done,
    }


@dataclass(frozen=True, eq=False)
class ProfileWay:
    """One way through a corridor in full; the other ways beside it."""

    profile: Profile
    view: WayQuestion
    key: str
    route: Route
    steps: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return the steps of all ways, with the standing of each stretch on the day."""
        return self.steps

    def sentence(self) -> str:
        """Return where the time, money or emissions of the way go."""
        return say_climb(self.route, self.steps[self.steps["way"].eq(self.key)], self.view.climb)

    def subtitle(self) -> str:
        """Return what is summed up."""
        return self.profile.subtitle()

    def notes(self) -> tuple[str, ...]:
        """Return how to read the climb."""
        return (*climb_notes(self.parameters()), *self.profile.notes())

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the way."""
        return tuple(sorted({source for leg in self.route.legs for source in leg.source_ids}))

    def legs(self) -> pd.DataFrame:
        """Return one row a leg with its standing on the day, see `way_legs.leg_rows`."""
        legs = leg_rows(self.route)
        closures = self.profile.today.closures
        standing = [
            closures[link].reason if link in closures else say("open") if link else "" for link in legs["link_id"]
        ]
        legs.insert(4, "standing", standing)
        return legs

    def parameters(self) -> pd.DataFrame:
        """Return what each parameter adds, see `way_legs.parameter_rows`."""
        return parameter_rows(self.profile.whole, self.profile.question.service, self.route, self.view.climb)

    def courses(self) -> pd.DataFrame:
        """Return the links of all ways as drawn lines."""
        return way_courses(self.profile.whole, [(key, route) for key, route, _ in self.profile.ways], self.key)

    def places(self) -> pd.DataFrame:
        """Return the places of the way as points."""
        return place_points(self.profile.whole, self.route)

    def shut(self) -> pd.DataFrame:
        """Return the links of the corridor that are not open, as drawn lines."""
        return shut_courses(self.profile.today, {link for _, way, _ in self.profile.ways for link in way.link_ids})


@lru_cache(maxsize=64)
def find_profile(compiled: Compiled, question: ProfileQuestion) -> Profile:
    """Return the ways through a corridor on a day, each summed up over gaps as if they were open.

    Raises
    ------
    UnknownCorridorError
        If the corridor is not in corridors.csv.
    ScenarioError
        If the day lies outside the data.
    """
    known = find_corridor(compiled.frames, CorridorQuestion(corridor=question.corridor, date=question.date))
    asked = RouteQuestion(date=question.date, service=question.service)
    today = resolve_scenario(compiled, scenario_of(compiled.frames, asked))
    links = {link for link in known.path()["link_id"] if link in compiled.link_index}
    whole = resolve_scenario(compiled, scenario_of(compiled.frames, _opened(today, asked, links)))
    return Profile(question, known, today, whole, tuple(_ways(whole, question, known)))


def _opened(today: World, asked: RouteQuestion, links: set[str]) -> RouteQuestion:
    """Return the question with every link of the corridor open and no event that closes one."""
    shut = tuple(sorted(link for link in links if link in today.closures))
    ports = tuple(event.event_id for event in today.events if event.severity == "closed" and event.ports)
    events = {today.closures[link].event_id for link in shut} - {""}
    return dataclasses.replace(asked, opened=shut, without_events=tuple(sorted({*ports, *events})))


def _ways(world: World, question: ProfileQuestion, known: CorridorAnswer) -> Iterator[tuple[str, Route, int]]:
    """Yield the ways of the table that goods can follow, the main one first."""
    path = known.path()
    several = len(set(path["corridor_id"])) > 1
    groups = sorted(path.groupby(["corridor_id", "variant"], sort=False), key=lambda group: group[0][1] != "main")
    found = []
    for (corridor, variant), steps in groups:
        way = steps.sort_values("position")
        route = _route(world, question, way)
        if route is not None:
            found.append((f"{corridor}-{variant}" if several else str(variant), route, len(way)))
    told_apart = name_routes(world, [route for _, route, _ in found], "time")
    for (key, route, links), named in zip(found, told_apart, strict=True):
        first, last = plain_name(route.legs[0].from_name), plain_name(route.legs[-1].to_name)
        name = say("{first} to {last}", first=first, last=last)
        name = say("{ends} {how}", ends=name, how=named.name) if len(found) > 1 else name
        yield key, dataclasses.replace(route, name=name, why=""), links


def _route(world: World, question: ProfileQuestion, way: pd.DataFrame) -> Route | None:
    """Return the route along the links of one way, in their direction; None where they are no chain for freight."""
    compiled = world.compiled
    ends = (str(way["from_place"].iloc[0]), str(way["to_place"].iloc[-1]))
    if ends[0] == ends[1] or not set(ends) <= set(compiled.place_index):
        return None
    asked = RouteQuestion(origin=ends[0], destination=ends[1], service=question.service)
    graph = route_graph(world, asked, _arcs_of(world, way))
    found = best_way(graph, graph.weights(values_by(world, question.service, "time")))
    return None if found is None else detail_way(world, question.service, graph.compiled_arcs(found), 0.0)


def _arcs_of(world: World, way: pd.DataFrame) -> Bools:
    """Return the open arcs along the links of a way in its direction, and all handling at its places."""
    compiled = world.compiled
    runs = {(str(link), str(start)) for link, start in zip(way["link_id"], way["from_place"], strict=True)}
    places = {*way["from_place"].astype(str), *way["to_place"].astype(str)}
    ahead = np.array([bool(_is_run(compiled, arc, runs)) for arc in range(compiled.arcs)])
    at = np.array([place in places for place in compiled.place_ids])[compiled.state_place[compiled.tail]]
    return np.asarray(world.open & (ahead | ((compiled.act != Act.CARRY) & at)))


def _is_run(compiled: Compiled, arc: int, runs: set[tuple[str, str]]) -> bool:
    link = int(compiled.link[arc])
    return (
        link >= 0
        and (
            compiled.link_ids[link],
            compiled.place_ids[compiled.state_place[compiled.tail[arc]]],
        )
        in runs
    )


def find_profile_way(compiled: Compiled, asked: tuple[ProfileQuestion, WayQuestion]) -> ProfileWay:
    """Return one way through a corridor in full, the first where the one asked for is not there.

    Raises as `find_profile` does, and `IndexError` where the corridor has no way.
    """
    question, view = asked
    profile = find_profile(compiled, question)
    key, route = next(((k, r) for k, r, _ in profile.ways if k == view.way), profile.ways[0][:2])
    steps = climb_steps(profile.whole, question.service, [(k, r) for k, r, _ in profile.ways], view.climb)
    links = {k: [leg.link_id for leg in r.legs] for k, r, _ in profile.ways}
    status = [
        _OPEN if links[way][leg - 1] not in profile.today.closures else profile.today.closures[links[way][leg - 1]].kind
        for way, leg in zip(steps["way"], steps["leg"], strict=True)
    ]
    return ProfileWay(profile, view, key, route, steps.assign(status=status))
