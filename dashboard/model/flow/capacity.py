"""How much fits between two ends, which links bind, and what the answer rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.flow.capacity_rows import ELEMENT_COLUMNS, Rung, element_cells, ladder_rows, name_some, say_binding
from dashboard.model.flow.courses import mark_links, mark_places, name_elements
from dashboard.model.flow.cuts import Cut
from dashboard.model.flow.pipes import Plumbing, lay_pipes, nodes_of_places
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.ends import EndError, FlowQuestionError, check_unknown, name_end, places_of_end
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.limits import NO_ROW, Limits, element_id, element_title, filled, limits_in
from dashboard.model.world.network import MODES
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_number, format_range

_UNIT = "Mt/yr"
_RUNGS = 6
_MOST_STRETCH = 10
_USED_MT = 0.001
"""Mt a year; a flow of less than a thousand tonnes a year does not make an unknown link matter."""


@dataclass(frozen=True)
class CapacityQuestion:
    """How much fits between two ends in a scenario that is given beside it.

    Attributes
    ----------
    from_end, to_end
        Place or country; a country is taken at its `zones`.
    modes
        Modes that count; all if empty.
    gross
        ``gross`` for the whole capacity, ``spare`` for what is left after present traffic.
    unknown_mt
        Mt a year put where no capacity is published; None for no limit.
    avoid_countries
        Countries that are left out.
    stretch
        Ways longer than so many times the shortest do not count.
    """

    from_end: str = "KAZ"
    to_end: str = "IRN"
    modes: tuple[str, ...] = ("rail",)
    gross: Literal["gross", "spare"] = "gross"
    unknown_mt: float | None = None
    avoid_countries: tuple[str, ...] = ()
    stretch: float = 1.5


@dataclass(frozen=True, eq=False)
class CapacityAnswer:
    """The greatest flow with its least cuts, for low, central and high capacities.

    Attributes
    ----------
    cuts
        Flow and cuts with low, central and high capacities, in this order.
    steps
        What binds one after the other if each least cut nearest the destination is widened without limit.
    """

    question: CapacityQuestion
    world: World
    limits: Limits
    plumbing: Plumbing
    cuts: tuple[Cut, Cut, Cut]
    steps: tuple[Rung, ...]

    @property
    def value(self) -> float:
        """Mt a year with central capacities; infinite where some way has no known limit, 0 where there is none."""
        return self.cuts[1].value

    @cached_property
    def binding(self) -> tuple[int, ...]:
        """Elements in the least cut nearest the destination, with central capacities."""
        return self.plumbing.elements_of(self.cuts[1].near_destination)

    @cached_property
    def _near_origin(self) -> tuple[int, ...]:
        """Elements in the least cut nearest the origin, with central capacities."""
        return self.plumbing.elements_of(self.cuts[1].near_origin)

    @cached_property
    def _flow(self) -> Floats:
        """Mt a year through each element with central capacities."""
        flow = np.zeros(self.limits.size + 1)
        np.maximum.at(flow, self.plumbing.element, np.abs(self.cuts[1].flow))
        return flow[:-1]

    @cached_property
    def _without(self) -> dict[int, float]:
        """Flow that is left if an element of unknown capacity lets nothing through, where that is less."""
        capacity = filled(self.limits, self.question.unknown_mt)[:, 1]
        ends = _ends(self.world.compiled, self.question)
        left = {}
        for element in np.unique(self.plumbing.element[np.abs(self.cuts[1].flow) > _USED_MT]).tolist():
            if element >= 0 and self.limits.row[element] == NO_ROW:
                shut = capacity.copy()
                shut[element] = 0.0
                left[element] = self.plumbing.cut(shut, *ends).value
        return {element: value for element, value in left.items() if value < self.value - _USED_MT}

    @property
    def unknown(self) -> tuple[int, ...]:
        """Elements without a known capacity that the answer depends on, those that could lower it most first."""
        return tuple(sorted(self._without, key=lambda element: (self._without[element], element)))

    def frame(self) -> pd.DataFrame:
        """Return one row an element that binds, then those that carry flow: flow, capacity, basis, whether it binds."""
        flow = self._flow
        near = (self._near_origin, self.binding)
        carrying = np.flatnonzero(flow > _USED_MT).tolist()
        shown = dict.fromkeys([*self.binding, *self._near_origin, *carrying])
        rows = [
            {**element_cells(self.limits, e), "flow_mt_per_year": flow[e], "binds": say_binding(e, *near)}
            for e in shown
        ]
        return pd.DataFrame(rows, columns=list(ELEMENT_COLUMNS))

    def ladder(self) -> pd.DataFrame:
        """Return one row a step of what binds next, as bars: label, Mt a year with low and high, facts."""
        return ladder_rows(self.limits, self.steps)

    def ladder_sentence(self) -> str:
        """Return what binds first and what then."""
        if not self.steps:
            return say("Nothing with a known capacity binds.")
        first, last = self.steps[0], self.steps[-1]
        if len(self.steps) == 1:
            return say("Once the first link is widened, no known figure limits the flow.")
        return say(
            "Widening one link after the other lifts the flow from {first} to {last}.",
            first=format_number(first.central), last=format_amount(last.central, _UNIT),
        )  # fmt: skip

    def courses(self) -> pd.DataFrame:
        """Return the links on a map: flow, capacity and mark (cut, other_cut, unknown, flow, shut, rest)."""
        links = len(self.world.compiled.link_ids)
        flow = self._flow[:links]
        marks = np.where(flow > _USED_MT, np.where(self.limits.row[:links] == NO_ROW, "unknown", "flow"), "")
        marks = marks.astype(object)
        for mark, elements in (("other_cut", self._near_origin), ("cut", self.binding)):
            marks[[element for element in elements if element < links]] = mark
        amount = self.limits.amount[:links]
        return mark_links(
            self.world, marks.tolist(), self.question.modes, flow_mt=flow, capacity_low=amount[:, 0],
            capacity_mt=amount[:, 1], capacity_high=amount[:, 2],
            judged=self.limits.judged[:links],
        )  # fmt: skip

    def places(self) -> pd.DataFrame:
        """Return the ends, and the ports and gauge changes that bind, as points on the map."""
        compiled = self.world.compiled
        marks: dict[str, str] = {}
        for end in (self.question.from_end, self.question.to_end):
            marks |= dict.fromkeys(places_of_end(compiled, end), "end")
        titles = name_elements(compiled, self.binding)
        return mark_places(compiled, marks | dict.fromkeys(titles, "cut"), titles)

    def gaps(self) -> pd.DataFrame:
        """Return the missing capacities that matter, with the flow that is left if they let nothing through."""
        rows = [
            {**element_cells(self.limits, element), "without_it_mt_per_year": self._without[element]}
            for element in self.unknown
        ]
        return pd.DataFrame(rows, columns=["element", "title", "mode", "without_it_mt_per_year"])

    @property
    def verdict(self) -> Literal["limited", "no_way", "no_data"]:
        """Whether a figure limits the flow, no way is open, or at least one way has no known limit."""
        if math.isinf(self.value):
            return "no_data"
        return "limited" if self.value > 0 or self.binding else "no_way"

    def cures(self) -> tuple[tuple[str, CapacityQuestion], ...]:
        """Return the question with fewer bounds, where that opens a way, with the words for what is changed."""
        tries = (
            (say("By all modes"), replace(self.question, modes=())),
            (say("Through every country"), replace(self.question, avoid_countries=())),
            (say("By all modes, through every country"), replace(self.question, modes=(), avoid_countries=())),
        )
        changed = [(words, question) for words, question in tries if question != self.question]
        return tuple(
            (words, question) for words, question in changed if find_capacity(self.world, question).verdict != "no_way"
        )

    def gaps_sentence(self) -> str:
        """Return how many missing figures matter, and the one that matters most."""
        if not self.unknown:
            return say("No missing figure could lower this answer.")
        worst = self.unknown[0]
        return say(
            "The figure missed most is that of the {link}: were it shut, {left} would be left.",
            link=element_title(self.world.compiled, worst), left=format_amount(self._without[worst], _UNIT),
        )  # fmt: skip

    def sentence(self) -> str:
        """Return what fits and what binds."""
        ends = {"origin": name_end(self.world.compiled, self.question.from_end), "destination": self._destination}
        if self.verdict == "no_way":
            return say("No way is open from {origin} to {destination}.", **ends)
        if math.isinf(self.value):
            return say(
                "No known figure limits what can go from {origin} to {destination}: at least one way has none.",
                **ends,
            )
        first, *rest = (self._step(rung.elements, rung.central) for rung in self.steps)
        nothing = self.value <= _USED_MT
        fits = say("Nothing fits") if nothing else say("{amount} fit", amount=format_amount(self.value, _UNIT))
        text = say_number(
            "{fits} from {origin} to {destination}. The binding link is the {first}",
            "{fits} from {origin} to {destination}. The binding links are the {first}",
            len(self.steps[0].elements), fits=fits, first=first, **ends,
        )  # fmt: skip
        then = say("; then the {next}", next=rest[0]) if rest else ""
        return f"{text}{then}."

    @property
    def _destination(self) -> str:
        return name_end(self.world.compiled, self.question.to_end)

    def _step(self, elements: tuple[int, ...], until: float) -> str:
        """Return a cut in words: its elements, and the flow at which they bind."""
        return say("{links} at {amount}", links=name_some(self.limits, elements), amount=format_amount(until, _UNIT))

    def subtitle(self) -> str:
        """Return what is measured: kind of capacity, gross or spare, modes, day."""
        modes = say_list(self.question.modes) if self.question.modes else say("all modes")
        kind = {"nameplate": say("nameplate"), "practical": say("practical"), "announced": say("announced")}
        what = (
            say("left after present traffic")
            if self.question.gross == "spare"
            else say("present traffic not taken off")
        )
        return say(
            "Model result: greatest flow by {modes}, Mt a year, both directions together; "
            "{kind} capacity, {what}, {year}",
            modes=modes, kind=kind.get(self.limits.kind, say("used")), what=what, year=self.limits.year,
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return the range, the unknown capacities and how they were taken, and stand-ins."""
        low, _, high = (cut.value for cut in self.cuts)
        notes = [
            say("Result of a model on published and judged capacities, not a statistic."),
            say("Ways more than {factor} times as long as the shortest are left out.", factor=self.question.stretch),
        ]
        if math.isfinite(high):
            notes.append(say("With low and high capacities: {range}.", range=format_range(low, high, _UNIT)))
        if self.unknown:
            notes.append(self._note_on_unknown())
        if stand_ins := [e for e in self.binding if self.limits.stand_in[e]]:
            names = name_some(self.limits, stand_ins)
            notes.append(say("No figure of this kind is known for the {names}; another kind stands in.", names=names))
        if judged := [e for e in self.binding if self.limits.judged[e]]:
            names = name_some(self.limits, judged)
            notes.append(say("Judged, not published: the {names}; the reasons stand in the rows.", names=names))
        first, last = self._near_origin, self.binding
        if set(first) != set(last):
            names = name_some(self.limits, first)
            notes.append(say("The bottleneck is not unique: nearer the origin it is the {names}.", names=names))
        return tuple(notes)

    def _note_on_unknown(self) -> str:
        names = name_some(self.limits, self.unknown)
        if self.question.unknown_mt is None:
            return say("No capacity is known for the {names}, on which this rests: taken as no limit.", names=names)
        return say(
            "No capacity is known for the {names}, on which this rests: taken as {amount} each.",
            names=names, amount=format_amount(self.question.unknown_mt, _UNIT),
        )  # fmt: skip

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the capacities shown."""
        facts = self.world.compiled.frames.corridor_facts.set_index("fact_id")["source_id"]
        ids = [fact for cell in self.frame()["fact_ids"].dropna() for fact in split_ids(cell)]
        return distinct_ids(facts.reindex(ids).dropna())


def find_capacity(world: World, question: CapacityQuestion) -> CapacityAnswer:
    """Return how much fits between two ends in a world.

    Greatest flow and least cuts (Ford and Fulkerson 1956) on the open links, ports and gauge changes, with low, central
    and high capacities. A link with tracks of two gauges counts its capacity once for each gauge, an upper bound.

    Raises
    ------
    FlowQuestionError
        If a number of the question makes no sense.
    EndError
        If an end stands for no place, or both ends for the same.
    """
    check_capacity(world.compiled, question)
    ends = _ends(world.compiled, question)
    limits = limits_in(world, spare=question.gross == "spare")
    plumbing = lay_pipes(world, question.modes, question.avoid_countries).within(*ends, question.stretch)
    capacity = filled(limits, question.unknown_mt)
    low, central, high = (plumbing.cut(capacity[:, i], *ends) for i in range(3))
    steps = _steps(plumbing, capacity, ends, central)
    return CapacityAnswer(question, world, limits, plumbing, (low, central, high), steps)


def check_capacity(compiled: Compiled, question: CapacityQuestion) -> None:
    """Raise `FlowQuestionError` for a number, mode or country that makes no sense."""
    check_unknown(question.unknown_mt)
    if wrong := sorted(set(question.avoid_countries) - set(compiled.countries)):
        raise FlowQuestionError(say("No place of the network lies in “{name}”.", name=wrong[0]))
    if wrong := sorted(set(question.modes) - set(MODES)):
        known = ", ".join(MODES)
        raise FlowQuestionError(say("“{name}” is not a mode. There are: {known}.", name=wrong[0], known=known))
    if not 1 <= question.stretch <= _MOST_STRETCH:
        raise FlowQuestionError(
            say(
                "The stretch must lie between 1 and {most}, not be {value}.",
                most=format_number(_MOST_STRETCH),
                value=f"{question.stretch:g}",
            )
        )


def _steps(
    plumbing: Plumbing, capacity: Floats, ends: tuple[Ints, Ints], cut: Cut, count: int = _RUNGS
) -> tuple[Rung, ...]:
    """Return what binds one after the other as each least cut is widened without limit.

    The range of a step is what its own cut would let through with low and high capacities of its elements.
    """
    steps: list[Rung] = []
    wider = capacity.copy()
    while len(steps) < count and math.isfinite(cut.value) and (elements := plumbing.elements_of(cut.near_destination)):
        pipes = plumbing.element[list(cut.near_destination)]
        low, _, high = (float(capacity[pipes, i].sum()) for i in range(3))
        steps.append(Rung(elements, low, cut.value, high))
        wider[list(elements), 1] = np.inf
        cut = plumbing.cut(wider[:, 1], *ends)
    return tuple(steps)


def _ends(compiled: Compiled, question: CapacityQuestion) -> tuple[Ints, Ints]:
    """Return the nodes of both ends; `EndError` if they share a place."""
    origin, destination = (places_of_end(compiled, end) for end in (question.from_end, question.to_end))
    if set(origin) & set(destination):
        end = name_end(compiled, question.from_end)
        raise EndError(say("{end} is origin and destination at once; choose ends that differ.", end=end))
    return nodes_of_places(compiled, origin), nodes_of_places(compiled, destination)


def capacity_as_json(answer: CapacityAnswer) -> dict[str, object]:
    """Return the answer in the shape the command line prints; an unlimited flow is null."""

    def finite(value: float) -> float | None:
        return value if math.isfinite(value) else None

    compiled = answer.world.compiled
    sides = (answer.cuts[1].near_origin, answer.cuts[1].near_destination)
    return {
        "sentence": answer.sentence(),
        "max_flow_mt_per_year": finite(answer.value),
        "low": finite(answer.cuts[0].value),
        "high": finite(answer.cuts[2].value),
        "cuts": [[element_id(compiled, e) for e in answer.plumbing.elements_of(side)] for side in sides],
        "unknown_links": [element_id(compiled, e) for e in answer.unknown],
        "kind": answer.limits.kind,
        "date": answer.world.scenario.date.isoformat(),
        "notes": list(answer.notes()),
        "source_ids": list(answer.source_ids),
    }
