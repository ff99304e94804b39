"""The replay of the small world's events, and of the real ones."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.compiled import Compiled, compile_network
from dashboard.model.replays import ReplayQuestion, find_replay, list_calendar, list_states, state_of, undisturbed
from dashboard.model.scenario import Scenario, ScenarioError
from dashboard.model.worlds import resolve_scenario


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def real_network(real: Frames) -> Compiled:
    return compile_network(real)


def test_the_calendar_has_a_row_an_event_weak_ones_too(compiled: Compiled) -> None:
    calendar = list_calendar(compiled).set_index("event_id")
    assert calendar.loc["ev-border-2020", "start"] == pd.Timestamp("2020-03-01")
    assert calendar.loc["ev-border-2020", "end"] == pd.Timestamp("2020-06-30")
    assert calendar["drives"].to_dict() == {"ev-border-2020": True, "ev-storm-2024": True, "ev-rumour-2025": False}


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


def test_a_day_says_what_events_do_on_it(compiled: Compiled) -> None:
    found = find_replay(compiled, ReplayQuestion(dt.date(2020, 4, 1)))
    assert found.sentence() == (
        "On 1 Apr 2020 2 links were shut and 0 slowed by events. 2 Mt a year would have no way; the rest, on the mean, "
        "travels 83 hours longer and pays USD 2.3 a tonne less."
    )
    assert found.links()["link_id"].tolist() == ["rail-gauge-easty", "road-gauge-easty"]
    assert found.pairs()["has_way"].tolist() == [True, False]
    assert found.pairs()["undisturbed_hours"].notna().all()


def test_a_quiet_day_says_so(compiled: Compiled) -> None:
    assert find_replay(compiled, ReplayQuestion(dt.date(2023, 1, 1))).sentence() == (
        "On 1 Jan 2023 no dated event shut or slowed a link."
    )


def test_before_during_and_after_of_an_event(compiled: Compiled) -> None:
    phases = find_replay(compiled, ReplayQuestion(event="ev-storm-2024")).phases().set_index("phase")
    assert phases.index.tolist() == ["before", "during", "without", "after"]
    assert phases["slowed"].tolist() == [0, 1, 0, 0]


def test_a_weak_event_drives_only_where_it_is_asked_for(compiled: Compiled) -> None:
    found = find_replay(compiled, ReplayQuestion(event="ev-rumour-2025"))
    phases = found.phases().set_index("phase")
    assert phases.loc["during", "closed"] == 1
    assert phases.loc["without", "closed"] == 0
    assert "too weakly attested" in " ".join(found.notes())
    assert found.frame()["events"].str.contains("rumour").sum() == 0


def test_events_in_force_on_a_day_are_listed_with_the_weak_ones(compiled: Compiled) -> None:
    found = find_replay(compiled, ReplayQuestion(dt.date(2025, 1, 11)))
    assert found.shut()["event_id"].tolist() == ["ev-rumour-2025"]
    assert found.source_ids == ("news-one",)


@pytest.mark.parametrize("question", [ReplayQuestion(dt.date(1990, 1, 1)), ReplayQuestion(event="ev-none")])
def test_a_day_outside_the_data_or_an_unknown_event_gets_one_sentence(
    compiled: Compiled, question: ReplayQuestion
) -> None:
    with pytest.raises(ScenarioError) as caught:
        find_replay(compiled, question)
    assert str(caught.value).endswith(".")


def test_what_is_made_least_is_never_less_with_events_than_without(compiled: Compiled, real_network: Compiled) -> None:
    for network in (compiled, real_network):
        series = list_states(network, "time")
        assert (series["hours_longer"] >= -1e-9).all()
