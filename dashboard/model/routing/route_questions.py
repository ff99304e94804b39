"""What can be asked of the route model: one frozen value that also says the state of the world."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from corridor_data.load import Frames
from dashboard.model.world.scenario import Scenario, find_scenario, last_known_day

By = Literal["time", "cost", "distance", "emissions", "generalised"]
Service = Literal["ordinary", "block_train"]
Exposure = Literal["iran", "russia", "afghanistan", "hormuz", "sanctioned_port"]


@dataclass(frozen=True)
class RouteQuestion:
    """
    How goods get from one place to another; ids only, names are looked up before.

    Attributes
    ----------
    via
        Places passed in this order. A port on a multimodal way is a change between ship and land.
    modes
        Modes allowed; none means all.
    by
        What is least: ``generalised`` is cost plus value of time.
    avoid_places, avoid_countries, avoid_corridors
        Not touched.
    through_countries, through_corridors, through_modes
        Touched somewhere, in any order: a link in the country, of the corridor, of the mode.
    gauges
        Track gauges allowed on rail, in mm; none means all.
    without
        Exposures avoided, as facts of the date.
    scenario
        Row of `scenarios` to begin from; its date counts unless `date` is given.
    date
        Day looked at; None is that of the scenario, else the last known state.
    alternatives
        Number of further ways looked for.
    overlap
        Largest share of its length that a way may have in common with one offered before.
    stretch
        Largest value of a further way, as a multiple of the best.
    """

    origin: str = "CNSIA"
    destination: str = "IRAPRI"
    via: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    by: By = "time"
    service: Service = "ordinary"
    date: dt.date | None = None
    scenario: str = ""
    avoid_places: tuple[str, ...] = ()
    avoid_countries: tuple[str, ...] = ()
    avoid_corridors: tuple[str, ...] = ()
    through_countries: tuple[str, ...] = ()
    through_corridors: tuple[str, ...] = ()
    through_modes: tuple[str, ...] = ()
    gauges: tuple[int, ...] = ()
    without: tuple[Exposure, ...] = ()
    closed: tuple[str, ...] = ()
    closed_places: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    without_events: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    value_of_time: float | None = None
    speed_factor: float = 1.0
    border_factor: float = 1.0
    cost_factor: float = 1.0
    alternatives: int = 4
    overlap: float = 0.7
    stretch: float = 2.0


def scenario_of(frames: Frames, question: RouteQuestion) -> Scenario:
    """
    Return the scenario that a question holds for: its named one, bent by what the question adds.

    Raises
    ------
    ScenarioError
        If the named scenario does not exist.
    """
    base = find_scenario(frames, question.scenario) if question.scenario else Scenario(date=last_known_day(frames))
    return dataclasses.replace(
        base,
        date=question.date or base.date,
        closed_links=_union(base.closed_links, question.closed),
        closed_places=_union(base.closed_places, question.closed_places),
        opened_links=_union(base.opened_links, question.opened),
        projects=_union(base.projects, question.projects),
        with_events=_union(base.with_events, question.events),
        without_events=_union(base.without_events, question.without_events),
        conditions=_union(base.conditions, question.conditions),
        speed_factor=base.speed_factor * question.speed_factor,
        border_factor=base.border_factor * question.border_factor,
        cost_factor=base.cost_factor * question.cost_factor,
        value_of_time=base.value_of_time if question.value_of_time is None else question.value_of_time,
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return all ids, sorted, so that equal scenarios are equal values."""
    return tuple(sorted({*one, *other}))
