"""Journeys of the small world through the model, against the route model asked directly."""

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import Frames, load_tables
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.validation.journey_runs import JourneyRun, run_journeys
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.parts import Part

FRAMES = load_tables(Path(__file__).parents[3] / "small")
EAST, WEST = range(2)


def world(journeys: pd.DataFrame | None = None, events: pd.DataFrame | None = None) -> Frames:
    changes = {"journeys": journeys, "events": events}
    return dataclasses.replace(FRAMES, **{name: table for name, table in changes.items() if table is not None})


def runs(**columns: object) -> tuple[JourneyRun, ...]:
    journeys = FRAMES.journeys.copy()
    for name, value in columns.items():
        journeys[name] = pd.Series([value] * len(journeys), dtype=journeys[name].dtype)
    return run_journeys(compile_network(world(journeys)))


def test_a_run_is_what_the_route_model_says_of_the_same_question() -> None:
    compiled = compile_network(FRAMES)
    run = run_journeys(compiled)[EAST]
    question = RouteQuestion("NORTH", "SOUTH", via=("CROSS", "GAUGE"), modes=("rail",), date=dt.date(2024, 6, 15))
    asked = find_routes(compiled, question).routes[0]
    assert run.km == asked.length_km
    assert [24 * days for days in run.days_span] == pytest.approx(asked.hours)
    assert run.usd_per_t == pytest.approx(asked.cost_usd_per_t)
    assert run.link_ids == asked.link_ids
    assert run.lifted == ()


def test_the_terms_of_a_run_add_up_to_its_central_days() -> None:
    for run in run_journeys(compile_network(FRAMES)):
        assert run.days[:, 1].sum() == pytest.approx(run.days_span[1])
        assert len(run.part) == len(run.parameter) == len(run.days)


def test_of_a_sailing_only_the_time_on_the_water_counts() -> None:
    ferry = {"origin_place": "QUAYN", "destination_place": "QUAYS", "via_places": pd.NA, "mode": "sea"}
    whole, sailing = runs(**ferry)[EAST], runs(**ferry, days_scope="sailing")[EAST]
    assert sailing.days_span[1] == 2.0
    assert set(sailing.part.tolist()) == {int(Part.MOVING)}
    assert whole.days_span[1] > sailing.days_span[1] + 3
    assert whole.km == sailing.km == 771


def test_an_end_that_is_no_place_is_said_and_nothing_is_made_up() -> None:
    run = runs(destination_place=pd.NA)[EAST]
    assert not run.found
    assert "not a place" in run.problem
    assert run.days.shape == (0, 3)
    assert pd.isna(run.km)


def test_a_loop_cannot_be_run() -> None:
    assert "same place" in runs(destination_place="NORTH", via_places=pd.NA)[EAST].problem


def test_a_closure_of_the_day_is_lifted_for_a_journey_that_was_published_all_the_same() -> None:
    run = runs(date="2020-05", via_places=pd.NA)[EAST]
    assert run.found
    assert run.lifted == ("ev-border-2020",)


def test_a_way_that_was_never_built_is_a_problem_that_names_the_gap() -> None:
    run = runs(origin_place="QUAYS", destination_place="SOUTH", via_places=pd.NA, mode="rail")[EAST]
    assert not run.found
    assert "rail-quays-south" in run.problem


@pytest.mark.parametrize(("via", "charged"), [("QUAYS", False), ("QUAYN", True)])
def test_who_names_the_passage_does_not_sail_round_it(via: str, charged: bool) -> None:
    events = FRAMES.events.copy()
    storm = events["event_id"] == "ev-storm-2024"
    events.loc[storm, "subject_kind"] = "passage"
    events.loc[storm, "link_ids"] = "sea-quayn-quays"
    journeys = FRAMES.journeys.copy()
    journeys["date"] = pd.Series(["2024-11-25"] * len(journeys), dtype=journeys["date"].dtype)
    journeys["via_places"] = pd.Series([pd.NA, via], dtype=journeys["via_places"].dtype)
    run = run_journeys(compile_network(world(journeys, events)))[WEST]
    assert (int(Part.EVENT) in run.part.tolist()) == charged
