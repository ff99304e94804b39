"""A corridor from end to end: the strip of each of its ways, what is published, what is built and what is shut."""

from dashboard.figures.calendars import event_calendar
from dashboard.figures.due_dates import due_chart
from dashboard.figures.route_maps import route_map
from dashboard.figures.strips import climb_strip
from dashboard.model.questions import ProfileQuestion, WayQuestion
from dashboard.model.records.row_sentences import EVENT_COLUMNS, FACT_COLUMNS, say_events, say_facts, say_journeys
from dashboard.model.routing.profiles import find_profile, find_profile_way
from dashboard.model.world.compiled import compile_network
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.choices import Choice
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to

_PICK = (WayQuestion, "way")  # what a click on a point of a chart chooses


def page() -> None:
    """Ask for a corridor and a day, show its ways, published journeys, projects by date and events."""
    lead = say("One corridor from end to end: what every stretch and wait takes, what is open, what is promised.")
    panels.title(say("Corridor profile"), lead)
    question = ask(ProfileQuestion)
    try:
        profile = cached.answer(find_profile, question, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    known = profile.known
    panels.headline(profile)
    panels.facts(dict(known.details()))
    if profile.keys:
        view = ask(WayQuestion, offered={"way": Choice(profile.keys, profile.labels, required=True)})
        asked = (question, view)
        way = cached.answer(find_profile_way, asked, of=compile_network)
        panels.figure(lambda look: climb_strip(way.frame(), way.key, look), way, asked, key="profile-strip", pick=_PICK)
        panels.table(
            panels.part(profile, say("The ways through this corridor"), profile.frame), question, key="profile-ways"
        )
        lines = panels.part(way, profile.courses_sentence(), way.courses)
        panels.figure(
            lambda look: route_map(way.courses(), way.places(), way.shut(), look),
            lines,
            asked,
            key="profile-map",
            pick=_PICK,
        )
        legs = say("The way looked at, leg by leg: what each is made of, and the facts behind it")
        panels.table(panels.part(way, legs, way.legs), asked, key="profile-legs")

    panels.section(say("What is published, promised and shut"))
    told = panels.part(known, say_journeys(profile.journeys(), known.name), profile.journeys)
    panels.table(told, question, key="profile-journeys")
    named = say("Dates named for the end of works; a line runs from the first to the last date named for a project")
    dues = panels.part(profile, profile.due_sentence(), profile.due_dates, named, ())
    panels.figure(
        lambda look: due_chart(profile.due_dates(), known.date.isoformat(), look), dues, question, key="due-dates"
    )
    shut = say("Events that bear on the links of this corridor, from the first to the last day in force")
    events = panels.part(known, say_events(known.events(), known.date), known.events, shut, ())
    panels.figure(
        lambda look: event_calendar(known.events(), known.date, look),
        events, question, key="profile-events", columns=EVENT_COLUMNS,
    )  # fmt: skip
    facts = panels.part(known, say_facts(known.facts(), known.name), known.facts)
    panels.table(facts, question, key="profile-facts", columns=FACT_COLUMNS)
    link_to(
        "corridors", say("Capacity and volume of this corridor"), {"corridor": question.corridor}, icon=":material/map:"
    )
