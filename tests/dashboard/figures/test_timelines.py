"""A value through the years as steps, with the events where they begin."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from dashboard.figures.look import DARK, LIGHT
from dashboard.figures.timelines import step_line

DAY = dt.date(2024, 6, 1)
SERIES = pd.DataFrame(
    {
        "start": pd.to_datetime(["2020-01-01", "2021-01-01", "2022-01-01"]),
        "end": pd.to_datetime(["2020-12-31", "2021-12-31", "2024-12-31"]),
        "hours": [240.0, 480.0, 240.0],
        "undisturbed_hours": [240.0, 240.0, 240.0],
        "unserved_mt": [0.0, 2.0, 0.0],
    }
)
MARKS = pd.DataFrame(
    {
        "event_id": ["e1", "e2", "e3", "e4"],
        "name": ["Shut", "Slow", "Rule", "Rumour"],
        "start": pd.to_datetime(["2021-01-01", "2020-05-01", "2022-05-01", "2023-05-01"]),
        "end": pd.to_datetime(["2021-12-31", "2020-06-01", "2022-06-01", "2023-06-01"]),
        "grade": ["two_sources", "two_sources", "one_source", "weak"],
        "effect": ["changes", "none", "left_out", "left_out"],
        "hours": [480.0, 240.0, 240.0, 240.0],
        "unserved_mt": [2.0, 0.0, 0.0, 0.0],
    }
)


def named(figure, name: str):
    return next(trace for trace in figure.data if trace.name == name)


def test_steps_run_from_the_first_day_to_the_last_in_days_where_it_takes_long() -> None:
    line = named(step_line(SERIES, MARKS, ("hours", "hour"), DAY), "with the events of the day")
    assert list(line.y) == [10, 20, 10, 10]
    assert line.line.shape == "hv"
    assert pd.Timestamp(line.x[-1]) == pd.Timestamp("2024-12-31")
    assert line.text[1] == "1 Jan 2021 to 31 Dec 2021: 20 days"


def test_the_same_without_events_is_dotted_where_it_is_known() -> None:
    figure = step_line(SERIES, MARKS, ("hours", "hour"), DAY)
    assert named(figure, "without events").line.dash == "dot"
    tonnes = step_line(SERIES, MARKS, ("unserved_mt", "Mt/yr"), DAY)
    assert "without events" not in {trace.name for trace in tonnes.data}


def test_an_event_that_changes_the_line_stands_on_it_and_others_along_the_foot() -> None:
    figure = step_line(SERIES, MARKS, ("hours", "hour"), DAY)
    assert list(named(figure, "event that changes it").y) == [20]
    foot = named(figure, "event without effect here").y[0]
    assert foot < min(figure.layout.yaxis.tickvals)
    assert list(named(figure, "event that changes it").customdata) == ["e1"]


def test_what_the_model_leaves_out_is_hollow_and_a_weak_source_has_a_sign_of_its_own() -> None:
    figure = step_line(SERIES, MARKS, ("hours", "hour"), DAY)
    assert named(figure, "event the model leaves out").marker.color == LIGHT.ground
    assert list(named(figure, "left out: one weak source").customdata) == ["e4"]
    symbols = [trace.marker.symbol for trace in figure.data if trace.mode == "markers"]
    assert len(set(symbols)) == 3


def test_days_without_a_way_are_a_gap_under_a_band() -> None:
    gap = SERIES.assign(hours=[240.0, np.nan, 240.0])
    figure = step_line(gap, MARKS, ("hours", "hour"), DAY)
    line = named(figure, "with the events of the day")
    assert np.isnan(line.y[1])
    assert line.connectgaps is False
    assert "no way is open" in line.text[1]
    bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(bands) == 1


def test_the_axis_is_close_around_values_far_from_zero_and_begins_there_otherwise() -> None:
    hours = step_line(
        SERIES.assign(hours=[400.0, 420.0, 400.0], undisturbed_hours=400.0), MARKS, ("hours", "hour"), DAY
    )
    assert min(hours.layout.yaxis.tickvals) > 10
    tonnes = step_line(SERIES, MARKS, ("unserved_mt", "Mt/yr"), DAY)
    assert min(tonnes.layout.yaxis.tickvals) == 0
    assert "Mt a year" in tonnes.layout.yaxis.ticktext[-1]


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_the_day_looked_at_is_marked_in_both_schemes(look) -> None:
    figure = step_line(SERIES, MARKS, ("hours", "hour"), DAY, look)
    assert figure.layout.shapes[-1].x0 == "2024-06-01"
    assert figure.layout.annotations[0].text.strip() == "1 Jun 2024"


def test_nothing_known_is_a_sentence() -> None:
    figure = step_line(SERIES.head(0), MARKS, ("hours", "hour"), DAY)
    assert "No day of this kind" in figure.layout.annotations[0].text
