"""Rules of the network: links that fit their ends, chains that hold, one network and not several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from corridor_data.columns import Schema
from corridor_data.findings import Finding
from corridor_data.read import Table, Tables

_OPEN = ("operational", "suspended", "closed")


def looping_links(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Links that end where they start."""
    for number, row in enumerate(tables["links"].rows):
        if row["from_place"] and row["from_place"] == row["to_place"]:
            problem = f"the link runs from {row['from_place']} to itself"
            yield tables["links"].finding(number, "to_place", problem, "Name its other end")


def unconnected_places(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Places that no chain of links joins to the rest."""
    table = tables["places"]
    if not tables["links"].whole:
        return
    root = {row["place_id"]: row["place_id"] for row in table.rows}
    for row in tables["links"].rows:
        if row["from_place"] in root and row["to_place"] in root:
            root[_root(root, row["from_place"])] = _root(root, row["to_place"])
    sizes = Counter(_root(root, place) for place in root)
    main = max(sizes, key=lambda place: (sizes[place], place), default=None)
    for number, row in enumerate(table.rows):
        if _root(root, row["place_id"]) != main:
            alone = sizes[_root(root, row["place_id"])] == 1
            problem = f"{row['place_id']!r} is joined to {'nothing' if alone else 'a few places only, not the network'}"
            yield table.finding(number, "place_id", problem, "Add the link that joins it, or leave the place out")


def _root(root: dict[str, str], place: str) -> str:
    """Return the place that stands for all that are joined to a place."""
    while root[place] != place:
        root[place] = root[root[place]]
        place = root[place]
    return place


def broken_chains(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Ways of corridors whose links do not follow one another."""
    table = tables["corridor_links"]
    links = {row["link_id"]: row for row in tables["links"].rows}
    before: dict[tuple[str, str], dict[str, Any]] = {}
    order = sorted(range(len(table.rows)), key=lambda at: _place_on_way(table.rows[at]))
    for number in order:
        row = table.rows[number]
        link = links.get(row["link_id"])
        if link and {row["from_place"], row["to_place"]} != {link["from_place"], link["to_place"]}:
            problem = f"{row['link_id']} runs between {link['from_place']} and {link['to_place']}"
            cure = f"The row says {row['from_place']} and {row['to_place']}: correct the link or its ends"
            yield table.finding(number, "from_place", problem, cure)
        yield from _step(table, number, before.get((row["corridor_id"], row["variant"])))
        before[row["corridor_id"], row["variant"]] = row


def _step(table: Table, number: int, earlier: dict[str, Any] | None) -> Iterator[Finding]:
    """Yield what keeps a row of a way from following the row before it."""
    row = table.rows[number]
    expected = 1 if earlier is None else (earlier["position"] or 0) + 1
    if row["position"] is not None and row["position"] != expected:
        problem = f"position {row['position']} where {expected} is next in {row['corridor_id']} ({row['variant']})"
        yield table.finding(number, "position", problem, "Number the links of a way 1, 2, 3 …")
    if earlier and row["from_place"] != earlier["to_place"]:
        problem = f"the way goes on at {row['from_place']} although {earlier['link_id']} led to {earlier['to_place']}"
        yield table.finding(number, "from_place", problem, "Add the link between, or correct an end")


def _place_on_way(row: Mapping[str, Any]) -> tuple[str, str, int]:
    """Return what the rows of corridor_links are ordered by."""
    return str(row["corridor_id"]), str(row["variant"]), row["position"] or 0


def wrong_duplicates(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Links that are filed as a duplicate of a chain which does not join their ends."""
    table = tables["links"]
    links = {row["link_id"]: row for row in table.rows}
    for number, row in enumerate(table.rows):
        chain = [links[link] for link in (row["duplicate_of"] or "").split(";") if link in links]
        if not chain:
            continue
        odd = {place for place, times in _ends(chain).items() if times % 2}
        if odd != {row["from_place"], row["to_place"]}:
            problem = f"{row['duplicate_of']} does not lead from {row['from_place']} to {row['to_place']}"
            yield table.finding(number, "duplicate_of", problem, "List every link of the chain")


def _ends(chain: list[dict[str, Any]]) -> Counter[str]:
    """Return how often each place is an end in a chain."""
    return Counter(place for link in chain for place in (link["from_place"], link["to_place"]))


def uncrossed_borders(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Roads and railways between two countries that are said to pass no border."""
    country = {row["place_id"]: row["country_iso3"] for row in tables["places"].rows}
    for number, row in enumerate(tables["links"].rows):
        ends = [country.get(row["from_place"]), country.get(row["to_place"])]
        if None not in ends and ends[0] != ends[1] and row["mode"] != "sea" and row["crosses_border"] == "no":
            problem = f"crosses_border is no although the link leads from {ends[0]} to {ends[1]}"
            yield tables["links"].finding(number, "crosses_border", problem, "Write yes")


def wrong_gauges(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Railways without a gauge, and roads with one; a sea lane with a gauge is a train ferry."""
    for number, row in enumerate(tables["links"].rows):
        if row["mode"] == "rail" and row["status"] in _OPEN and not row["gauge_mm"]:
            problem = f"gauge_mm is empty although {row['link_id']} is a railway"
            yield tables["links"].finding(number, "gauge_mm", problem, "Give the gauge of the track")
        elif row["mode"] == "road" and row["gauge_mm"]:
            problem = f"gauge_mm is {row['gauge_mm']} although the mode is {row['mode']}"
            yield tables["links"].finding(number, "gauge_mm", problem, "Leave it empty")


def plans_already_open(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Links that are a plan and open at once."""
    table = tables["links"]
    for number, row in enumerate(table.rows):
        planned = row["status"] in {"planned", "under_construction"}
        if planned and row["opened"]:
            problem = f"opened is {row['opened']} although the status is {row['status']}"
            yield table.finding(number, "opened", problem, "Move it to planned_opening, or correct the status")
        elif row["status"] == "operational" and row["planned_opening"]:
            problem = f"planned_opening is {row['planned_opening']} although the link is operational"
            yield table.finding(number, "planned_opening", problem, "Move it to opened, or correct the status")


CHECKS = (
    looping_links,
    unconnected_places,
    broken_chains,
    wrong_duplicates,
    uncrossed_borders,
    wrong_gauges,
    plans_already_open,
)
