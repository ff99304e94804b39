"""Dates named for the end of works."""

import datetime as dt
from typing import Any

import pandas as pd

from dashboard.figures.due_dates import due_chart

DAY = "2026-07-02"


def dues(*rows: dict[str, Any]) -> pd.DataFrame:
    row = {"project": "rasht-astara", "name": "Rasht–Astara railway", "stage": "under_construction", "done": False,
           "due": dt.date(2028, 12, 31), "due_text": "2028", "said_on": "2023-05-17", "late": False}  # fmt: skip
    return pd.DataFrame([row | changes for changes in rows])


def test_planned_done_late_and_given_up_have_marks_of_their_own() -> None:
    figure = due_chart(
        dues(
            {},
            {"project": "a", "done": True, "stage": "completed"},
            {"project": "b", "late": True},
            {"project": "c", "stage": "stalled"},
        ),
        DAY,
    )
    marks = {trace.name: trace.marker.symbol for trace in figure.data if trace.mode == "markers"}
    assert marks == {
        "done": "circle",
        "planned": "diamond-open",
        "stalled or given up": "x-thin",
        "date passed, not said to be done": "diamond-open",
    }


def test_a_line_runs_from_the_first_to_the_last_date_named_for_a_project() -> None:
    figure = due_chart(dues({"due": dt.date(2025, 12, 31), "said_on": "2020"}, {}), DAY)
    line = figure.data[0]
    assert list(line.x[:2]) == [dt.date(2025, 12, 31), dt.date(2028, 12, 31)]
    assert line.y[0] == line.y[1]


def test_the_project_due_first_stands_on_top_and_each_is_named_once() -> None:
    figure = due_chart(dues({}, {"project": "first", "name": "First due", "due": dt.date(2026, 12, 31)}), DAY)
    named = [note for note in figure.layout.annotations if note.text]
    assert [note.text for note in named] == ["First due", "Rasht–Astara railway", "2 Jul 2026"]
    assert named[0].y > named[1].y


def test_no_date_is_a_sentence() -> None:
    assert due_chart(dues({}).head(0), DAY).kind == "Empty figure"
