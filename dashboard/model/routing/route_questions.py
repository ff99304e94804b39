"""What can be asked of the route model: one frozen value that also says the state of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.model.world.states import ScenarioQuestion

By = Literal["time", "cost", "distance", "emissions", "generalised"]
Service = Literal["ordinary", "block_train"]
Exposure = Literal["iran", "russia", "afghanistan", "hormuz", "sanctioned_port"]


@dataclass(frozen=True)
class WayWishes:
    """Where goods go from and to, and what their way must be like; ids only, names are looked up before.

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
    avoid_places: tuple[str, ...] = ()
    avoid_countries: tuple[str, ...] = ()
    avoid_corridors: tuple[str, ...] = ()
    through_countries: tuple[str, ...] = ()
    through_corridors: tuple[str, ...] = ()
    through_modes: tuple[str, ...] = ()
    gauges: tuple[int, ...] = ()
    without: tuple[Exposure, ...] = ()
    alternatives: int = 4
    overlap: float = 0.7
    stretch: float = 2.0


@dataclass(frozen=True)
class RouteQuestion(ScenarioQuestion, WayWishes):
    """How goods get from one place to another in a state of the world."""
