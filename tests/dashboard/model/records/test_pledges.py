"""Pledges as announced and revised, one row an announcement, against what is known."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from dashboard.model.questions import TargetsQuestion
from dashboard.model.records.pledges import find_targets
from dashboard.model.records.readings import UnknownPairError
from tests.dashboard.model.records.test_verdicts import only


def test_official_status_is_told_as_curated_whatever_the_figures_say(small):
    row = only(small, value=300e6, official_status="superseded")
    assert (row["official_status"], row["evidence"]) == ("superseded", "reached")


def test_revisions_lead_back_to_the_first_announcement(small):
    answer = find_targets(small, TargetsQuestion())
    row = answer.frame().set_index("target_id").loc["tg-3bn"]
    assert (row["first_announced"], row["first_by"], row["revisions"]) == ("2022-06-19", "Both presidents", 1)
    assert answer.revisions()["chain"].tolist() == ["an-2022", "an-2022"]
    assert answer.revisions()["announced"].is_monotonic_increasing


def test_rows_that_revise_each_other_in_a_ring_do_not_hang(small):
    ring = small.trade_targets.assign(revises=["tg-3bn", "tg-1bn", pd.NA])
    answer = find_targets(dataclasses.replace(small, trade_targets=ring), TargetsQuestion())
    assert len(answer.frame()) == 2


def test_several_sources_of_one_announcement_are_one_pledge(small):
    table = small.trade_targets
    twice = pd.concat([table, table[table["target_id"] == "tg-3bn"].assign(target_id="tg-3bn-b", source_id="news-one")])
    answer = find_targets(dataclasses.replace(small, trade_targets=twice), TargetsQuestion())
    assert answer.frame()["announcement_id"].is_unique
    row = answer.frame().set_index("announcement_id").loc["an-2024"]
    assert {"news-one", "news-two"} <= set(row["source_ids"].split(";"))


def test_all_pairs_are_told_together(small):
    answer = find_targets(small, TargetsQuestion(pair=""))
    assert set(answer.frame()["pair"]) == {"IRN-KAZ"}
    assert answer.sentence().startswith("Of 2 pledges 0 were reached")
    mass = find_targets(small, TargetsQuestion(pair="", measure="mass"))
    assert mass.frame()["evidence"].tolist() == ["no_data"]


def test_the_headline_is_the_latest_and_largest_pledge_and_its_first_sentence_is_short(small):
    answer = find_targets(small, TargetsQuestion())
    assert answer.headline()["target_id"] == "tg-3bn"
    assert answer.sentence().split(". ")[0] == "Iran–Kazakhstan: USD 340m in 2024, USD 3bn by 2030 pledged"


def test_the_real_flagship_pledge_is_not_reached_at_this_pace(real):
    answer = find_targets(real, TargetsQuestion(pair="IRN-KAZ"))
    row = answer.headline()
    assert (row["value"], row["by_year"], row["level"], row["level_year"]) == (3e9, None, 340e6, 2024)
    assert row["best_years"] == "2001–2006"  # 219.9m to 2,099m, KAZ as reporter
    assert row["best_growth_pct"] == pytest.approx(100 * ((2099.216 / 219.875) ** 0.2 - 1), abs=0.01)
    assert row["reached_year"] is None
    assert "not reached in this century" in answer.sentence()


def test_a_pledge_of_the_past_is_judged_by_the_figures_of_its_year(real):
    rows = find_targets(real, TargetsQuestion(pair="IRN-KAZ")).frame().set_index("target_id")
    assert (rows.loc["tg016", "evidence"], rows.loc["tg016", "lateness"]) == (
        "reached",
        "met",
    )  # 1.5bn by 2006, 2.1bn came


def test_sources_are_those_of_pledges_and_levels(real):
    answer = find_targets(real, TargetsQuestion(pair="IRN-UZB"))
    assert set(answer.source_ids) <= set(real.sources["source_id"])
    assert list(answer.source_ids) == sorted(set(answer.source_ids))


def test_the_day_looked_from_is_the_last_known_one_not_today(small):
    assert find_targets(small, TargetsQuestion()).as_of == dt.date(2025, 1, 12)


def test_an_unknown_pair_is_refused(small):
    with pytest.raises(UnknownPairError):
        find_targets(small, TargetsQuestion(pair="KAZ"))
