"""Recipes: which rows of `parameters` the hours, dollars and emissions of an arc follow from, and how."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.model.world.compiled import Act, Compiled
from dashboard.model.world.kernels import Ints
from dashboard.model.world.network import MODES
from dashboard.model.world.parameters import ELECTRIFIED, NONE

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


class How(enum.IntEnum):
    """How an amount follows from the value of a parameter, times a scale."""

    TIMES = 0
    OVER = 1  # kilometres over speed: the low speed makes the high hours
    HEADWAY = 2  # who comes at any hour waits half of it on average, all of it at worst


class Amount(NamedTuple):
    """One amount of a recipe.

    `scale` multiplies the parameter, and the kilometres of the arc too where `per_km`; `factor` is the row it is
    divided by.
    """

    part: int
    row: int
    scale: float
    per_km: bool
    factor: int = NONE
    how: int = How.TIMES


class Recipe(NamedTuple):
    """What all arcs of one kind are made of; `fast` where a block train is known."""

    hours: tuple[Amount, ...]
    usd: tuple[Amount, ...]
    kg: tuple[Amount, ...]
    fast: bool = False


UNITS = ("hours", "usd", "kg")
_LAND = ("rail", "road")
_Step = tuple[str, Part, str, str, str]


class Cook:
    """The recipes of one service and conditions.

    Arcs that look the same to the table are of one kind and share a recipe: most links differ in nothing but their
    length.
    """

    def __init__(self, compiled: Compiled, service: str, conditions: tuple[str, ...]) -> None:
        self.compiled = compiled
        self.service = service
        self.conditions = conditions
        self.electric = (*conditions, ELECTRIFIED)
        self._look_up = compiled.parameters.find
        self._steps = _step_numbers(compiled)
        needed = zip(compiled.parameters.measures, compiled.parameters.conditions, strict=True)
        self._light = any(measure == "payload_factor" and c in {"", *conditions} for measure, c in needed)

    def kinds(self) -> tuple[Ints, list[Recipe]]:
        """Return the kind of every arc, and the recipe of every kind."""
        _, first, kind = np.unique(_packed([*self._ends(), *self._traits()]), return_index=True, return_inverse=True)
        return kind.astype(np.int32), [self._recipe(arc) for arc in first.tolist()]

    def _ends(self) -> Iterator[Ints]:
        """Yield the countries of every arc, and its places where the table speaks of them for what is done there."""
        compiled = self.compiled
        _, country = np.unique(np.array(compiled.countries), return_inverse=True)
        spoken = np.zeros((len(_STEP_KEYS), len(compiled.place_ids)), np.bool_)
        for number, measures in enumerate(_MEASURES):
            own = frozenset[str]().union(*(self._own(measure)[1] for measure in measures))
            spoken[number, [compiled.place_index[place] for place in own if place in compiled.place_index]] = True
        for state in (compiled.tail, compiled.head):
            place = compiled.state_place[state]
            yield country[place].astype(np.int32)
            yield np.where(spoken[self._steps, place], place, -1)

    def _traits(self) -> Iterator[Ints]:
        """Yield what is done on every arc, and of its link what a row may depend on; -1 for handling."""
        compiled = self.compiled
        own = frozenset[str]().union(*(links for links, _, _ in compiled.parameters.spoken_of.values()))
        of_link = [
            (
                MODES.index(link["mode"]),
                int(link.get("crosses_border") == "yes"),
                _TRACTIONS.index(link.get("electrified", "no")),
                number if link["link_id"] in own else -1,
                int(link["link_id"] in compiled.parameters.directed_links),
            )
            for number, link in enumerate(compiled.links)
        ]
        traits = np.array([*of_link, (-1, -1, -1, -1, -1)], np.int32)[compiled.link]
        yield self._steps
        yield from traits.T
        yield np.where(traits[:, 4] > 0, compiled.forward, -1)

    def _own(self, measure: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Return the links, places and countries with rows of their own for a measure."""
        return self.compiled.parameters.spoken_of.get(measure, (frozenset(), frozenset(), frozenset()))

    def _recipe(self, arc: int) -> Recipe:
        """Return what one arc is made of."""
        compiled = self.compiled
        u, v = (int(compiled.state_place[state[arc]]) for state in (compiled.tail, compiled.head))
        if compiled.act[arc] == Act.CARRY:
            return self._carriage(_Run(compiled, compiled.links[compiled.link[arc]], u, v, int(compiled.forward[arc])))
        return self._handling(u, _STEP_KEYS[self._steps[arc]])

    def _of_link(self, measure: str, run: _Run) -> int:
        """Return the row that is about the link itself, or `NONE`."""
        if run.link_id not in self._own(measure)[0]:
            return NONE
        return self._find(measure, run.mode, link=run.link_id, direction=run.direction, only="link")

    def _find(self, measure: str, mode: str, **subject: str) -> int:
        """Return the row that holds for a subject, or `NONE`."""
        return self._look_up(measure, mode, self.service, conditions=self.conditions, **subject)

    def _carriage(self, run: _Run) -> Recipe:
        """Return the hours, dollars and emissions along a link."""
        moving, fast = self._moving_hours(run)
        border = self._border(run, Part.BORDER, "border_hours")
        wait = self._border(run, Part.BORDER_WAIT, "border_wait_hours")
        usd = self._per_km(run, "cost_usd_per_t", "cost_usd_per_tkm", 1.0, self.conditions)
        charge = self._border(run, Part.BORDER, "border_usd_per_t")
        return Recipe((*moving, *border, *wait), (*usd, *charge), self._emissions(run), fast)

    def _moving_hours(self, run: _Run) -> tuple[list[Amount], bool]:
        """Return the hours under way and those waiting for a ferry, and whether a block train is known."""
        link, mode, direction = run.link_id, run.mode, run.direction
        found: list[Amount] = []
        fast = False
        whole = self._of_link("sea_hours", run)
        if whole != NONE:
            found.append(Amount(Part.MOVING, whole, 1.0, per_km=False))
        else:
            for country, share in run.stretches:
                row = self._find("speed_km_per_day", mode, link=link, country=country, direction=direction)
                factor = self._find("speed_factor", mode, link=link, country=country)
                found.append(Amount(Part.MOVING, row, share * _HOURS_PER_DAY, per_km=True, factor=factor, how=How.OVER))
            services = {self.compiled.parameters.services[amount.row] for amount in found}
            fast = mode == "rail" and services == {"block_train"}
        detour = self._of_link("detour_days", run)
        if detour != NONE:
            found.append(Amount(Part.MOVING, detour, _HOURS_PER_DAY, per_km=False))
        headway = self._of_link("headway_hours", run)
        if headway != NONE:
            found.append(Amount(Part.SHIP_WAIT, headway, 1.0, per_km=False, how=How.HEADWAY))
        return found, fast

    def _per_km(
        self, run: _Run, whole: str, measure: str, scale: float, conditions: tuple[str, ...]
    ) -> tuple[Amount, ...]:
        """Return an amount per tonne: that of the whole link, or the rates per tonne-kilometre of its stretches."""
        row = self._of_link(whole, run)
        if row != NONE:
            payload = self._payload(run, "")
            return (Amount(Part.MOVING, row, 1.0, per_km=False, factor=payload),)
        find, service, link = self._look_up, self.service, run.link_id
        return tuple(
            Amount(
                Part.MOVING,
                find(measure, run.mode, service, link=link, country=country, conditions=conditions),
                share * scale,
                per_km=True,
                factor=self._payload(run, country),
            )
            for country, share in run.stretches
        )

    def _payload(self, run: _Run, country: str) -> int:
        """Return the row of the payload that ships or trains can take, or `NONE` for a full one."""
        return self._find("payload_factor", run.mode, link=run.link_id, country=country) if self._light else NONE

    def _emissions(self, run: _Run) -> tuple[Amount, ...]:
        """Return the emissions: the electric rate on wires, half of each where only part of the line has them."""
        return tuple(
            amount._replace(scale=share * amount.scale)
            for share, conditions in run.tractions(self.conditions, self.electric)
            for amount in self._per_km(run, "emission_kg_per_t", "emission_g_per_tkm", 1 / _G_PER_KG, conditions)
        )

    def _border(self, run: _Run, part: Part, measure: str) -> list[Amount]:
        """Return what a crossing takes as a whole, or its two sides; nothing where there is no border."""
        if not run.crosses_border:
            return []
        whole = self._of_link(measure, run)
        if whole != NONE:
            return [Amount(part, whole, 1.0, per_km=False)]
        if run.mode == "sea":  # customs at a port are in the hours of the port
            return []
        sides = zip(run.places, run.countries, ("outbound", "inbound"), strict=True)
        rows = [self._find(measure, run.mode, link=run.link_id, place=p, country=c, direction=d) for p, c, d in sides]
        return [Amount(part, row, 1.0, per_km=False) for row in rows if row != NONE]

    def _handling(self, place: int, step: tuple[int, str]) -> Recipe:
        """Return the hours, dollars and emissions inside a place."""
        subject = {"place": self.compiled.place_ids[place], "country": self.compiled.countries[place]}
        found: dict[str, list[Amount]] = {unit: [] for unit in UNITS}
        for unit, part, measure, mode, direction in _steps(*step):
            row = self._find(measure, mode, direction=direction, **subject)
            if row != NONE:
                found[unit].append(Amount(part, row, 1.0, per_km=False))
        return Recipe(tuple(found["hours"]), tuple(found["usd"]), tuple(found["kg"]))


def _packed(columns: list[Ints]) -> npt.NDArray[np.int64]:
    """Return one number for each row of columns of numbers from -1 on: equal rows, equal numbers."""
    packed = np.zeros(columns[0].size, np.int64)
    room = 1
    for column in columns:
        values = int(column.max(initial=-1)) + 2
        if room * values > _ROOM:
            packed = np.unique(packed, return_inverse=True)[1].astype(np.int64)
            room = packed.size + 1
        packed = packed * values + column + 1
        room *= values
    return packed


_ROOM = 2**62


def _steps(act: int, mode: str) -> tuple[_Step, ...]:
    """Return unit, part, measure, mode and direction of what a handling arc needs; `mode` is that of its state."""
    if act in _GATES and mode in _LAND:
        return (("hours", Part.TERMINAL, "terminal_hours", mode, "both"),)
    return _STEPS[act]


_GATES = (int(Act.START), int(Act.END))
_PLACE_KG = ("kg", Part.TRANSFER, "emission_kg_per_t", "any", "both")
_PORT_COST = ("usd", Part.PORT, "port_usd_per_t", "sea", "both")
_STEPS: Mapping[int, tuple[_Step, ...]] = {
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

_STEP_KEYS = ((int(Act.CARRY), ""), *((int(act), mode) for act in Act if act != Act.CARRY for mode in ("ship", *_LAND)))
"""What may be done: an act, and the mode of the state that it is done to."""

_MEASURES = (
    ("border_hours", "border_wait_hours", "border_usd_per_t"),
    *(tuple(measure for _, _, measure, _, _ in _steps(*key)) for key in _STEP_KEYS[1:]),
)
"""Measures that may speak of the place where it is done, for each of them."""


def _step_numbers(compiled: Compiled) -> Ints:
    """Return what is done on every arc, by number in `_STEP_KEYS`."""
    modes = np.array([1 + _LAND.index(code[:4]) if code[:4] in _LAND else 0 for code in compiled.state_code])
    named = np.where(compiled.act == Act.START, compiled.head, compiled.tail)
    number = 1 + (compiled.act - 1) * (1 + len(_LAND)) + modes[named]
    return np.where(compiled.act == Act.CARRY, 0, number).astype(np.int32)


_TRACTIONS = ("no", "yes", "partly")


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
        self.stretches = self._split()
        self._electrified = link.get("electrified", "no") if self.mode == "rail" else "no"

    def _split(self) -> tuple[tuple[str, float], ...]:
        """Return the countries passed, with shares.

        Half of a link across a border lies on either side, the sea in none.
        """
        if self.mode == "sea":
            return (("", 1.0),)
        u, v = self.countries
        return ((u, 1.0),) if u == v else ((u, 0.5), (v, 0.5))

    def tractions(
        self, diesel: tuple[str, ...], electric: tuple[str, ...]
    ) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Return the shares of the link under each traction, with the conditions of its rates."""
        shares = {"no": ((1.0, diesel),), "yes": ((1.0, electric),), "partly": ((0.5, diesel), (0.5, electric))}
        return shares[self._electrified]
