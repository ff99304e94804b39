"""What the hours, dollars and emissions of every arc are made of, and by which row of `parameters`."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from dashboard.model.compiled import Act, Compiled, frozen, rows_of
from dashboard.model.kernels import Floats, Ints
from dashboard.model.parameters import ELECTRIFIED, NONE

_G_PER_KG = 1000.0
_HOURS_PER_DAY = 24.0


class Part(enum.IntEnum):
    """What hours or dollars are spent on."""

    MOVING = 0
    BORDER = 1
    BORDER_WAIT = 2
    GAUGE = 3
    PORT = 4
    SHIP_WAIT = 5
    TRANSFER = 6
    TERMINAL = 7
    EVENT = 8


@dataclass(frozen=True, eq=False)
class PartTable:
    """
    Amounts that make up the arcs, sorted by arc.

    Attributes
    ----------
    arc, part, parameter
        Arc, `Part` and row of `parameters` (`NONE` for the delay of an event) of each amount.
    amount
        Low, central and high, shape (amounts, 3): hours, USD per tonne or kg CO2e per tonne.
    indptr
        Where the amounts of each arc begin.
    """

    arc: Ints
    part: Ints
    parameter: Ints
    amount: Floats
    indptr: Ints

    def central(self) -> Floats:
        """Return the central sum of each arc, shape (arcs,)."""
        sums = np.bincount(self.arc, weights=self.amount[:, 1], minlength=self.indptr.size - 1)
        return sums.astype(np.float64, copy=False)


@dataclass(frozen=True, eq=False)
class Parts:
    """
    Hours, USD per tonne and kg CO2e per tonne of one service class under given conditions.

    `fast` arcs know a block train.
    """

    hours: PartTable
    usd: PartTable
    kg: PartTable
    fast: Ints


class _How(enum.IntEnum):
    """How an amount follows from the value of a parameter, times a scale."""

    TIMES = 0
    OVER = 1  # kilometres over speed: the low speed makes the high hours
    HEADWAY = 2  # who comes at any hour waits half of it on average, all of it at worst


_Amount = tuple[int, int, float, int, int]
"""Part, row, scale, row of the factor it is divided by (or `NONE`), and how."""


@lru_cache(maxsize=32)
def parts_of(compiled: Compiled, service: str, conditions: tuple[str, ...] = ()) -> Parts:
    """
    Return what every arc is made of; found once for a service and conditions, then remembered.

    Parameters
    ----------
    service
        ``ordinary`` or ``block_train``.
    conditions
        Seasons and circumstances in force, sorted.
    """
    finder = _Finder(compiled, service, conditions)
    for arc in range(compiled.arcs):
        finder.add_amounts(arc)
    tables = {unit: _part_table(compiled, finder.arcs[unit], rows) for unit, rows in finder.amounts.items()}
    return Parts(**tables, fast=frozen(np.array(finder.fast, np.int32)))


def _part_table(compiled: Compiled, arcs: list[int], rows: list[_Amount]) -> PartTable:
    """Return the amounts of one unit; the rows are sorted by arc."""
    arc = np.array(arcs, np.int32)
    part, number, scale, factor, how = np.array(rows or np.empty((0, 5))).T
    values = compiled.parameters.values[number.astype(np.intp)]
    factors = np.vstack([compiled.parameters.values, np.ones(3)])[factor.astype(np.intp)]
    over, headway = how == _How.OVER, how == _How.HEADWAY
    amount = scale[:, None] * np.where(
        over[:, None], 1 / np.where(values * factors > 0, values * factors, np.nan)[:, ::-1], values / factors[:, ::-1]
    )
    amount[headway] = values[headway] * np.array([0.0, 0.5, 1.0])
    return PartTable(
        arc=frozen(arc),
        part=frozen(part.astype(np.int32)),
        parameter=frozen(number.astype(np.int32)),
        amount=frozen(amount),
        indptr=rows_of(arc, compiled.arcs)[0],
    )


class _Finder:
    """The rows of `parameters` that hold for each arc, for one service and conditions."""

    def __init__(self, compiled: Compiled, service: str, conditions: tuple[str, ...]) -> None:
        self.compiled = compiled
        self.service = service
        self.conditions = conditions
        self.electric = (*conditions, ELECTRIFIED)
        self.fast: list[int] = []
        self.arcs: dict[str, list[int]] = {"hours": [], "usd": [], "kg": []}
        self.amounts: dict[str, list[_Amount]] = {"hours": [], "usd": [], "kg": []}
        self._look_up = compiled.parameters.find
        self._ends = list(
            zip(
                compiled.state_place[compiled.tail].tolist(),
                compiled.state_place[compiled.head].tolist(),
                compiled.act.tolist(),
                compiled.link.tolist(),
                compiled.forward.tolist(),
                strict=True,
            )
        )

    def find(self, measure: str, mode: str, **subject: str) -> int:
        """Return the row that holds for a subject, or `NONE`."""
        return self._look_up(measure, mode, self.service, conditions=self.conditions, **subject)

    def add_amounts(self, arc: int) -> None:
        """Add what an arc is made of."""
        u, v, act, link, forward = self._ends[arc]
        if act == Act.CARRY:
            run = _Run(self.compiled, self.compiled.links[link], u, v, forward)
            found = (
                ("hours", self._moving_hours(run, arc)),
                ("usd", self._per_km(run, "cost_usd_per_t", "cost_usd_per_tkm", 1.0, self.conditions)),
                ("kg", self._emissions(run)),
                *self._borders(run),
            )
        else:
            found = self._handling(arc, u, act)
        for unit, amounts in found:
            self.amounts[unit] += amounts
            self.arcs[unit] += [arc] * len(amounts)

    def _moving_hours(self, run: _Run, arc: int) -> list[_Amount]:
        """Return the hours under way and those waiting for a ferry."""
        link, mode, direction = run.link_id, run.mode, run.direction
        found: list[_Amount] = []
        whole = self.find("sea_hours", mode, link=link, direction=direction, only="link")
        if whole != NONE:
            found.append((Part.MOVING, whole, 1.0, NONE, _How.TIMES))
        else:
            for country, km in run.stretches:
                row = self.find("speed_km_per_day", mode, link=link, country=country, direction=direction)
                factor = self.find("speed_factor", mode, link=link, country=country)
                found.append((Part.MOVING, row, km * _HOURS_PER_DAY, factor, _How.OVER))
            if mode == "rail" and all(self.compiled.parameters.services[row] == "block_train" for _, row, *_ in found):
                self.fast.append(arc)
        detour = self.find("detour_days", mode, link=link, only="link")
        if detour != NONE:
            found.append((Part.MOVING, detour, _HOURS_PER_DAY, NONE, _How.TIMES))
        headway = self.find("headway_hours", mode, link=link, direction=direction, only="link")
        if headway != NONE:
            found.append((Part.SHIP_WAIT, headway, 1.0, NONE, _How.HEADWAY))
        return found

    def _per_km(self, run: _Run, whole: str, measure: str, scale: float, conditions: tuple[str, ...]) -> list[_Amount]:
        """Return an amount per tonne: that of the whole link, or the rates per tonne-kilometre of its stretches."""
        row = self.find(whole, run.mode, link=run.link_id, direction=run.direction, only="link")
        if row != NONE:
            payload = self.find("payload_factor", run.mode, link=run.link_id)
            return [(Part.MOVING, row, scale, payload, _How.TIMES)]
        found: list[_Amount] = []
        for country, km in run.stretches:
            row = self._look_up(
                measure, run.mode, self.service, link=run.link_id, country=country, conditions=conditions
            )
            payload = self.find("payload_factor", run.mode, link=run.link_id, country=country)
            found.append((Part.MOVING, row, km * scale, payload, _How.TIMES))
        return found

    def _emissions(self, run: _Run) -> list[_Amount]:
        """Return the emissions: the electric rate on wires, half of each where only part of the line has them."""
        return [
            (part, row, share * (amount if whole else amount / _G_PER_KG), factor, how)
            for share, conditions in run.tractions(self.conditions, self.electric)
            for part, row, amount, factor, how in self._per_km(
                run, "emission_kg_per_t", "emission_g_per_tkm", 1.0, conditions
            )
            for whole in [self.compiled.parameters.measures[row] == "emission_kg_per_t"]
        ]

    def _borders(self, run: _Run) -> tuple[tuple[str, list[_Amount]], ...]:
        """Return the hours and dollars of a crossing; none where there is no border."""
        if not run.crosses_border:
            return ()
        return tuple(
            (unit, [(part, row, 1.0, NONE, _How.TIMES) for row in self._border(run, measure)])
            for unit, part, measure in (
                ("hours", Part.BORDER, "border_hours"),
                ("hours", Part.BORDER_WAIT, "border_wait_hours"),
                ("usd", Part.BORDER, "border_usd_per_t"),
            )
        )

    def _border(self, run: _Run, measure: str) -> list[int]:
        """Return the row of a crossing as a whole, or those of its two sides."""
        whole = self.find(measure, run.mode, link=run.link_id, direction=run.direction, only="link")
        if whole != NONE:
            return [whole]
        if run.mode == "sea":  # customs at a port are in the hours of the port
            return []
        sides = zip(run.places, run.countries, ("outbound", "inbound"), strict=True)
        rows = [self.find(measure, run.mode, link=run.link_id, place=p, country=c, direction=d) for p, c, d in sides]
        return [row for row in rows if row != NONE]

    def _handling(self, arc: int, place: int, act: int) -> tuple[tuple[str, list[_Amount]], ...]:
        """Return the hours and dollars inside a place."""
        compiled = self.compiled
        code = compiled.state_code[compiled.head[arc] if act == Act.START else compiled.tail[arc]]
        subject = {"place": compiled.place_ids[place], "country": compiled.countries[place]}
        steps = [
            (unit, part, self.find(measure, mode, direction=direction, **subject))
            for unit, part, measure, mode, direction in _steps(act, code)
        ]
        return tuple((unit, [(part, row, 1.0, NONE, _How.TIMES)]) for unit, part, row in steps if row != NONE)


def _steps(act: int, code: str) -> tuple[tuple[str, Part, str, str, str], ...]:
    """Return unit, part, measure, mode and direction of what a handling arc needs."""
    if act in _GATES and not code.startswith("ship"):
        return (("hours", Part.TERMINAL, "terminal_hours", "rail" if code.startswith("rail") else "road", "both"),)
    return _STEPS[act]


_GATES = (int(Act.START), int(Act.END))
_PLACE_KG = ("kg", Part.TRANSFER, "emission_kg_per_t", "any", "both")
_PORT_COST = ("usd", Part.PORT, "port_usd_per_t", "sea", "both")
_STEPS: Mapping[int, tuple[tuple[str, Part, str, str, str], ...]] = {
    Act.START: (("hours", Part.PORT, "port_start_hours", "sea", "outbound"), _PORT_COST),
    Act.END: (("hours", Part.PORT, "port_end_hours", "sea", "inbound"), _PORT_COST),
    Act.LOAD: (
        ("hours", Part.PORT, "port_through_hours", "sea", "outbound"),
        ("hours", Part.SHIP_WAIT, "port_wait_hours", "sea", "outbound"),
        _PORT_COST,
        _PLACE_KG,
    ),
    Act.UNLOAD: (("hours", Part.PORT, "port_through_hours", "sea", "inbound"), _PORT_COST, _PLACE_KG),
    Act.TRANSSHIP: (
        ("hours", Part.PORT, "port_through_hours", "sea", "both"),
        ("hours", Part.SHIP_WAIT, "port_wait_hours", "sea", "both"),
        _PORT_COST,
        _PLACE_KG,
    ),
    Act.GAUGE: (
        ("hours", Part.GAUGE, "gauge_change_hours", "rail", "both"),
        ("usd", Part.GAUGE, "gauge_change_usd_per_t", "rail", "both"),
        _PLACE_KG,
    ),
    Act.TRANSFER: (
        ("hours", Part.TRANSFER, "transfer_hours", "road", "both"),
        ("usd", Part.TRANSFER, "transfer_usd_per_t", "road", "both"),
        _PLACE_KG,
    ),
}


class _Run:
    """One link in one direction, as the look-ups need it."""

    __slots__ = ("_electrified", "countries", "crosses_border", "direction", "link_id", "mode", "places", "stretches")

    def __init__(self, compiled: Compiled, link: Mapping[str, Any], u: int, v: int, forward: int) -> None:
        self.link_id: str = link["link_id"]
        self.mode: str = link["mode"]
        self.direction = "outbound" if forward else "inbound"
        self.crosses_border = link.get("crosses_border") == "yes"
        self.places = compiled.place_ids[u], compiled.place_ids[v]
        self.countries = compiled.countries[u], compiled.countries[v]
        self.stretches = self._split(link["length_km"])
        self._electrified = link.get("electrified", "no") if self.mode == "rail" else "no"

    def _split(self, km: float) -> tuple[tuple[str, float], ...]:
        """
        Return the countries passed, with kilometres.

        Half of a link across a border lies on either side, the sea in none.
        """
        if self.mode == "sea":
            return (("", km),)
        u, v = self.countries
        return ((u, km),) if u == v else ((u, km / 2), (v, km / 2))

    def tractions(
        self, diesel: tuple[str, ...], electric: tuple[str, ...]
    ) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Return the shares of the link under each traction, with the conditions of its rates."""
        shares = {"no": ((1.0, diesel),), "yes": ((1.0, electric),), "partly": ((0.5, diesel), (0.5, electric))}
        return shares[self._electrified]
