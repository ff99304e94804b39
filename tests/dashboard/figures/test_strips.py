"""Ways as climbs over their kilometres."""

import itertools
from typing import Any

import pandas as pd

from dashboard.figures.strips import climb_strip


def step(**changes: Any) -> dict[str, Any]:
    row = {"way": "a", "name": "through Sarakhs", "leg": 1, "kind": "moving", "what": "rail, Northgate to Crossway",
           "mode": "rail", "from_name": "Northgate", "to_name": "Crossway", "start_km": 0.0, "end_km": 800.0,
           "start": 0.0, "end": 4.0, "end_low": 3.0, "end_high": 6.0, "step": 4.0, "unit": "day"}  # fmt: skip
    return row | changes


WAIT = step(kind="waiting", leg=2, what="waiting at the border", mode="", from_name="Crossway", start_km=800.0,
            start=4.0, end=9.0, end_low=5.0, end_high=14.0, step=5.0)  # fmt: skip
STEPS = pd.DataFrame([step(), WAIT, step(way="b", name="by road", mode="road", end_km=700.0, end=5.0)])


def test_a_wait_is_a_vertical_step() -> None:
    line = climb_strip(STEPS, "a").data[2]
    assert list(zip(line.x, line.y, strict=True)) == [(0.0, 0.0), (800.0, 4.0), (800.0, 9.0)]


def test_the_end_of_every_way_has_its_range_and_can_be_clicked() -> None:
    ends = [trace for trace in climb_strip(STEPS, "a").data if trace.customdata]
    assert [trace.customdata[0] for trace in ends] == ["a", "b"]
    assert (ends[0].error_y.array[0], ends[0].error_y.arrayminus[0]) == (5.0, 4.0)


def test_the_largest_wait_is_named_on_the_chart_and_modes_lie_in_a_ribbon() -> None:
    figure = climb_strip(STEPS, "a")
    assert figure.layout.annotations[0].text == "waiting at the border: 5 d"
    assert [trace.name for trace in figure.data if trace.type == "bar"] == ["rail"]


def test_labels_of_waits_near_one_another_stand_at_different_heights() -> None:
    waits = [step(kind="waiting", leg=n, what=f"wait {n}", start_km=990.0 + n, end_km=990.0 + n, end=4.0 + n, step=2.0)
             for n in range(1, 5)]  # fmt: skip
    notes = climb_strip(pd.DataFrame([step(end_km=990.0), *waits]), "a").layout.annotations
    assert len(notes) == 4
    assert all(abs(one.ay - other.ay) >= 20 for one, other in itertools.combinations(notes, 2))


def test_of_two_waits_at_one_place_the_upper_one_is_named_above() -> None:
    waits = [step(kind="waiting", leg=n, what=f"wait {n}", start_km=700.0, end_km=700.0, start=start, end=end, step=2.0)
             for n, start, end in ((1, 6.0, 8.0), (2, 4.0, 6.0))]  # fmt: skip
    notes = {
        note.text[:6]: note for note in climb_strip(pd.DataFrame([step(end_km=990.0), *waits]), "a").layout.annotations
    }
    assert notes["wait 1"].y > notes["wait 2"].y
    assert notes["wait 1"].ay < notes["wait 2"].ay < 0


def test_a_stretch_that_is_not_open_is_crossed_and_the_chart_asks_for_room() -> None:
    figure = climb_strip(STEPS.assign(status=["closed", "", "open"]), "a")
    crossed = next(trace for trace in figure.data if trace.name == "not open on the day")
    assert list(crossed.x[:2]) == [0.0, 800.0]
    assert figure.roomy


def test_no_way_is_a_sentence() -> None:
    assert climb_strip(STEPS.head(0), "a").kind == "Empty figure"
