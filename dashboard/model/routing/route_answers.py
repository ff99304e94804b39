"""What comes back from the route model: ways in legs, with what each is made of and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.world.parts import Part
from dashboard.model.world.worlds import World

Span = tuple[float, float, float]
"""Low, central, high."""


@dataclass(frozen=True)
class Leg:
    """One link, or one handling inside a place.

    Attributes
    ----------
    kind
        ``carriage`` or ``handling``.
    act
        What is done: ``road``, ``rail``, ``sea``, ``train_ferry``; or ``start``, ``end``, ``gauge``, ``transfer``,
        ``load``, ``unload``, ``transship``.
    hours
        Low, central and high hours by what they are spent on (names of `Part` in lower case); parts that do not occur
        are absent.
    hours_span
        Hours of the leg as a whole; errors of different parameters partly cancel.
    usd
        USD per tonne by what they are spent on.
    parameter_ids, fact_ids, source_ids, event_ids
        What the numbers rest on.
    """

    kind: str
    act: str
    mode: str
    gauge_mm: int
    link_id: str
    line_name: str
    from_place: str
    to_place: str
    from_name: str
    to_name: str
    from_country: str
    to_country: str
    length_km: float
    length_basis: str
    hours: Mapping[str, Span]
    hours_span: Span
    usd: Mapping[str, Span]
    cost_usd_per_t: float
    co2e_kg_per_t: float
    parameter_ids: tuple[str, ...]
    fact_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    event_ids: tuple[str, ...]


@dataclass(frozen=True)
class Exposure:
    """A fact about a way on its date, as "through Iran"; not a verdict."""

    name: str
    sentence: str
    event_ids: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """One way from origin to destination.

    Attributes
    ----------
    name, why
        What tells it from the other ways, and why it is shown.
    value
        What was to be least, in its unit.
    hours, cost, kg
        Low, central and high; `hours` are those of the service asked for.
    hours_block_train
        The same way by block train or booked chain; None where no such class is known for all its railways.
    """

    name: str
    why: str
    value: float
    length_km: float
    hours: Span
    hours_block_train: Span | None
    cost_usd_per_t: Span
    co2e_kg_per_t: Span
    legs: tuple[Leg, ...]
    exposures: tuple[Exposure, ...]
    arcs: tuple[int, ...] = field(repr=False, compare=False, default=())

    @property
    def places(self) -> tuple[str, ...]:
        """Places passed, in order, each once in a row."""
        passed = [self.legs[0].from_place, *(leg.to_place for leg in self.legs)]
        return tuple(place for i, place in enumerate(passed) if i == 0 or place != passed[i - 1])

    @property
    def link_ids(self) -> tuple[str, ...]:
        """Links used, in order."""
        return tuple(leg.link_id for leg in self.legs if leg.link_id)

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries passed on land or in port, in order, each once in a row."""
        codes = [code for leg in self.legs for code in (leg.from_country, leg.to_country)]
        return tuple(code for i, code in enumerate(codes) if i == 0 or code != codes[i - 1])


@dataclass(frozen=True)
class NoWay:
    """Why no way is open.

    Attributes
    ----------
    sentence
        For the visitor: which closure, gap or wish of the question cuts the ways.
    missing
        The fewest shut links whose opening would give a way, with the reason each is shut; empty where even that would
        not.
    """

    sentence: str
    missing: tuple[tuple[str, str], ...] = ()
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class RouteAnswer:
    """Ways found, best first; none where none is open, and then `no_way` says why."""

    question: RouteQuestion
    world: World = field(repr=False, compare=False)
    routes: tuple[Route, ...]
    headline: str
    described: str
    remarks: tuple[str, ...]
    no_way: NoWay | None = None

    def frame(self) -> pd.DataFrame:
        """Return one row a leg of every way, in order.

        Hours, dollars and kilometres also summed up to the end of the leg.
        """
        rows = [row for number, route in enumerate(self.routes, 1) for row in _rows(self.world, number, route)]
        return pd.DataFrame(rows, columns=list(_COLUMNS))

    def routes_frame(self) -> pd.DataFrame:
        """Return one row a way: name, why, kilometres, hours, dollars, emissions."""
        return pd.DataFrame(
            [route_row(number, route) for number, route in enumerate(self.routes, 1)], columns=list(_ROUTE_COLUMNS)
        )

    def sentence(self) -> str:
        """Return the headline."""
        return self.no_way.sentence if self.no_way else self.headline

    def subtitle(self) -> str:
        """Return what is least, for which day, mode and service."""
        return self.described

    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know before using the figures."""
        return self.remarks

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of lengths, parameters' facts and events, sorted."""
        found = {s for route in self.routes for leg in route.legs for s in leg.source_ids}
        found |= {s for route in self.routes for exposure in route.exposures for s in exposure.source_ids}
        return tuple(sorted(found | set(self.no_way.source_ids if self.no_way else ())))


_ROUTE_COLUMNS = (
    "route",
    "name",
    "why",
    "value",
    "length_km",
    "hours",
    "hours_low",
    "hours_high",
    "hours_block_train",
    "cost_usd_per_t",
    "cost_low",
    "cost_high",
    "co2e_kg_per_t",
    "exposures",
)


def route_row(number: int, route: Route) -> dict[str, Any]:
    """Return one way as a row of figures; missing values are None."""
    return {
        "route": number,
        "name": route.name,
        "why": route.why,
        "value": route.value,
        "length_km": route.length_km,
        "hours": route.hours[1],
        "hours_low": route.hours[0],
        "hours_high": route.hours[2],
        "hours_block_train": route.hours_block_train[1] if route.hours_block_train else None,
        "cost_usd_per_t": route.cost_usd_per_t[1],
        "cost_low": route.cost_usd_per_t[0],
        "cost_high": route.cost_usd_per_t[2],
        "co2e_kg_per_t": route.co2e_kg_per_t[1],
        "exposures": ";".join(exposure.name for exposure in route.exposures),
    }


_PARTS = tuple(part.name.lower() for part in Part)
_LEG = (
    "kind", "act", "mode", "gauge_mm", "link_id", "line_name", "from_place", "to_place", "from_name", "to_name",
    "from_country", "to_country",
)  # fmt: skip
_COLUMNS = (
    "route",
    "name",
    "leg",
    *_LEG,
    "from_lat",
    "from_lon",
    "to_lat",
    "to_lon",
    "length_km",
    "length_basis",
    *(f"hours_{part}" for part in _PARTS),
    "hours",
    "hours_low",
    "hours_high",
    "cost_usd_per_t",
    "co2e_kg_per_t",
    "end_km",
    "end_hours",
    "end_cost_usd_per_t",
    "parameter_ids",
    "fact_ids",
    "event_ids",
    "source_ids",
)


def leg_row(leg: Leg) -> dict[str, Any]:
    """Return one leg as a row of figures, without sums."""
    plain = (*_LEG, "length_km", "length_basis", "cost_usd_per_t", "co2e_kg_per_t")
    row = {name: getattr(leg, name) for name in plain}
    row |= {f"hours_{part}": leg.hours[part][1] if part in leg.hours else 0.0 for part in _PARTS}
    row |= {"hours": leg.hours_span[1], "hours_low": leg.hours_span[0], "hours_high": leg.hours_span[2]}
    return row | {
        name: ";".join(getattr(leg, name)) for name in ("parameter_ids", "fact_ids", "event_ids", "source_ids")
    }


def _rows(world: World, number: int, route: Route) -> list[dict[str, Any]]:
    """Return the legs of a way as rows, with the sums so far."""
    nodes = world.compiled.network.nodes
    rows: list[dict[str, Any]] = []
    km = hours = usd = 0.0
    for position, leg in enumerate(route.legs, 1):
        km, hours, usd = km + leg.length_km, hours + leg.hours_span[1], usd + leg.cost_usd_per_t
        ends = {
            f"{end}_{axis}": nodes[place][axis]
            for end, place in (("from", leg.from_place), ("to", leg.to_place))
            for axis in ("lat", "lon")
        }
        sums = {"end_km": km, "end_hours": hours, "end_cost_usd_per_t": usd}
        rows.append({"route": number, "name": route.name, "leg": position, **leg_row(leg), **ends, **sums})
    return rows
