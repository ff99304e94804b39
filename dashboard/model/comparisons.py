"""Two scenarios side by side: what present freight does in each, link by link and pair by pair."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.compiled import Compiled
from dashboard.model.freight import FreightAnswer, FreightQuestion, assign_freight
from dashboard.model.kernels import Bools, Floats
from dashboard.model.limits import element_title
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.scenario import Scenario, ScenarioError, find_scenario
from dashboard.model.shipments import SERVICE, SOME_MT, list_shipments
from dashboard.model.worlds import World, resolve_scenario, vectors_in
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number

_UNIT = "Mt/yr"


@dataclass(frozen=True)
class CompareQuestion:
    """Two scenarios, and how the second is bent.

    Attributes
    ----------
    first, second
        Rows of `scenarios`; an empty second is the first, bent.
    closed, closed_places, opened, projects, events, without_events, conditions
        Added to what the second says.
    delayed
        Projects not done by then: their links stay shut unless they are built already.
    date, capacity_kind, value_of_time
        Replace what the second says, unless None or empty.
    speed_factor, border_factor, cost_factor
        Multiply what the second says.
    unknown_mt
        Mt a year put where no capacity is published; None for no limit.
    """

    first: str = "latest-known"
    second: str = "sarakhs-closed"
    date: dt.date | None = None
    capacity_kind: str = ""
    closed: tuple[str, ...] = ()
    closed_places: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    delayed: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    without_events: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    value_of_time: float | None = None
    speed_factor: float = 1.0
    border_factor: float = 1.0
    cost_factor: float = 1.0
    unknown_mt: float | None = None


def bend_scenario(compiled: Compiled, base: Scenario, question: CompareQuestion) -> Scenario:
    """Return a scenario bent as a question says; not checked.

    Raises
    ------
    ScenarioError
        If a project to be delayed does not exist.
    """
    late = _links_of_delayed(compiled, question.delayed)
    return dataclasses.replace(
        base,
        date=question.date or base.date,
        capacity_kind=question.capacity_kind or base.capacity_kind,
        closed_links=_union(base.closed_links, (*question.closed, *late)),
        closed_places=_union(base.closed_places, question.closed_places),
        opened_links=tuple(link for link in _union(base.opened_links, question.opened) if link not in late),
        projects=tuple(p for p in _union(base.projects, question.projects) if p not in question.delayed),
        with_events=_union(base.with_events, question.events),
        without_events=_union(base.without_events, question.without_events),
        conditions=_union(base.conditions, question.conditions),
        value_of_time=base.value_of_time if question.value_of_time is None else question.value_of_time,
        speed_factor=base.speed_factor * question.speed_factor,
        border_factor=base.border_factor * question.border_factor,
        cost_factor=base.cost_factor * question.cost_factor,
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


def _links_of_delayed(compiled: Compiled, projects: tuple[str, ...]) -> tuple[str, ...]:
    """Return the links of delayed projects that are not built yet."""
    table = compiled.frames.projects
    known = {*table["project_id"], *table["project"].dropna()}
    if unknown := sorted(set(projects) - known):
        raise ScenarioError(say("There is no project “{name}”.", name=unknown[0]))
    chosen = table["project_id"].isin(projects) | table["project"].isin(projects)
    links = {link for ids in table.loc[chosen, "link_ids"].dropna() for link in split_ids(ids)}
    built = {
        str(link["link_id"]) for link in compiled.links if link.get("status") not in {"planned", "under_construction"}
    }
    return tuple(sorted(links - built))


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two scenarios with the freight on it.

    Attributes
    ----------
    hours, usd
        Mean hours and USD a tonne of each demand over the ways it takes; not a number where nothing is carried.
    carried, unmet
        Mt a year of each demand.
    load
        Mt a year on each link, both directions together.
    """

    name: str
    world: World
    freight: FreightAnswer
    hours: Floats
    usd: Floats
    carried: Floats
    unmet: Floats
    load: Floats

    @cached_property
    def link_open(self) -> Bools:
        """Whether goods can move along each link."""
        compiled = self.world.compiled
        usable = np.zeros(len(compiled.link_ids) + 1, np.bool_)
        usable[compiled.link[self.world.open]] = True
        return usable[:-1]

    def mean(self, values: Floats) -> float:
        """Return the mean of a value over what is carried; not a number where nothing is."""
        carried = self.carried > SOME_MT
        return float(np.average(values[carried], weights=self.carried[carried])) if carried.any() else float("nan")


def look_at(world: World, name: str, unknown_mt: float | None) -> Side:
    """Return a scenario with present freight put on it at least cost, capacities kept."""
    answer = assign_freight(world, FreightQuestion(unknown_mt=unknown_mt))
    vectors = vectors_in(world, SERVICE)
    count = len(answer.freight.rows)
    carried, hours, usd = np.zeros(count), np.zeros(count), np.zeros(count)
    for way in answer.found.ways:
        arcs = list(way.arcs)
        carried[way.demand] += way.mt_per_year
        hours[way.demand] += way.mt_per_year * vectors.hours[arcs].sum()
        usd[way.demand] += way.mt_per_year * vectors.usd[arcs].sum()
    moved = carried > SOME_MT
    mean_hours, mean_usd = (np.divide(sums, carried, out=np.full(count, np.nan), where=moved) for sums in (hours, usd))
    load = answer.found.load[: len(world.compiled.link_ids)]
    return Side(name, world, answer, mean_hours, mean_usd, carried, answer.found.unmet, load)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Present freight in two scenarios."""

    first: Side
    second: Side

    @property
    def _compiled(self) -> Compiled:
        return self.first.world.compiled

    def frame(self) -> pd.DataFrame:
        """Return one row a link that is loaded or stands otherwise in one of the two: open or shut, and the loads."""
        compiled, places = self._compiled, self._compiled.network.nodes
        one, other = self.first, self.second
        stands = one.link_open != other.link_open
        chosen = np.flatnonzero((one.load > SOME_MT) | (other.load > SOME_MT) | stands)
        change = np.where(~stands, "same", np.where(other.link_open, "opened", "closed"))
        links = [compiled.links[i] for i in chosen]
        frame = pd.DataFrame(
            {
                "link_id": [compiled.link_ids[i] for i in chosen],
                "title": [element_title(compiled, int(i)) for i in chosen],
                "mode": [link["mode"] for link in links],
                "from_place": [link["from_place"] for link in links],
                "to_place": [link["to_place"] for link in links],
                **{
                    f"{side}_{axis}": [places[link[f"{side}_place"]][axis] for link in links]
                    for side in ("from", "to")
                    for axis in ("lat", "lon")
                },
                "first_open": one.link_open[chosen],
                "second_open": other.link_open[chosen],
                "change": change[chosen],
                "first_mt": one.load[chosen],
                "second_mt": other.load[chosen],
                "difference_mt": other.load[chosen] - one.load[chosen],
            }
        )
        order = np.lexsort((frame["link_id"], -frame["difference_mt"].abs()))
        return frame.iloc[order].reset_index(drop=True)

    def pairs(self) -> pd.DataFrame:
        """Return one row a demand: hours, USD a tonne and tonnes left behind in both, with the differences."""
        shipments = list_shipments(self._compiled)
        columns: dict[str, Any] = {
            "demand_id": shipments.rows["demand_id"],
            "title": shipments.titles,
            "mt_per_year": shipments.mt,
        }
        for name in ("hours", "usd", "unmet"):
            one, other = getattr(self.first, name), getattr(self.second, name)
            label = {"hours": "hours", "usd": "usd_per_t", "unmet": "unmet_mt"}[name]
            columns |= {f"first_{label}": one, f"second_{label}": other, f"difference_{label}": other - one}
        return pd.DataFrame(columns)

    def settings(self) -> pd.DataFrame:
        """Return one row a field in which the two scenarios differ."""
        rows = []
        for field in dataclasses.fields(Scenario):
            one, other = (getattr(side.world.scenario, field.name) for side in (self.first, self.second))
            if one != other and field.name != "scenario_id":
                rows.append({"field": field.name, "first": _written(one), "second": _written(other)})
        return pd.DataFrame(rows, columns=["field", "first", "second"])

    def sentence(self) -> str:
        """Return the difference in one sentence."""
        more = float(self.second.unmet.sum() - self.first.unmet.sum())
        hours = self.second.mean(self.second.hours) - self.first.mean(self.first.hours)
        usd = self.second.mean(self.second.usd) - self.first.mean(self.first.usd)
        parts = []
        if abs(more) > SOME_MT:
            amount = format_amount(abs(more), _UNIT)
            left, carried = (
                say("{amount} more stay behind", amount=amount),
                say("{amount} more are carried", amount=amount),
            )
            parts.append(left if more > 0 else carried)
        parts += _means(hours, usd)
        names = {"first": self.first.name, "second": self.second.name}
        if not parts:
            return say("Present freight does the same in “{second}” as in “{first}”.", **names)
        return say("In “{second}” {changes} than in “{first}”.", changes=say_list(parts), **names)

    def subtitle(self) -> str:
        """Return what is measured."""
        return say(
            "{amount} of present freight at least cost on either network, capacities kept; “{first}” beside “{second}”",
            amount=format_amount(float(list_shipments(self._compiled).mt.sum()), _UNIT),
            first=self.first.name, second=self.second.name,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return what the result rests on."""
        busiest = self.frame().head(1)
        notes = [
            *self.second.freight.notes()[:3],
            say(
                "Where shipments compete for a full link, which of them gives way is a toss-up: look at sums of pairs."
            ),
        ]
        if not busiest.empty and abs(float(busiest["difference_mt"].iloc[0])) > SOME_MT:
            notes.append(
                say(
                    "The link that changes most is the {link}: {first} before, {second} after.",
                    link=busiest["title"].iloc[0],
                    first=format_amount(float(busiest["first_mt"].iloc[0]), _UNIT),
                    second=format_amount(float(busiest["second_mt"].iloc[0]), _UNIT),
                )
            )
        return tuple(notes)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the demands, of the capacities that bind and of the events in force."""
        events = [event for side in (self.first, self.second) for event in side.world.events]
        return distinct_ids(
            self.first.freight.source_ids, self.second.freight.source_ids, [s for e in events for s in e.source_ids]
        )


def _means(hours: float, usd: float) -> list[str]:
    """Return differences of the mean journey in words; small ones are passed over."""
    parts = []
    if abs(hours) >= 0.05:
        amount = format_number(abs(hours), 2)
        longer = say("the mean journey takes {hours} hours longer", hours=amount)
        parts.append(longer if hours > 0 else say("the mean journey takes {hours} hours less", hours=amount))
    if abs(usd) >= 0.01:
        amount = format_number(abs(usd), 2)
        dearer = say("a tonne costs USD {usd} more", usd=amount)
        parts.append(dearer if usd > 0 else say("a tonne costs USD {usd} less", usd=amount))
    return parts


def _written(value: object) -> str:
    """Return a value of a scenario for reading; nothing is empty."""
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def compare_worlds(first: tuple[str, World], second: tuple[str, World], unknown_mt: float | None = None) -> Comparison:
    """Return present freight in two worlds, each given with the name it goes by."""
    return Comparison(look_at(first[1], first[0], unknown_mt), look_at(second[1], second[0], unknown_mt))


def find_comparison(compiled: Compiled, question: CompareQuestion) -> Comparison:
    """Return two scenarios side by side, the second bent as the question says.

    Raises
    ------
    ScenarioError
        If a scenario does not exist, contradicts itself or names what does not exist.
    """
    base = find_scenario(compiled.frames, question.first)
    plain = find_scenario(compiled.frames, question.second or question.first)
    bent = bend_scenario(compiled, plain, question)
    name = scenario_name(compiled.frames, plain)
    name = name if bent == bend_scenario(compiled, plain, CompareQuestion()) else say("{name}, changed", name=name)
    return compare_worlds(
        (scenario_name(compiled.frames, base), resolve_scenario(compiled, base)),
        (name, resolve_scenario(compiled, bent)),
        question.unknown_mt,
    )


def scenario_name(frames: Frames, scenario: Scenario) -> str:
    """Return the name of the row a scenario began from; its date where it began from none."""
    rows = frames.scenarios.loc[frames.scenarios["scenario_id"] == scenario.scenario_id, "name"]
    return str(rows.iloc[0]) if len(rows) else scenario.date.isoformat()
