"""Events over time."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from dashboard.figures.calendars import event_calendar
from dashboard.figures.look import DARK, LIGHT, Look

DAY = dt.date(2026, 7, 2)


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    row = {
        "name": "Strait restricted",
        "start": "2026-06-19",
        "end": None,
        "severity": "restricted",
        "as_of": "2026-07-02",
    }
    return pd.DataFrame([row | changes for changes in rows])


def test_an_end_that_is_not_known_is_hatched_and_drawn_to_the_day() -> None:
    bar = event_calendar(events({}), DAY).data[0]
    assert bar.marker.pattern.shape == ("/",)
    assert bar.x[0] == 13 * 86_400_000
    assert "no end found as of 2 Jul 2026" in bar.hovertext[0]


def test_a_known_end_is_a_full_bar_from_its_first_to_its_last_day() -> None:
    bar = event_calendar(events({"start": "2020-02", "end": "2020-03"}), DAY).data[0]
    assert bar.base == ("2020-02-01",)
    assert bar.x[0] == (dt.date(2020, 3, 31) - dt.date(2020, 2, 1)).days * 86_400_000
    assert bar.marker.pattern.shape == ("",)


def test_closures_and_restrictions_are_told_apart_and_named_in_the_legend() -> None:
    figure = event_calendar(events({}, {"name": "All crossings shut", "severity": "closed"}), DAY)
    assert [trace.name for trace in figure.data] == ["restricted", "closed"]
    assert figure.layout.showlegend


def test_the_axis_spans_a_year_at_least_so_that_days_do_not_look_like_an_age() -> None:
    first, last = event_calendar(events({}), DAY).layout.xaxis.range
    assert dt.date.fromisoformat(last) - dt.date.fromisoformat(first) >= dt.timedelta(days=365)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_names_stand_above_their_bars_and_the_day_is_marked(look: Look) -> None:
    figure = event_calendar(events({}), DAY, look)
    texts = [note.text for note in figure.layout.annotations]
    assert "Strait restricted" in texts
    assert "2 Jul 2026" in texts
    assert figure.kind == "Calendar of events"


def test_no_event_is_a_sentence() -> None:
    assert event_calendar(events({}).head(0), DAY).kind == "Empty figure"
