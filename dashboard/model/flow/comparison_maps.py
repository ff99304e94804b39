"""Two scenarios on one map: where more runs, where less, what opens and what shuts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.model.flow.comparisons import Comparison
from dashboard.model.flow.courses import mark_links

CLASSES_MT = (0.5, 2.0)
"""Mt a year; upper ends of the classes of differences."""

_SOME_MT = 0.01


def difference_courses(answer: Comparison) -> pd.DataFrame:
    """Return the links on the map with their load in both scenarios.

    Marks: ``opened``, ``closed``, ``more-0`` to ``more-2`` and ``less-0`` to ``less-2`` by tonnes, ``rest``.
    """
    one, other = answer.first, answer.second
    difference = other.load - one.load
    stands = one.link_open != other.link_open
    marks = []
    for changed, is_open, mt in zip(stands.tolist(), other.link_open.tolist(), difference.tolist(), strict=True):
        if changed:
            marks.append("opened" if is_open else "closed")
        elif abs(mt) < _SOME_MT:
            marks.append("")
        else:
            marks.append(f"{'more' if mt > 0 else 'less'}-{sum(abs(mt) > end for end in CLASSES_MT)}")
    rows = mark_links(other.world, marks, first_mt=one.load, second_mt=other.load, difference_mt=difference)
    return rows.assign(mark=np.where(rows["mark"].eq("shut"), "rest", rows["mark"]))
