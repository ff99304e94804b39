"""What fields that hold ids may hold, with names, out of the tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from corridor_data.load import Frames
from dashboard.model.claim_tables import CLAIM_TABLES
from dashboard.model.corridors import list_corridors
from dashboard.model.trade import list_pairs
from dashboard.text import say
from dashboard.ui import cached
from dashboard.ui.address import field_types


@dataclass(frozen=True)
class Choice:
    """The values a field may take, with their names.

    Attributes
    ----------
    options
        Values in the order of the list.
    names
        Name of each value; a value without one is named by its own words.
    """

    options: tuple[Any, ...]
    names: Mapping[Any, str] = field(default_factory=dict)


def choices_for(kind: type[Any]) -> dict[str, Choice]:
    """Return the choices of every field of a question whose values stand in the tables."""
    return {name: cached.derived(f"choices-{name}", _MAKERS[name]) for name in field_types(kind) if name in _MAKERS}


def fill() -> None:
    """Make all choices."""
    for name, make in _MAKERS.items():
        cached.derived(f"choices-{name}", make)


def _pairs(frames: Frames) -> Choice:
    pairs = list_pairs(frames)
    names = dict(zip(pairs["pair"], pairs["name"], strict=True))
    return Choice(tuple(pairs["pair"]), MappingProxyType(names))


def _corridors(frames: Frames) -> Choice:
    corridors = list_corridors(frames)
    names = dict(zip(corridors["corridor_id"], corridors["name"], strict=True))
    branches = {
        row["corridor_id"]: f"{names[row['parent_corridor_id']]} · {row['name']}"
        for row in corridors.to_dict("records")
        if row["parent_corridor_id"] in names
    }
    shown = names | branches
    drawn = corridors[corridors["has_path"].astype(bool)]
    order = sorted(drawn["corridor_id"], key=lambda c: shown[c].casefold())
    return Choice(("", *order), MappingProxyType(shown | {"": say("The whole network")}))


def _years(frames: Frames) -> Choice:
    years = pd.concat(
        [frames.trade_series["year"].dropna().astype(int), frames.trade["period_start"].dropna().dt.year.astype(int)]
    )
    return Choice(tuple(range(int(years.max()), max(int(years.min()), 1992) - 1, -1)))


def _sources(frames: Frames) -> Choice:
    rows = frames.sources.fillna("").to_dict("records")
    names = {row["source_id"]: f"{row['publisher']}: {row['title']}"[:100] for row in rows}
    order = sorted(names, key=lambda s: names[s].casefold())
    return Choice(tuple(order), MappingProxyType(names))


def _tables(_: Frames) -> Choice:
    return Choice(tuple(CLAIM_TABLES))


def _windows(_: Frames) -> Choice:
    return Choice((3, 5, 10))


_MAKERS: dict[str, Callable[[Frames], Choice]] = {
    "pair": _pairs,
    "corridor": _corridors,
    "from_year": _years,
    "to_year": _years,
    "source": _sources,
    "table": _tables,
    "window": _windows,
}
