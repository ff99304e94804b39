"""Pledges against pipes: what a pledge means in tonnes, and whether they find room beside what moves already."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.model.flow.rooms import STRETCH, Outlook, Room, Rooms
from dashboard.model.flow.tonnages import LATELY, Pace, Tonnage, list_tonnages
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.world.ends import FlowQuestionError, check_unknown
from dashboard.model.world.limits import element_id, element_title
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_percent, format_range

Fits = Literal[
    "fits", "fits_centrally", "short_centrally", "does_not_fit", "no_known_limit", "no_way", "not_measurable"
]
"""Whether tonnes find room: with every figure at its worst, on central figures only, not on central figures but with
every figure at its best, or not even then; no known figure limits them; no way is open; or nothing can be told."""

_GOOD = ("fits", "fits_centrally")
_UNIT = "Mt/yr"
_MOST_DELAY = 50
_HORIZONS = (2000, 2060)
_NAMED = 3
"""Links named in a sentence."""


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
            ``usd_per_t``; ``room_today``, ``room_announced``, ``room_delayed`` in the pledge's year (infinite rooms are
            missing) with ``fits_today``, ``fits_announced``, ``fits_delayed`` (one of `Fits`); ``fails_first``, the
            links that are full first, and ``fails_in_year``, the year in which growth to the pledge passes the room
            announced by then; a sentence; the rows and sources behind it.
        """
        return self.rows

    def sentence(self) -> str:
        """Return the sentence of the only pledge, or how many of all fit."""
        if self.rows.empty:
            return say("No pledge is known that could be held against the network.")
        if len(self.rows) == 1:
            return str(self.rows["sentence"].iloc[0])
        fits = self.rows.loc[self.rows["fits_today"] != "not_measurable", "fits_today"]
        text = say(
            "Of {all} pledges told in tonnes {good} fit {by} today beside what moves already and {short} do not",
            all=len(fits), good=int(fits.isin(_GOOD).sum()), by=say_modes(self.question.modes),
            short=int(fits.isin(["short_centrally", "does_not_fit"]).sum()),
        )  # fmt: skip
        return f"{text}{self._others(fits)}."

    def _others(self, fits: pd.Series[str]) -> str:
        """Return how many pledges have no way, and how many no known limit."""
        no_way, free = (int(fits.eq(verdict).sum()) for verdict in ("no_way", "no_known_limit"))
        parts = [say_number("{count} has no way at all", "{count} have no way at all", no_way)] if no_way else []
        if free:
            parts.append(
                say_number("for {count} no known figure sets a limit", "for {count} no known figure sets a limit", free)
            )
        return "".join(f", {part}" for part in parts)

    def bars(self) -> pd.DataFrame:
        """Return the pledges that can be told in tonnes, those that fall shortest of what is announced first.

        Pledges of the same tonnes between the same ends by the same year stand in one row, the first.
        """
        told = self.each()
        told = told[told["fits_today"] != "not_measurable"]
        return told.drop_duplicates(["name", "by_year", "wanted"], ignore_index=True)

    def each(self) -> pd.DataFrame:
        """Return all pledges, those that fall shortest of what is announced first, those that cannot be told last."""
        rows = self.rows
        room = rows["room_announced"].where(rows["fits_announced"] != "no_known_limit", math.inf).fillna(0.0)
        short = (rows["wanted"] - room).where(rows["fits_today"] != "not_measurable").rename("short")
        return rows.loc[short.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)

    def bars_sentence(self) -> str:
        """Return the pledge that falls shortest of what is announced, of those that have a way."""
        bars = self.bars()
        if bars.empty:
            return say("No pledge can be held against a known capacity.")
        short = bars[bars["fits_announced"].isin(["does_not_fit", "short_centrally"])]
        if set(bars["fits_announced"]) == {"no_known_limit"}:
            return say("No known figure limits what is pledged here {by}.", by=say_modes(self.question.modes))
        if short.empty:
            return say("Every pledge here fits with what is announced, has no known limit, or has no way at all.")
        worst = short.iloc[0]
        return say(
            "{pledge} asks for {wanted} {by}; announced works leave room for {room}.",
            pledge=worst["label"], wanted=format_amount(worst["wanted"], _UNIT), by=worst["by"],
            room=format_amount(worst["room_announced"], _UNIT),
        )  # fmt: skip

    def count_sentence(self) -> str:
        """Return how many pledges stand here, and how many of them cannot be told in tonnes or have no ends."""
        untold = int(self.rows["fits_today"].eq("not_measurable").sum())
        text = say_number("{count} pledge", "{count} pledges", len(self.rows))
        if not untold:
            return say("{pledges}, all told in tonnes.", pledges=text)
        return say_number(
            "{pledges}; for {count} no tonnes or no room can be told.",
            "{pledges}; for {count} no tonnes or no room can be told.",
            untold, pledges=text,
        )  # fmt: skip

    def subtitle(self) -> str:
        """Return what is held against what."""
        return say(
            "Pledged tonnes and room {by}, Mt a year; {kind} capacity in {today}, announced in the year pledged",
            by=say_modes(self.question.modes), kind=word_label(self.world.scenario.capacity_kind),
            today=self.world.scenario.date.year,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return how tonnes and room are found."""
        by = say_modes(self.question.modes)
        return (
            say("Result of a model on published pledges, unit values and capacities, some judged, not a forecast."),
            say("Tonnes are dollars pledged over dollars a tonne as traded in the last {years} years.", years=LATELY),
            say(
                "Room is what is left between the two once all other present freight has taken its cheapest way. What "
                "moves between the two already is part of the pledge and takes no room from it: no tonne counts twice."
            ),
            say("A pledge for a whole corridor is held against all of its capacity, as it speaks of all its freight."),
            say("Ways up to {stretch} times the shortest count as room, whatever they cost.", stretch=STRETCH),
            say("Tonnes are asked to go {by} whole, also where the two trade mainly otherwise today.", by=by),
            say("Announced counts links from the year of their announced opening and capacities from theirs."),
            say("Delayed means that everything announced comes {years} years later.", years=self.question.delay),
            say("A pledge without a year is looked at in {year}.", year=self.question.horizon),
            self._note_on_unknown(),
        )

    def _note_on_unknown(self) -> str:
        if self.question.unknown_mt is None:
            return say("A link without a known capacity sets no limit; most roads are such links.")
        return say("A link without a known capacity is taken at {mt}.",
                   mt=format_amount(self.question.unknown_mt, _UNIT))  # fmt: skip

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
    rooms = Rooms(world, question.unknown_mt)
    pledges = list_tonnages(world.compiled, question.pair, question.modes)
    rows = [_outcome(rooms, question, pledge) for pledge in pledges]
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
    "pledge_id", "name", "label", "pledged", "unit", "by_year", "usd_per_t", "usd_per_t_low", "usd_per_t_high",
    "by", "wanted_low", "wanted", "wanted_high", "moves_now", "room_today", "room_announced", "room_delayed",
    "fits_today", "fits_announced", "fits_delayed", "fails_first", "fails_first_id", "fails_in_year", "sentence",
    "evidence", "required_growth_pct", "best_growth_pct", "pace_growth_pct", "pace", "row_ids", "source_ids",
)  # fmt: skip


def _outcome(rooms: Rooms, question: PledgeQuestion, pledge: Tonnage) -> dict[str, object]:
    """Return the row of a pledge."""
    this_year = rooms.world.scenario.date.year
    year = max(pledge.by_year or question.horizon, this_year)
    announced = Outlook("announced", year)
    found = {
        "today": rooms.room(pledge, Outlook(rooms.world.scenario.capacity_kind, this_year)),
        "announced": rooms.room(pledge, announced),
        "delayed": rooms.room(pledge, Outlook("announced", year, question.delay)),
    }
    compiled = rooms.world.compiled
    later = found["announced"]
    binding = later.binding if later else ()
    row: dict[str, object] = {
        "pledge_id": pledge.pledge_id, "name": pledge.name, "label": _label(pledge), "pledged": pledge.pledged,
        "unit": pledge.unit,
        "by_year": pledge.by_year, "moves_now": rooms.moves_now(pledge.pair),
        "by": say_modes(pledge.ends.modes if pledge.ends else question.modes),
        "usd_per_t_low": pledge.usd_per_t[0], "usd_per_t": pledge.usd_per_t[1], "usd_per_t_high": pledge.usd_per_t[2],
        "wanted_low": pledge.wanted[0], "wanted": pledge.wanted[1], "wanted_high": pledge.wanted[2],
        "fails_first": say_list(_with_room(rooms, pledge, announced, e) for e in binding[:_NAMED]) or pd.NA,
        "fails_first_id": ";".join(element_id(compiled, e) for e in binding) or pd.NA,
        "fails_in_year": _year_of_failure(rooms, pledge, this_year, year),
        "row_ids": pledge.row_ids, "source_ids": pledge.source_ids, **_pace_cells(pledge.pace),
    }  # fmt: skip
    for name, room in found.items():
        row[f"room_{name}"] = room.central if room and math.isfinite(room.central) else math.nan
        row[f"fits_{name}"] = _fits(pledge, room)
    row["sentence"] = _sentence(pledge, row, year, this_year)
    return row


def _with_room(rooms: Rooms, pledge: Tonnage, outlook: Outlook, element: int) -> str:
    """Return a link that is full first, with what it leaves beside the freight of others."""
    left = format_amount(rooms.left_on(pledge, outlook, element), _UNIT)
    return say("the {link} ({left})", link=element_title(rooms.world.compiled, element), left=left)


def say_modes(modes: tuple[str, ...]) -> str:
    """Return by which modes tonnes go, as a sentence says it.

    Examples
    --------
    >>> say_modes(("rail", "sea")), say_modes(())
    ('by rail and sea', 'by any mode')
    """
    return say("by {modes}", modes=say_list(word_label(mode) for mode in modes)) if modes else say("by any mode")


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


def _fits(pledge: Tonnage, room: Room | None) -> Fits:
    """Return whether the tonnes of a pledge fit."""
    low, central, high = pledge.wanted
    if math.isnan(central) or room is None or pledge.ends is None:
        return "not_measurable"
    if not room.is_way:
        return "not_measurable" if pledge.ends.links else "no_way"  # a corridor is drawn without a way of this mode
    if math.isinf(room.central):
        return "no_known_limit"
    if central <= room.central:
        return "fits" if high <= room.low else "fits_centrally"
    return "does_not_fit" if low > room.high else "short_centrally"


def _year_of_failure(rooms: Rooms, pledge: Tonnage, this_year: int, year: int) -> object:
    """Return the first year in which even growth from now to the pledge passes the room announced by then."""
    start, goal = rooms.moves_now(pledge.pair), pledge.wanted[1]
    if math.isnan(start) or math.isnan(goal) or year <= this_year or start <= 0:
        return pd.NA
    growth = (goal / start) ** (1 / (year - this_year))
    for at in range(this_year, year + 1):
        if start * growth ** (at - this_year) > rooms.central(pledge, Outlook("announced", at)):
            return at
    return pd.NA


def _label(pledge: Tonnage) -> str:
    """Return a pledge as a chart names it: who, what, and by when."""
    amount = format_amount(pledge.pledged, pledge.unit)
    if pledge.by_year:
        return say("{name}, {amount} by {year}", name=pledge.name, amount=amount, year=pledge.by_year)
    return say("{name}, {amount}", name=pledge.name, amount=amount)


def _sentence(pledge: Tonnage, row: Mapping[str, object], year: int, this_year: int) -> str:
    """Return one sentence on a pledge: its tonnes, the room, what fails first and when."""
    label = _label(pledge)
    if math.isnan(pledge.wanted[1]):
        return say("{pledge}: no unit value is known, so no tonnes can be told.", pledge=label)
    if row["fits_today"] == "not_measurable":
        if pledge.ends is None:
            return say("{pledge}: no place of the network stands for a partner, so room is unknown.", pledge=label)
        return say("{pledge}: the corridor as drawn has no way {by}, so room is unknown.", pledge=label, by=row["by"])
    room = _say_rooms(row, year)
    if pledge.unit == "t":
        text = say("{pledge}: {room}", pledge=label, room=room)
    else:
        text = say("{pledge}, means {tonnes}: {room}", pledge=label, tonnes=_say_tonnes(pledge), room=room)
    if row["fits_announced"] in {"does_not_fit", "short_centrally"} and isinstance(row["fails_first"], str):
        text = say_number(
            "{text}; first full is {links}", "{text}; first full are {links}",
            str(row["fails_first_id"]).count(";") + 1, text=text, links=row["fails_first"],
        )  # fmt: skip
    return f"{text}.{_say_failure(row, this_year)}"


def _say_tonnes(pledge: Tonnage) -> str:
    low, central, high = pledge.wanted
    amount = format_amount(central, _UNIT)
    return amount if low == high else say("{amount} ({span})", amount=amount, span=format_range(low, high, _UNIT))


def _say_failure(row: Mapping[str, object], this_year: int) -> str:
    """Return when the room fails, as a sentence of its own; nothing where it does not or nothing is known to move."""
    year = row["fails_in_year"]
    if not isinstance(year, int) or row["fits_announced"] == "no_way":
        return ""
    if year <= this_year:
        return f" {say('More moves between the two already than there is room {by}.', by=row['by'])}"
    return f" {say('Even growth to it passes the room in {year}.', year=year)}"


def _say_rooms(row: Mapping[str, object], year: int) -> str:
    """Return the room today and with what is announced, in words."""
    by = str(row["by"])
    if (row["fits_today"], row["room_today"]) == (row["fits_announced"], row["room_announced"]):
        return say("{verdict}, today and with all that is announced", verdict=_say_room(row, "today", by))
    if row["fits_today"] == row["fits_announced"] == "no_known_limit":
        return say("{verdict}, today and with all that is announced", verdict=_say_room(row, "today", by))
    return say(
        "today {today}, with what is announced by {year} {later}",
        today=_say_room(row, "today", by), year=year, later=_say_room(row, "announced", ""),
    )  # fmt: skip


def _say_room(row: Mapping[str, object], name: str, by: str) -> str:
    """Return a verdict with the room it rests on; the modes stand in the first of two."""
    amount = float(str(row[f"room_{name}"]))
    room = say("room for {room}", room=format_amount(amount, _UNIT)) if amount else say("no room is left")
    words = {
        "fits": say("it fits {by} ({room})", by=by, room=room),
        "fits_centrally": say("it fits {by} on central figures only ({room})", by=by, room=room),
        "short_centrally": say("it falls short {by} on central figures ({room})", by=by, room=room),
        "does_not_fit": say("it does not fit {by} ({room})", by=by, room=room),
        "no_known_limit": say("no known figure limits it {by}", by=by),
        "no_way": say("there is no way {by}", by=by),
    }.get(str(row[f"fits_{name}"]), say("nothing can be told"))
    return " ".join(words.split())  # without modes nothing stands between
