"""Addresses at which other pages open with the same things closed."""

from urllib.parse import parse_qs, urlsplit

import pandas as pd

from dashboard.model.world.states import StateQuestion
from dashboard.ui.address import read_question
from dashboard.ui.pages import address_on
from dashboard.ui.reopen import with_pages

ROWS = pd.DataFrame({"closed_links": ["D136;R237", "", None], "closed_places": ["", "SEAHRZ", "KZAAU;KZKUR"]})


def state_at(address: str) -> StateQuestion:
    """Return the state that a page reads from an address."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    reading = read_question(StateQuestion, query)
    assert not reading.faults
    return reading.question


def test_a_page_opens_with_what_the_row_closes() -> None:
    frame = with_pages(lambda: ROWS, StateQuestion())()
    links, place, places = (state_at(address) for address in frame["open_routes"])
    assert (links.closed, links.closed_places) == (("D136", "R237"), ())
    assert (place.closed, place.closed_places) == ((), ("SEAHRZ",))
    assert places.closed_places == ("KZAAU", "KZKUR")


def test_what_was_closed_before_stays_closed_and_stands_once() -> None:
    state = StateQuestion(scenario="spring-2026", closed=("R237", "R001"))
    opened = state_at(with_pages(lambda: ROWS, state)()["open_capacity"].iloc[0])
    assert opened.scenario == "spring-2026"
    assert opened.closed == ("R237", "R001", "D136")


def test_each_page_has_an_address_of_its_own() -> None:
    row = with_pages(lambda: ROWS, StateQuestion())().iloc[0]
    assert urlsplit(row["open_routes"]).path.endswith("/routes")
    assert urlsplit(row["open_capacity"]).path.endswith("/capacity")


def test_rows_are_not_changed() -> None:
    with_pages(lambda: ROWS, StateQuestion())()
    assert list(ROWS.columns) == ["closed_links", "closed_places"]


def test_the_address_stands_beside_that_of_the_page() -> None:
    assert address_on("https://host/app/closures", "routes", {}) == "https://host/app/routes"
    assert address_on("", "routes", {"closed": "R1"}) == "/routes?closed=R1"
