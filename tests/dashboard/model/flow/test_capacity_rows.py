"""Rows of what limits a flow: elements with their capacities, and the ladder of what binds next."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.model.flow.capacity_rows import ELEMENT_COLUMNS, Rung, element_cells, ladder_rows, name_some, say_binding
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.limits import element_id, limits_in
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))
LIMITS = limits_in(resolve_scenario(SMALL, Scenario(date=dt.date(2024, 7, 1))))
NUMBER = {element_id(SMALL, element): element for element in range(len(LIMITS.amount))}


def test_a_link_of_known_capacity_says_by_which_row() -> None:
    cells = element_cells(LIMITS, NUMBER["rail-gauge-easty"])
    assert set(cells) <= set(ELEMENT_COLUMNS)
    assert [cells[f"{name}mt_per_year"] for name in ("low_", "", "high_")] == [3, 4, 6]
    assert (cells["mode"], cells["kind"], cells["basis"]) == ("rail", "practical", "facts")
    assert cells["fact_ids"] == "cf-border-cap;cf-border-cap-b"


def test_an_unknown_capacity_is_missing_and_rests_on_nothing() -> None:
    cells = element_cells(LIMITS, NUMBER["road-gauge-easty"])
    assert pd.isna(cells["mt_per_year"])
    assert "basis" not in cells


def test_of_many_elements_those_that_carry_most_are_named_and_the_others_counted() -> None:
    known = [e for e in NUMBER.values() if LIMITS.amount[e, 1] > 0][:5]
    assert len(known) == 5
    widest = sorted(known, key=lambda e: -LIMITS.amount[e, 1])[:3]
    text = name_some(LIMITS, known)
    assert text.endswith(" and 2 more")
    assert text.startswith(element_cells(LIMITS, widest[0])["title"])
    assert " more" not in name_some(LIMITS, known[:4])


def test_a_gauge_change_has_no_mode() -> None:
    cells = element_cells(LIMITS, NUMBER["GAUGE/gauge_change"])
    assert cells["mode"] is pd.NA
    assert (cells["mt_per_year"], cells["title"]) == (5, "gauge change at Gauge Break")


def test_the_ladder_has_a_row_a_step_with_all_that_binds_together() -> None:
    steps = [
        Rung((NUMBER["rail-gauge-easty"],), 3, 4, 6),
        Rung((NUMBER["GAUGE/gauge_change"], NUMBER["rail-north-cross"]), 4, 5, 6),
    ]
    ladder = ladder_rows(LIMITS, steps)
    assert ladder["rank"].tolist() == [1, 2]
    assert ladder[["mt_low", "mt", "mt_high"]].to_numpy().tolist() == [[3, 4, 6], [4, 5, 6]]
    assert ladder["elements"].tolist() == ["rail-gauge-easty", "GAUGE/gauge_change;rail-north-cross"]
    assert ladder["label"].iloc[1] == "gauge change at Gauge Break and Northgate–Crossway railway"
    assert ladder["fact_ids"].iloc[0] == "cf-border-cap;cf-border-cap-b"
    assert ladder_rows(LIMITS, []).columns.tolist() == ladder.columns.tolist()


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [((1,), (1, 2), "both"), ((1,), (2,), "near_origin"), ((), (1,), "near_destination"), ((2,), (3,), "no")],
)
def test_an_element_binds_near_the_origin_the_destination_both_or_not(
    first: tuple[int, ...], last: tuple[int, ...], word: str
) -> None:
    assert say_binding(1, first, last) == word
