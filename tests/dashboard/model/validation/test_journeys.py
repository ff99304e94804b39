"""Rows of journeys as values, and the question each of them asks."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.validation.journeys import Journey, day_of, family_of, question_of, read_journeys

FRAMES = load_tables(Path(__file__).parents[3] / "small")
EAST, WEST = read_journeys(FRAMES)
COVERED = (dt.date(2010, 1, 1), dt.date(2030, 12, 31))
COUNTRIES = {"NORTH": "KAZ", "SOUTH": "IRN", "EASTY": "IRN"}


def changed(**values: object) -> Journey:
    return dataclasses.replace(EAST, **values)


def test_a_row_becomes_a_journey_and_missing_figures_stay_missing() -> None:
    assert (EAST.origin, EAST.destination, EAST.via) == ("NORTH", "SOUTH", ("CROSS", "GAUGE"))
    assert (EAST.km, EAST.days, EAST.cost, EAST.cost_unit) == (2450, (9, 12), (90, 120), "t")
    assert WEST.km is None
    assert WEST.days == (10, 14)


def test_one_published_figure_is_both_ends_of_its_range() -> None:
    table = FRAMES.journeys.copy()
    table["days_max"] = float("nan")
    assert read_journeys(dataclasses.replace(FRAMES, journeys=table))[0].days == (9, 9)


@pytest.mark.parametrize(
    ("mode", "named", "asked"),
    [("rail", (), ("rail",)), ("multimodal", (), ()), ("multimodal", ("rail", "sea"), ("rail", "sea"))],
)
def test_the_modes_asked_for_are_those_the_words_tell(
    mode: str, named: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    assert question_of(changed(mode=mode, modes=named), None).modes == asked


@pytest.mark.parametrize(
    ("service", "asked"), [("block_train", "block_train"), ("ordinary", "ordinary"), ("unknown", "ordinary")]
)
def test_a_service_that_is_not_known_is_ordinary_freight(service: str, asked: str) -> None:
    assert question_of(changed(service=service), None).service == asked


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_the_day_lies_in_the_date_unless_the_data_do_not_reach_it(day: dt.date) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        found = day_of(text, COVERED)
        assert found is not None
        assert COVERED[0] <= found <= COVERED[1]
        assert found.isoformat().startswith(text) or found in COVERED


def test_no_date_is_no_day() -> None:
    assert day_of("", COVERED) is None


def test_a_journey_and_its_way_back_are_one_family_and_another_mode_is_not() -> None:
    back = changed(origin="SOUTH", destination="NORTH", date="2019", name="The way back")
    assert family_of(back, COUNTRIES) == family_of(EAST, COUNTRIES)
    assert family_of(changed(destination="EASTY"), COUNTRIES) == family_of(EAST, COUNTRIES)
    assert family_of(changed(mode="road"), COUNTRIES) != family_of(EAST, COUNTRIES)
    assert family_of(changed(corridor_id="small-west"), COUNTRIES) != family_of(EAST, COUNTRIES)
