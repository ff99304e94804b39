"""Names for ways, by what tells one from the others, and why each is shown."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dashboard.model.phrases import country_names, say_list
from dashboard.model.routing.route_answers import Leg, Route
from dashboard.model.world.worlds import World
from dashboard.text import say, say_number
from dashboard.text.formats import format_number

_CASPIAN = (36.0, 47.5, 46.0, 55.0)
"""Box of latitudes and longitudes that holds the ports of the Caspian and its river mouths, and no other port."""

_HOME = "IRN"
"""Country whose side names a crossing: readers know Sarakhs, not its neighbour across the line."""


_SUEZ = ("EGPSD", "EGSUZ")
"""The two ends of the Suez Canal, which ships pass together."""

_LAND = ("road", "rail")

# How much a feature tells of a way, the most first. A country counts where it is crossed on land: a strait is no
# visit to the country whose waters it lies in.
_CASPIAN_SEA, _CANAL, _STRAIT, _BORDER, _SHIPS, _PORT, _COUNTRY, _SEA, _FOREIGN, _PLACE, _MODE = (
    0.0, 1.0, 1.2, 2.0, 2.4, 2.6, 3.0, 3.0, 4.0, 5.0, 6.0,
)  # fmt: skip
_SHARED = 1.5
"""What each other way that does the same takes from how much a feature tells, in ranks."""


class _Feature(NamedTuple):
    """Something a way does; a lower rank tells more."""

    rank: float
    name: str


def name_routes(world: World, routes: Sequence[Route], by: str) -> tuple[Route, ...]:
    """Return the routes with a name each, told from the others where anything tells them apart, and a reason."""
    features = [list(dict.fromkeys(_features(world, route))) for route in routes]
    shared_by = Counter(feature for some in features for feature in some)
    named: list[Route] = []
    for number, route in enumerate(routes):
        taken = {one.name for one in named}
        telling = sorted(features[number], key=lambda feature: feature.rank + _SHARED * (shared_by[feature] - 1))
        name = next((f.name for f in telling if f.name not in taken), say("way {number}", number=number + 1))
        why = _why_best(by) if number == 0 else _why_other(world, route, routes[0])
        named.append(dataclasses.replace(route, name=name, why=why))
    return tuple(named)


def is_caspian(world: World, leg: Leg) -> bool:
    """Return whether a leg crosses the Caspian."""
    if leg.act not in {"sea", "train_ferry"}:
        return False
    south, north, west, east = _CASPIAN
    nodes = (world.compiled.network.nodes[place] for place in (leg.from_place, leg.to_place))
    return all(south <= node["lat"] <= north and west <= node["lon"] <= east for node in nodes)


def _features(world: World, route: Route) -> Iterator[_Feature]:
    """Yield what a way does that could name it."""
    nodes = world.compiled.network.nodes
    for leg in route.legs:
        yield from _features_at_sea(world, leg)
        if leg.act == "transship":
            port = plain_name(leg.from_name)
            yield _Feature(_SHIPS, say("by sea with a change of ship at {port}", port=port))
        if leg.act in {"load", "unload"} and leg.from_place not in {route.places[0], route.places[-1]}:
            yield _Feature(_PORT, say("by the port of {port}", port=plain_name(leg.from_name)))
        if leg.kind == "carriage" and leg.from_country != leg.to_country and leg.act in _LAND:
            at_home = _HOME in {leg.from_country, leg.to_country}
            yield _Feature(_BORDER if at_home else _FOREIGN, say("through {place}", place=_crossing_name(leg)))
    countries = country_names(world.compiled.frames)
    for country in _crossed(route):
        yield _Feature(_COUNTRY, say("by {country}", country=countries.get(country, country)))
    for place in route.places[1:-1]:
        if nodes[place]["kind"] != "passage":
            yield _Feature(_PLACE, say("by {place}", place=plain_name(nodes[place]["name"])))
    acts = {leg.act for leg in route.legs if leg.kind == "carriage"}
    for act, words in (("rail", say("by rail")), ("road", say("by road"))):
        if acts == {act}:
            yield _Feature(_MODE, words)


def _features_at_sea(world: World, leg: Leg) -> Iterator[_Feature]:
    """Yield what a leg at sea does that could name the way."""
    if is_caspian(world, leg):
        port, other = plain_name(leg.from_name), plain_name(leg.to_name)
        yield _Feature(_CASPIAN_SEA, say("across the Caspian, {port} to {other}", port=port, other=other))
    elif leg.act == "sea":
        for place, passage in _passages(world, (leg.from_place, leg.to_place)).items():
            rank = _CANAL if place in _SUEZ else _STRAIT
            yield _Feature(rank, say("by sea through {passage}", passage=passage))
        yield _Feature(_SEA, say("by sea"))


def _passages(world: World, places: Iterable[str]) -> dict[str, str]:
    """Return the straits and canals among places, with their names."""
    nodes = world.compiled.network.nodes
    found = {place: plain_name(nodes[place]["name"]) for place in places if nodes[place]["kind"] == "passage"}
    return {
        place: say("the Suez Canal")
        if place in _SUEZ
        else say("the {strait}", strait=name)
        if "Strait" in name
        else name
        for place, name in found.items()
    }


def _crossed(route: Route) -> list[str]:
    """Return the countries between those of the two ends that a way crosses on land, in order."""
    on_land = {c for leg in route.legs if leg.act in _LAND for c in (leg.from_country, leg.to_country)}
    ends = {route.countries[0], route.countries[-1]}
    return [country for country in route.countries if country in on_land - ends]


def _crossing_name(leg: Leg) -> str:
    """Return the name of a border crossing: that of the Iranian side, else of the side entered."""
    return plain_name(leg.from_name if leg.from_country == _HOME else leg.to_name)


def plain_name(name: str) -> str:
    """Return a name without the country in brackets.

    Examples
    --------
    >>> plain_name("Sarakhs (IR)")
    'Sarakhs'
    """
    return name.split(" (", maxsplit=1)[0]


def _why_best(by: str) -> str:
    """Return why the first way is the first."""
    reasons = {
        "time": say("the quickest way"),
        "cost": say("the cheapest way"),
        "distance": say("the shortest way"),
        "emissions": say("the way with the least emissions"),
        "generalised": say("the least cost, time included"),
    }
    return reasons[by]


def _why_other(world: World, route: Route, best: Route) -> str:
    """Return what a way is for, against the best: quicker, cheaper, shorter, cleaner, or by other countries."""
    better: list[str] = []
    worse: list[str] = []
    for is_better, words in _differences(route, best):
        (better if is_better else worse).append(words)
    names = country_names(world.compiled.frames)
    if spared := [names.get(c, c) for c in _visited(world, best) if c not in route.countries]:
        better.append(say("does not touch {countries}", countries=say_list(spared)))
    passed = _passages(world, route.places).values()
    if spared := [name for name in dict.fromkeys(_passages(world, best.places).values()) if name not in passed]:
        better.append(say("does not pass {passages}", passages=say_list(spared)))
    text = say_list(better or worse)
    return (
        say("{advantages}, but {drawbacks}", advantages=text, drawbacks=say_list(worse)) if better and worse else text
    )


def _visited(world: World, route: Route) -> list[str]:
    """Return the countries of a way that it does more in than pass a strait or canal, in order."""
    compiled = world.compiled
    places = [place for place in route.places if compiled.network.nodes[place]["kind"] != "passage"]
    return list(dict.fromkeys(compiled.countries[compiled.place_index[place]] for place in places))


def _differences(route: Route, best: Route) -> Iterator[tuple[bool, str]]:
    """Yield how a way differs from the best in days, dollars, kilometres and emissions, and whether for the better."""
    if days := round((route.hours[1] - best.hours[1]) / 24, 1):
        n, count = format_number(abs(days)), 1 if abs(days) == 1 else 2
        quicker = say_number("{n} day quicker", "{n} days quicker", count, n=n)
        longer = say_number("{n} day longer under way", "{n} days longer under way", count, n=n)
        yield days < 0, quicker if days < 0 else longer
    if dollars := round(route.cost_usd_per_t[1] - best.cost_usd_per_t[1]):
        n = format_number(abs(dollars))
        yield dollars < 0, say("{n} USD/t cheaper", n=n) if dollars < 0 else say("{n} USD/t dearer", n=n)
    if km := round(route.length_km - best.length_km, -1):
        n = format_number(abs(km))
        yield km < 0, say("{n} km shorter", n=n) if km < 0 else say("{n} km longer", n=n)
    if kg := round(route.co2e_kg_per_t[1] - best.co2e_kg_per_t[1]):
        n = format_number(abs(kg))
        yield kg < 0, say("{n} kg CO2e/t less", n=n) if kg < 0 else say("{n} kg CO2e/t more", n=n)
