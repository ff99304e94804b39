"""What could change who wins: waits at one place, rates and speeds, the value of time; each a line in its own value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from corridor_data.load import split_ids
from dashboard.model.phrases import country_names, say_list
from dashboard.model.routing.route_names import plain_name
from dashboard.model.world.compiled import Act, Compiled
from dashboard.model.world.kernels import Bools, Floats, Ints
from dashboard.model.world.parameters import NONE
from dashboard.model.world.parts import Part, PartTable
from dashboard.model.world.worlds import World, link_title, parts_in, value_of_time, vectors_in
from dashboard.text import say

_AT_BORDER = (Part.BORDER, Part.BORDER_WAIT, Part.EVENT)
_HOURS_PER_DAY = 24.0
_NAMED = 3


@dataclass(frozen=True, eq=False)
class Lever:
    """One number that times or costs depend on, and how what is to be least depends on it.

    What is to be least is, on every arc, a constant plus `slope` times x. x is the number itself, or its inverse where
    it is a speed.

    Attributes
    ----------
    subject
        What it is, in words.
    unit
        Unit of the number: ``hours``, ``km/day``, ``USD/t`` …
    today
        The number as it is.
    slope
        Shape (compiled arcs,).
    inverse
        Whether x is the inverse of the number.
    """

    lever_id: str
    subject: str
    unit: str
    today: float
    slope: Floats
    inverse: bool = False

    @property
    def x(self) -> float:
        """Today's x."""
        return 1 / self.today if self.inverse else self.today

    def number(self, x: float) -> float:
        """Return the number that belongs to an x."""
        return 1 / x if self.inverse else x


def list_levers(world: World, service: str, by: str, ways: tuple[Ints, ...]) -> Iterator[Lever]:
    """Yield the levers that bear on the ways, given as compiled arcs.

    Distance has none: no wait or rate changes it.
    """
    per_hour = {"time": 1.0, "generalised": value_of_time(world)[0] / _HOURS_PER_DAY}.get(by, 0.0)
    per_unit = {"cost": 1.0, "generalised": 1.0}.get(by, 0.0)
    arcs = np.unique(np.concatenate(ways))
    parts = parts_in(world, service)
    if per_hour:
        yield from _waits(world, parts.hours, arcs, per_hour)
        yield from _rates(world, parts.hours, arcs, per_hour)
    if per_unit:
        yield from _rates(world, parts.usd, arcs, per_unit)
    if by == "emissions":
        yield from _rates(world, parts.kg, arcs, 1.0)
    if by == "generalised":
        hours = vectors_in(world, service).hours / _HOURS_PER_DAY
        yield Lever("value_of_time", say("the value of time"), "USD/t/day", value_of_time(world)[0], hours)


def _waits(world: World, hours: PartTable, arcs: Ints, per_hour: float) -> Iterator[Lever]:
    """Yield the hours spent at each border, port, gauge change or transfer, and waiting for each ferry.

    A lever moves every arc on which the same hours are spent in the same place, so that all gauges of a crossing move
    together.
    """
    compiled = world.compiled
    spent = {
        "border": _sum_of(hours, np.isin(hours.part, _AT_BORDER)),
        "ship": _sum_of(hours, hours.part == Part.SHIP_WAIT),
        "place": hours.central(),
    }
    done: set[str] = set()
    for arc in arcs.tolist():
        for kind, lever_id, subject, where in _waits_on(compiled, arc):
            today = float(spent[kind][arc])
            if today > 0 and lever_id not in done:
                done.add(lever_id)
                yield Lever(
                    lever_id, subject, "hours", today, np.where(where & np.isclose(spent[kind], today), per_hour, 0.0)
                )


def _waits_on(compiled: Compiled, arc: int) -> Iterator[tuple[str, str, str, Bools]]:
    """Yield what hours may be spent on along an arc: kind, id, words, and the arcs of the same place."""
    link = int(compiled.link[arc])
    if link < 0:
        yield ("place", *_handling(compiled, arc))
        return
    same_way = (compiled.link == link) & (compiled.forward == compiled.forward[arc])
    name = f"{compiled.link_ids[link]}:{'out' if compiled.forward[arc] else 'back'}"
    yield "border", f"border:{name}", _border_subject(compiled, link), same_way
    yield "ship", f"ship:{name}", say("the wait for the ship {link}", link=link_title(compiled, link)), same_way


def _border_subject(compiled: Compiled, link: int) -> str:
    """Return a crossing, or a link that an event slows, in words."""
    title = link_title(compiled, link)
    crosses = compiled.links[link].get("crosses_border") == "yes" and compiled.links[link]["mode"] != "sea"
    return say("the border {link}", link=title) if crosses else say("the delay on {link}", link=title)


def _handling(compiled: Compiled, arc: int) -> tuple[str, str, Bools]:
    """Return id and words of one kind of handling at one place, and the arcs of it."""
    place, act = int(compiled.state_place[compiled.tail[arc]]), int(compiled.act[arc])
    where = (compiled.act == act) & (compiled.state_place[compiled.tail] == place)
    name = plain_name(compiled.network.nodes[compiled.place_ids[place]]["name"])
    subjects = {
        Act.START: say("loading at {place}", place=name),
        Act.END: say("unloading at {place}", place=name),
        Act.GAUGE: say("the gauge change at {place}", place=name),
        Act.TRANSFER: say("the transfer at {place}", place=name),
        Act.LOAD: say("loading and waiting for a ship at {place}", place=name),
        Act.UNLOAD: say("landing at {place}", place=name),
        Act.TRANSSHIP: say("the transshipment at {place}", place=name),
    }
    return f"place:{compiled.place_ids[place]}:{Act(act).name.lower()}", subjects[Act(act)], where


def _sum_of(table: PartTable, chosen: Bools) -> Floats:
    """Return the central sum of chosen amounts, for every arc."""
    sums = np.bincount(table.arc[chosen], weights=table.amount[chosen, 1], minlength=table.indptr.size - 1)
    return sums.astype(np.float64, copy=False)


def _rates(world: World, table: PartTable, arcs: Ints, scale: float) -> Iterator[Lever]:
    """Yield the rates and speeds that bear on some of the arcs: rows of `parameters` used for moving."""
    parameters = world.compiled.parameters
    moving = (table.part == Part.MOVING) & (table.parameter != NONE)
    for row in np.unique(table.parameter[moving & np.isin(table.arc, arcs)]).tolist():
        value = float(parameters.values[row, 1])
        share = _sum_of(table, moving & (table.parameter == row)) * scale
        if value <= 0 or parameters.measures[row] == "detour_days":
            continue
        inverse = parameters.measures[row] == "speed_km_per_day"
        slope = share * value if inverse else share / value
        yield Lever(parameters.ids[row], _rate_subject(world, row), parameters.units[row], value, slope, inverse)


def _named_subjects(ids: tuple[str, ...]) -> str:
    """Return the links or places that a rate speaks of, the first few by id."""
    if len(ids) <= _NAMED:
        return say("on {ids}", ids=say_list(ids))
    return say("on {ids} and {count} more", ids=", ".join(ids[:_NAMED]), count=len(ids) - _NAMED)


def _rate_subject(world: World, row: int) -> str:
    """Return what a rate is, in words."""
    record = world.compiled.frames.parameters.iloc[row]
    where = say("where no other figure holds")
    if record["subject_kind"] == "country":
        names = country_names(world.compiled.frames)
        where = say("in {country}", country=names.get(record["country_iso3"], record["country_iso3"]))
    elif record["subject_kind"] in {"link", "place"}:
        where = _named_subjects(split_ids(record["link_ids"]) or split_ids(record["place_ids"]))
    modes = {"road": say("road"), "rail": say("rail"), "sea": say("sea"), "any": say("every mode")}
    subjects = {
        "speed_km_per_day": say("the speed by {mode} {where}", mode=modes[record["mode"]], where=where),
        "sea_hours": say("the sailing time {where}", where=where),
        "cost_usd_per_tkm": say("the rate by {mode} {where}", mode=modes[record["mode"]], where=where),
        "cost_usd_per_t": say("the price {where}", where=where),
    }
    return subjects.get(
        record["measure"], say("the emission by {mode} {where}", mode=modes[record["mode"]], where=where)
    )
