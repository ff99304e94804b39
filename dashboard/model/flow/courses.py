"""Links as lines and places as points, for maps of what flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.routing.way_courses import courses_of
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.limits import element_title
from dashboard.model.world.network import MODES
from dashboard.model.world.worlds import World, link_title


@lru_cache(maxsize=4)
def draw_links(compiled: Compiled) -> pd.DataFrame:
    """Return one row a link in the order of the network: link_id, name, mode, length_km and its course; shared."""
    courses = courses_of(compiled)
    drawn = [courses[link] for link in compiled.link_ids]
    return pd.DataFrame(
        {
            "link_id": list(compiled.link_ids),
            "name": [link_title(compiled, number) for number in range(len(compiled.link_ids))],
            "mode": [str(link["mode"]) for link in compiled.links],
            "length_km": [float(link["length_km"]) for link in compiled.links],
            "lons": [course["lons"] for course in drawn],
            "lats": [course["lats"] for course in drawn],
        }
    )


def shut_reasons(world: World) -> dict[str, str]:
    """Return why links are shut that would otherwise be there: by an event, by the question, or suspended."""
    kinds = ("event", "asked", "suspended")
    return {name: closure.reason for name, closure in world.closures.items() if closure.kind in kinds}


def mark_places(compiled: Compiled, marks: Mapping[str, str], words: Mapping[str, str]) -> pd.DataFrame:
    """Return places as points, each with its mark and what is said of it.

    Parameters
    ----------
    marks
        Mark of each place id.
    words
        What is said of it beside its name; may lack places.
    """
    nodes = compiled.network.nodes
    rows = [
        {
            "place_id": place,
            "name": str(nodes[place]["name"]),
            "lat": float(nodes[place]["lat"]),
            "lon": float(nodes[place]["lon"]),
            "mark": mark,
            "words": words.get(place, ""),
        }
        for place, mark in marks.items()
    ]
    return pd.DataFrame(rows, columns=["place_id", "name", "lat", "lon", "mark", "words"])


def place_of_element(compiled: Compiled, element: int) -> str:
    """Return the place of a port or a gauge change; empty for a link."""
    links, places = len(compiled.link_ids), len(compiled.place_ids)
    return "" if element < links else compiled.place_ids[(element - links) % places]


def name_elements(compiled: Compiled, elements: Sequence[int]) -> dict[str, str]:
    """Return the titles of ports and gauge changes by their place."""
    found: dict[str, str] = {}
    for element in elements:
        place = place_of_element(compiled, element)
        if place:
            found[place] = element_title(compiled, element)
    return found


def mark_links(
    world: World,
    marks: Sequence[str],
    modes: Sequence[str] = (),
    **columns: Any,  # noqa: ANN401 - cells of a column
) -> pd.DataFrame:
    """Return the links of freight with a mark each: what the caller says, else ``shut`` or ``rest``; others left out.

    Parameters
    ----------
    marks
        One a link, in the order of the network; empty for none.
    modes
        Modes shown; all if empty.
    columns
        Further columns, one cell a link.
    """
    shut = shut_reasons(world)
    links = draw_links(world.compiled).assign(**columns)
    drawn = np.array([bool(mark) or name in shut or is_open for mark, name, is_open in _rows(world, marks)], dtype=bool)
    drawn &= links["mode"].isin(modes or MODES).to_numpy(dtype=bool)
    links["mark"] = [mark or ("shut" if name in shut else "rest") for mark, name, _ in _rows(world, marks)]
    links["reason"] = [shut.get(name, "") for name in world.compiled.link_ids]
    return links[drawn].reset_index(drop=True)


def _rows(world: World, marks: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Return mark, id and whether it is open of every link."""
    compiled = world.compiled
    is_open = np.zeros(len(compiled.link_ids), dtype=bool)
    carried = compiled.link >= 0
    np.logical_or.at(is_open, compiled.link[carried], world.open[carried])
    return list(zip(marks, compiled.link_ids, is_open.tolist(), strict=True))
