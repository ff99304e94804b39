"""Levels side by side."""

import pandas as pd
import pytest

from dashboard.figures.bars import rung_bars
from dashboard.figures.look import DARK, LIGHT, Look

NAN = float("nan")
RUNGS = pd.DataFrame(
    [
        {"label": "Bereket–Gyzylgaya", "mt": 5.0, "mt_low": 3.0, "mt_high": 10.0, "kind": "capacity", "year": 2024},
        {"label": "carried in 2024", "mt": 1.8, "mt_low": NAN, "mt_high": NAN, "kind": "used", "year": 2024},
        {"label": "promised for 2030", "mt": 20.0, "mt_low": 20.0, "mt_high": 20.0, "kind": "target", "year": 2030},
        {"label": "Kartaly–Tobol", "mt": NAN, "mt_low": NAN, "mt_high": NAN, "kind": "capacity", "year": NAN},
    ]
)


def test_what_could_pass_what_moved_and_what_is_promised_are_told_apart_without_colour() -> None:
    could, moved, promised = rung_bars(RUNGS).data
    assert [trace.name for trace in (could, moved, promised)] == ["could pass", "moved", "promised"]
    assert promised.marker.pattern.shape == "/"
    assert moved.marker.pattern.shape is None


def test_the_whisker_runs_from_the_lowest_to_the_highest_figure() -> None:
    could = rung_bars(RUNGS).data[0]
    assert could.error_x.array[0] == pytest.approx(5.0)
    assert could.error_x.arrayminus[0] == pytest.approx(2.0)


def test_a_stretch_without_a_figure_says_so_and_has_no_bar_of_zero() -> None:
    figure = rung_bars(RUNGS)
    assert any("Kartaly–Tobol  <b>not known</b>" in note.text for note in figure.layout.annotations)
    assert 0 not in [x for trace in figure.data for x in trace.x]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_the_figure_is_named_and_measured_in_both_schemes(look: Look) -> None:
    figure = rung_bars(RUNGS, look)
    assert figure.kind == "Bar chart"
    assert figure.layout.xaxis.title.text == "Mt a year"
    assert figure.layout.template.layout.paper_bgcolor == look.ground


def test_where_no_figure_is_known_a_sentence_stands_in_its_place() -> None:
    assert "No figure of this kind is known." in rung_bars(RUNGS.tail(1)).layout.annotations[0].text
