"""One closure looked at: what closes, and which links lose and gain freight."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.model.contingency.closables import Closable
from dashboard.model.contingency.closure_studies import Travel, travel_in
from dashboard.model.contingency.contingencies import ClosureQuestionError
from dashboard.model.flow.courses import mark_links, mark_places
from dashboard.model.flow.shipments import Least, Level, describe_least
from dashboard.model.flow.widenings import sources_of
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.limits import element_id, element_title
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date

_UNIT = "Mt/yr"
_SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no freight."""


@dataclass(frozen=True)
class LookedAt:
    """Which closure of a league is looked at; none is the worst."""

    closure: str = ""


@dataclass(frozen=True)
class DetourQuestion:
    """Where freight goes while something is closed.

    Attributes
    ----------
    closure
        Names of what closes, as a league gives them, joined by ``;``.
    least, level
        As in a question about closures.
    """

    closure: str
    least: Least = "generalised"
    level: Level = "mt_per_year"


@dataclass(frozen=True, eq=False)
class DetourAnswer:
    """Freight on every link before and during a closure.

    Attributes
    ----------
    before, after
        Mt a year on each link.
    """

    question: DetourQuestion
    travel: Travel
    items: tuple[Closable, ...]
    before: Floats
    after: Floats

    @property
    def world(self) -> World:
        """The world in which the closure happens."""
        return self.travel.world

    @cached_property
    def closed(self) -> frozenset[int]:
        """Links that are shut: those of what closes, and all that touch a place that does."""
        compiled = self.world.compiled
        named = {compiled.link_index[link] for item in self.items for link in item.links}
        places = {place for item in self.items for place in item.places}
        touching = {
            number
            for number, link in enumerate(compiled.links)
            if link["from_place"] in places or link["to_place"] in places
        }
        return frozenset(named | touching)

    @cached_property
    def _frame(self) -> pd.DataFrame:
        change = self.after - self.before
        compiled = self.world.compiled
        numbers = np.flatnonzero(np.abs(change) > _SOME_MT)
        numbers = numbers[np.argsort(-np.abs(change[numbers]), kind="stable")]
        rows = [
            {
                "link_id": element_id(compiled, number),
                "title": element_title(compiled, number),
                "mode": str(compiled.links[number]["mode"]),
                "before_mt": float(self.before[number]),
                "during_mt": float(self.after[number]),
                "change_mt": float(change[number]),
                "is_closed": number in self.closed,
            }
            for number in numbers.tolist()
        ]
        return pd.DataFrame(rows, columns=list(_COLUMNS))

    def frame(self) -> pd.DataFrame:
        """Return one row a link whose freight changes, the largest change first: Mt a year before and during."""
        return self._frame

    def sentence(self) -> str:
        """Return how many links lose and gain, and which gains most."""
        lose, gain = (int((self._frame["change_mt"] * sign > 0).sum()) for sign in (-1, 1))
        what = say_list(item.title for item in self.items)
        losing = say_number("{count} link loses freight", "{count} links lose freight", lose)
        start = say_number("While {what} is closed, {losing}", "While {what} are closed, {losing}", len(self.items),
                           what=what, losing=losing)  # fmt: skip
        if not gain:
            return say("{start} and none gains.", start=start)
        best = self._frame.sort_values(["change_mt", "link_id"], ascending=[False, True]).iloc[0]
        return say_number(
            "{start} and {count} gains: the {link}, {amount}.",
            "{start} and {count} gain, most of all the {link}: {amount} more.",
            gain, start=start, link=best["title"], amount=format_amount(float(best["change_mt"]), _UNIT),
        )  # fmt: skip

    def subtitle(self) -> str:
        """Return what is drawn."""
        return say(
            "Present freight on each link, Mt a year, with the closure less without; {date}",
            date=format_date(self.world.scenario.date),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return what the result rests on."""
        return (
            say(
                "Result of a model on curated demands, not a statistic; {least}.",
                least=describe_least(self.world, self.question.least),
            ),
            say("What moves is taken to find room."),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the demands."""
        rows = self.travel.shipments.rows["row_ids"].dropna()
        return distinct_ids(sources_of(self.world.compiled.frames, ";".join(rows).split(";")))

    def courses(self) -> pd.DataFrame:
        """Return the links on a map; mark is closed, gain, lose, keep, shut or rest."""
        links = len(self.world.compiled.link_ids)
        change = (self.after - self.before)[:links]
        marks = np.select(
            [change > _SOME_MT, change < -_SOME_MT, self.before[:links] > _SOME_MT], ["gain", "lose", "keep"], ""
        ).astype(object)
        marks[sorted(self.closed)] = "closed"
        return mark_links(
            self.world, marks.tolist(), before_mt=self.before[:links], during_mt=self.after[:links], change_mt=change
        )

    def places(self) -> pd.DataFrame:
        """Return what closes as points on a map: places, ports, and the middle of crossings."""
        compiled = self.world.compiled
        spots: dict[str, str] = {}
        for item in self.items:
            for place in _places_of(item):
                if place in compiled.place_index:
                    spots[place] = item.title
        return mark_places(compiled, dict.fromkeys(spots, "closed"), spots)


_COLUMNS = ("link_id", "title", "mode", "before_mt", "during_mt", "change_mt", "is_closed")


def _places_of(item: Closable) -> tuple[str, ...]:
    """Return the places at which something closed is marked; links are drawn and need no mark."""
    if item.kind == "port":
        return (item.name.removesuffix("/port"),)
    return tuple(item.name.split("-")[:1]) if item.kind == "crossing" else item.places


def find_detours(world: World, question: DetourQuestion) -> DetourAnswer:
    """Return which links lose and gain present freight while something is closed.

    Raises
    ------
    ClosureQuestionError
        If there is nothing of a name that could close.
    """
    travel = travel_in(world, question.least, question.level)
    index = travel.closables.index
    names = [name for name in question.closure.split(";") if name]
    if wrong := [name for name in names if name not in index]:
        raise ClosureQuestionError(say("There is nothing called “{name}” that could close.", name=wrong[0]))
    closed = tuple(index[name] for name in names)
    ways = [travel.base_way(shipment) for shipment in range(travel.shipments.count)]
    before = _loads(travel, ways)
    for shipment, way in travel.stopped_by(closed):
        ways[shipment] = way
    return DetourAnswer(
        question, travel, tuple(travel.closables.items[n] for n in closed), before, _loads(travel, ways)
    )


def _loads(travel: Travel, ways: list[Ints]) -> Floats:
    """Return the Mt a year on each link if every shipment takes its way."""
    compiled = travel.world.compiled
    load = np.zeros(len(compiled.link_ids))
    for way, mt in zip(ways, travel.shipments.mt.tolist(), strict=True):
        links = compiled.link[way]
        np.add.at(load, links[links >= 0], mt)
    return load
