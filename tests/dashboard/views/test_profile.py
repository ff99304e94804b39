"""The profile of a corridor as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, warnings, words


def opened(**address: str) -> AppTest:
    return open_page("profile", address)


def test_the_page_opens_with_days_and_kilometres_of_the_best_way() -> None:
    app = opened()
    assert not app.exception
    assert "days) over" in words(app)
    assert "Model result along the links of the corridor" in words(app)
    assert "4 ways run over" in words(app)


def test_the_way_of_the_address_is_looked_at_and_summed_up_as_asked() -> None:
    keys = opened().selectbox(key="WayQuestion.way").options
    assert len(keys) == 4
    app = opened(climb="cost")
    assert "Of USD" in words(app)


def test_what_is_published_promised_and_shut_stands_below() -> None:
    text = words(opened())
    assert "published journeys run along INSTC eastern route" in text
    assert "no source here says they are done" in text
    assert "event is in force on 2 Jul 2026" in text


def test_a_day_outside_the_data_is_one_sentence() -> None:
    app = opened(date="1991-05-05")
    assert not app.exception
    assert "lies outside the data, which run from" in warnings(app)


def test_a_script_in_the_address_is_only_words() -> None:
    app = opened(corridor="<script>alert(1)</script>")
    assert not app.exception
    assert "<script>alert" not in words(app)
    assert "“<script>alert(1)</script>” is not a value of “Corridor”" in warnings(app)
