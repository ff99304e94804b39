"""What would open a way: each cure is a question, and asking it gives a way."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.cures import Cure, find_cures
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import Compiled, compile_network

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def cures(compiled: Compiled, **question: object) -> tuple[Cure, ...]:
    asked = {"origin": "NORTH", "destination": "SOUTH", "modes": ("rail",), **question}
    return find_cures(find_routes(compiled, RouteQuestion(**asked)))  # type: ignore[arg-type]


def test_where_a_way_is_open_there_is_nothing_to_cure(compiled: Compiled) -> None:
    assert cures(compiled, modes=()) == ()


def test_an_event_is_left_out(compiled: Compiled) -> None:
    first, *_ = cures(compiled, date=dt.date(2020, 4, 1))
    assert first.words == "Ask again with this open: Gauge Break–Eastry"
    assert first.question.without_events == ("ev-border-2020",)
    assert first.event_ids == ("ev-border-2020",)


def test_an_event_that_the_reader_added_is_taken_away_again(compiled: Compiled) -> None:
    first, *_ = cures(compiled, date=dt.date(2024, 6, 1), events=("ev-border-2020",))
    assert (first.question.events, first.question.without_events) == ((), ("ev-border-2020",))


def test_what_the_reader_closed_is_opened_again(compiled: Compiled) -> None:
    first, *_ = cures(compiled, closed=("rail-north-cross",))
    assert (first.question.closed, first.question.opened, first.event_ids) == ((), (), ())


def test_a_place_that_the_reader_closed_is_opened_again(compiled: Compiled) -> None:
    first, *_ = cures(compiled, closed_places=("CROSS",))
    assert first.words == "Ask again with this open: Crossway"
    assert first.question.closed_places == ()


def test_a_link_that_is_not_built_is_taken_as_open(compiled: Compiled) -> None:
    first, *_ = cures(compiled, modes=("rail", "sea"), avoid_corridors=("small-east",))
    assert first.question.opened == ("rail-quays-south",)


def test_a_closure_by_a_scenario_is_cured_by_leaving_the_scenario(compiled: Compiled) -> None:
    found = cures(compiled, scenario="sc-border-2020")
    assert any(cure.question.scenario == "" and cure.question.date is None for cure in found)


def test_wishes_are_dropped_together_and_the_date_is_kept(compiled: Compiled) -> None:
    found = cures(compiled, avoid_countries=("TKM",), date=dt.date(2024, 6, 1))
    free = next(cure for cure in found if cure.words == "Ask again without way-points, filters and wishes")
    assert (free.question.modes, free.question.avoid_countries) == ((), ())
    assert free.question.date == dt.date(2024, 6, 1)


def test_only_a_day_or_scenario_of_ones_own_is_cured_by_the_last_known_state(compiled: Compiled) -> None:
    words = "Ask for the last known state instead"
    assert words in [cure.words for cure in cures(compiled, date=dt.date(2020, 4, 1))]
    assert words not in [cure.words for cure in cures(compiled, closed=("rail-north-cross",))]


LINKS = ["rail-north-cross", "rail-cross-gauge", "rail-gauge-easty", "rail-easty-south"]


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.sampled_from(LINKS)),
    st.sets(st.sampled_from(["CROSS", "GAUGE", "EASTY"])),
    st.sampled_from([dt.date(2020, 4, 1), dt.date(2024, 6, 1)]),
    st.sampled_from(["", "sc-border-2020"]),
)
def test_lifting_everything_that_cuts_opens_a_way(
    compiled: Compiled, links: set[str], places: set[str], day: dt.date, scenario: str
) -> None:
    question = RouteQuestion(
        origin="NORTH",
        destination="SOUTH",
        modes=("rail",),
        date=day,
        scenario=scenario,
        closed=tuple(sorted(links)),
        closed_places=tuple(sorted(places)),
    )
    answer = find_routes(compiled, question)
    found = find_cures(answer)
    assert bool(found) == (not answer.routes)
    if found:
        assert find_routes(compiled, found[0].question).routes
        assert all(cure.question != question for cure in found)
