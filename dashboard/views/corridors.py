"""The network on a map, and one corridor: what it can carry, what it carries, what is said of it and what is built."""

from dashboard.figures.calendars import event_calendar
from dashboard.figures.ladders import capacity_ladder, name_ways
from dashboard.figures.maps import network_map
from dashboard.model.corridors import find_corridor
from dashboard.model.questions import CorridorQuestion
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to

_LINKS = ("name", "mode", "status_on_date", "length_km", "capacity_mt", "capacity_low", "capacity_high", "used_mt")
_LINKS += ("used_from", "load_pct", "capacity_basis", "capacity_reason", "fact_ids", "source_ids")
_FACTS = (
    "fact_id",
    "subject",
    "measure",
    "kind",
    "value",
    "unit",
    "period",
    "qualifier",
    "basis",
    "doubt",
    "source_id",
)
_PROJECTS = ("project_id", "name", "stage", "status", "length_km", "cost_usd", "planned_completion", "adds_mt_per_year")
_PROJECTS += ("said_on", "doubt", "source_id")


def page() -> None:
    """Ask for a corridor and a day, show the map, the way from end to end, figures, projects, events and disputes."""
    panels.title(
        say("Corridors"),
        say("What each stretch can carry and carries, on the day asked for, and the published figures behind it."),
    )
    question = ask(CorridorQuestion)
    corridor = cached.answer(find_corridor, question)
    links, path, events = corridor.frame(), corridor.path(), corridor.events()

    def on_map(look: panels.Look) -> panels.Figure:
        return network_map(links, corridor.places(), question.show, look)

    rows = links[links["in_corridor"]] if len(path) else links
    panels.figure(on_map, corridor, question, key="network", rows=rows, columns=_LINKS)
    panels.facts(dict(corridor.details()))
    if len(path):
        panels.section(
            say("From end to end"),
            say("Capacity and volume of each stretch along the way. A stretch without a figure is a gap, not a zero."),
        )
    for way, name in panels.in_tabs(name_ways(path)):
        stretch = path[path["variant"].eq(way)]
        panels.figure(
            lambda look, way=way: capacity_ladder(path, way, look),
            panels.part(corridor, name, stretch),
            question,
            key=f"ladder-{way}",
        )
    panels.section(say("What is said, built and shut"))
    panels.table(corridor.targets(), corridor, question, key="aims", caption=say("Targets"), columns=_FACTS)
    panels.table(corridor.projects(), corridor, question, key="projects", caption=say("Projects"), columns=_PROJECTS)
    if len(events):
        shut = panels.part(corridor, say("Events on at this day"), events)
        panels.figure(lambda look: event_calendar(events, corridor.date, look), shut, question, key="events")
    panels.table(corridor.facts(), corridor, question, key="facts", caption=say("Published figures"), columns=_FACTS)
    panels.table(corridor.conflicts(), corridor, question, key="disputes", caption=say("Where sources disagree"))
    link_to("sources", say("All claims about this corridor"), {"corridor": question.corridor}, icon=":material/search:")
