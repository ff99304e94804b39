"""Rows of what limits a flow: elements with their capacities and facts, and the ladder of what binds next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.model.phrases import distinct_ids, say_first
from dashboard.model.world.limits import NO_ROW, Limits, element_id, element_title

ELEMENT_COLUMNS = (
    "element", "title", "mode", "flow_mt_per_year", "low_mt_per_year", "mt_per_year", "high_mt_per_year", "kind",
    "from_year", "basis", "fact_ids", "reason", "binds",
)  # fmt: skip


_NAMED = 3
"""Elements named in a sentence."""

_LADDER = ("rank", "label", "kind", "mt", "mt_low", "mt_high", "year", "elements", "fact_ids")


class Rung(NamedTuple):
    """What binds at a step: elements, and the flow until then in Mt a year with low, central and high capacities."""

    elements: tuple[int, ...]
    low: float
    central: float
    high: float


def element_cells(limits: Limits, element: int) -> dict[str, object]:
    """Return what is known of an element; unknown capacities are missing."""
    compiled = limits.compiled
    links = len(compiled.link_ids)
    low, central, high = limits.amount[element].tolist()
    cells: dict[str, object] = {
        "element": element_id(compiled, element),
        "title": element_title(compiled, element),
        "mode": compiled.links[element]["mode"] if element < links else pd.NA,
        "low_mt_per_year": low,
        "mt_per_year": central,
        "high_mt_per_year": high,
    }
    if (row := limits.row[element]) != NO_ROW:
        table = compiled.frames.link_capacity
        cells |= {name: table[name].iloc[row] for name in ("kind", "from_year", "basis", "fact_ids", "reason")}
    return cells


def name_some(limits: Limits, elements: Sequence[int]) -> str:
    """Return elements in words; of many those that carry most, with how many more there are."""
    ranked = list(elements)
    if len(ranked) > _NAMED + 1:
        amount = np.nan_to_num(limits.amount[:, 1])
        ranked.sort(key=lambda element: -amount[element])
    return say_first((element_title(limits.compiled, element) for element in ranked), _NAMED)


def ladder_rows(limits: Limits, steps: Sequence[Rung]) -> pd.DataFrame:
    """Return one row a step, as bars: rank, label, Mt a year with low and high, elements and facts."""
    rows = []
    for number, rung in enumerate(steps):
        cells = [element_cells(limits, element) for element in rung.elements]
        facts = distinct_ids([cell.get("fact_ids") for cell in cells])
        rows.append(
            {
                "rank": number + 1,
                "label": name_some(limits, rung.elements),
                "kind": "capacity",
                "mt": rung.central,
                "mt_low": rung.low,
                "mt_high": rung.high,
                "year": limits.year,
                "elements": ";".join(str(cell["element"]) for cell in cells),
                "fact_ids": ";".join(facts),
            }
        )
    return pd.DataFrame(rows, columns=list(_LADDER))


def say_binding(element: int, near_origin: tuple[int, ...], near_destination: tuple[int, ...]) -> str:
    """Return whether an element is in the least cuts: ``both``, ``near_origin``, ``near_destination`` or ``no``."""
    first, last = element in near_origin, element in near_destination
    if first and last:
        return "both"
    return "near_origin" if first else "near_destination" if last else "no"
