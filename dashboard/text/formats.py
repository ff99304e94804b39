"""Numbers, amounts, periods and dates as the dashboard writes them, in sentences and in figures alike.

One place decides how many digits a figure is given, how millions are shortened and how an Iranian year is named, so
that a headline, an axis and an export never differ.
"""

import datetime as dt
import math
from collections.abc import Callable
from functools import cache, lru_cache

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from persiantools.jdatetime import JalaliDate

from dashboard.text.catalogues import say

_LOCALE = "en"
_DIGITS = 3  # significant digits: what most sources give, and what a reader keeps in mind
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_TONNES = {"t", "tonne", "tonnes"}
_MONEY = {"USD", "EUR", "RUB", "KZT", "IRR", "CNY", "INR"}
_PERCENT = {"percent", "%"}


def format_number(value: float | None, digits: int = _DIGITS) -> str:
    """Return a number with grouped thousands and at most ``digits`` significant digits; a missing one says so.

    An infinite one has no limit. Whole parts are never rounded away: 12,345 stays 12,345.

    Examples
    --------
    >>> format_number(12345.6), format_number(0.04567), format_number(None)
    ('12,346', '0.0457', 'no data')
    """
    if value is None or math.isnan(value):
        return say("no data")
    if math.isinf(value):
        return say("no limit")
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return _grouped(round(value, decimals), decimals)


@lru_cache(maxsize=1 << 14)
def _grouped(value: float, decimals: int) -> str:
    """Return a number with grouped thousands and at most so many decimals; pages write the same ones over and over."""
    return str(format_decimal(value, format="#,##0." + "#" * decimals, locale=_LOCALE))


def format_amount(value: float | None, unit: str, digits: int = _DIGITS) -> str:
    """Return a value with its unit, millions and billions shortened.

    Examples
    --------
    >>> format_amount(1.34e9, "USD"), format_amount(2_100_000, "t"), format_amount(6.2, "Mt/yr")
    ('USD 1.34bn', '2.1 Mt', '6.2 Mt a year')
    >>> format_amount(float("nan"), "USD"), format_amount(12.5, "percent"), format_amount(2e7, "t/yr")
    ('no data', '12.5%', '20 Mt a year')
    """
    if value is None or math.isnan(value):
        return say("no data")
    if unit in _MONEY:
        return f"{unit} {_shorten(value, digits)}"
    if unit in _TONNES:
        return _tonnes(value, digits)
    if unit in _PERCENT:
        return f"{format_number(value, digits)}%"
    if unit.endswith("/yr") and unit not in _UNIT_WORDS:
        return say("{amount} a year", amount=format_amount(value, unit.removesuffix("/yr"), digits))
    number = format_number(value, digits)
    return f"{number} {_UNIT_WORDS[unit]()}" if unit in _UNIT_WORDS else f"{number} {unit}".strip()


def format_range(low: float | None, high: float | None, unit: str) -> str:
    """Return both ends with the unit written once; a range of one value is that value.

    Examples
    --------
    >>> format_range(5, 6, "Mt/yr"), format_range(5, 5, "Mt/yr")
    ('5 to 6 Mt a year', '5 Mt a year')
    """
    if low is None or math.isnan(low) or low == high:
        return format_amount(high, unit)
    if high is None or math.isnan(high):
        return format_amount(low, unit)
    if unit in _MONEY or unit.removesuffix("/yr") in _TONNES:
        return say("{low} to {high}", low=format_amount(low, unit), high=format_amount(high, unit))
    return say("{low} to {high}", low=format_number(low), high=format_amount(high, unit))


def format_percent(value: float | None, digits: int = _DIGITS) -> str:
    """Return a percentage given in percent, not as a fraction."""
    return format_amount(value, "percent", digits)


def format_date(day: dt.date) -> str:
    """Return a calendar day, ``2 Jul 2026``."""
    return str(babel_date(day, "d MMM y", locale=_LOCALE))


def format_partial_date(text: str) -> str:
    """Return ``2026``, ``2026-07`` or ``2026-07-02`` as a reader writes it; anything else comes back unchanged.

    Examples
    --------
    >>> format_partial_date("2026-07"), format_partial_date("2026-07-02"), format_partial_date("2026")
    ('Jul 2026', '2 Jul 2026', '2026')
    """
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in {2, 3}:
        return text
    try:
        day = dt.date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
    except ValueError:
        return text
    return format_date(day) if len(parts) == 3 else str(babel_date(day, "MMM y", locale=_LOCALE))


def iranian_year(day: dt.date) -> int:
    """Return the Iranian year a day lies in; it starts on 20 or 21 March.

    Examples
    --------
    >>> iranian_year(dt.date(2024, 3, 20)), iranian_year(dt.date(2024, 3, 19))
    (1403, 1402)
    """
    return int(_iranian(day).year)


@cache
def iranian_year_span(year: int) -> tuple[dt.date, dt.date]:
    """Return the first and last calendar day of an Iranian year."""
    return _first_day(year), _first_day(year + 1) - dt.timedelta(days=1)


def _iranian(day: dt.date) -> JalaliDate:
    return JalaliDate(day)  # type: ignore[no-untyped-call]


def _first_day(year: int) -> dt.date:
    return JalaliDate(year, 1, 1).to_gregorian()  # type: ignore[no-untyped-call]


def format_iranian_year(year: int) -> str:
    """Return an Iranian year with the months of the calendar it spans.

    Examples
    --------
    >>> format_iranian_year(1403)
    '1403 (Mar 2024–Mar 2025)'
    """
    start, end = iranian_year_span(year)
    return f"{year} ({babel_date(start, 'MMM y', locale=_LOCALE)}–{babel_date(end, 'MMM y', locale=_LOCALE)})"


def format_period(start: dt.date | None, end: dt.date | None, calendar: str) -> str:
    """Return a period in the words of its calendar; whole years by their name, parts of years by their months.

    Examples
    --------
    >>> format_period(dt.date(2024, 1, 1), dt.date(2024, 12, 31), "gregorian")
    '2024'
    >>> format_period(dt.date(2024, 3, 20), dt.date(2025, 3, 20), "iranian")
    '1403 (Mar 2024–Mar 2025)'
    >>> format_period(dt.date(2025, 1, 1), dt.date(2025, 9, 30), "gregorian")
    'Jan–Sep 2025'
    """
    if start is None or end is None:
        known = start or end
        return format_date(known) if known else say("no period stated")
    if calendar == "iranian":
        return _iranian_period(start, end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start == end:
        return format_date(start)
    month = babel_date(end, "MMM y", locale=_LOCALE)
    if (start.year, start.month) == (end.year, end.month):
        return str(month)
    first = babel_date(start, "MMM" if start.year == end.year else "MMM y", locale=_LOCALE)
    return f"{first}–{month}"


def _iranian_period(start: dt.date, end: dt.date) -> str:
    first, last = iranian_year(start), iranian_year(end)
    spans = iranian_year_span(first)[0] == start and iranian_year_span(last)[1] == end
    if spans and first == last:
        return format_iranian_year(first)
    months = f"{babel_date(start, 'MMM y', locale=_LOCALE)}–{babel_date(end, 'MMM y', locale=_LOCALE)}"
    if first != last:
        return f"{first}–{last} ({months})"
    return say("part of {year} ({months})", year=first, months=months)


def _shorten(value: float, digits: int) -> str:
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return format_number(value / scale, digits) + word
    return format_number(value, digits)


def _tonnes(value: float, digits: int) -> str:
    for scale, unit in ((1e6, "Mt"), (1e3, "kt")):
        if abs(value) >= scale:
            return f"{format_number(value / scale, digits)} {unit}"
    return f"{format_number(value, digits)} t"


_UNIT_WORDS: dict[str, Callable[[], str]] = {
    "Mt/yr": lambda: say("Mt a year"),
    "USD/t": lambda: say("USD per tonne"),
    "hour": lambda: say("hours"),
    "day": lambda: say("days"),
}
