"""Ways against one another, and what would flip the best."""

from typing import Any

import pandas as pd

from dashboard.figures.fronts import flip_bars, front_chart

SPAN = {"days_low": 8.0, "days_high": 15.0, "cost_low": 150.0, "cost_high": 260.0}


def points(*rows: dict[str, Any]) -> pd.DataFrame:
    row = {"way": "a", "name": "through Sarakhs", "days": 10.0, "cost_usd_per_t": 200.0, "co2e_kg_per_t": 90.0,
           "length_km": 2790.0, "shown": True, "beaten": False}  # fmt: skip
    return pd.DataFrame([row | changes for changes in rows])


BOTH = points({}, {"way": "b", "name": "by sea", "days": 30.0, "cost_usd_per_t": 60.0}, {"shown": False, "days": 11.0})


def test_every_point_carries_the_key_of_the_way_it_stands_for() -> None:
    figure = front_chart(BOTH, BOTH.assign(**SPAN), "a")
    keys = [key for trace in figure.data for key in trace.customdata or ()]
    assert sorted(keys) == ["a", "a", "b"]


def test_the_way_looked_at_is_ringed_and_has_its_range_in_both_directions() -> None:
    figure = front_chart(BOTH, BOTH.assign(**SPAN), "a")
    whiskers, ring = figure.data[0], figure.data[-1]
    assert (whiskers.error_x.array[0], whiskers.error_x.arrayminus[0]) == (5.0, 2.0)
    assert (ring.x[0], ring.y[0]) == (10.0, 200.0)


def test_quickest_and_cheapest_are_named() -> None:
    texts = [note.text for note in front_chart(BOTH, BOTH.assign(**SPAN), "a").layout.annotations]
    assert texts == ["quickest: through Sarakhs", "cheapest: by sea"]


def test_a_way_that_another_beats_is_a_hollow_mark() -> None:
    rows = points({}, {"way": "c", "beaten": True})
    hollow = front_chart(rows, rows.assign(**SPAN), "a").data[3]
    assert hollow.marker.symbol == "diamond-open"
    assert hollow.customdata == ("c",)


def test_ways_of_which_none_is_on_the_front_are_drawn_without_names_of_ends() -> None:
    rows = points({"beaten": True})
    assert not front_chart(rows, rows.assign(**SPAN), "a").layout.annotations


def flip(**changes: Any) -> dict[str, Any]:
    row = {"subject": "the border at Sarakhs", "unit": "hours", "today": 30.0, "value": 45.0,
           "winner": "across the Caspian", "sentence": "The Caspian way wins beyond 45 hours."}  # fmt: skip
    return row | changes


def test_a_flip_tells_today_the_turning_value_and_who_wins() -> None:
    figure = flip_bars(pd.DataFrame([flip(), flip(value=15.0)]))
    assert list(figure.data[0].x) == [50.0, -50.0]
    text = figure.layout.annotations[0].text.replace("<br>", " ")
    assert "The border at Sarakhs, 30 → 45 hours: then across the Caspian" in text
    assert "<b>+50%</b>" in text
    assert "<b>−50%</b>" in figure.layout.annotations[1].text


def test_nothing_that_flips_is_a_sentence() -> None:
    assert flip_bars(pd.DataFrame([flip()]).head(0)).kind == "Empty figure"
