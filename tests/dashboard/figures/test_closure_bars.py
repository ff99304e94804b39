"""Closures ranked as bars."""

import pandas as pd
import pytest

from dashboard.figures.closure_bars import closure_bars, loss_bars
from dashboard.figures.look import DARK, LIGHT

LEAGUE = pd.DataFrame(
    {
        "closed": ["A", "B/port", "C;D"],
        "title": ["the Almaty–Shu railway", "the port of Aktau", "Sarakhs and Incheh Borun"],
        "unserved_mt": [31.1, 0.0, 0.4],
        "moved_mt": [0.0, 2.0, 2.1],
        "hours_longer": [None, -12.0, 40.0],
        "usd_dearer_per_t": [None, 7.0, 0.01],
        "sentence": ["one", "two", "three"],
    }
).astype({"hours_longer": float, "usd_dearer_per_t": float})
LOSSES = pd.DataFrame(
    {
        "closed": ["A", "B"],
        "title": ["Sarakhs", "Incheh Borun"],
        "left_mt_per_year": [0.6, 7.5],
        "lost_mt_per_year": [7.5, None],
        "sentence": ["one", "two"],
    }
)


def names(chosen: str = "A") -> list[str]:
    return [note.text for note in closure_bars(LEAGUE, chosen).layout.annotations]


def test_each_row_says_what_changes_on_the_mean() -> None:
    first, second, third = names()
    assert "31.1 Mt a year without a way" in first
    assert "\u221212 hours, +7 USD/t" in second
    assert "+40 hours" in third
    assert "USD" not in third


def test_the_closure_looked_at_is_marked_and_no_other() -> None:
    assert [text.startswith("▸ ") for text in names("B/port")] == [False, True, False]
    assert names("B/port")[0].startswith("The Almaty")


def test_a_click_names_the_closure() -> None:
    for trace in closure_bars(LEAGUE, "A").data:
        assert list(trace.customdata) == ["A", "B/port", "C;D"]


def test_what_has_no_way_is_hatched_and_comes_first() -> None:
    lost, moved = closure_bars(LEAGUE, "A").data
    assert lost.marker.pattern.shape == "/"
    assert moved.marker.pattern.shape is None
    assert list(lost.x) == [31.1, 0.0, 0.4]


def test_only_as_many_as_can_be_read_are_drawn() -> None:
    assert len(closure_bars(pd.concat([LEAGUE] * 10, ignore_index=True), "A").data[0].x) == 16


def test_what_fits_and_what_is_lost_add_up_to_the_whole() -> None:
    left, lost = loss_bars(LOSSES).data
    assert left.x[0] + lost.x[0] == pytest.approx(8.1)
    assert lost.x[1] == 0  # nothing limits the whole, so that nothing can be said to be lost


@pytest.mark.parametrize("draw", [lambda frame: closure_bars(frame.iloc[:0], ""), lambda _: loss_bars(LOSSES.iloc[:0])])
def test_nothing_to_draw_is_a_sentence(draw) -> None:
    assert draw(LEAGUE).layout.annotations[0].text.startswith("No closure")


def test_both_schemes_draw_the_same_rows() -> None:
    light, dark = (closure_bars(LEAGUE, "A", look) for look in (LIGHT, DARK))
    assert list(light.data[1].x) == list(dark.data[1].x)
    assert light.data[1].marker.color != dark.data[1].marker.color
