"""Pledges against pipes: what a pledge means in tonnes, and whether they find room beside what moves already."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from dashboard.model.cuts import Cut
from dashboard.model.ends import FlowQuestionError, check_unknown
from dashboard.model.freight import FreightQuestion, assign_freight
from dashboard.model.kernels import Floats, Ints
from dashboard.model.limits import element_id, element_title, filled, find_limits
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.pipes import Plumbing, lay_pipes, nodes_of_places
from dashboard.model.tonnages import LATELY, Ends, Pace, Tonnage, list_tonnages
from dashboard.model.worlds import World
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_number, format_percent, format_range

Fits = Literal["fits", "in_part", "does_not_fit", "no_known_limit", "no_way", "not_measurable"]

_UNIT = "Mt/yr"
_MOST_DELAY = 50
_HORIZONS = (2000, 2060)
_STRETCH = 1.5
"""Ways longer than so many times the shortest do not count as room."""


@dataclass(frozen=True)
class PledgeQuestion:
    """Which pledges are held against the network of a world given beside the question.

    Attributes
    ----------
    pair
        Two codes as ``IRN-KAZ``; all pairs and corridors if empty.
    modes
        Modes that may carry the tonnes.
    delay
        Years by which everything announced comes later in the delayed case.
    horizon
        Calendar year looked at for a pledge that names none.
    unknown_mt
        Mt a year put where no capacity is published; None for no limit.
    """

    pair: str = ""
    modes: tuple[str, ...] = ("rail",)
    delay: int = 3
    horizon: int = 2030
    unknown_mt: float | None = None


class _Room(NamedTuple):
    """Room between two ends beside what moves already: Mt a year, and the elements that bind."""

    low: float
    central: float
    high: float
    binding: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class PledgeAnswer:
    """One row a pledge: the tonnes it means, the room there is and will be, and what fails first."""

    question: PledgeQuestion
    world: World
    rows: pd.DataFrame

    def frame(self) -> pd.DataFrame:
        """Return one row a pledge: tonnes wanted and room, in Mt a year, and whether it fits.

        Returns
        -------
        pandas.DataFrame
            ``wanted`` with low and high (from the dearest and the cheapest observed tonne), ``moves_now``,
            ``usd_per_t``; ``room_today``, ``room_announced``, ``room_delayed`` in the pledge's year with
            ``fits_today``, ``fits_announced``, ``fits_delayed`` (fits, in_part, does_not_fit, no_known_limit, no_way,
            not_measurable); ``fails_first`` and ``fails_in``, the year in which growth to the pledge passes the room
            announced by then; a sentence; the rows and sources behind it.
        """
        return self.rows

    def sentence(self) -> str:
        """Return the sentence of the only pledge, or how many of all fit."""
        if self.rows.empty:
            return say("No pledge is known that could be held against the network.")
        if len(self.rows) == 1:
            return str(self.rows["sentence"].iloc[0])
        measured = self.rows[self.rows["fits_today"] != "not_measurable"]
        good = measured["fits_today"].isin(["fits", "no_known_limit"]).sum()
        return say(
            "Of {all} pledges that can be told in tonnes {good} fit by {modes} today beside what moves already.",
            all=len(measured), good=good, modes=self._modes,
        )  # fmt: skip

    @property
    def _modes(self) -> str:
        return say_list(say(mode) for mode in self.question.modes) or say("all modes")

    def bars(self) -> pd.DataFrame:
        """Return the pledges that can be told in tonnes, those that fall shortest of what is announced first."""
        told = self.rows[self.rows["wanted"].notna() & (self.rows["fits_today"] != "not_measurable")]
        short = (told["wanted"] - told["room_announced"].fillna(math.inf)).rename("short")
        return told.loc[short.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)

    def subtitle(self) -> str:
        """Return what is held against what."""
        return say(
            "Pledged tonnes and room by {modes}, Mt a year; practical capacity today, announced in the year pledged",
            modes=self._modes,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return how tonnes and room are found."""
        return (
            say("Result of a model on published pledges, unit values and capacities, not a forecast."),
            say("Tonnes are dollars pledged over dollars a tonne as traded in the last {years} years.", years=LATELY),
            say("Room is what is left between the two ends once all other present freight has taken its cheapest way."),
            say("Delayed means that all announced capacity comes {years} years later.", years=self.question.delay),
            say("A pledge without a year is looked at in {year}.", year=self.question.horizon),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of pledges, unit values and binding capacities."""
        return distinct_ids(self.rows["source_ids"])


def find_feasibility(world: World, question: PledgeQuestion) -> PledgeAnswer:
    """Return whether the network of a world can carry what is pledged.

    Raises
    ------
    FlowQuestionError
        If a number of the question makes no sense.
    UnknownPairError
        If the pair is neither empty nor two different codes of countries.csv.
    """
    check_pledge_question(question)
    rooms = _Rooms(world, question)
    pledges = list_tonnages(world.compiled, question.pair, question.modes)
    rows = [_outcome(rooms, pledge) for pledge in pledges]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    return PledgeAnswer(question, world, frame)


def check_pledge_question(question: PledgeQuestion) -> None:
    """Raise `FlowQuestionError` for a question that makes no sense."""
    check_unknown(question.unknown_mt)
    if not 0 <= question.delay <= _MOST_DELAY:
        raise FlowQuestionError(
            say("A delay is 0 to {most} years, not {value}.", most=_MOST_DELAY, value=question.delay)
        )
    first, last = _HORIZONS
    if not first <= question.horizon <= last:
        raise FlowQuestionError(
            say("The year looked at lies between {first} and {last}, it cannot be {value}.",
                first=first, last=last, value=question.horizon)
        )  # fmt: skip


_COLUMNS = (
    "pledge_id", "name", "pledged", "unit", "by_year", "usd_per_t", "usd_per_t_low", "usd_per_t_high",
    "wanted_low", "wanted", "wanted_high", "moves_now", "room_today", "room_announced", "room_delayed",
    "fits_today", "fits_announced", "fits_delayed", "fails_first", "fails_first_id", "fails_in", "sentence", "evidence",
    "required_growth_pct", "best_growth_pct", "pace_growth_pct", "pace", "row_ids", "source_ids",
)  # fmt: skip


class _Rooms:
    """Room between ends in a year, each found once: capacity less the load of the present freight of others."""

    def __init__(self, world: World, question: PledgeQuestion) -> None:
        self.world, self.question = world, question
        self._found: dict[tuple[Ends, str, int, int], _Room] = {}
        self._central: dict[tuple[Ends, int], float] = {}
        self._pipes: dict[Ends, tuple[Plumbing, Ints, Ints]] = {}
        self._own: dict[tuple[str, str], Floats] = {}

    @cached_property
    def _present(self) -> tuple[Floats, Mapping[int, tuple[str, str]], tuple[tuple[int, Floats], ...]]:
        """Load of all present freight, the ends of each demand, and the load of each used way."""
        found = assign_freight(self.world, FreightQuestion())
        ends = zip(found.freight.rows["origin"], found.freight.rows["destination"], strict=True)
        loads = []
        for way in found.found.ways:
            elements = found.freight.carriage.element[list(way.arcs)]
            load = np.zeros(found.found.load.size)
            np.add.at(load, elements[elements >= 0], way.mt_per_year)
            loads.append((way.demand, load))
        return found.found.load, dict(enumerate(ends)), tuple(loads)

    def others(self, pair: tuple[str, str] | None) -> Floats:
        """Return the load of present freight that is not between the two; nothing for a corridor as a whole."""
        load, ends, ways = self._present
        if pair is None:
            return np.zeros_like(load)
        if pair not in self._own:
            own = [row for demand, row in ways if set(ends[demand]) == set(pair)]
            self._own[pair] = np.maximum(load - sum(own, np.zeros_like(load)), 0.0)
        return self._own[pair]

    def moves_now(self, pair: tuple[str, str] | None) -> float:
        """Return the Mt a year that move between the two already, by the table of demands; NaN where it has none."""
        if pair is None:
            return math.nan
        table = self.world.compiled.frames.demands
        codes = [frozenset(ends) for ends in zip(table["origin"], table["destination"], strict=True)]
        between = table["mt_per_year"][np.array([ends == frozenset(pair) for ends in codes], dtype=bool)]
        return float(between.sum()) if len(between) else math.nan

    def room(self, pledge: Tonnage, kind: str, year: int, delay: int = 0) -> _Room | None:
        """Return the room for a pledge; None where an end lies outside the network."""
        if pledge.ends is None:
            return None
        key = (pledge.ends, kind, year, delay)
        if key not in self._found:
            capacity = self._capacity(pledge.pair, kind, year, delay)
            cuts = [self._cut(pledge.ends, capacity[:, i]) for i in range(3)]
            binding = self.pipes(pledge.ends)[0].elements_of(cuts[1].near_destination)
            unlimited = self._cut(pledge.ends, np.full(capacity.shape[0], np.inf)) if cuts[1].value == 0 else cuts[1]
            self._found[key] = _Room(cuts[0].value, cuts[1].value, cuts[2].value, binding if unlimited.value else ())
        return self._found[key]

    def central(self, pledge: Tonnage, kind: str, year: int) -> float:
        """Return the central room alone, Mt a year; nothing where an end lies outside the network."""
        if pledge.ends is None:
            return 0.0
        key = (pledge.ends, year)
        if key not in self._central:
            self._central[key] = self._cut(pledge.ends, self._capacity(pledge.pair, kind, year, 0)[:, 1]).value
        return self._central[key]

    def _capacity(self, pair: tuple[str, str] | None, kind: str, year: int, delay: int) -> Floats:
        limits = find_limits(self.world.compiled, kind, year, delay=delay)
        return np.maximum(filled(limits, self.question.unknown_mt) - self.others(pair)[:, None], 0.0)

    def _cut(self, ends: Ends, capacity: Floats) -> Cut:
        plumbing, origins, destinations = self.pipes(ends)
        return plumbing.cut(capacity, origins, destinations)

    def pipes(self, ends: Ends) -> tuple[Plumbing, Ints, Ints]:
        """Return the pipes between two ends; only those of the corridor where one is named."""
        if ends not in self._pipes:
            compiled = self.world.compiled
            origins, destinations = (nodes_of_places(compiled, side) for side in (ends.origin, ends.destination))
            plumbing = lay_pipes(self.world, ends.modes)
            if ends.links:
                plumbing = plumbing.along([compiled.link_index[link] for link in ends.links])
            else:
                plumbing = plumbing.within(origins, destinations, _STRETCH)
            self._pipes[ends] = plumbing, origins, destinations
        return self._pipes[ends]


def _outcome(rooms: _Rooms, pledge: Tonnage) -> dict[str, object]:
    """Return the row of a pledge."""
    this_year = rooms.world.scenario.date.year
    year = max(pledge.by_year or rooms.question.horizon, this_year)
    today = rooms.room(pledge, "practical", this_year)
    announced = rooms.room(pledge, "announced", year)
    delayed = rooms.room(pledge, "announced", year, rooms.question.delay)
    compiled = rooms.world.compiled
    binding = announced.binding if announced else ()
    row: dict[str, object] = {
        "pledge_id": pledge.pledge_id, "name": pledge.name, "pledged": pledge.pledged, "unit": pledge.unit,
        "by_year": pledge.by_year, "moves_now": rooms.moves_now(pledge.pair),
        "usd_per_t_low": pledge.usd_per_t[0], "usd_per_t": pledge.usd_per_t[1], "usd_per_t_high": pledge.usd_per_t[2],
        "wanted_low": pledge.wanted[0], "wanted": pledge.wanted[1], "wanted_high": pledge.wanted[2],
        "fails_first": say_list(element_title(compiled, e) for e in binding) or pd.NA,
        "fails_first_id": ";".join(element_id(compiled, e) for e in binding) or pd.NA,
        "fails_in": _year_of_failure(rooms, pledge, this_year, year),
        "row_ids": pledge.row_ids, "source_ids": pledge.source_ids, **_pace_cells(pledge.pace),
    }  # fmt: skip
    for name, room in (("today", today), ("announced", announced), ("delayed", delayed)):
        row[f"room_{name}"] = room.central if room and math.isfinite(room.central) else math.nan
        row[f"fits_{name}"] = _fits(pledge.wanted, room)
    row["sentence"] = _sentence(pledge, row)
    return row


def _pace_cells(pace: Pace | None) -> dict[str, object]:
    """Return how a pledge stands by the figures; nothing for one of a corridor, whose pace is not followed."""
    if pace is None:
        return {"evidence": "not_checked", "pace": say("not checked")}
    words = word_label(pace.evidence)
    if math.isfinite(pace.required) and math.isfinite(pace.best):
        words = say(
            "{standing}: needs {needed} a year, best so far {best}",
            standing=words, needed=format_percent(pace.required, 2), best=format_percent(pace.best, 2),
        )  # fmt: skip
    return {
        "evidence": pace.evidence, "required_growth_pct": pace.required, "best_growth_pct": pace.best,
        "pace_growth_pct": pace.past, "pace": words,
    }  # fmt: skip


def _fits(wanted: tuple[float, float, float], room: _Room | None) -> Fits:
    """Return whether the tonnes fit: in part where low and high disagree."""
    low, central, high = wanted
    if math.isnan(central) or room is None:
        return "not_measurable"
    if math.isinf(room.central):
        return "no_known_limit"
    if not room.central and not room.binding:
        return "no_way"
    if high <= room.low:
        return "fits"
    return "does_not_fit" if low > room.high or central > room.central else "in_part"


def _year_of_failure(rooms: _Rooms, pledge: Tonnage, this_year: int, year: int) -> object:
    """Return the first year in which even growth from now to the pledge passes the room announced by then."""
    start, goal = rooms.moves_now(pledge.pair), pledge.wanted[1]
    if pledge.by_year is None or math.isnan(start) or math.isnan(goal) or year <= this_year or start <= 0:
        return pd.NA
    growth = (goal / start) ** (1 / (year - this_year))
    for at in range(this_year, year + 1):
        if start * growth ** (at - this_year) > rooms.central(pledge, "announced", at):
            return at
    return pd.NA


def _sentence(pledge: Tonnage, row: Mapping[str, object]) -> str:
    """Return one sentence on a pledge: its tonnes, the room, what fails first."""
    what = {"pledge": format_amount(pledge.pledged, pledge.unit), "name": pledge.name}
    if row["fits_today"] == "not_measurable":
        return say("{name}, {pledge}: no tonnes can be told for it.", **what)
    wanted = format_amount(pledge.wanted[1], _UNIT)
    span = format_range(pledge.wanted[0], pledge.wanted[2], _UNIT)
    tonnes = wanted if pledge.wanted[0] == pledge.wanted[2] else say("{wanted} ({span})", wanted=wanted, span=span)
    today = _say_room(str(row["fits_today"]), float(str(row["room_today"])))
    later = _say_room(str(row["fits_announced"]), float(str(row["room_announced"])))
    text = say(
        "{name}, {pledge}, means {tonnes}: today {today}, with what is announced {later}",
        tonnes=tonnes, today=today, later=later, **what,
    )  # fmt: skip
    if row["fits_announced"] in {"does_not_fit", "in_part"} and isinstance(row["fails_first"], str):
        return say("{text}; first short is the {link}.", text=text, link=row["fails_first"])
    return f"{text}."


def _say_room(fits: str, room: float) -> str:
    """Return the room in words."""
    amount = format_number(room)
    return {
        "fits": say("it fits in the {amount} Mt there is", amount=amount),
        "in_part": say("it fits in part in the {amount} Mt there is", amount=amount),
        "does_not_fit": say("it does not fit in the {amount} Mt there is", amount=amount),
        "no_known_limit": say("no published figure limits it"),
        "no_way": say("there is no way"),
    }.get(fits, say("nothing can be told"))
