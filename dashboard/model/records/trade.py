"""The trade of two partners: yearly lines of either side, one pick a year, the gap between the sides, all claims."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from corridor_data.load import Frames
from dashboard.model.phrases import country_names, distinct_ids, name_pair, say_amount
from dashboard.model.questions import TradeQuestion
from dashboard.model.records.mirrors import GAP_COLUMNS, MirrorAnswer, compare_sides
from dashboard.model.records.picks import Lines, Pick, find_levels, pick_lines, pick_years
from dashboard.model.records.readings import Reading, read_pair, say_grade, say_use, split_pair
from dashboard.model.records.yearly_lines import CALENDARS, lines_frame, picks_frame, say_line, say_year
from dashboard.text import say, say_number
from dashboard.text.formats import format_period

CLAIM_COLUMNS = (
    "claim_id", "table", "reporter", "flow", "measure", "kind", "value", "unit", "scope", "basis", "period_start",
    "period_end", "period", "calendar", "qualifier", "doubt", "said", "grade", "source_id", "use", "picked",
)  # fmt: skip
UNIT_VALUE_COLUMNS = (
    "flow", "side", "basis", "scope", "period", "period_start", "period_end", "usd_per_t", "value", "mass",
    "claim_ids", "source_ids",
)  # fmt: skip
_TARGET_COLUMNS = (
    "target_id", "announcement_id", "label", "flow", "scope", "basis", "value", "value_high", "unit", "by_year",
    "announced", "announced_by", "official_status", "doubt", "source_id",
)  # fmt: skip
_SWAPPED = {"exports_a_to_b": "exports_b_to_a", "exports_b_to_a": "exports_a_to_b"}


@dataclass(frozen=True, eq=False)
class TradeAnswer:
    """What is known of the trade of a pair; `find_trade` makes it."""

    question: TradeQuestion
    names: Mapping[str, str]
    readings: tuple[Reading, ...] = field(repr=False)
    lines: Lines = field(repr=False)
    pledges: pd.DataFrame = field(repr=False)
    goods: pd.DataFrame = field(repr=False)
    disputes: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return the yearly lines, see `yearly_lines.lines_frame`; years without a figure are rows without a value."""
        return self._lines_frame

    @cached_property
    def _lines_frame(self) -> pd.DataFrame:
        return lines_frame(self.lines, self.names)

    def picks(self) -> pd.DataFrame:
        """Return the one pick a calendar and year, whose it is and why."""
        return picks_frame(self.lines, self.names, self.calendars)

    def claims(self) -> pd.DataFrame:
        """Return every claim and yearly figure of the pair, flow and measure, growth, stocks and part years too."""
        picked = {item for by_year in self.lines.values() for pick in by_year.values() for item in pick.reading.ids}
        wanted = {self.question.measure, "growth", "share"}
        flows = {self.question.flow, *(_SWAPPED if self.question.flow == "turnover" else ())}
        rows = [
            _claim_row(reading, picked=reading.claim_id in picked)
            for reading in self.readings
            if reading.flow in flows and reading.measure in wanted
        ]
        frame = pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))
        return frame.sort_values(["period_start", "claim_id"], ignore_index=True, na_position="last")

    def gaps(self) -> pd.DataFrame:
        """Return what both sides say of each flow and year, see `mirrors.compare_sides`."""
        rows = compare_sides(self.readings, self.question.pair, self.question.measure, self.disputes)
        return pd.DataFrame(rows, columns=list(GAP_COLUMNS))

    def mirror(self) -> MirrorAnswer:
        """Return the gap between the two sides in the flow asked for, as an answer of its own."""
        gaps = self.gaps()
        return MirrorAnswer(self.question.pair, self.names, gaps[gaps["flow"] == self.question.flow])

    def targets(self) -> pd.DataFrame:
        """Return the pledges on the measure and flow of the question, in the order of their announcement."""
        return self.pledges

    def commodities(self) -> pd.DataFrame:
        """Return the published figures for groups of goods between the two, as they stand in the table."""
        return self.goods

    @property
    def calendars(self) -> tuple[str, ...]:
        """Calendars that the question asks for, in the order in which the headline prefers them."""
        return CALENDARS if self.question.calendar == "all" else (self.question.calendar,)

    def sentence(self) -> str:
        """Return the last known figure, whose it is, and the highest year."""
        pair, flow = name_pair(self.names, self.question.pair), self._flow_words()
        calendar = self._latest_calendar()
        if not calendar:
            return say("No yearly figure is known for {pair}, {flow}.", pair=pair, flow=flow)
        taken = pick_years(self.lines, calendar)
        line, last = taken[max(taken)]
        _, best = max(taken.values(), key=lambda item: item[1].reading.value)
        text = say(
            "{pair}, {flow}: {amount} in {year}.",
            pair=pair,
            flow=flow,
            amount=_say_pick(last),
            year=say_year(calendar, last.year),
        )
        whose = say("By {line}: {reason}.", line=say_line(self.names, line), reason=last.reason)
        if best.year == last.year:
            return f"{text} {whose}"
        peak = say(
            "The highest known year is {year} with {amount}.",
            year=say_year(calendar, best.year),
            amount=_say_pick(best),
        )
        return f"{text} {peak} {whose}"

    def _latest_calendar(self) -> str:
        """Return the calendar whose last known year starts last, the usual one where they start in the same year."""
        last = {calendar: max(pick_years(self.lines, calendar), default=0) for calendar in self.calendars}
        latest = max(last.values(), default=0)
        return next((calendar for calendar, year in last.items() if year == latest), "") if latest else ""

    def subtitle(self) -> str:
        """Return measure, unit, partners, years and year basis."""
        years = sorted({year for by_year in self.lines.values() for year in by_year})
        return say(
            "{measure}, {flow}, {pair}, {span}; every side, calendar and count on a line of its own",
            measure=say("USD, current prices") if self.question.measure == "value" else say("Tonnes"),
            flow=self._flow_words(),
            pair=name_pair(self.names, self.question.pair),
            span=f"{years[0]}–{years[-1]}" if years else say("no years"),
        )

    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know about valuation, estimates, years, gaps and doubts."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        frame = self.frame()
        if self.question.measure == "value":
            yield say("Exports are valued FOB, imports CIF: the importer's figure includes freight and insurance.")
        if frame["estimated"].any():
            yield say("An IMF estimate is made from the partner's data and is no statement of the country itself.")
        if frame["calendar"].eq("iranian").any():
            yield say("Iranian years start on 20 or 21 March; they are never joined to calendar years.")
        gaps = int(frame["value"].isna().sum())
        if gaps:
            yield say_number(
                "{count} year without a figure stays open.", "{count} years without a figure stay open.", gaps
            )
        doubted = int(frame["doubt"].ne("").sum())
        if doubted:
            yield say_number(
                "{count} figure shown is in doubt.", "{count} figures shown are in doubt; their rows say why.", doubted
            )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the figures on the lines."""
        return distinct_ids(pick.reading.source_id for by_year in self.lines.values() for pick in by_year.values())

    def _flow_words(self) -> str:
        a, b = (self.names.get(code, code) for code in self.question.pair.split("-"))
        words = {
            "turnover": say("trade in both directions"),
            "exports_a_to_b": say("goods from {origin} to {destination}", origin=a, destination=b),
            "exports_b_to_a": say("goods from {origin} to {destination}", origin=b, destination=a),
        }
        return words[self.question.flow]


def find_trade(frames: Frames, question: TradeQuestion) -> TradeAnswer:
    """Return what is known of the trade of a pair.

    Raises
    ------
    UnknownPairError
        If the pair is not two different codes of countries.csv joined by a hyphen.
    """
    readings = read_pair(frames, question.pair)
    asked = [reading for reading in readings if reading.year is None or _asked(question, reading.year)]
    levels = find_levels(asked, question.measure, question.flow)
    lines = pick_lines(level for level in levels if question.calendar in {"all", level.calendar})
    return TradeAnswer(
        question=question,
        names=country_names(frames),
        readings=tuple(asked),
        lines=lines,
        pledges=_pledges(frames, question),
        goods=pair_rows(frames, frames.commodities, question.pair),
        disputes=_disputes(frames),
    )


def _disputes(frames: Frames) -> pd.DataFrame:
    """Return ``row_ids`` and ``reason`` of every disagreement with a curated reason, computed ones and notes alike."""
    both = pd.concat([frames.conflicts[["row_ids", "reason"]], frames.conflict_notes[["row_ids", "reason"]]])
    return both[both["row_ids"].notna() & both["reason"].notna()].drop_duplicates()


def list_pairs(frames: Frames) -> pd.DataFrame:
    """Return every pair with a claim or a yearly figure, the codes in alphabetical order.

    Returns
    -------
    pandas.DataFrame
        ``pair``, ``name``, ``claims``, ``yearly_figures`` (counts), the pairs with most claims first.
    """
    names = country_names(frames)
    claims = _count_pairs(frames.trade["country_a_iso3"], frames.trade["country_b_iso3"])
    figures = _count_pairs(frames.trade_series["reporter_iso3"], frames.trade_series["partner_iso3"])
    counts = pd.DataFrame({"claims": claims, "yearly_figures": figures}).fillna(0).astype("int64")
    counts = counts.rename_axis("pair").reset_index()
    counts.insert(1, "name", [name_pair(names, pair) for pair in counts["pair"]])
    return counts.sort_values(["claims", "pair"], ascending=[False, True], ignore_index=True)


def _count_pairs(first: pd.Series, second: pd.Series) -> pd.Series:
    pairs = pd.DataFrame({"a": first, "b": second}).value_counts()
    named = pairs.groupby(["-".join(sorted(codes)) for codes in pairs.index])
    return named.sum()


def pair_rows(frames: Frames, table: pd.DataFrame, pair: str) -> pd.DataFrame:
    """Return the rows of a table about a pair, with directions turned so that ``a`` is its first code."""
    a, b = split_pair(frames, pair)
    ends = [table[end].isin((a, b)).to_numpy(dtype=bool) for end in ("country_a_iso3", "country_b_iso3")]
    rows = table.take(np.flatnonzero(ends[0] & ends[1]))
    turned = rows["country_a_iso3"] == b
    flows = [_SWAPPED.get(flow, flow) if turn else flow for flow, turn in zip(rows["flow"], turned, strict=True)]
    return rows.assign(country_a_iso3=a, country_b_iso3=b, flow=flows)


def _pledges(frames: Frames, question: TradeQuestion) -> pd.DataFrame:
    rows = pair_rows(frames, frames.trade_targets, question.pair)
    rows = rows[(rows["measure"] == question.measure) & (rows["flow"] == question.flow)]
    labels = [
        say_amount(value, unit)
        if pd.isna(year)
        else say("{amount} by {year}", amount=say_amount(value, unit), year=year)
        for value, unit, year in zip(rows["value"], rows["unit"], rows["by_year"], strict=True)
    ]
    rows = rows.assign(label=labels).sort_values(["announced", "target_id"], na_position="last", ignore_index=True)
    return rows[list(_TARGET_COLUMNS)]


def _asked(question: TradeQuestion, year: int) -> bool:
    after = question.from_year is None or year >= question.from_year
    return after and (question.to_year is None or year <= question.to_year)


def _say_pick(pick: Pick) -> str:
    return say_amount(pick.reading.value, pick.reading.unit, pick.reading.qualifier)


def _claim_row(reading: Reading, *, picked: bool) -> dict[str, object]:
    return {
        "claim_id": reading.claim_id,
        "table": reading.table,
        "reporter": reading.side,
        "flow": reading.flow,
        "measure": reading.measure,
        "kind": reading.kind,
        "value": reading.value,
        "unit": reading.unit,
        "scope": reading.scope,
        "basis": reading.basis,
        "period_start": _stamp(reading.start),
        "period_end": _stamp(reading.end),
        "period": format_period(reading.start, reading.end, reading.calendar),
        "calendar": reading.calendar,
        "qualifier": reading.qualifier,
        "doubt": reading.doubt,
        "said": reading.said,
        "grade": say_grade(reading.grade),
        "source_id": reading.source_id,
        "use": say_use(reading),
        "picked": picked,
    }


def _stamp(day: dt.date | None) -> object:
    return pd.NaT if day is None else pd.Timestamp(day)


def find_unit_values(readings: Sequence[Reading]) -> pd.DataFrame:
    """Return USD per tonne wherever one side gives value and mass of the same flow, goods and period."""
    rows = [_unit_value_row(value, mass) for value, mass in _value_and_mass(readings)]
    frame = pd.DataFrame(rows, columns=list(UNIT_VALUE_COLUMNS))
    return frame.sort_values(["period_start", "flow", "side", "scope"], ignore_index=True)


def _value_and_mass(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yield the value and the mass that one side gives for the same flow, goods and period."""
    pairs: dict[tuple[object, ...], dict[str, list[Reading]]] = {}
    for reading in readings:
        if (
            reading.kind == "level"
            and reading.usable
            and (reading.measure, reading.unit) in {("value", "USD"), ("mass", "t")}
        ):
            goods = (reading.side, reading.flow, reading.basis, reading.scope, reading.start, reading.end)
            if reading.side and reading.start and reading.end:
                pairs.setdefault(goods, {}).setdefault(reading.measure, []).append(reading)
    for both in pairs.values():
        if len(both) == 2:
            yield _best(both["value"]), _best(both["mass"])


def _best(readings: Sequence[Reading]) -> Reading:
    return min(readings, key=lambda reading: (bool(reading.doubt), reading.grade, reading.claim_id))


def _unit_value_row(value: Reading, mass: Reading) -> dict[str, object]:
    return {
        "flow": value.flow,
        "side": value.side,
        "basis": value.basis,
        "scope": value.scope,
        "period": format_period(value.start, value.end, value.calendar),
        "period_start": _stamp(value.start),
        "period_end": _stamp(value.end),
        "usd_per_t": value.value / mass.value if mass.value else float("nan"),
        "value": value.value,
        "mass": mass.value,
        "claim_ids": f"{value.claim_id};{mass.claim_id}",
        "source_ids": ";".join(sorted({value.source_id, mass.source_id})),
    }
