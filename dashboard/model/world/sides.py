"""One side of a comparison: a scenario as a reader bends it, in an address, in a file, in the model."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from corridor_data.load import Frames, split_ids
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.scenario import Scenario, ScenarioError
from dashboard.model.world.states import FACTORS, LISTS, StateQuestion, first_scenario, scenario_of, union_of
from dashboard.text import say
from dashboard.text.formats import format_date

_BUILDING = ("planned", "under_construction")


@dataclass(frozen=True)
class SideQuestion(StateQuestion):
    """A scenario and all that can bend it.

    Attributes
    ----------
    name
        What its author calls it; empty for the name of the row.
    delayed
        Projects not done by then: their links stay shut unless they are built already.
    slowed, rates
        Added to what the scenario says.
    """

    PREFIX: ClassVar[str] = ""

    name: str = ""
    delayed: tuple[str, ...] = ()
    slowed: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()


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

_LISTS = {**LISTS, "slowed": "slowed", "rates": "rates"}


def scenario_of_side(compiled: Compiled, side: SideQuestion) -> Scenario:
    """Return a scenario bent as a side says; not checked.

    Raises
    ------
    ScenarioError
        If the scenario or a project to be delayed does not exist.
    """
    bent = scenario_of(compiled.frames, side)
    late = _links_of_delayed(compiled, side.delayed)
    return dataclasses.replace(
        bent,
        closed_links=union_of(bent.closed_links, late),
        opened_links=tuple(link for link in bent.opened_links if link not in late or link in side.opened),
        projects=tuple(project for project in bent.projects if project not in side.delayed),
        slowed=union_of(bent.slowed, side.slowed),
        rates=union_of(bent.rates, side.rates),
    )


def name_of_side(compiled: Compiled, side: SideQuestion) -> str:
    """Return what a side is called: by its author, else by the row it begins from and that it was changed."""
    if side.name:
        return side.name
    rows = compiled.frames.scenarios
    named = rows.loc[rows["scenario_id"] == side.scenario, "name"]
    base = first_scenario(compiled.frames, side.scenario)
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
    base = first_scenario(frames, row)
    adds = all(set(getattr(base, field)) <= set(getattr(scenario, field)) for field in _LISTS)
    worth = base.value_of_time is None or scenario.value_of_time is not None
    same = all(getattr(base, field) == getattr(scenario, field) for field in FACTORS)
    if row and not (adds and worth and same):
        row, base = "", first_scenario(frames, "")
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
        **{field: getattr(scenario, field) / getattr(base, field) for field in FACTORS},
    )


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
