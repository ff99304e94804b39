"""All pledges at once: present freight grown so that every pair meets its largest standing pledge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.compiled import Compiled
from dashboard.model.feasibility import PledgeQuestion, check_pledge_question
from dashboard.model.freight import FreightAnswer, FreightQuestion, assign_rows
from dashboard.model.limits import element_title
from dashboard.model.phrases import country_names, distinct_ids, say_list
from dashboard.model.tonnages import Tonnage, list_tonnages
from dashboard.model.worlds import World
from dashboard.text import say
from dashboard.text.formats import format_amount

_UNIT = "Mt/yr"
_SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no flow."""

_NAMED = 3
"""Links named in the sentence."""


class _Grown(NamedTuple):
    """A pair, its largest pledge, and the rows of the demands that carry it."""

    pair: tuple[str, str]
    pledge: Tonnage
    rows: tuple[int, ...]
    now: float


@dataclass(frozen=True, eq=False)
class JointAnswer:
    """Present freight with every pair at its largest pledge, on the network of one world.

    Attributes
    ----------
    grown
        Pairs that grow, with their pledge and the rows that carry it.
    freight
        All demands, grown, at least cost.
    before
        Present freight on the same network.
    """

    question: PledgeQuestion
    world: World
    grown: tuple[_Grown, ...]
    freight: FreightAnswer
    before: FreightAnswer

    def frame(self) -> pd.DataFrame:
        """Return one row a pair: what moves now, what is pledged, what of it finds room and what does not."""
        pairs = self.freight.pairs()
        names = country_names(self.world.compiled.frames)
        rows = []
        for grown in self.grown:
            own = pairs.iloc[list(grown.rows)]
            rows.append(
                {
                    "pair": "-".join(grown.pair),
                    "name": "–".join(names[code] for code in grown.pair),
                    "pledge_id": grown.pledge.pledge_id,
                    "pledged": grown.pledge.name,
                    "moves_now_mt": grown.now,
                    "wanted_mt": float(own["wanted_mt_per_year"].sum()),
                    "carried_mt": float(own["carried_mt_per_year"].sum()),
                    "unmet_mt": float(own["unmet_mt_per_year"].sum()),
                    "source_ids": grown.pledge.source_ids,
                }
            )
        frame = pd.DataFrame(rows, columns=list(_COLUMNS))
        return frame.sort_values(["unmet_mt", "pair"], ascending=[False, True], ignore_index=True)

    def short(self) -> pd.DataFrame:
        """Return the links that are full then, with price and project; ``full_before`` says whether they are now."""
        prices = self.freight.prices()
        return prices.assign(full_before=prices["element"].isin(self.before.prices()["element"]))

    @cached_property
    def _unmet(self) -> float:
        return float(self.freight.found.unmet.sum())

    def sentence(self) -> str:
        """Return how much finds no room if all pledges come true, and which links are short."""
        if not self.grown:
            return say("No pledge between two partners can be told in tonnes.")
        pledged = format_amount(float(self.frame()["wanted_mt"].sum()), _UNIT)
        if self._unmet <= _SOME_MT:
            return say("Were all pledges kept at once, all {pledged} would find room.", pledged=pledged)
        text = say(
            "Were all pledges kept at once, {unmet} of all freight would find no room.",
            unmet=format_amount(self._unmet, _UNIT),
        )
        dearest = self.freight.binding[:_NAMED]
        if not dearest:
            return text
        names = say_list(element_title(self.world.compiled, element) for element in dearest)
        return f"{text} {say('Shortest would be {links}.', links=names)}"

    def short_sentence(self) -> str:
        """Return how many links would be full, and how many of them are not now."""
        full, before = set(self.freight.binding), set(self.before.binding)
        return say(
            "{count} links and places would be full, {new} of them are not now.",
            count=len(full), new=len(full - before),
        )  # fmt: skip

    def subtitle(self) -> str:
        """Return what is put on the network."""
        return say(
            "All freight at least cost, Mt a year, every pair at its largest standing pledge; {kind} capacity, {year}",
            kind=self.freight.limits.kind, year=self.freight.limits.year,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return how the demands grow and what is left out."""
        pledges = list_tonnages(self.world.compiled, "", self.question.modes)
        untold = sum(pledge.pair is not None and math.isnan(pledge.wanted[1]) for pledge in pledges)
        return (
            say("Result of a model on published pledges, unit values and capacities, not a forecast."),
            say("The demands of a pair grow in step; a pair without one gets a demand of its own. None shrinks."),
            say("Pledges for whole corridors are left out, so that no tonne counts twice."),
            say(
                "{count} pledges cannot be told in tonnes or have no end in the network and are left out.", count=untold
            ),
            *self.freight.notes()[-3:],
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the pledges, the demands and the capacities that bind."""
        return distinct_ids([grown.pledge.source_ids for grown in self.grown], self.freight.source_ids)


_COLUMNS = (
    "pair", "name", "pledge_id", "pledged", "moves_now_mt", "wanted_mt", "carried_mt", "unmet_mt", "source_ids",
)  # fmt: skip


def find_joint_pledges(world: World, question: PledgeQuestion) -> JointAnswer:
    """Return what happens if every pair meets its largest standing pledge at the same time.

    Raises
    ------
    FlowQuestionError
        If a number of the question makes no sense.
    """
    check_pledge_question(question)
    rows, grown = _grow(world.compiled, question.modes)
    asked = FreightQuestion(unknown_mt=question.unknown_mt)
    before = assign_rows(world, asked, world.compiled.frames.demands)
    return JointAnswer(question, world, grown, assign_rows(world, asked, rows), before)


def _grow(compiled: Compiled, modes: tuple[str, ...]) -> tuple[pd.DataFrame, tuple[_Grown, ...]]:
    """Return the demands with every pair at its largest pledge, and the pairs that grow."""
    rows = compiled.frames.demands.copy()
    ends = [frozenset(pair) for pair in zip(rows["origin"], rows["destination"], strict=True)]
    grown: list[_Grown] = []
    added: list[dict[str, object]] = []
    for pair, pledge in _largest(compiled, modes).items():
        own = tuple(np.flatnonzero([both == frozenset(pair) for both in ends]).tolist())
        now = float(rows["mt_per_year"].iloc[list(own)].sum()) if own else math.nan
        wanted = pledge.wanted[1]
        if own and now > 0:
            factor = max(wanted / now, 1.0)
            for level in ("low", "mt_per_year", "high"):
                rows.loc[rows.index[list(own)], level] *= factor
        else:
            own = (len(rows) + len(added),)
            added.append(_new_row(pair, pledge))
        grown.append(_Grown(pair, pledge, own, now))
    if added:
        rows = pd.concat([rows, pd.DataFrame(added, columns=rows.columns).astype(rows.dtypes)], ignore_index=True)
    return rows, tuple(grown)


def _largest(compiled: Compiled, modes: tuple[str, ...]) -> dict[tuple[str, str], Tonnage]:
    """Return the largest pledge of every pair that can be told in tonnes and has both ends in the network."""
    found: dict[tuple[str, str], Tonnage] = {}
    for pledge in list_tonnages(compiled, "", modes):
        if pledge.pair is None or pledge.ends is None or math.isnan(pledge.wanted[1]):
            continue
        if pledge.pair not in found or pledge.wanted[1] > found[pledge.pair].wanted[1]:
            found[pledge.pair] = pledge
    return found


def _new_row(pair: tuple[str, str], pledge: Tonnage) -> dict[str, object]:
    """Return a demand for a pair that has none: the pledged tonnes by any mode, from the first to the second."""
    low, central, high = pledge.wanted
    return {
        "demand_id": f"pledge-{pledge.pledge_id}",
        "origin": pair[0],
        "destination": pair[1],
        "commodity": say("goods pledged"),
        "modes": pd.NA,
        "mt_per_year": central,
        "low": low,
        "high": high,
        "basis": "judgement",
        "row_ids": ";".join(split_ids(pledge.row_ids)) or pd.NA,
        "reason": say("pledged, no present freight is counted between the two"),
    }
