"""One figure a year out of many, by stated rules.

The rules, in this order: an undoubted figure before a doubted one; the country's own yearly table, then the IMF's,
then an official statement, then the press naming a side, then the press naming none, then an IMF estimate from the
partner's data; an exact figure before a rounded one; the later statement; and, where all that is equal, the first by
id. Errors of a source are never picked. The order of rows plays no part.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dashboard.model.records.readings import (
    ESTIMATE,
    WHOLE_TRADE,
    Reading,
    may_stand_on_a_line,
    say_grade,
)
from dashboard.text import say

_SAME = 0.005  # figures within half a percent are one figure, rounded differently


class Line(NamedTuple):
    """What belongs on one yearly line: one side, one calendar, one counting rule."""

    side: str
    calendar: str
    basis: str
    partner_definition: str


@dataclass(frozen=True, slots=True)
class Pick:
    """The figure taken for one year, those that say the same, those that lost, and why.

    ``doubt`` is that of the figure itself or of another row of the same source with the same figure.
    """

    year: int
    reading: Reading
    agreeing: tuple[str, ...]
    rejected: tuple[str, ...]
    reason: str
    doubt: str


Lines = Mapping[Line, Mapping[int, Pick]]


def find_levels(readings: Iterable[Reading], measure: str, flow: str, scope: str = "") -> list[Reading]:
    """Return the yearly levels of a measure and flow; turnover also as the sum of both directions of one source.

    With a ``scope`` those of one group of goods, as the source names it, otherwise those of the whole trade.
    """
    yearly = [
        reading
        for reading in readings
        if reading.measure == measure and (not scope or reading.scope == scope) and may_stand_on_a_line(reading, scope)
    ]
    levels = [reading for reading in yearly if reading.flow == flow]
    if flow == "turnover":
        stated = {_source_year(reading) for reading in levels}
        levels += [total for total in _sums(yearly) if _source_year(total) not in stated]
    return levels


def _line(reading: Reading) -> Line:
    return Line(reading.side, reading.calendar, reading.basis, reading.partner_definition)


def _source_year(reading: Reading) -> tuple[object, ...]:
    return (*_line(reading), reading.table, reading.source_id, reading.year)


def _sums(yearly: Sequence[Reading]) -> list[Reading]:
    """Return exports plus imports wherever one source gives both for one year and line."""
    directions: dict[tuple[object, ...], dict[str, Reading]] = defaultdict(dict)
    for reading in sorted(yearly, key=_rank, reverse=True):  # the best of a direction is written last
        if reading.flow != "turnover":
            directions[_source_year(reading)][reading.flow] = reading
    return [_sum(*both.values()) for both in directions.values() if len(both) == 2]


def _sum(one: Reading, other: Reading) -> Reading:
    exact = one.qualifier == other.qualifier == "exact"
    parts = tuple(sorted((one.claim_id, other.claim_id)))
    return replace(
        one,
        claim_id="+".join(parts),
        flow="turnover",
        value=one.value + other.value,
        qualifier="exact" if exact else "approx",
        doubt=one.doubt or other.doubt,
        said=max(one.said, other.said),
        grade=max(one.grade, other.grade),
        parts=parts,
    )


def _later_first(said: str) -> tuple[int, ...]:
    """Return a key that sorts later partial dates first, unknown dates last."""
    return tuple(-ord(letter) for letter in said) or (1,)


def _rank(reading: Reading) -> tuple[object, ...]:
    rounded = reading.qualifier != "exact"
    return (bool(reading.doubt), reading.grade, rounded, _later_first(reading.said), reading.claim_id)


def pick_lines(levels: Iterable[Reading]) -> dict[Line, dict[int, Pick]]:
    """Return one pick a year for every line; lines and years without a figure are not in it."""
    years: dict[Line, dict[int, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in levels:
        if reading.year is not None:
            years[_line(reading)][reading.year].append(reading)
    return {
        line: {year: _pick(year, sorted(found, key=_rank)) for year, found in sorted(by_year.items())}
        for line, by_year in sorted(years.items())
    }


def _pick(year: int, ranked: Sequence[Reading]) -> Pick:
    best, others = ranked[0], ranked[1:]
    agreeing = [other for other in others if abs(other.value - best.value) <= _SAME * abs(best.value)]
    rejected = [other for other in others if other not in agreeing]
    return Pick(
        year=year,
        reading=best,
        agreeing=_ids(agreeing, best),
        rejected=_ids(rejected, best),
        reason=_say_reason(best, agreeing, rejected),
        doubt=best.doubt or next((other.doubt for other in agreeing if _same_figure(other, best)), ""),
    )


def _same_figure(other: Reading, best: Reading) -> bool:
    return bool(other.doubt) and other.source_id == best.source_id


def _ids(readings: Iterable[Reading], best: Reading) -> tuple[str, ...]:
    return tuple(sorted({item for reading in readings for item in reading.ids} - set(best.ids)))


def _say_reason(best: Reading, agreeing: Sequence[Reading], rejected: Sequence[Reading]) -> str:
    grade = say_grade(best.grade)
    whole = say("sum of both directions, ") if best.parts else ""
    if rejected:
        return whole + _say_rule(best, rejected[0])
    if agreeing:
        return whole + say("{grade}; the other figures agree", grade=grade)
    return whole + say("{grade}; no other figure", grade=grade)


def _say_rule(best: Reading, second: Reading) -> str:
    """Return the rule by which the best reading went before the next that differs."""
    if bool(best.doubt) != bool(second.doubt):
        return say("{grade}; the other figures are doubted", grade=say_grade(best.grade))
    if best.grade != second.grade:
        return say("{grade} before {second}", grade=say_grade(best.grade), second=say_grade(second.grade))
    if (best.qualifier == "exact") != (second.qualifier == "exact"):
        return say("{grade}; an exact figure before a rounded one", grade=say_grade(best.grade))
    if best.said != second.said:
        return say("{grade}; the later statement", grade=say_grade(best.grade))
    return say("{grade}; several figures of equal standing, the first by name", grade=say_grade(best.grade))


def pick_years(
    lines: Lines, calendar: str, bases: Collection[str] | None = WHOLE_TRADE
) -> dict[int, tuple[Line, Pick]]:
    """Return one pick a year of a calendar across all lines of some counting rules, with the line it came from.

    Fuller counting rules go first, then the rules of the module; between two sides of equal standing the one that
    speaks for more years.
    """
    years: dict[int, list[tuple[Line, Pick]]] = defaultdict(list)
    for line, by_year in lines.items():
        if line.calendar == calendar and (bases is None or line.basis in bases):
            for year, pick in by_year.items():
                years[year].append((line, pick))
    return {year: _pick_side(found, lines) for year, found in sorted(years.items())}


def fullness(basis: str) -> int:
    """Return the place of a counting rule among all, the fullest first; parts of the trade come last."""
    return WHOLE_TRADE.index(basis) if basis in WHOLE_TRADE else len(WHOLE_TRADE)


def _pick_side(found: Sequence[tuple[Line, Pick]], lines: Lines) -> tuple[Line, Pick]:
    def rank(item: tuple[Line, Pick]) -> tuple[object, ...]:
        line, pick = item
        doubted, grade, rounded, *rest = _rank(pick.reading)
        return (fullness(line.basis), doubted, grade, rounded, -len(lines[line]), *rest)

    ranked = sorted(found, key=rank)
    (line, best), others = ranked[0], [pick for _, pick in ranked[1:]]
    close = [p.reading for p in others if abs(p.reading.value - best.reading.value) <= _SAME * abs(best.reading.value)]
    far = [pick.reading for pick in others if pick.reading not in close]
    lost = {item for pick in others for item in pick.rejected}
    return line, replace(
        best,
        agreeing=tuple(sorted({*best.agreeing, *_ids(close, best.reading)})),
        rejected=tuple(sorted({*best.rejected, *_ids(far, best.reading), *lost} - set(best.reading.ids))),
        reason=_say_side_reason(line, best, [(item, pick) for item, pick in ranked[1:] if pick.reading in far], close),
    )


def _say_side_reason(line: Line, best: Pick, far: Sequence[tuple[Line, Pick]], close: Sequence[Reading]) -> str:
    grade = say_grade(best.reading.grade)
    if not far:
        alone = close and not best.rejected and not best.agreeing
        return say("{grade}; the other side agrees", grade=grade) if alone else best.reason
    second_line, second = far[0]
    if line.basis != second_line.basis:
        return say("{grade}; the fuller count", grade=grade)
    if best.reading.grade != second.reading.grade or bool(best.reading.doubt) != bool(second.reading.doubt):
        return _say_rule(best.reading, second.reading)
    return say("both sides are of equal standing; this one speaks for more years")


def is_estimated(reading: Reading) -> bool:
    """Return whether a reading is an estimate made from the partner's data and no statement of its own."""
    return reading.grade == ESTIMATE
