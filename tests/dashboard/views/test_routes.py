"""The planner as its reader meets it, without a browser."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, warnings, words


def opened(**address: str) -> AppTest:
    return open_page("routes", address)


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def test_the_page_opens_with_the_best_way_in_a_sentence_and_marks_it_as_a_model_result() -> None:
    app = opened(origin="UZTAS", destination="IRBND", modes="rail", date="2025-05-01")
    assert not app.exception
    assert "Tashkent to Bandar Abbas through Sarakhs: 2,791 km" in words(app)
    assert "Model result: least time; rail; ordinary freight" in words(app)
    assert "By block train" in words(app)


def test_every_point_of_the_front_stands_for_a_way_that_can_be_looked_at() -> None:
    app = opened(origin="UZTAS", destination="IRBND", modes="rail", date="2025-05-01")
    front = next(c for c in charts(app) if c["layout"]["meta"]["kind"] == "Scatter chart of time against cost")
    offered = set(app.selectbox(key="WayQuestion.way").options)
    points = [key for trace in front["data"] for key in trace.get("customdata", [])]
    assert points
    assert len(set(points)) == len(offered)


def test_the_way_of_the_address_is_the_one_looked_at() -> None:
    first = opened(origin="UZTAS", destination="IRBND", modes="rail", date="2025-05-01")
    front = next(c for c in charts(first) if c["layout"]["meta"]["kind"] == "Scatter chart of time against cost")
    other = front["data"][-2]["customdata"][-1] or front["data"][1]["customdata"][-1]
    app = opened(origin="UZTAS", destination="IRBND", modes="rail", date="2025-05-01", way=other, climb="cost")
    assert app.selectbox(key="WayQuestion.way").value == other
    assert "go into moving" in words(app)
    assert "USD" in words(app)


def test_a_choice_goes_into_the_address() -> None:
    app = opened(origin="UZTAS", destination="IRBND", modes="rail", date="2025-05-01")
    app.selectbox(key="RouteQuestion.by").select("cost").run()
    assert app.query_params["by"] == "cost"
    assert app.query_params["origin"] == "UZTAS"
    assert "least cost" in words(app)


def test_where_no_way_is_open_the_page_says_what_cuts_and_offers_a_cure() -> None:
    app = opened(origin="AFHEA", destination="AZBAK", modes="rail.sea", date="2025-05-01")
    assert not app.exception
    assert "No way is open" in words(app)
    assert "Torghundi–Herat (R235): under construction" in words(app)
    assert app.get("page_link") or "routes?" in words(app) or "Page routes" in words(app)


def test_a_wish_that_nothing_meets_shows_no_empty_map() -> None:
    app = opened(avoid_countries="IRN")
    assert "every way touches what is to be avoided" in words(app)
    assert not charts(app)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"origin": "CNSIA", "destination": "CNSIA"}, "begins and ends in the same place"),
        ({"date": "1950-01-01"}, "lies outside the data, which run from"),
        ({"via": "IRTHR.IRTHR"}, "The same way-point is named twice"),
        ({"via": "CNSIA"}, "Xi'an cannot be both an end or way-point and something else"),
        ({"speed_factor": "0"}, "The multiplier on speed must lie above 0"),
        ({"stretch": "0.5"}, "stretch from 1 to 10"),
    ],
)
def test_a_question_that_cannot_be_asked_is_answered_with_one_sentence(address: dict[str, str], sentence: str) -> None:
    app = opened(**address)
    assert not app.exception
    assert sentence in warnings(app)
    assert len(app.warning) == 1


def test_every_value_that_is_not_known_is_told_in_a_sentence_and_the_page_shows_its_default() -> None:
    app = opened(
        origin="Bandar Abas",
        destination="<script>alert(1)</script>",
        via="nowhere",
        closed="ZZZ",
        closed_places="Atlantis",
        events="EV99999",
        scenario="none",
        date="2026-02-30",
        gauges="y" * 3000,
    )
    told = warnings(app)
    assert not app.exception
    assert "Nearest names: Bandar Abbas (IRBND)" in told
    assert "“<script>alert(1)</script>” is not a place of this network" in told
    assert "“ZZZ” is not a value of “Close links”" in told
    assert "“EV99999” is not a value of “Events on”" in told
    assert len(app.warning) == 9
    assert "Xi&#x27;an to Aprin" in words(app)


def test_a_via_that_no_open_way_reaches_is_told_as_no_way() -> None:
    app = opened(origin="UZTAS", destination="IRBND", via="INBOM", modes="rail", date="2025-05-01")
    assert not app.exception
    assert "No way is open" in words(app)


def test_a_front_that_is_too_long_to_search_still_shows_the_best_ways() -> None:
    app = opened(origin="KZALA", destination="TRIST", via="IRTHR.IRBND")
    assert not app.exception
    assert "beaten by no other in time, cost and emissions" in words(app)
