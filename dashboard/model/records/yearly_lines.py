"""Yearly lines as frames: a row for every year between the first and the last, without a value where none is known."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping

import pandas as pd

from dashboard.model.records.picks import Line, Lines, Pick, is_estimated, pick_years
from dashboard.model.records.readings import say_basis, say_grade
from dashboard.text import say
from dashboard.text.formats import format_iranian_year, iranian_year

CALENDARS = ("gregorian", "iranian", "fiscal_india")
"""Year bases, in the order in which a headline prefers them."""

LINE_COLUMNS = (
    "line", "label", "side", "calendar", "basis", "year", "year_label", "middle", "value", "unit", "qualifier",
    "estimated", "grade", "claim_ids", "agreeing_ids", "rejected_ids", "source_ids", "doubt", "reason",
)  # fmt: skip
_TEXTS = ("qualifier", "grade", "claim_ids", "agreeing_ids", "rejected_ids", "source_ids", "doubt", "reason")


def lines_frame(lines: Lines, names: Mapping[str, str]) -> pd.DataFrame:
    """Return all lines, one row a line and year.

    Returns
    -------
    pandas.DataFrame
        ``line`` (key), ``label``, ``side`` (code, empty where not said), ``calendar``, ``basis``, ``year`` (calendar
        year in which the year starts), ``year_label``, ``middle`` (middle of the year, so that calendars can share an
        axis), ``value`` (NaN in a gap), ``unit``, ``qualifier``, ``estimated`` (made from the partner's data),
        ``grade``, ids of the claims picked, agreeing and rejected, ``source_ids``, ``doubt`` and ``reason``.
    """
    rows: list[dict[str, object]] = []
    for line, by_year in lines.items():

        def known(year: int, line: Line = line, by_year: Mapping[int, Pick] = by_year) -> dict[str, object]:
            return _known(names, line, by_year[year])

        rows += _with_gaps(by_year, known, {**_line_cells(names, line), "calendar": line.calendar})
    return _frame(rows)


def picks_frame(lines: Lines, names: Mapping[str, str], calendars: Collection[str]) -> pd.DataFrame:
    """Return the one pick a calendar and year, in the columns of `lines_frame`; ``line`` says where it was taken."""
    rows: list[dict[str, object]] = []
    for calendar in calendars:
        taken = pick_years(lines, calendar)

        def known(year: int, taken: Mapping[int, tuple[Line, Pick]] = taken) -> dict[str, object]:
            return _known(names, *taken[year])

        rows += _with_gaps(taken, known, {"calendar": calendar, "line": "", "label": "", "side": "", "basis": ""})
    return _frame(rows)


def _with_gaps(
    years: Collection[int], known: Callable[[int], dict[str, object]], cells: Mapping[str, object]
) -> list[dict[str, object]]:
    """Return a row for every year from the first to the last known one."""
    if not years:
        return []
    calendar = str(cells["calendar"])
    return [
        known(year) if year in years else {**cells, **_year_cells(calendar, year), "value": float("nan")}
        for year in range(min(years), max(years) + 1)
    ]


def _known(names: Mapping[str, str], line: Line, pick: Pick) -> dict[str, object]:
    reading = pick.reading
    return {
        **_line_cells(names, line),
        **_year_cells(line.calendar, pick.year),
        "calendar": line.calendar,
        "value": reading.value,
        "unit": reading.unit,
        "qualifier": reading.qualifier,
        "estimated": is_estimated(reading),
        "grade": say_grade(reading.grade),
        "claim_ids": ";".join(reading.ids),
        "agreeing_ids": ";".join(pick.agreeing),
        "rejected_ids": ";".join(pick.rejected),
        "source_ids": reading.source_id,
        "doubt": pick.doubt,
        "reason": pick.reason,
    }


def _line_cells(names: Mapping[str, str], line: Line) -> dict[str, object]:
    return {"line": "|".join(line), "label": say_line(names, line), "side": line.side, "basis": line.basis}


def _year_cells(calendar: str, year: int) -> dict[str, object]:
    middles = {"gregorian": (year, 7, 1), "iranian": (year, 9, 20), "fiscal_india": (year, 9, 30)}
    return {"year": year, "year_label": say_year(calendar, year), "middle": pd.Timestamp(*middles[calendar])}


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(LINE_COLUMNS))
    units = frame["unit"].dropna().unique()
    empty = dict.fromkeys(_TEXTS, "") | {"estimated": False, "unit": units[0] if len(units) else ""}
    frame = frame.astype({"value": "float64", "estimated": "boolean"}).fillna(empty)
    return frame.astype({"estimated": "bool", "year": "Int64"})


def say_year(calendar: str, year: int) -> str:
    """Return the year of a calendar by its own name; ``year`` is the calendar year in which it starts.

    Examples
    --------
    >>> say_year("gregorian", 2024), say_year("iranian", 2024), say_year("fiscal_india", 2024)
    ('2024', '1403 (Mar 2024–Mar 2025)', 'Apr 2024–Mar 2025')
    """
    if calendar == "iranian":
        return format_iranian_year(iranian_year(dt.date(year, 6, 1)))
    if calendar == "fiscal_india":
        return say("Apr {first}–Mar {last}", first=year, last=year + 1)
    return str(year)


def say_line(names: Mapping[str, str], line: Line) -> str:
    """Return whose figures a line shows, with the counting rule and the year basis where they are not the usual ones.

    Examples
    --------
    >>> say_line({"IRN": "Iran"}, Line("IRN", "iranian", "non_oil", ""))
    "Iran's figures, without oil, Iranian years"
    """
    side = say("{country}'s figures", country=names.get(line.side, line.side)) if line.side else say("side not named")
    years = {"iranian": say("Iranian years"), "fiscal_india": say("Indian fiscal years")}
    parts = (side, say_basis(line.basis), line.partner_definition, years.get(line.calendar, ""))
    return ", ".join(part for part in parts if part)
