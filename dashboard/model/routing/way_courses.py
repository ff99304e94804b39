"""Where ways run: their links as drawn lines, their places as points, and what is shut beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.model.records.corridor_ways import link_courses
from dashboard.model.routing.route_answers import Leg, Route, RouteAnswer
from dashboard.model.routing.route_names import plain_name
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.worlds import World, link_title

_HOURS = 24.0
_SHUT = ("event", "asked", "suspended", "ended")
_STATIONS = ("border_crossing", "port")
_COURSE_COLUMNS = (
    "way", "way_name", "chosen", "order", "link_id", "name", "mode", "length_km", "days", "lons", "lats",
)  # fmt: skip


_PLACE_COLUMNS = ("place_id", "name", "kind", "lat", "lon", "weight")
_SHUT_COLUMNS = ("link_id", "name", "reason", "lons", "lats")
_CUT_COLUMNS = ("link_id", "name", "reason", "event_ids", "source_ids", "lons", "lats")


@lru_cache(maxsize=8)
def courses_of(compiled: Compiled) -> Mapping[str, Mapping[str, Any]]:
    """Return the drawn course of every link as lists ``lons`` and ``lats``; shared, so do not change it."""
    return link_courses(compiled.frames)


def way_courses(world: World, ways: Sequence[tuple[str, Route]], chosen: str) -> pd.DataFrame:
    """Return the links of ways as drawn lines, in order.

    Parameters
    ----------
    ways
        Key and route of each way.
    chosen
        Key of the way looked at.
    """
    drawn = courses_of(world.compiled)
    rows = [
        {
            "way": key,
            "way_name": route.name,
            "chosen": key == chosen,
            "order": order,
            "link_id": leg.link_id,
            "name": f"{plain_name(leg.from_name)}–{plain_name(leg.to_name)}",
            "mode": leg.mode,
            "length_km": leg.length_km,
            "days": leg.hours_span[1] / _HOURS,
            **{axis: drawn[leg.link_id][axis] for axis in ("lons", "lats")},
        }
        for order, (key, route) in enumerate(ways)
        for leg in route.legs
        if leg.link_id
    ]
    return pd.DataFrame(rows, columns=list(_COURSE_COLUMNS))


def shut_courses(world: World, among: Collection[str] | None = None) -> pd.DataFrame:
    """Return links that are shut on the date, with their drawn course and the reason.

    Parameters
    ----------
    among
        Links looked at, planned ones included; where left out all that were built.
    """
    compiled, drawn = world.compiled, courses_of(world.compiled)
    rows = [
        {
            "link_id": closure.subject,
            "name": link_title(compiled, compiled.link_index[closure.subject]),
            "reason": closure.reason,
            **{axis: drawn[closure.subject][axis] for axis in ("lons", "lats")},
        }
        for closure in world.closures.values()
        if closure.subject in compiled.link_index
        and (closure.kind in _SHUT if among is None else closure.subject in among)
    ]
    return pd.DataFrame(rows, columns=list(_SHUT_COLUMNS))


def cut_courses(answer: RouteAnswer) -> pd.DataFrame:
    """Return what cuts every way: links with their drawn course, places as a point, each with the reason."""
    if answer.no_way is None:
        return pd.DataFrame(columns=list(_CUT_COLUMNS))
    rows = [_cut(answer.world, subject, reason) for subject, reason in answer.no_way.missing]
    return pd.DataFrame(rows, columns=list(_CUT_COLUMNS))


def _cut(world: World, subject: str, reason: str) -> dict[str, Any]:
    """Return one link or place that cuts, with the events that shut it."""
    compiled, known = world.compiled, world.closures.get(subject)
    if subject in compiled.link_index:
        drawn = courses_of(compiled)[subject]
        name = link_title(compiled, compiled.link_index[subject])
    else:
        here = compiled.network.nodes[subject]
        drawn, name = {"lons": [here["lon"]], "lats": [here["lat"]]}, str(here["name"])
    return {
        "link_id": subject,
        "name": name,
        "reason": reason,
        "event_ids": known.event_id if known else "",
        "source_ids": ";".join(known.source_ids) if known else "",
        **{axis: drawn[axis] for axis in ("lons", "lats")},
    }


def end_points(answer: RouteAnswer) -> pd.DataFrame:
    """Return origin and destination of a question as points of a map."""
    nodes = answer.world.compiled.network.nodes
    rows = [
        {"place_id": place, "name": plain_name(nodes[place]["name"]), "weight": 3}
        | {name: nodes[place][name] for name in ("kind", "lat", "lon")}
        for place in (answer.question.origin, answer.question.destination)
    ]
    return pd.DataFrame(rows, columns=list(_PLACE_COLUMNS))


def place_points(world: World, route: Route) -> pd.DataFrame:
    """Return the places of a way as points.

    ``weight`` is 3 for its ends, 2 where goods are handled, 1 for border stations and ports, 0 for others.
    """
    nodes = world.compiled.network.nodes
    ends = {route.legs[0].from_place, route.legs[-1].to_place}
    found: dict[str, dict[str, Any]] = {}
    for leg in route.legs:
        for place in (leg.from_place, leg.to_place):
            here = nodes[place]
            row = {name: here[name] for name in ("kind", "lat", "lon")}
            known = found.setdefault(place, {"place_id": place, "name": plain_name(here["name"]), **row, "weight": 0})
            known["weight"] = max(known["weight"], _weight(leg, place in ends, str(here["kind"])))
    return pd.DataFrame(list(found.values()), columns=list(_PLACE_COLUMNS))


def _weight(leg: Leg, is_end: bool, kind: str) -> int:  # noqa: FBT001 - private
    if is_end:
        return 3
    return 2 if leg.kind == "handling" else int(kind in _STATIONS)
