"""Present freight on the network: who can be carried, what has no room, and what one more tonne of room is worth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.flow.assignments import Assignment, Step, find_step
from dashboard.model.flow.programmes import Freight, FreightQuestion, load_freight
from dashboard.model.flow.widenings import fact_ids_of, sources_of, widening_project
from dashboard.model.phrases import country_names, distinct_ids, say_list
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.ends import check_growth, check_unknown, check_unmet
from dashboard.model.world.kernels import Floats
from dashboard.model.world.limits import NO_ROW, Limits, element_id, element_title, filled, limits_in
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_number

_UNIT = "Mt/yr"
_SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no flow."""


@dataclass(frozen=True)
class LinkQuestion:
    """Which link or place is looked at; none is the one worth most."""

    element: str = ""


@dataclass(frozen=True, eq=False)
class FreightAnswer:
    """All demands at least cost, and what the full links are worth."""

    question: FreightQuestion
    freight: Freight
    limits: Limits
    capacity: Floats
    found: Assignment
    _steps: dict[int, Step] = field(default_factory=dict, compare=False, repr=False)
    _lock: Lock = field(default_factory=Lock, compare=False, repr=False)

    @property
    def _compiled(self) -> Compiled:
        return self.freight.world.compiled

    @cached_property
    def binding(self) -> tuple[int, ...]:
        """Limits that are full and worth widening, the dearest first."""
        price = self.found.price
        return tuple(sorted(np.flatnonzero(price > 0.005).tolist(), key=lambda e: (-price[e], e)))

    def frame(self) -> pd.DataFrame:
        """Return one row a limit with load: load, capacity, how full, and the price of one more tonne."""
        rows = [self._row(e) for e in np.flatnonzero(self.found.load > _SOME_MT).tolist()]
        columns = ["element", "title", "load_mt_per_year", "mt_per_year", "basis", "full_pct", "usd_per_t"]
        return pd.DataFrame(rows, columns=columns).sort_values(
            ["usd_per_t", "full_pct", "element"], ascending=[False, False, True], ignore_index=True
        )

    def _row(self, element: int) -> dict[str, object]:
        capacity, load = self.limits.amount[element, 1], self.found.load[element]
        return {
            "element": element_id(self._compiled, element),
            "title": element_title(self._compiled, element),
            "load_mt_per_year": load,
            "mt_per_year": capacity,
            "basis": self._basis(element),
            "full_pct": 100 * load / capacity if capacity > 0 else float("nan"),
            "usd_per_t": self.found.price[element],
        }

    def _basis(self, element: int) -> object:
        row = int(self.limits.row[element])
        return pd.NA if row == NO_ROW else self._compiled.frames.link_capacity["basis"].iloc[row]

    def pairs(self) -> pd.DataFrame:
        """Return one row a demand: what is carried, what stays behind, and the mean cost of what is carried."""
        carried, usd = np.zeros(len(self.freight.rows)), np.zeros(len(self.freight.rows))
        for way in self.found.ways:
            carried[way.demand] += way.mt_per_year
            usd[way.demand] += way.mt_per_year * self.freight.carriage.cost[list(way.arcs)].sum()
        names = country_names(self._compiled.frames) | place_titles(self._compiled)
        rows = self.freight.rows
        return pd.DataFrame(
            {
                "demand_id": rows["demand_id"],
                "origin": rows["origin"].map(names),
                "destination": rows["destination"].map(names),
                "commodity": rows["commodity"],
                "wanted_mt_per_year": self.freight.demands.mt_per_year,
                "carried_mt_per_year": carried,
                "unmet_mt_per_year": self.found.unmet,
                "usd_per_t": np.divide(usd, carried, out=np.full(carried.size, np.nan), where=carried > _SOME_MT),
                "basis": rows["basis"],
                "reason": rows["reason"],
                "row_ids": rows["row_ids"],
            }
        )

    def users(self, element: str = "") -> pd.DataFrame:
        """Return which demands use a limit, the largest first; of the dearest if none is named."""
        chosen = element or self.dearest
        of_arc = self.freight.carriage.element
        used = np.zeros(len(self.freight.rows))
        for way in self.found.ways:
            names = {element_id(self._compiled, int(e)) for e in of_arc[list(way.arcs)] if e >= 0}
            used[way.demand] += way.mt_per_year if chosen in names else 0.0
        frame = self.pairs()[["demand_id", "origin", "destination", "commodity"]].assign(mt_per_year=used)
        frame = frame[frame["mt_per_year"] > _SOME_MT]
        return frame.sort_values(["mt_per_year", "demand_id"], ascending=[False, True], ignore_index=True)

    def prices(self) -> pd.DataFrame:
        """Return one row a full limit: its price, how far that holds, what it unlocks, what binds next, its project.

        ``source_ids`` are those of its capacity, of the demands that use it and of the project.
        """
        return pd.DataFrame(
            [self._price_row(e) for e in self.binding],
            columns=[
                "element", "title", "usd_per_t", "holds_mt_per_year", "unlocked_per_mt", "next", "project",
                "project_usd", "project_mt_per_year", "source_ids",
            ],
        )  # fmt: skip

    def loads_sentence(self) -> str:
        """Return how many links carry freight, how many of them are full, and for how many no capacity is known."""
        rows = self.frame()
        unknown = int((~np.isfinite(rows["mt_per_year"].astype(float))).sum())
        return say(
            "Of {count} links and places that carry freight, {full} are full; the capacity of {unknown} is not known.",
            count=format_number(len(rows)),
            full=len(self.binding),
            unknown=format_number(unknown),
        )

    def prices_sentence(self) -> str:
        """Return how many links are full, and for how many of them a project is announced."""
        if not self.binding:
            return say("No link is full: one more tonne of room saves nothing.")
        planned = int(self.prices()["project"].notna().sum())
        full = say_number("{count} link or place is full", "{count} links and places are full", len(self.binding))
        if not planned:
            return say("{full}; no project is known that would widen any of them.", full=full)
        widened = say_number("a project would widen {count} of them", "projects would widen {count} of them", planned)
        return say("{full}; {widened}.", full=full, widened=widened)

    @property
    def dearest(self) -> str:
        """Limit that is worth most; empty if none is full."""
        return element_id(self._compiled, self.binding[0]) if self.binding else ""

    @property
    def offered(self) -> Mapping[str, str]:
        """Limits whose users may be listed, by id, the dearest first, then the fullest: all that carry something."""
        frame = self.frame()
        return dict(zip(frame["element"], frame["title"], strict=True))

    def users_sentence(self, element: str = "") -> str:
        """Return who uses a limit most; the dearest if none is named."""
        chosen = element or self.dearest
        users = self.users(chosen)
        title = self.offered.get(chosen, chosen)
        if users.empty:
            return say("No freight counted here uses {link}.", link=title) if chosen else say("No link is full.")
        first = users.iloc[0]
        return say_number(
            "{count} flow uses {link}: {amount} from {origin} to {destination}.",
            "{count} flows use {link}; the largest is {amount} from {origin} to {destination}.",
            len(users), link=title, amount=format_amount(float(first["mt_per_year"]), _UNIT),
            origin=first["origin"], destination=first["destination"],
        )  # fmt: skip

    def unmet(self) -> pd.DataFrame:
        """Return the demands that are not carried in full and why, the largest shortfall first."""
        frame = self.pairs()
        short = frame[frame["unmet_mt_per_year"] > _SOME_MT]
        short = short.assign(why=[self._why_unmet(demand) for demand in short.index])
        return short.sort_values(["unmet_mt_per_year", "demand_id"], ascending=[False, True], ignore_index=True)

    def _why_unmet(self, demand: int) -> str:
        """Return why a demand falls short: no way, a way dearer than staying behind, or no room."""
        cheapest = self.freight.planner.cheapest(demand)
        if math.isinf(cheapest):
            return say("no way is open")
        return say("too dear") if cheapest >= self.question.unmet_usd_per_t else say("no room")

    def unmet_sentence(self) -> str:
        """Return how many demands fall short."""
        short = len(self.unmet())
        if not short:
            return say("Every demand is carried in full.")
        return say_number(
            "{count} of {all} demands is not carried in full.", "{count} of {all} demands are not carried in full.",
            short, all=len(self.freight.rows),
        )  # fmt: skip

    def _price_row(self, element: int) -> dict[str, object]:
        step = self.step(element)
        name = element_id(self._compiled, element)
        project = dict(widening_project(self._compiled.frames, name))
        sources = distinct_ids([project.pop("source_id")], self._sources_on(element))
        return {
            "element": name,
            "title": element_title(self._compiled, element),
            "usd_per_t": self.found.price[element],
            "holds_mt_per_year": step.mt_per_year,
            "unlocked_per_mt": step.carried,
            "next": say_list(element_title(self._compiled, e) for e in step.next_elements) or pd.NA,
            **project,
            "source_ids": ";".join(sources),
        }

    def demands_on(self, element: int) -> tuple[int, ...]:
        """Return the numbers of the demands that use a limit."""
        of_arc = self.freight.carriage.element
        ways = (way for way in self.found.ways if way.mt_per_year > _SOME_MT)
        return tuple(sorted({way.demand for way in ways if element in of_arc[list(way.arcs)]}))

    def _sources_on(self, element: int) -> Iterator[str]:
        """Yield the sources of the capacity of a limit and of the demands that use it."""
        cells = self.freight.rows["row_ids"].iloc[list(self.demands_on(element))].dropna()
        rows = [row for cell in cells for row in split_ids(cell)]
        yield from sources_of(self._compiled.frames, [*rows, *self._facts_of(element)])

    def _facts_of(self, element: int) -> tuple[str, ...]:
        """Return the facts behind the capacity of a limit."""
        row = int(self.limits.row[element])
        return () if row == NO_ROW else fact_ids_of(self._compiled.frames, row)

    def step(self, element: int) -> Step:
        """Return how far the price of a limit holds, tried up to twice its capacity; found once."""
        with self._lock:  # the programme is one, and visitors share the answer
            if element not in self._steps:
                most = max(float(self.capacity[element]), 1.0)
                self._steps[element] = find_step(self.freight.planner, self.capacity, element, most, self.found)
            return self._steps[element]

    def sentence(self) -> str:
        """Return how much of the freight finds room and what is short."""
        wanted, unmet = float(self.freight.demands.mt_per_year.sum()), float(self.found.unmet.sum())
        carried = format_amount(wanted - unmet, _UNIT)
        if not self.binding:
            return say("All {carried} of the freight counted here find room.", carried=carried)
        dearest = self.binding[0]
        full = say(
            "The link worth most is the {link}: one more tonne of room saves USD {price}.",
            link=element_title(self._compiled, dearest), price=format_number(float(self.found.price[dearest]), 2),
        )  # fmt: skip
        if unmet <= _SOME_MT:
            return say("All {carried} find room. {full}", carried=carried, full=full)
        return say(
            "{carried} find room, {unmet} do not. {full}", carried=carried, unmet=format_amount(unmet, _UNIT), full=full
        )

    def subtitle(self) -> str:
        """Return what is measured."""
        return say(
            "Model result: freight at least cost on the network, Mt a year, both directions together; "
            "{kind} capacity, {year}",
            kind=self.limits.kind, year=self.limits.year,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return what the result rests on."""
        short = float(self.found.unmet.sum()) > _SOME_MT and self.question.growth <= 1
        return (
            *(self._note_on_short() if short else ()),
            say("Result of a model on curated demands and published and judged capacities, not a statistic."),
            *self.notes_on_room(),
        )

    def notes_on_room(self) -> tuple[str, ...]:
        """Return what the room on links and its price rest on."""
        loaded = np.flatnonzero(self.found.load > _SOME_MT)
        unknown = [e for e in loaded.tolist() if self.limits.row[e] == NO_ROW]
        return (
            say(
                "A tonne stays behind where carrying it would cost more than USD {price}, a judgement.",
                price=format_number(self.question.unmet_usd_per_t),
            ),
            say(
                "{count} of {all} loaded links have no known capacity and are taken as {rule}.",
                count=len(unknown), all=loaded.size,
                rule=self._unknown_rule(),
            ),
            *self._note_on_judged(),
            say("A price is worth the next tonne only; the table says how far it holds."),
        )  # fmt: skip

    def _note_on_short(self) -> tuple[str, ...]:
        return (say("Present freight without room points to a capacity put below what is carried."),)

    def _note_on_judged(self) -> Iterator[str]:
        if judged := int(self.limits.judged[list(self.binding)].sum()):
            yield say_number(
                "The capacity of {count} of the {all} full links and places is judged, not published.",
                "The capacities of {count} of the {all} full links and places are judged, not published.",
                judged, all=len(self.binding),
            )  # fmt: skip

    def _unknown_rule(self) -> str:
        unknown_mt = self.question.unknown_mt
        return say("without limit") if unknown_mt is None else format_amount(unknown_mt, _UNIT)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the demands and of the capacities that bind."""
        rows = [row for cell in self.freight.rows["row_ids"].dropna() for row in split_ids(cell)]
        rows += [fact for element in self.binding for fact in self._facts_of(element)]
        return distinct_ids(sources_of(self._compiled.frames, rows))


def place_titles(compiled: Compiled) -> dict[str, str]:
    """Return the name of every place by its id."""
    return {place: str(name) for place, name in compiled.network.nodes(data="name")}


def assign_freight(world: World, question: FreightQuestion) -> FreightAnswer:
    """Return all demands of the tables put on the network of a world at least cost.

    Raises
    ------
    FlowQuestionError
        If a number of the question makes no sense.
    EndError
        If a demand begins or ends nowhere in the network.
    DemandError
        If a demand makes no sense.
    """
    return assign_rows(world, question, world.compiled.frames.demands)


def assign_rows(world: World, question: FreightQuestion, rows: pd.DataFrame) -> FreightAnswer:
    """Return demands put on the network of a world at least cost.

    Multicommodity flow in path form, by column generation (Ahuja, Magnanti and Orlin 1993, section 17.5), both
    directions sharing a link's capacity. Raises as `assign_freight` does.
    """
    check_growth(question.growth)
    check_unmet(question.unmet_usd_per_t)
    check_unknown(question.unknown_mt)
    freight = load_freight(world, question, rows)
    limits = limits_in(world)
    capacity = filled(limits, question.unknown_mt)[:, 1]
    return FreightAnswer(question, freight, limits, capacity, freight.planner.solve(capacity))
