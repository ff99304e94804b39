"""Both sides of one flow."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.questions import TradeQuestion
from dashboard.model.records.mirrors import MirrorAnswer, compare_sides
from dashboard.model.records.readings import ESTIMATE, NATIONAL
from dashboard.model.records.trade import find_trade

NO_NOTES = pd.DataFrame({"row_ids": pd.Series(dtype="string"), "reason": pd.Series(dtype="string")})


def rows_of(readings, pair="IRN-KAZ", notes=NO_NOTES):
    return compare_sides(readings, pair, "value", notes)


def test_the_exporter_is_side_a_and_the_gap_is_what_the_importer_counts_more(made):
    out = made("a", side="KAZ", flow="exports_b_to_a", value=100.0, grade=NATIONAL)
    into = made("b", side="IRN", flow="exports_b_to_a", value=80.0)
    (row,) = rows_of([out, into])
    assert (row["side_a"], row["side_b"]) == ("KAZ", "IRN")
    assert (row["gap"], row["ratio"]) == (-20.0, 0.8)
    assert row["independent"]
    assert row["same_year"]


def test_an_iranian_year_is_set_against_the_year_it_starts_in_and_marked(made):
    other = made(
        "b", side="IRN", calendar="iranian", start=dt.date(2020, 3, 20), end=dt.date(2021, 3, 20), basis="non_oil"
    )
    (row,) = rows_of([made("a"), other])
    assert not row["same_year"]
    assert (row["year_a"], row["year_b"]) == ("1399 (Mar 2020–Mar 2021)", "2020")
    assert row["reason"] == "different years; different counts (total goods, without oil)"


def test_a_gap_against_an_estimate_is_marked_and_any_own_figure_is_preferred(made):
    estimate = made("b", side="IRN", grade=ESTIMATE, value=90.0)
    (row,) = rows_of([made("a"), estimate])
    assert not row["independent"]
    own = made("c", side="IRN", calendar="iranian", start=dt.date(2020, 3, 20), end=dt.date(2021, 3, 20), value=70.0)
    (row,) = rows_of([made("a"), estimate, own])
    assert row["independent"]
    assert row["claim_ids_a"] == "c"


def test_the_curated_reason_of_a_disagreement_is_told(made):
    notes = pd.DataFrame({"row_ids": ["a;b"], "reason": ["Grain is booked by port."]}, dtype="string")
    (row,) = rows_of([made("a"), made("b", side="IRN", value=1.0)], notes=notes)
    assert row["reason"] == "Grain is booked by port."


def test_a_disagreement_within_one_side_does_not_explain_the_gap_between_the_sides(made):
    notes = pd.DataFrame({"row_ids": ["a;x"], "reason": ["First estimate."]}, dtype="string")
    (row,) = rows_of([made("a"), made("b", side="IRN", value=1.0)], notes=notes)
    assert row["reason"] == ""


def test_a_year_with_one_side_only_has_no_gap(made):
    assert rows_of([made("a"), made("b", side="IRN", year=2021)]) == []


@given(
    values=st.lists(
        st.tuples(st.integers(2015, 2020), st.floats(1, 1e9), st.floats(1, 1e9)), unique_by=lambda row: row[0]
    )
)
def test_gaps_are_the_same_from_either_end(made, values):
    rows = []
    for year, out, into in values:
        rows += [
            made(f"o{year}", year=year, flow="exports_a_to_b", side="IRN", value=out),
            made(f"i{year}", year=year, flow="exports_a_to_b", side="KAZ", value=into),
            made(f"t{year}", year=year, side="IRN", value=out),
            made(f"u{year}", year=year, side="KAZ", value=into),
        ]
    swapped = {"exports_a_to_b": "exports_b_to_a", "turnover": "turnover"}
    turned = [made(r.claim_id, year=r.year, flow=swapped[r.flow], side=r.side, value=r.value) for r in rows]
    here, there = rows_of(rows), rows_of(turned, "KAZ-IRN")
    assert len(here) == len(there) == 2 * len(values)
    for flow, other_flow, sign in (("exports_a_to_b", "exports_b_to_a", 1), ("turnover", "turnover", -1)):
        gaps = {row["year"]: row["gap"] for row in here if row["flow"] == flow}
        assert gaps == {row["year"]: sign * row["gap"] for row in there if row["flow"] == other_flow}


def test_the_real_gap_of_kazakhstan_and_iran_is_explained_by_its_curator(real):
    gaps = find_trade(real, TradeQuestion(pair="IRN-KAZ")).gaps()
    (row,) = gaps[(gaps["flow"] == "turnover") & (gaps["year"] == 2021)].to_dict("records")
    assert (row["claim_ids_a"], row["claim_ids_b"]) == ("tf0040", "tf0749")
    assert (row["value_a"], round(row["value_b"] / 1e6, 1)) == (265.2e6, 440.9)
    assert not row["same_year"]
    assert row["reason"].startswith("Kazakhstan books grain shipped to Caspian ports to Iran")


def test_the_answer_speaks_of_the_latest_year_in_which_both_speak_for_themselves(small):
    answer = find_trade(small, TradeQuestion()).mirror()
    assert isinstance(answer, MirrorAnswer)
    latest = answer.frame()[answer.frame()["independent"]].iloc[-1]
    assert answer.sentence().startswith(f"Iran reports {'USD 305m'} for 1403")
    assert latest["value_a"] == pytest.approx(305e6)
    assert set(answer.source_ids) <= set(small.sources["source_id"])


def test_a_pair_without_two_sides_says_so(small):
    answer = find_trade(small, TradeQuestion(pair="IRN-TKM")).mirror()
    assert answer.frame().empty
    assert answer.sentence() == "Iran–Turkmenistan: there is no year with figures of both sides."
