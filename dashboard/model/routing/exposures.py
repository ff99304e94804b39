"""What a way is exposed to on its date.

Countries, the Strait of Hormuz, ports under sanctions; facts with dates, not verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.model.phrases import country_names, say_list
from dashboard.model.routing.route_answers import Exposure, Route
from dashboard.model.routing.route_filters import EXPOSED_COUNTRIES, HORMUZ, sanctioned_ports
from dashboard.model.world.events import Event, list_events
from dashboard.model.world.worlds import World
from dashboard.text import say
from dashboard.text.formats import format_date

_SHIP_ACTS = ("load", "unload", "transship", "start", "end")


def find_exposures(world: World, route: Route) -> tuple[Exposure, ...]:
    """Return what a way is exposed to, with the dated events that make it a matter; empty where nothing is."""
    return tuple(_exposures(world, route))


def _exposures(world: World, route: Route) -> Iterator[Exposure]:
    names = country_names(world.compiled.frames)
    on = [e for e in list_events(world.compiled) if e.covers(world.scenario.date) and e.severity != "none"]
    for exposure, country in EXPOSED_COUNTRIES.items():
        if country in route.countries:
            sanctions = [event for event in on if _is_about(event, country)]
            yield _exposure(exposure, say("through {country}", country=names.get(country, country)), sanctions)
    if HORMUZ in route.places:
        yield _exposure("hormuz", say("through the Strait of Hormuz"), [e for e in on if HORMUZ in e.place_ids])
    ports = sanctioned_ports(world)
    used = {leg.from_place for leg in route.legs if leg.act in _SHIP_ACTS and _by_ship(route, leg.from_place)} & set(
        ports
    )
    if used:
        nodes = world.compiled.network.nodes
        sentence = say(
            "by a port under sanctions: {ports}", ports=say_list(sorted(nodes[port]["name"] for port in used))
        )
        yield _exposure("sanctioned_port", sentence, [e for e in on if e.event_id in {ports[port] for port in used}])


def _is_about(event: Event, country: str) -> bool:
    """Return whether an event puts a whole country under sanctions."""
    return event.subject_kind == "sanctions" and country in event.countries and not event.place_ids


def _by_ship(route: Route, place: str) -> bool:
    """Return whether a ship calls at a place on the way."""
    return any(leg.act == "sea" and place in {leg.from_place, leg.to_place} for leg in route.legs)


def _exposure(name: str, sentence: str, events: list[Event]) -> Exposure:
    """Return an exposure with the events of the day in words."""
    facts = [say("{event} (since {date})", event=event.name, date=format_date(event.start)) for event in events]
    if facts:
        sentence = say("{exposure}; in force: {events}", exposure=sentence, events="; ".join(facts))
    sources = tuple(sorted({source for event in events for source in event.source_ids}))
    return Exposure(name, sentence, tuple(event.event_id for event in events), sources)
