"""What the figures say of one pledge: the growth it takes, when it is reached, and whether its year is past."""

import datetime as dt
import math
from collections.abc import Mapping

from dashboard.model.partial_dates import last_day
from dashboard.model.records.levels import Level
from dashboard.model.records.paces import HORIZON, best_growth, required_growth, years_needed
from dashboard.model.records.readings import number_of
from dashboard.model.records.yearly_lines import say_year
from dashboard.text import say

_DAYS = 365.25  # of a year


def due_day(row: Mapping[str, object]) -> dt.date | None:
    """Return the last day of the year by which; of an Iranian year the day before the spring equinox of ``by_year``."""
    year = row["by_year"]
    if not isinstance(year, int):
        return None
    return dt.date(year, 3, 20) if row["by_calendar"] == "iranian" else dt.date(year, 12, 31)


def reached_on(level: Level | None, row: Mapping[str, object]) -> dt.date | None:
    """Return the last day of the first year that comes up to the pledge: since the announcement, or the last known."""
    announced = last_day(row["announced"]) if row["announced"] else None
    if level is None or announced is None:
        return None
    target = number_of(row["value"])
    since = [end for end, value in level.known.items() if end >= announced and value >= target]
    if level.value >= target and not level.pick.doubt:
        since.append(level.end)  # it was there when the pledge was made
    return min(since, default=None)


def level_cells(level: Level | None) -> dict[str, object]:
    """Return the last known level and its year; empty cells without one."""
    if level is None:
        return {"level": math.nan, "level_year": None, "level_calendar": "", "level_label": "", "level_qualifier": ""}
    return {
        "level": level.value,
        "level_year": level.pick.year,
        "level_calendar": level.line.calendar,
        "level_label": say_year(level.line.calendar, level.pick.year),
        "level_qualifier": level.pick.reading.qualifier,
    }


def growth_cells(level: Level | None, target: float, due: dt.date | None, window: int) -> dict[str, object]:
    """Return required, best and past growth in percent a year and the year reached at the past pace."""
    if level is None:
        return {"reached_text": say("no figure to start from"), "best_years": "", "pace_years": ""}
    left = math.nan if due is None else round((due - level.end).days / _DAYS * 4) / 4
    span = window if math.isnan(left) else max(round(left), 1)
    best, since = best_growth(level.history, span)
    cells: dict[str, object] = {
        "years_left": left,
        "required_growth_pct": 100 * required_growth(level.value, target, left),
        "in_window_growth_pct": 100 * required_growth(level.value, target, window),
        "best_growth_pct": 100 * best,
        "best_years": f"{since}–{since + span}" if since else "",
    }
    if level.pace is None:
        return {**cells, "pace_years": "", "reached_text": say("too few figures to tell a pace")}
    reached = [_year_reached(level, target, growth) for growth in (level.pace.growth, level.pace.high, level.pace.low)]
    return {
        **cells,
        "pace_growth_pct": 100 * level.pace.growth,
        "pace_low_pct": 100 * level.pace.low,
        "pace_high_pct": 100 * level.pace.high,
        "pace_years": f"{level.pace.first}–{level.pace.last}",
        "reached_year": reached[0],
        "reached_low": reached[1],
        "reached_high": reached[2],
        "reached_text": _say_reached(*reached, already=level.value >= target),
    }


def _year_reached(level: Level, target: float, growth: float) -> int | None:
    """Return the year in which a level reaches a target; None where not up to the horizon."""
    years = years_needed(level.value, target, growth)
    year = level.end.year + math.ceil(min(years, HORIZON))
    return year if year <= HORIZON else None


def _say_reached(year: int | None, low: int | None, high: int | None, *, already: bool) -> str:
    if already:
        return say("already there")
    if year is None:
        return say("not at this pace") if low is None else say("not at this pace; {year} at the best", year=low)
    last = str(high) if high is not None else say("never")
    return say("{year} ({low} to {high})", year=year, low=low, high=last)


def evidence_of(
    level: Level | None,
    target: float,
    due: dt.date | None,
    met: dt.date | None,
    as_of: dt.date,
    *,
    measurable: bool,
) -> str:
    """Return what the figures say, whatever officials say.

    A pledge without a year is behind where the past pace does not reach it in this century; else there is nothing to
    measure it against.
    """
    if not measurable:
        return "not_measurable"
    if met is not None:
        return "reached"
    if level is None or (level.pace is None and (due is None or due > as_of)):
        return "no_data"
    if due is not None and due <= as_of:
        return "behind" if level.end >= due else "no_data"
    reached = _year_reached(level, target, level.pace.growth) if level.pace else None
    if due is not None:
        return "on_pace" if reached is not None and reached <= due.year else "behind"
    return "behind" if reached is None else "not_measurable"


def lateness_of(due: dt.date | None, met: dt.date | None, as_of: dt.date) -> dict[str, object]:
    """Return whether the year is past, whatever the figures say."""
    if due is None:
        return {"lateness": "no_date", "late_years": None}
    if met is not None:
        late = max(met.year - due.year, 0)
        return {"lateness": "late" if late else "met", "late_years": late or None}
    if due < as_of:
        return {"lateness": "late", "late_years": max(as_of.year - due.year, 1)}
    return {"lateness": "due" if due.year == as_of.year else "not_due", "late_years": None}
