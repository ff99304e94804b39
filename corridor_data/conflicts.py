"""Who disagrees with whom: published figures for the same thing and period that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from corridor_data.cells import number_text
from corridor_data.claims import Claim, basis_text, claim_of, flow_text, pair_text, period_text
from corridor_data.read import Table

_TRADE_KINDS = ("level", "growth", "share", "stock")
_UNDATED_KINDS = ("capacity", "design_capacity", "length", "duration")
_FACT_KINDS = (*_TRADE_KINDS, "cumulative", *_UNDATED_KINDS)

_USUAL_UNITS = ("USD", "t", "percent", "t/yr", "km", "days", "TEU")
"""Units that the id of a conflict leaves out."""

Groups = dict[tuple[str, str], list[Claim]]
"""Comparable claims by conflict id and topic."""


def computed_conflicts(tables: Mapping[str, Table], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return one row a disagreement with these columns, with the curated reason where conflict_notes gives one.

    A disagreement is a group of claims about the same thing in the same period, from at least two sources, whose
    reaches (rounding and words such as "over" considered) have no value in common. A note finds its conflict by the id
    or by two rows that they share.
    """
    publishers = {row["source_id"]: str(row["publisher"]) for row in tables["sources"].rows}
    notes = tables["conflict_notes"].rows
    groups = {"trade": _trade_groups(tables["trade"]), "corridor_facts": _fact_groups(tables["corridor_facts"])}
    rows = [
        {**_row(name, table, topic, claims, publishers), **_note(notes, name, claims)}
        for table, found in groups.items()
        for (name, topic), claims in found.items()
        if disagree(claims)
    ]
    rows.sort(key=lambda row: str(row["conflict_id"]))
    return pd.DataFrame.from_records(rows, columns=columns)


def disagree(claims: Sequence[Claim]) -> bool:
    """Return whether claims of at least two sources have no value in common.

    Examples
    --------
    >>> said = [Claim("a", "one", 317e6, "USD", "exact"), Claim("b", "two", 500e6, "USD", "over")]
    >>> disagree(said), disagree(said[:1])
    (True, False)
    """
    if len({claim.source_id for claim in claims}) < 2:
        return False
    reaches = [claim.reach() for claim in claims]
    return max(low for low, _ in reaches) > min(high for _, high in reaches)


def _trade_groups(table: Table) -> Groups:
    """Return the comparable claims of trade."""
    groups: Groups = {}
    for row in table.rows:
        if row["kind"] not in _TRADE_KINDS or not row["period_start"] or not row["period_end"]:
            continue
        period = period_text(row["period_start"], row["period_end"])
        measure = row["measure"] if row["kind"] in {"level", row["measure"]} else f"{row['measure']} {row['kind']}"
        _add(
            groups,
            ("trade", pair_text(row), flow_text(row), measure, basis_text(row), period),
            claim_of(row, "claim_id"),
        )
    return groups


def _fact_groups(table: Table) -> Groups:
    """Return the comparable claims of corridor_facts; capacities and lengths need no period to be compared."""
    groups: Groups = {}
    for row in table.rows:
        period = period_text(row["period_start"], row["period_end"])
        if row["kind"] in (_UNDATED_KINDS if period == "undated" else _FACT_KINDS):
            parts = ("corridor", row["subject"], row["measure"], row["kind"], period)
            _add(groups, parts, claim_of(row, "fact_id"))
    return groups


def _add(groups: Groups, parts: Iterable[str], claim: Claim) -> None:
    """Add a claim to the group of its id and unit."""
    table, *rest = (str(part) for part in parts)
    name = ":".join([table, *rest]).replace(";", ",")
    if claim.unit not in _USUAL_UNITS:
        name = f"{name}:{claim.unit}"
    topic = ", ".join(part.replace("_", " ") for part in (*rest, claim.unit))
    groups.setdefault((name, topic), []).append(claim)


def _row(name: str, table: str, topic: str, claims: Sequence[Claim], publishers: Mapping[str, str]) -> dict[str, Any]:
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


def _note(notes: Iterable[Mapping[str, Any]], name: str, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return reason and suggested use of the first note that names the conflict or shares two of its rows."""
    rows = {claim.row_id for claim in claims}
    for note in notes:
        named = set(str(note["row_ids"] or "").split(";"))
        if note["conflict_id"] == name or len(rows & named) >= 2:
            return {"reason": note["reason"], "suggested_use": note["suggested_use"]}
    return {"reason": None, "suggested_use": None}
