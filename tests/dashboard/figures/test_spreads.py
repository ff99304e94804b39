"""Spreads, what gates cost, and rates with their ranges."""

import pandas as pd
import pytest

from dashboard.figures.look import DARK, LIGHT
from dashboard.figures.spreads import rate_dots, saving_bars, spread_dots

SPREAD = pd.DataFrame(
    {
        "freight": ["All", "Northern route"], "mean": [1.0, -0.5], "p05": [0.0, -2.0], "p95": [3.0, 1.0],
        "worst_twentieth": [9.0, 4.0],
    }
)  # fmt: skip
GATES = pd.DataFrame(
    {
        "title": [f"Gate {n}" for n in range(12)], "closures_per_year": [0.1] * 12,
        "saved_x": [float(12 - n) for n in range(12)], "worst_saved_x": [float(40 - n) for n in range(12)],
    }
)  # fmt: skip
RATES = pd.DataFrame(
    {
        "title": ["Torkham, road", "Suez", "Quiet"], "closures": [8, 1, 0], "closures_per_year": [0.6, 0.12, 0.0],
        "low": [0.3, 0.01, 0.0], "high": [0.9, 0.33, 0.0], "mean_days": [50.0, 40.0, 10.0],
        "lengths_of": ["own", "reader", "kind"],
    }
)  # fmt: skip


def named(figure, name: str):
    return next(trace for trace in figure.data if trace.name == name)


def test_a_spread_has_the_nine_tenths_the_average_and_the_worst() -> None:
    figure = spread_dots(SPREAD, "USD/t")
    assert list(named(figure, "nine years in ten").x) == [0.0, 3.0, None, -2.0, 1.0, None]
    assert list(named(figure, "average year").x) == [1.0, -0.5]
    worst = named(figure, "average of the worst twentieth of years")
    assert list(worst.x) == [9.0, 4.0]
    assert worst.marker.symbol != named(figure, "average year").marker.symbol


def test_what_is_below_zero_stays_on_the_axis() -> None:
    low, high = spread_dots(SPREAD, "hour").layout.xaxis.range
    assert low < -2
    assert high > 9


def test_a_spread_tells_its_values_with_their_unit() -> None:
    words = named(spread_dots(SPREAD, "Mt/yr"), "average year").hovertext[0]
    assert "Average year: 1 Mt" in words
    assert "9 hours" in named(spread_dots(SPREAD, "hour"), "average year").hovertext[0]


def test_gates_have_two_bars_each_and_only_as_many_as_can_be_read() -> None:
    figure = saving_bars(GATES, "saved_x", "USD")
    assert [len(trace.x) for trace in figure.data] == [10, 10]
    assert list(named(figure, "in an average year").x)[:2] == [12.0, 11.0]
    assert "USD 12m" in named(figure, "in an average year").hovertext[0]
    assert figure.layout.annotations[0].text == "Gate 0"


def test_rates_stand_in_their_ranges_and_say_what_they_rest_on() -> None:
    figure = rate_dots(RATES)
    assert list(named(figure, "estimate").x) == [0.6, 0.12]
    assert list(named(figure, "estimate").marker.symbol) == ["circle", "diamond"]
    names = [note.text for note in figure.layout.annotations]
    assert names == ["Torkham, road  <b>8 known</b>", "Suez  <b>set by you</b>"]
    assert figure.layout.xaxis.type == "log"


@pytest.mark.parametrize(
    "figure",
    [spread_dots(SPREAD.head(0), "hour"), saving_bars(GATES.head(0), "saved_x", "USD"), rate_dots(RATES.tail(1))],
)
def test_nothing_to_draw_is_a_sentence(figure) -> None:
    assert len(figure.data) == 0
    assert figure.layout.annotations[0].text.startswith("No ")


def test_both_schemes_draw_the_same_values() -> None:
    light, dark = (spread_dots(SPREAD, "hour", look) for look in (LIGHT, DARK))
    assert [list(trace.x) for trace in light.data] == [list(trace.x) for trace in dark.data]
