"""What the figures say of a pledge: pace, evidence and lateness, each by itself."""

import dataclasses
import math

import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.questions import TargetsQuestion
from dashboard.model.records.pledges import TARGET_COLUMNS, find_targets


def only(small: Frames, **changes) -> pd.Series:
    """Return the row of one pledge of the small world with some cells changed."""
    table = small.trade_targets
    row = table[table["target_id"] == "tg-3bn"].assign(revises=pd.NA, **changes)
    answer = find_targets(dataclasses.replace(small, trade_targets=row), TargetsQuestion())
    (outlook,) = answer.frame().to_dict("records")
    return pd.Series(outlook)


def test_the_required_growth_leads_from_the_last_known_level_to_the_pledge(small):
    row = only(small)
    assert (row["level"], row["level_label"], row["years_left"]) == (340e6, "2024", 6.0)
    assert row["level"] * (1 + row["required_growth_pct"] / 100) ** row["years_left"] == pytest.approx(row["value"])


def test_a_shrinking_trade_does_not_get_there_at_this_pace(small):
    row = only(small)
    assert row["pace_growth_pct"] < 0
    assert pd.isna(row["reached_year"])
    assert row["reached_text"].startswith("not at this pace")
    assert (row["evidence"], row["lateness"]) == ("behind", "not_due")


def test_a_level_at_or_above_the_pledge_is_reached_and_met(small):
    row = only(small, value=300e6)
    assert (row["evidence"], row["lateness"], row["reached_text"]) == ("reached", "met", "already there")


def test_a_year_past_without_the_figures_is_late_and_evidence_behind(small):
    row = only(small, by_year=2022)
    assert (row["evidence"], row["lateness"], row["late_years"]) == ("behind", "late", 3)
    assert math.isnan(row["required_growth_pct"])


def test_the_year_itself_is_due_not_late(small):
    assert only(small, by_year=2025)["lateness"] == "due"


def test_without_a_year_nothing_is_required_and_nothing_late(small):
    row = only(small, by_year=pd.NA)
    assert (row["lateness"], row["evidence"]) == ("no_date", "behind")
    assert math.isnan(row["required_growth_pct"])
    assert row["level"] * (1 + row["in_window_growth_pct"] / 100) ** 5 == pytest.approx(row["value"])


def test_an_iranian_target_year_ends_in_march(small):
    assert only(small, by_year=2030, by_calendar="iranian")["years_left"] == pytest.approx(5.25)


def test_a_pledge_without_figures_has_no_data_and_no_zero(small):
    elsewhere = small.trade_targets.assign(country_a_iso3="KAZ", country_b_iso3="TKM")
    answer = find_targets(dataclasses.replace(small, trade_targets=elsewhere), TargetsQuestion(pair="KAZ-TKM"))
    assert tuple(answer.frame().columns) == TARGET_COLUMNS
    assert set(answer.frame()["evidence"]) == {"no_data"}
    assert answer.frame()["level"].isna().all()
    assert answer.frame()["pace_growth_pct"].isna().all()


def test_a_unit_that_trade_is_not_counted_in_cannot_be_measured(small):
    row = only(small, unit="percent")
    assert row["evidence"] == "not_measurable"
    assert math.isnan(row["level"])
