"""The planner: ways between two places on the map, over their kilometres, against each other, and what they rest on."""

from dashboard.figures.fronts import flip_bars, front_chart
from dashboard.figures.route_maps import route_map
from dashboard.figures.strips import climb_strip
from dashboard.model.compiled import compile_network
from dashboard.model.cures import find_cures
from dashboard.model.flips import find_flips
from dashboard.model.questions import WayQuestion
from dashboard.model.route_questions import RouteQuestion
from dashboard.model.ways import find_way, find_ways
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.choices import Choice
from dashboard.ui.controls import ask
from dashboard.ui.fields import MORE_OF_ROUTES
from dashboard.ui.pages import link_to

_WAYS = ("name", "why", "length_km", "days", "days_low", "days_high", "days_block_train", "cost_usd_per_t", "cost_low")
_WAYS += ("cost_high", "co2e_kg_per_t", "exposures")
_STEPS = ("name", "what", "mode", "start_km", "end_km", "step", "end", "end_low", "end_high", "unit")
_LEGS = (
    "leg",
    "from_name",
    "to_name",
    "act",
    "length_km",
    "hours",
    "hours_low",
    "hours_high",
    "made_of",
    "cost_usd_per_t",
)
_LEGS += (
    "cost_of",
    "co2e_kg_per_t",
    "at_km",
    "at_days",
    "line_name",
    "length_basis",
    "fact_ids",
    "event_ids",
    "source_ids",
)
_POINTS = ("name", "days", "cost_usd_per_t", "co2e_kg_per_t", "length_km", "shown", "beaten")


def page() -> None:
    """Ask for two places and the state of the world, show the ways between them and one of them in full."""
    panels.title(
        say("Routes"),
        say(
            "How goods get from one place to another: how long it takes, what it costs, what else they could do, and how sure that is."
        ),
    )
    question = ask(RouteQuestion, more=MORE_OF_ROUTES)
    try:
        found = cached.answer(find_ways, question, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    if not found.keys:
        panels.nothing("no_way", found.sentence())
        panels.cures([(cure.words, cure.question) for cure in find_cures(found.routes)], "routes")
        return
    panels.headline(found)
    view = ask(WayQuestion, offered={"way": Choice(found.keys, found.labels, required=True)})
    asked, pick = (question, view), (WayQuestion, "way")
    way = cached.answer(find_way, asked, of=compile_network)

    ways = panels.part(
        found,
        say("The ways that differ, and those that no other beats in time, cost and emissions at once"),
        found.frame,
    )
    panels.figure(
        lambda look: route_map(way.courses(), way.places(), way.shut(), look),
        ways,
        asked,
        key="route-map",
        columns=_WAYS,
        pick=pick,
    )
    panels.figure(
        lambda look: climb_strip(way.frame(), way.key, look), way, asked, key="strip", columns=_STEPS, pick=pick
    )
    panels.figure(
        lambda look: front_chart(found.points(), found.frame(), way.key, look),
        panels.part(found.front, found.front.sentence(), found.points),
        asked,
        key="front",
        columns=_POINTS,
        pick=pick,
    )
    panels.section(
        say("The way looked at, leg by leg"),
        say("What each leg is made of, in hours with low and high, and the facts behind it."),
    )
    panels.table(panels.part(way, way.legs_sentence(), way.legs), asked, key="legs", columns=_LEGS)
    panels.table(
        panels.part(way, say("What this way is exposed to: facts of the day, not verdicts"), way.exposures),
        asked,
        key="exposures",
    )

    panels.section(
        say("Why this way, and what would flip it"),
        say("The best way beside the second, and the wait, rate or value of time at which another wins."),
    )
    flips = cached.answer(find_flips, question, of=compile_network)
    panels.figure(lambda look: flip_bars(flips.frame(), look), flips, question, key="flips")
    panels.table(
        panels.part(flips, say("Best and second way, stretch by stretch"), flips.differences),
        question,
        key="differences",
    )
    panels.table(
        panels.part(way, say("The numbers this way rests on, the weightiest first"), way.parameters),
        asked,
        key="parameters",
    )
    link_to("calibration", say("How the model does against published journeys"), icon=":material/rule:")
