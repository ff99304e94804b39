"""The headline, subtitle and notes of a route answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.model.phrases import say_list
from dashboard.model.routing.route_answers import Route
from dashboard.model.routing.route_names import plain_name
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.way_details import SHARED_FAST, SHARED_SLOW
from dashboard.model.world.parameters import NONE
from dashboard.model.world.scenario import last_known_day
from dashboard.model.world.worlds import World, value_of_time
from dashboard.text import say, say_number
from dashboard.text.formats import format_date, format_number

_HOURS_PER_DAY = 24.0


def say_days(hours: float) -> str:
    """Return hours as days, with one digit below ten.

    Examples
    --------
    >>> say_days(36), say_days(365)
    ('1.5 days', '15 days')
    """
    days = hours / _HOURS_PER_DAY
    rounded = round(days, 1 if days < 10 else 0)
    return say_number("{days} day", "{days} days", 1 if rounded == 1 else 2, days=format_number(rounded))


def headline(world: World, question: RouteQuestion, routes: Sequence[Route]) -> str:
    """Return the best way in a sentence, with its ranges, and how many others were found."""
    best = routes[0]
    nodes = world.compiled.network.nodes
    low, central, high = best.hours
    sentence = say(
        "{origin} to {destination} {name}: {km} km, {days} ({low} to {high}), about USD {usd} a tonne, on {date}.",
        origin=plain_name(nodes[question.origin]["name"]),
        destination=plain_name(nodes[question.destination]["name"]),
        name=best.name,
        km=format_number(round(best.length_km)),
        days=say_days(central),
        low=format_number(round(low / _HOURS_PER_DAY, 1 if low < 240 else 0)),
        high=format_number(round(high / _HOURS_PER_DAY, 1 if high < 240 else 0)),
        usd=format_number(round(best.cost_usd_per_t[1])),
        date=format_date(world.scenario.date),
    )
    if best.hours_block_train and question.service == "ordinary":
        sentence = say("{sentence} By block train {days}.", sentence=sentence, days=say_days(best.hours_block_train[1]))
    return sentence


def subtitle(world: World, question: RouteQuestion) -> str:
    """Return what is least, the modes, the service and the day."""
    least = {
        "time": say("least time"),
        "cost": say("least cost"),
        "distance": say("least distance"),
        "emissions": say("least emissions"),
        "generalised": say(
            "least cost plus time at USD {usd} a tonne and day", usd=format_number(value_of_time(world)[0])
        ),
    }
    modes = {"road": say("road"), "rail": say("rail"), "sea": say("sea")}
    services = {"ordinary": say("ordinary freight"), "block_train": say("block train or booked chain")}
    return say(
        "Model result: {least}; {modes}; {service}; network of {date}; hours gate to gate, USD and kg CO2e per tonne",
        least=least[question.by],
        modes=say_list(modes[mode] for mode in question.modes) if question.modes else say("all modes"),
        service=services[question.service],
        date=format_date(world.scenario.date),
    )


def remarks(world: World, question: RouteQuestion, routes: Sequence[Route]) -> tuple[str, ...]:
    """Return what a reader must know before using the figures."""
    return tuple(dict.fromkeys((*_limits(question, routes), *_state_of_world(world, routes), *_ground(world, routes))))


def _limits(question: RouteQuestion, routes: Sequence[Route]) -> Iterator[str]:
    """Yield which further ways were looked for and how ranges are made."""
    if len(routes) <= question.alternatives and routes:
        yield say(
            "No other way is within {stretch} times the best and shares at most {overlap}% of its length.",
            stretch=format_number(question.stretch),
            overlap=format_number(100 * question.overlap),
        )
    elif routes:
        yield say(
            "Further ways share at most {overlap}% of their length and stay within {stretch} times the best.",
            stretch=format_number(question.stretch),
            overlap=format_number(100 * question.overlap),
        )
    if routes:
        yield say(
            "Low and high: errors of one parameter add up along a way; those of two have a correlation of {fast} where "
            "they make it faster and of {slow} where they make it slower.",
            fast=format_number(SHARED_FAST),
            slow=format_number(SHARED_SLOW),
        )


def _state_of_world(world: World, routes: Sequence[Route]) -> Iterator[str]:
    """Yield which events bear on the ways shown, and that a date lies past the evidence."""
    known = last_known_day(world.compiled.frames)
    if world.scenario.date > known:
        yield say("The last evidence is of {date}; later days are shown as that day was.", date=format_date(known))
    used = {link for route in routes for link in route.link_ids}
    for event in world.events:
        touched = [world.compiled.link_ids[number] for number in event.links if world.compiled.link_ids[number] in used]
        if touched and event.severity in {"restricted", "slowed"}:
            yield say(
                "{event}, since {date}: traffic {severity}.",
                event=event.name,
                date=format_date(event.start),
                severity=event.severity,
            )


def _ground(world: World, routes: Sequence[Route]) -> Iterator[str]:
    """Yield how much of the first way rests on judgement, and on which lengths."""
    if not routes:
        return
    parameters = world.compiled.parameters
    numbers = {name: i for i, name in enumerate(parameters.ids)}
    used = {name for leg in routes[0].legs for name in leg.parameter_ids}
    judged = [
        name for name in used if numbers.get(name, NONE) != NONE and parameters.bases[numbers[name]] == "judgement"
    ]
    yield say(
        "{judged} of the {count} parameters of the first way are judgements.", judged=len(judged), count=len(used)
    )
    guessed = sum(leg.length_km for leg in routes[0].legs if leg.length_basis.startswith("geodesic"))
    share = 100 * guessed / routes[0].length_km if routes[0].length_km else 0.0
    if share >= 1:
        yield say("{share}% of its length is a straight line times a factor.", share=format_number(round(share)))
