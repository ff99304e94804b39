"""What fields that hold ids may hold, with names, out of the tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, get_args

import pandas as pd

from corridor_data.load import Frames
from dashboard.model.contingency.closables import KINDS
from dashboard.model.contingency.contingencies import RANKS, kind_names
from dashboard.model.hazards.event_calendars import list_calendar
from dashboard.model.phrases import country_names
from dashboard.model.place_names import find_place, index_places
from dashboard.model.records.claim_tables import CLAIM_TABLES
from dashboard.model.records.corridors import list_corridors
from dashboard.model.records.trade import list_pairs
from dashboard.model.routing.route_questions import Exposure
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.network import MODES, freight_links
from dashboard.model.world.parameters import ELECTRIFIED
from dashboard.model.world.scenario import CAPACITY_KINDS
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_partial_date
from dashboard.ui import cached
from dashboard.ui.address import field_types
from dashboard.ui.fields import ANY


@dataclass(frozen=True)
class Choice:
    """The values a field may take, with their names.

    Attributes
    ----------
    options
        Values in the order of the list.
    names
        Name of each value; a value without one is named by its own words.
    understand
        Returns the value that another spelling means; raises a `LookupError` whose text is a sentence where it means
        none.
    required
        Whether one of the values is always chosen, also where the default of the field is empty.
    """

    options: tuple[Any, ...]
    names: Mapping[Any, str] = field(default_factory=dict)
    understand: Callable[[Any], Any] | None = None
    required: bool = False


def choices_for(kind: type[Any]) -> dict[str, Choice]:
    """Return the choices of every field of a question whose values stand in the tables."""
    return {name: _made(_MAKERS[name]) for name in field_types(kind) if name in _MAKERS}


def choice_of(name: str) -> Choice:
    """Return the choices of one field whose values stand in the tables."""
    return _made(_MAKERS[name])


def choices_of_question(question: object) -> dict[str, Choice]:
    """Return the choices of a question's fields, named after what the question is about."""
    found = choices_for(type(question))
    pair = str(getattr(question, "pair", ""))
    if "flow" in field_types(type(question)) and pair.count("-") == 1:
        names = cached.derived("names", country_names)
        first, second = (names.get(code, code) for code in pair.split("-"))
        ways = {
            "turnover": say("Both directions"),
            "exports_a_to_b": say("{first} to {second}", first=first, second=second),
            "exports_b_to_a": say("{first} to {second}", first=second, second=first),
        }
        found["flow"] = Choice(tuple(ways), ways)
    return found


def fill() -> None:
    """Make all choices."""
    for make in dict.fromkeys(_MAKERS.values()):
        _made(make)


def _made(make: Callable[[Frames], Choice]) -> Choice:
    """Return a choice, made once a build and shared by all fields that have it."""
    choice: Choice = cached.derived(f"choices-{make.__name__}", make)
    return choice


def _pairs(frames: Frames) -> Choice:
    pairs = list_pairs(frames)
    names = dict(zip(pairs["pair"], pairs["name"], strict=True))
    return Choice(tuple(pairs["pair"]), MappingProxyType(names))


def _corridors(frames: Frames) -> Choice:
    corridors = list_corridors(frames)
    names = dict(zip(corridors["corridor_id"], corridors["name"], strict=True))
    parents = dict(zip(corridors["corridor_id"], corridors["parent_corridor_id"].fillna(""), strict=True))
    drawn = corridors[corridors["has_path"].astype(bool)]
    order = sorted(drawn["corridor_id"], key=lambda corridor: _line_of(corridor, parents, names))
    return Choice(("", *order), MappingProxyType(names | {"": say("The whole network")}))


def _line_of(corridor: str, parents: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names from the corridor that a branch belongs to down to the branch, as the list is sorted."""
    above = parents.get(corridor, "")
    return (*(_line_of(above, parents, names) if above in names else ()), names[corridor].casefold())


def _years(frames: Frames) -> Choice:
    years = pd.concat(
        [frames.trade_series["year"].dropna().astype(int), frames.trade["period_start"].dropna().dt.year.astype(int)]
    )
    return Choice(tuple(range(int(years.max()), max(int(years.min()), 1992) - 1, -1)))


def _sources(frames: Frames) -> Choice:
    rows = frames.sources.fillna("").to_dict("records")
    names = {row["source_id"]: f"{row['publisher']}: {row['title']}"[:100] for row in rows}
    order = sorted(names, key=lambda s: names[s].casefold())
    return Choice(tuple(order), MappingProxyType(names))


def _tables(_: Frames) -> Choice:
    return Choice(tuple(CLAIM_TABLES))


def _windows(_: Frames) -> Choice:
    return Choice((3, 5, 10))


def _places(frames: Frames) -> Choice:
    """Return every place by name and country; other spellings are understood."""
    index = index_places(frames.places)
    countries = country_names(frames)
    names = {
        row["place_id"]: f"{row['name']}, {countries.get(row['country_iso3'], '')}".rstrip(", ")
        for row in frames.places.astype(object).fillna("").to_dict("records")
    }
    order = sorted(names, key=lambda place: names[place].casefold())
    return Choice(tuple(order), MappingProxyType(names), lambda text: find_place(index, str(text)))


def _countries(frames: Frames) -> Choice:
    names = country_names(frames)
    codes = {str(code) for code in frames.places["country_iso3"].dropna()}
    return Choice(tuple(sorted(codes, key=lambda code: names.get(code, code))), MappingProxyType(names))


def _drawn_corridors(frames: Frames) -> Choice:
    every = _corridors(frames)
    return Choice(tuple(option for option in every.options if option), every.names)


def _scenarios(frames: Frames) -> Choice:
    rows = frames.scenarios.sort_values("name")
    return Choice(
        tuple(rows["scenario_id"]), MappingProxyType(dict(zip(rows["scenario_id"], rows["name"], strict=True)))
    )


def _links(frames: Frames) -> Choice:
    names = dict(zip(frames.places["place_id"], frames.places["name"], strict=True))
    titles = {}
    for row in freight_links(frames.links).astype(object).to_dict("records"):
        ends = f"{names[row['from_place']]}–{names[row['to_place']]}"
        titles[row["link_id"]] = f"{ends}, {word_label(row['mode'])} ({row['link_id']})"
    return Choice(tuple(sorted(titles, key=lambda link: titles[link].casefold())), MappingProxyType(titles))


def _projects(frames: Frames) -> Choice:
    rows = frames.projects.dropna(subset=["project", "link_ids"]).drop_duplicates("project").sort_values("name")
    return Choice(tuple(rows["project"]), MappingProxyType(dict(zip(rows["project"], rows["name"], strict=True))))


def _events(frames: Frames) -> Choice:
    rows = frames.events[frames.events["severity"].ne("none")].sort_values("start", ascending=False)
    names = {
        row["event_id"]: f"{row['name']} ({format_partial_date(row['start'])})"
        for row in rows.astype(object).to_dict("records")
    }
    return Choice(tuple(names), MappingProxyType(names))


def _events_of_freight(_: Frames) -> Choice:
    """Return the events that a replay knows: of freight, with an effect, newest first."""
    calendar = list_calendar(cached.made_of(compile_network)).sort_values("start", ascending=False)
    names = {
        row["event_id"]: f"{row['name']} ({format_partial_date(str(row['start'].date()))})"
        for row in calendar.to_dict("records")
    }
    return Choice(tuple(names), MappingProxyType(names))


def _conditions(frames: Frames) -> Choice:
    found = {str(condition) for condition in frames.parameters["condition"].dropna()}
    return Choice(tuple(sorted(found - {"", ELECTRIFIED})))


def _gauges(frames: Frames) -> Choice:
    cells = frames.links.loc[frames.links["mode"].eq("rail"), "gauge_mm"].dropna()
    return Choice(tuple(sorted({int(gauge) for cell in cells for gauge in str(cell).split("/") if gauge})))


def _modes(_: Frames) -> Choice:
    return Choice(MODES)


def _ends(frames: Frames) -> Choice:
    """Return the countries that stand for places, by name, then every place."""
    places, names = _places(frames), country_names(frames)
    countries = sorted(set(frames.zones["country_iso3"].dropna()), key=lambda code: names.get(code, code))
    shown = {**places.names, **{code: names.get(code, code) for code in countries}}
    return Choice((*countries, *places.options), MappingProxyType(shown), places.understand)


def _capacities(_: Frames) -> Choice:
    return Choice(CAPACITY_KINDS, MappingProxyType({ANY: say("As in the scenario")}))


def _depths(_: Frames) -> Choice:
    return Choice((1, 2), MappingProxyType({1: say("One"), 2: say("Two at once")}))


def _closing(_: Frames) -> Choice:
    return Choice(KINDS, MappingProxyType({kind: name.capitalize() for kind, name in kind_names().items()}))


def _ranks(_: Frames) -> Choice:
    names = {
        "unserved": say("Freight without a way"),
        "hours": say("Hours lost"),
        "cost": say("Dollars lost"),
        "joint": say("What two do jointly"),
    }
    return Choice(tuple(RANKS), MappingProxyType({rank: names[rank] for rank in RANKS}))


def _exposures(_: Frames) -> Choice:
    return Choice(get_args(Exposure))


_MAKERS: dict[str, Callable[[Frames], Choice]] = {
    "pair": _pairs,
    "corridor": _corridors,
    "from_year": _years,
    "to_year": _years,
    "source": _sources,
    "table": _tables,
    "window": _windows,
    "origin": _places,
    "destination": _places,
    "from_end": _ends,
    "to_end": _ends,
    "capacity": _capacities,
    "via": _places,
    "avoid_places": _places,
    "closed_places": _places,
    "avoid_countries": _countries,
    "through_countries": _countries,
    "avoid_corridors": _drawn_corridors,
    "through_corridors": _drawn_corridors,
    "scenario": _scenarios,
    "closed": _links,
    "delayed": _projects,
    "opened": _links,
    "projects": _projects,
    "event": _events_of_freight,
    "events": _events,
    "without_events": _events,
    "conditions": _conditions,
    "gauges": _gauges,
    "modes": _modes,
    "through_modes": _modes,
    "without": _exposures,
    "depth": _depths,
    "kinds": _closing,
    "rank": _ranks,
}
