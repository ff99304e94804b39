"""What was shut or slowed when, through the years: a row a subject, a bar an event."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.calendars import lay_out_calendar
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure
from dashboard.figures.rows import BAR, stack_rows
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_date

_FIRST = pd.Timestamp(2019, 1, 1)  # from here on the table follows the events
_SHORTEST = 12 * 86_400_000  # milliseconds; a day alone would not be seen among eight years


def shut_calendar(events: pd.DataFrame, day: dt.date, chosen: str = "", look: Look = LIGHT) -> Figure:
    """Return what was shut or slowed when: a row a subject, a bar an event, in the order of first events.

    Events that the model leaves out are hollow, those of one weak source hatched as well. A click on a bar chooses it.

    Parameters
    ----------
    events
        event_id, name, subject, start, end (days), going_on, severity, grade, drives.
    day
        The day looked at; it is marked.
    chosen
        Event that is framed; empty for none.
    look
        Colours.
    """
    if events.empty:
        return sentence_figure(say("No event of this kind is known."), look)
    figure = blank(look, say("Calendar of events"))
    order = list(events.sort_values(["start", "subject"])["subject"].drop_duplicates())
    rows = stack_rows(order)
    place = dict(zip(order, rows.middles, strict=True))
    for severity, drives, words in (
        ("closed", True, say("shut")),
        ("slowed", True, say("slowed")),
        ("closed", False, say("shut, not in the model")),
        ("slowed", False, say("slowed, not in the model")),
    ):
        shut = severity == "closed"
        alike = events[events["severity"].eq("closed").eq(shut) & events["drives"].eq(drives)]
        if len(alike):
            figure.add_trace(_spans(alike, words, place, chosen, look, shut=shut, drives=drives))
    first, last = max(events["start"].min(), _FIRST), events["end"].max()
    lay_out_calendar(figure, rows, (first.date(), last.date()), day, look)
    return figure


def _spans(
    rows: pd.DataFrame, name: str, place: Mapping[str, float], chosen: str, look: Look, *, shut: bool, drives: bool
) -> go.Bar:
    """Return the bars of events that are drawn alike."""
    colour = look.alert if shut else look.caution
    starts = [max(start, _FIRST) for start in rows["start"]]
    picked = rows["event_id"].eq(chosen).tolist()
    weak = rows["grade"].eq("weak").tolist()
    return go.Bar(
        base=[start.isoformat() for start in starts],
        x=[
            max(int((end - start).total_seconds() * 1000) + 86_400_000, _SHORTEST)
            for start, end in zip(starts, rows["end"], strict=True)
        ],
        y=[place[subject] for subject in rows["subject"]],
        width=BAR,
        orientation="h",
        name=name,
        marker={
            "color": colour if drives else look.ground,
            "line": {
                "color": [look.text if it else colour for it in picked],
                "width": [2.4 if it else 1.2 for it in picked],
            },
            "pattern": {
                "shape": ["/" if it else "" for it in weak], "fgcolor": colour, "bgcolor": look.ground, "size": 5,
                "solidity": 0.3,
            },
        },
        unselected={"marker": {"opacity": 1}},
        customdata=list(rows["event_id"]),
        hovertext=[_span_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _span_words(row: Mapping[Any, Any]) -> str:
    end = say("still going on") if row["going_on"] else format_date(row["end"].date())
    parts = [
        f"<b>{row['name']}</b>",
        say("{start} to {end}", start=format_date(row["start"].date()), end=end),
        word_label(str(row["severity"])),
        *([say("one weak source; not in the model")] if row["grade"] == "weak" else []),
    ]
    return hover_text(parts)
