"""The model beside published journeys."""

from typing import Any

import pandas as pd
import pytest

from dashboard.figures.look import DARK, LIGHT, Look
from dashboard.figures.misses import miss_ranges, parity_chart, score_bars


def journeys(*rows: dict[str, Any]) -> pd.DataFrame:
    row = {"name": "Northgate to Southend", "mode": "rail", "published_low": 10.0, "published_high": 14.0,
           "model_low": 8.0, "model": 15.0, "model_high": 20.0, "error_pct": 7.0, "unit": "day", "use": "plain",
           "reason": "queues at the border"}  # fmt: skip
    return pd.DataFrame([row | changes for changes in rows])


def test_a_journey_stands_at_the_middle_of_what_was_published_with_both_ranges() -> None:
    dots = parity_chart(journeys({})).data[2]
    assert (dots.x[0], dots.y[0]) == (12.0, 15.0)
    assert (dots.error_x.array[0], dots.error_y.array[0], dots.error_y.arrayminus[0]) == (2.0, 5.0, 7.0)


def test_what_cannot_be_trusted_is_hollow() -> None:
    solid, hollow = parity_chart(journeys({}, {"use": "doubt"})).data[2:]
    assert (solid.marker.symbol, hollow.marker.symbol) == ("circle", "circle-open")
    assert "doubtful" in hollow.name


def test_both_axes_have_one_scale_and_name_their_unit() -> None:
    layout = parity_chart(journeys({})).layout
    assert layout.xaxis.range == layout.yaxis.range
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("published, days", "model, days")


def test_a_miss_shows_the_published_span_the_model_and_its_error_by_name() -> None:
    figure = miss_ranges(journeys({}, {"error_pct": -42.4, "name": "Eastport to Westlake"}))
    bar, model = figure.data
    assert (bar.base[0], bar.x[0]) == (10.0, 4.0)
    assert model.error_x.array[0] == 5.0
    assert [note.text for note in figure.layout.annotations] == [
        "Northgate to Southend  <b>+7%</b>",
        "Eastport to Westlake  <b>−42%</b>",
    ]


def test_a_measure_on_the_wrong_side_of_its_target_is_hatched() -> None:
    scores = pd.DataFrame(
        {"figure": ["Length", "Overlap"], "value": [2.7, 80.0], "target": [3.0, 85.0], "unit": ["%", "%"],
         "at_least": [False, True], "met": [True, False]}
    )  # fmt: skip
    figure = score_bars(scores)
    assert figure.data[0].marker.pattern.shape == ("", "/")
    assert figure.data[0].x[0] == pytest.approx(90.0)
    assert "80%, at least 85%" in figure.layout.annotations[1].text


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_nothing_published_is_a_sentence(look: Look) -> None:
    none = journeys({"published_low": 0.0})
    assert parity_chart(none, look).kind == miss_ranges(none, look).kind == "Empty figure"
