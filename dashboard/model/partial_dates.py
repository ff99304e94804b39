"""Days as the tables know them: a day, a month or only a year."""

import calendar
import datetime as dt


def first_day(text: object) -> dt.date | None:
    """Return the first day that a partial date covers; None for a missing one.

    Raises
    ------
    ValueError
        If the text is not YYYY, YYYY-MM or YYYY-MM-DD.

    Examples
    --------
    >>> first_day("2020-02")
    datetime.date(2020, 2, 1)
    """
    if not isinstance(text, str) or not text:
        return None
    parts = [int(part) for part in text.split("-")]
    return dt.date(*[*parts, 1, 1][:3])


def last_day(text: object) -> dt.date | None:
    """Return the last day that a partial date covers; None for a missing one.

    Raises
    ------
    ValueError
        If the text is not YYYY, YYYY-MM or YYYY-MM-DD.

    Examples
    --------
    >>> last_day("2020-02"), last_day("2020")
    (datetime.date(2020, 2, 29), datetime.date(2020, 12, 31))
    """
    first = first_day(text)
    if first is None or not isinstance(text, str) or len(text) > 7:
        return first
    month = first.month if len(text) == 7 else 12
    return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])
