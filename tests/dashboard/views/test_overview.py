"""The first page as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, warnings, words


def opened(**address: str) -> AppTest:
    return open_page("overview", address)


def test_the_page_answers_its_three_questions_in_sentences() -> None:
    app = opened()
    assert not app.exception
    for answer in (
        "Iran–Kazakhstan: over USD 340m in 2024, USD 3bn pledged.",
        "INSTC eastern route:",
        "in force, as known on",
    ):
        assert answer in words(app)
    assert len(app.get("plotly_chart")) == 3


def test_every_sentence_follows_the_choice_of_the_address() -> None:
    app = opened(pair="IRN-UZB", corridor="titr", date="2026-04-20")
    text = words(app)
    assert "Iran–Uzbekistan" in text
    assert "Trans-Caspian International Transport Route" in text
    assert "20 Apr 2026" in text


def test_what_is_not_known_is_told_and_the_default_shown() -> None:
    app = opened(pair="<b>", corridor="atlantis", date="yesterday")
    assert not app.exception
    assert len(app.warning) == 3
    assert "“atlantis” is not a value of “Corridor”" in warnings(app)
    assert "Iran–Kazakhstan" in words(app)
