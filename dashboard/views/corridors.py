"""The network on a map, and one corridor: what it can carry, what it carries, what is said of it and what is built."""

from dashboard.figures.ladders import capacity_ladder
from dashboard.figures.maps import network_map
from dashboard.model.corridors import find_corridor
from dashboard.model.questions import CorridorQuestion
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to

_LINKS = ("name", "mode", "status_on_date", "length_km", "capacity_mt", "capacity_low", "capacity_high", "used_mt", "load_pct", "capacity_basis", "fact_ids", "source_ids")
_FACTS = ("fact_id", "subject", "measure", "value", "unit", "period", "qualifier", "basis", "doubt", "source_id")


def page() -> None:
    """Ask for a corridor and a day, show the map, the way from end to end, figures, projects, events and disputes."""
    panels.title(
        say("Corridors"),
        say("What each stretch can carry and carries, on the day asked for, and the published figures behind it."),
    )
    question = ask(CorridorQuestion)
    corridor = cached.answer(find_corridor, question)
    path = corridor.path()
    links = corridor.frame()
    shown = links[links["in_corridor"]] if len(path) else links
    panels.figure(
        lambda look: network_map(links, corridor.places(), question.show, look), corridor, question, key="network", rows=shown, columns=_LINKS
    )
    for variant in path["variant"].unique()[:3]:
        panels.section(say("From end to end"), say("Way: {variant}. Steps are capacity and volume of each stretch; gaps are not known.", variant=str(variant)))
        panels.figure(
            lambda look, way=variant: capacity_ladder(path, way, look),
            corridor,
            question,
            key=f"ladder-{variant}",
            rows=path[path["variant"].eq(variant)],
            bare=True,
        )
    panels.section(say("What is said and built"))
    panels.table(corridor.targets(), corridor, question, key="corridor-targets", caption=say("Targets for this corridor"))
    panels.table(corridor.projects(), corridor, question, key="projects", caption=say("Projects"))
    panels.table(corridor.events(), corridor, question, key="events", caption=say("Events on at this day"))
    panels.table(corridor.facts(), corridor, question, key="facts", caption=say("Published figures"))
    panels.table(corridor.conflicts(), corridor, question, key="conflicts", caption=say("Where sources disagree"))
    link_to("sources", say("Search all claims about this corridor"), {"corridor": question.corridor}, icon=":material/search:")
