"""One closure in words: who has no way left, where the rest moves to, and what that adds to its journey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.contingency.closure_studies import Travel
from dashboard.model.phrases import say_list, say_time
from dashboard.model.world.kernels import Ints
from dashboard.model.world.limits import limits_in
from dashboard.model.world.network import MODES
from dashboard.text import say, say_number
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_number

SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no freight."""

_UNIT = "Mt/yr"
_NAMED = 2
"""Crossings and ports named in a sentence."""

_NEARLY_ALL = 0.95
"""Share of the freight that moves from which it is said to move to a place as a whole."""

_SOME_HOURS = 0.5
_SOME_USD = 0.05


class Harm(NamedTuple):
    """What a closure does to all shipments: Mt a year without a way and moved, and million tonne-hours and USD lost."""

    unserved_mt: float
    moved_mt: float
    mt_hours: float
    mt_usd: float


class Detour(NamedTuple):
    """Where freight moves to: the crossings and ports it takes instead, and the share of it that takes them all."""

    things: tuple[int, ...]
    share: float
    narrow: tuple[tuple[int, float], ...]
    """Those of them that are known to carry less than moves there, with their Mt a year."""


def say_closure(travel: Travel, numbers: tuple[int, ...], harm: Harm) -> tuple[str, str]:
    """Return a closure in words, and where the freight moves to.

    As "If Sarakhs closes, 2.1 Mt a year move to Incheh Borun, 0.4 Mt a year have no way by rail, and the mean journey
    of what moves grows by 40 hours."
    """
    items = travel.closables.items
    stopped = tuple(travel.stopped_by(numbers))
    detour = find_detour(travel, stopped)
    names = say_list(items[n].title for n in detour.things)
    parts = []
    if harm.moved_mt > SOME_MT:
        parts.append(_say_moved(harm.moved_mt, names, detour.share))
    if harm.unserved_mt > SOME_MT:
        left = _left(travel, [shipment for shipment, way in stopped if not way.size])
        stranded = say("{amount} have no way {left}", amount=format_amount(harm.unserved_mt, _UNIT), left=left)
        parts.insert(0 if harm.unserved_mt > harm.moved_mt else len(parts), stranded)  # the larger amount first
    if harm.moved_mt > SOME_MT:
        parts.append(_say_journey(harm))
    what = say_list(items[n].title for n in numbers)
    count = len(numbers)
    text = say_number("If {what} closes, {harm}.", "If {what} close, {harm}.", count, what=what, harm=_joined(parts))
    narrow = [
        say("{name} can carry {amount}.", name=_capital(items[n].title), amount=format_amount(mt, _UNIT))
        for n, mt in detour.narrow
    ]
    return " ".join([text, *narrow]), names


def find_detour(travel: Travel, stopped: Sequence[tuple[int, Ints]]) -> Detour:
    """Return the crossings and ports that most of the moved freight takes and did not take before.

    Parameters
    ----------
    stopped
        Shipments whose best way is stopped, with the way that each takes then.
    """
    named = set(travel.closables.of_kinds(("crossing", "port")).tolist())
    tonnes: dict[int, float] = {}
    links: dict[int, set[int]] = {}
    total = 0.0
    for shipment, way in stopped:
        if not way.size:
            continue
        mt = float(travel.shipments.mt[shipment])
        total += mt
        used = set(travel.world.compiled.link[way].tolist())
        for thing in (travel.things_on(way) - travel.things_on_base(shipment)) & named:
            tonnes[thing] = tonnes.get(thing, 0.0) + mt
            links.setdefault(thing, set()).update(used)
    ranked = sorted(tonnes, key=lambda n: (-tonnes[n], n))
    things = tuple(n for n in ranked if tonnes[n] > total / 2)[:_NAMED]
    room = {n: _known_room(travel, n, links[n]) for n in things}
    narrow = tuple((n, room[n]) for n in things if room[n] < tonnes[n])
    return Detour(things, min(tonnes[n] for n in things) / total if things else 0.0, narrow)


def _known_room(travel: Travel, thing: int, used: set[int]) -> float:
    """Return what the links of a crossing or the port itself can carry; infinite where it is not known."""
    compiled, item = travel.world.compiled, travel.closables.items[thing]
    if item.kind == "port":
        elements = [len(compiled.link_ids) + compiled.place_index[item.name.removesuffix("/port")]]
    else:
        elements = [number for link in item.links if (number := compiled.link_index[link]) in used]
    amounts = limits_in(travel.world).amount[elements, 1]
    return float(np.where(np.isnan(amounts), np.inf, amounts).sum())


def _joined(parts: Sequence[str]) -> str:
    """Return what a closure does as one clause; each part may hold an "and" of its own."""
    if len(parts) == 1:
        return parts[0]
    return say("{first}, and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _say_moved(moved_mt: float, names: str, share: float) -> str:
    amount = format_amount(moved_mt, _UNIT)
    if not names:
        return say("{amount} take another way", amount=amount)
    if share >= _NEARLY_ALL:
        return say("{amount} move to {names}", amount=amount, names=names)
    return say("{amount} take another way, most of it by {names}", amount=amount, names=names)


def _say_journey(harm: Harm) -> str:
    """Return what changes on the mean for what moves; a way of least cost in all may be quicker and dearer."""
    hours, usd = harm.mt_hours / harm.moved_mt, harm.mt_usd / harm.moved_mt
    longer, dearer = hours >= _SOME_HOURS, usd >= _SOME_USD
    shorter, cheaper = hours <= -_SOME_HOURS, usd <= -_SOME_USD
    words = {"time": say_time(abs(hours)), "usd": format_number(abs(usd), 2)}
    if longer and dearer:
        return say("the mean journey of what moves grows by {time} and USD {usd} a tonne", **words)
    if longer and cheaper:
        return say("the mean journey of what moves grows by {time}, though it costs USD {usd} a tonne less", **words)
    if shorter and dearer:
        return say("the mean journey of what moves costs USD {usd} a tonne more, though it takes {time} less", **words)
    if longer:
        return say("the mean journey of what moves grows by {time}", **words)
    if dearer:
        return say("the mean journey of what moves costs USD {usd} a tonne more", **words)
    return say("the journey of what moves hardly changes")


def _left(travel: Travel, stranded: Sequence[int]) -> str:
    """Return how freight without a way is spoken of: by its modes where it may not go by all."""
    cells: pd.Series[str] = travel.shipments.rows["modes"].fillna("").iloc[list(stranded)]
    allowed = {mode for cell in cells for mode in (split_ids(cell) or MODES)}
    if allowed == set(MODES) or not allowed:
        return say("left")
    modes = [word_label(mode) for mode in MODES if mode in allowed]
    return say(
        "by {modes}", modes=modes[0] if len(modes) == 1 else say("{first} or {last}", first=modes[0], last=modes[1])
    )
