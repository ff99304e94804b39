"""Pledges on trade: who promised what and when, what is known since, and whether the pace would do.

Three standings are kept apart: what officials call the pledge, what the figures say, and whether its year is past.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from corridor_data.load import Frames
from dashboard.model.phrases import country_names, distinct_ids, name_pair
from dashboard.model.questions import TargetsQuestion
from dashboard.model.records.levels import Level, find_level
from dashboard.model.records.outlooks import say_outlook
from dashboard.model.records.picks import Line
from dashboard.model.records.readings import number_of, read_pair, records
from dashboard.model.records.trade import pair_rows
from dashboard.model.records.verdicts import (
    due_day,
    evidence_of,
    growth_cells,
    lateness_of,
    level_cells,
    reached_on,
)
from dashboard.model.records.yearly_lines import say_line
from dashboard.model.world.scenario import last_known_day
from dashboard.text import say, say_number
from dashboard.text.formats import format_date

TARGET_COLUMNS = (
    "announcement_id", "target_id", "pair", "name", "measure", "flow", "scope", "basis", "value", "value_high", "unit",
    "by_year",
    "announced", "announced_by", "first_announced", "first_by", "revisions",
    "level", "level_year", "level_calendar", "level_label", "level_qualifier", "level_basis",
    "years_left", "required_growth_pct", "in_window_growth_pct", "best_growth_pct", "best_years",
    "pace_growth_pct", "pace_low_pct", "pace_high_pct", "pace_years", "pace_basis",
    "reached_year", "reached_low", "reached_high", "reached_text",
    "official_status", "evidence", "lateness", "late_years", "doubt", "claim_ids", "source_ids",
)  # fmt: skip
REVISION_COLUMNS = (
    "chain", "target_id", "announcement_id", "pair", "measure", "flow", "scope", "basis", "value", "value_high", "unit",
    "by_year", "by_calendar", "announced", "announced_by", "official_status", "revises", "doubt", "source_id", "note",
)  # fmt: skip

_STANDINGS = ("agreed", "announced", "reaffirmed", "reported", "expired", "superseded")  # the firmest first
_FLOWS = ("turnover", "exports_a_to_b", "exports_b_to_a")
_UNITS = {"value": "USD", "mass": "t"}
_AMOUNTS = {"value", "value_high", "level", "years_left"}
_WHOLE_NUMBERS = {"by_year", "level_year", "reached_year", "reached_low", "reached_high", "late_years", "revisions"}
_COPIED = (
    "announcement_id", "target_id", "pair", "measure", "flow", "value", "value_high", "unit", "by_year", "announced_by",
    "official_status", "scope", "basis", "doubt",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class TargetsAnswer:
    """The pledges of a pair, or of all; `find_targets` makes it."""

    question: TargetsQuestion
    names: Mapping[str, str]
    as_of: dt.date
    rows: pd.DataFrame = field(repr=False)
    chains: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return one row an announcement, latest first.

        Returns
        -------
        pandas.DataFrame
            The pledge; ``first_announced`` and ``revisions`` of its chain; the last known ``level`` with year and
            counting rule; growth in percent a year: ``required_growth_pct`` to the named year, ``in_window_growth_pct``
            to get there within the window of the question, ``best_growth_pct`` ever over as many years and
            ``pace_growth_pct`` with its low and high; ``reached_year`` at that pace (missing where not in this
            century); ``official_status``; ``evidence``: reached, on_pace, behind, no_data, not_measurable;
            ``lateness``: met, late, due, not_due, no_date, with ``late_years``.
        """
        return self.rows

    def revisions(self) -> pd.DataFrame:
        """Return one row a source row, chains of announcements together, earliest first."""
        return self.chains

    def sentence(self) -> str:
        """Return the outlook of the latest and largest pledge; of all pairs, how many are reached, on pace, behind."""
        if self.rows.empty:
            return say("No pledge of this kind is known for {pair}.", pair=name_pair(self.names, self.question.pair))
        if not self.question.pair:
            return self._sentence_of_all()
        return say_outlook(self.headline(), self.question.window)

    def headline(self) -> dict[str, object]:
        """Return the row the sentence speaks of: of the pledges announced last the largest."""
        dated = self.rows[self.rows["announced"] != ""]
        rows = dated if len(dated) else self.rows
        latest = rows[rows["announced"] == rows["announced"].max()]
        return next(records(latest.sort_values(["value", "target_id"], ascending=[False, True]).head(1)))

    def subtitle(self) -> str:
        """Return measure, partners, the day looked from and how pace is told."""
        pair = name_pair(self.names, self.question.pair) if self.question.pair else say("all pairs")
        return say(
            "Pledges on {measure}, {pair}, as known on {day}; pace is the trend of the last {window} years known",
            measure=say("trade value, USD") if self.question.measure == "value" else say("tonnes"),
            pair=pair,
            day=format_date(self.as_of),
            window=self.question.window,
        )

    def notes(self) -> tuple[str, ...]:
        """Return how pace and standing are told and what stays untold."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        yield say(
            "Past pace: least squares through the logarithms of the last {window} years of growth of one line of "
            "figures; low and high are the same over 3, 5 and 10 years and from first to last figure. No forecast.",
            window=self.question.window,
        )
        yield say("Value is in current USD: inflation alone moves it.")
        undated = int((self.rows["lateness"] == "no_date").sum())
        if undated:
            head = say_number("{count} pledge names no year.", "{count} pledges name no year.", undated)
            rule = say("Such a pledge is behind only where the pace would not reach it in this century.")
            yield f"{head} {rule}"
        unknown = int((self.rows["evidence"] == "no_data").sum())
        if unknown:
            yield say_number(
                "{count} pledge has no figure to be held against.",
                "{count} pledges have no figure to be held against.",
                unknown,
            )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the pledges and of the levels they are held against."""
        return distinct_ids(self.rows["source_ids"])

    def _sentence_of_all(self) -> str:
        counts = self.rows["evidence"].value_counts()
        return say(
            "Of {total} pledges {reached} were reached, {on_pace} are on pace and {behind} are behind; for {unknown} "
            "there are no figures, and {open} name nothing that can be measured, such as a year.",
            total=len(self.rows),
            reached=counts.get("reached", 0),
            on_pace=counts.get("on_pace", 0),
            behind=counts.get("behind", 0),
            unknown=counts.get("no_data", 0),
            open=counts.get("not_measurable", 0),
        )


def find_targets(frames: Frames, question: TargetsQuestion) -> TargetsAnswer:
    """Return the pledges on a measure, of one pair or of all, against what is known since.

    Raises
    ------
    UnknownPairError
        If the pair is neither empty nor two different codes of countries.csv.
    """
    table = frames.trade_targets[frames.trade_targets["measure"] == question.measure]
    names, as_of = country_names(frames), last_known_day(frames)
    rows: list[dict[str, object]] = []
    chains: list[dict[str, object]] = []
    for pair in [question.pair] if question.pair else _pairs(table):
        pledged = _with_chains(list(records(pair_rows(frames, table, pair))), pair)
        levels = _find_levels(frames, pair, pledged, question.window)
        rows += [_outlook(group, pledged, levels, question.window, as_of) for group in _announcements(pledged)]
        chains += pledged
    revisions = pd.DataFrame(chains, columns=list(REVISION_COLUMNS))
    return TargetsAnswer(
        question=question,
        names=names,
        as_of=as_of,
        rows=_pledge_frame(rows, names),
        chains=revisions.sort_values(["pair", "chain", "announced", "target_id"], ignore_index=True),
    )


def _pairs(table: pd.DataFrame) -> list[str]:
    codes = zip(table["country_a_iso3"], table["country_b_iso3"], strict=True)
    return sorted({"-".join(sorted(pair)) for pair in codes})


_LevelKey = tuple[str, str, str, str]
_Levels = Mapping[_LevelKey, Level | None]


def _find_levels(frames: Frames, pair: str, pledged: Sequence[Mapping[str, object]], window: int) -> _Levels:
    """Return the last known level of every measure, flow and counting rule that is pledged."""
    wanted = {_level_key(row) for row in pledged if _measurable(row) and row["flow"] in _FLOWS}
    readings = read_pair(frames, pair) if wanted else ()
    return {key: find_level(readings, key[0], key[1], window, basis=key[2], scope=key[3]) for key in wanted}


def _level_key(row: Mapping[str, object]) -> _LevelKey:
    return (str(row["measure"]), str(row["flow"]), str(row["basis"] or "total"), str(row["scope"] or ""))


def _measurable(row: Mapping[str, object]) -> bool:
    return row["unit"] == _UNITS.get(str(row["measure"]))


def _pledge_frame(rows: Iterable[Mapping[str, object]], names: Mapping[str, str]) -> pd.DataFrame:
    named = [{**row, "name": name_pair(names, str(row["pair"]))} for row in rows]
    for row in named:
        line = row.pop("line")
        pace_line = row.pop("pace_line")
        row["level_basis"] = say_line(names, line) if isinstance(line, Line) else ""
        row["pace_basis"] = say_line(names, pace_line) if isinstance(pace_line, Line) else ""
    frame = pd.DataFrame({name: _column(name, [row.get(name) for row in named]) for name in TARGET_COLUMNS})
    return frame.sort_values(
        ["announced", "value", "announcement_id"], ascending=[False, False, True], ignore_index=True
    )


def _column(name: str, cells: Sequence[object]) -> pd.Series:
    """Return the cells of a column in its type: shares and amounts as floats, years and counts as whole numbers."""
    if name.endswith("_pct") or name in _AMOUNTS:
        return pd.Series([math.nan if cell is None else cell for cell in cells], dtype="float64")
    if name in _WHOLE_NUMBERS:
        return pd.Series(cells, dtype="Int64")
    return pd.Series(["" if cell is None else cell for cell in cells], dtype="string")


def _with_chains(pledged: Sequence[dict[str, object]], pair: str) -> list[dict[str, object]]:
    """Return the rows with the first announcement of their chain, found by following what they revise."""
    announcement = {row["target_id"]: row["announcement_id"] for row in pledged}
    earlier = {
        row["announcement_id"]: announcement[row["revises"]]
        for row in pledged
        if row["revises"] in announcement and announcement[row["revises"]] != row["announcement_id"]
    }

    def root(name: object) -> object:
        seen = set()
        while name in earlier and name not in seen:
            seen.add(name)
            name = earlier[name]
        return name

    texts = ("announced", "announced_by", "revises", "doubt", "note")
    return [
        {**row, **{name: row[name] or "" for name in texts}, "pair": pair, "chain": root(row["announcement_id"])}
        for row in pledged
    ]


def _announcements(pledged: Sequence[dict[str, object]]) -> list[list[dict[str, object]]]:
    """Return the rows of each announcement, the one that speaks for it first."""

    def rank(row: Mapping[str, object]) -> tuple[object, ...]:
        standing = _STANDINGS.index(str(row["official_status"]))
        return (
            row["doubt"] != "",
            row["by_year"] is None,
            standing,
            row["announced"] == "",
            row["announced"],
            row["target_id"],
        )

    groups: dict[object, list[dict[str, object]]] = {}
    for row in sorted(pledged, key=rank):
        groups.setdefault(row["announcement_id"], []).append(row)
    return list(groups.values())


def _outlook(
    group: Sequence[dict[str, object]],
    pledged: Sequence[dict[str, object]],
    levels: _Levels,
    window: int,
    as_of: dt.date,
) -> dict[str, object]:
    """Return one row of the frame: the announcement, its chain, and what the figures say."""
    row = group[0]
    chain = [other for other in pledged if other["chain"] == row["chain"]]
    first = min(chain, key=lambda other: (other["announced"] == "", other["announced"], other["target_id"]))
    level = levels.get(_level_key(row))
    due = due_day(row)
    met = reached_on(level, row)
    sources = {str(other["source_id"]) for other in group} | ({level.pick.reading.source_id} if level else set())
    return {
        **{name: row[name] for name in _COPIED},
        "announced": min((str(other["announced"]) for other in group if other["announced"]), default=""),
        "first_announced": first["announced"],
        "first_by": first["announced_by"],
        "revisions": len({other["announcement_id"] for other in chain}) - 1,
        "line": level.line if level else None,
        "pace_line": level.pace_line if level else None,
        **level_cells(level),
        **growth_cells(level, number_of(row["value"]), None if due is not None and due <= as_of else due, window),
        "evidence": evidence_of(level, number_of(row["value"]), due, met, as_of, measurable=_measurable(row)),
        **lateness_of(due, met, as_of),
        "claim_ids": ";".join(level.pick.reading.ids) if level else "",
        "source_ids": ";".join(sorted(sources)),
    }
