"""Rules of days and periods, in both calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from corridor_data.claims import jalali
from corridor_data.columns import Schema
from corridor_data.findings import Finding
from corridor_data.read import Table, Tables

_PERIODS = ("trade", "commodities", "corridor_facts", "indicators")
"""Tables with period_start, period_end and calendar."""

_SAID = {"trade": "said_on", "corridor_facts": "stated_on", "indicators": "said_on"}
"""Where a statement's day stands."""

_AHEAD = frozenset(
    {"target", "expired_target", "forecast", "contract", "potential", "capacity", "design_capacity", "backlog"}
)
"""Kinds of figures that may speak of days to come."""

_NEAR = 2
"""Days by which a converted date may miss the end of a month and still betray that it was meant."""

_FIRST_YEAR, _LAST_YEAR = 1840, 2060  # the first railway of the region; the last year a target may name

_ORDERS = (
    ("agreements", "signed", "in_force"),
    ("events", "start", "end"),
    ("events", "start", "as_of"),
    ("links", "opened", "status_as_of"),
)
"""Pairs of dates of which the first is not after the second."""


def half_periods(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Periods of which only one end is given, without a word about the other."""
    for table, number, row in _dated(tables):
        if (row["period_start"] is None) != (row["period_end"] is None):
            empty = "period_start" if row["period_start"] is None else "period_end"
            explained = row["note"] or row.get("doubt") or row.get("decision")
            if not explained and (number, empty) not in table.unread:
                problem = f"{empty} is empty and its other end is not"
                yield table.finding(
                    number, empty, problem, "Give both ends or neither, or say in the note what is known"
                )


def reversed_periods(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Periods that end before they start."""
    for table, number, row in _dated(tables):
        start, end = row["period_start"], row["period_end"]
        if start and end and end < start:
            yield table.finding(
                number, "period_end", f"{end} is before period_start {start}", "Exchange or correct them"
            )


def dates_out_of_order(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Dates that come after a date they cannot be after."""
    for name, earlier, later in _ORDERS:
        for number, row in enumerate(tables[name].rows):
            if row[earlier] and row[later] and first_day(row[earlier]) > last_day(row[later]):
                problem = f"{row[later]} is before {earlier} {row[earlier]}"
                yield tables[name].finding(number, later, problem, "Correct one of the two")


def implausible_years(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Dates in a year nobody here can mean."""
    for table in tables.values():
        for column in table.columns:
            if column.type not in {"date", "partial_date"}:
                continue
            for number, row in enumerate(table.rows):
                value = row[column.name]
                if value and not _FIRST_YEAR <= int(str(value)[:4]) <= _LAST_YEAR:
                    problem = f"{value} is not between {_FIRST_YEAR} and {_LAST_YEAR}"
                    yield table.finding(number, column.name, problem, "Write the Gregorian year")


def periods_after_statement(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Figures for a period that was not over when they were said."""
    for table, number, row in _dated(tables):
        said = row.get(_SAID.get(table.name, ""))
        if said and row["period_end"] and row.get("kind") not in _AHEAD and row["period_end"] > last_day(said):
            problem = f"{row['period_end']} is after {_SAID[table.name]} {said}"
            cure = "End the period with the last day the figure can cover, or correct the kind"
            yield table.finding(number, "period_end", problem, cure)


def wrong_calendars(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Periods and calendars of which one is there without the other."""
    for table, number, row in _dated(tables):
        if row["period_start"] and row["calendar"] == "none":
            yield table.finding(number, "calendar", "calendar is none although a period is given", "Name the calendar")
        unread = {(number, "period_start"), (number, "period_end")} & table.unread
        undated = not row["period_start"] and not row["period_end"] and not unread
        if undated and row["calendar"] not in {"none", None}:
            problem = f"calendar is {row['calendar']!r} although no period is given"
            yield table.finding(number, "calendar", problem, "Write none, or give the period")


def wrong_iranian_periods(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Iranian periods with an end that was meant for the end of a month and misses it.

    A count "until 27 Bahman" may end on any day. An end within two days of an Iranian month's, or on the last day of
    a Gregorian month, is a slip of conversion.
    """
    for table, number, row in _dated(tables):
        if row["calendar"] != "iranian":
            continue
        for column, which, shift in (("period_start", "first", 0), ("period_end", "last", 1)):
            day = row[column]
            if day and _misses_month(day + dt.timedelta(days=shift)):
                yield _wrong_end(table, number, column, day, which)


def _misses_month(opening: dt.date) -> bool:
    """Return whether a day that should open a month of the Iranian calendar opens none but nearly does."""
    if jalali(opening)[2] == 1:
        return False
    return opening.day == 1 or any(
        jalali(opening + dt.timedelta(days=step))[2] == 1 for step in range(-_NEAR, _NEAR + 1)
    )


def _wrong_end(table: Table, number: int, column: str, day: dt.date, which: str) -> Finding:
    """Return the finding about an end of an Iranian period, with the nearest day that would do."""
    year, month, at = jalali(day)
    what = "year" if (month, at) >= (12, 25) or (month, at) <= (1, _NEAR) else "month"
    shift = dt.timedelta(days=1 if which == "last" else 0)
    days = (day + dt.timedelta(days=step) for step in sorted(range(-16, 17), key=abs))
    nearest = next(other for other in days if jalali(other + shift)[2] == 1)
    problem = f"{day} is not the {which} day of an Iranian {what} (it is {year}-{month:02d}-{at:02d})"
    return table.finding(number, column, problem, f"Is `calendar` right? The nearest such day is {nearest}")


def disguised_iranian_years(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Iranian years that are filed under another calendar."""
    for table, number, row in _dated(tables):
        start, end = row["period_start"], row["period_end"]
        if row["calendar"] != "gregorian" or not start or not end:
            continue
        if jalali(start)[1:] == (1, 1) and jalali(end + dt.timedelta(days=1))[2] == 1:
            problem = f"{start} to {end} is a period of the Iranian calendar"
            yield table.finding(number, "calendar", problem, "Write iranian, or correct the ends")


def wrong_fiscal_years(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Periods of the Indian fiscal year that do not start and end with a month."""
    for table, number, row in _dated(tables):
        start, end = row["period_start"], row["period_end"]
        if row["calendar"] != "fiscal_india" or not start or not end:
            continue
        if start.day != 1 or (end + dt.timedelta(days=1)).day != 1:
            problem = f"{start} to {end} are no whole months"
            yield table.finding(number, "period_end", problem, "The Indian fiscal year runs from 1 April to 31 March")


def events_without_end(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Events whose end and end_kind contradict each other."""
    table = tables["events"]
    for number, row in enumerate(table.rows):
        if row["end_kind"] == "known" and not row["end"] and (number, "end") not in table.unread:
            yield table.finding(number, "end", "end is empty although end_kind is known", "Give it, or write not_found")
        elif row["end"] and row["end_kind"] in {"not_found", "ongoing"}:
            problem = f"end is {row['end']} although end_kind is {row['end_kind']}"
            yield table.finding(number, "end_kind", problem, "Write known, or leave the end empty")


def first_day(date: str | dt.date) -> dt.date:
    """Return the first day of a year, month or day.

    Examples
    --------
    >>> first_day("2024-02").isoformat(), last_day("2024-02").isoformat()
    ('2024-02-01', '2024-02-29')
    """
    if isinstance(date, dt.date):
        return date
    return dt.date.fromisoformat(date + "0000-01-01"[len(date) :])


def last_day(date: str | dt.date) -> dt.date:
    """Return the last day of a year, month or day."""
    if isinstance(date, dt.date):
        return date
    first = first_day(date)
    if len(date) == 4:
        return dt.date(first.year, 12, 31)
    if len(date) == 7:
        return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first


def _dated(tables: Tables) -> Iterator[tuple[Table, int, dict[str, Any]]]:
    """Yield every row of the tables that have periods."""
    for name in _PERIODS:
        for number, row in enumerate(tables[name].rows):
            yield tables[name], number, row


CHECKS = (
    half_periods,
    reversed_periods,
    dates_out_of_order,
    implausible_years,
    periods_after_statement,
    wrong_calendars,
    wrong_iranian_periods,
    disguised_iranian_years,
    wrong_fiscal_years,
    events_without_end,
)
