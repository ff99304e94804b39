"""Scenarios, events and the worlds they make of the small network."""

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.events import events_in_force, list_events
from dashboard.model.world.scenario import Scenario, ScenarioError, check_scenario, dates_covered, find_scenario
from dashboard.model.world.worlds import World, link_title, parts_in, resolve_scenario, value_of_time, vectors_in

FRAMES = load_tables(Path(__file__).parents[3] / "small")
COMPILED = compile_network(FRAMES)
SUMMER = dt.date(2024, 6, 1)


def world(date: dt.date = SUMMER, **changes: object) -> World:
    return resolve_scenario(COMPILED, Scenario(date=date, **changes))  # type: ignore[arg-type]


def shut(found: World) -> set[str]:
    return {COMPILED.link_ids[link] for link in np.unique(COMPILED.link[~found.open]) if link >= 0}


def changed(**columns: tuple[str, str, object]) -> Compiled:
    """Return the network after cells of its tables changed: table = (key, column, value)."""
    tables = {}
    for table, (key, column, value) in columns.items():
        frame = getattr(FRAMES, table).copy()
        frame.loc[frame.iloc[:, 0] == key, column] = value
        tables[table] = frame
    return compile_network(dataclasses.replace(FRAMES, **tables))


def test_only_the_plan_is_shut_on_a_plain_day() -> None:
    assert shut(world()) == {"rail-quays-south"}
    assert world().closures["rail-quays-south"].reason == "planned, announced for Jun 2028"


def test_an_announced_year_opens_nothing_by_itself() -> None:
    last = dates_covered(FRAMES)[1]
    assert "rail-quays-south" in shut(world(last))


def test_a_link_taken_as_open_and_a_project_taken_as_done_open_it() -> None:
    assert shut(world(opened_links=("rail-quays-south",))) == set()
    project = FRAMES.projects.loc[FRAMES.projects["link_ids"] == "rail-quays-south", "project_id"].iloc[0]
    assert shut(world(projects=(project,))) == set()


def test_a_link_opened_later_is_not_there_yet() -> None:
    made = changed(links=("rail-north-cross", "opened", "2023-03"))
    before = resolve_scenario(made, Scenario(dt.date(2023, 2, 28)))
    after = resolve_scenario(made, Scenario(dt.date(2023, 3, 1)))
    assert before.closures["rail-north-cross"].kind == "not_yet"
    assert "rail-north-cross" not in after.closures


def test_an_event_shuts_its_links_on_its_days_alone() -> None:
    border = {"rail-gauge-easty", "road-gauge-easty"}
    assert border <= shut(world(dt.date(2020, 3, 1)))
    assert border <= shut(world(dt.date(2020, 6, 30)))
    assert not border & shut(world(dt.date(2020, 7, 1)))
    closure = world(dt.date(2020, 4, 1)).closures["rail-gauge-easty"]
    assert (closure.kind, closure.event_id) == ("event", "ev-border-2020")
    assert closure.reason == "Border closed, 1 Mar 2020 to 30 Jun 2020"


def test_an_event_left_out_shuts_nothing_and_one_added_shuts_any_day() -> None:
    assert shut(world(dt.date(2020, 4, 1), without_events=("ev-border-2020",))) == {"rail-quays-south"}
    assert "rail-gauge-easty" in shut(world(with_events=("ev-border-2020",)))


def test_a_weak_event_drives_nothing_unless_asked_for() -> None:
    assert "road-quays-south" not in shut(world(dt.date(2025, 1, 11)))
    assert "road-quays-south" in shut(world(dt.date(2025, 1, 11), with_events=("ev-rumour-2025",)))


def test_an_end_that_was_not_found_is_the_day_of_the_newest_evidence() -> None:
    rumour = next(event for event in list_events(COMPILED) if event.event_id == "ev-rumour-2025")
    assert rumour.end == dt.date(2025, 1, 12)
    assert rumour.covers(dt.date(2025, 1, 12))
    assert not rumour.covers(dt.date(2025, 1, 13))


def test_an_event_still_going_on_has_no_end() -> None:
    made = changed(events=("ev-border-2020", "end_kind", "ongoing"))
    event = next(event for event in list_events(made) if event.event_id == "ev-border-2020")
    assert event.end is None
    assert event.covers(dt.date(2030, 1, 1))


def test_a_storm_at_a_port_delays_its_ships_and_nothing_else() -> None:
    stormy, calm = world(dt.date(2024, 12, 1)), world()
    later = vectors_in(stormy, "ordinary").hours - vectors_in(calm, "ordinary").hours
    sailing = COMPILED.link == COMPILED.link_index["sea-quayn-quays"]
    assert later[sailing].tolist() == [48.0, 48.0]
    assert (later[~sailing] == 0).all()


def test_an_event_that_closes_a_port_stops_its_ships_and_their_handling_but_not_its_roads() -> None:
    made = changed(events=("ev-storm-2024", "severity", "closed"))
    found = resolve_scenario(made, Scenario(dt.date(2024, 12, 1)))
    at_port = made.state_place[made.tail] == made.place_index["QUAYS"]
    by_ship = np.array([code.startswith("ship") for code in made.state_code])
    touches = at_port & (by_ship[made.tail] | by_ship[made.head])
    assert not found.open[touches].any()
    assert found.open[made.link == made.link_index["road-quays-south"]].all()


def test_a_closed_place_shuts_everything_in_it_and_around_it() -> None:
    found = world(closed_places=("CROSS",))
    touches = [
        COMPILED.place_index["CROSS"] in pair
        for pair in zip(COMPILED.state_place[COMPILED.tail], COMPILED.state_place[COMPILED.head], strict=True)
    ]
    assert not found.open[touches].any()
    assert found.open[~np.array(touches) & (COMPILED.link != COMPILED.link_index["rail-quays-south"])].all()


def test_a_suspended_link_is_shut_for_ever_unless_an_event_dates_it() -> None:
    undated = changed(links=("road-quays-south", "status", "suspended"))
    assert resolve_scenario(undated, Scenario(SUMMER)).closures["road-quays-south"].kind == "suspended"
    dated = changed(links=("rail-gauge-easty", "status", "suspended"))
    assert "rail-gauge-easty" not in resolve_scenario(dated, Scenario(SUMMER)).closures
    assert "rail-gauge-easty" in resolve_scenario(dated, Scenario(dt.date(2020, 4, 1))).closures


def test_a_link_whose_traffic_ended_runs_until_that_day() -> None:
    made = changed(links=("road-quays-south", "closed", "2024-06-02"))
    assert "road-quays-south" not in resolve_scenario(made, Scenario(SUMMER)).closures
    assert resolve_scenario(made, Scenario(dt.date(2024, 6, 2))).closures["road-quays-south"].kind == "ended"


def test_multipliers_stretch_what_they_name_and_nothing_else() -> None:
    plain = vectors_in(world(), "ordinary")
    slow = vectors_in(world(speed_factor=0.5, cost_factor=3.0), "ordinary")
    borders = vectors_in(world(border_factor=2.0), "ordinary")
    inland = COMPILED.link == COMPILED.link_index["rail-cross-gauge"]
    assert np.allclose(slow.hours[inland], 2 * plain.hours[inland])
    assert np.allclose(slow.usd, 3 * plain.usd)
    assert np.array_equal(slow.kg, plain.kg)
    crossing = COMPILED.link == COMPILED.link_index["rail-gauge-easty"]
    assert np.allclose(borders.hours[crossing] - plain.hours[crossing], 30)
    assert np.array_equal(borders.hours[inland], plain.hours[inland])


def test_the_same_scenario_is_resolved_once() -> None:
    assert world() is world()
    assert parts_in(world(), "ordinary") is parts_in(world(), "ordinary")


def test_the_value_of_time_is_that_of_the_scenario_or_else_of_the_table() -> None:
    assert value_of_time(world())[0] == 5
    assert value_of_time(world(value_of_time=1.5)) == (1.5, -1)


def test_a_link_is_titled_by_the_places_it_joins() -> None:
    assert link_title(COMPILED, COMPILED.link_index["rail-north-cross"]) == "Northgate–Crossway"


def test_a_named_scenario_is_its_row() -> None:
    assert find_scenario(FRAMES, "sc-slow").border_factor == 2
    assert find_scenario(FRAMES, "sc-slow").cost_factor == 1.2
    assert find_scenario(FRAMES, "sc-2030").opened_links == ("rail-quays-south",)


def test_every_named_scenario_resolves() -> None:
    for name in FRAMES.scenarios["scenario_id"]:
        assert resolve_scenario(COMPILED, find_scenario(FRAMES, name)).open.any()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"date": dt.date(1990, 1, 1)},
            r"1 Jan 1990 lies outside the data, which run from 1 Mar 2020 to 31 Dec 2030\.",
        ),
        ({"closed_links": ("nothing",)}, "There is no link “nothing” to close or open."),
        ({"closed_places": ("nowhere",)}, "There is no place “nowhere” to close."),
        ({"with_events": ("never",)}, "There is no event “never”."),
        ({"projects": ("castle",)}, "There is no project “castle”."),
        ({"closed_links": ("rail-quays-south",), "opened_links": ("rail-quays-south",)}, "both closed and opened"),
        ({"speed_factor": 0.0}, "multiplier on speed must lie above 0"),
        ({"border_factor": float("nan")}, "multiplier on border hours"),
        ({"value_of_time": -1.0}, "value of time must lie between"),
        ({"capacity_kind": "wishful"}, "“wishful” is not a kind of capacity"),
    ],
)
def test_a_scenario_that_cannot_be_is_answered_in_a_sentence(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        check_scenario(FRAMES, Scenario(**{"date": SUMMER, **changes}))  # type: ignore[arg-type]


def test_an_unknown_scenario_is_answered_with_the_known() -> None:
    with pytest.raises(ScenarioError, match=r"“sc-x” is not a scenario\. There are: sc-2024, sc-2030"):
        find_scenario(FRAMES, "sc-x")


def test_events_in_force_are_those_of_the_day() -> None:
    assert [event.event_id for event in events_in_force(COMPILED, Scenario(dt.date(2024, 12, 1)))] == ["ev-storm-2024"]
    assert events_in_force(COMPILED, Scenario(SUMMER)) == ()


def test_an_event_of_one_mode_leaves_the_other_open() -> None:
    made = changed(events=("ev-border-2020", "modes", "road"))
    found = resolve_scenario(made, Scenario(dt.date(2020, 4, 1)))
    assert "road-gauge-easty" in found.closures
    assert "rail-gauge-easty" not in found.closures


def test_an_event_that_names_no_link_bears_on_the_border_links_of_its_places() -> None:
    made = changed(events=("ev-border-2020", "link_ids", pd.NA))
    event = next(event for event in list_events(made) if event.event_id == "ev-border-2020")
    assert {made.link_ids[number] for number in event.links} == {"rail-gauge-easty", "road-gauge-easty"}
