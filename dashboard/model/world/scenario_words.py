"""What a scenario says, field by field, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dashboard.model.phrases import country_names
from dashboard.model.world.bends import split_bend
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.limits import element_title
from dashboard.model.world.network import MODES
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_date, format_number


def field_words() -> dict[str, str]:
    """Return the names of the fields of a scenario."""
    return {
        "date": say("Day"),
        "closed_links": say("Links shut"),
        "closed_places": say("Places shut"),
        "opened_links": say("Links opened"),
        "projects": say("Projects done"),
        "with_events": say("Events added"),
        "without_events": say("Events left out"),
        "conditions": say("Season and circumstances"),
        "slowed": say("Borders slowed"),
        "rates": say("Rates changed"),
        "capacity_kind": say("Kind of capacity"),
        "speed_factor": say("Speeds, times"),
        "border_factor": say("Border hours, times"),
        "cost_factor": say("Costs, times"),
        "value_of_time": say("Value of time, USD per tonne and day"),
    }


def value_words(compiled: Compiled, field: str, value: object) -> str:
    """Return the value of a field as a reader knows it: names instead of ids; nothing is a word as well."""
    if isinstance(value, tuple):
        name = _NAMES.get(field, _word)
        words = list(dict.fromkeys(name(compiled, str(item)) for item in value))
        return "; ".join(words) if words else say("nothing")
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, int | float):
        return format_number(value)
    return word_label(str(value)) if value is not None else say("as in the tables")


def _word(_: Compiled, word: str) -> str:
    return word_label(word)


def _link(compiled: Compiled, link: str) -> str:
    return element_title(compiled, compiled.link_index[link]) if link in compiled.link_index else link


def _place(compiled: Compiled, place: str) -> str:
    nodes = compiled.network.nodes
    return str(nodes[place]["name"]) if place in nodes else place


def _event(compiled: Compiled, event: str) -> str:
    rows = compiled.frames.events
    found = rows.loc[rows["event_id"] == event, "name"]
    return str(found.iloc[0]) if len(found) else event


def _project(compiled: Compiled, project: str) -> str:
    rows = compiled.frames.projects
    found = rows.loc[rows["project_id"].eq(project) | rows["project"].eq(project), "name"]
    return str(found.iloc[0]) if len(found) else project


def _slowed(compiled: Compiled, text: str) -> str:
    name, hours = split_bend(text)
    at = _place(compiled, name) if name in compiled.place_index else _link(compiled, name)
    return say("{name}, {hours} hours longer", name=at, hours=format_number(hours))


def _rate(compiled: Compiled, text: str) -> str:
    name, factor = split_bend(text)
    countries = country_names(compiled.frames)
    parts = [word_label(part) if part in MODES else countries.get(part, part) for part in name.split("-")]
    return say("{name} × {factor}", name=", ".join(parts), factor=format_number(factor))


_NAMES: dict[str, Callable[[Compiled, str], str]] = {
    "closed_links": _link,
    "opened_links": _link,
    "closed_places": _place,
    "projects": _project,
    "with_events": _event,
    "without_events": _event,
    "slowed": _slowed,
    "rates": _rate,
}
