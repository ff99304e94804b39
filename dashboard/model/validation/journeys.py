"""Published journeys: rows of the table as values, and the question that asks the route model for the same journey."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.partial_dates import first_day, last_day
from dashboard.model.routing.route_questions import RouteQuestion

SAILING = "sailing"
"""Scope of days that count the time on the water alone, as travellers and ferry lines give it."""

_BLOCK_TRAIN = "block_train"

Range = tuple[float, float]
"""Lowest and highest published."""


@dataclass(frozen=True)
class Journey:
    """One row of `journeys`.

    Attributes
    ----------
    origin, destination
        Place ids; empty where the printed end is no place.
    modes
        Modes of a multimodal journey, where its words name them.
    days, cost
        Lowest and highest published; None where nothing was. `cost` is in USD per `cost_unit`.
    days_scope
        What the days cover: ``gate_to_gate`` or ``sailing``.
    circular
        Whether the published length is itself the source of a link on the way.
    """

    journey_id: str
    name: str
    origin: str
    destination: str
    via: tuple[str, ...]
    corridor_id: str
    mode: str
    modes: tuple[str, ...]
    service: str
    date: str
    km: float | None
    days: Range | None
    days_scope: str
    cost: Range | None
    cost_unit: str
    claim: str
    circular: bool
    use_km: bool
    use_days: bool
    use_cost: bool
    doubt: str
    source_ids: tuple[str, ...]

    @property
    def model_service(self) -> str:
        """Service class that the model is asked for; one that is not known is taken as ordinary freight."""
        return _BLOCK_TRAIN if self.service == _BLOCK_TRAIN else "ordinary"


def read_journeys(frames: Frames) -> tuple[Journey, ...]:
    """Return every row of `journeys`, in the order of the table."""
    table = frames.journeys.astype(object).where(frames.journeys.notna(), None)
    return tuple(_journey(row) for row in table.to_dict("records"))


def _journey(row: Mapping[Any, Any]) -> Journey:
    """Return one row as a journey."""
    return Journey(
        journey_id=row["journey_id"],
        name=row["name"],
        origin=row["origin_place"] or "",
        destination=row["destination_place"] or "",
        via=split_ids(row["via_places"]),
        corridor_id=row["corridor_id"] or "",
        mode=row["mode"],
        modes=split_ids(row["modes"]),
        service=row["service"],
        date=row["date"] or "",
        km=row["km"],
        days=_range(row["days_min"], row["days_max"]),
        days_scope=row["days_scope"] or "gate_to_gate",
        cost=_range(row["cost_usd_min"], row["cost_usd_max"]),
        cost_unit=row["cost_unit"] or "",
        claim=row["claim"],
        circular=row["circular_km"] == "yes",
        use_km=row["use_km"] == "yes",
        use_days=row["use_days"] == "yes",
        use_cost=row["use_cost"] == "yes",
        doubt=row["doubt"] or "",
        source_ids=split_ids(row["source_ids"]),
    )


def _range(low: float | None, high: float | None) -> Range | None:
    """Return both ends of what was published; one figure is both, none is None."""
    known = [float(value) for value in (low, high) if value is not None and not pd.isna(value)]
    return (known[0], known[-1]) if known else None


def day_of(date: str, covered: tuple[dt.date, dt.date]) -> dt.date | None:
    """Return the middle day of a partial date, moved into the days that the data cover; None for no date.

    Examples
    --------
    >>> day_of("2024-06", (dt.date(2010, 1, 1), dt.date(2030, 1, 1)))
    datetime.date(2024, 6, 15)
    >>> day_of("1975", (dt.date(2010, 1, 1), dt.date(2030, 1, 1)))
    datetime.date(2010, 1, 1)
    """
    first, last = first_day(date), last_day(date)
    if first is None or last is None:
        return None
    middle = first + (last - first) // 2
    return min(max(middle, covered[0]), covered[1])


def question_of(journey: Journey, day: dt.date | None, without_events: tuple[str, ...] = ()) -> RouteQuestion:
    """Return the question that asks for the quickest way of a journey, with its way-points, modes and service class."""
    return RouteQuestion(
        origin=journey.origin,
        destination=journey.destination,
        via=journey.via,
        modes=journey.modes or (() if journey.mode == "multimodal" else (journey.mode,)),
        service="block_train" if journey.model_service == _BLOCK_TRAIN else "ordinary",
        date=day,
        without_events=without_events,
        alternatives=0,
    )


def family_of(journey: Journey, countries: Mapping[str, str]) -> str:
    """Return the family of a journey: journeys between the same two countries by the same mode and corridor.

    Near-duplicates (one train in two reports, a plan and its later run) share a family, so that a fit is never judged
    by a twin of what it was made from.
    """
    ends = sorted(countries.get(place, place) for place in (journey.origin, journey.destination))
    return " ".join((*ends, journey.mode, journey.corridor_id)).strip()
