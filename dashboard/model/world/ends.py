"""The ends of freight: places, or countries that stand for their zones; and what a question about flows may hold."""

from __future__ import annotations

from functools import lru_cache

from dashboard.model.phrases import country_names
from dashboard.model.place_names import find_place, index_places
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.scenario import ScenarioError
from dashboard.text import say
from dashboard.text.formats import format_number

_MOST_GROWTH = 20
_MOST_USD = 100_000
_MOST_MT = 10_000  # Mt a year: more than any country moves


class EndError(ScenarioError):
    """An end of the question stands for no place, or both ends for the same."""


class FlowQuestionError(ScenarioError):
    """A number or word of a question about flows makes no sense; the message is one sentence for the visitor."""


def check_unknown(unknown_mt: float | None) -> None:
    """Raise `FlowQuestionError` unless a figure for unknown capacities is none or a number from 0 up."""
    if unknown_mt is not None and not 0 <= unknown_mt <= _MOST_MT:
        most, value = format_number(_MOST_MT), f"{unknown_mt:g}"
        raise FlowQuestionError(say("A capacity is 0 to {most} Mt a year, not {value}.", most=most, value=value))


@lru_cache(maxsize=4096)
def places_of_end(compiled: Compiled, end: str) -> tuple[str, ...]:
    """Return the places that an end of freight stands for: itself, or the zones of a country, the main one first.

    Raises
    ------
    EndError
        If it is neither, or a country without zones in this network.
    """
    if end in compiled.place_index:
        return (end,)
    if end in country_names(compiled.frames):
        zones = compiled.frames.zones
        places = zones[zones["country_iso3"] == end].sort_values("rank", kind="stable")["place_id"]
        known = tuple(place for place in places if place in compiled.place_index)
        if not known:
            raise EndError(say("No place of the network stands for {country}. Name a place.", country=end))
        return known
    try:
        return (find_place(index_places(compiled.frames.places), end),)
    except LookupError as error:
        raise EndError(str(error.args[0])) from error


def serving_place(compiled: Compiled, end: str, modes: tuple[str, ...]) -> int:
    """Return the number of the place of an end: of the zones of a country, the first that one of the modes serves."""
    return compiled.place_index[serving_places(compiled, end, modes)[0]]


def serving_places(compiled: Compiled, end: str, modes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places of an end that one of the modes serves, the main one first; all where none is served."""
    places = places_of_end(compiled, end)
    served = [place for place in places if not modes or _modes_at(compiled)[compiled.place_index[place]] & set(modes)]
    return tuple(served) or places


@lru_cache(maxsize=8)
def _modes_at(compiled: Compiled) -> tuple[frozenset[str], ...]:
    """Return the modes whose links meet at each place."""
    found: list[set[str]] = [set() for _ in compiled.place_ids]
    for link in compiled.links:
        for side in ("from_place", "to_place"):
            found[compiled.place_index[link[side]]].add(link["mode"])
    return tuple(frozenset(modes) for modes in found)


def name_end(compiled: Compiled, end: str) -> str:
    """Return an end as a reader knows it."""
    countries = country_names(compiled.frames)
    if end in countries:
        return countries[end]
    return str(compiled.network.nodes[places_of_end(compiled, end)[0]]["name"])


def check_growth(growth: float) -> None:
    """Raise `FlowQuestionError` unless a multiplier on demand is a number from 0 up that makes sense."""
    if not 0 <= growth <= _MOST_GROWTH:
        raise FlowQuestionError(
            say("Demand is multiplied by 0 to {most}, not by {value}.", most=_MOST_GROWTH, value=f"{growth:g}")
        )


def check_unmet(usd_per_t: float) -> None:
    """Raise `FlowQuestionError` unless a price of staying behind is a number above 0 that makes sense."""
    if not 0 < usd_per_t <= _MOST_USD:
        raise FlowQuestionError(
            say(
                "The price of staying behind lies above 0 and up to USD {most} a tonne, it cannot be {value}.",
                most=format_number(_MOST_USD),
                value=f"{usd_per_t:g}",
            )
        )
