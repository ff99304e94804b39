"""Published figures reduced to what a comparison needs: value, unit, how firm, and for which period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from persiantools.jdatetime import JalaliDate

from corridor_data.cells import number_text

_JALALI: Any = JalaliDate  # persiantools has no annotations

_REACH = {
    "over": (1.0, 1.25),
    "at_least": (1.0, 1.25),
    "nearly": (0.93, 1.0),
    "under": (0.75, 1.0),
    "up_to": (0.75, 1.0),
    "approx": (0.975, 1.025),
}
"""How far a hedged figure reaches, as factors of its value: a judgement about what "over" and "nearly" still cover."""


@dataclass(frozen=True)
class Claim:
    """One published figure, reduced to what a comparison needs."""

    row_id: str
    source_id: str
    value: float
    unit: str
    qualifier: str

    def reach(self) -> tuple[float, float]:
        """Return the lowest and the highest value that the figure still covers.

        Examples
        --------
        >>> Claim("a", "s", 340.0, "USD", "exact").reach()
        (335.0, 345.0)
        >>> Claim("a", "s", 100.0, "USD", "over").reach()
        (100.0, 125.0)
        """
        rounding = rounding_of(self.value) if self.qualifier in {"exact", "approx"} else 0.0
        low, high = _REACH.get(self.qualifier, (1.0, 1.0))
        ends = sorted((self.value * low, self.value * high))
        return min(ends[0], self.value - rounding), max(ends[1], self.value + rounding)


def rounding_of(value: float) -> float:
    """Return half of the last significant digit of a number as written.

    Examples
    --------
    >>> rounding_of(378000000.0), rounding_of(4.25), rounding_of(0.0)
    (500000.0, 0.005, 0.0)
    """
    if value == 0:
        return 0.0
    text = number_text(abs(value))
    if "." in text:
        return float(f"5e-{len(text.partition('.')[2]) + 1}")
    return 0.5 * 10.0 ** (len(text) - len(text.rstrip("0")))


def claim_of(row: Mapping[str, Any], key: str) -> Claim:
    """Return the claim of a row of trade or corridor_facts; `key` is the column of its id. An unread value is NaN."""
    value = float("nan") if row["value"] is None else row["value"]
    return Claim(str(row[key]), str(row["source_id"]), value, str(row["unit"]), str(row["qualifier"]))


def flow_text(row: Mapping[str, Any]) -> str:
    """Return the direction of a trade row in a form that does not depend on which partner is called a.

    Examples
    --------
    >>> flow_text({"country_a_iso3": "TJK", "country_b_iso3": "IRN", "flow": "exports_b_to_a"})
    'IRN_to_TJK'
    """
    a, b = row["country_a_iso3"], row["country_b_iso3"]
    return {"exports_a_to_b": f"{a}_to_{b}", "exports_b_to_a": f"{b}_to_{a}"}.get(str(row["flow"]), str(row["flow"]))


def pair_text(row: Mapping[str, Any]) -> str:
    """Return the two partners of a trade row in alphabetical order, as IRN-TJK."""
    return "-".join(sorted((str(row["country_a_iso3"]), str(row["country_b_iso3"]))))


_WHOLE = frozenset({"total goods", "non-oil", "agricultural", "services"})


def basis_text(row: Mapping[str, Any]) -> str:
    """Return what a trade row counts: its basis, and its scope where that is narrower.

    Examples
    --------
    >>> basis_text({"basis": None, "scope": "total goods"}), basis_text({"basis": None, "scope": "barley"})
    ('total', 'barley')
    """
    scope = row["scope"] if row["scope"] and row["scope"].lower() not in _WHOLE else None
    return " ".join(part for part in (row["basis"], scope) if part) or "total"


def jalali(day: dt.date) -> tuple[int, int, int]:
    """Return year, month and day of the Iranian calendar.

    Examples
    --------
    >>> jalali(dt.date(2024, 3, 20))
    (1403, 1, 1)
    """
    converted = _JALALI(day)
    return int(converted.year), int(converted.month), int(converted.day)


def period_text(start: object, end: object) -> str:
    """Return a period in short: a calendar year, an Iranian year, or its first and last day.

    Examples
    --------
    >>> day = dt.date
    >>> period_text(day(2024, 1, 1), day(2024, 12, 31)), period_text(day(2024, 3, 20), day(2025, 3, 20))
    ('2024', 'ir1403')
    >>> period_text(day(2024, 1, 1), day(2024, 6, 30))
    '2024-01-01..2024-06-30'
    """
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return "undated"
    first, last = start, end
    if (first.month, first.day, last) == (1, 1, dt.date(first.year, 12, 31)):
        return str(first.year)
    opening, after = jalali(first), jalali(last + dt.timedelta(days=1))
    if opening[1:] == after[1:] == (1, 1) and after[0] == opening[0] + 1:
        return f"ir{opening[0]}"
    return f"{first}..{last}"
