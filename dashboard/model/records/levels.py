"""The last known level of a trade flow and the one line of figures by which its growth is told."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.model.records.paces import Pace, find_pace
from dashboard.model.records.picks import Line, Lines, Pick, find_levels, fullness, is_estimated, pick_lines, pick_years
from dashboard.model.records.readings import WHOLE_TRADE, Reading
from dashboard.model.records.yearly_lines import CALENDARS

_SINGLE_GOODS = {"commodity", "part"}
_BASES: dict[str, tuple[str, ...]] = {
    "non_oil": ("non_oil", "gas_excluded", "origin", "purchase", "consignment"),
    "agricultural": ("agricultural",),
}
_YEAR = 366  # days
_LATELY = 10  # years looked back over for the line with most figures
_STALE = 3  # years by which a line may end before the last known level and still tell the pace


@dataclass(frozen=True, slots=True)
class Level:
    """The last known yearly figure and what came before it.

    Attributes
    ----------
    line, pick
        Where the last figure stands and what it is.
    pace
        Pace of the line that tells growth; None where no line has three figures in the window.
    pace_line
        That line; not always the one of the level, which may be a single statement.
    history
        Values of that line by year, without estimates made from the partner's data.
    known
        Undoubted value picked for every year of every calendar, by the last day of the year.
    """

    line: Line
    pick: Pick
    pace: Pace | None
    pace_line: Line | None
    history: Mapping[int, float]
    known: Mapping[dt.date, float]

    @property
    def value(self) -> float:
        """The figure, in the unit of its reading."""
        return self.pick.reading.value

    @property
    def end(self) -> dt.date:
        """Last day of its year."""
        return _end(self.pick)


def find_level(
    readings: Sequence[Reading], measure: str, flow: str, window: int, *, basis: str = "total", scope: str = ""
) -> Level | None:
    """Return the last known level of a flow under a counting rule; None if there is none.

    A rule that names a part of the goods takes the figures of just that ``scope``.

    Of the lines that end within a year of the latest the fullest count is taken, then the one that ends last, then the
    one whose side is named, then the one with more years. Estimates made from the partner's data play no part.
    """
    goods = scope if basis in _SINGLE_GOODS else ""
    levels = find_levels(readings, measure, flow, goods)
    lines = _stated(pick_lines(levels), None if goods else _BASES.get(basis, WHOLE_TRADE))
    if not lines:
        return None
    line = _level_line(lines)
    pace_line, pace = _find_pace(lines, line, window)
    history = lines[pace_line or line]
    return Level(
        line=line,
        pick=_last(lines[line]),
        pace=pace,
        pace_line=pace_line,
        history={year: pick.reading.value for year, pick in history.items()},
        known=_known(lines),
    )


def _level_line(lines: Lines) -> Line:
    ends = {line: _end(_last(by_year)) for line, by_year in lines.items()}
    latest = max(ends.values())

    def rank(line: Line) -> tuple[object, ...]:
        return (-fullness(line.basis), ends[line], line.side != "", len(lines[line]), line)

    return max((line for line, end in ends.items() if (latest - end).days <= _YEAR), key=rank)


def _stated(lines: Lines, bases: Collection[str] | None) -> dict[Line, dict[int, Pick]]:
    """Return the lines of some counting rules, of any where none is given, without estimates."""
    stated = {
        line: {year: pick for year, pick in by_year.items() if not is_estimated(pick.reading)}
        for line, by_year in lines.items()
        if bases is None or line.basis in bases
    }
    return {line: by_year for line, by_year in stated.items() if by_year}


def _known(lines: Lines) -> dict[dt.date, float]:
    """Return the undoubted picks across all lines, by the last day of their year."""
    taken = [pick for calendar in CALENDARS for _, pick in pick_years(lines, calendar, None).values()]
    return {_end(pick): pick.reading.value for pick in taken if not pick.doubt}


def _find_pace(lines: Lines, level_line: Line, window: int) -> tuple[Line | None, Pace | None]:
    """Return the line that tells the pace: of those that reach near the last level the one with most figures lately."""
    latest = max(lines[level_line])
    told: dict[Line, Pace] = {}
    for line, by_year in lines.items():
        pace = find_pace({year: pick.reading.value for year, pick in by_year.items()}, window)
        if pace is not None and pace.last >= latest - _STALE:
            told[line] = pace
    if not told:
        return None, None

    def rank(line: Line) -> tuple[object, ...]:
        lately = sum(year > latest - _LATELY for year in lines[line])
        return (lately, line == level_line, line.side != "", len(lines[line]), line)

    best = max(told, key=rank)
    return best, told[best]


def _last(by_year: Mapping[int, Pick]) -> Pick:
    return by_year[max(by_year)]


def _end(pick: Pick) -> dt.date:
    return pick.reading.end or dt.date(pick.year, 12, 31)
