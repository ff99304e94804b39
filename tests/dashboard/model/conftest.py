"""The small world, the real tables, and readings made up for a test."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from corridor_data.load import Frames, load_tables
from dashboard.model.records.readings import QUOTED, Reading

settings.register_profile("untimed", deadline=None)  # speed is for the benchmarks, and machines differ
settings.load_profile("untimed")

SMALL = Path(__file__).parents[2] / "small"


@pytest.fixture(scope="session")
def small() -> Frames:
    return load_tables(SMALL)


@pytest.fixture(scope="session")
def real() -> Frames:
    return load_tables()


_ONE = Reading(
    claim_id="c1",
    table="trade",
    side="KAZ",
    flow="turnover",
    measure="value",
    kind="level",
    value=100.0,
    unit="USD",
    scope="",
    basis="total",
    partner_definition="",
    start=dt.date(2020, 1, 1),
    end=dt.date(2020, 12, 31),
    calendar="gregorian",
    qualifier="exact",
    doubt="",
    said="2021-02",
    source_id="s1",
    grade=QUOTED,
)


def _made(claim_id: str = "c1", *, year: int | None = None, **changes: Any) -> Reading:
    """Return a reading of one calendar year with some attributes changed."""
    if year is not None:
        changes |= {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}
    return replace(_ONE, claim_id=claim_id, **changes)


@pytest.fixture(scope="session")
def made() -> Callable[..., Reading]:
    return _made
