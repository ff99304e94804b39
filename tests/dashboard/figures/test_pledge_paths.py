"""Pledges beside what was traded."""

from typing import Any

import pandas as pd
import pytest

from dashboard.figures.look import LIGHT
from dashboard.figures.pledge_paths import pace_paths, target_paths

TRADED = pd.DataFrame(
    [{"year": year, "middle": pd.Timestamp(year, 7, 1), "year_label": str(year), "label": "Iran's figures",
      "calendar": "gregorian", "value": value, "unit": "USD"} for year, value in ((2020, 2e8), (2022, 4e8))]
)  # fmt: skip


def pledge(**changes: Any) -> dict[str, Any]:
    row = {
        "value": 3e9, "unit": "USD", "by_year": 2030, "level": 3e8, "level_year": 2024, "announced": "2025-12-11",
        "announced_by": "both presidents", "official_status": "agreed",
    }  # fmt: skip
    return row | changes


def test_the_path_to_a_dated_pledge_starts_at_the_last_level_and_ends_at_the_pledge() -> None:
    figure = target_paths(TRADED, pd.DataFrame([pledge()]))
    path = next(trace for trace in figure.data if trace.line.dash == "dash")
    assert path.y[0] == pytest.approx(3e8)
    assert path.y[-1] == pytest.approx(3e9)
    assert "USD 3bn by 2030" in figure.layout.annotations[0].text


def test_a_pledge_without_a_year_is_a_level_from_the_day_it_was_said() -> None:
    figure = target_paths(TRADED.head(1), pd.DataFrame([pledge(by_year=None)]))
    level = next(trace for trace in figure.data if trace.line.dash == "dot")
    assert set(level.y) == {3e9}
    assert "no year named" in figure.layout.annotations[0].text


def test_an_undated_pledge_alone_still_has_an_axis() -> None:
    figure = target_paths(TRADED.head(0), pd.DataFrame([pledge(by_year=None)]))
    assert figure.layout.xaxis.range[0].startswith("2025")
    nameless = target_paths(TRADED.head(0), pd.DataFrame([pledge(by_year=None, announced="")]))
    assert nameless.layout.xaxis.range is not None


def test_the_overview_draws_outturn_pace_and_pledge_in_three_line_styles() -> None:
    rows = [("known", 2023, 3e8), ("known", 2024, 3.4e8), ("pace", 2024, 3.4e8), ("pace", 2030, 3.6e8),
            ("needed", 2024, 3.4e8), ("needed", 2030, 3e9), ("pledge", 2030, 3e9)]  # fmt: skip
    pace = pd.DataFrame(rows, columns=["series", "year", "value"]).assign(unit="USD", label="")
    figure = pace_paths(pace, LIGHT)
    assert [trace.line.dash for trace in figure.data] == [None, "dot", "dash"]
    assert figure.layout.annotations[0].text == "pledge: USD 3bn"


def test_neither_a_figure_nor_a_pledge_is_a_sentence() -> None:
    assert target_paths(TRADED.head(0), pd.DataFrame([pledge()]).head(0)).kind == "Empty figure"
