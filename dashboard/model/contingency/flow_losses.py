"""How much less fits between two ends while one thing, or two at once, are closed: every closure, exact."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.model.contingency.closables import KINDS, Closable, Closables, list_closables
from dashboard.model.contingency.contingencies import ClosureQuestionError
from dashboard.model.contingency.flow_kernels import branch_on_flow
from dashboard.model.flow.capacity import CapacityQuestion, check_capacity, find_capacity
from dashboard.model.flow.pipes import Plumbing, lay_pipes, nodes_of_places
from dashboard.model.flow.shipments import end_names
from dashboard.model.phrases import say_list
from dashboard.model.world.compiled import Compiled, rows_of
from dashboard.model.world.ends import EndError, places_of_end
from dashboard.model.world.kernels import Bools, Floats, Ints
from dashboard.model.world.limits import FREE, filled, limits_in
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date, format_number

_UNIT = "Mt/yr"
_SOME_MT = 1e-6
_LISTED = 20
"""Closures with the same effect that are named beside the first."""


@dataclass(frozen=True)
class FlowLossQuestion:
    """Which closures take most from what fits between two ends.

    Attributes
    ----------
    capacity
        The ends, modes and rules of the flow.
    depth
        1 for single closures, 2 for double ones.
    kinds
        What may close; everything if empty.
    top
        Rows shown.
    """

    capacity: CapacityQuestion = field(default_factory=CapacityQuestion)
    depth: int = 1
    kinds: tuple[str, ...] = ()
    top: int = 50


class FlowLosses(NamedTuple):
    """What still flows under every closure that matters.

    Attributes
    ----------
    base
        Mt a year while nothing is closed; infinite where some way has no known limit.
    first, other
        What is closed, as numbers of `Closables`; -1 for nothing. A pair stands here only where both matter.
    left
        Mt a year that still flow.
    """

    base: float
    first: Ints
    other: Ints
    left: Floats


class Flow(NamedTuple):
    """A greatest flow that is asked for: the pipes, Mt a year of every element, and the nodes of both ends."""

    plumbing: Plumbing
    capacity: Floats
    ends: tuple[Ints, Ints]


def find_flow_losses(flow: Flow, closables: Closables, closable: Bools, depth: int) -> FlowLosses:
    """Return what still flows between two sets of nodes under every single (and double) closure that matters.

    Branching on the support of a greatest flow: closing what carries nothing takes nothing away, so only what carries
    flow is closed, and after that only what carries the flow that then runs. Things that close the same pipes are
    solved once.

    Parameters
    ----------
    flow
        Capacities are infinite where nothing limits an element.
    closable
        Which things may close.
    depth
        1 or 2.
    """
    plumbing, capacity, ends = flow
    things = _first_of_class(_things_of_pipes(plumbing, closables), closable)
    pipes = plumbing.pipes(capacity)
    plenty = 2.0 * float(pipes.capacity[np.isfinite(pipes.capacity)].sum()) + 1.0
    room = np.where(np.isinf(pipes.capacity), plenty, pipes.capacity)
    graph = _graph(plumbing, room, ends, plenty * (pipes.a.size + 1.0))
    gates = np.full((graph.head.size // 2 - pipes.a.size, things.shape[1]), -1, np.int32)
    base, rows, left = branch_on_flow(
        graph.indptr, graph.slots, graph.head, graph.room, np.concatenate([things, gates]),
        np.ones(closables.count, np.bool_), graph.source, graph.sink, depth,
    )  # fmt: skip
    left = np.where(left >= plenty - _SOME_MT, np.inf, left)
    return FlowLosses(math.inf if base >= plenty - _SOME_MT else base, rows[:, 0], rows[:, 1], left)


class _Graph(NamedTuple):
    """Two arcs a pipe, there and back, with what each takes; then the gates from the source and to the sink."""

    indptr: Ints
    slots: Ints
    head: Ints
    room: Floats
    source: int
    sink: int


def _graph(plumbing: Plumbing, room: Floats, ends: tuple[Ints, Ints], gate: float) -> _Graph:
    """Return the pipes as arcs, with gates of ample capacity at both ends through which nothing runs back."""
    origins, destinations = ends
    source, sink = plumbing.size, plumbing.size + 1
    a = np.concatenate([plumbing.a, np.full(origins.size, source), destinations])
    b = np.concatenate([plumbing.b, origins, np.full(destinations.size, sink)])
    states, where = np.unique(np.concatenate([a, b]), return_inverse=True)
    ends_of_arcs = np.column_stack([where[: a.size], where[a.size :], where[a.size :], where[: a.size]])
    tail, head = (ends_of_arcs[:, side].astype(np.int32).ravel() for side in ([0, 2], [1, 3]))
    rooms = np.repeat(np.concatenate([room, np.full(a.size - room.size, gate)]), 2)
    rooms[2 * room.size + 1 :: 2] = 0.0
    first, last = (int(np.searchsorted(states, end)) for end in (source, sink))
    return _Graph(*rows_of(tail, states.size), head, rooms, first, last)


def _things_of_pipes(plumbing: Plumbing, closables: Closables) -> Ints:
    """Return the numbers of what closes each pipe, filled up with -1."""
    compiled = plumbing.compiled
    arc_of_link = {int(link): arc for arc, link in enumerate(compiled.link) if link >= 0}
    of_links = closables.of_arc[:, :-2]  # the last two are the places at the ends
    none = np.full(of_links.shape[1], -1, np.int32)
    on_link = [
        of_links[arc_of_link[element]] if element != FREE and element in arc_of_link else none
        for element in plumbing.element.tolist()
    ]
    places = np.array([closables.index[place] for place in compiled.place_ids], np.int32)
    ends = [places[plumbing.place[side]] for side in (plumbing.a, plumbing.b)]
    return np.ascontiguousarray(np.column_stack([np.array(on_link, np.int32).reshape(-1, none.size), *ends]))


def _first_of_class(things: Ints, closable: Bools) -> Ints:
    """Return the things, of those that close the very same pipes only the first; -1 for what may not close."""
    pipes_of: dict[int, list[int]] = {}
    for pipe, row in enumerate(things.tolist()):
        for thing in {t for t in row if t >= 0 and closable[t]}:
            pipes_of.setdefault(thing, []).append(pipe)
    firsts: dict[tuple[int, ...], int] = {}
    for thing in sorted(pipes_of):
        firsts.setdefault(tuple(pipes_of[thing]), thing)
    kept = np.full(closable.size + 1, -1, np.int32)  # the last entry stands for nothing
    kept[list(firsts.values())] = list(firsts.values())
    return np.asarray(kept[things])


@dataclass(frozen=True, eq=False)
class FlowLossAnswer:
    """A league of closures by what they take from a greatest flow, worst first."""

    question: FlowLossQuestion
    world: World
    closables: Closables
    losses: FlowLosses
    counted: int

    @cached_property
    def _frame(self) -> pd.DataFrame:
        losses, two = self.losses, self.question.depth == 2
        harms = ((losses.other >= 0) == two) & (losses.left < self._alone() - _SOME_MT)
        left = np.round(losses.left, 9)
        order = np.lexsort((losses.other, losses.first, left))
        order = order[harms[order]]
        _, firsts, counts = np.unique(left[order], return_index=True, return_counts=True)
        groups = list(zip(firsts.tolist(), counts.tolist(), strict=True))[: self.question.top]
        rows = [self._row(rank, order[at : at + count]) for rank, (at, count) in enumerate(groups, 1)]
        return pd.DataFrame(rows, columns=list(_COLUMNS))

    def _alone(self) -> Floats:
        """Return for each row what the closure must undercut to count: the better of its two alone, or no closure."""
        losses = self.losses
        single = np.full(self.closables.count + 1, losses.base)  # the last entry stands for nothing
        ones = losses.other < 0
        single[losses.first[ones]] = losses.left[ones]
        return np.where(ones, losses.base, np.minimum(single[losses.first], single[losses.other]))

    def frame(self) -> pd.DataFrame:
        """Return one row a closure that takes something away: what closes, Mt a year left and lost, a sentence."""
        return self._frame

    def _row(self, rank: int, rows: npt.NDArray[np.intp]) -> dict[str, object]:
        """Return the first of some closures that leave the same, with the names of the others."""
        items = self._items(rows[0])
        left, what = float(self.losses.left[rows[0]]), say_list(item.title for item in items)
        return {
            "rank": rank,
            "closed": ";".join(item.name for item in items),
            "title": what,
            "kind": ";".join(item.kind for item in items),
            "closed_links": ";".join(sorted({link for item in items for link in item.links})),
            "closed_places": ";".join(place for item in items for place in item.places),
            "left_mt_per_year": left,
            "lost_mt_per_year": self.losses.base - left if math.isfinite(self.losses.base) else float("nan"),
            "same_count": rows.size - 1,
            "same": "|".join(";".join(item.name for item in self._items(row)) for row in rows[1 : 1 + _LISTED]),
            "sentence": self._sentence(what, len(items), left),
        }

    def _items(self, row: int) -> tuple[Closable, ...]:
        """Return what is closed in a row of the losses."""
        numbers = (int(self.losses.first[row]), int(self.losses.other[row]))
        return tuple(self.closables.items[n] for n in numbers if n >= 0)

    def _sentence(self, what: str, count: int, left: float) -> str:
        left_over = format_amount(left, _UNIT)
        if math.isinf(self.losses.base):
            return say_number(
                "If {what} closes, {left} still fit; what fits otherwise no known figure limits.",
                "If {what} close, {left} still fit; what fits otherwise no known figure limits.",
                count, what=what, left=left_over,
            )  # fmt: skip
        base = format_amount(self.losses.base, _UNIT)
        if left <= _SOME_MT:
            return say_number(
                "If {what} closes, nothing of {base} still fits.", "If {what} close, nothing of {base} still fits.",
                count, what=what, base=base,
            )  # fmt: skip
        return say_number(
            "If {what} closes, {left} of {base} still fit.", "If {what} close, {left} of {base} still fit.", count,
            what=what, left=left_over, base=base,
        )  # fmt: skip

    def sentence(self) -> str:
        """Return the worst closure in words."""
        if self._frame.empty:
            return say("No closure takes anything from what fits between the two.")
        return str(self._frame["sentence"].iloc[0])

    def subtitle(self) -> str:
        """Return what is measured."""
        asked, names = self.question.capacity, end_names(self.world.compiled.frames)
        return say(
            "Greatest flow from {origin} to {destination}, {modes}, {kind} capacity, {date}; {what}",
            origin=names.get(asked.from_end, asked.from_end), destination=names.get(asked.to_end, asked.to_end),
            modes=say_list(asked.modes) or say("all modes"), kind=self.world.scenario.capacity_kind,
            date=format_date(self.world.scenario.date),
            what=say("one closure at a time") if self.question.depth == 1 else say("two closures at once"),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return the screening and what the result rests on."""
        unknown = self.question.capacity.unknown_mt
        rule = say("without limit") if unknown is None else format_amount(unknown, _UNIT)
        return (
            say("Result of a model on published and judged capacities, not a statistic."),
            say(
                "All {count} closures were covered, none sampled: closing what carries no flow takes nothing away.",
                count=format_number(self.counted),
            ),
            say("Links without a known capacity are taken as {rule}.", rule=rule),
            say("Closures that leave the same stand in one row."),
            say("The places at which the freight begins and ends are not closed."),
        )  # fmt: skip

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the capacities that the flow with nothing closed rests on."""
        return find_capacity(self.world, self.question.capacity).source_ids


_COLUMNS = (
    "rank", "closed", "title", "kind", "closed_links", "closed_places", "left_mt_per_year", "lost_mt_per_year",
    "same_count", "same", "sentence",
)  # fmt: skip


def find_flow_closures(world: World, question: FlowLossQuestion) -> FlowLossAnswer:
    """Return the closures that take most from what fits between two ends, every one covered.

    Raises
    ------
    EndError
        If an end stands for no place, or both ends for the same.
    ClosureQuestionError
        If the depth is neither 1 nor 2, or a kind does not exist.
    FlowQuestionError
        If a number, mode or country of the flow makes no sense.
    """
    asked = question.capacity
    if question.depth not in {1, 2} or set(question.kinds) - set(KINDS):
        raise ClosureQuestionError(say("Ask for one or two closures at a time, of {known}.", known=say_list(KINDS)))
    compiled, closables = world.compiled, list_closables(world.compiled)
    check_capacity(compiled, asked)
    places = _end_places(compiled, asked)
    ends = nodes_of_places(compiled, places[0]), nodes_of_places(compiled, places[1])
    plumbing = lay_pipes(world, asked.modes, asked.avoid_countries).within(*ends, asked.stretch)
    capacity = filled(limits_in(world, spare=asked.gross == "spare"), asked.unknown_mt)[:, 1]
    closable = np.zeros(closables.count, np.bool_)
    closable[closables.of_kinds(question.kinds or KINDS)] = True
    closable[[closables.index[place] for side in places for place in side]] = False
    losses = find_flow_losses(Flow(plumbing, capacity, ends), closables, closable, question.depth)
    count = int(closable.sum())
    return FlowLossAnswer(
        question, world, closables, losses, count if question.depth == 1 else count * (count - 1) // 2
    )


def _end_places(compiled: Compiled, question: CapacityQuestion) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places of both ends; `EndError` if they share one."""
    origin, destination = (places_of_end(compiled, end) for end in (question.from_end, question.to_end))
    if set(origin) & set(destination):
        raise EndError(say("{end} is origin and destination at once; choose ends that differ.", end=question.from_end))
    return origin, destination
