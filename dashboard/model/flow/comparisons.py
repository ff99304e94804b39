"""Two scenarios side by side: what present freight does in each, link by link and pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.flow.freight import FreightAnswer, assign_freight
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.flow.shipments import SERVICE, SOME_MT, list_shipments
from dashboard.model.phrases import distinct_ids, say_list, say_time
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.kernels import Bools, Floats
from dashboard.model.world.limits import element_title
from dashboard.model.world.scenario_words import field_words, value_words
from dashboard.model.world.sides import SideQuestion, name_of_side, scenario_of_side
from dashboard.model.world.worlds import World, resolve_scenario, vectors_in
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_number

_UNIT = "Mt/yr"
_TOLD_MT = 0.01
"""Mt a year; a shift of less is not worth a sentence."""

_SAME = 1e-6
_SOME_HOURS = 0.05
_SOME_USD = 0.005
_WHOLE_USD = 10.0


@dataclass(frozen=True)
class CompareQuestion:
    """How two scenarios, which are given beside it, are compared.

    Attributes
    ----------
    unknown_mt
        Mt a year put where no capacity is published; None for no limit.
    """

    unknown_mt: float | None = None


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
            "freight": shipments.titles,
            "mt_per_year": shipments.mt,
        }
        for name in ("hours", "usd", "unmet"):
            one, other = getattr(self.first, name), getattr(self.second, name)
            label = {"hours": "hours", "usd": "usd_per_t", "unmet": "unmet_mt"}[name]
            difference = np.where(np.abs(other - one) < _SAME, 0.0, other - one)
            columns |= {f"first_{label}": one, f"second_{label}": other, f"difference_{label}": difference}
        frame = pd.DataFrame(columns)
        weight = (
            frame["difference_usd_per_t"].abs().fillna(0) + frame["difference_hours"].abs().fillna(0)
        ) * shipments.mt
        order = np.lexsort((frame["demand_id"], -weight, -frame["difference_unmet_mt"].abs()))
        return frame.iloc[order].reset_index(drop=True)

    def settings(self) -> pd.DataFrame:
        """Return one row a field in which the two scenarios differ: in words, and as ids for programs."""
        rows = []
        for field, words in field_words().items():
            values = [getattr(side.world.scenario, field) for side in (self.first, self.second)]
            if values[0] != values[1]:
                told = [value_words(self._compiled, field, value) for value in values]
                rows.append([field, words, *told, *map(_written, values)])
        columns = ["field", "setting", "first", "second", "first_value", "second_value"]
        return pd.DataFrame(rows, columns=columns)

    def links_sentence(self) -> str:
        """Return on which link the load differs most."""
        frame = self.frame()
        if frame.empty or abs(float(frame["difference_mt"].iloc[0])) <= _TOLD_MT:
            return say("No link carries another load in B than in A.")
        row = frame.iloc[0]
        return say(
            "The load differs most on the {link}: {first} in A, {second} in B.",
            link=row["title"], first=_load_words(float(row["first_mt"])), second=_load_words(float(row["second_mt"])),
        )  # fmt: skip

    def pairs_sentence(self) -> str:
        """Return for how many flows of freight something changes."""
        pairs = self.pairs()
        moved = (
            pairs[[f"difference_{name}" for name in ("hours", "usd_per_t", "unmet_mt")]].fillna(0.0).ne(0).any(axis=1)
        )
        return say("{moved} of {all} flows of freight change.", moved=int(moved.sum()), all=len(pairs))

    def settings_sentence(self) -> str:
        """Return how many settings differ."""
        count = len(self.settings())
        if not count:
            return say("A and B are set alike.")
        return say_number("A and B differ in {count} setting.", "A and B differ in {count} settings.", count)

    def sentence(self) -> str:
        """Return what the second does that the first does not: where freight moves, what it takes and costs."""
        names = {"first": self.first.name, "second": self.second.name}
        parts = [*self._moved(), *self._left_behind(), *self._means()]
        if not parts:
            return say("With “{second}” in place of “{first}”, present freight moves as it does.", **names)
        first, *rest = parts
        text = say("With “{second}” in place of “{first}”, {change}.", change=first, **names)
        return " ".join([text, *map(_sentence, rest)])

    def _moved(self) -> list[str]:
        """Return what runs on the link that opens, or ran on the one that shuts; else where loads differ most."""
        frame = self.frame()
        opened, closed = (frame[frame["change"].eq(change)] for change in ("opened", "closed"))
        if len(opened) and opened["second_mt"].max() > _TOLD_MT:
            row = opened.iloc[int(opened["second_mt"].argmax())]
            mt = format_amount(float(row["second_mt"]), _UNIT)
            return [say("{mt} would run on the {link}", mt=mt, link=row["title"])]
        if len(closed) and closed["first_mt"].max() > _TOLD_MT:
            row = closed.iloc[int(closed["first_mt"].argmax())]
            mt = format_amount(float(row["first_mt"]), _UNIT)
            return [say("{mt} that run on the {link} would have to go elsewhere", mt=mt, link=row["title"])]
        if frame.empty or abs(float(frame["difference_mt"].iloc[0])) <= _TOLD_MT:
            return []
        row, mt = frame.iloc[0], format_amount(abs(float(frame["difference_mt"].iloc[0])), _UNIT)
        more = float(row["difference_mt"]) > 0
        words = say("{mt} more would run on the {link}", mt=mt, link=row["title"])
        return [words if more else say("{mt} less would run on the {link}", mt=mt, link=row["title"])]

    def _left_behind(self) -> list[str]:
        """Return the tonnes that stay behind or are carried besides."""
        more = float(self.second.unmet.sum() - self.first.unmet.sum())
        if abs(more) <= SOME_MT:
            return []
        amount = format_amount(abs(more), _UNIT)
        if more > 0:
            return [say("{amount} more would stay behind", amount=amount)]
        return [say("{amount} more would be carried", amount=amount)]

    def _means(self) -> list[str]:
        """Return what the average of what both carry takes and costs; what rounds to nothing is passed over."""
        both = np.minimum(self.first.carried, self.second.carried)
        mt = float(both.sum())
        if mt <= SOME_MT:
            return []
        moved = both > SOME_MT
        hours, usd = (
            float(np.average((getattr(self.second, name) - getattr(self.first, name))[moved], weights=both[moved]))
            for name in ("hours", "usd")
        )
        parts = []
        if abs(hours) >= _SOME_HOURS:
            time = say_time(abs(hours))
            parts.append(say("take {time} longer", time=time) if hours > 0 else say("take {time} less", time=time))
        if abs(usd) >= _SOME_USD:
            amount = f"{abs(usd):.2f}" if abs(usd) < _WHOLE_USD else format_number(round(abs(usd)))
            parts.append(say("cost USD {usd} more", usd=amount) if usd > 0 else say("cost USD {usd} less", usd=amount))
        if not parts:
            return []
        told = {"mt": format_number(round(mt)), "changes": say_list(parts)}
        text = say("on average over the {mt} Mt carried in both a tonne would {changes}", **told)
        if abs(usd) < _SOME_USD:
            return [text]
        total = format_amount(1e6 * mt * abs(usd), "USD", 2)
        return [say("{text}: {total} a year in all", text=text, total=total)]

    def subtitle(self) -> str:
        """Return what is measured."""
        return say(
            "{amount} of present freight at least cost on either network, capacities kept; “{first}” beside “{second}”",
            amount=format_amount(float(list_shipments(self._compiled).mt.sum()), _UNIT),
            first=self.first.name, second=self.second.name,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return what the result rests on."""
        return (
            *self.second.freight.notes()[:3],
            say("Where flows compete for a full link, which of them gives way is a toss-up: look at sums of pairs."),
            say("Each flow takes the way of least cost, hours at their worth: what costs less may take longer."),
            say("Today's freight is carried in both; freight that a better way would attract is not counted."),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the demands, of the capacities that bind and of the events in force."""
        events = [event for side in (self.first, self.second) for event in side.world.events]
        return distinct_ids(
            self.first.freight.source_ids, self.second.freight.source_ids, [s for e in events for s in e.source_ids]
        )


def _load_words(mt: float) -> str:
    return format_amount(mt, _UNIT) if mt > SOME_MT else say("nothing")


def _sentence(words: str) -> str:
    """Return words as a sentence of their own."""
    return f"{words[:1].upper()}{words[1:]}."


def _written(value: object) -> str:
    """Return a value of a scenario for reading; nothing is empty."""
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def compare_worlds(first: tuple[str, World], second: tuple[str, World], unknown_mt: float | None = None) -> Comparison:
    """Return present freight in two worlds, each given with the name it goes by."""
    return Comparison(look_at(first[1], first[0], unknown_mt), look_at(second[1], second[0], unknown_mt))


def find_comparison(compiled: Compiled, asked: tuple[CompareQuestion, SideQuestion, SideQuestion]) -> Comparison:
    """Return two scenarios side by side, each with what bends it.

    Raises
    ------
    ScenarioError
        If a scenario does not exist, contradicts itself or names what does not exist.
    """
    question, *sides = asked
    first, second = (
        (name_of_side(compiled, side), resolve_scenario(compiled, scenario_of_side(compiled, side))) for side in sides
    )
    return compare_worlds(first, second, question.unknown_mt)
