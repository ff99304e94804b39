"""Readings: what may stand on a yearly line, and both directions turned to the pair asked for."""

import datetime as dt
import math

import pytest

from dashboard.model.records.readings import (
    ESTIMATE,
    IMF,
    NATIONAL,
    QUOTED,
    UNNAMED,
    UnknownPairError,
    may_stand_on_a_line,
    read_pair,
    records,
    say_use,
    split_pair,
)


@pytest.mark.parametrize(
    ("start", "end", "calendar", "year"),
    [
        ((2023, 1, 1), (2023, 12, 31), "gregorian", 2023),
        ((2023, 1, 1), (2023, 9, 30), "gregorian", None),
        ((2022, 7, 1), (2023, 6, 30), "gregorian", None),
        ((2023, 3, 21), (2024, 3, 19), "iranian", 2023),
        ((2024, 3, 20), (2025, 3, 20), "iranian", 2024),
        ((2023, 3, 21), (2023, 12, 21), "iranian", None),
        ((2023, 4, 1), (2024, 3, 31), "fiscal_india", 2023),
        ((2023, 1, 1), (2023, 12, 31), "iranian", None),
        ((2002, 3, 21), (2022, 3, 20), "iranian", None),
    ],
)
def test_only_exactly_one_year_of_its_calendar_has_a_year(made, start, end, calendar, year):
    assert made(start=dt.date(*start), end=dt.date(*end), calendar=calendar).year == year


@pytest.mark.parametrize(
    "kind", ["growth", "share", "stock", "cumulative", "contract", "forecast", "potential", "target"]
)
def test_what_is_no_level_never_stands_on_a_line(made, kind):
    reading = made(kind=kind)
    assert not may_stand_on_a_line(reading)
    assert say_use(reading) != say_use(made())


def test_a_reason_is_given_for_each_kind_of_unfit_figure(made):
    assert say_use(made(unit="EUR")) == "in EUR, not converted"
    assert say_use(made(start=None, end=None)) == "no period stated"
    assert say_use(made(end=dt.date(2020, 9, 30))) == "a part of a year"
    assert say_use(made(start=dt.date(2010, 1, 1))) == "more than one year"
    assert say_use(made(flow="transit")) == "not trade between the two"
    assert say_use(made(usable=False)) == "an error of the source, kept but never used"
    assert say_use(made(basis="commodity", scope="barley")) == "a part of the trade: barley"


def test_one_group_of_goods_may_stand_on_a_line_of_its_own(made):
    barley = made(basis="commodity", scope="barley")
    assert may_stand_on_a_line(barley, "barley")
    assert not may_stand_on_a_line(barley, "wheat")


def test_directions_follow_the_order_of_the_pair(small):
    straight = {r.claim_id: r.flow for r in read_pair(small, "IRN-KAZ")}
    turned = {r.claim_id: r.flow for r in read_pair(small, "KAZ-IRN")}
    assert straight["tr-2024-exports"] == "exports_a_to_b"
    assert turned["tr-2024-exports"] == "exports_b_to_a"
    assert straight["tr-2024"] == turned["tr-2024"] == "turnover"
    assert straight.keys() == turned.keys()


def test_an_importer_reports_the_exports_of_the_other(small):
    flows = {r.claim_id: r.flow for r in read_pair(small, "IRN-KAZ")}
    assert flows["KAZ|IRN|2020|imports|Small DOTS"] == "exports_a_to_b"
    assert flows["KAZ|IRN|2020|exports|Small DOTS"] == "exports_b_to_a"


def test_grades_tell_tables_from_press_and_estimates(small, real):
    grades = {r.claim_id: r.grade for r in read_pair(small, "IRN-KAZ")}
    assert grades["tr-2023-news"] == UNNAMED
    assert grades["IRN|KAZ|2023|exports|Small DOTS"] == ESTIMATE
    grades = {r.claim_id: r.grade for r in read_pair(real, "IRN-KAZ")}
    assert grades["KAZ|IRN|2023|exports|kaz-national"] == NATIONAL
    assert grades["KAZ|IRN|2010|exports|imf-dots"] == IMF
    assert grades["IRN|KAZ|2010|exports|imf-dots"] == ESTIMATE
    assert grades["tf0746"] == NATIONAL  # copied out of the Kazakh table
    assert grades["tf0034"] == QUOTED


@pytest.mark.parametrize("pair", ["", "IRN", "IRN-IRN", "IRN-XXX", "IRN-KAZ-UZB", "irn-kaz"])
def test_a_pair_of_anything_else_is_refused_by_name(small, pair):
    with pytest.raises(UnknownPairError, match=f"{pair!r} is not two different codes"):
        split_pair(small, pair)


def test_records_hold_no_pandas_missing_value(small):
    cells = [cell for row in records(small.trade) for cell in row.values()]
    assert all(cell is None or isinstance(cell, (str, float, int, dt.date)) for cell in cells)
    assert not any(isinstance(cell, float) and math.isnan(cell) for cell in cells)
