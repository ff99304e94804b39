"""Pledges told in tonnes: what is promised between two partners or for a whole corridor, in Mt a year."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from dashboard.model.phrases import distinct_ids
from dashboard.model.questions import Measure, TargetsQuestion
from dashboard.model.records.pledges import find_targets
from dashboard.model.records.readings import read_pair
from dashboard.model.records.trade import find_unit_values
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.ends import EndError, serving_places
from dashboard.model.world.network import MODES

LATELY = 8
"""Years of unit values looked back over: enough for the thinly reported pairs, and still today's goods."""

_T_PER_MT = 1e6
_NAN3 = (math.nan, math.nan, math.nan)
_NO_UNIT_VALUE = (_NAN3, "", "")


class Ends(NamedTuple):
    """Two ends of tonnes, the corridor links they keep to (none: all of the network), and the modes that may serve."""

    origin: tuple[str, ...]
    destination: tuple[str, ...]
    links: frozenset[str]
    modes: tuple[str, ...]


@dataclass(frozen=True)
class Tonnage:
    """A pledge in tonnes; NaN tonnes where no unit value is known."""

    pledge_id: str
    name: str
    pledged: float
    unit: str
    by_year: int | None
    ends: Ends | None
    wanted: tuple[float, float, float]
    usd_per_t: tuple[float, float, float]
    pair: tuple[str, str] | None
    row_ids: str
    source_ids: str
    pace: Pace | None = None


class Pace(NamedTuple):
    """How a pledge stands by the figures: evidence, and growth needed and best so far in percent a year (or NaN)."""

    evidence: str
    required: float
    best: float
    past: float


@lru_cache(maxsize=32)
def list_tonnages(compiled: Compiled, pair: str, modes: tuple[str, ...]) -> tuple[Tonnage, ...]:
    """Return every standing pledge in tonnes, of one pair or of all pairs and corridors; found once, then remembered.

    Parameters
    ----------
    pair
        Two codes as ``IRN-KAZ``; all if empty.
    modes
        Modes that may carry the tonnes of a pair.

    Raises
    ------
    UnknownPairError
        If the pair is neither empty nor two different codes of countries.csv.
    """
    of_pairs, of_corridors = _told(compiled, pair)
    ends = {known.pair: _ends_of_pair(compiled, *known.pair, modes) for known in of_pairs if known.pair}
    return (*(replace(known, ends=ends[known.pair]) for known in of_pairs if known.pair), *of_corridors)


@lru_cache(maxsize=32)
def _told(compiled: Compiled, pair: str) -> tuple[tuple[Tonnage, ...], tuple[Tonnage, ...]]:
    """Return the pledges of pairs, without ends, and those of corridors: what does not follow from modes."""
    return tuple(_trade_pledges(compiled, pair)), () if pair else tuple(_corridor_targets(compiled))


def _trade_pledges(compiled: Compiled, asked: str) -> Iterator[Tonnage]:
    """Yield the pledges between two partners, told in tonnes where a unit value is known; their ends are left open."""
    frames = compiled.frames
    units: dict[str, tuple[tuple[float, float, float], str, str]] = {}
    measures: tuple[Measure, ...] = ("value", "mass")
    for measure in measures:
        table = find_targets(frames, TargetsQuestion(pair=asked, measure=measure)).frame()
        standing = table[~table["official_status"].isin(["superseded", "expired"])]
        same = standing.groupby(["pair", "scope", "value", "by_year", "flow"], dropna=False, sort=False)
        for _, rows in same:
            row = rows.iloc[0]
            pair, value = str(row["pair"]), float(row["value"])
            if measure == "value" and pair not in units:
                units[pair] = _unit_value(compiled, pair)
            usd, used, sources = units[pair] if measure == "value" else _NO_UNIT_VALUE
            a, b = pair.split("-")
            yield Tonnage(
                pledge_id=str(row["target_id"]),
                name=f"{row['name']} ({row['scope']})" if row["scope"] else str(row["name"]),
                pledged=value,
                unit=str(row["unit"]),
                by_year=None if pd.isna(row["by_year"]) else int(row["by_year"]),
                ends=None,
                wanted=_tonnes(value, measure, usd),
                usd_per_t=usd,
                pair=(a, b),
                row_ids=";".join(distinct_ids(rows["target_id"], [used])),
                source_ids=";".join(distinct_ids(rows["source_ids"], [sources])),
                pace=Pace(
                    str(row["evidence"]),
                    *(float(row[f"{name}_growth_pct"]) for name in ("required", "best", "pace")),
                ),
            )


def _ends_of_pair(compiled: Compiled, a: str, b: str, modes: tuple[str, ...]) -> Ends | None:
    """Return where the tonnes of a pair begin and end: at all places that stand for a partner and that a mode serves.

    None where the network knows no place for a partner.
    """
    try:
        return Ends(serving_places(compiled, a, modes), serving_places(compiled, b, modes), frozenset(), modes)
    except EndError:
        return None


def _unit_value(compiled: Compiled, pair: str) -> tuple[tuple[float, float, float], str, str]:
    """Return USD a tonne of a pair, low, latest and high, with the claims and sources; of both directions if known."""
    table = find_unit_values(read_pair(compiled.frames, pair))
    table = table[(table["usd_per_t"] > 0) & (table["flow"] != "transit")]
    if table.empty:
        return _NO_UNIT_VALUE
    last = table["period_end"].max()
    table = table[table["period_end"] > last - pd.DateOffset(years=LATELY)]
    both = table[table["flow"] == "turnover"]
    chosen = both if not both.empty else table
    latest = chosen.sort_values(["period_end", "claim_ids"]).iloc[-1]
    usd = float(table["usd_per_t"].min()), float(latest["usd_per_t"]), float(table["usd_per_t"].max())
    return usd, ";".join(distinct_ids(table["claim_ids"])), ";".join(distinct_ids(table["source_ids"]))


def _tonnes(value: float, measure: str, usd: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return low, central and high Mt a year of a pledge; the dearest tonne makes the fewest tonnes."""
    if measure == "mass":
        return (value / _T_PER_MT,) * 3
    low, central, high = usd
    return value / high / _T_PER_MT, value / central / _T_PER_MT, value / low / _T_PER_MT


def _corridor_targets(compiled: Compiled) -> Iterator[Tonnage]:
    """Yield what is promised for whole corridors in tonnes a year, not yet due at the data's newest year."""
    frames = compiled.frames
    facts = frames.corridor_facts
    ways = frames.corridor_links
    whole = facts["kind"].eq("target") & facts["unit"].isin(["t/yr", "t"]) & facts["subject_kind"].eq("corridor")
    chosen = facts[whole & facts["period_end"].notna() & facts["corridor_id"].isin(ways["corridor_id"])]
    chosen = chosen.assign(year=chosen["period_end"].dt.year)
    for _, rows in chosen.groupby(["corridor_id", "subject", "year", "value"]):
        row = rows.iloc[0]
        way = ways[(ways["corridor_id"] == row["corridor_id"]) & ways["link_id"].isin(compiled.link_ids)]
        ends = way.sort_values("position").groupby("variant")
        first, last = (tuple(sorted(set(column))) for column in (ends["from_place"].first(), ends["to_place"].last()))
        mt = float(row["value"]) / _T_PER_MT
        yield Tonnage(
            pledge_id=str(row["fact_id"]),
            name=str(row["subject"]),
            pledged=float(row["value"]),
            unit="t",
            by_year=int(row["year"]),
            ends=Ends(first, last, frozenset(way["link_id"]), _modes_named(str(row["subject"]))),
            wanted=(mt, mt, mt),
            usd_per_t=_NAN3,
            pair=None,
            row_ids=";".join(rows["fact_id"]),
            source_ids=";".join(distinct_ids(rows["source_id"])),
        )


def _modes_named(subject: str) -> tuple[str, ...]:
    """Return the modes that the name of a corridor's figure speaks of; all if none.

    Examples
    --------
    >>> _modes_named("Iran-Turkmenistan combined rail and road freight"), _modes_named("INSTC, all routes")
    (('road', 'rail'), ())
    """
    words = set(subject.lower().replace(",", " ").split())
    return tuple(mode for mode in MODES if mode in words)
