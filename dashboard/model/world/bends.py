"""Two ways to bend a scenario that are neither open nor shut: hours added at a border, a rate raised or lowered."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from corridor_data.load import Frames
from dashboard.model.world.network import MODES
from dashboard.text import say

if TYPE_CHECKING:  # a scenario is known without the compiled loops, which take a while to load
    from dashboard.model.world.compiled import Compiled
    from dashboard.model.world.kernels import Floats

MOST_HOURS = 5000.0
MOST_FACTOR = 100.0

_SIGN = "="
_JOINS = "-"


def split_bend(text: str) -> tuple[str, float]:
    """Return name and value of a bend; not a number where there is none.

    Examples
    --------
    >>> split_bend("IRCKT=72"), split_bend("rail-TKM=1.2")
    (('IRCKT', 72.0), ('rail-TKM', 1.2))
    """
    name, _, value = text.rpartition(_SIGN)
    try:
        return name, float(value)
    except ValueError:
        return name, math.nan


def fault_of_slowed(frames: Frames, text: str) -> str:
    """Return what is wrong with hours added at a border, ``PLACE=HOURS`` or ``LINK=HOURS``; empty where nothing is."""
    name, hours = split_bend(text)
    if not 0 < hours <= MOST_HOURS:
        return say(
            "“{text}” adds no hours to a border; write a place or link and hours above 0, as IRCKT=72.", text=text
        )
    if name not in set(frames.links["link_id"]) and not any(_crossings(frames, name)):
        return say("No link crosses a border at “{name}”; name a border station or a link.", name=name)
    return ""


def fault_of_rate(frames: Frames, text: str) -> str:
    """Return what is wrong with a rate, ``rail=1.2``, ``TKM=1.2`` or ``rail-TKM=1.2``; empty where nothing is."""
    name, factor = split_bend(text)
    if not 0 < factor <= MOST_FACTOR:
        return say("“{text}” is no multiplier on a rate; write one above 0 and up to 100, as rail=1.2.", text=text)
    mode, country = _split_rate(name)
    if (mode and mode not in MODES) or (country and country not in set(frames.places["country_iso3"].dropna())):
        return say("“{name}” is neither a mode nor a country of the network, nor both as rail-TKM.", name=name)
    return "" if name else say("“{text}” names no mode and no country; write rail=1.2 or TKM=1.2.", text=text)


def _split_rate(name: str) -> tuple[str, str]:
    """Return mode and country of a rate; either may be empty, which is any."""
    first, joined, second = name.partition(_JOINS)
    if joined:
        return first or "?", second or "?"
    return (first, "") if first.islower() else ("", first)


def _crossings(frames: Frames, place: str) -> Iterator[str]:
    """Yield the links that cross a border at a place."""
    links = frames.links
    here = (links["from_place"].eq(place) | links["to_place"].eq(place)) & links["crosses_border"].eq("yes")
    yield from links.loc[here & links["mode"].ne("sea"), "link_id"]


def hours_by_link(compiled: Compiled, slowed: tuple[str, ...]) -> dict[int, float]:
    """Return the hours added to each link; where several are, they add up."""
    found: dict[int, float] = {}
    for text in slowed:
        name, hours = split_bend(text)
        links = [name] if name in compiled.link_index else _crossings(compiled.frames, name)
        for link in links:
            if link in compiled.link_index:
                number = compiled.link_index[link]
                found[number] = found.get(number, 0.0) + hours
    return found


def factors_of_rates(compiled: Compiled, rates: tuple[str, ...]) -> Floats:
    """Return what the dollars of each arc are multiplied by.

    A mode's rate holds where goods move by it; a country's on links with both ends in it; several multiply.
    """
    factors = np.ones(compiled.arcs)
    countries = np.array(compiled.countries, dtype=object)
    ends = [countries[compiled.state_place[side]] for side in (compiled.tail, compiled.head)]
    for text in rates:
        name, factor = split_bend(text)
        mode, country = _split_rate(name)
        mine = compiled.mode == MODES.index(mode) if mode else compiled.mode >= 0
        if country:
            mine = mine & (ends[0] == country) & (ends[1] == country)
        factors[mine] *= factor
    return factors
