"""What a scenario says, in words."""

import dataclasses
import datetime as dt

import pytest

from corridor_data.load import Frames
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.scenario_words import field_words, value_words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("date", dt.date(2024, 6, 1), "1 Jun 2024"),
        ("closed_links", ("rail-gauge-easty",), "Gauge Break–Eastry railway"),
        ("closed_places", ("EASTY", "SOUTH"), "Eastry; Southend"),
        ("with_events", ("ev-storm-2024",), "Storms at the quays"),
        ("projects", ("pr-missing-two", "missing-link"), "Quay South to Southend railway"),
        ("slowed", ("EASTY=48",), "Eastry, 48 hours longer"),
        ("slowed", ("rail-gauge-easty=6",), "Gauge Break–Eastry railway, 6 hours longer"),
        ("rates", ("rail=1.2", "road-IRN=2"), "rail × 1.2; road, Iran × 2"),
        ("conditions", (), "nothing"),
        ("closed_links", ("gone",), "gone"),
        ("value_of_time", None, "as in the tables"),
        ("cost_factor", 1.5, "1.5"),
        ("capacity_kind", "announced", "announced"),
    ],
)  # fmt: skip
def test_values_are_told_by_name(small: Frames, field: str, value: object, words: str) -> None:
    assert value_words(compile_network(small), field, value) == words


def test_every_field_that_bends_a_scenario_has_a_name() -> None:
    assert set(field_words()) == {field.name for field in dataclasses.fields(Scenario)} - {"scenario_id"}
