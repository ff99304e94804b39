"""What one closure, or two at once, do to present freight: every one of them, ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.contingency.closables import KINDS
from dashboard.model.contingency.closure_sentences import SOME_MT, Harm, say_closure
from dashboard.model.contingency.closure_studies import Study, study_closures
from dashboard.model.contingency.closure_sums import EFFECTS, Intact, Sums, add_up_closures
from dashboard.model.flow.shipments import (
    Least,
    Level,
    Shipments,
    describe_least,
    hours_and_usd,
    list_shipments,
    take_ways,
    worth_of_hour,
)
from dashboard.model.flow.widenings import sources_of
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.world.kernels import Bools, Floats, Ints
from dashboard.model.world.scenario import ScenarioError
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date, format_number

Rank = Literal["unserved", "hours", "cost", "joint"]

_UNIT = "Mt/yr"
FIRST_KINDS = ("crossing", "port", "strait", "link")
"""What a reader of policy thinks of first."""

_LISTED = 20
"""Closures with the same effect that are named beside the first."""

RANKS: dict[Rank, tuple[str, str]] = {
    "unserved": ("unserved_mt", "mt_hours"),
    "joint": ("unserved_mt", "mt_hours"),
    "hours": ("mt_hours", "unserved_mt"),
    "cost": ("mt_usd_with_time", "unserved_mt"),
}
"""What may count first, with the effects that rank by it."""

_Others = tuple[tuple[int, ...], ...]
"""Closures that do the same as another."""


class ClosureQuestionError(ScenarioError):
    """A question about closures that cannot be asked; the message is one sentence for the visitor."""


@dataclass(frozen=True)
class ClosureQuestion:
    """Which closures harm present freight most, in a scenario that is given beside it.

    Attributes
    ----------
    depth
        1 for single closures, 2 for double ones.
    least
        What each shipment makes least when it chooses its way.
    rank
        What counts first: tonnes without a way (then hours), hours lost, dollars lost (hours at their worth
        included), or, of two closures, what they do jointly beyond the sum of the two (in tonnes without a way).
    kinds
        What may close, out of `KINDS`; all if empty. Towns inland are left out at first: the network knows one road
        through them where there are many.
    top
        Rows shown.
    level
        Column of `demands` that weighs the shipments.
    """

    depth: int = 1
    least: Least = "generalised"
    rank: Rank = "unserved"
    kinds: tuple[str, ...] = FIRST_KINDS
    top: int = 50
    level: Level = "mt_per_year"


@dataclass(frozen=True, eq=False)
class ClosureAnswer:
    """A league of closures, worst first.

    Attributes
    ----------
    rows
        As `frame` returns them.
    counted
        How many closures were evaluated, and how many of them harm any shipment (two: more than either alone).
    """

    question: ClosureQuestion
    world: World
    rows: pd.DataFrame
    counted: tuple[int, int]

    def frame(self) -> pd.DataFrame:
        """Return one row a closure.

        Returns
        -------
        pandas.DataFrame
            ``closed`` (names of what closes), ``title``, ``kind``, what a scenario must close for it; Mt a year without
            a way and moved, hours and dollars that what moves loses on the mean, million dollars a year; where most of
            it moves to; other closures of the same effect; a sentence.
        """
        return self.rows

    def sentence(self) -> str:
        """Return the worst closure in words."""
        if self.rows.empty:
            return say("No closure that is counted here harms present freight.")
        return str(self.rows["sentence"].iloc[0])

    def count_sentence(self) -> str:
        """Return how many closures do any harm, of how many that were tried."""
        count, harmful = (format_number(number) for number in self.counted)
        listed = say_number("the worst is listed", "the {count} worst are listed", len(self.rows))
        if self.question.depth == 1:
            return say("{harmful} of {all} closures harm present freight; {listed}.", harmful=harmful, all=count,
                       listed=listed)  # fmt: skip
        return say(
            "{harmful} of {all} pairs of closures do more than either alone; {listed}.",
            harmful=harmful, all=count, listed=listed,
        )  # fmt: skip

    @property
    def offered(self) -> Mapping[str, str]:
        """Closures of the league by what closes, with their titles."""
        return dict(zip(self.rows["closed"], self.rows["title"], strict=True))

    def subtitle(self) -> str:
        """Return what closes, what is weighed and by what the rows are ranked."""
        what = say("One closure at a time") if self.question.depth == 1 else say("Two closures at once")
        rank = {
            "unserved": say("ranked by freight without a way, then by hours lost"),
            "hours": say("ranked by hours lost times tonnes"),
            "cost": say("ranked by dollars lost, hours at their worth included"),
            "joint": say("ranked by what the two do beyond the sum of each alone"),
        }[self.question.rank]
        return say(
            "{what}, {amount} of present freight, {date}; {rank}",
            what=what, amount=format_amount(float(self._shipments.mt.sum()), _UNIT),
            date=format_date(self.world.scenario.date), rank=rank,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return the metric, the screening and what the result rests on."""
        stranded = np.flatnonzero(take_ways(self.world, self._shipments, self.question.least).stranded)
        least = describe_least(self.world, self.question.least)
        notes = [
            say("Result of a model on curated demands, not a statistic; {least}.", least=least),
            say("Freight that may go by one mode only has no way once that is shut, though others may be open."),
            self._screening(),
            say("What moves is taken to find room; a sentence names where the room, published or judged, is less."),
            say(
                "Inland the network draws one road where there are many, so that a closed road or town weighs too much."
            ),
            say("A place is not closed for freight that begins or ends there: it stands for a whole country."),
            say("Closures with the same effect stand in one row."),
        ]
        if stranded.size:
            names = say_list(self._shipments.titles[i] for i in stranded)
            notes.append(say("Left out because no way is open even so: {names}.", names=names))
        return tuple(notes)

    @property
    def _shipments(self) -> Shipments:
        return list_shipments(self.world.compiled, self.question.level)

    def _screening(self) -> str:
        count, harmful = (format_number(number) for number in self.counted)
        names = kind_names()
        kinds = say_list(names[kind] for kind in KINDS if kind in (self.question.kinds or KINDS))
        if self.question.depth == 1:
            return say(
                "All {count} {kinds} were closed one by one, none sampled; {harmful} harm some freight.",
                count=count, kinds=kinds, harmful=harmful,
            )  # fmt: skip
        return say(
            "All {count} pairs of {kinds} were covered, none sampled; {harmful} do more than either closure alone.",
            count=count, kinds=kinds, harmful=harmful,
        )  # fmt: skip

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the demands."""
        rows = [row for cell in self._shipments.rows["row_ids"].dropna() for row in split_ids(cell)]
        return distinct_ids(sources_of(self.world.compiled.frames, rows))


COLUMNS = (
    "rank", "closed", "title", "kind", "closed_links", "closed_places", "shipments", "unserved_mt", "moved_mt",
    "moves_to", "hours_longer", "usd_dearer_per_t", "million_usd", "million_usd_with_time",
    "unserved_jointly_mt", "same_count", "same", "sentence",
)  # fmt: skip


def kind_names() -> dict[str, str]:
    """Return what can close, in words, by kind."""
    return {
        "crossing": say("crossings"),
        "port": say("ports"),
        "strait": say("straits"),
        "link": say("links"),
        "place": say("places"),
    }


class _Entry(NamedTuple):
    """A row to be: what closes, its sums, the sums of its closures each alone, and others with the same sums."""

    rank: int
    closed: Ints
    sums: Floats
    alone: Floats
    same: _Others


def _row(study: Study, entry: _Entry) -> dict[str, object]:
    """Return a row of the league."""
    numbers = tuple(number for number in entry.closed.tolist() if number >= 0)
    names = study.closables.items
    items = [names[number] for number in numbers]
    effect = dict(zip(EFFECTS, entry.sums.tolist(), strict=True))
    moved = effect["moved_mt"] if effect["moved_mt"] > SOME_MT else float("nan")
    harm = Harm(effect["unserved_mt"], effect["moved_mt"], effect["mt_hours"], effect["mt_usd"])
    sentence, moves_to = say_closure(study, numbers, harm)
    jointly = effect["unserved_mt"] - float(entry.alone[EFFECTS.index("unserved_mt")])
    return {
        "rank": entry.rank,
        "closed": ";".join(item.name for item in items),
        "title": say_list(item.title for item in items),
        "kind": ";".join(item.kind for item in items),
        "closed_links": ";".join(sorted({link for item in items for link in item.links})),
        "closed_places": ";".join(place for item in items for place in item.places),
        "shipments": round(effect["shipments"]),
        "unserved_mt": effect["unserved_mt"],
        "moved_mt": effect["moved_mt"],
        "moves_to": moves_to or None,
        "hours_longer": effect["mt_hours"] / moved,
        "usd_dearer_per_t": effect["mt_usd"] / moved,
        "million_usd": effect["mt_usd"],
        "million_usd_with_time": effect["mt_usd_with_time"],
        "unserved_jointly_mt": jointly if len(numbers) == 2 else float("nan"),
        "same_count": len(entry.same),
        "same": "|".join(";".join(names[n].name for n in other) for other in entry.same[:_LISTED]),
        "sentence": sentence,
    }


def find_closures(world: World, question: ClosureQuestion) -> ClosureAnswer:
    """Return the closures that harm present freight most, every one evaluated.

    N-1 and N-2 screening by branching on the best way (only what lies on it can change it), so that nothing is sampled.
    Effects: tonnes that have no way left, tonnes that take another way, and the hours and dollars these lose. Shipments
    are weighed by `demands`; each keeps to its own modes.

    Raises
    ------
    ClosureQuestionError
        If the question names a kind that does not exist, or a depth other than 1 or 2.
    """
    _check(question)
    study = study_closures(world, question.depth, question.least, question.level, question.kinds)
    intact = Intact(study.shipments.mt, study.base_hours, study.base_usd, worth_of_hour(world))
    sums = add_up_closures(
        study.found, study.closables.count, intact,
        lambda weight, second: hours_and_usd(world, question.least, weight, second),
    )  # fmt: skip
    count = len(study.closables.of_kinds(question.kinds or KINDS))
    closed, effects, alone = _singles(sums) if question.depth == 1 else _doubles(sums)
    evaluated = count if question.depth == 1 else count * (count - 1) // 2
    order = _ranked(effects - alone if question.rank == "joint" else effects, question.rank)
    firsts, same = _grouped(closed[order], effects[order], question.top)
    rows = [
        _row(study, _Entry(rank, closed[at], effects[at], alone[at], others))
        for rank, (at, others) in enumerate(zip(order[firsts].tolist(), same, strict=True), 1)
    ]
    return ClosureAnswer(question, world, pd.DataFrame(rows, columns=list(COLUMNS)), (evaluated, len(closed)))


def _check(question: ClosureQuestion) -> None:
    """Raise for a question that makes no sense."""
    if wrong := sorted(set(question.kinds) - set(KINDS)):
        known = ", ".join(KINDS)
        raise ClosureQuestionError(
            say("“{name}” is not a kind of thing that can close. There are: {known}.", name=wrong[0], known=known)
        )
    if question.depth not in {1, 2}:
        raise ClosureQuestionError(say("Closures are counted one or two at a time, not {depth}.", depth=question.depth))
    if question.top < 1:
        raise ClosureQuestionError(say("Ask for one row or more, not for {top}.", top=question.top))


def _singles(sums: Sums) -> tuple[Ints, Floats, Floats]:
    """Return every single closure that stops some way, with its sums."""
    active = np.flatnonzero(sums.single[:, 0] > 0)
    closed = np.column_stack([active, np.full(active.size, -1)]).astype(np.int32)
    return closed, sums.single[active], np.zeros((active.size, len(EFFECTS)))


def _doubles(sums: Sums) -> tuple[Ints, Floats, Floats]:
    """Return every double closure that does more than either of its two alone: what closes, sums, sums of the two."""
    size = len(sums.single)
    active = np.flatnonzero(sums.single[:, 0] > 0)
    one, other = np.triu_indices(active.size, 1)
    keys = np.union1d(active[one] * size + active[other], sums.keys)
    a, b = np.divmod(keys, size)
    alone = sums.single[a] + sums.single[b]
    effects = alone.copy()
    effects[np.searchsorted(keys, sums.keys)] += sums.beyond
    more = _differs(effects, sums.single[a]) & _differs(effects, sums.single[b])
    return np.column_stack([a, b]).astype(np.int32)[more], effects[more], alone[more]


def _differs(one: Floats, other: Floats) -> Bools:
    """Return which rows differ in some column by more than the order of adding can explain."""
    return np.asarray((np.abs(one - other) > 1e-9 * (1.0 + np.abs(other))).any(axis=1))


def _ranked(effects: Floats, rank: Rank) -> npt.NDArray[np.intp]:
    """Return the order of the rows, worst first; ties in the order given."""
    first, second = (-np.round(effects[:, EFFECTS.index(name)], 9) for name in RANKS[rank])
    return np.lexsort((np.arange(len(effects)), second, first))


def _grouped(closed: Ints, effects: Floats, top: int) -> tuple[list[int], tuple[_Others, ...]]:
    """Return the first row of each of the leading groups with the same sums, and what else is in each group."""
    firsts: list[int] = []
    same: list[list[tuple[int, ...]]] = []
    known: dict[tuple[float, ...], int] = {}
    for row, sums in enumerate(np.round(effects, 6).tolist()):
        key = tuple(sums)
        if key in known:
            same[known[key]].append(tuple(n for n in closed[row].tolist() if n >= 0))
        elif len(firsts) < top:
            known[key] = len(firsts)
            firsts.append(row)
            same.append([])
    return firsts, tuple(tuple(group) for group in same)
