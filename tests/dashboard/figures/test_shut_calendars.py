"""What was shut when: one bar an event, what the model leaves out, the day."""

import datetime as dt

import pandas as pd

from dashboard.figures.look import DARK, LIGHT
from dashboard.figures.shut_calendars import shut_calendar

DAY = dt.date(2024, 6, 1)


def events(**changes: object) -> pd.DataFrame:
    rows = [
        ("e1", "Gate shut", "Gate", "2020-03-01", "2020-06-30", "closed", "two_sources", True),
        ("e2", "Gate shut again", "Gate", "2024-05-01", "2024-07-02", "closed", "one_source", True),
        ("e3", "Queue at the quay", "Quay", "2023-01-01", "2023-01-01", "slowed", "one_source", True),
        ("e4", "Rumour", "Road", "2024-01-01", "2024-02-01", "closed", "weak", False),
    ]
    columns = ["event_id", "name", "subject", "start", "end", "severity", "grade", "drives"]
    frame = pd.DataFrame(rows, columns=columns).assign(going_on=[False, True, False, False], **changes)
    return frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]))


def bars(figure) -> dict[str, object]:
    return {event: (trace, at) for trace in figure.data for at, event in enumerate(trace.customdata)}


def test_every_event_has_a_bar_from_its_start_to_its_end() -> None:
    trace, at = bars(shut_calendar(events(), DAY))["e1"]
    assert trace.base[at] == "2020-03-01T00:00:00"
    assert trace.x[at] == 122 * 86_400_000


def test_a_single_day_is_drawn_wide_enough_to_be_seen() -> None:
    trace, at = bars(shut_calendar(events(), DAY))["e3"]
    assert trace.x[at] >= 10 * 86_400_000


def test_events_of_one_subject_share_a_row_and_rows_follow_first_events() -> None:
    figure = shut_calendar(events(), DAY)
    found = bars(figure)
    rows = {event: trace.y[at] for event, (trace, at) in found.items()}
    assert rows["e1"] == rows["e2"]
    assert rows["e1"] > rows["e3"] > rows["e4"]
    names = [note.text for note in figure.layout.annotations]
    assert names[:3] == ["Gate", "Quay", "Road"]


def test_what_the_model_leaves_out_is_hollow_and_a_weak_source_hatched() -> None:
    found = bars(shut_calendar(events(), DAY))
    trace, at = found["e4"]
    assert trace.marker.color == LIGHT.ground
    assert trace.marker.pattern.shape[at] == "/"
    assert "one weak source; not in the model" in trace.hovertext[at]
    kept, first = found["e1"]
    assert kept.marker.color == LIGHT.alert
    assert kept.marker.pattern.shape[first] == ""


def test_an_event_that_goes_on_says_so_and_the_chosen_one_is_framed() -> None:
    found = bars(shut_calendar(events(), DAY, "e2"))
    trace, at = found["e2"]
    assert "still going on" in trace.hovertext[at]
    widths = list(trace.marker.line.width)
    assert widths[at] == max(widths) > min(widths)


def test_events_from_before_2019_begin_at_the_left_edge() -> None:
    early = events().head(1).assign(start=pd.Timestamp("2012-01-01"))
    trace, at = bars(shut_calendar(early, DAY))["e1"]
    assert trace.base[at] == "2019-01-01T00:00:00"


def test_the_day_looked_at_is_marked_and_named() -> None:
    figure = shut_calendar(events(), DAY)
    assert figure.layout.shapes[0].x0 == "2024-06-01"
    assert figure.layout.annotations[-1].text == "1 Jun 2024"


def test_no_event_is_a_sentence() -> None:
    figure = shut_calendar(events().head(0), DAY)
    assert len(figure.data) == 0
    assert figure.layout.annotations[0].text.startswith("No event")


def test_both_schemes_draw_the_same_bars() -> None:
    light, dark = (shut_calendar(events(), DAY, look=look) for look in (LIGHT, DARK))
    assert [trace.x for trace in light.data] == [trace.x for trace in dark.data]
    assert light.data[0].marker.color != dark.data[0].marker.color
