"""The three sentences that come first."""

import datetime as dt

import pytest

from dashboard.model.questions import OverviewQuestion
from dashboard.model.records.overview import find_overview


@pytest.fixture(scope="module")
def answer(small):
    return find_overview(small, OverviewQuestion(corridor="small-east"))


def test_the_needed_growth_ends_on_the_pledge_and_both_lines_start_at_the_level(answer):
    frame = answer.pace.frame()
    needed = frame[frame["series"] == "needed"]
    assert needed["value"].iloc[-1] == pytest.approx(frame.loc[frame["series"] == "pledge", "value"].iloc[0])
    last_known = frame.loc[(frame["series"] == "known") & frame["value"].notna(), "value"].iloc[-1]
    for series in ("pace", "needed"):
        assert frame.loc[frame["series"] == series, "value"].iloc[0] == pytest.approx(last_known)


def test_drawn_on_years_are_marked_and_known_ones_have_their_claims(answer):
    frame = answer.pace.frame()
    drawn = frame["series"] != "known"
    assert frame.loc[drawn, "estimated"].all()
    assert (frame.loc[~drawn & frame["value"].notna(), "claim_ids"] != "").all()


def test_a_pair_without_pledges_tells_its_trade(small):
    answer = find_overview(small, OverviewQuestion(pair="IRN-TKM", corridor="small-east"))
    assert answer.pace.sentence() == answer.pace.trade.sentence()
    assert set(answer.pace.frame()["series"]) == {"known"}


def test_nothing_shut_is_said_in_so_many_words(answer):
    assert answer.shut.frame().empty
    assert answer.shut.sentence() == "As known on 12 Jan 2025, nothing is shut or restricted."


def test_a_closure_is_counted_first_and_named_after(small):
    shut = find_overview(small, OverviewQuestion(corridor="small-east", date=dt.date(2020, 4, 1))).shut
    assert shut.sentence().startswith("1 closure and 0 restrictions of freight in force, as known on 1 Apr 2020.")
    assert shut.sentence().endswith("Border closed (since 1 Mar 2020).")
    assert shut.frame()["links"].tolist() == [2]


def test_the_latest_known_state_of_the_real_tables_is_that_of_2_july_2026(real):
    answer = find_overview(real, OverviewQuestion())
    assert answer.shut.date == dt.date(2026, 7, 2)
    shut = set(answer.shut.frame()["event_id"])
    assert "EV052" in shut  # Hormuz by permit
    assert "EV053" not in shut  # the blockade ended on 15 June
    assert answer.pace.sentence().startswith("Iran–Kazakhstan: over USD 340m in 2024, USD 3bn pledged.")
    assert "20 Mt promised for 2030" in answer.promises.sentence()


def test_first_sentences_fit_a_headline(real, answer):
    for found in (answer, find_overview(real, OverviewQuestion())):
        assert all(len(part.sentence().split(". ")[0]) <= 90 for part in found.answers())


def test_the_overview_cites_the_sources_of_all_three(real):
    answer = find_overview(real, OverviewQuestion())
    assert set(answer.source_ids) == {item for part in answer.answers() for item in part.source_ids}
    assert set(answer.source_ids) <= set(real.sources["source_id"])
    assert answer.frame()["sentence"].tolist() == [part.sentence() for part in answer.answers()]
