"""What a day did to a journey, and the worst days of a line, in words."""

import math
from typing import Any

import pandas as pd
import pytest

from dashboard.model.hazards.replay_sentences import describe_journey, describe_phases, describe_series

ENDS = ("Xi'an", "Aprin")
NONE = math.nan


def journey(
    hours: float = 240.0, usd: float = 500.0, calm_hours: float = 240.0, calm_usd: float = 500.0
) -> dict[str, Any]:
    return {
        "has_way": not math.isnan(hours), "hours": hours, "usd_per_t": usd, "undisturbed_hours": calm_hours,
        "undisturbed_usd_per_t": calm_usd,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("found", "end"),
    [
        (journey(), "takes 10 days and costs USD 500; no event of that day changes that."),
        (journey(hours=250), "costs USD 500: 10 hours longer than without the events of that day."),
        (
            journey(hours=230, usd=530),
            "USD 530: 10 hours shorter and USD 30 dearer than without the events of that day.",
        ),
        (journey(hours=NONE, usd=NONE), "; without the events of that day a tonne takes 10 days and costs USD 500."),
        (journey(calm_hours=NONE, calm_usd=NONE), "; without the events of that day no way is open."),
        (journey(NONE, NONE, NONE, NONE), "no way is open from Xi'an to Aprin, with events or without."),
    ],
)
def test_a_journey_is_told_beside_the_same_without_events(found: dict[str, Any], end: str) -> None:
    text = describe_journey(found, ENDS, "1 Mar 2026")
    assert text.startswith("On 1 Mar 2026 ")
    assert text.endswith(end)


def series(*values: float) -> pd.DataFrame:
    starts = pd.date_range("2020-01-01", periods=len(values), freq="10D")
    return pd.DataFrame({"start": starts, "end": starts + pd.Timedelta(days=9), "hours": values, "unserved_mt": values})


def test_the_worst_days_are_joined_where_they_follow_each_other() -> None:
    assert describe_series(series(240, 312, 312, 240), "hours", ENDS) == (
        "From Xi'an to Aprin it took 10 days at best and 13 days from 11 Jan 2020 to 30 Jan 2020."
    )


def test_a_line_that_never_moves_says_so() -> None:
    assert describe_series(series(240, 240.2), "hours", ENDS) == (
        "From Xi'an to Aprin it took 10 days on every day since 2019."
    )


def test_the_longest_time_without_a_way_comes_first() -> None:
    assert describe_series(series(240, NONE, 240), "hours", ENDS) == (
        "No way was open from Xi'an to Aprin from 11 Jan 2020 to 20 Jan 2020."
    )


def test_freight_without_a_way_is_told_in_tonnes() -> None:
    assert describe_series(series(0, 2, 0), "unserved_mt", ENDS) == (
        "Most freight was without a way from 11 Jan 2020 to 20 Jan 2020: 2 Mt a year."
    )
    assert describe_series(series(0, 0), "unserved_mt", ENDS) == (
        "On every day since 2019 all present freight would have found a way."
    )


def test_phases_are_told_in_their_order_as_far_as_they_are_known() -> None:
    phases = pd.DataFrame({"phase": ["before", "during", "without"], "journey_hours": [240, NONE, 240]})
    assert describe_phases(phases) == (
        "The journey: 10 days the day before, no way is open on its first day and 10 days without it."
    )
