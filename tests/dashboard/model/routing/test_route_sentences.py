"""The headline, subtitle and notes of a route answer say what the figures say."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.routing.route_answers import RouteAnswer
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.route_sentences import headline, remarks, say_days
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import compile_network

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))


def ask(**wishes: object) -> RouteAnswer:
    return find_routes(
        SMALL, RouteQuestion(**{"origin": "NORTH", "destination": "SOUTH", "date": dt.date(2024, 6, 1), **wishes})
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "0 days"), (2.4, "0.1 days"), (36, "1.5 days"), (239, "10 days"), (240, "10 days"), (365, "15 days")],
)
def test_days_have_a_fraction_only_below_ten(hours: float, words: str) -> None:
    assert say_days(hours) == words


def test_the_headline_holds_kilometres_days_and_dollars_of_the_best_way() -> None:
    answer = ask(modes=("rail",))
    assert answer.headline == (
        "Northgate to Southend through Eastry: 2,459 km, 11 days (7.9 to 15), about USD 90 a tonne, on 1 Jun 2024."
    )


def test_a_block_train_is_told_beside_ordinary_freight_only() -> None:
    answer = ask(modes=("rail",))
    routes = (dataclasses.replace(answer.routes[0], hours_block_train=(100.0, 120.0, 200.0)),)
    assert headline(answer.world, answer.question, routes).endswith(" By block train 5 days.")
    asked = dataclasses.replace(answer.question, service="block_train")
    assert "By block train" not in headline(answer.world, asked, routes)


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({}, "least time; all modes; ordinary freight"),
        ({"by": "cost", "modes": ("rail", "sea")}, "least cost; rail and sea; ordinary freight"),
        ({"by": "generalised", "value_of_time": 3.0}, "USD 3 a tonne and day"),
        ({"by": "emissions", "service": "block_train"}, "least emissions; all modes; block train or booked chain"),
    ],
)
def test_the_subtitle_says_what_is_least_by_what_and_when(wishes: dict[str, object], words: str) -> None:
    said = ask(**wishes).subtitle()
    assert words in said
    assert "network of 1 Jun 2024" in said


def notes(**wishes: object) -> str:
    return " ".join(ask(**wishes).notes())


def test_notes_tell_whether_more_ways_could_have_been_shown() -> None:
    assert "No other way is within" in notes(alternatives=9)
    assert "Further ways share at most" in notes(alternatives=1)


def test_a_day_beyond_the_evidence_is_told() -> None:
    assert "The last evidence is of 12 Jan 2025" in notes(date=dt.date(2025, 6, 1))
    assert "The last evidence" not in notes()


def test_an_event_that_slows_a_way_shown_is_told_and_others_are_not() -> None:
    storm = {"date": dt.date(2024, 11, 25)}
    assert "Storms at the quays" in notes(via=("QUAYN", "QUAYS"), **storm)
    assert "Storms at the quays" not in notes(modes=("rail",), **storm)


def test_judgements_are_counted_over_the_parameters_of_the_first_way() -> None:
    answer = ask(modes=("rail",))
    used = {name for leg in answer.routes[0].legs for name in leg.parameter_ids}
    bases = SMALL.frames.parameters.set_index("parameter_id")["basis"]
    judged = sum(bases[name] == "judgement" for name in used)
    assert f"{judged} of the {len(used)} parameters of the first way are judgements." in answer.notes()


def test_a_straight_line_is_told_with_its_share_of_the_length() -> None:
    answer = ask(modes=("rail",))
    legs = tuple(
        dataclasses.replace(leg, length_basis="geodesic x 1.2") if leg.link_id == "rail-easty-south" else leg
        for leg in answer.routes[0].legs
    )
    said = remarks(answer.world, answer.question, (dataclasses.replace(answer.routes[0], legs=legs),))
    assert any(note.startswith(f"{100 * 877 / 2459:.0f}% of its length") for note in said)


def test_without_a_way_there_is_no_remark_about_ways() -> None:
    assert ask(modes=("rail",), date=dt.date(2020, 4, 1)).notes() == ()
