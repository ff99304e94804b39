"""Headings of columns and words of tables, as readers see them."""

import re

import pytest

from corridor_data.columns import read_columns
from dashboard.text.columns import column_label, word_label

NAMES = sorted({column.name for columns in read_columns().tables.values() for column in columns})
WORDS = sorted({word for columns in read_columns().tables.values() for column in columns for word in column.allowed})


@pytest.mark.parametrize("name", NAMES)
def test_a_heading_is_words_and_begins_like_a_sentence(name: str) -> None:
    label = column_label(name)
    assert label
    assert "_" not in label
    assert label[0].isupper() or label.startswith(("kg", "km"))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("gap_pct", "Gap, percent"),
        ("wait_hours", "Wait, hours"),
        ("toll_usd_per_t", "Toll, USD per tonne"),
        ("wanted_mt_per_year", "Wanted, Mt a year"),
        ("dwell_days", "Dwell, days"),
        ("toll_usd", "Toll, USD"),
        ("announced_by", "Announced by"),
    ],
)
def test_an_ending_that_is_a_unit_is_told_as_one(name: str, label: str) -> None:
    assert column_label(name) == label


@pytest.mark.parametrize("ending", ["_usd", "_km", "_hours", "_days", "_pct"])
def test_a_unit_alone_is_no_ending(ending: str) -> None:
    assert "," not in column_label(ending.removeprefix("_"))


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_a_table_is_shown_without_underscores(word: str) -> None:
    label = word_label(word)
    assert label
    assert "_" not in label or not re.fullmatch(r"[a-z_]+", word)


def test_codes_and_names_are_left_as_they_are() -> None:
    assert [word_label(word) for word in ("IRN", "small-east", "Sarakhs", "1520/1435")] == [
        "IRN", "small-east", "Sarakhs", "1520/1435",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "label"), [("True", "yes"), ("False", "no"), ("none", "none stated"), ("iranian", "Iranian year")]
)
def test_some_words_have_better_ones(word: str, label: str) -> None:
    assert word_label(word) == label
