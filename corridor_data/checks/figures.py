"""Rules of the figures: growth that its levels bear out, no slip of three zeros, every basis with what it rests on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import Any

from corridor_data.cells import number_text
from corridor_data.claims import Claim, basis_text, claim_of, flow_text, pair_text
from corridor_data.columns import Schema
from corridor_data.findings import Finding
from corridor_data.read import Table, Tables

_GROWTH_SLACK = 2.0
"""Points by which a growth may miss the one its own source's levels give."""

_USD_PER_T = (15.0, 25_000.0)
"""Dearer and cheaper goods exist, but as the average of a trade they betray a slip: a judgement, with room to spare."""

_SLIP = 100.0
"""Factor from the other figures for the same thing beyond which thousands and millions were mixed up."""

_JUMP = 300.0
_JUMP_LEAST_USD = 1_000_000.0  # smaller trade jumps by itself

_SHARE_SLACK = 2.0  # points by which rounded shares may add up to more than the whole

_RANGES = (
    ("link_capacity", "low", "mt_per_year"),
    ("link_capacity", "mt_per_year", "high"),
    ("parameters", "low", "value"),
    ("parameters", "value", "high"),
    ("journeys", "days_min", "days_max"),
    ("journeys", "cost_usd_min", "cost_usd_max"),
    ("trade_targets", "value", "value_high"),
    ("indicators", "value", "value_high"),
)
"""Columns of which the first is not above the second."""


def disordered_ranges(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Lows above their value, values above their high."""
    for name, low, high in _RANGES:
        for number, row in enumerate(tables[name].rows):
            if row[low] is not None and row[high] is not None and row[low] > row[high]:
                problem = f"{number_text(row[high])} is below {low} {number_text(row[low])}"
                yield tables[name].finding(number, high, problem, "Exchange or correct them")


def growth_against_levels(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Growths that no levels of the same source, this period and the same a year before, bear out.

    Levels of another source do not matter: disagreement is no fault. Rows whose `doubt` is filled are known to be
    doubtful. Where a source gives tonnes only, its growth may be that of the value and is not judged.
    """
    for name, key, subject in (("trade", "claim_id", _trade_subject), ("corridor_facts", "fact_id", _fact_subject)):
        table = tables[name]
        levels = _levels(table, key, subject)
        for number, row in enumerate(table.rows):
            if row["kind"] != "growth" or row["unit"] != "percent" or row["value"] is None or row["doubt"]:
                continue
            pairs = _both_years(levels, subject(row), row) if _has_period(row) else []
            if name == "trade" and all(now.unit == "t" for _, now in pairs):
                continue
            if pairs and not any(_bears_out(claim_of(row, key), before, now) for before, now in pairs):
                before, now = pairs[0]
                implied = 100 * (now.value / before.value - 1)
                problem = f"{row['value']:g} percent, but {before.row_id} and {now.row_id} give {implied:.1f}"
                yield table.finding(
                    number, "value", problem, "Correct the growth or a level, or say in `doubt` what is odd"
                )


Levels = dict[tuple[Any, ...], list[Claim]]


def _levels(table: Table, key: str, subject: Callable[[Mapping[str, Any]], tuple[Any, ...]]) -> Levels:
    """Return the levels of a table by what they speak of and their period."""
    levels: Levels = defaultdict(list)
    for row in table.rows:
        if row["kind"] == "level" and row["value"] and _has_period(row):
            levels[(*subject(row), row["period_start"], row["period_end"])].append(claim_of(row, key))
    return levels


def _trade_subject(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a trade claim speaks of, source included."""
    return row["source_id"], row["reporter_iso3"], pair_text(row), flow_text(row), basis_text(row)


def _fact_subject(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a corridor fact speaks of, source included."""
    return row["source_id"], row["subject"], row["calendar"]


def _has_period(row: Mapping[str, Any]) -> bool:
    """Return whether both ends of the period are given."""
    return row["period_start"] is not None and row["period_end"] is not None


def _both_years(levels: Levels, subject: tuple[Any, ...], row: Mapping[str, Any]) -> list[tuple[Claim, Claim]]:
    """Return the pairs of levels of the same period a year before and now that a source gives in one unit."""
    return [
        (before, now)
        for now in levels.get((*subject, row["period_start"], row["period_end"]), [])
        for start in _year_before(row["period_start"])
        for end in _year_before(row["period_end"])
        for before in levels.get((*subject, start, end), [])
        if before.unit == now.unit and before.value > 0
    ]


def _year_before(day: dt.date) -> list[dt.date]:
    """Return the days that are a year earlier in one calendar or the other."""
    return [day - dt.timedelta(days=days) for days in (365, 366)]


def _bears_out(said: Claim, before: Claim, now: Claim) -> bool:
    """Return whether two levels, rounding considered, allow a growth."""
    (low_before, high_before), (low_now, high_now) = before.reach(), now.reach()
    least, most = 100 * (low_now / high_before - 1), 100 * (high_now / low_before - 1)
    low, high = said.reach()
    return low <= most + _GROWTH_SLACK and high >= least - _GROWTH_SLACK


def unit_value_outliers(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Values and tonnes of the same trade that give a price per tonne no average has."""
    table = tables["trade"]
    masses = {
        _same_trade(row): row
        for row in table.rows
        if row["measure"] == "mass" and row["kind"] == "level" and row["unit"] == "t" and row["value"]
    }
    for number, row in enumerate(table.rows):
        mass = masses.get(_same_trade(row)) if _has_period(row) else None
        if row["measure"] == "value" and row["kind"] == "level" and row["unit"] == "USD" and row["value"] and mass:
            yield from _price_fault(table, number, row["value"], mass["value"], mass["claim_id"])
    yield from _commodity_prices(tables["commodities"])


def _same_trade(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what value and mass of the same trade have in common."""
    return (*_trade_subject(row), row["period_start"], row["period_end"])


def _commodity_prices(table: Table) -> Iterator[Finding]:
    """Yield the commodity values whose tonnes give an odd price."""
    same = ("country_a_iso3", "country_b_iso3", "reporter_iso3", "flow", "commodity", "period_start", "source_id")
    masses = {tuple(row[name] for name in same): row for row in table.rows if row["unit"] == "t" and row["value"]}
    for number, row in enumerate(table.rows):
        mass = masses.get(tuple(row[name] for name in same))
        if row["unit"] == "USD" and row["value"] and mass:
            yield from _price_fault(table, number, row["value"], mass["value"], f"its {number_text(mass['value'])} t")


def _price_fault(table: Table, number: int, usd: float, tonnes: float, mass: str) -> Iterator[Finding]:
    """Yield the fault of a price per tonne that no average has."""
    price = usd / tonnes
    if not _USD_PER_T[0] <= price <= _USD_PER_T[1]:
        shown = f"{price:,.0f}" if price >= 1 else f"{price:.2g}"
        problem = f"{number_text(usd)} USD against {mass} is {shown} USD a tonne"
        yield table.finding(number, "value", problem, "Look for thousands or millions mixed up in value or tonnes")


def thousandfold_slips(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Levels more than a hundred times above or below what all others say of the same trade and year."""
    table = tables["trade"]
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(table.rows):
        if row["kind"] == "level" and row["value"] and _has_period(row):
            groups[
                pair_text(row), flow_text(row), row["measure"], row["unit"], basis_text(row), row["period_end"].year
            ].append(number)
    for numbers in groups.values():
        values = [table.rows[number]["value"] for number in numbers]
        for at, number in enumerate(numbers):
            others = values[:at] + values[at + 1 :]
            if len(others) >= 2 and not 1 / _SLIP <= values[at] / median(others) <= _SLIP:
                usual = number_text(median(others))
                problem = f"{number_text(values[at])} where {len(others)} other claims have a median of {usual}"
                yield table.finding(number, "value", problem, "Look for thousands or millions mixed up")


def series_jumps(_schema: Schema, tables: Tables) -> Iterator[Finding]:
    """Yearly figures several hundred times above or below both neighbours."""
    table = tables["trade_series"]
    series: dict[tuple[Any, ...], list[tuple[int, float, int]]] = defaultdict(list)
    for number, row in enumerate(table.rows):
        if row["value_usd"] and row["year"] and row["quality"] != "source_error":
            name = (row["reporter_iso3"], row["partner_iso3"], row["flow"], row["dataset"])
            series[name].append((row["year"], row["value_usd"], number))
    for points in series.values():
        ordered = sorted(points)
        for (_year, before, _row), (_, value, number), (_, after, _) in zip(
            ordered, ordered[1:], ordered[2:], strict=False
        ):
            if min(before, value, after) >= _JUMP_LEAST_USD and (
                value / max(before, after) > _JUMP or min(before, after) / value > _JUMP
            ):
                problem = f"{number_text(value)} stands between {number_text(before)} and {number_text(after)}"
                yield table.finding(number, "value_usd", problem, "Look for thousands or millions mixed up")


_MEASURED_IN = {"growth": ("percent", "times"), "share": ("percent",), "value": ("USD", "EUR"), "mass": ("t",)}


def units_against_measure(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Units that the measure of a trade claim or pledge cannot have."""
    for name in ("trade", "trade_targets"):
        for number, row in enumerate(tables[name].rows):
            units = _MEASURED_IN.get(str(row["measure"]), ())
            if units and row["unit"] and row["unit"] not in units:
                problem = f"{row['unit']!r} is no unit of {row['measure']}"
                yield tables[name].finding(
                    number, "unit", problem, f"Convert to {' or '.join(units)}, or correct the measure"
                )


def targets_without_source(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Pledges that rest on a source which only computed something."""
    computed = {row["source_id"] for row in tables["sources"].rows if row["kind"] == "computed"}
    for name in ("trade_targets", "trade", "corridor_facts", "indicators"):
        for number, row in enumerate(tables[name].rows):
            pledged = name == "trade_targets" or row["kind"] in {"target", "expired_target"}
            if pledged and row["source_id"] in computed:
                problem = f"{row['source_id']!r} is a computation, and nobody can have pledged there"
                yield tables[name].finding(number, "source_id", problem, "Name who reported the pledge")


def bases_without_facts(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Rows that claim to rest on facts and name none."""
    for name, columns in (
        ("parameters", ("fact_ids",)),
        ("link_capacity", ("fact_ids",)),
        ("scenarios", ("source_ids", "event_ids")),
    ):
        for number, row in enumerate(tables[name].rows):
            if row["basis"] == "facts" and not any(row[column] for column in columns):
                problem = f"basis is facts and {' and '.join(columns)} {'is' if len(columns) == 1 else 'are'} empty"
                yield tables[name].finding(number, columns[0], problem, "Name them, or write judgement and the reason")


def rows_about_nothing(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Capacities and parameters that do not name what they apply to."""
    for number, row in enumerate(tables["link_capacity"].rows):
        if bool(row["link_id"]) == bool(row["place_id"]):
            problem = f"{'both' if row['link_id'] else 'neither'} of link_id and place_id given"
            yield tables["link_capacity"].finding(
                number, "link_id", problem, "A capacity belongs to one link or one place"
            )
    needed = {"country": "country_iso3", "link": "link_ids", "place": "place_ids"}
    for number, row in enumerate(tables["parameters"].rows):
        column = needed.get(str(row["subject_kind"]))
        if column and not row[column]:
            problem = f"{column} is empty although subject_kind is {row['subject_kind']}"
            yield tables["parameters"].finding(number, column, problem, "Name what it applies to")


def weak_events_in_default(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Weakly attested events that the model would apply by itself."""
    for number, row in enumerate(tables["events"].rows):
        if row["grade"] == "weak" and row["drives_default"] == "yes":
            problem = "drives_default is yes although the grade is weak"
            yield tables["events"].finding(number, "drives_default", problem, "Write no, or find a second source")


def shares_above_whole(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Shares of one flow that add up to more than all of it."""
    table = tables["commodities"]
    same = ("country_a_iso3", "country_b_iso3", "reporter_iso3", "flow", "period_start", "period_end", "source_id")
    shares: dict[tuple[Any, ...], dict[str, tuple[float, int]]] = defaultdict(dict)
    for number, row in enumerate(table.rows):
        if row["share_pct"] is not None:
            shares[tuple(row[name] for name in same)][row["commodity"]] = (row["share_pct"], number)
    for parts in shares.values():
        total = sum(share for share, _ in parts.values())
        if total > 100 + _SHARE_SLACK:
            problem = f"the shares of this flow add up to {total:.1f} percent"
            cure = "Correct one, or leave out groups that hold others"
            yield table.finding(max(number for _, number in parts.values()), "share_pct", problem, cure)


CHECKS = (
    disordered_ranges,
    growth_against_levels,
    unit_value_outliers,
    thousandfold_slips,
    series_jumps,
    units_against_measure,
    targets_without_source,
    bases_without_facts,
    rows_about_nothing,
    weak_events_in_default,
    shares_above_whole,
)
