"""What a closure does on a map: what closes, which links lose freight and which gain it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.figures.flow_maps import Mark, marked_map
from dashboard.figures.look import LIGHT, Figure, Look, hover_text
from dashboard.text import say
from dashboard.text.formats import format_amount

_UNIT = "Mt/yr"


def detour_map(links: pd.DataFrame, places: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return the links that lose and gain freight while something is closed.

    Parameters
    ----------
    links
        link_id, name, mark (closed, gain, lose, keep, shut, rest), before_mt, during_mt, change_mt, reason, and the
        course as lists ``lons`` and ``lats``.
    places
        What closes: name, lat, lon, mark, words.
    look
        Colours.
    """
    marks = (
        Mark("rest", say("no freight"), look.rest, 0.9, opacity=0.45),
        Mark("shut", say("shut already"), look.caution, 1.6, "dot"),
        Mark("keep", say("as before"), look.rest, 1.8),
        Mark("lose", say("loses freight"), look.caution, 3.2, "dash"),
        Mark("gain", say("gains freight"), look.good, 4.2, ground=True),
        Mark("closed", say("closed"), look.alert, 5.0, "dot", ground=True),
    )
    changed = links[links["mark"].isin(["lose", "gain", "closed"])]
    words = [_words(row) for row in links.to_dict("records")]
    return marked_map(links, places, marks, words, look, focus=changed["link_id"].tolist())


def _words(row: Mapping[Any, Any]) -> str:
    if row["mark"] in {"rest", "keep"}:
        return ""
    parts = [f"<b>{row['name']}</b>"]
    if row["mark"] == "closed":
        parts.append(say("Closed; carried {amount}", amount=format_amount(row["before_mt"], _UNIT)))
    elif row["mark"] in {"gain", "lose"}:
        before, during = (format_amount(row[column], _UNIT) for column in ("before_mt", "during_mt"))
        parts.append(say("{before} before, {during} while closed", before=before, during=during))
    if row["reason"]:
        parts.append(str(row["reason"]))
    return hover_text(parts)
