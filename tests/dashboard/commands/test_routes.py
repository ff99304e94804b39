"""`corridor routes`: arguments become one question, and what is printed is what was found."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.commands.routes import add_arguments, part_json, part_text, question_of
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import compile_network

FRAMES = load_tables(Path(__file__).parents[2] / "small")
COMPILED = compile_network(FRAMES)
NORTH_SOUTH = ("--from", "NORTH", "--to", "SOUTH", "--date", "2024-06-01")


def question(*arguments: str) -> RouteQuestion:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return question_of(parser.parse_args([*NORTH_SOUTH, *arguments]), FRAMES, COMPILED)


def test_what_is_not_asked_for_is_as_in_a_plain_question() -> None:
    assert question() == RouteQuestion(origin="NORTH", destination="SOUTH", date=dt.date(2024, 6, 1))


@pytest.mark.parametrize(
    ("arguments", "field", "value"),
    [
        (("--via", "Quay North", "--via", "QUAYS"), "via", ("QUAYN", "QUAYS")),
        (("--mode", "rail", "--mode", "sea", "--mode", "rail"), "modes", ("rail", "sea")),
        (("--mode", "rail", "--mode", "any"), "modes", ()),
        (("--mode", "multimodal"), "modes", ()),
        (("--by", "cost"), "by", "cost"),
        (("--service", "block_train"), "service", "block_train"),
        (("--scenario", "sc-slow"), "scenario", "sc-slow"),
        (("--avoid-place", "Crossway"), "avoid_places", ("CROSS",)),
        (("--avoid-country", "tkm"), "avoid_countries", ("TKM",)),
        (("--avoid-corridor", "small-east"), "avoid_corridors", ("small-east",)),
        (("--through-country", "irn"), "through_countries", ("IRN",)),
        (("--through-corridor", "small-west"), "through_corridors", ("small-west",)),
        (("--through-mode", "sea"), "through_modes", ("sea",)),
        (("--without", "iran"), "without", ("iran",)),
        (("--close", "rail-cross-gauge"), "closed", ("rail-cross-gauge",)),
        (("--close", "Crossway"), "closed_places", ("CROSS",)),
        (("--open", "rail-quays-south"), "opened", ("rail-quays-south",)),
        (("--project", "missing-link"), "projects", ("missing-link",)),
        (("--event", "ev-rumour-2025"), "events", ("ev-rumour-2025",)),
        (("--without-event", "ev-storm-2024"), "without_events", ("ev-storm-2024",)),
        (("--season", "winter"), "conditions", ("winter",)),
        (("--gauge", "1520"), "gauges", (1520,)),
        (("--value-of-time", "3"), "value_of_time", 3.0),
        (("--speed-factor", "0.5"), "speed_factor", 0.5),
        (("--border-factor", "2"), "border_factor", 2.0),
        (("--cost-factor", "1.5"), "cost_factor", 1.5),
        (("--alternatives", "2"), "alternatives", 2),
        (("--overlap", "0.3"), "overlap", 0.3),
        (("--stretch", "3"), "stretch", 3.0),
    ],
)
def test_each_argument_sets_its_field_and_no_other(arguments: tuple[str, ...], field: str, value: object) -> None:
    asked, plain = question(*arguments), question()
    assert getattr(asked, field) == value
    for name in RouteQuestion.__dataclass_fields__:
        assert name == field or getattr(asked, name) == getattr(plain, name)


def test_every_field_of_a_question_can_be_asked_for() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    asked = {action.dest for action in parser._actions}
    named = {
        "modes": "mode", "avoid_places": "avoid_place", "avoid_countries": "avoid_country", "closed_places": "close",
        "avoid_corridors": "avoid_corridor", "through_countries": "through_country", "closed": "close",
        "through_corridors": "through_corridor", "through_modes": "through_mode", "gauges": "gauge", "opened": "open",
        "projects": "project", "events": "event", "without_events": "without_event", "conditions": "season",
    }  # fmt: skip
    assert {named.get(field, field) for field in RouteQuestion.__dataclass_fields__} <= asked


def test_what_is_printed_for_programs_is_what_was_found(told: Callable[..., Any]) -> None:
    answer = find_routes(COMPILED, question())
    printed = told("routes", *NORTH_SOUTH)
    assert printed["sentence"] == answer.sentence()
    assert [route["name"] for route in printed["routes"]] == [route.name for route in answer.routes]
    for route, found in zip(printed["routes"], answer.routes, strict=True):
        assert sum(leg["hours"] for leg in route["legs"]) == pytest.approx(found.hours[1], abs=0.01)
        assert sum(leg["length_km"] for leg in route["legs"]) == pytest.approx(found.length_km)
        for leg in route["legs"]:
            assert sum(span[1] for span in leg["hours_of"].values()) == pytest.approx(leg["hours"], abs=0.01)
            assert sum(span[1] for span in leg["cost_of"].values()) == pytest.approx(leg["cost_usd_per_t"], abs=0.01)


def test_the_table_for_reading_has_a_line_a_way_and_a_line_a_leg(said: Callable[..., str]) -> None:
    answer = find_routes(COMPILED, question())
    lines = said("routes", *NORTH_SOUTH).splitlines()
    head = next(n for n, line in enumerate(lines) if line.startswith("way "))
    legs = lines.index("Legs of the first way")
    assert [line.split("  ")[0] for line in lines[head + 2 : legs - 1]] == [route.name for route in answer.routes]
    assert len(lines[legs + 3 :]) - len(answer.notes()) - 1 == len(answer.routes[0].legs)


class Found:
    """An answer of two rows, one of which lacks a figure."""

    source_ids: tuple[str, ...] = ()

    def __init__(self, **columns: list[object]) -> None:
        self._frame = pd.DataFrame(columns)

    def frame(self) -> pd.DataFrame:
        return self._frame

    def sentence(self) -> str:
        return "Something was found."

    def subtitle(self) -> str:
        return ""

    def notes(self) -> tuple[str, ...]:
        return ()


def test_a_further_answer_is_its_sentences_or_its_figures() -> None:
    assert part_text(Found(sentence=["One.", "Two."])) == "One.\nTwo."
    assert part_text(Found(sentence=[])) == "Something was found."
    assert part_text(Found(hours=[1.25, 2.0])).splitlines() == ["Something was found.", "hours", "-----", "1.2", "2.0"]
    assert part_json(Found(hours=[1.5, float("nan")]))["rows"] == [{"hours": 1.5}, {"hours": None}]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--gauge", "9999"), "There is no track gauge “9999” in this network."),
        (("--season", "wintr"), "No figure speaks of the season or circumstance “wintr”."),
        (("--through-mode", "air"), "There is no mode “air” in this network."),
        (("--alternatives", "-1"), "Alternatives go up to 12"),
        (("--overlap", "nan"), "overlap from 0 to 1"),
        (("--speed-factor", "inf"), "not be inf"),
        (("--close", "quay"), "Nothing to close"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    refused: Callable[..., str], arguments: tuple[str, ...], message: str
) -> None:
    assert message in refused("routes", *NORTH_SOUTH, *arguments)
