"""Names, help and words of the fields of questions, as widgets and exports show them."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from dashboard.text import say
from dashboard.text.columns import column_label, word_label
from dashboard.text.formats import format_date

ANY = "any"  # the entry of a list that narrows nothing down

_FIELDS: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "pair": (lambda: say("Partners"), lambda: say("Whose trade with whom; the first partner is a, the second b.")),
    "measure": (lambda: say("Measure"), lambda: say("Value in US dollars of the year, or mass in tonnes.")),
    "flow": (lambda: say("Flow"), lambda: say("Turnover is the sum of both directions.")),
    "calendar": (
        lambda: say("Year basis"),
        lambda: say("Iranian years start on 20 or 21 March; they are never joined to calendar years."),
    ),
    "from_year": (lambda: say("From year"), lambda: say("First year shown.")),
    "to_year": (lambda: say("To year"), lambda: say("Last year shown.")),
    "window": (lambda: say("Pace of the last"), lambda: say("Years over which the past pace is taken.")),
    "corridor": (lambda: say("Corridor"), lambda: say("A corridor or one of its branches.")),
    "date": (
        lambda: say("On the day"),
        lambda: say("Which links are open is shown for this day; empty is the last known state."),
    ),
    "capacity_kind": (
        lambda: say("Kind of capacity"),
        lambda: say(
            "Nameplate: what was designed. Practical: what can run. Announced: what was said. Used: what moved."
        ),
    ),
    "show": (lambda: say("Lines show"), lambda: say("What the width and colour of the lines stand for.")),
    "text": (lambda: say("Search"), lambda: say("All words must occur; case and accents do not matter.")),
    "table": (lambda: say("Table"), lambda: say("Only claims of one table.")),
    "source": (lambda: say("Source"), lambda: say("Only claims that rest on one source.")),
    "claim": (lambda: say("Claim"), lambda: say("One claim by its name.")),
    "page": (lambda: say("Page"), lambda: say("Page of the list.")),
}

_OPTIONS: dict[str, Callable[[], str]] = {
    ANY: lambda: say("any"),
    "all": lambda: say("Both"),
    "gregorian": lambda: say("Calendar years"),
    "iranian": lambda: say("Iranian years"),
    "turnover": lambda: say("Turnover"),
    "exports_a_to_b": lambda: say("Exports a to b"),
    "exports_b_to_a": lambda: say("Exports b to a"),
    "value": lambda: say("Value"),
    "mass": lambda: say("Mass"),
    "capacity": lambda: say("Capacity"),
    "volume": lambda: say("Volume"),
    "load": lambda: say("Load"),
    "status": lambda: say("Status"),
    "nameplate": lambda: say("Nameplate"),
    "practical": lambda: say("Practical"),
    "announced": lambda: say("Announced"),
    "used": lambda: say("Used"),
    "": lambda: say("All"),
}


def field_label(name: str) -> str:
    """Return the name of a field over its widget."""
    return _FIELDS[name][0]() if name in _FIELDS else column_label(name)


def field_help(name: str) -> str | None:
    """Return the sentence behind a widget's question mark."""
    return _FIELDS[name][1]() if name in _FIELDS else None


def option_label(option: Any, names: Mapping[Any, str]) -> str:
    """Return the name of one value of a field."""
    if option in names:
        return names[option]
    if isinstance(option, dt.date):
        return format_date(option)
    return _OPTIONS[option]() if option in _OPTIONS else word_label(str(option))
