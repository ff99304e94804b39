"""`replay` on the small world: a day, an event, a span of days."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ENDS = ("--from", "NORTH", "--to", "SOUTH")


def test_a_day_says_what_was_shut_and_what_that_did(said: Callable[..., str]) -> None:
    text = said("replay", *ENDS, "--date", "2020-04-01")
    assert text.startswith("On 1 Apr 2020 a tonne from Northgate to Southend takes ")
    assert "2 links are shut by events." in text
    assert "ev-border-2020" in text


def test_places_are_understood_by_name(told: Callable[..., Any]) -> None:
    by_name = told("replay", "--from", "Northgate", "--to", "southend", "--date", "2020-04-01")
    assert by_name == told("replay", *ENDS, "--date", "2020-04-01")


def test_an_event_is_told_before_during_and_after(told: Callable[..., Any]) -> None:
    content = told("replay", *ENDS, "--event", "ev-storm-2024")
    assert [row["phase"] for row in content["phases"]] == ["before", "during", "without", "after"]
    assert content["sentence"].startswith("Storms at the quays, 20 Nov 2024 to 5 Dec 2024.")


def test_an_event_is_read_as_a_table_too(said: Callable[..., str]) -> None:
    text = said("replay", *ENDS, "--event", "ev-storm-2024")
    assert "the same day without it" in text
    assert "journey_hours" in text


def test_a_span_of_days_cuts_the_series(told: Callable[..., Any]) -> None:
    content = told("replay", *ENDS, "--from-date", "2020-06-01", "--to-date", "2020-12-31")
    for name in ("journeys", "series"):
        assert [(row["start"], row["end"]) for row in content[name]] == [
            ("2020-06-01", "2020-06-30"), ("2020-07-01", "2020-12-31"),
        ]  # fmt: skip
    assert content["journeys"][0]["hours"] > content["journeys"][1]["hours"]


def test_the_journey_through_time_can_be_written(said: Callable[..., str], tmp_path: Path) -> None:
    out = tmp_path / "journey.parquet"
    said("replay", *ENDS, "--out", str(out))
    assert pd.read_parquet(out)["events"].tolist() == ["ev-border-2020", "", "ev-storm-2024", ""]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--date", "yesterday"), "“yesterday” is not a date"),
        (("--date", "1990-01-01"), "1 Jan 1990 lies outside the replay, which runs from 1 Mar 2020 to 12 Jan 2025."),
        (("--event", "ev-none"), "There is no event of freight “ev-none”."),
        (("--from-date", "2024-01-01", "--to-date", "2023-01-01"), "swap them"),
        (("--from-date", "2031-01-01"), "The replay runs from 1 Mar 2020 to 12 Jan 2025; choose days between."),
        (("--to", "NORTH"), "Origin and destination are the same place"),
        (("--to", "Atlantis"), "“Atlantis” is not a place of this network"),
    ],
)
def test_what_cannot_be_replayed_is_refused_in_one_line(
    refused: Callable[..., str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused("replay", *ENDS, *arguments)
