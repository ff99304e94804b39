"""The page on sources as its reader meets it, without a browser."""

import re

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, words


def opened(**address: str) -> AppTest:
    return open_page("sources", address)


def test_the_page_counts_its_claims_as_readers_write_numbers() -> None:
    app = opened()
    assert not app.exception
    assert re.search(r"1\d,\d{3} claims fit", words(app))


def test_one_claim_shows_the_source_it_rests_on() -> None:
    app = opened(claim="tf0001")
    assert not app.exception
    assert "1 claim fits." in words(app)
    assert 'class="answer"' in words(app)


def test_words_that_fit_nothing_are_told_and_are_no_markup() -> None:
    app = opened(text="<script>alert(1)</script>")
    assert not app.exception
    assert "No claim fits." in words(app)
    assert "<script>alert" not in words(app)


def test_very_long_words_are_refused_in_one_sentence() -> None:
    app = opened(text="x" * 5000)
    assert not app.exception
    assert len(app.warning) == 1


def test_pages_beyond_the_last_show_claims_all_the_same() -> None:
    app = opened(page="99999")
    assert not app.exception
    assert "claims fit" in words(app)
