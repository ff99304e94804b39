"""The page on pledges as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, words


def opened(**address: str) -> AppTest:
    return open_page("pledges", address)


def test_the_page_says_how_many_fit_by_rail_and_what_all_at_once_would_do() -> None:
    app = opened()
    assert not app.exception
    assert "by rail today beside what moves already" in words(app)
    assert "Were all pledges kept at once" in words(app)
    assert "no tonne counts twice" in words(app)


def test_one_pair_alone_is_a_sentence_of_its_own() -> None:
    app = opened(pair="IRN-KGZ", modes="rail.road")
    assert not app.exception
    assert "Iran–Kyrgyzstan" in words(app)
    assert "by rail and road" in words(app)


def test_a_delay_that_makes_no_sense_is_one_sentence() -> None:
    app = opened(delay="-3")
    assert not app.exception
    assert any("A delay is 0 to 50 years" in warning.value for warning in app.warning)
