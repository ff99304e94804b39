"""Names for ways, by what tells one from the others, and why each is shown."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dashboard.model.phrases import country_names, say_list
from dashboard.model.routing.route_answers import Leg, Route
from dashboard.model.world.worlds import World
from dashboard.text import say
from dashboard.text.formats import format_number

_CASPIAN = (36.0, 47.5, 46.0, 55.0)
"""Box of latitudes and longitudes that holds the ports of the Caspian and its river mouths, and no other port."""

_HOME = "IRN"
"""Country whose side names a crossing: readers know Sarakhs, not its neighbour across the line."""


_SHARED = 1.5
"""What each other way that does the same takes from how much a feature tells, in ranks."""


class _Feature(NamedTuple):
    """Something a way does; a lower rank tells more."""

    rank: int
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
    countries = country_names(world.compiled.frames)
    for leg in route.legs:
        if is_caspian(world, leg):
            yield _Feature(
                0,
                say(
                    "across the Caspian, {port} to {other}",
                    port=plain_name(leg.from_name),
                    other=plain_name(leg.to_name),
                ),
            )
        for place in (leg.from_place, leg.to_place):
            if nodes[place]["kind"] == "passage":
                strait = plain_name(nodes[place]["name"])
                text = "through the {strait}" if strait.startswith("Strait") else "by {strait}"
                yield _Feature(1, say(text, strait=strait))
        if leg.kind == "carriage" and leg.from_country != leg.to_country and leg.act in {"road", "rail"}:
            at_home = _HOME in {leg.from_country, leg.to_country}
            yield _Feature(2 if at_home else 4, say("through {place}", place=_crossing_name(leg)))
    for country in route.countries[1:-1]:
        yield _Feature(3, say("by {country}", country=countries.get(country, country)))
    for place in route.places[1:-1]:
        yield _Feature(5, say("by {place}", place=plain_name(nodes[place]["name"])))


def _crossing_name(leg: Leg) -> str:
    """Return the name of a border crossing: that of the Iranian side, else of the side entered."""
    return plain_name(leg.from_name if leg.from_country == _HOME else leg.to_name)


def plain_name(name: str) -> str:
    """
    Return a name without the country in brackets.

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
    better, worse = [], []
    for sentence_less, sentence_more, amount in _differences(route, best):
        if amount < 0:
            better.append(sentence_less(format_number(-amount)))
        elif amount > 0:
            worse.append(sentence_more(format_number(amount)))
    names = country_names(world.compiled.frames)
    spared = [names.get(c, c) for c in dict.fromkeys(best.countries) if c not in route.countries]
    if spared:
        better.append(say("does not touch {countries}", countries=say_list(spared)))
    text = say_list(better or worse)
    return (
        say("{advantages}, but {drawbacks}", advantages=text, drawbacks=say_list(worse)) if better and worse else text
    )


def _differences(route: Route, best: Route) -> Iterator[tuple[_Say, _Say, float]]:
    """Yield how a way differs from the best in days, dollars, kilometres and emissions; small differences are none."""
    days = (route.hours[1] - best.hours[1]) / 24
    dollars = route.cost_usd_per_t[1] - best.cost_usd_per_t[1]
    km = route.length_km - best.length_km
    kg = route.co2e_kg_per_t[1] - best.co2e_kg_per_t[1]
    yield _Say("{n} days quicker"), _Say("{n} days longer under way"), round(days, 1)
    yield _Say("{n} USD/t cheaper"), _Say("{n} USD/t dearer"), float(round(dollars))
    yield _Say("{n} km shorter"), _Say("{n} km longer"), round(km, -1)
    yield _Say("{n} kg CO2e/t less"), _Say("{n} kg CO2e/t more"), float(round(kg))


class _Say:
    """A sentence with one number, said when the number is known."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, number: str) -> str:
        return say(self.sentence, n=number)
