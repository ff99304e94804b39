"""The page on calibration as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, words


def opened(**address: str) -> AppTest:
    return open_page("calibration", address)


def test_the_page_says_how_many_targets_are_reached_and_lists_every_miss() -> None:
    app = opened()
    assert not app.exception
    text = words(app)
    assert "targets of the calibration are reached" in text
    assert "each with its likely reason" in text
    assert "Every miss with its likely reason" in text
    assert "Journeys that could not be run, with the reason" in text


def test_lengths_are_compared_where_the_address_asks_for_them() -> None:
    app = opened(compare="length", mode="rail")
    assert not app.exception
    assert "lengths" in words(app)


def test_a_mode_that_does_not_exist_is_one_sentence() -> None:
    app = opened(mode="air")
    assert not app.exception
    assert len(app.warning) == 1
