"""The planner: ways between two places on the map, over their kilometres, against each other, and what they rest on."""

from dashboard.figures.fronts import flip_bars, front_chart
from dashboard.figures.route_maps import cut_map, route_map
from dashboard.figures.strips import climb_strip
from dashboard.model.questions import WayQuestion
from dashboard.model.routing.cures import find_cures
from dashboard.model.routing.flips import find_flips
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.ways import find_way, find_ways
from dashboard.model.world.compiled import compile_network
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.choices import Choice
from dashboard.ui.controls import ask
from dashboard.ui.fields import MORE_OF_ROUTES
from dashboard.ui.pages import link_to

_SECOND = {"second_hours": "second_way_hours"}  # on other pages the second is a scenario
_PICK = (WayQuestion, "way")  # what a click on a point of a chart chooses


def page() -> None:
    """Ask for two places and the state of the world, show the ways between them and one of them in full."""
    lead = say("How goods get from one place to another: how long, for how much, by which ways, and how sure that is.")
    panels.title(say("Routes"), lead)
    question = ask(RouteQuestion, more=MORE_OF_ROUTES)
    try:
        found = cached.answer(find_ways, question, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    if not found.keys:
        panels.nothing("no_way", found.sentence())
        panels.cures([(cure.words, cure.question) for cure in find_cures(found.routes)], "routes")
        if len(found.cut()):
            cut = panels.part(found, say("What cuts every way"), found.cut)
            panels.figure(lambda look: cut_map(found.cut(), found.ends(), look), cut, question, key="cut")
        return
    panels.headline(found)
    view = ask(WayQuestion, offered={"way": Choice(found.keys, found.labels, required=True)})
    asked = (question, view)
    way = cached.answer(find_way, asked, of=compile_network)
    flips = cached.answer(find_flips, question, of=compile_network)

    lines = panels.part(found, found.compared(), way.courses)
    panels.figure(
        lambda look: route_map(way.courses(), way.places(), way.shut(), look), lines, asked, key="map", pick=_PICK
    )
    ways = panels.part(found, say("Those that differ first, then others that no way beats"), found.frame)
    panels.table(ways, question, key="ways")
    panels.figure(lambda look: climb_strip(way.frame(), way.key, look), way, asked, key="strip", pick=_PICK)
    front = panels.part(found.front, found.front.sentence(), found.points)
    panels.figure(
        lambda look: front_chart(found.points(), found.frame(), way.key, look), front, asked, key="front", pick=_PICK
    )

    panels.section(say("The way looked at, leg by leg"), say("What each leg is made of, and the facts behind it."))
    panels.table(panels.part(way, way.legs_sentence(), way.legs), asked, key="legs")
    exposed = say("What this way is exposed to: facts of the day, not verdicts")
    panels.table(panels.part(way, exposed, way.exposures), asked, key="exposures")

    lead = say("The best way beside the second, and the wait, rate or value of time at which another wins.")
    panels.section(say("Why this way, and what would flip it"), lead)
    panels.figure(lambda look: flip_bars(flips.frame(), look), flips, question, key="flips")
    apart = panels.part(
        flips, say("Best and second way, stretch by stretch"), lambda: flips.differences().rename(columns=_SECOND)
    )
    panels.table(apart, question, key="differences")
    numbers = say("The numbers this way rests on, the weightiest first")
    panels.table(panels.part(way, numbers, way.parameters), asked, key="parameters")
    link_to("calibration", say("How the model does against published journeys"), icon=":material/rule:")
