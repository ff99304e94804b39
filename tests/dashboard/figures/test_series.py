"""Trade over the years."""

from typing import Any

import pandas as pd

from dashboard.figures.look import DARK
from dashboard.figures.series import mirror_dots, trade_lines

NAN = float("nan")
SIDES = ("IRN", "KAZ")


def year(side: str, number: int, value: float, **changes: Any) -> dict[str, Any]:
    row = {
        "line": f"{side}|gregorian|total|", "label": f"{side} figures", "side": side, "calendar": "gregorian",
        "basis": "total", "year": number, "year_label": str(number), "middle": pd.Timestamp(number, 7, 1),
        "value": value, "unit": "USD", "estimated": False, "grade": "", "reason": "", "doubt": "",
    }  # fmt: skip
    return row | changes


LINES = pd.DataFrame([year("IRN", 2020, 2e8), year("IRN", 2021, NAN), year("IRN", 2022, 4e8), year("KAZ", 2020, 3e8)])


def test_a_year_without_a_figure_is_a_gap_and_not_bridged() -> None:
    iran = trade_lines(LINES, LINES.head(1), SIDES).data[0]
    assert iran.connectgaps is False
    assert pd.isna(iran.y[1])


def test_each_side_has_its_colour_and_each_calendar_its_symbol() -> None:
    rows = pd.concat([LINES, pd.DataFrame([year("KAZ", 2021, 5e8, calendar="iranian", line="KAZ|iranian")])])
    traces = trade_lines(rows, LINES.head(1), SIDES, DARK).data
    assert traces[0].line.color != traces[1].line.color
    assert {trace.marker.symbol for trace in traces[1:3]} == {"circle", "diamond"}


def test_the_figure_picked_for_a_year_is_ringed() -> None:
    rings = trade_lines(LINES, LINES.head(1), SIDES).data[-1]
    assert (rings.name, list(rings.y)) == ("picked for the year", [2e8])


def test_nothing_known_is_a_sentence() -> None:
    assert trade_lines(LINES.iloc[[1]], LINES.head(0), SIDES).kind == "Empty figure"


def test_both_sides_of_a_year_are_joined_by_the_gap_between_them() -> None:
    row = {"year": 2022, "side_a": "IRN", "side_b": "KAZ", "value_a": 3e8, "value_b": 5e8, "unit": "USD",
           "ratio": 5 / 3, "reason": "grain by ship"}  # fmt: skip
    gap, first, second = mirror_dots(pd.DataFrame([row]), {"IRN": "Iran"}).data
    assert list(gap.y) == [3e8, 5e8]
    assert (first.name, second.name) == ("Iran's figures", "KAZ's figures")
    assert first.marker.symbol != second.marker.symbol
    assert "grain by ship" in first.text[0]
