"""The page on trade as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, words


def opened(**address: str) -> AppTest:
    return open_page("trade", address)


def test_the_page_opens_with_the_last_known_figure_and_whose_it_is() -> None:
    app = opened()
    assert not app.exception
    assert "Iran–Kazakhstan, trade in both directions: over USD 340m in 2024." in words(app)
    assert "By Kazakhstan&#x27;s figures" in words(app)


def test_tables_name_flows_and_sides_and_say_what_they_hold() -> None:
    text = words(opened())
    assert "figures are published for groups of goods" in text
    assert "Sources disagree on" in text
    assert "announcements are known" in text
    assert ">Kazakhstan to Iran<" in text
    assert "exports_b_to_a" not in text


def test_years_in_which_nothing_is_known_leave_the_pledges_standing() -> None:
    app = opened(pair="IRN-IRQ", from_year="2020", to_year="2015")
    assert not app.exception


def test_a_fault_that_two_questions_share_is_told_once() -> None:
    app = opened(pair="XXX-YYY", measure="9")
    assert not app.exception
    assert len(app.warning) == 2


def test_pair_and_calendar_come_from_the_address() -> None:
    app = opened(pair="IRN-UZB", calendar="iranian")
    assert "Iran–Uzbekistan" in words(app)
    assert app.selectbox(key="TradeQuestion.pair").value == "IRN-UZB"
