"""Headlines of tables: how many rows, and what stands out."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dashboard.model.records.row_sentences import (
    name_sides,
    say_announcements,
    say_claims,
    say_disputes,
    say_events,
    say_facts,
    say_goods,
    say_journeys,
    say_projects,
    say_targets,
    say_topic,
)

NAMES = {"IRN": "Iran", "KAZ": "Kazakhstan"}
DAY = dt.date(2026, 7, 2)


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def test_targets_are_counted_and_those_past_their_year_told() -> None:
    rows = table({"kind": "target"}, {"kind": "target"}, {"kind": "expired_target"})
    assert say_targets(rows, "KTI") == "3 targets are published for KTI and its links. The year of 1 is past."
    assert say_targets(rows.head(1), "KTI") == "1 target is published for KTI and its links."


def test_a_project_counts_once_at_the_stage_last_told() -> None:
    rows = table(
        {"project": "p", "name": "P", "stage": "planned", "said_on": "2019"},
        {"project": "p", "name": "P", "stage": "completed", "said_on": "2024"},
        {"project": "q", "name": "Q", "stage": "under_construction", "said_on": "2024"},
        {"project": None, "name": "R", "stage": "idea", "said_on": "2020"},
    )
    assert say_projects(rows, "KTI") == "3 projects bear on KTI: 1 is done, 1 is being built and 1 neither."


def test_events_are_named_up_to_three() -> None:
    rows = table(*({"name": f"Event {n}"} for n in range(5)))
    assert say_events(rows, DAY) == "5 events are in force on 2 Jul 2026: Event 0; Event 1; Event 2; 2 more."


def test_facts_in_doubt_are_told() -> None:
    rows = table({"doubt": ""}, {"doubt": "rounded"}, {"doubt": None})
    assert say_facts(rows, "KTI") == "3 published figures speak of KTI and its links. 1 is in doubt."


def test_the_widest_dispute_is_told_with_both_ends() -> None:
    row = {"topic": "Aktau, capacity", "lowest": 3e6, "highest": 5e6, "unit": "t/yr", "spread_pct": 66.0}
    assert say_disputes(table(row, row)) == (
        "Sources disagree on 2 points. The widest gap is 3 Mt a year to 5 Mt a year: Aktau, capacity."
    )


def test_journeys_tell_the_days_they_take() -> None:
    rows = table({"days_min": 3.0, "days_max": 5.0}, {"days_min": None, "days_max": 37.0})
    assert say_journeys(rows, "KTI") == "2 published journeys run along KTI. They take 3 to 37 days."


def test_announcements_run_from_the_first_to_the_last() -> None:
    rows = table({"announced": "2006-11-15"}, {"announced": None}, {"announced": "2025-12"})
    assert say_announcements(rows) == "3 announcements are known. The first is of 15 Nov 2006, the last of Dec 2025."


def test_goods_are_named_by_how_often_they_are_told() -> None:
    rows = table({"commodity": "steel"}, {"commodity": "farm_goods"}, {"commodity": "farm_goods"})
    assert say_goods(rows) == "3 figures are published for groups of goods, most for farm goods and steel."


def test_claims_picked_for_their_year_are_counted() -> None:
    assert say_claims(table({"picked": True}, {"picked": False})).endswith("1 of them are picked for their year.")


@pytest.mark.parametrize("tell", [say_targets, say_projects, say_facts, say_journeys])
def test_a_corridor_without_rows_is_named_all_the_same(tell: Callable[[pd.DataFrame, str], str]) -> None:
    assert tell(table(), "KTI").startswith("No ")
    assert tell(table(), "KTI").removesuffix(" is published.").endswith(("KTI.", "KTI"))


def test_nothing_known_is_a_sentence() -> None:
    none = table()
    assert say_events(none, DAY) == "No event is in force on 2 Jul 2026."
    assert say_disputes(none) == "The sources here do not disagree."
    assert say_claims(none) == "No claim is known."
    assert say_goods(none).startswith("No figure")
    assert say_announcements(none) == "No pledge is known."


def test_flows_and_sides_are_named_after_the_pair_and_the_rows_stay_as_they_were() -> None:
    rows = table({"flow": "exports_b_to_a", "reporter": "KAZ"}, {"flow": "turnover", "reporter": "XXX"})
    named = name_sides(rows, NAMES, "IRN-KAZ")
    assert named["flow"].tolist() == ["Kazakhstan to Iran", "both directions"]
    assert named["reporter"].tolist() == ["Kazakhstan", "XXX"]
    assert rows["flow"].tolist() == ["exports_b_to_a", "turnover"]


@pytest.mark.parametrize(
    ("topic", "unit", "said"),
    [
        ("IRN-KAZ, turnover, value, total, 2019, USD", "USD", "Iran–Kazakhstan, both directions, 2019"),
        ("IRN-KAZ, IRN to KAZ, value, total, 2020, USD", "USD", "Iran to Kazakhstan, 2020"),
        ("EUU-KGZ, KGZ to EUU, value, 2022-03-21..2022-08-22, USD", "USD", "KGZ to EUU, 2022-03-21 to 2022-08-22"),
        ("Khaf-Herat railway, length, length, undated, km", "km", "Khaf-Herat railway, length"),
    ],
)
def test_a_topic_is_told_without_codes(topic: str, unit: str, said: str) -> None:
    assert say_topic(NAMES, topic, unit) == said
