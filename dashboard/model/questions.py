"""What can be asked: small frozen values, whose defaults are the page as first opened.

Every field is an id, a word out of a short list, a whole number or a date, so that a question fits into an address.
``None`` and ``""`` mean "not narrowed down".
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Measure = Literal["value", "mass"]
Flow = Literal["turnover", "exports_a_to_b", "exports_b_to_a"]
Calendar = Literal["all", "gregorian", "iranian"]
CapacityKind = Literal["nameplate", "practical", "announced", "used"]
LinkShow = Literal["capacity", "volume", "load", "status"]
Climb = Literal["time", "cost", "emissions"]
Service = Literal["ordinary", "block_train"]


@dataclass(frozen=True)
class OverviewQuestion:
    """The few sentences that come first: one pair, one corridor, one day."""

    pair: str = "IRN-KAZ"
    corridor: str = "instc-east"
    date: dt.date | None = None  # None is the last known state


@dataclass(frozen=True)
class TradeQuestion:
    """Trade of two partners; ``a`` is the first code of the pair, ``b`` the second."""

    pair: str = "IRN-KAZ"
    measure: Measure = "value"
    flow: Flow = "turnover"
    calendar: Calendar = "all"
    from_year: int | None = None
    to_year: int | None = None


@dataclass(frozen=True)
class TargetsQuestion:
    """Pledges of two partners, or of all where the pair is empty, against the pace of the last ``window`` years."""

    pair: str = "IRN-KAZ"
    measure: Measure = "value"
    window: int = 5


@dataclass(frozen=True)
class CorridorQuestion:
    """One corridor on one day; no corridor shows the whole network."""

    corridor: str = "instc-east"
    date: dt.date | None = None  # None is the last known state
    capacity_kind: CapacityKind = "practical"
    show: LinkShow = "capacity"


@dataclass(frozen=True)
class ClaimsQuestion:
    """Published claims that hold all words of ``text`` and every filter, one page at a time."""

    text: str = ""
    table: str = ""
    source: str = ""
    claim: str = ""
    pair: str = ""
    corridor: str = ""
    page: int = 1


@dataclass(frozen=True)
class WayQuestion:
    """Which of the ways found is looked at, and what its strip sums up; no way is the best one."""

    way: str = ""
    climb: Climb = "time"


@dataclass(frozen=True)
class ProfileQuestion:
    """One corridor from end to end on one day, by one class of service."""

    corridor: str = "instc-east"
    date: dt.date | None = None  # None is the last known state
    service: Service = "ordinary"


@dataclass(frozen=True)
class CalibrationQuestion:
    """Which figures of published journeys the model is held against; no mode is all of them."""

    compare: Literal["days", "length", "cost"] = "days"
    mode: Literal["", "rail", "road", "sea", "multimodal"] = ""
