"""Freight on the network as lines and points: how loaded each link is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.model.flow.courses import mark_links, mark_places, name_elements
from dashboard.model.flow.freight import FreightAnswer

_SOME_MT = 1e-4
"""Mt a year; less than a hundred tonnes a year is no flow."""


def load_courses(answer: FreightAnswer) -> pd.DataFrame:
    """Return the links on a map with load, capacity, how full, and price; mark is full, loaded, shut or rest."""
    world = answer.freight.world
    links = len(world.compiled.link_ids)
    load, capacity, price = answer.found.load[:links], answer.limits.amount[:links, 1], answer.found.price[:links]
    full = np.divide(100 * load, capacity, out=np.full(links, np.nan), where=capacity > 0)
    marks = np.where(load > _SOME_MT, "loaded", "").astype(object)
    marks[[element for element in answer.binding if element < links]] = "full"
    return mark_links(
        world, marks.tolist(), load_mt=load, capacity_mt=capacity, full_pct=full, usd_per_t=price,
        judged=answer.limits.judged[:links],
    )  # fmt: skip


def load_places(answer: FreightAnswer) -> pd.DataFrame:
    """Return the full ports and gauge changes as points on a map."""
    compiled = answer.freight.world.compiled
    titles = name_elements(compiled, answer.binding)
    return mark_places(compiled, dict.fromkeys(titles, "full"), titles)
