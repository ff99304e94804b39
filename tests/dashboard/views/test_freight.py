"""The page on freight as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, warnings, words


def opened(**address: str) -> AppTest:
    return open_page("freight", address)


def test_the_page_opens_with_how_much_finds_room_and_what_is_worth_most() -> None:
    app = opened()
    assert not app.exception
    text = words(app)
    assert "Mt a year find room" in text
    assert "one more tonne of room saves USD" in text
    assert "links and places that carry freight" in text


def test_that_every_demand_is_carried_is_an_answer_and_no_gap() -> None:
    app = opened()
    assert "Every demand is carried in full." in words(app)
    assert "No row of this kind is in the tables" not in words(app)


def test_the_link_of_the_address_is_looked_at() -> None:
    link = opened().selectbox(key="LinkQuestion.element").options[-1]
    assert link
    key = str(opened().selectbox(key="LinkQuestion.element").value)
    app = opened(element=key)
    assert app.selectbox(key="LinkQuestion.element").value == key


def test_questions_that_cannot_be_asked_are_one_sentence_each() -> None:
    for address, sentence in (
        ({"growth": "1000"}, "Demand is multiplied by 0 to 20, not by 1000."),
        ({"unmet_usd_per_t": "0"}, "up to USD 100,000 a tonne, it cannot be 0."),
        ({"date": "1991-01-01"}, "lies outside the data"),
    ):
        app = opened(**address)
        assert not app.exception
        assert sentence in warnings(app)
        assert len(app.warning) == 1
