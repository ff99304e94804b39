"""All pledges at once: what every pair must add to meet its largest standing pledge, put beside present freight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.flow.feasibility import PledgeQuestion, check_pledge_question, say_modes
from dashboard.model.flow.freight import FreightAnswer, assign_rows
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.flow.tonnages import Tonnage, list_tonnages
from dashboard.model.phrases import country_names, distinct_ids, say_list
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.limits import element_id, element_title
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount

_UNIT = "Mt/yr"
_SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no flow."""

_NAMED = 3
"""Links named in the sentence."""

_BASIS = "judgement"


class Growth(NamedTuple):
    """A pair, its largest pledge, what moves now, what it must add, and the row of the demands that carries that."""

    pair: tuple[str, str]
    pledge: Tonnage
    now: float
    added: float
    row: int | None


@dataclass(frozen=True, eq=False)
class JointAnswer:
    """Present freight and what all pledges add to it, on the network of one world.

    Attributes
    ----------
    growths
        Pairs with a pledge, and the row of the demands that carries what it adds; none where nothing is to be added.
    freight
        All demands and additions, at least cost.
    before
        Present freight on the same network.
    """

    question: PledgeQuestion
    world: World
    growths: tuple[Growth, ...]
    freight: FreightAnswer
    before: FreightAnswer

    @cached_property
    def _frame(self) -> pd.DataFrame:
        pairs = self.freight.pairs()
        names = country_names(self.world.compiled.frames)
        rows = []
        for growth in self.growths:
            unmet = 0.0 if growth.row is None else float(pairs["unmet_mt_per_year"].iloc[growth.row])
            has_way = growth.row is None or math.isfinite(self.freight.freight.planner.cheapest(growth.row))
            rows.append(
                {
                    "pair": "-".join(growth.pair),
                    "name": "–".join(names[code] for code in growth.pair),
                    "pledge_id": growth.pledge.pledge_id,
                    "pledged": growth.pledge.name,
                    "moves_now": growth.now,
                    "wanted": growth.pledge.wanted[1],
                    "added_mt": growth.added,
                    "carried_mt": carried if (carried := growth.added - unmet) > _SOME_MT else 0.0,
                    "no_room_mt": unmet if has_way else 0.0,
                    "no_way_mt": 0.0 if has_way else unmet,
                    "source_ids": growth.pledge.source_ids,
                }
            )
        frame = pd.DataFrame(rows, columns=list(_COLUMNS))
        short = (frame["no_room_mt"] + frame["no_way_mt"]).rename("short")
        order = pd.concat([short, frame["pair"]], axis=1).sort_values(["short", "pair"], ascending=[False, True]).index
        return frame.loc[order].reset_index(drop=True)

    def frame(self) -> pd.DataFrame:
        """Return one row a pair, Mt a year.

        Returns
        -------
        pandas.DataFrame
            ``moves_now``, ``wanted`` (the pledge), ``added_mt`` (what must come on top), and of that ``carried_mt``,
            ``no_room_mt`` (the ways are full) and ``no_way_mt`` (there is none).
        """
        return self._frame

    def short(self) -> pd.DataFrame:
        """Return the links that are full then, with price and project; ``full_before`` says whether they are now.

        ``source_ids`` are those of the capacity, of the pledges and demands that use the link, and of the project.
        """
        before = {element_id(self.world.compiled, element) for element in self.before.binding}
        prices = self.freight.prices()
        sources = [
            ";".join(distinct_ids([told], self._pledged_on(element)))
            for told, element in zip(prices["source_ids"], self.freight.binding, strict=True)
        ]
        return prices.assign(full_before=prices["element"].isin(before), source_ids=sources)

    def _pledged_on(self, element: int) -> list[str]:
        """Return the sources of the pledges of which something is carried over a link."""
        demands = self.freight.demands_on(element)
        return [growth.pledge.source_ids for growth in self.growths if growth.row in demands]

    def sentence(self) -> str:
        """Return how much finds no room if all pledges come true, and which links are short."""
        if not self.growths:
            return say("No pledge between two partners can be told in tonnes.")
        added, no_room, no_way = (float(self._frame[c].sum()) for c in ("added_mt", "no_room_mt", "no_way_mt"))
        start = say(
            "Were all pledges kept at once and all they add ({added}) carried {by}",
            added=format_amount(added, _UNIT), by=say_modes(self.question.modes),
        )  # fmt: skip
        parts = [say("{mt} would have no way", mt=format_amount(no_way, _UNIT))] if no_way > _SOME_MT else []
        if no_room > _SOME_MT:
            parts.append(say("{mt} would find the ways full", mt=format_amount(no_room, _UNIT)))
        if parts:
            return f"{start}, {say_list(parts)}."
        if self.question.unknown_mt is None:
            return say("{start}, all would find a way, as links without a known capacity set no limit.", start=start)
        return say("{start}, all would find room.", start=start)

    def short_sentence(self) -> str:
        """Return how many links would be full, how many of them are not now, and which are worth most."""
        full, before = self.freight.binding, set(self.before.binding)
        if not full:
            return say("No link would be full.")
        text = say_number(
            "{count} link or place would be full, {new} of them not now",
            "{count} links and places would be full, {new} of them not now",
            len(full), new=len(set(full) - before),
        )  # fmt: skip
        names = say_list(say("the {link}", link=element_title(self.world.compiled, e)) for e in full[:_NAMED])
        return say("{text}; more room would be worth most on {links}.", text=text, links=names)

    def subtitle(self) -> str:
        """Return what is put on the network."""
        return say(
            "What every pair must add to its largest standing pledge, beside present freight, Mt a year; {kind} "
            "capacity, {year}",
            kind=self.freight.limits.kind, year=self.freight.limits.year,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return what is added, how it is carried and what is left out."""
        pledges = list_tonnages(self.world.compiled, "", self.question.modes)
        untold = sum(p.pair is not None and (math.isnan(p.wanted[1]) or p.ends is None) for p in pledges)
        return (
            say("Result of a model on published pledges, unit values and capacities, some judged, not a forecast."),
            say("A pledge counts what moves already: only the difference is added, and no pair shrinks."),
            say("Present freight keeps its modes; what is added goes {by}.", by=say_modes(self.question.modes)),
            say("Of several pledges of a pair the largest counts; those for whole corridors are left out."),
            say_number(
                "{count} pledge cannot be told in tonnes or has no end in the network and is left out.",
                "{count} pledges cannot be told in tonnes or have no end in the network and are left out.",
                untold,
            ),
            *self.freight.notes_on_room(),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the pledges, the demands and the capacities that bind."""
        return distinct_ids([growth.pledge.source_ids for growth in self.growths], self.freight.source_ids)


_COLUMNS = (
    "pair", "name", "pledge_id", "pledged", "moves_now", "wanted", "added_mt", "carried_mt", "no_room_mt", "no_way_mt",
    "source_ids",
)  # fmt: skip


def find_joint_pledges(world: World, question: PledgeQuestion) -> JointAnswer:
    """Return what happens if every pair meets its largest standing pledge at the same time.

    Raises
    ------
    FlowQuestionError
        If a number of the question makes no sense.
    """
    check_pledge_question(question)
    rows, growths = _grow(world.compiled, question.modes)
    asked = FreightQuestion(unknown_mt=question.unknown_mt)
    before = assign_rows(world, asked, world.compiled.frames.demands)
    return JointAnswer(question, world, growths, assign_rows(world, asked, rows), before)


def _grow(compiled: Compiled, modes: tuple[str, ...]) -> tuple[pd.DataFrame, tuple[Growth, ...]]:
    """Return the demands with what every pledge adds as rows of their own, and the pairs they belong to."""
    rows = compiled.frames.demands
    ends = [frozenset(pair) for pair in zip(rows["origin"], rows["destination"], strict=True)]
    growths: list[Growth] = []
    additions: list[dict[str, object]] = []
    for pair, pledge in _largest(compiled, modes).items():
        own = np.array([both == frozenset(pair) for both in ends], dtype=bool)
        now = float(rows["mt_per_year"][own].sum()) if own.any() else math.nan
        added = max(pledge.wanted[1] - (0.0 if math.isnan(now) else now), 0.0)
        row = len(rows) + len(additions) if added > _SOME_MT else None
        if row is not None:
            additions.append(_addition(pair, pledge, added, modes))
        growths.append(Growth(pair, pledge, now, added, row))
    if additions:
        more = pd.DataFrame(additions, columns=rows.columns).astype(rows.dtypes)
        rows = pd.concat([rows, more], ignore_index=True)
    return rows, tuple(growths)


def _largest(compiled: Compiled, modes: tuple[str, ...]) -> dict[tuple[str, str], Tonnage]:
    """Return the largest pledge of every pair that can be told in tonnes and has both ends in the network."""
    found: dict[tuple[str, str], Tonnage] = {}
    for pledge in list_tonnages(compiled, "", modes):
        if pledge.pair is None or pledge.ends is None or math.isnan(pledge.wanted[1]):
            continue
        if pledge.pair not in found or pledge.wanted[1] > found[pledge.pair].wanted[1]:
            found[pledge.pair] = pledge
    return found


def _addition(pair: tuple[str, str], pledge: Tonnage, added: float, modes: tuple[str, ...]) -> dict[str, object]:
    """Return what a pledge adds as a demand from the first to the second; directions share the room of a link."""
    return {
        "demand_id": f"pledge-{pledge.pledge_id}",
        "origin": pair[0],
        "destination": pair[1],
        "commodity": say("goods pledged"),
        "modes": ";".join(modes) or pd.NA,
        "year": pledge.by_year or pd.NA,
        "mt_per_year": added,
        "low": added,
        "high": added,
        "basis": _BASIS,
        "row_ids": ";".join(split_ids(pledge.row_ids)) or pd.NA,
        "reason": say("what the largest standing pledge of the two adds to what moves now"),
    }
