"""Shared words of the sentences."""

import math

import pytest

from dashboard.model.phrases import country_names, distinct_ids, name_pair, say_amount, say_list


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("exact", "USD 340m"), ("approx", "about USD 340m"), ("over", "over USD 340m"), ("under", "under USD 340m"),
        ("nearly", "nearly USD 340m"), ("up_to", "up to USD 340m"), ("at_least", "at least USD 340m"),
    ],
)  # fmt: skip
def test_how_firm_an_amount_is_stands_before_it(qualifier, text):
    assert say_amount(340e6, "USD", qualifier) == text


def test_a_missing_amount_is_never_qualified():
    assert say_amount(math.nan, "USD", "over") == "no data"


@pytest.mark.parametrize(("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")])
def test_lists_read_as_sentences(words, text):
    assert say_list(words) == text


def test_pairs_are_named_in_their_order(small):
    names = country_names(small)
    assert name_pair(names, "KAZ-IRN") == "Kazakhstan–Iran"
    assert name_pair(names, "KAZ-XYZ") == "Kazakhstan–XYZ"


def test_ids_are_told_once_and_missing_ones_not_at_all():
    assert distinct_ids(["b;a", None], ["a", ""]) == ("a", "b")
