"""Mirror data: the same flow as the exporter counts it (FOB) and as the importer counts it (CIF)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from corridor_data.load import split_ids
from dashboard.model.phrases import distinct_ids, name_pair, say_amount
from dashboard.model.records.picks import Line, Lines, Pick, find_levels, is_estimated, pick_lines
from dashboard.model.records.readings import WHOLE_TRADE, Reading, number_of, records, say_basis
from dashboard.model.records.yearly_lines import say_year
from dashboard.text import say
from dashboard.text.formats import format_number

GAP_COLUMNS = (
    "flow", "year", "year_a", "year_b", "side_a", "side_b", "value_a", "value_b", "qualifier_a", "qualifier_b", "unit",
    "gap", "ratio", "same_year", "independent", "basis_a", "basis_b", "reason", "claim_ids_a", "claim_ids_b",
    "source_ids",
)  # fmt: skip

_FLOWS = ("turnover", "exports_a_to_b", "exports_b_to_a")
Reasons = Sequence[tuple[frozenset[str], frozenset[str], str]]
"""Curated reasons of disagreements, each with its rows and sides: it explains a gap only if both sides are in it."""

_GREGORIAN_FIRST = {"gregorian": 0, "iranian": 1, "fiscal_india": 2}


@dataclass(frozen=True, eq=False)
class MirrorAnswer:
    """The same flow as both sides count it, year by year."""

    pair: str
    names: Mapping[str, str]
    gaps: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return one row a year in which both sides have a figure, see `compare_sides`."""
        return self.gaps.reset_index(drop=True)

    def sentence(self) -> str:
        """Return the latest year in which both sides speak for themselves, and why they may differ."""
        independent = self.gaps[self.gaps["independent"]]
        if independent.empty:
            return say("{pair}: there is no year with figures of both sides.", pair=name_pair(self.names, self.pair))
        row = list(records(independent))[-1]
        a, b = (self.names.get(str(row[side]), str(row[side])) for side in ("side_a", "side_b"))
        text = say(
            "{a} reports {amount_a} for {year_a}, {b} {amount_b} for {year_b}.",
            a=a,
            amount_a=say_amount(number_of(row["value_a"]), str(row["unit"]), str(row["qualifier_a"])),
            year_a=row["year_a"],
            b=b,
            amount_b=say_amount(number_of(row["value_b"]), str(row["unit"]), str(row["qualifier_b"])),
            year_b=row["year_b"],
        )
        ratio = say("The second is {ratio} times the first.", ratio=format_number(number_of(row["ratio"])))
        why = row["reason"]
        return " ".join([text, ratio, *([say("Likely reason: {reason}.", reason=str(why).rstrip("."))] if why else [])])

    def subtitle(self) -> str:
        """Return what is compared."""
        return say(
            "{pair}: the same trade as each side counts it; of one direction the exporter FOB, the importer CIF",
            pair=name_pair(self.names, self.pair),
        )

    def notes(self) -> tuple[str, ...]:
        """Return which rows tell little."""
        notes = []
        if not self.gaps["independent"].all():
            notes.append(say("Rows with an IMF estimate made from the other side's data show no real gap."))
        if not self.gaps["same_year"].all():
            notes.append(say("An Iranian year is set against the calendar year in which it starts."))
        return tuple(notes)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of both sides."""
        return distinct_ids(self.gaps["source_ids"])


def compare_sides(readings: Sequence[Reading], pair: str, measure: str, notes: pd.DataFrame) -> list[dict[str, object]]:
    """Return one row a flow and year in which both sides have a figure for the whole trade.

    For one direction ``side_a`` is the exporter and ``side_b`` the importer; for turnover they are the partners in the
    order of the pair. ``gap`` is b less a, ``ratio`` b by a. Where one side counts Iranian years they are set against
    the calendar year in which they start, and ``same_year`` is False. ``independent`` is False where one of the
    figures is an estimate made from the other side's data: such a gap tells nothing.

    Parameters
    ----------
    readings
        All readings of the pair.
    pair
        Two codes joined by a hyphen.
    measure
        ``value`` or ``mass``.
    notes
        Curated notes on disagreements: ``row_ids`` and ``reason``. One explains a gap if it is about one of the rows
        compared and both sides speak in it.
    """
    first, second = pair.split("-")
    reasons = _reasons(notes, readings)
    rows: list[dict[str, object]] = []
    for flow in _FLOWS:
        lines = pick_lines(find_levels(readings, measure, flow))
        a, b = (second, first) if flow == "exports_b_to_a" else (first, second)
        for year, of_a, of_b in _matched(lines, a, b):
            rows.append(_gap_row(flow, year, of_a, of_b, reasons))
    return rows


def _matched(lines: Lines, a: str, b: str) -> Iterator[tuple[int, tuple[Line, Pick], tuple[Line, Pick]]]:
    """Yield for every year both sides' best figures, of one calendar if there are such."""
    of_a, of_b = _by_year(lines, a), _by_year(lines, b)
    for year in sorted(of_a.keys() & of_b.keys()):
        both = [(one, other) for one in of_a[year] for other in of_b[year]]
        yield year, *min(both, key=_mismatch)


def _by_year(lines: Lines, side: str) -> dict[int, list[tuple[Line, Pick]]]:
    years: dict[int, list[tuple[Line, Pick]]] = {}
    for line, by_year in lines.items():
        if line.side == side and line.basis in WHOLE_TRADE:
            for year, pick in by_year.items():
                years.setdefault(year, []).append((line, pick))
    return years


def _mismatch(both: tuple[tuple[Line, Pick], tuple[Line, Pick]]) -> tuple[object, ...]:
    """Return how badly two figures fit each other: estimates worst, then other years, then another count."""
    (line, pick), (other_line, other) = both
    estimates = is_estimated(pick.reading) + is_estimated(other.reading)
    bases = WHOLE_TRADE.index(line.basis) + WHOLE_TRADE.index(other_line.basis)
    calendars = _GREGORIAN_FIRST[line.calendar] + _GREGORIAN_FIRST[other_line.calendar]
    doubts = bool(pick.doubt) + bool(other.doubt)
    return (estimates, doubts, line.calendar != other_line.calendar, line.basis != other_line.basis, calendars, bases)


def _gap_row(
    flow: str, year: int, of_a: tuple[Line, Pick], of_b: tuple[Line, Pick], reasons: Reasons
) -> dict[str, object]:
    (line_a, pick_a), (line_b, pick_b) = of_a, of_b
    a, b = pick_a.reading, pick_b.reading
    ids = {*a.ids, *pick_a.agreeing, *b.ids, *pick_b.agreeing}
    told = [reason for rows, sides, reason in reasons if not rows.isdisjoint(ids) and sides >= {a.side, b.side}]
    return {
        "flow": flow,
        "year": year,
        "year_a": say_year(line_a.calendar, year),
        "year_b": say_year(line_b.calendar, year),
        "side_a": line_a.side,
        "side_b": line_b.side,
        "value_a": a.value,
        "value_b": b.value,
        "qualifier_a": a.qualifier,
        "qualifier_b": b.qualifier,
        "unit": a.unit,
        "gap": b.value - a.value,
        "ratio": b.value / a.value if a.value else float("nan"),
        "same_year": line_a.calendar == line_b.calendar,
        "independent": not (is_estimated(a) or is_estimated(b)),
        "basis_a": line_a.basis,
        "basis_b": line_b.basis,
        "reason": _say_reason(line_a, line_b, sorted(set(told))),
        "claim_ids_a": ";".join(a.ids),
        "claim_ids_b": ";".join(b.ids),
        "source_ids": ";".join(sorted({a.source_id, b.source_id})),
    }


def _say_reason(line_a: Line, line_b: Line, curated: Sequence[str]) -> str:
    """Return the curated reasons; without them the differences of count and year that are plain from the rows."""
    if curated:
        return " ".join(curated)
    plain = []
    if line_a.calendar != line_b.calendar:
        plain.append(say("different years"))
    if line_a.basis != line_b.basis:
        counts = {say_basis(line.basis) or say("total goods") for line in (line_a, line_b)}
        plain.append(say("different counts ({counts})", counts=", ".join(sorted(counts))))
    return "; ".join(plain)


def _reasons(notes: pd.DataFrame, readings: Iterable[Reading]) -> Reasons:
    """Return the curated reasons with the rows that disagree and the sides that speak in them."""
    side = {reading.claim_id: reading.side for reading in readings}
    found = []
    for note in records(notes[["row_ids", "reason"]]):
        rows = frozenset(split_ids(note["row_ids"]))
        found.append((rows, frozenset(side[row] for row in rows if row in side), str(note["reason"])))
    return found
