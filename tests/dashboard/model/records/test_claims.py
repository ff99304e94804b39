"""Every claim, found by its words, its filters and its source."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.questions import ClaimsQuestion
from dashboard.model.records.claim_tables import CLAIM_TABLES
from dashboard.model.records.claims import (
    PAGE_ROWS,
    UnknownSourceError,
    describe_source,
    find_claims,
    index_claims,
)


@pytest.fixture(scope="session")
def index(small):
    return index_claims(small)


@pytest.fixture(scope="session")
def real_index(real):
    return index_claims(real)


def test_every_row_of_every_table_of_claims_is_one_claim(real, real_index):
    tables = real.tables()
    assert dict(real_index.claims["table"].value_counts()) == {name: len(tables[name]) for name in CLAIM_TABLES}
    assert not real_index.claims.duplicated(["table", "key"]).any()


def test_every_claim_rests_on_a_known_source(real, real_index):
    known = set(real.sources["source_id"])
    assert all(set(cell.split(";")) <= known for cell in real_index.claims["source_ids"])


def test_all_words_must_be_found_in_any_case_and_order(index):
    found = find_claims(index, ClaimsQuestion(text="KAZAKHSTAN  iran 2023")).frame()
    assert "tr-2023" in set(found["key"])
    assert find_claims(index, ClaimsQuestion(text="kazakhstan atlantis")).total == 0


def test_accents_apostrophes_and_cyrillic_are_found(small):
    changed = small.trade.assign(note="Бекет-ата; Türkmenbaşy; Xi'an")
    index = index_claims(type(small)(**{**small.tables(), "digest": "x", "trade": changed}))
    for text in ("бекет", "turkmenbasy", "xian", "XI’AN"):
        assert find_claims(index, ClaimsQuestion(text=text, table="trade")).total == len(small.trade)


def test_filters_narrow_down_and_a_pair_is_the_same_either_way(index):
    here = find_claims(index, ClaimsQuestion(pair="IRN-KAZ", table="trade"))
    there = find_claims(index, ClaimsQuestion(pair="KAZ-IRN", table="trade"))
    assert here.total == there.total > 0
    assert set(here.frame()["pair"]) == {"IRN-KAZ"}
    east = find_claims(index, ClaimsQuestion(corridor="small-east")).frame()
    assert set(east["corridor"]) == {"small-east"}
    assert find_claims(index, ClaimsQuestion(claim="tr-2024")).frame()["key"].tolist() == ["tr-2024"]


def test_a_yearly_figure_is_found_by_its_key(index):
    found = find_claims(index, ClaimsQuestion(claim="KAZ|IRN|2020|exports|Small DOTS")).frame()
    assert found["value"].tolist() == [90e6]
    assert found["subject"].tolist() == ["Kazakhstan to Iran, by Kazakhstan"]


@given(text=st.text(max_size=12), page=st.integers(-5, 10_000))
def test_any_text_and_any_page_are_answered(index, text, page):
    answer = find_claims(index, ClaimsQuestion(text=text, page=page))
    assert 1 <= answer.page <= answer.pages
    assert len(answer.frame()) <= PAGE_ROWS
    assert answer.total == len(answer.everything())


def test_pages_put_together_are_everything(real_index):
    question = ClaimsQuestion(table="trade_targets")
    pages = find_claims(real_index, question).pages
    assert pages > 1
    keys = [
        key
        for page in range(1, pages + 1)
        for key in find_claims(real_index, ClaimsQuestion(table="trade_targets", page=page)).frame()["key"]
    ]
    assert keys == find_claims(real_index, question).everything()["key"].tolist()


def test_a_source_lists_all_that_rests_on_it_and_its_terms(small, index):
    answer = describe_source(index, "railway")
    rows = answer.frame()
    expected = (small.corridor_facts["source_id"] == "railway").sum()
    assert (rows["table"] == "corridor_facts").sum() == expected
    assert answer.details()["publisher"] == small.sources.set_index("source_id").loc["railway", "publisher"]
    assert answer.source_ids == ("railway",)
    assert f"{len(rows)} claims rest on it" in answer.sentence()
    assert find_claims(index, ClaimsQuestion(source="railway")).total == len(rows)


def test_seeds_have_their_claims(real_index):
    for seed in ("seed-000", "seed-001", "seed-002", "seed-003", "seed-004"):
        assert len(describe_source(real_index, seed).frame()) > 0


def test_an_unknown_source_is_refused_by_name(index):
    with pytest.raises(UnknownSourceError, match="'nowhere' is not a source"):
        describe_source(index, "nowhere")


def test_a_missing_figure_stays_missing_and_has_no_unit(index):
    events = find_claims(index, ClaimsQuestion(table="events")).frame()
    assert events["value"].isna().tolist() == [True, True, False]
    assert events["unit"].tolist() == ["", "", "hour"]


def test_doubted_claims_are_counted(index):
    answer = find_claims(index, ClaimsQuestion(claim="tr-2023-news"))
    assert answer.notes() == ("1 of them is in doubt; its row says why.",)


def test_the_index_is_not_changed_by_a_search(index):
    before = index.claims.copy()
    page = find_claims(index, ClaimsQuestion(text="iran")).frame()
    page["note"] = "mine"
    pd.testing.assert_frame_equal(index.claims, before)
