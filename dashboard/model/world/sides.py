"""One side of a comparison: a scenario as a reader bends it, in an address, in a file, in the model."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from corridor_data.load import Frames, split_ids
from dashboard.model.questions import CapacityKind
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.scenario import Scenario, ScenarioError, find_scenario, last_known_day
from dashboard.text import say
from dashboard.text.formats import format_date

_BUILDING = ("planned", "under_construction")


@dataclass(frozen=True)
class SideQuestion:
    """A scenario and what bends it.

    Attributes
    ----------
    scenario
        Row of `scenarios` to begin from; empty for the network of the day.
    name
        What its author calls it; empty for the name of the row.
    date
        Day looked at; None is that of the scenario, else the last known state.
    capacity
        Kind of capacity; None is that of the scenario, else practical.
    closed, closed_places, opened, projects, events, without_events, conditions, slowed, rates
        Added to what the scenario says.
    delayed
        Projects not done by then: their links stay shut unless they are built already.
    value_of_time
        Replaces what the scenario says, unless None.
    speed_factor, border_factor, cost_factor
        Multiply what the scenario says.
    """

    PREFIX: ClassVar[str] = ""

    scenario: str = ""
    name: str = ""
    date: dt.date | None = None
    capacity: CapacityKind | None = None
    closed_places: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    delayed: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    slowed: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    without_events: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    value_of_time: float | None = None
    speed_factor: float = 1.0
    border_factor: float = 1.0
    cost_factor: float = 1.0


@dataclass(frozen=True)
class FirstSide(SideQuestion):
    """The scenario that the other is held against."""

    PREFIX: ClassVar[str] = "a_"

    scenario: str = "latest-known"


@dataclass(frozen=True)
class SecondSide(SideQuestion):
    """The scenario held against the first."""

    PREFIX: ClassVar[str] = "b_"

    scenario: str = "rasht-astara"


S = TypeVar("S", bound=SideQuestion)

# Lists of a scenario and the fields of a side that add to them.
_LISTS = {
    "closed_links": "closed", "closed_places": "closed_places", "opened_links": "opened", "projects": "projects",
    "with_events": "events", "without_events": "without_events", "conditions": "conditions", "slowed": "slowed",
    "rates": "rates",
}  # fmt: skip
_FACTORS = ("speed_factor", "border_factor", "cost_factor")


def _base(frames: Frames, scenario_id: str) -> Scenario:
    """Return the scenario that a side begins from."""
    return find_scenario(frames, scenario_id) if scenario_id else Scenario(date=last_known_day(frames))


def scenario_of_side(compiled: Compiled, side: SideQuestion) -> Scenario:
    """Return a scenario bent as a side says; not checked.

    Raises
    ------
    ScenarioError
        If the scenario or a project to be delayed does not exist.
    """
    base = _base(compiled.frames, side.scenario)
    late = _links_of_delayed(compiled, side.delayed)
    lists: dict[str, Any] = {name: _union(getattr(base, name), getattr(side, field)) for name, field in _LISTS.items()}
    lists["closed_links"] = _union(lists["closed_links"], late)
    lists["opened_links"] = tuple(link for link in lists["opened_links"] if link not in late or link in side.opened)
    lists["projects"] = tuple(p for p in lists["projects"] if p not in side.delayed)
    return dataclasses.replace(
        base,
        date=side.date or base.date,
        capacity_kind=side.capacity or base.capacity_kind,
        value_of_time=base.value_of_time if side.value_of_time is None else side.value_of_time,
        **lists,
        **{name: getattr(base, name) * getattr(side, name) for name in _FACTORS},
    )


def name_of_side(compiled: Compiled, side: SideQuestion) -> str:
    """Return what a side is called: by its author, else by the row it begins from and that it was changed."""
    if side.name:
        return side.name
    rows = compiled.frames.scenarios
    named = rows.loc[rows["scenario_id"] == side.scenario, "name"]
    base = _base(compiled.frames, side.scenario)
    bent = scenario_of_side(compiled, side)
    if len(named):
        return str(named.iloc[0]) if bent == base else say("{name}, changed", name=named.iloc[0])
    day = say("Network of {date}", date=format_date(bent.date))
    return day if bent == dataclasses.replace(base, date=bent.date) else say("{name}, changed", name=day)


def side_of_scenario(kind: type[S], frames: Frames, scenario: Scenario, name: str = "") -> S:
    """Return the side that stands for a scenario exactly, whatever row it began from.

    It begins from that row where adding to the row gives the scenario, else from the network of the day.
    """
    known = set(frames.scenarios["scenario_id"])
    row = scenario.scenario_id if scenario.scenario_id in known else ""
    base = _base(frames, row)
    adds = all(set(getattr(base, field)) <= set(getattr(scenario, field)) for field in _LISTS)
    worth = base.value_of_time is None or scenario.value_of_time is not None
    same = all(getattr(base, field) == getattr(scenario, field) for field in _FACTORS)
    if row and not (adds and worth and same):
        row, base = "", _base(frames, "")
    kind_of: Any = None if scenario.capacity_kind == base.capacity_kind else scenario.capacity_kind
    values: dict[str, Any] = {
        field: tuple(item for item in getattr(scenario, theirs) if item not in getattr(base, theirs))
        for theirs, field in _LISTS.items()
    }
    shown = dict(zip(frames.scenarios["scenario_id"], frames.scenarios["name"], strict=True)).get(row)
    return kind(
        scenario=row,
        name="" if name == shown else name,
        date=None if scenario.date == base.date else scenario.date,
        capacity=kind_of,
        value_of_time=scenario.value_of_time,
        **values,
        **{field: getattr(scenario, field) / getattr(base, field) for field in _FACTORS},
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


def _links_of_delayed(compiled: Compiled, projects: tuple[str, ...]) -> tuple[str, ...]:
    """Return the links of delayed projects that are not built yet."""
    table = compiled.frames.projects
    known = {*table["project_id"], *table["project"].dropna()}
    if unknown := sorted(set(projects) - known):
        raise ScenarioError(say("There is no project “{name}”.", name=unknown[0]))
    chosen = table["project_id"].isin(projects) | table["project"].isin(projects)
    links = {link for ids in table.loc[chosen, "link_ids"].dropna() for link in split_ids(ids)}
    built = {str(link["link_id"]) for link in compiled.links if link.get("status") not in _BUILDING}
    return tuple(sorted(links - built))
