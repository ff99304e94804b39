"""What stands behind a limit in the tables: the facts of its capacity, and the project that would widen it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from corridor_data.load import Frames, split_ids


def fact_ids_of(frames: Frames, row: int) -> tuple[str, ...]:
    """Return the facts behind a row of `link_capacity`."""
    return split_ids(frames.link_capacity["fact_ids"].iloc[row])


def sources_of(frames: Frames, rows: list[str]) -> Iterator[str]:
    """Yield the source of every trade claim, commodity or corridor fact named."""
    trade = frames.trade.set_index("claim_id")["source_id"]
    facts = frames.corridor_facts.set_index("fact_id")["source_id"]
    for row in rows:
        for table in (trade, facts):
            if row in table.index:
                yield str(table[row])


def widening_project(frames: Frames, link: str) -> Mapping[str, object]:
    """Return the announced project that would widen a link, with its cost: that with a cost, the latest said, first."""
    table = frames.projects
    widens = np.array([link in split_ids(cell) for cell in table["link_ids"]], dtype=bool)
    named = table[widens & table["stage"].ne("completed")]
    named = named.sort_values(["said_on", "project_id"], na_position="first")
    if named.empty:
        return {"project": pd.NA, "project_usd": float("nan"), "project_mt_per_year": float("nan"), "source_id": pd.NA}
    total = named[named["cost_usd"].notna() & named["cost_kind"].eq("total")]
    row = (total if not total.empty else named).iloc[-1]
    return {
        "project": row["name"],
        "project_usd": row["cost_usd"],
        "project_mt_per_year": row["adds_mt_per_year"],
        "source_id": row["source_id"],
    }
