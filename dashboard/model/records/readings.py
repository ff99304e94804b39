"""Everything published about the trade of two partners, and what each figure can be used for.

A reading is a published claim or a figure of a yearly table, turned so that ``a`` is the first partner asked for.
Readings that are levels of one whole year may stand on a yearly line; the others are kept, with the reason why not.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from corridor_data.load import Frames
from dashboard.text import say

NATIONAL, IMF, OFFICIAL, QUOTED, UNNAMED, ESTIMATE = range(6)
"""Grades of a reading, best first: the order in which one is picked before another."""

WHOLE_TRADE = ("total", "gas_included", "non_oil", "gas_excluded", "origin", "purchase", "consignment")
"""Counting rules that cover all goods, give or take oil, gas and how origin is told; fullest first."""

_PARTS = ("agricultural", "services")
_SWAPPED = {"exports_a_to_b": "exports_b_to_a", "exports_b_to_a": "exports_a_to_b"}
_UNITS = {"value": "USD", "mass": "t"}
_OFFICIAL_KINDS = {"official_statistics", "official_statement", "dataset"}
_IMF_PREFIX = "imf"  # first letters of the data sets in which the IMF speaks for a country
_LONGEST_YEAR = 366
_CLAIM_COLUMNS = (
    "claim_id", "reporter_iso3", "country_a_iso3", "flow", "measure", "kind", "value", "unit", "scope", "basis",
    "partner_definition", "period_start", "period_end", "calendar", "said_on", "qualifier", "doubt", "source_id",
)  # fmt: skip
_FIGURE_COLUMNS = (
    "reporter_iso3", "partner_iso3", "year", "flow", "value_usd", "dataset", "quality", "partner_definition",
    "source_id", "note",
)  # fmt: skip


class UnknownPairError(ValueError):
    """The pair asked for is not two different codes of countries.csv joined by a hyphen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One published figure about a pair.

    Attributes
    ----------
    claim_id
        Key of the row; of a yearly figure its parts joined by ``|``.
    side
        Whose figure it is; empty where the source does not say.
    basis
        Counting rule; of ``commodity`` and ``part`` the ``scope`` names what is counted.
    said
        When it was said or published, as printed; empty where unknown.
    grade
        One of NATIONAL … ESTIMATE.
    usable
        False for an error of the source, which is kept but never used.
    parts
        Ids of both directions where the reading is their sum.
    """

    claim_id: str
    table: str
    side: str
    flow: str
    measure: str
    kind: str
    value: float
    unit: str
    scope: str
    basis: str
    partner_definition: str
    start: dt.date | None
    end: dt.date | None
    calendar: str
    qualifier: str
    doubt: str
    said: str
    source_id: str
    grade: int
    usable: bool = True
    parts: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """Calendar year in which the period starts, if the period is exactly one year of its calendar."""
        if self.start is None or self.end is None or not 364 <= (self.end - self.start).days <= _LONGEST_YEAR:
            return None
        first, last = (self.start.month, self.start.day), (self.end.month, self.end.day)
        fits = {
            "gregorian": first == (1, 1) and last == (12, 31),
            "fiscal_india": first == (4, 1) and last == (3, 31),
            "iranian": first in {(3, 20), (3, 21), (3, 22)} and last in {(3, 19), (3, 20), (3, 21)},
        }
        return self.start.year if fits.get(self.calendar, False) else None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the rows it stands on."""
        return self.parts or (self.claim_id,)


def split_pair(frames: Frames, pair: str) -> tuple[str, str]:
    """Return the two codes of a pair such as ``IRN-KAZ``; ``UnknownPairError`` if it is none."""
    known = set(frames.countries["iso3"].tolist())
    codes = pair.split("-")
    if len(codes) != 2 or codes[0] == codes[1] or not known.issuperset(codes):
        expected = "two different codes such as IRN-KAZ"
        raise UnknownPairError(f"{pair!r} is not {expected}, out of the {len(known)} of countries.csv")
    return codes[0], codes[1]


def read_pair(frames: Frames, pair: str) -> tuple[Reading, ...]:
    """Return all readings of a pair, claims and yearly figures, sorted by id.

    Raises
    ------
    UnknownPairError
        If the pair is not two different codes of countries.csv.
    """
    a, b = split_pair(frames, pair)
    figures = list(_figures(frames, a, b))
    return tuple(sorted([*figures, *_claims(frames, a, b, figures)], key=lambda reading: reading.claim_id))


def records(frame: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield the rows of a frame as plain values: missing is None, a date is a date."""
    names = frame.columns.tolist()
    columns = [_plain(frame[name]) for name in names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _plain(column: pd.Series) -> list[object]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return [None if pd.isna(cell) else cell.date() for cell in column]
    return [None if cell is pd.NA or cell != cell else cell for cell in column.tolist()]  # noqa: PLR0124  NaN


def _claims(frames: Frames, a: str, b: str, figures: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the claims; one copied out of a yearly table of the pair has the grade of the figure it copies."""
    table = frames.trade
    rows = _of_pair(table, a, b, ("country_a_iso3", "country_b_iso3"), _CLAIM_COLUMNS)
    sources = frames.sources.loc[
        frames.sources["source_id"].isin(rows["source_id"]), ["source_id", "kind", "published"]
    ]
    cited = {str(row["source_id"]): row for row in records(sources)}
    tables = {figure.source_id: min(figure.grade, IMF) for figure in figures}
    estimates = {(figure.source_id, figure.side, figure.year) for figure in figures if figure.grade == ESTIMATE}
    for row in records(rows):
        source_id, side, start = str(row["source_id"]), _text(row["reporter_iso3"]), row["period_start"]
        year = start.year if isinstance(start, dt.date) else None
        source = cited.get(source_id, {})
        grade = tables.get(source_id, _grade("", side, estimated=False, kind=_text(source.get("kind"))))
        grade = ESTIMATE if (source_id, side, year) in estimates else grade
        yield _claim(row, grade, turned=row["country_a_iso3"] == b, published=_text(source.get("published")))


def _of_pair(table: pd.DataFrame, a: str, b: str, ends: tuple[str, str], columns: Sequence[str]) -> pd.DataFrame:
    """Return the wanted columns of the rows between two partners, either way round."""
    first, second = (table[end].isin((a, b)).to_numpy(dtype=bool) for end in ends)
    found = np.flatnonzero(first & second)
    return table[list(columns)].take(found)


def _claim(row: Mapping[str, object], grade: int, *, turned: bool, published: str) -> Reading:
    flow, scope, basis = str(row["flow"]), _text(row["scope"]), _text(row["basis"])
    return Reading(
        claim_id=str(row["claim_id"]),
        table="trade",
        side=_text(row["reporter_iso3"]),
        flow=_SWAPPED.get(flow, flow) if turned else flow,
        measure=str(row["measure"]),
        kind=str(row["kind"]),
        value=number_of(row["value"]),
        unit=str(row["unit"]),
        scope=scope,
        basis=basis or "total",
        partner_definition=_text(row["partner_definition"]),
        start=_day(row["period_start"]),
        end=_day(row["period_end"]),
        calendar=str(row["calendar"]),
        qualifier=str(row["qualifier"]),
        doubt=_text(row["doubt"]),
        said=_text(row["said_on"]) or published,
        source_id=str(row["source_id"]),
        grade=grade,
    )


def _figures(frames: Frames, a: str, b: str) -> Iterator[Reading]:
    rows = _of_pair(frames.trade_series, a, b, ("reporter_iso3", "partner_iso3"), _FIGURE_COLUMNS)
    for row in records(rows):
        if row["value_usd"] is not None:
            yield _figure(row, out_of_a=(row["reporter_iso3"] == a) == (row["flow"] == "exports"))


def _figure(row: Mapping[str, object], *, out_of_a: bool) -> Reading:
    side, year, quality = str(row["reporter_iso3"]), int(str(row["year"])), row["quality"]
    key = (side, row["partner_iso3"], year, row["flow"], row["dataset"])
    return Reading(
        claim_id="|".join(str(part) for part in key),
        table="trade_series",
        side=side,
        flow="exports_a_to_b" if out_of_a else "exports_b_to_a",
        measure="value",
        kind="level",
        value=number_of(row["value_usd"]),
        unit="USD",
        scope="",
        basis="total",
        partner_definition=_text(row["partner_definition"]),
        start=dt.date(year, 1, 1),
        end=dt.date(year, 12, 31),
        calendar="gregorian",
        qualifier="exact",
        doubt="" if quality in {"ok", "estimate"} else _text(row["note"]),
        said="",
        source_id=str(row["source_id"]),
        grade=_grade(str(row["dataset"]), side, estimated=quality == "estimate", kind="dataset"),
        usable=quality != "source_error",
    )


def _grade(dataset: str, side: str, *, estimated: bool, kind: str) -> int:
    """Return the grade; a claim copied out of a yearly table has the grade of that table."""
    if estimated:
        return ESTIMATE
    if dataset:
        return IMF if dataset.startswith(_IMF_PREFIX) else NATIONAL
    if not side:
        return UNNAMED
    return OFFICIAL if kind in _OFFICIAL_KINDS else QUOTED


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def number_of(cell: object) -> float:
    """Return a cell as a number; NaN where it holds none."""
    return float(cell) if isinstance(cell, (int, float)) else float("nan")


def _day(cell: object) -> dt.date | None:
    return cell if isinstance(cell, dt.date) else None


def may_stand_on_a_line(reading: Reading, scope: str = "") -> bool:
    """Return whether the reading is a level of one whole year: of all goods, farm goods or one ``scope``."""
    of_scope = bool(scope) and reading.scope == scope
    return not any(holds(reading) for holds, _ in (_OBSTACLES[:-1] if of_scope else _OBSTACLES))


def say_use(reading: Reading) -> str:
    """Return what the reading can be used for: a yearly level, or why it is none."""
    for holds, words in _OBSTACLES:
        if holds(reading):
            return words(reading)
    return say("a level of one year")


def _no_period(reading: Reading) -> bool:
    return reading.start is None or reading.end is None


def _too_long(reading: Reading) -> bool:
    return reading.start is not None and reading.end is not None and (reading.end - reading.start).days > _LONGEST_YEAR


_KINDS: dict[str, Callable[[], str]] = {
    "growth": lambda: say("a growth, not a level"),
    "share": lambda: say("a share, not a level"),
    "stock": lambda: say("a stock at a date, not a yearly flow"),
    "cumulative": lambda: say("a sum over several years"),
    "backlog": lambda: say("a backlog, not a flow"),
    "contract": lambda: say("a contract, not a flow"),
    "forecast": lambda: say("a forecast"),
    "potential": lambda: say("a potential"),
    "capacity": lambda: say("a capacity"),
    "target": lambda: say("a target"),
    "expired_target": lambda: say("a target past its year"),
}

_OBSTACLES: tuple[tuple[Callable[[Reading], bool], Callable[[Reading], str]], ...] = (
    (lambda r: r.kind != "level", lambda r: _KINDS[r.kind]() if r.kind in _KINDS else say("not a level")),
    (lambda r: r.measure not in _UNITS, lambda _: say("not an amount")),
    (lambda r: r.flow not in {"turnover", *_SWAPPED}, lambda _: say("not trade between the two")),
    (lambda r: r.unit != _UNITS[r.measure], lambda r: say("in {unit}, not converted", unit=r.unit)),
    (lambda r: not r.usable, lambda _: say("an error of the source, kept but never used")),
    (_no_period, lambda _: say("no period stated")),
    (_too_long, lambda _: say("more than one year")),
    (lambda r: r.year is None, lambda _: say("a part of a year")),
    (
        lambda r: r.basis not in WHOLE_TRADE + _PARTS,
        lambda r: say("a part of the trade: {scope}", scope=r.scope or r.basis),
    ),
)


def say_grade(grade: int) -> str:
    """Return what a grade means."""
    return (
        say("the country's own yearly table"),
        say("the yearly table of the IMF"),
        say("an official statement"),
        say("a press report that names the official side"),
        say("a report that names no side"),
        say("an IMF estimate from the partner's data"),
    )[grade]


def say_basis(basis: str) -> str:
    """Return what a counting rule counts, empty for total goods."""
    words = {
        "non_oil": say("without oil"),
        "agricultural": say("farm goods"),
        "services": say("services"),
        "gas_included": say("gas included"),
        "gas_excluded": say("without gas"),
        "origin": say("by country of origin"),
        "purchase": say("by country of purchase"),
        "consignment": say("by country of consignment"),
    }
    return words.get(basis, "")
