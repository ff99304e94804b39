"""A day of the past on a map: what events shut and slow, and where goods run all the same."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figures.flow_maps import Mark, marked_map
from dashboard.figures.look import LIGHT, Figure, Look, hover_text
from dashboard.figures.map_parts import class_names
from dashboard.text import say
from dashboard.text.formats import format_amount


def day_map(links: pd.DataFrame, places: pd.DataFrame, classes: Sequence[float], look: Look = LIGHT) -> Figure:
    """Return the network of a day: links shut and slowed by events, and the way looked at or the loads.

    Parameters
    ----------
    links
        link_id, name, mode, mark (slowed, closed, shut, way, load-0 and so on, rest), load_mt, delay, reason, and the
        course as lists ``lons`` and ``lats``; later rows of a link are drawn in front.
    places
        The ends: name, lat, lon, mark, words.
    classes
        Upper ends of the classes of loads in Mt a year, rising.
    look
        Colours.
    """
    marks = (
        Mark("rest", say("rest of the network"), look.rest, 0.9, opacity=0.55),
        Mark("shut", say("out of use, whatever the events"), look.rest, 1.4, "dot"),
        Mark("slowed", say("slowed by an event"), look.caution, 9, opacity=0.5),
        *_loads(classes, look),
        Mark("way", say("way between the two ends"), look.accent, 3.6, ground=True),
        Mark("closed", say("shut by an event"), look.alert, 4.4, "dot", ground=True),
    )
    focus = links.loc[links["mark"].isin(["way", "closed", "slowed"]) & links["mode"].ne("sea"), "link_id"]
    way = links.loc[links["mark"].eq("way"), "link_id"]
    words = [_words(row) for row in links.to_dict("records")]
    return marked_map(links, places, marks, words, look, focus=[*way, *focus])


def _loads(classes: Sequence[float], look: Look) -> list[Mark]:
    return [
        Mark(f"load-{step}", name, look.ramp[step + 1], 1.6 + 1.2 * step)
        for step, name in enumerate(class_names(classes))
    ]


def _words(row: Mapping[Any, Any]) -> str:
    if row["mark"] == "rest":
        return ""
    parts = [f"<b>{row['name']}</b>"]
    if row["load_mt"] > 0:
        parts.append(say("Present freight: {load}", load=format_amount(row["load_mt"], "Mt/yr")))
    if row["delay"]:
        parts.append(say("Slowed by {delay}: {event}", delay=row["delay"], event=row["reason"]))
    elif row["reason"]:
        parts.append(say("Shut: {reason}", reason=row["reason"]))
    return hover_text(parts)
