"""Pledges beside pipes as bars."""

import pandas as pd
import pytest

from dashboard.figures.look import DARK, LIGHT
from dashboard.figures.pledge_bars import pledge_bars


def pledges(**changes: object) -> pd.DataFrame:
    """Return two pledges, of which the first may have other cells."""
    row = {
        "label": "Iran–Kazakhstan, USD 3bn by 2030", "unit": "USD", "wanted": 5.2, "wanted_low": 5.2,
        "wanted_high": 11.9, "room_today": 1.4, "room_announced": 8.2, "room_delayed": 6.0,
        "fits_today": "does_not_fit", "fits_announced": "fits_centrally", "fits_delayed": "fits_centrally",
        "fails_first": "the border (1.4 Mt a year)",
    }  # fmt: skip
    return pd.DataFrame([row | changes, row | {"label": "Iran–Turkmenistan, 6 Mt by 2028", "unit": "t"}])


def texts(frame: pd.DataFrame) -> list[str]:
    return [note.text for note in pledge_bars(frame).layout.annotations]


def test_a_pledge_is_hatched_and_the_room_of_today_is_full() -> None:
    wanted, today, announced, late = pledge_bars(pledges()).data
    assert wanted.marker.pattern.shape == "/"
    assert today.marker.pattern.shape is None
    assert (announced.marker.symbol, late.marker.symbol) == ("diamond", "circle-open")


def test_the_whisker_runs_from_the_fewest_to_the_most_tonnes() -> None:
    wanted = pledge_bars(pledges()).data[0]
    assert wanted.error_x.array[0] == pytest.approx(6.7)
    assert wanted.error_x.arrayminus[0] == 0


def test_no_way_is_written_out_and_never_a_mark_at_zero() -> None:
    none = {f"fits_{name}": "no_way" for name in ("today", "announced", "delayed")}
    frame = pledges(**none, room_today=0.0, room_announced=0.0, room_delayed=0.0)
    assert "no way" in texts(frame)[0]
    assert pd.isna(pledge_bars(frame).data[2].x[0])


def test_a_room_without_a_known_limit_is_written_out() -> None:
    free = {f"fits_{name}": "no_known_limit" for name in ("today", "announced", "delayed")}
    frame = pledges(**free, room_today=None, room_announced=None, room_delayed=None)
    assert "no known limit" in texts(frame)[0]


def test_only_as_many_pledges_as_can_be_read_are_drawn() -> None:
    assert len(pledge_bars(pd.concat([pledges()] * 20, ignore_index=True)).data[0].x) == 15


def test_no_pledge_is_a_sentence() -> None:
    assert "No pledge" in pledge_bars(pledges().iloc[:0]).layout.annotations[0].text


def test_both_schemes_draw_the_same_rows() -> None:
    light, dark = (pledge_bars(pledges(), look) for look in (LIGHT, DARK))
    assert list(light.data[0].x) == list(dark.data[0].x)
    assert light.data[1].marker.color != dark.data[1].marker.color
