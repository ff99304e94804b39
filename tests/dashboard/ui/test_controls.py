"""Widgets made from a question; the address is the one place where their state lives."""

from streamlit.testing.v1 import AppTest

ROUTES = """
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.ui.controls import ask, in_words
from dashboard.ui.fields import MORE_OF_ROUTES
import streamlit as st

question = ask(RouteQuestion, more=MORE_OF_ROUTES)
st.text(repr(question))
st.text(in_words(question))
"""
WAYS = """
from dashboard.model.questions import WayQuestion
from dashboard.ui.choices import Choice
from dashboard.ui.controls import ask, in_words
import streamlit as st

view = ask(WayQuestion, offered={"way": Choice(("a", "b"), {"a": "through Sarakhs", "b": "by sea"}, required=True)})
st.text(view.way)
st.text(in_words(view))
"""
UNASKED = """
from dashboard.model.questions import WayQuestion
from dashboard.ui.controls import in_words
import streamlit as st

st.text(in_words(WayQuestion(way="2be4b0")))
"""
RISKS = """
from dashboard.model.flow.feasibility import PledgeQuestion
from dashboard.model.hazards.risks import RiskQuestion
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.ui.controls import in_words
import streamlit as st

st.text(in_words((RiskQuestion(), PledgeQuestion(unknown_mt=1234.5), RouteQuestion(gauges=(1520,)))))
"""


def opened(script: str, **address: str) -> AppTest:
    app = AppTest.from_string(script, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def test_a_place_is_understood_in_another_spelling_and_its_id_goes_into_the_question() -> None:
    app = opened(ROUTES, origin="Bandar-Abbas")
    assert "origin='IRBND'" in app.text[0].value
    assert not app.warning


def test_a_changed_widget_writes_the_address_and_defaults_are_left_out() -> None:
    app = opened(ROUTES, origin="UZTAS")
    app.selectbox(key="RouteQuestion.by").select("cost").run()
    assert dict(app.query_params) == {"origin": "UZTAS", "by": "cost"}
    app.selectbox(key="RouteQuestion.by").select("time").run()
    assert dict(app.query_params) == {"origin": "UZTAS"}


def test_the_closed_box_names_what_it_holds_and_what_is_set() -> None:
    assert opened(ROUTES).expander[0].label == "More choices: by way of, modes allowed, close places and 21 more"
    assert opened(ROUTES, modes="rail").expander[0].label.endswith("(set: modes allowed)")


def test_reset_goes_back_to_the_page_as_first_opened() -> None:
    app = opened(ROUTES, origin="UZTAS", modes="rail")
    app.button(key="reset-RouteQuestion").click().run()
    assert dict(app.query_params) == {}
    assert not app.button


def test_the_first_of_what_is_offered_is_no_choice_of_the_reader() -> None:
    app = opened(WAYS)
    assert app.text[0].value == "a"
    assert not app.button


def test_a_way_that_is_not_offered_falls_back_without_a_word() -> None:
    app = opened(WAYS, way="gone")
    assert app.text[0].value == "a"
    assert not app.warning


def test_what_was_chosen_among_results_is_told_by_name() -> None:
    assert "Way looked at: by sea" in opened(WAYS, way="b").text[1].value


def test_a_key_among_results_is_left_out_where_it_has_no_name() -> None:
    assert opened(UNASKED).text[0].value == "Strip sums up: Time"


def test_numbers_are_told_as_in_every_other_text_and_years_and_gauges_as_names() -> None:
    words = opened(RISKS).text[0].value
    assert "Years simulated: 10,000" in words
    assert "Unknown capacity, Mt: 1,234.5" in words
    assert "Year without a year: 2030" in words
    assert "Track gauges, mm: 1520" in words


def test_a_question_is_told_in_words_with_names_for_ids() -> None:
    words = opened(ROUTES, origin="UZTAS", destination="IRBND", modes="rail.sea").text[1].value
    assert "From: Tashkent, Uzbekistan" in words
    assert "Modes allowed: Rail, Sea" in words


def test_a_fault_is_shown_as_words_and_never_as_a_link() -> None:
    app = opened(ROUTES, scenario="[free](http://evil)")
    assert "\\[free\\]" in app.warning[0].value
