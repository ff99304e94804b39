"""Who disagrees with whom: published figures for the same thing and period that cannot all be right."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from persiantools.jdatetime import JalaliDate

from corridor_data.read import Table, number_text

_TRADE_KINDS = ("level", "growth", "share", "stock")
_UNDATED_KINDS = ("capacity", "design_capacity", "length", "duration")
_DATED_KINDS = ("level", "growth", "share", "stock", "cumulative", *_UNDATED_KINDS)
_SCOPED = ("commodity", "services", "agricultural")

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
        """
        Return the lowest and the highest value that the figure still covers.

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
    """
    Return half of the last significant digit of a number as written.

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


def computed_conflicts(tables: Mapping[str, Table]) -> pd.DataFrame:
    """
    Return one row a disagreement, with the curated reason where conflict_notes gives one.

    A disagreement is a group of claims about the same thing in the same period, from at least two sources, whose reaches (rounding and
    words such as "over" considered) have no value in common. Notes find their conflict by its id or by two rows that they share.
    """
    notes = tables["conflict_notes"].frame
    publishers = _column(tables["sources"].frame, "source_id", "publisher")
    rows = [
        {**_row(name, table, topic, claims, publishers), **_note(notes, name, claims)}
        for table, groups in (
            ("trade", _trade_groups(tables["trade"].frame)),
            ("corridor_facts", _fact_groups(tables["corridor_facts"].frame)),
        )
        for (name, topic), claims in groups.items()
        if disagree(claims)
    ]
    return pd.DataFrame(sorted(rows, key=lambda row: str(row["conflict_id"])), columns=_COLUMNS)


_COLUMNS = [
    "conflict_id", "table", "topic", "row_ids", "source_ids", "statements", "lowest", "highest", "unit", "spread_pct", "reason",
    "suggested_use",
]  # fmt: skip


def disagree(claims: Sequence[Claim]) -> bool:
    """Return whether claims of at least two sources have no value in common."""
    if len({claim.source_id for claim in claims}) < 2:
        return False
    reaches = [claim.reach() for claim in claims]
    return max(low for low, _ in reaches) > min(high for _, high in reaches)


Groups = dict[tuple[str, str], list[Claim]]


def _trade_groups(frame: pd.DataFrame) -> Groups:
    """Return the comparable claims of trade by conflict id and topic."""
    groups: Groups = {}
    for row in _records(frame):
        if row["kind"] not in _TRADE_KINDS or not row["period_start"] or not row["period_end"]:
            continue
        pair = "-".join(sorted((str(row["country_a_iso3"]), str(row["country_b_iso3"]))))
        basis = str(row["basis"] or "total")
        scope = f" ({row['scope']})" if basis in _SCOPED else ""
        period = period_text(row["period_start"], row["period_end"])
        kind = "" if row["kind"] in {"level", row["measure"]} else f".{row['kind']}"
        flow = _flow(row)
        name = f"trade:{pair}:{flow}:{row['measure']}{kind}:{basis}{scope.lower()}:{period}".replace(";", ",")
        topic = f"{pair} {flow.replace('_', ' ')}, {row['measure']}{kind.replace('.', ' ')}, {basis}{scope}, {period}, {row['unit']}"
        groups.setdefault((f"{name}:{row['unit']}" if row["unit"] not in _PLAIN else name, topic), []).append(
            _claim(row, "claim_id")
        )
    return groups


_PLAIN = ("USD", "t", "percent", "Mt", "Mt/yr", "km", "day")


def _fact_groups(frame: pd.DataFrame) -> Groups:
    """Return the comparable claims of corridor_facts by conflict id and topic."""
    groups: Groups = {}
    for row in _records(frame):
        dated = bool(row["period_start"] and row["period_end"])
        if row["kind"] not in (_DATED_KINDS if dated else _UNDATED_KINDS):
            continue
        period = period_text(row["period_start"], row["period_end"]) if dated else "undated"
        name = f"corridor:{row['subject']}:{row['measure']}:{row['kind']}:{period}".replace(";", ",")
        topic = f"{row['subject']}, {row['measure']} ({row['kind']}), {period}, {row['unit']}"
        groups.setdefault((f"{name}:{row['unit']}" if row["unit"] not in _PLAIN else name, topic), []).append(
            _claim(row, "fact_id")
        )
    return groups


def _records(frame: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield rows as dictionaries, missing as None."""
    columns = {name: frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame.columns}
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))


def _flow(row: Mapping[str, object]) -> str:
    """Return the direction of a trade row in a form that does not depend on which partner is called a."""
    a, b = row["country_a_iso3"], row["country_b_iso3"]
    return {"exports_a_to_b": f"{a}_to_{b}", "exports_b_to_a": f"{b}_to_{a}"}.get(str(row["flow"]), str(row["flow"]))


def _claim(row: Mapping[str, object], key: str) -> Claim:
    """Return the claim of a row."""
    value = row["value"]
    return Claim(
        str(row[key]),
        str(row["source_id"]),
        value if isinstance(value, float) else float("nan"),
        str(row["unit"]),
        str(row["qualifier"]),
    )


def period_text(start: object, end: object) -> str:
    """
    Return a period in short: a calendar year, an Iranian year, or its first and last day.

    Examples
    --------
    >>> day = datetime.date
    >>> period_text(day(2024, 1, 1), day(2024, 12, 31)), period_text(day(2024, 3, 20), day(2025, 3, 20))
    ('2024', 'ir1403')
    >>> period_text(day(2024, 1, 1), day(2024, 6, 30))
    '2024-01-01..2024-06-30'
    """
    if not isinstance(start, datetime.date) or not isinstance(end, datetime.date):
        return "undated"
    first, last = (day.date() if isinstance(day, datetime.datetime) else day for day in (start, end))
    if (first.month, first.day, last) == (1, 1, datetime.date(first.year, 12, 31)):
        return str(first.year)
    opening, after = JalaliDate(first), JalaliDate(last + datetime.timedelta(days=1))
    if (opening.month, opening.day, after.month, after.day) == (1, 1, 1, 1) and after.year == opening.year + 1:
        return f"ir{opening.year}"
    return f"{first}..{last}"


def _row(
    name: str, table: str, topic: str, claims: Sequence[Claim], publishers: Mapping[str, str]
) -> dict[str, object]:
    """Return a conflict as a row, without its note."""
    values = [claim.value for claim in claims]
    low, high = min(values), max(values)
    ordered = sorted(claims, key=lambda claim: (claim.value, claim.row_id))
    said = (
        f"{publishers.get(c.source_id, c.source_id)}: {number_text(c.value)} {c.unit} ({c.qualifier})" for c in ordered
    )
    return {
        "conflict_id": name,
        "table": table,
        "topic": topic,
        "row_ids": ";".join(claim.row_id for claim in ordered),
        "source_ids": ";".join(dict.fromkeys(claim.source_id for claim in ordered)),
        "statements": " | ".join(said),
        "lowest": low,
        "highest": high,
        "unit": claims[0].unit,
        "spread_pct": round(100 * (high - low) / low, 1) if low > 0 else None,
    }


def _note(notes: pd.DataFrame, name: str, claims: Sequence[Claim]) -> dict[str, object]:
    """Return reason and suggested use of the first note that names the conflict or shares two of its rows."""
    rows = {claim.row_id for claim in claims}
    for note in _records(notes):
        named = set(str(note["row_ids"] or "").split(";"))
        if note["conflict_id"] == name or len(rows & named) >= 2:
            return {"reason": note["reason"], "suggested_use": note["suggested_use"]}
    return {"reason": None, "suggested_use": None}


def _column(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    """Return one column by another."""
    return {str(name): str(text) for name, text in zip(frame[key], frame[value], strict=True)}
