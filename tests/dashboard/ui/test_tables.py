"""Frames as tables of markup: what a reader finds in a cell."""

import math

import pandas as pd

from dashboard.ui.tables import html_table


def cells(frame: pd.DataFrame) -> str:
    return html_table(frame, "A table").partition("<tbody>")[2]


def test_a_year_is_a_name_and_an_amount_a_year_is_a_number() -> None:
    text = cells(pd.DataFrame({"by_year": [2030], "mt_per_year": [0.7000000000000102], "used_mt_per_year": [12345.6]}))
    assert ">2030<" in text
    assert ">0.7<" in text
    assert ">12,346<" in text


def test_what_has_no_limit_says_so_and_is_no_fault() -> None:
    assert ">no limit<" in cells(pd.DataFrame({"holds_mt_per_year": [1.0, math.inf]}))


def test_a_missing_number_says_so() -> None:
    assert "no data" in cells(pd.DataFrame({"mt": [1.0, math.nan]}))


def test_a_reason_of_many_words_gets_the_room_of_a_sentence() -> None:
    table = html_table(pd.DataFrame({"reason": ["word " * 30, "word " * 10]}), "Reasons")
    assert table.count('<td class="sentence">') == table.count('<td class="long">') == 1
