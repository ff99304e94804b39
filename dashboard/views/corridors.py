"""The network on a map, and one corridor: what it can carry, what it carries, what is said of it and what is built."""

from functools import partial

from dashboard.figures.calendars import event_calendar
from dashboard.figures.ladders import capacity_ladder, name_ways, one_way, say_way
from dashboard.figures.maps import network_map
from dashboard.model.questions import CorridorQuestion
from dashboard.model.records.corridors import find_corridor
from dashboard.model.records.row_sentences import (
    DISPUTE_COLUMNS,
    EVENT_COLUMNS,
    FACT_COLUMNS,
    say_disputes,
    say_events,
    say_facts,
    say_projects,
    say_targets,
)
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to

_LINKS: tuple[str, ...] = (
    "name",
    "mode",
    "status_on_date",
    "length_km",
    "capacity_mt",
    "capacity_low",
    "capacity_high",
    "used_mt",
)
_LINKS += ("used_from", "load_pct", "capacity_basis", "capacity_reason", "fact_ids", "source_ids")
_STRETCHES = (
    "from_name", "to_name", "start_km", "end_km", "length_km", "mode", "gauge_mm", "status_on_date", "status_reason",
    "capacity_mt", "capacity_low", "capacity_high", "capacity_kind", "capacity_from", "capacity_basis",
    "capacity_reason", "used_mt", "used_from", "load_pct", "binding", "fact_ids", "source_ids",
)  # fmt: skip
_PROJECTS: tuple[str, ...] = (
    "project_id",
    "name",
    "stage",
    "status",
    "length_km",
    "cost_usd",
    "planned_completion",
    "adds_mt_per_year",
)
_PROJECTS += ("said_on", "doubt", "source_id")


def page() -> None:
    """Ask for a corridor and a day, show the map, the way from end to end, figures, projects, events and disputes."""
    panels.title(
        say("Corridors"),
        say("What each stretch can carry and carries, on the day asked for, and the published figures behind it."),
    )
    question = ask(CorridorQuestion)
    known = cached.answer(find_corridor, question)
    panels.figure(
        lambda look: network_map(known.frame(), known.places(), question.show, look),
        panels.part(
            known, known.sentence(), lambda: known.frame()[known.frame()["in_corridor"] | (not question.corridor)]
        ),
        question,
        key="network",
        columns=_LINKS,
    )
    panels.facts(dict(known.details()))

    ways = cached.made("ways", "corridors", question, lambda: name_ways(known.path()))
    if ways:
        lead = say(
            "Capacity and volume of each stretch along the way. A stretch without a figure is a gap, not a zero."
        )
        panels.section(say("From end to end"), lead)
    for way, name in panels.in_tabs(ways):
        told = cached.made("told", f"way-{way}", question, partial(say_way, known.path(), way, name))
        stretches = panels.part(known, told, partial(one_way, known.path(), way))
        panels.figure(
            partial(capacity_ladder, known.path(), way), stretches, question, key=f"way-{way}", columns=_STRETCHES
        )

    panels.section(say("What is said, built and shut"))
    targets = panels.part(known, say_targets(known.targets(), known.name), known.targets)
    panels.table(targets, question, key="targets", columns=FACT_COLUMNS)
    projects = panels.part(known, say_projects(known.projects(), known.name), known.projects)
    panels.table(projects, question, key="projects", columns=_PROJECTS)
    shut = say("Events that bear on the links of this corridor, from the first to the last day in force")
    events = panels.part(known, say_events(known.events(), known.date), known.events, shut, ())
    panels.figure(
        lambda look: event_calendar(known.events(), known.date, look),
        events,
        question,
        key="events",
        columns=EVENT_COLUMNS,
    )
    facts = panels.part(known, say_facts(known.facts(), known.name), known.facts)
    panels.table(facts, question, key="facts", columns=FACT_COLUMNS)
    disputes = panels.part(known, say_disputes(known.conflicts()), known.conflicts)
    panels.table(disputes, question, key="disputes", columns=DISPUTE_COLUMNS)
    link_to("sources", say("All claims about this corridor"), {"corridor": question.corridor}, icon=":material/search:")
