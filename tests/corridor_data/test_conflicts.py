"""Who disagrees with whom."""

from hypothesis import given
from hypothesis import strategies as st

from corridor_data.claims import Claim
from corridor_data.conflicts import disagree
from corridor_data.load import load_tables

CLAIMS = st.lists(
    st.builds(
        Claim,
        st.text("abc", min_size=1),
        st.sampled_from(["one", "two", "three"]),
        st.floats(1, 1e9),
        st.just("USD"),
        st.sampled_from(["exact", "over", "nearly", "approx"]),
    ),
    max_size=6,
)


@given(CLAIMS)
def test_the_order_of_claims_does_not_matter(claims):
    assert disagree(claims) == disagree(claims[::-1])


@given(CLAIMS)
def test_one_source_never_disagrees_with_itself(claims):
    assert not disagree([claim for claim in claims if claim.source_id == "one"])


@given(CLAIMS, CLAIMS)
def test_more_claims_never_settle_a_disagreement(claims, more):
    assert not disagree(claims) or disagree(claims + more)


def _conflicts(world):
    frame = load_tables(world).conflicts
    return {row["conflict_id"]: row for row in frame.to_dict("records")}


def test_the_small_world_has_its_two_conflicts(world):
    found = _conflicts(world)
    assert set(found) == {
        "corridor:Gauge Break:capacity:capacity:undated:Mt/yr",
        "trade:IRN-KAZ:turnover:value:total:2023",
    }
    trade = found["trade:IRN-KAZ:turnover:value:total:2023"]
    assert trade["row_ids"] == "tr-2023;tr-2023-news"
    assert trade["source_ids"] == "kz-stat;news-two"
    assert (trade["lowest"], trade["highest"], trade["spread_pct"]) == (317e6, 500e6, 57.7)
    assert trade["statements"] == "Small Bureau of Statistics: 317000000 USD (exact) | Other News: 500000000 USD (over)"
    assert trade["reason"] == "The speech repeats the figure of 2022"


def test_a_note_is_found_by_two_rows_that_it_shares(plant, world):
    plant("conflict_notes", "trade:IRN-KAZ:turnover:value:total:2023", "conflict_id", "note:the-year-2023")
    assert _conflicts(world)["trade:IRN-KAZ:turnover:value:total:2023"]["suggested_use"] == "The statistics"


def test_figures_of_different_scope_are_not_compared(plant, world):
    plant("trade", "tr-2023-news", "scope", "wheat")
    assert "trade:IRN-KAZ:turnover:value:total:2023" not in _conflicts(world)


def test_forecasts_are_not_held_against_levels(plant, world):
    plant("trade", "tr-2023-news", "kind", "forecast")
    assert "trade:IRN-KAZ:turnover:value:total:2023" not in _conflicts(world)


def test_a_spread_from_nothing_has_no_share(plant, world):
    plant("trade", "tr-2023", "value", "0")
    conflict = _conflicts(world)["trade:IRN-KAZ:turnover:value:total:2023"]
    assert conflict["lowest"] == 0
    assert conflict["spread_pct"] != conflict["spread_pct"]
