"""A day of the replay as lines and points: what is shut, what is slowed, and where goods run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.model.flow.courses import mark_links, mark_places
from dashboard.model.flow.shipments import SOME_MT, list_shipments, take_ways
from dashboard.model.hazards.replays import ReplayAnswer
from dashboard.model.hazards.timelines import shipment_between
from dashboard.model.phrases import say_time
from dashboard.model.world.kernels import Floats

CLASSES_MT = (1.0, 5.0, 20.0)
"""Mt a year; upper ends of the classes of loads."""


def day_courses(answer: ReplayAnswer) -> pd.DataFrame:
    """Return the links on the map of a day; one that is slowed has a row of its own under that of its use.

    Columns as `mark_links` gives them, with load_mt (Mt a year) and delay (in words, empty for none). Marks:
    ``slowed``, ``closed`` (by an event), ``shut`` (out of use whatever the events), ``way`` or ``load-0`` to ``load-3``
    by tonnes, ``rest``.
    """
    world, ids = answer.world, answer.compiled.link_ids
    delays = {ids[number]: (say_time(float(hours[1])), event.name) for number, (hours, event) in world.delays.items()}
    shut = {closure.subject for closure in world.closures.values() if closure.kind == "event"}
    load = loads(answer)
    used = [mark or ("closed" if link in shut else "") for mark, link in zip(_used(answer, load), ids, strict=True)]
    slowed = mark_links(world, ["slowed" if link in delays else "" for link in ids], load_mt=load)
    rows = pd.concat([slowed[slowed["mark"].eq("slowed")], mark_links(world, used, load_mt=load)], ignore_index=True)
    told = [delays.get(link, ("", "")) for link in rows["link_id"]]
    reasons = np.where(rows["reason"].ne(""), rows["reason"], [reason for _, reason in told])
    return rows.assign(delay=[delay for delay, _ in told], reason=reasons)


def loads(answer: ReplayAnswer) -> Floats:
    """Return the Mt a year of present freight on each link of the day, each shipment on its own best way."""
    shipments = list_shipments(answer.compiled)
    taken = take_ways(answer.world, shipments, answer.question.least)
    found = np.zeros(len(answer.compiled.link_ids) + 1)  # the last entry stands for "no link"
    for way, mt in zip(taken.ways, shipments.mt.tolist(), strict=True):
        found[np.unique(answer.compiled.link[way])] += mt
    return found[:-1]


def _used(answer: ReplayAnswer, load: Floats) -> list[str]:
    """Return the mark of each link by what runs on it; empty for nothing that is shown."""
    if answer.question.on_map == "way":
        way = set(answer.journey()["links"].split(";"))
        return ["way" if link in way else "" for link in answer.compiled.link_ids]
    return ["" if mt < SOME_MT else f"load-{sum(mt > end for end in CLASSES_MT)}" for mt in load.tolist()]


def day_places(answer: ReplayAnswer) -> pd.DataFrame:
    """Return the two ends as points on the map."""
    rows = shipment_between(answer.compiled, answer.question.origin, answer.question.destination).rows
    ends = [str(rows[side].iloc[0]) for side in ("origin", "destination")]
    return mark_places(answer.compiled, dict.fromkeys(ends, "end"), {})
