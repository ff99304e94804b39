"""What differs between two scenarios, on a map."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figures.flow_maps import Mark, marked_map
from dashboard.figures.look import LIGHT, Figure, Look, hover_text
from dashboard.figures.map_parts import class_names
from dashboard.text import say
from dashboard.text.formats import format_amount


def difference_map(links: pd.DataFrame, classes: Sequence[float], look: Look = LIGHT) -> Figure:
    """Return where more freight runs in the second scenario than in the first, where less, what opens and what shuts.

    Parameters
    ----------
    links
        link_id, name, mode, mark (opened, closed, more-0 and so on, less-0 and so on, rest), first_mt, second_mt,
        difference_mt, reason, and the course as lists ``lons`` and ``lats``.
    classes
        Upper ends of the classes of differences in Mt a year, rising.
    look
        Colours.
    """
    spans = class_names(classes)
    widths = [2.0 + 1.7 * step for step in range(len(spans))]
    less = [
        Mark(f"less-{n}", say("less in B: {span}", span=span), look.caution, width, "dash")
        for n, (span, width) in enumerate(zip(spans, widths, strict=True))
    ]
    more = [
        Mark(f"more-{n}", say("more in B: {span}", span=span), look.accent, width)
        for n, (span, width) in enumerate(zip(spans, widths, strict=True))
    ]
    marks = (
        Mark("rest", say("no difference"), look.rest, 0.9, opacity=0.55),
        *less,
        *more,
        Mark("closed", say("shut in B, open in A"), look.alert, 4.6, "dot", ground=True),
        Mark("opened", say("open in B, shut in A"), look.good, 4.6, ground=True),
    )
    return marked_map(links, _NO_PLACES, marks, [_words(row) for row in links.to_dict("records")], look)


_NO_PLACES = pd.DataFrame(columns=["name", "lat", "lon", "mark", "words"])


def _words(row: Mapping[Any, Any]) -> str:
    if row["mark"] == "rest":
        return ""
    parts = [
        f"<b>{row['name']}</b>",
        say("A: {load}", load=format_amount(row["first_mt"], "Mt/yr")),
        say("B: {load}", load=format_amount(row["second_mt"], "Mt/yr")),
        *([str(row["reason"])] if row["reason"] else []),
    ]
    return hover_text(parts)
