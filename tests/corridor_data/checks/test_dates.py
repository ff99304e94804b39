"""Rules of days and periods."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.checks.dates import first_day, last_day
from corridor_data.claims import jalali, period_text


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "check", "problem"),
    [
        ("trade", "tr-2023", "period_start", "", "half_periods", "period_start is empty"),
        ("trade", "tr-2023", "period_end", "2022-12-31", "reversed_periods", "is before period_start 2023-01-01"),
        ("agreements", "ag-transit", "in_force", "2006", "dates_out_of_order", "2006 is before signed 2007-10"),
        ("sources", "railway", "published", "1204", "implausible_years", "1204 is not between"),
        ("trade", "tr-2024", "said_on", "2024-11", "periods_after_statement", "2024-12-31 is after said_on 2024-11"),
        ("trade", "tr-2024", "calendar", "none", "wrong_calendars", "calendar is none although a period is given"),
        ("trade", "tr-potential", "calendar", "iranian", "wrong_calendars", "although no period is given"),
        (
            "trade",
            "tr-ir1402",
            "period_end",
            "2024-03-20",
            "wrong_iranian_periods",
            "not the last day of an Iranian year",
        ),
        (
            "trade",
            "tr-ir1403",
            "period_end",
            "2024-08-31",
            "wrong_iranian_periods",
            "not the last day of an Iranian month",
        ),
        (
            "trade",
            "tr-ir1403",
            "calendar",
            "gregorian",
            "disguised_iranian_years",
            "is a period of the Iranian calendar",
        ),
        ("trade", "tr-2024-half", "calendar", "fiscal_india", None, ""),
        ("events", "ev-border-2020", "end", "", "events_without_end", "end is empty although end_kind is known"),
        ("events", "ev-rumour-2025", "end", "2025-01-12", "events_without_end", "although end_kind is not_found"),
    ],
)
def test_a_spoiled_date_is_found(plant, faults, table, row, column, value, check, problem):
    line = plant(table, row, column, value)
    found = faults()
    if check is None:
        assert found == []
        return
    assert [(f.line, f.check) for f in found] == [(line, check)]
    assert problem in found[0].problem


def test_the_finding_about_an_iranian_year_names_the_right_day(plant, fault):
    plant("trade", "tr-ir1402", "period_end", "2024-03-18")
    assert str(fault()).endswith(
        "[period_end] 2024-03-18 is not the last day of an Iranian year (it is 1402-12-28). "
        "Is `calendar` right? The nearest such day is 2024-03-19"
    )


def test_a_count_until_the_middle_of_an_iranian_month_is_no_fault(plant, faults):
    plant("trade", "tr-ir1403", "period_end", "2025-02-15")
    assert faults() == []


def test_a_forecast_may_speak_of_days_to_come(plant, faults):
    plant("trade", "tr-2024", "said_on", "2024-11")
    plant("trade", "tr-2024", "kind", "forecast")
    assert faults() == []


def test_a_half_known_period_passes_where_the_note_explains_it(plant, faults):
    plant("trade", "tr-2024-half", "period_end", "")
    plant("trade", "tr-2024-half", "note", "end of the period not named")
    assert faults() == []


def test_broken_months_of_the_indian_year_are_found(plant, faults):
    plant("trade", "tr-2024-half", "calendar", "fiscal_india")
    plant("trade", "tr-2024-half", "period_start", "2024-01-05")
    assert [found.check for found in faults()] == ["wrong_fiscal_years"]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2050, 12, 31)))
def test_a_partial_date_holds_every_day_of_itself(day):
    for text in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"):
        assert first_day(text) <= day <= last_day(text)
        assert first_day(text).isoformat().startswith(text)
        assert not (last_day(text) + dt.timedelta(days=1)).isoformat().startswith(text)


@given(st.integers(1330, 1430))
def test_every_iranian_year_is_named_after_itself(year):
    start = next(
        dt.date(year + 621, 3, day) for day in (19, 20, 21, 22) if jalali(dt.date(year + 621, 3, day)) == (year, 1, 1)
    )
    end = next(
        dt.date(year + 622, 3, day) - dt.timedelta(days=1)
        for day in (19, 20, 21, 22)
        if jalali(dt.date(year + 622, 3, day)) == (year + 1, 1, 1)
    )
    assert period_text(start, end) == f"ir{year}"
