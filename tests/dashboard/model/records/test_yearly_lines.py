"""Lines as frames: gaps stay gaps, calendars stay apart."""

import datetime as dt

import pandas as pd

from dashboard.model.records.picks import pick_lines
from dashboard.model.records.readings import ESTIMATE
from dashboard.model.records.yearly_lines import LINE_COLUMNS, lines_frame, picks_frame, say_year

NAMES = {"KAZ": "Kazakhstan", "IRN": "Iran"}


def test_a_missing_year_is_a_row_without_a_value_never_zero(made):
    frame = lines_frame(pick_lines([made("a", year=2018), made("b", year=2021)]), NAMES)
    assert frame["year"].tolist() == [2018, 2019, 2020, 2021]
    assert frame["value"].isna().tolist() == [False, True, True, False]
    assert frame["year_label"].tolist() == ["2018", "2019", "2020", "2021"]
    assert (frame["unit"] == "USD").all()


def test_each_calendar_has_its_own_line_and_its_own_middle_of_the_year(made):
    iranian = made("b", calendar="iranian", start=dt.date(2020, 3, 20), end=dt.date(2021, 3, 20), side="IRN")
    frame = lines_frame(pick_lines([made("a"), iranian]), NAMES)
    assert frame["label"].tolist() == ["Iran's figures, Iranian years", "Kazakhstan's figures"]
    assert frame["middle"].tolist() == [pd.Timestamp(2020, 9, 20), pd.Timestamp(2020, 7, 1)]
    assert frame["year_label"].tolist() == ["1399 (Mar 2020–Mar 2021)", "2020"]


def test_estimates_are_marked_to_be_drawn_apart(made):
    frame = lines_frame(pick_lines([made("a", grade=ESTIMATE), made("b", year=2021)]), NAMES)
    assert frame["estimated"].tolist() == [True, False]


def test_nothing_known_is_an_empty_frame_with_all_columns():
    for frame in (lines_frame({}, NAMES), picks_frame({}, NAMES, ("gregorian",))):
        assert frame.empty
        assert tuple(frame.columns) == LINE_COLUMNS
        assert frame["value"].dtype == "float64"


def test_picks_name_the_line_they_came_from_and_leave_gaps_open(made):
    lines = pick_lines([made("a", year=2018), made("b", year=2020, side="IRN")])
    frame = picks_frame(lines, NAMES, ("gregorian", "iranian"))
    assert frame["label"].tolist() == ["Kazakhstan's figures", "", "Iran's figures"]
    assert frame["claim_ids"].tolist() == ["a", "", "b"]


def test_fiscal_years_are_named_by_their_months():
    assert say_year("fiscal_india", 2020) == "Apr 2020–Mar 2021"
