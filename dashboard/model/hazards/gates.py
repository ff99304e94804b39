"""Where a corridor can be shut by decree or disaster, and how often and how long that has happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaincinv

from dashboard.model.contingency.closables import list_closables
from dashboard.model.world.compiled import Compiled, frozen
from dashboard.model.world.events import CLOSING, Event, list_events
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.scenario import ScenarioError, last_known_day
from dashboard.text import say

FIRST_DAY = dt.date(2019, 1, 1)
"""From here on the events table follows the crossings; earlier rows are single cases."""

_DAYS = 365.25
_OWN = 3
"""Closures of its own from which a gate's lengths are drawn; with fewer those of its kind are."""

_LEVEL = (0.05, 0.95)
_SHAPES = (0.1, 10.0)
"""Least and greatest shape of the prior: between "nearly all on a few gates" and "all gates alike"."""


class RateError(ScenarioError):
    """A rate that a reader set and that cannot be used; the message is one sentence for the visitor."""


@dataclass(frozen=True)
class Gate:
    """One crossing by one mode, one port, or one strait or canal.

    Attributes
    ----------
    name
        Stable: the crossing's name with ``/rail`` or ``/road``, ``PLACE/port``, or the place of a passage.
    kind
        ``crossing``, ``port`` or ``passage``.
    links, places
        What is shut with it, as numbers.
    """

    name: str
    kind: str
    title: str
    links: tuple[int, ...]
    places: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Gates:
    """All gates of the network.

    Attributes
    ----------
    of_arc
        Numbers of the gates that shut each arc, shape (arcs, k), filled up with -1.
    """

    items: tuple[Gate, ...]
    index: Mapping[str, int]
    of_arc: Ints


@lru_cache(maxsize=8)
def list_gates(compiled: Compiled) -> Gates:
    """Return the gates: every crossing by rail and by road, every port, every strait and canal."""
    items = tuple(_gates(compiled))
    by_link: list[list[int]] = [[] for _ in range(len(compiled.link_ids) + 1)]  # the last stands for "no link"
    by_place = np.full(len(compiled.place_ids), -1, np.int32)
    for number, gate in enumerate(items):
        for link in gate.links:
            by_link[link].append(number)
        by_place[list(gate.places)] = number
    of_link = np.full((len(by_link), max(1, *map(len, by_link))), -1, np.int32)
    for row, numbers in enumerate(by_link):
        of_link[row, : len(numbers)] = numbers
    ends = [by_place[compiled.state_place[side]] for side in (compiled.tail, compiled.head)]
    ends[1] = np.where(ends[1] == ends[0], -1, ends[1])
    of_arc = np.ascontiguousarray(np.column_stack([of_link[compiled.link], *ends]))
    return Gates(items, {gate.name: i for i, gate in enumerate(items)}, frozen(of_arc))


def _gates(compiled: Compiled) -> Iterator[Gate]:
    closables = list_closables(compiled)
    for item in closables.items:
        links = [compiled.link_index[link] for link in item.links]
        if item.kind == "crossing":
            titles = {"rail": say("{place}, railway", place=item.title), "road": say("{place}, road", place=item.title)}
            for mode, title in titles.items():
                mine = tuple(link for link in links if compiled.links[link]["mode"] == mode)
                if mine:
                    yield Gate(f"{item.name}/{mode}", "crossing", title, mine)
        elif item.kind == "port":
            yield Gate(item.name, "port", item.title, tuple(links))
    for place, values in compiled.network.nodes(data=True):
        if values.get("kind") == "passage":
            yield Gate(place, "passage", str(values["name"]), (), (compiled.place_index[place],))


@dataclass(frozen=True, eq=False)
class Rates:
    """How often each gate shuts and for how long, one entry a gate.

    Attributes
    ----------
    per_year, low, high
        Closures a year: estimate and the range that holds it with 90 percent, given the method.
    counts
        Closures known.
    lengths
        Days of the closures that lengths are drawn from.
    own
        Whether these are the gate's own; else those of its kind, or of all.
    set_by_reader
        Whether the reader set the rate.
    years
        Years looked at.
    """

    gates: Gates
    per_year: Floats
    low: Floats
    high: Floats
    counts: Ints
    lengths: tuple[Floats, ...]
    own: npt.NDArray[np.bool_]
    set_by_reader: npt.NDArray[np.bool_]
    years: float
    event_ids: tuple[tuple[str, ...], ...]

    def frame(self) -> pd.DataFrame:
        """Return one row a gate: closures known, days shut, rate with range, mean length, and where it is from."""
        items = self.gates.items
        return pd.DataFrame(
            {
                "gate": [gate.name for gate in items],
                "title": [gate.title for gate in items],
                "kind": [gate.kind for gate in items],
                "closures": self.counts,
                "closures_per_year": self.per_year,
                "low": self.low,
                "high": self.high,
                "mean_days": [float(days.mean()) for days in self.lengths],
                "lengths_of": [
                    "reader" if mine else "own" if own else "kind"
                    for mine, own in zip(self.set_by_reader.tolist(), self.own.tolist(), strict=True)
                ],
                "event_ids": [";".join(ids) for ids in self.event_ids],
            }
        )


def estimate_rates(compiled: Compiled, set_rates: tuple[str, ...] = ()) -> Rates:
    """Return closure rates and lengths of every gate, from the events that drive the model since 2019.

    Rates: closures follow a Poisson process whose rate varies between gates by a gamma distribution; its mean is that
    of the gates of the same kind, its shape follows from the spread of the counts (method of moments, as in negative
    binomial regression). The estimate is the mean of the posterior, so that a gate without a known closure does not get
    the rate 0 and one with a single closure is not taken at its word. Lengths: drawn from the gate's own closures where
    it has three or more, else from those of its kind. Closures that overlap count once.

    Parameters
    ----------
    set_rates
        Rates that the reader sets, each ``GATE=CLOSURES_PER_YEAR`` or ``GATE=CLOSURES_PER_YEAR/DAYS``.

    Raises
    ------
    RateError
        If a set rate cannot be read or names no gate.
    """
    gates = list_gates(compiled)
    last = last_known_day(compiled.frames)
    years = (last - FIRST_DAY).days / _DAYS
    spans = [_episodes(compiled, gate, last) for gate in gates.items]
    counts = np.array([len(episodes) for episodes, _ in spans], np.int32)
    kinds = np.array([gate.kind for gate in gates.items])
    mean = np.array([_pooled(counts, kinds == kind) for kind in kinds]) / years
    shape = _shape_of(counts, mean * years)
    posterior, rate = counts + shape, years + shape / mean  # shape and rate of a gamma distribution
    lengths = [np.array([(end - start).days + 1.0 for start, end in episodes]) for episodes, _ in spans]
    own = counts >= _OWN
    drawn = [lengths[i] if own[i] else _of_kind(lengths, kinds, str(kind)) for i, kind in enumerate(kinds)]
    low, high = (np.asarray(gammaincinv(posterior, level) / rate, dtype=float) for level in _LEVEL)
    estimated = Rates(
        gates, posterior / rate, low, high, counts, tuple(drawn), own,
        np.zeros(counts.size, np.bool_), years, tuple(ids for _, ids in spans),
    )  # fmt: skip
    return _with_set(estimated, set_rates)


_Spans = list[tuple[dt.date, dt.date]]


def _episodes(compiled: Compiled, gate: Gate, last: dt.date) -> tuple[_Spans, tuple[str, ...]]:
    """Return the stretches of days on which a gate was shut, overlapping ones joined, and the events behind them."""
    closing = [event for event in list_events(compiled) if event.drives and event.severity == CLOSING]
    dated = [event for event in closing if event.start <= last and (event.end or last) >= FIRST_DAY]
    events = [event for event in dated if _shuts(event, gate, compiled)]
    spans = sorted((max(event.start, FIRST_DAY), min(event.end or last, last)) for event in events)
    joined: _Spans = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + dt.timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined, tuple(event.event_id for event in events)


def _shuts(event: Event, gate: Gate, compiled: Compiled) -> bool:
    """Return whether an event shuts all of a gate that exists."""
    if gate.places:
        return event.subject_kind == "passage" and set(gate.places) <= {
            compiled.place_index[p] for p in event.place_ids
        }
    built = [n for n in gate.links if compiled.links[n].get("status") not in {"planned", "under_construction"}]
    by_port = gate.kind == "port" and gate.name.removesuffix("/port") in {compiled.place_ids[p] for p in event.ports}
    return bool(built) and (by_port or set(built) <= set(event.links))


def _pooled(counts: Ints, alike: npt.NDArray[np.bool_]) -> float:
    """Return the mean count of some gates; half a closure among all of them where none is known."""
    return max(float(counts[alike].sum()), 0.5) / max(int(alike.sum()), 1)


def _shape_of(counts: Ints, mean: Floats) -> float:
    """Return the shape of the gamma distribution of rates: the spread of the counts beyond that of chance."""
    beyond = float(((counts - mean) ** 2 - mean).sum())
    shape = float((mean**2).sum()) / beyond if beyond > 0 else _SHAPES[1]
    return float(np.clip(shape, *_SHAPES))


def _of_kind(lengths: list[Floats], kinds: npt.NDArray[np.str_], kind: str) -> Floats:
    """Return the lengths of all closures of a kind of gate, or of all gates where that kind has none."""
    alike = np.concatenate([days for days, of in zip(lengths, kinds, strict=True) if of == kind])
    everything = np.concatenate([*lengths, np.empty(0)])
    known = alike if alike.size else everything
    return known if known.size else np.array([1.0])


def _with_set(rates: Rates, set_rates: tuple[str, ...]) -> Rates:
    """Return the rates with those that the reader set."""
    per_year, lengths, by_reader = rates.per_year.copy(), list(rates.lengths), rates.set_by_reader.copy()
    for text in set_rates:
        gate, rate, days = _read_rate(rates.gates, text)
        per_year[gate], by_reader[gate] = rate, True
        if days is not None:
            lengths[gate] = np.array([days])
    low, high = (np.where(by_reader, per_year, bound) for bound in (rates.low, rates.high))
    return replace(rates, per_year=per_year, low=low, high=high, lengths=tuple(lengths), set_by_reader=by_reader)


def _read_rate(gates: Gates, text: str) -> tuple[int, float, float | None]:
    """Return gate, closures a year and days of a set rate; `RateError` where the text cannot be read."""
    name, _, values = text.rpartition("=")
    rate, _, days = values.partition("/")
    if name not in gates.index:
        raise RateError(say("“{name}” is not a gate; write one as IRCKT-TMSRK/rail=0.5/30.", name=name or text))
    try:
        numbers = float(rate), float(days) if days else None
    except ValueError:
        numbers = -1.0, None
    if not 0 <= numbers[0] <= 50 or (numbers[1] is not None and not 0 < numbers[1] <= 365):
        raise RateError(
            say("“{text}” is not a rate: closures a year lie between 0 and 50, days between 0 and 365.", text=text)
        )
    return gates.index[name], *numbers
