"""Figures reduced to what a comparison needs."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.claims import Claim, basis_text, claim_of, flow_text, pair_text, period_text

VALUES = st.floats(min_value=0.001, max_value=1e12)
QUALIFIERS = st.sampled_from(["exact", "approx", "over", "under", "nearly", "up_to", "at_least"])


@given(VALUES, QUALIFIERS)
def test_a_figure_always_covers_itself(value, qualifier):
    low, high = Claim("r", "s", value, "USD", qualifier).reach()
    assert low <= value <= high


@given(VALUES, QUALIFIERS)
def test_a_fall_reaches_as_far_as_a_rise(value, qualifier):
    low, high = Claim("r", "s", -value, "percent", qualifier).reach()
    assert low <= -value <= high


@pytest.mark.parametrize(("qualifier", "beyond"), [("over", 1.2), ("nearly", 0.95), ("up_to", 0.8), ("approx", 1.02)])
def test_hedged_words_reach_to_their_side(qualifier, beyond):
    low, high = Claim("r", "s", 987654321.0, "USD", qualifier).reach()
    assert low <= 987654321.0 * beyond <= high


@given(st.sampled_from(["turnover", "exports_a_to_b", "exports_b_to_a"]))
def test_pair_and_direction_do_not_depend_on_who_is_called_a(flow):
    turned = {"exports_a_to_b": "exports_b_to_a", "exports_b_to_a": "exports_a_to_b"}.get(flow, flow)
    one = {"country_a_iso3": "IRN", "country_b_iso3": "KAZ", "flow": flow}
    other = {"country_a_iso3": "KAZ", "country_b_iso3": "IRN", "flow": turned}
    assert (pair_text(one), flow_text(one)) == (pair_text(other), flow_text(other))


@pytest.mark.parametrize(
    ("basis", "scope", "text"),
    [
        ("non_oil", "non-oil", "non_oil"),
        ("part", "declared at Sarakhs", "part declared at Sarakhs"),
        (None, None, "total"),
    ],
)
def test_a_narrow_scope_is_part_of_what_is_counted(basis, scope, text):
    assert basis_text({"basis": basis, "scope": scope}) == text


def test_a_period_of_no_known_kind_is_named_by_its_days():
    assert period_text(dt.date(2024, 3, 20), dt.date(2024, 9, 21)) == "2024-03-20..2024-09-21"
    assert period_text(None, dt.date(2024, 9, 21)) == "undated"


def test_an_unread_value_reaches_nowhere():
    row = {"claim_id": "a", "source_id": "s", "value": None, "unit": "t", "qualifier": "exact"}
    assert claim_of(row, "claim_id").value != claim_of(row, "claim_id").value
