"""What the sentences of this room share: firmness, lists and the names of partners."""

import math
from collections.abc import Iterable, Mapping

from corridor_data.load import Frames
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_number

_HOURS_PER_DAY = 24.0
_MOST_HOURS = 72.0
"""Longer times are told in days."""


def say_amount(value: float, unit: str, qualifier: str = "exact") -> str:
    """Return an amount with its unit and how firm it is; a missing amount says so.

    Examples
    --------
    >>> say_amount(340_000_000.0, "USD", "over"), say_amount(float("nan"), "t")
    ('over USD 340m', 'no data')
    """
    amount = format_amount(value, unit)
    if value != value:  # noqa: PLR0124  NaN alone differs from itself
        return amount
    words = {
        "approx": say("about {amount}", amount=amount),
        "over": say("over {amount}", amount=amount),
        "under": say("under {amount}", amount=amount),
        "nearly": say("nearly {amount}", amount=amount),
        "up_to": say("up to {amount}", amount=amount),
        "at_least": say("at least {amount}", amount=amount),
    }
    return words.get(qualifier, amount)


def say_list(words: Iterable[str]) -> str:
    """Return words joined as in a sentence.

    Examples
    --------
    >>> say_list(["Aktau", "Kuryk", "Bautino"]), say_list([])
    ('Aktau, Kuryk and Bautino', '')
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return say("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])


def say_first(words: Iterable[str], most: int) -> str:
    """Return the first words of a list as in a sentence, with how many more there are; one more is named as well.

    Examples
    --------
    >>> say_first(["Aktau", "Kuryk", "Bautino", "Baku", "Alat"], 3), say_first(["Aktau", "Kuryk"], 1)
    ('Aktau, Kuryk, Bautino and 2 more', 'Aktau and Kuryk')
    """
    items = list(words)
    more = len(items) - most
    if more < 2:
        return say_list(items)
    return say("{first} and {count} more", first=", ".join(items[:most]), count=more)


def say_time(hours: float) -> str:
    """Return a time in hours up to three days and in days beyond; one digit below ten, none above.

    Examples
    --------
    >>> say_time(1), say_time(9.96), say_time(80), say_time(500), say_time(float("nan"))
    ('1 hour', '10 hours', '3.3 days', '21 days', 'no data')
    """
    if math.isnan(hours):
        return say("no data")
    value = hours if hours <= _MOST_HOURS else hours / _HOURS_PER_DAY
    rounded = round(value, 1 if round(value, 1) < 10 else 0)
    amount = format_number(rounded)
    one = 1 if rounded == 1 else 2
    if hours <= _MOST_HOURS:
        return say_number("{amount} hour", "{amount} hours", one, amount=amount)
    return say_number("{amount} day", "{amount} days", one, amount=amount)


def country_names(frames: Frames) -> dict[str, str]:
    """Return the English short name of every country and bloc by its code."""
    table = frames.countries
    return dict(zip(table["iso3"].tolist(), table["name"].tolist(), strict=True))


def name_pair(names: Mapping[str, str], pair: str) -> str:
    """Return the two partners of a pair by name; a code without a name stands for itself.

    Examples
    --------
    >>> name_pair({"IRN": "Iran", "KAZ": "Kazakhstan"}, "IRN-KAZ")
    'Iran–Kazakhstan'
    """
    return "–".join(names.get(code, code) for code in pair.split("-"))


def distinct_ids(*columns: Iterable[object]) -> tuple[str, ...]:
    """Return the ids of columns of single ids or lists of ids, sorted, each once; missing ones are passed over.

    Examples
    --------
    >>> distinct_ids(["b", None, "a;b"], ["c"])
    ('a', 'b', 'c')
    """
    found = {item for column in columns for cell in column if isinstance(cell, str) for item in cell.split(";")}
    return tuple(sorted(found - {""}))
