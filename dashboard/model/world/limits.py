"""What limits links, ports and gauge changes: rows of `link_capacity` laid over the compiled network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from dashboard.model.world.compiled import Act, Compiled, frozen
from dashboard.model.world.kernels import Bools, Floats, Ints
from dashboard.model.world.worlds import World, link_title
from dashboard.text import say

NO_ROW = -1
"""Row of `link_capacity` of an element whose capacity is not known."""

FREE = -1
"""Element of an arc that nothing limits."""

# Where a kind has no row the next is taken, and the answer says so: a plan without a figure leaves what is there, and a
# line without a working figure is taken at its nameplate.
_STAND_INS = {
    "practical": ("practical", "nameplate"),
    "nameplate": ("nameplate", "practical"),
    "announced": ("announced", "practical", "nameplate"),
    "used": ("used",),
}


@dataclass(frozen=True, eq=False)
class Limits:
    """Capacity of every element: links first, then the ports of all places, then their gauge changes.

    Attributes
    ----------
    kind, year
        Kind of capacity asked for and the calendar year it holds in.
    amount
        Shape (elements, 3): low, central, high Mt a year, both directions together; NaN where unknown.
    row
        Row of `link_capacity` behind each element, `NO_ROW` where unknown.
    stand_in
        Whether the row is of another kind than asked for.
    """

    compiled: Compiled
    kind: str
    year: int
    amount: Floats
    row: Ints
    stand_in: Ints

    @property
    def size(self) -> int:
        """Number of elements."""
        return int(self.row.size)

    @cached_property
    def judged(self) -> Bools:
        """Whether the capacity of each element is a judgement and not a published figure."""
        judged = self.compiled.frames.link_capacity["basis"].eq("judgement").to_numpy(dtype=bool)
        return np.append(judged, False)[self.row]  # `NO_ROW` is the last


def element_id(compiled: Compiled, element: int) -> str:
    """Return the id of an element: that of the link, or ``PLACE/port`` or ``PLACE/gauge_change``."""
    links, places = len(compiled.link_ids), len(compiled.place_ids)
    if element < links:
        return compiled.link_ids[element]
    kind = "port" if element < links + places else "gauge_change"
    return f"{compiled.place_ids[(element - links) % places]}/{kind}"


def element_title(compiled: Compiled, element: int) -> str:
    """Return an element as a reader knows it."""
    links, places = len(compiled.link_ids), len(compiled.place_ids)
    if element < links:
        mode = {"rail": say("railway"), "road": say("road"), "sea": say("sea lane")}[
            str(compiled.links[element]["mode"])
        ]
        return say("{ends} {mode}", ends=link_title(compiled, element), mode=mode)
    name = compiled.network.nodes[compiled.place_ids[(element - links) % places]]["name"]
    if element < links + places:
        return say("port of {place}", place=name)
    return say("gauge change at {place}", place=name)


@lru_cache(maxsize=8)
def elements_of_arcs(compiled: Compiled) -> Ints:
    """Return the element that each arc uses up, `FREE` for none; ships use the port wherever they meet the land."""
    links, places = len(compiled.link_ids), len(compiled.place_ids)
    at_ship = np.array([code.startswith("ship") for code in compiled.state_code])
    place = compiled.state_place[compiled.tail]
    handled = (compiled.act != Act.CARRY) & (at_ship[compiled.tail] | at_ship[compiled.head])
    element = np.where(compiled.act == Act.CARRY, compiled.link, FREE)
    element = np.where(handled, links + place, element)
    element = np.where(compiled.act == Act.GAUGE, links + places + place, element)
    return np.asarray(frozen(element.astype(np.int32)))


@lru_cache(maxsize=64)
def find_limits(compiled: Compiled, kind: str, year: int, *, spare: bool = False, delay: int = 0) -> Limits:
    """Return the capacities of a kind that hold in a year.

    Of several rows of an element the one that began last counts. `spare` takes off what is used already in the latest
    year known; where that is unknown the gross figure stays.

    Parameters
    ----------
    compiled
        Its `frames.link_capacity` is read.
    kind
        ``nameplate``, ``practical``, ``announced`` or ``used``.
    year
        Calendar year; rows that begin later do not count.
    spare
        Whether present traffic is taken off.
    delay
        Years by which everything announced comes later.
    """
    table = compiled.frames.link_capacity
    size = len(compiled.link_ids) + 2 * len(compiled.place_ids)
    row = np.full(size, NO_ROW, np.int32)
    stand_in = np.zeros(size, np.int32)
    for depth, name in reversed(list(enumerate(_STAND_INS[kind]))):
        for element, number in _latest(compiled, table, name, year - delay * (name == "announced")):
            row[element], stand_in[element] = number, depth > 0
    amount = _amounts(table, row)
    if spare and kind != "used":
        used = find_limits(compiled, "used", year).amount
        amount = np.where(np.isnan(used), amount, np.maximum(amount - used[:, 1:2], 0.0))
    return Limits(compiled, kind, year, frozen(amount), frozen(row), frozen(stand_in))


def _latest(compiled: Compiled, table: pd.DataFrame, kind: str, year: int) -> Iterator[tuple[int, int]]:
    """Yield element and row of every capacity of a kind begun by a year, the latest last."""
    links, places = len(compiled.link_ids), len(compiled.place_ids)
    chosen = table[(table["kind"] == kind) & (table["from_year"] <= year)].sort_values("from_year", kind="stable")
    subjects = chosen[["link_id", "place_id", "applies_to"]].fillna("").itertuples()
    for number, link, place, applies_to in subjects:
        if link in compiled.link_index:
            yield compiled.link_index[link], int(number)
        elif place in compiled.place_index:
            offset = links if applies_to == "port" else links + places
            yield offset + compiled.place_index[place], int(number)


def _amounts(table: pd.DataFrame, row: Ints) -> Floats:
    """Return low, central and high of the rows; a missing bound is the central value, a missing row NaN."""
    values = table[["low", "mt_per_year", "high"]].to_numpy(dtype=float)
    values = np.where(np.isnan(values), values[:, 1:2], values)
    values = np.vstack([values, np.full(3, np.nan)])
    return np.asarray(values[row], dtype=float)


def limits_in(world: World, *, spare: bool = False) -> Limits:
    """Return the capacities that hold in a world: its kind, and the year of its date."""
    return find_limits(world.compiled, world.scenario.capacity_kind, world.scenario.date.year, spare=spare)


def filled(limits: Limits, unknown_mt: float | None) -> Floats:
    """Return low, central and high of all elements with the unknown ones put at a figure, or without limit if None."""
    return np.where(np.isnan(limits.amount), np.inf if unknown_mt is None else unknown_mt, limits.amount)
