"""Every answer keeps the one shape that figures, exports and panels rely on."""

import pandas as pd
import pytest

from dashboard.model.questions import (
    ClaimsQuestion,
    CorridorQuestion,
    OverviewQuestion,
    TargetsQuestion,
    TradeQuestion,
)
from dashboard.model.records.claims import describe_source, find_claims, index_claims
from dashboard.model.records.corridors import find_corridor
from dashboard.model.records.overview import find_overview
from dashboard.model.records.pledges import find_targets
from dashboard.model.records.promises import compare_promises
from dashboard.model.records.trade import find_trade


@pytest.fixture(scope="module")
def answers(real):
    index = index_claims(real)
    trade, corridor = find_trade(real, TradeQuestion()), find_corridor(real, CorridorQuestion())
    return [
        trade,
        trade.mirror(),
        find_trade(real, TradeQuestion(pair="IRN-TKM", measure="mass", flow="exports_a_to_b")),
        find_targets(real, TargetsQuestion()),
        find_targets(real, TargetsQuestion(pair="", measure="mass")),
        corridor,
        find_corridor(real, CorridorQuestion(corridor="", show="status")),
        compare_promises(corridor),
        find_claims(index, ClaimsQuestion(text="hormuz")),
        describe_source(index, "seed-003"),
        find_overview(real, OverviewQuestion()),
        *find_overview(real, OverviewQuestion()).answers(),
    ]


def test_every_answer_says_something_in_plain_sentences(answers):
    for answer in answers:
        for text in (answer.sentence(), answer.subtitle(), *answer.notes()):
            assert text.strip() == text != ""
            assert "{" not in text
            assert not {"nan", "None", "<NA>", "NaT"} & set(text.replace(",", " ").replace(".", " ").split())


def test_every_answer_has_a_frame_with_named_columns_and_a_plain_index(answers):
    for answer in answers:
        frame = answer.frame()
        assert len(frame.columns)
        assert frame.index.equals(pd.RangeIndex(len(frame)))


def test_every_source_of_an_answer_is_known_and_named_once(answers, real):
    known = set(real.sources["source_id"])
    for answer in answers:
        assert set(answer.source_ids) <= known
        assert list(answer.source_ids) == sorted(set(answer.source_ids))


def test_the_same_question_has_the_same_answer(real):
    one, other = (find_trade(real, TradeQuestion()) for _ in range(2))
    pd.testing.assert_frame_equal(one.frame(), other.frame())
    assert one.sentence() == other.sentence()
