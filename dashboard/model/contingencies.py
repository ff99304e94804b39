"""What one closure, or two at once, do to present freight: every one of them, ranked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.closables import KINDS
from dashboard.model.closure_studies import Study, study_closures
from dashboard.model.closure_sums import EFFECTS, Intact, Sums, add_up_closures
from dashboard.model.kernels import Bools, Floats, Ints
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.scenario import ScenarioError
from dashboard.model.shipments import Least, Level, describe_least, hours_and_usd, worth_of_hour
from dashboard.model.widenings import sources_of
from dashboard.model.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date, format_number

Rank = Literal["unserved", "hours", "cost", "joint"]

_UNIT = "Mt/yr"
_SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no freight."""

_LISTED = 20
"""Closures with the same effect that are named beside the first."""

_NAMED = 2
"""Crossings named in a sentence."""

RANKS: dict[Rank, tuple[str, str]] = {
    "unserved": ("unserved_mt", "mt_hours"),
    "joint": ("unserved_mt", "mt_hours"),
    "hours": ("mt_hours", "unserved_mt"),
    "cost": ("mt_usd_with_time", "unserved_mt"),
}
"""What may count first, with the effects that rank by it."""

_Same = tuple[tuple[tuple[int, ...], ...], ...]


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
        What may close, out of ``crossing``, ``port``, ``place`` and ``link``; all if empty.
    top
        Rows shown.
    level
        Column of `demands` that weighs the shipments.
    """

    depth: int = 1
    least: Least = "generalised"
    rank: Rank = "unserved"
    kinds: tuple[str, ...] = ()
    top: int = 50
    level: Level = "mt_per_year"


@dataclass(frozen=True, eq=False)
class ClosureAnswer:
    """A league of closures, worst first.

    Attributes
    ----------
    closed
        Numbers of what closes in each row, shape (rows, 2); -1 for nothing.
    effects
        Sums of each row, columns as in `EFFECTS`.
    alone
        The same sums if the effects of its two closures were added up, each alone; 0 for single ones.
    same
        Other closures with the same sums.
    counted
        How many closures were evaluated, and how many of them harm any shipment (two: more than either alone).
    """

    question: ClosureQuestion
    study: Study
    closed: Ints
    effects: Floats
    alone: Floats
    same: _Same
    counted: tuple[int, int]
    _stopped: dict[tuple[int, ...], tuple[tuple[int, Ints], ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def _frame(self) -> pd.DataFrame:
        return pd.DataFrame([self._row(number) for number in range(len(self.closed))], columns=list(_COLUMNS))

    def frame(self) -> pd.DataFrame:
        """Return one row a closure: what closes, tonnes without a way and moved, hours and dollars lost, a sentence."""
        return self._frame

    def _row(self, row: int) -> dict[str, object]:
        numbers = tuple(number for number in self.closed[row].tolist() if number >= 0)
        names = self.study.closables.items
        items = [names[number] for number in numbers]
        sums = dict(zip(EFFECTS, self.effects[row].tolist(), strict=True))
        alone = dict(zip(EFFECTS, self.alone[row].tolist(), strict=True))
        moved = sums["moved_mt"] if sums["moved_mt"] > _SOME_MT else float("nan")
        return {
            "rank": row + 1,
            "closed": ";".join(item.name for item in items),
            "title": say_list(item.title for item in items),
            "kind": ";".join(item.kind for item in items),
            "closed_links": ";".join(sorted({link for item in items for link in item.links})),
            "closed_places": ";".join(place for item in items for place in item.places),
            "shipments": round(sums["shipments"]),
            "unserved_mt": sums["unserved_mt"],
            "moved_mt": sums["moved_mt"],
            "hours_longer": sums["mt_hours"] / moved,
            "usd_dearer_per_t": sums["mt_usd"] / moved,
            "million_usd": sums["mt_usd"],
            "million_usd_with_time": sums["mt_usd_with_time"],
            "unserved_jointly_mt": sums["unserved_mt"] - alone["unserved_mt"] if len(numbers) == 2 else float("nan"),
            "same_count": len(self.same[row]),
            "same": "|".join(";".join(names[n].name for n in other) for other in self.same[row][:_LISTED]),
            "sentence": self._sentence(numbers, sums),
        }

    def _sentence(self, numbers: tuple[int, ...], sums: dict[str, float]) -> str:
        """Return one closure in words: who has no way left, who takes another and how much longer, and by where."""
        what = say_list(self.study.closables.items[number].title for number in numbers)
        harm = self._harm(numbers, sums)
        text = say_number("If {what} closes, {harm}.", "If {what} close, {harm}.", len(numbers), what=what, harm=harm)
        names = [self.study.closables.items[n].title for n in self._taken_instead(numbers)]
        return f"{text} {say('Most of what moves goes by {names}.', names=say_list(names))}" if names else text

    def _harm(self, numbers: tuple[int, ...], sums: dict[str, float]) -> str:
        unserved, moved = (format_amount(sums[name], _UNIT) for name in ("unserved_mt", "moved_mt"))
        if sums["moved_mt"] <= _SOME_MT:
            return say("{unserved} have no way {left}", unserved=unserved, left=self._left(numbers))
        longer = _longer(sums["mt_hours"] / sums["moved_mt"])
        if sums["unserved_mt"] <= _SOME_MT:
            return say("{moved} take another way, {longer}", moved=moved, longer=longer)
        return say(
            "{unserved} have no way {left} and {moved} take another, {longer}",
            unserved=unserved, left=self._left(numbers), moved=moved, longer=longer,
        )  # fmt: skip

    def _left(self, numbers: tuple[int, ...]) -> str:
        """Return how a shipment without a way is spoken of: by its mode where all have the same."""
        cells = self.study.shipments.rows["modes"].fillna("").tolist()
        modes = {cells[shipment] for shipment, way in self._stopped_by(numbers) if not way.size}
        return {"rail": say("by rail"), "road": say("by road")}.get("+".join(sorted(modes)), say("left"))

    def _stopped_by(self, numbers: tuple[int, ...]) -> tuple[tuple[int, Ints], ...]:
        """Return the shipments whose best way is stopped, with the way they take then; found once."""
        if numbers not in self._stopped:
            self._stopped[numbers] = tuple(self.study.stopped_by(numbers))
        return self._stopped[numbers]

    def _taken_instead(self, numbers: tuple[int, ...]) -> list[int]:
        """Return the crossings and ports that most of the moved freight takes and did not take before."""
        study = self.study
        named = set(study.closables.of_kinds(("crossing", "port")).tolist())
        tonnes: dict[int, float] = {}
        moved = [(shipment, way) for shipment, way in self._stopped_by(numbers) if way.size]
        for shipment, way in moved:
            for thing in (study.things_on(way) - study.things_on(study.base_way(shipment))) & named:
                tonnes[thing] = tonnes.get(thing, 0.0) + float(study.shipments.mt[shipment])
        half = sum(float(study.shipments.mt[shipment]) for shipment, _ in moved) / 2
        ranked = sorted(tonnes, key=lambda n: (-tonnes[n], n))
        return [n for n in ranked if tonnes[n] > half][:_NAMED]

    def sentence(self) -> str:
        """Return the worst closure in words."""
        if not len(self.closed):
            return say("No closure that is counted here harms present freight.")
        return str(self._frame["sentence"].iloc[0])

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
            what=what, amount=format_amount(float(self.study.shipments.mt.sum()), _UNIT),
            date=format_date(self.study.world.scenario.date), rank=rank,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return the metric, the screening and what the result rests on."""
        stranded = np.flatnonzero(np.isinf(self.study.base_hours))
        least = describe_least(self.study.world, self.question.least)
        notes = [
            say("Result of a model on curated demands, not a statistic; {least}.", least=least),
            self._screening(),
            say("Capacity does not count here: what moves is taken to find room."),
            say("A place is not closed for freight that begins or ends there: it stands for a whole country."),
            say("Closures with the same effect stand in one row."),
        ]
        if stranded.size:
            names = say_list(self.study.shipments.titles[i] for i in stranded)
            notes.append(say("Left out because no way is open even so: {names}.", names=names))
        return tuple(notes)

    def _screening(self) -> str:
        count, harmful = (format_number(number) for number in self.counted)
        words = {"crossing": say("crossings"), "port": say("ports"), "place": say("places"), "link": say("links")}
        kinds = say_list(words[kind] for kind in KINDS if kind in (self.question.kinds or KINDS))
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
        frames = self.study.world.compiled.frames
        rows = [row for cell in self.study.shipments.rows["row_ids"].dropna() for row in split_ids(cell)]
        return distinct_ids(sources_of(frames, rows))


_COLUMNS = (
    "rank", "closed", "title", "kind", "closed_links", "closed_places", "shipments", "unserved_mt", "moved_mt",
    "hours_longer", "usd_dearer_per_t", "million_usd", "million_usd_with_time",
    "unserved_jointly_mt", "same_count", "same", "sentence",
)  # fmt: skip


def _longer(hours: float) -> str:
    """Return a difference of hours in words."""
    amount = format_number(abs(hours), 2)
    return say("{hours} hours longer", hours=amount) if hours >= 0 else say("{hours} hours shorter", hours=amount)


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
    chosen = order[firsts]
    return ClosureAnswer(
        question, study, closed[chosen], effects[chosen], alone[chosen], same, (evaluated, len(closed))
    )


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


def _grouped(closed: Ints, effects: Floats, top: int) -> tuple[list[int], _Same]:
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
