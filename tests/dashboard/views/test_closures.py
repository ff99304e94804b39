"""The page on closures as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, words


def opened(**address: str) -> AppTest:
    return open_page("closures", address)


def test_the_page_ranks_closures_and_states_the_screening() -> None:
    app = opened()
    assert not app.exception
    assert "crossings, ports, straits and links were closed one by one, none sampled" in words(app)
    assert "Greatest flow from Kazakhstan to Iran" in words(app)


def test_every_row_leads_to_the_pages_with_that_closure() -> None:
    text = words(opened(kinds="crossing"))
    assert "routes?closed=" in text
    assert "capacity?closed=" in text


def test_two_at_once_cover_every_pair() -> None:
    app = opened(depth="2", kinds="crossing.port.strait")
    assert not app.exception
    assert "pairs of crossings, ports and straits were covered, none sampled" in words(app)


def test_the_closure_of_the_address_is_the_one_on_the_map() -> None:
    app = opened(closure="KZSRY-UZKELE", kinds="crossing")
    assert not app.exception
    assert "While Saryagash–Keles is closed" in words(app)


def test_what_harms_nobody_is_said_so() -> None:
    app = opened(kinds="moon")
    assert not app.exception
    assert any("moon" in warning.value for warning in app.warning)


def test_a_number_of_rows_that_makes_no_sense_is_one_sentence() -> None:
    app = opened(top="0")
    assert not app.exception
    assert any("Ask for one row or more" in warning.value for warning in app.warning)
