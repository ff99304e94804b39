"""Links with capacity, use and drawn course, and the ordered ways of corridors through them."""

import datetime as dt
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from corridor_data.load import Frames, split_ids
from dashboard.model.records.link_states import (
    Capacities,
    LinkState,
    find_capacities,
    find_states,
    least_capacity,
)
from dashboard.model.records.readings import number_of, records
from dashboard.text import say

LINK_COLUMNS = (
    "link_id", "name", "mode", "status_on_date", "status_reason", "in_corridor", "capacity_mt", "capacity_low",
    "capacity_high", "capacity_kind", "capacity_from", "capacity_basis", "capacity_reason", "nameplate_mt",
    "practical_mt", "announced_mt", "used_mt", "used_from", "load_pct", "from_place", "to_place", "from_name",
    "to_name", "length_km", "gauge_mm", "lons", "lats", "drawn", "event_ids", "fact_ids", "source_ids",
)  # fmt: skip
PATH_COLUMNS = (
    "corridor_id", "variant", "position", "link_id", "name", "from_place", "to_place", "from_name", "to_name",
    "start_km", "end_km", "length_km", "mode", "gauge_mm", "status_on_date", "status_reason", "capacity_mt",
    "capacity_low", "capacity_high", "capacity_kind", "capacity_from", "capacity_basis", "capacity_reason", "used_mt",
    "used_from", "load_pct", "binding", "fact_ids", "source_ids",
)  # fmt: skip
STOP_COLUMNS = (
    "corridor_id", "variant", "position", "place_id", "name", "km", "limit", "capacity_mt", "capacity_low",
    "capacity_high", "capacity_kind", "capacity_from", "capacity_basis", "capacity_reason", "used_mt", "used_from",
    "load_pct", "binding", "fact_ids", "source_ids",
)  # fmt: skip
PLACE_COLUMNS = ("place_id", "name", "kind", "country_iso3", "lat", "lon", "in_corridor")
BINDING_COLUMNS = (
    "corridor_id", "variant", "name", "capacity_mt", "capacity_low", "capacity_high", "judged", "unknown", "links",
)  # fmt: skip

_LINE_LIMITS = ("line", "border")
_KINDS = ("nameplate", "practical", "announced")
_UNKNOWN: dict[str, object] = {
    "capacity_mt": math.nan, "capacity_low": math.nan, "capacity_high": math.nan, "capacity_from": None,
    "capacity_basis": "", "capacity_reason": "", "used_mt": math.nan, "used_from": None, "load_pct": math.nan,
    "fact_ids": "", "source_ids": "",
}  # fmt: skip
_SOURCE_COLUMNS = ["link_id", "from_place", "to_place", "mode", "length_km", "gauge_mm", "source_id"]

Row = dict[str, object]


@dataclass(frozen=True, eq=False)
class Network:
    """All links of the network on a day, and the ways of some corridors over them."""

    links: pd.DataFrame
    places: pd.DataFrame
    ways: pd.DataFrame
    stops: pd.DataFrame


@dataclass(frozen=True, eq=False)
class _Known:
    """What is looked up for every link and place."""

    kind: str
    capacities: Capacities
    states: Mapping[str, LinkState]
    names: Mapping[str, str]
    fact_sources: Mapping[str, str]
    subjects: frozenset[str]

    def cells(self, subject: str, limits: Sequence[str]) -> Row:
        """Return capacity and use of a link or place; unknown ones missing."""
        if subject not in self.subjects:
            return {**_UNKNOWN, "capacity_kind": self.kind}
        asked = least_capacity(self.capacities, subject, self.kind, limits)
        used = least_capacity(self.capacities, subject, "used", limits)
        facts = sorted({item for found in (asked, used) if found for item in split_ids(found.fact_ids)})
        cells = {**_UNKNOWN, "capacity_kind": self.kind, "fact_ids": ";".join(facts)}
        cells["source_ids"] = ";".join(sorted({self.fact_sources[fact] for fact in facts if fact in self.fact_sources}))
        if asked:
            cells |= {
                "capacity_mt": asked.mt_per_year,
                "capacity_low": asked.low,
                "capacity_high": asked.high,
                "capacity_from": asked.from_year,
                "capacity_basis": asked.basis,
                "capacity_reason": asked.reason,
            }
        if used:
            cells |= {"used_mt": used.mt_per_year, "used_from": used.from_year}
        if asked and used and asked.mt_per_year:
            cells["load_pct"] = 100 * used.mt_per_year / asked.mt_per_year
        for kind in _KINDS:
            found = least_capacity(self.capacities, subject, kind, limits)
            cells[f"{kind}_mt"] = found.mt_per_year if found else math.nan
        return cells


def build_ways(frames: Frames, corridor_ids: Sequence[str], kind: str, day: dt.date) -> Network:
    """Return all links on a day with the capacity of a kind, and the ways of the corridors over them."""
    capacities = find_capacities(frames, day.year)
    known = _Known(
        kind=kind,
        capacities=capacities,
        subjects=frozenset(subject for subject, _, _ in capacities),
        states=find_states(frames, day),
        names=_mapping(frames.places, "place_id", "name"),
        fact_sources=_mapping(frames.corridor_facts, "fact_id", "source_id"),
    )
    links = {str(row["link_id"]): _link_row(row, known) for row in records(frames.links[_SOURCE_COLUMNS])}
    ways = _ways(frames.corridor_links, corridor_ids, links)
    stops = [stop for way in ways for stop in _stops(way, known)]
    _mark_binding([*itertools.chain.from_iterable(ways), *stops])
    on_way = {step["link_id"] for way in ways for step in way}
    courses = link_courses(frames)
    drawn = [{**row, **courses[link], "in_corridor": link in on_way} for link, row in links.items()]
    return Network(
        links=_frame(drawn, LINK_COLUMNS),
        places=_places(frames.places, drawn),
        ways=_frame([step for way in ways for step in way], PATH_COLUMNS),
        stops=_frame(stops, STOP_COLUMNS),
    )


def _mapping(table: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(table[key].tolist(), table[value].tolist(), strict=True))


def _link_row(row: Mapping[str, object], known: _Known) -> Row:
    link = str(row["link_id"])
    state = known.states[link]
    start, end = str(row["from_place"]), str(row["to_place"])
    cells = known.cells(link, _LINE_LIMITS)
    sources = {str(row["source_id"]), *str(cells["source_ids"]).split(";")} - {""}
    return {
        **row,
        **cells,
        "name": f"{known.names[start]}–{known.names[end]}",
        "from_name": known.names[start],
        "to_name": known.names[end],
        "gauge_mm": row["gauge_mm"] or "",
        "status_on_date": state.status,
        "status_reason": state.reason,
        "event_ids": ";".join(state.event_ids),
        "source_ids": ";".join(sorted(sources)),
    }


def _ways(table: pd.DataFrame, corridor_ids: Sequence[str], links: Mapping[str, Row]) -> list[list[Row]]:
    """Return the steps of every corridor and variant in order, with kilometres from its start."""
    rows = table[table["corridor_id"].isin(corridor_ids)].sort_values(["corridor_id", "variant", "position"])
    ways = []
    for _, group in itertools.groupby(records(rows), key=lambda row: (row["corridor_id"], row["variant"])):
        km, way = 0.0, []
        for row in group:
            link = links[str(row["link_id"])]
            turned = row["from_place"] != link["from_place"]
            start, end = (link["to_name"], link["from_name"]) if turned else (link["from_name"], link["to_name"])
            length = number_of(link["length_km"])
            way.append({**link, **row, "from_name": start, "to_name": end, "start_km": km, "end_km": km + length})
            km += length
        ways.append(way)
    return ways


def _stops(way: Sequence[Row], known: _Known) -> Iterator[Row]:
    """Yield the ports at which a way changes between land and sea and the places at which its gauge changes."""
    ends = [(None, way[0]), *itertools.pairwise(way), (way[-1], None)] if way else []
    for before, after in ends:
        limit = _limit(before, after)
        here = after or before
        if limit and here:
            place = str(here["from_place"] if after else here["to_place"])
            yield {
                **known.cells(place, (limit,)),
                "corridor_id": here["corridor_id"],
                "variant": here["variant"],
                "position": here["position"],
                "place_id": place,
                "name": _say_limit(known.names[place], limit),
                "km": here["start_km"] if after else here["end_km"],
                "limit": limit,
            }


def _limit(before: Row | None, after: Row | None) -> str:
    """Return what limits goods between two steps: a port, a change of gauge, or nothing."""
    modes = [step["mode"] for step in (before, after) if step]
    if "sea" in modes and (len(modes) == 1 or modes[0] != modes[1]):
        return "port"
    if before and after and modes == ["rail", "rail"]:
        gauges = [set(str(step["gauge_mm"]).split("/")) - {""} for step in (before, after)]
        return "gauge_change" if all(gauges) and gauges[0].isdisjoint(gauges[1]) else ""
    return ""


def _say_limit(name: str, limit: str) -> str:
    return say("port of {place}", place=name) if limit == "port" else say("gauge change at {place}", place=name)


def _mark_binding(steps: Sequence[Row]) -> None:
    """Mark in every way the steps with its least known capacity."""
    least: dict[object, float] = {}
    for step in steps:
        way, amount = (step["corridor_id"], step["variant"]), number_of(step["capacity_mt"])
        if not math.isnan(amount):
            least[way] = min(amount, least.get(way, math.inf))
    for step in steps:
        step["binding"] = number_of(step["capacity_mt"]) == least.get((step["corridor_id"], step["variant"]))


def find_binding(ways: pd.DataFrame, stops: pd.DataFrame) -> pd.DataFrame:
    """Return the least known capacity of every way, where it is, and how many of its links are of unknown capacity.

    Returns
    -------
    pandas.DataFrame
        ``corridor_id``, ``variant``, ``name`` (of all places that bind, joined), ``capacity_mt`` with low and high,
        ``judged`` (whether one of these is no published figure), ``unknown`` and ``links`` (counts), the least first;
        ways without any known capacity last.
    """
    rows = []
    for (corridor, variant), way in ways.groupby(["corridor_id", "variant"], sort=True):
        here = stops[(stops["corridor_id"] == corridor) & (stops["variant"] == variant)]
        bound = pd.concat([part.loc[part["binding"], list(_BOUND)] for part in (way, here)])
        rows.append(
            {
                "corridor_id": corridor,
                "variant": variant,
                "name": "; ".join(dict.fromkeys(bound["name"].tolist())),
                "capacity_mt": bound["capacity_mt"].min(),
                "capacity_low": bound["capacity_low"].min(),
                "capacity_high": bound["capacity_high"].max(),
                "judged": bool(bound["capacity_basis"].eq("judgement").any()),
                "unknown": int(way["capacity_mt"].isna().sum()),
                "links": len(way),
            }
        )
    frame = pd.DataFrame(rows, columns=list(BINDING_COLUMNS))
    return frame.sort_values("capacity_mt", kind="stable", ignore_index=True, na_position="last")


_BOUND = ("name", "capacity_mt", "capacity_low", "capacity_high", "capacity_basis")


def link_courses(frames: Frames) -> dict[str, Row]:
    """Return the drawn course of every link; a straight line where none is drawn."""
    shapes = frames.link_shapes
    lines = shapely.from_wkb(shapes["geometry"].to_numpy(dtype=object))
    points, index = shapely.get_coordinates(lines, return_index=True)
    parts = np.split(points, np.flatnonzero(np.diff(index)) + 1) if len(points) else []
    named = zip(shapes["link_id"].tolist(), shapes["basis"].tolist(), parts, strict=True)
    drawn: dict[str, Row] = {
        link: _course(part[:, 0].tolist(), part[:, 1].tolist(), basis) for link, basis, part in named
    }
    lon, lat = _numbers(frames.places, "lon"), _numbers(frames.places, "lat")
    for link, start, end in zip(*(frames.links[name].tolist() for name in _SOURCE_COLUMNS[:3]), strict=True):
        if link not in drawn:
            drawn[link] = _course([lon[start], lon[end]], [lat[start], lat[end]], "straight")
    return drawn


def _course(lons: list[float], lats: list[float], basis: str) -> Row:
    return {"lons": lons, "lats": lats, "drawn": basis}


def _numbers(places: pd.DataFrame, column: str) -> dict[str, float]:
    return dict(zip(places["place_id"].tolist(), places[column].tolist(), strict=True))


def _places(places: pd.DataFrame, links: Sequence[Row]) -> pd.DataFrame:
    on_way = {row[end] for row in links if row["in_corridor"] for end in ("from_place", "to_place")}
    frame = places.assign(in_corridor=[place in on_way for place in places["place_id"].tolist()])
    return frame[list(PLACE_COLUMNS)]


def _frame(rows: Sequence[Row], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame whose years are whole numbers and whose amounts are floats."""
    cells = {name: [row.get(name) for row in rows] for name in columns}
    return pd.DataFrame({name: _series(name, column) for name, column in cells.items()})


def _series(name: str, cells: Sequence[object]) -> pd.Series:
    if name in {"capacity_from", "used_from", "position"}:
        return pd.Series(cells, dtype="Int64")
    if name.endswith(("_mt", "_pct", "_km")) or name in {"capacity_low", "capacity_high", "km"}:
        return pd.Series([number_of(cell) for cell in cells], dtype="float64")
    if name in {"in_corridor", "binding"}:
        return pd.Series(cells, dtype="bool")
    return pd.Series(cells, dtype="object" if name in {"lons", "lats"} else "string")
