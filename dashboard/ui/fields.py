"""Names, help and words of the fields of questions, as widgets and exports show them."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from dashboard.text import say
from dashboard.text.columns import column_label, word_label
from dashboard.text.formats import format_date, format_number

ANY = "any"  # the entry of a list that narrows nothing down

# Fields of a route question that few readers need.
MORE_OF_ROUTES = (
    "via", "modes", "closed_places", "closed", "avoid_countries", "avoid_places", "avoid_corridors",
    "through_countries", "through_corridors", "through_modes", "without", "gauges", "opened", "projects", "events",
    "without_events",
    "conditions", "value_of_time", "speed_factor", "border_factor", "cost_factor", "alternatives", "overlap", "stretch",
)  # fmt: skip

# Fields of one side of a comparison that few readers need, and those with controls of their own.
MORE_OF_SIDES = (
    "delayed", "projects", "closed", "opened", "events", "without_events", "conditions", "value_of_time",
    "speed_factor", "border_factor", "cost_factor", "name",
)  # fmt: skip
OWN_OF_SIDES = ("slowed", "rates")

# Fields of the state of the world that few readers need.
MORE_OF_STATE = (
    "closed_places", "closed", "opened", "projects", "events", "without_events", "conditions", "value_of_time",
    "speed_factor", "border_factor", "cost_factor",
)  # fmt: skip

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
    "origin": (lambda: say("From"), lambda: say("Type a name, also in another spelling, or a UN/LOCODE.")),
    "destination": (lambda: say("To"), lambda: say("Type a name, also in another spelling, or a UN/LOCODE.")),
    "by": (
        lambda: say("Least"),
        lambda: say("What the best way keeps least. Cost with time: dollars a tonne plus days at the value of time."),
    ),
    "service": (
        lambda: say("Service"),
        lambda: say(
            "Ordinary freight waits for wagons, ships and its turn at the border; a block train or booked chain hardly."
        ),
    ),
    "scenario": (
        lambda: say("Scenario"),
        lambda: say("A named, dated and sourced state of the world; the choices below bend it."),
    ),
    "via": (
        lambda: say("By way of"),
        lambda: say("Places passed in this order. A port is a change between ship and land."),
    ),
    "modes": (lambda: say("Modes allowed"), lambda: say("None chosen means all.")),
    "avoid_places": (lambda: say("Avoid places"), lambda: say("Ways that touch none of these.")),
    "avoid_countries": (lambda: say("Avoid countries"), lambda: say("Ways that touch none of these.")),
    "avoid_corridors": (lambda: say("Avoid corridors"), lambda: say("Ways that use no link of these.")),
    "through_countries": (lambda: say("Through countries"), lambda: say("Touched somewhere, in any order.")),
    "through_corridors": (lambda: say("Along corridors"), lambda: say("At least one link of each is used.")),
    "through_modes": (lambda: say("Must use"), lambda: say("Modes used somewhere on the way.")),
    "gauges": (lambda: say("Track gauges, mm"), lambda: say("Allowed on rail; none chosen means all.")),
    "without": (
        lambda: say("Not exposed to"),
        lambda: say("Facts of the day looked at, not verdicts: the way does not touch these."),
    ),
    "closed": (lambda: say("Close links"), lambda: say("Shut beyond what the day itself shuts.")),
    "closed_places": (
        lambda: say("Close places"),
        lambda: say("Nothing passes there: a border station shuts its crossing by road and by rail."),
    ),
    "opened": (lambda: say("Open links"), lambda: say("Taken as open although shut or not built on the day.")),
    "delayed": (
        lambda: say("Projects late"),
        lambda: say("Not done by then: their links stay shut unless they are built already."),
    ),
    "name": (lambda: say("Called"), lambda: say("Your name for it; empty is that of the scenario.")),
    "slowed": (lambda: say("Borders slowed"), lambda: say("Hours that goods wait longer where links cross.")),
    "rates": (lambda: say("Rates"), lambda: say("Multipliers on freight rates, by mode, country or both.")),
    "projects": (lambda: say("Projects done"), lambda: say("Their links are taken as built.")),
    "events": (lambda: say("Events on"), lambda: say("In force besides those of the day.")),
    "without_events": (lambda: say("Events left out"), lambda: say("Taken as not in force.")),
    "conditions": (lambda: say("Season"), lambda: say("Circumstances under which other figures hold.")),
    "value_of_time": (
        lambda: say("Value of time"),
        lambda: say("USD a tonne and day, for the least cost with time; empty takes that of the tables."),
    ),
    "speed_factor": (lambda: say("Speed ×"), lambda: say("Multiplier on every speed.")),
    "border_factor": (lambda: say("Border hours ×"), lambda: say("Multiplier on every wait at a border.")),
    "cost_factor": (lambda: say("Cost ×"), lambda: say("Multiplier on every cost.")),
    "alternatives": (lambda: say("Further ways"), lambda: say("How many ways that differ are looked for, up to 12.")),
    "overlap": (
        lambda: say("Largest overlap"),
        lambda: say("Share of its length that a further way may have in common with one offered before, 0 to 1."),
    ),
    "stretch": (
        lambda: say("Largest stretch"),
        lambda: say("A further way takes at most this many times the best, 1 to 10."),
    ),
    "from_end": (lambda: say("From"), lambda: say("A country, taken at its main places, or one place.")),
    "to_end": (lambda: say("To"), lambda: say("A country, taken at its main places, or one place.")),
    "capacity": (
        lambda: say("Kind of capacity"),
        lambda: say(
            "Nameplate: what was designed. Practical: what can run. Announced: what was said. Used: what moved."
        ),
    ),
    "gross": (
        lambda: say("Room counted"),
        lambda: say("The whole capacity, or what is left of it after present traffic."),
    ),
    "unknown_mt": (
        lambda: say("Unknown capacity, Mt"),
        lambda: say("Mt a year put where no capacity is known. Empty: such a link sets no limit."),
    ),
    "draws": (lambda: say("Years simulated"), lambda: say("1 to 100,000; more years make the ends of a spread surer.")),
    "seed": (lambda: say("Seed"), lambda: say("The same seed gives the same years.")),
    "worst_by": (
        lambda: say("Worst by"),
        lambda: say("By what the worst twentieth of years is found, and gates are ordered."),
    ),
    "level": (lambda: say("Demand"), lambda: say("Low, central or high figure of each demand.")),
    "growth": (lambda: say("Demand ×"), lambda: say("Multiplier on every demand.")),
    "unmet_usd_per_t": (
        lambda: say("Price of staying behind"),
        lambda: say("USD a tonne above which freight is not carried; a judgement."),
    ),
    "element": (
        lambda: say("Link looked at"),
        lambda: say("Whose users are listed. A click on the chart or the map chooses one too."),
    ),
    "delay": (
        lambda: say("Delay, years"),
        lambda: say("By how much everything announced comes later in the delayed case."),
    ),
    "horizon": (lambda: say("Year without a year"), lambda: say("Year looked at for a pledge that names none.")),
    "compare": (lambda: say("Compare"), lambda: say("Which published figure of a journey the model is held against.")),
    "least": (
        lambda: say("Least"),
        lambda: say("What each journey keeps least. Cost with time: dollars a tonne plus days at the value of time."),
    ),
    "event": (
        lambda: say("Event"),
        lambda: say("Whose before, during and after are shown. A click on the calendar or a line chooses one too."),
    ),
    "on_map": (lambda: say("Map shows"), lambda: say("The way between the two ends, or where present freight runs.")),
    "way": (
        lambda: say("Way looked at"),
        lambda: say("Strip, legs and facts below are of this way. A click on the chart or the map chooses one too."),
    ),
    "depth": (
        lambda: say("Closures at a time"),
        lambda: say("One: every thing that may close is closed alone. Two: every pair of them."),
    ),
    "kinds": (
        lambda: say("What may close"),
        lambda: say("None chosen means everything, towns inland included."),
    ),
    "rank": (
        lambda: say("Ranked by"),
        lambda: say("Jointly is what two closures do beyond the sum of each alone."),
    ),
    "top": (lambda: say("Rows"), lambda: say("How many closures are listed.")),
    "closure": (
        lambda: say("Closure looked at"),
        lambda: say("Drawn on the map below. A click on a bar chooses one too."),
    ),
    "climb": (lambda: say("Strip sums up"), lambda: say("What is added up along the way.")),
}

# Fields whose numbers are names: 2030 is a year, 1520 a gauge.
_NAMES = frozenset({"from_year", "to_year", "horizon", "seed", "gauges"})
_DIGITS = 6  # of a number that a reader typed in: none is rounded away

_EMPTY: dict[str, Callable[[], str]] = {
    "scenario": lambda: say("None: the network of the day"),
    "event": lambda: say("None: the day alone"),
}

_OPTIONS: dict[str, Callable[[], str]] = {
    "way": lambda: say("Way between the ends"),
    "freight": lambda: say("Present freight"),
    "gross": lambda: say("Whole capacity"),
    "spare": lambda: say("Left after present traffic"),
    "low": lambda: say("Low"),
    "mt_per_year": lambda: say("Central"),
    "high": lambda: say("High"),
    ANY: lambda: say("any"),
    "all": lambda: say("Both"),
    "gregorian": lambda: say("Calendar years"),
    "iranian": lambda: say("Iranian years"),
    "turnover": lambda: say("Turnover"),
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
    "days": lambda: say("Days"),
    "length": lambda: say("Length"),
    "multimodal": lambda: say("Multimodal"),
    "time": lambda: say("Time"),
    "cost": lambda: say("Cost"),
    "distance": lambda: say("Distance"),
    "emissions": lambda: say("Emissions"),
    "generalised": lambda: say("Cost with time"),
    "hours": lambda: say("Delay"),
    "unserved": lambda: say("Without a way"),
    "ordinary": lambda: say("Ordinary freight"),
    "block_train": lambda: say("Block train"),
    "rail": lambda: say("Rail"),
    "road": lambda: say("Road"),
    "sea": lambda: say("Sea"),
    "iran": lambda: say("Iran"),
    "russia": lambda: say("Russia"),
    "afghanistan": lambda: say("Afghanistan"),
    "hormuz": lambda: say("Strait of Hormuz"),
    "sanctioned_port": lambda: say("A port under sanctions"),
}


def field_label(name: str) -> str:
    """Return the name of a field over its widget."""
    return _FIELDS[name][0]() if name in _FIELDS else column_label(name)


def field_help(name: str) -> str | None:
    """Return the sentence behind a widget's question mark."""
    return _FIELDS[name][1]() if name in _FIELDS else None


def empty_label(name: str) -> str:
    """Return the name of an empty value of a field: what it means to choose nothing."""
    return _EMPTY[name]() if name in _EMPTY else say("All")


def option_label(option: object, names: Mapping[Any, str]) -> str:
    """Return the name of one value of a field."""
    if option in names:
        return names[option]
    if isinstance(option, dt.date):
        return format_date(option)
    return _OPTIONS[option]() if option in _OPTIONS else word_label(str(option))


def value_label(name: str, value: object, names: Mapping[Any, str]) -> str:
    """Return one value of a field as exports print it, numbers as in every other text.

    Examples
    --------
    >>> value_label("draws", 10_000, {}), value_label("horizon", 2030, {}), value_label("by", "cost", {})
    ('10,000', '2030', 'Cost')
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and name not in _NAMES and value not in names:
        return format_number(value, _DIGITS)
    return option_label(value, names)
