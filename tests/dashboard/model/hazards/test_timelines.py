"""Stretches of days on which nothing changes, and a journey through them."""

import datetime as dt
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.hazards.timelines import (
    Stretch,
    journey_in,
    list_journeys,
    list_states,
    list_stretches,
    shipment_between,
    state_of,
    undisturbed,
)
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, ScenarioError
from dashboard.model.world.worlds import resolve_scenario


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def real_network(real: Frames) -> Compiled:
    return compile_network(real)


def test_the_series_steps_where_events_begin_and_have_ended(compiled: Compiled) -> None:
    series = list_states(compiled, "generalised")
    assert series["start"].dt.date.tolist() == [
        dt.date(2020, 3, 1), dt.date(2020, 7, 1), dt.date(2024, 11, 20), dt.date(2024, 12, 6),
    ]  # fmt: skip
    assert series["events"].tolist() == ["ev-border-2020", "", "ev-storm-2024", ""]


def test_while_the_border_is_shut_steel_has_no_way_and_grain_travels_longer(compiled: Compiled) -> None:
    first = list_states(compiled, "generalised").iloc[0]
    assert (first["closed"], first["served"], first["unserved_mt"]) == (2, 1, 2)
    assert first["hours_longer"] == pytest.approx(82.914)


def test_stretches_follow_each_other_without_a_gap_and_reach_the_last_known_day(real_network: Compiled) -> None:
    series = list_states(real_network, "generalised")
    assert ((series["start"].iloc[1:].to_numpy() - series["end"].iloc[:-1].to_numpy()) == np.timedelta64(1, "D")).all()
    assert series["start"].iloc[0] == pd.Timestamp("2019-01-01")
    assert series["end"].iloc[-1] == pd.Timestamp("2026-07-02")


def test_any_day_inside_a_stretch_has_its_state(real_network: Compiled) -> None:
    series = list_states(real_network, "generalised")
    for row in series.sample(6, random_state=1).itertuples():
        day = (row.start + (row.end - row.start) / 2).date()
        world = resolve_scenario(real_network, Scenario(day))
        state = state_of(world, undisturbed(world), "generalised")
        assert (state.closed, state.slowed, state.served) == (row.closed, row.slowed, row.served)
        assert state.mean_hours == pytest.approx(row.mean_hours)
        assert state.hours_longer == pytest.approx(row.hours_longer)


def test_no_two_stretches_that_follow_each_other_have_one_network(real_network: Compiled) -> None:
    parts = list_stretches(real_network)
    same = [
        part.start
        for before, part in pairwise(parts)
        if (before.world.open == part.world.open).all()
        and before.events == part.events
        and before.world.closures.keys() == part.world.closures.keys()
    ]
    assert len(same) <= 2  # a railway opened whose road ran beside it already


def test_what_is_made_least_is_never_less_with_events_than_without(compiled: Compiled, real_network: Compiled) -> None:
    for network in (compiled, real_network):
        assert (list_states(network, "time")["hours_longer"] >= -1e-9).all()
    journeys = list_journeys(real_network, "CNSIA", "IRAPRI", "time")
    assert (journeys["hours"] >= journeys["undisturbed_hours"] - 1e-9).all()
    dollars = list_journeys(real_network, "CNSIA", "IRAPRI", "cost")
    assert (dollars["usd_per_t"] >= dollars["undisturbed_usd_per_t"] - 1e-9).all()


def test_a_journey_goes_round_the_shut_border_and_back_by_it(compiled: Compiled) -> None:
    journeys = list_journeys(compiled, "NORTH", "SOUTH", "generalised")
    assert "rail-gauge-easty" not in journeys["links"].iloc[0]
    assert journeys["links"].iloc[1].split(";") == [
        "rail-north-cross", "rail-cross-gauge", "rail-gauge-easty", "rail-easty-south",
    ]  # fmt: skip
    assert journeys["hours"].iloc[1] == journeys["undisturbed_hours"].iloc[1]


def test_a_journey_without_a_way_has_no_hours_and_no_dollars(compiled: Compiled) -> None:
    day = dt.date(2023, 1, 1)
    shut, calm = (resolve_scenario(compiled, Scenario(day, closed_places=closed)) for closed in (("SOUTH",), ()))
    journey = journey_in(Stretch(day, day, shut, calm), shipment_between(compiled, "NORTH", "SOUTH"), "time")
    assert (journey["has_way"], journey["links"]) == (False, "")
    assert np.isnan([journey["hours"], journey["usd_per_t"]]).all()
    assert journey["undisturbed_hours"] > 0


@pytest.mark.parametrize(("origin", "destination"), [("NORTH", "NORTH"), ("Atlantis", "SOUTH"), ("NORTH", "")])
def test_ends_that_are_no_two_places_get_one_sentence(compiled: Compiled, origin: str, destination: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        shipment_between(compiled, origin, destination)
    assert str(caught.value).endswith((".", "?"))


def test_ends_are_understood_by_name(compiled: Compiled) -> None:
    assert (
        shipment_between(compiled, "Northgate", "SOUTH").titles == shipment_between(compiled, "NORTH", "SOUTH").titles
    )
