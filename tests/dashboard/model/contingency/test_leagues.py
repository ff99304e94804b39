"""The kept leagues of closures: of this edition, the same as found anew, and never shown for another question."""

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import Frames, load_frames
from dashboard.model.contingency.contingencies import COLUMNS, ClosureQuestion, find_closures
from dashboard.model.contingency.leagues import (
    DEPTHS,
    FOLDER,
    TOP,
    build_leagues,
    find_league,
    kept_league,
    write_leagues,
)
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, find_scenario, last_known_day
from dashboard.model.world.worlds import World, resolve_scenario

CURE = "the tables have changed since the leagues were made: run `make data`, or `corridor leagues` alone, and commit"


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def folder(small: Frames, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the leagues of the small world."""
    path = tmp_path_factory.mktemp("leagues")
    write_leagues(small, path)
    return path


def named(compiled: Compiled, name: str = "sc-2024") -> World:
    return resolve_scenario(compiled, find_scenario(compiled.frames, name))


def test_a_committed_league_equals_the_one_found_anew() -> None:
    frames = load_frames()
    world = resolve_scenario(compile_network(frames), find_scenario(frames, "latest-known"))
    for depth in DEPTHS:
        question = ClosureQuestion(depth=depth, top=TOP)
        kept, found = kept_league(world, question), find_closures(world, question)
        assert kept is not None, CURE
        pd.testing.assert_frame_equal(kept.rows, found.rows, check_dtype=False, rtol=1e-6)
        assert kept.counted == found.counted


def test_the_committed_leagues_are_small_and_cover_every_named_scenario() -> None:
    frames = load_frames()
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_000_000
    for name in frames.scenarios["scenario_id"]:
        world = resolve_scenario(compile_network(frames), find_scenario(frames, name))
        assert all(kept_league(world, ClosureQuestion(depth=depth)) is not None for depth in DEPTHS), name


def test_the_network_of_the_day_is_the_latest_known_scenario(real: Frames) -> None:
    world = resolve_scenario(compile_network(real), Scenario(last_known_day(real)))
    assert kept_league(world, ClosureQuestion()) is not None


def test_what_is_kept_answers_as_what_is_found(compiled: Compiled, folder: Path) -> None:
    world = named(compiled)
    for depth in DEPTHS:
        question = ClosureQuestion(depth=depth)
        kept, found = kept_league(world, question, folder), find_closures(world, question)
        assert kept is not None
        pd.testing.assert_frame_equal(kept.rows, found.rows, check_dtype=False)
        assert (kept.sentence(), kept.subtitle(), kept.notes()) == (found.sentence(), found.subtitle(), found.notes())


def test_fewer_rows_are_the_first_of_those_kept(compiled: Compiled, folder: Path) -> None:
    kept = kept_league(named(compiled), ClosureQuestion(top=2), folder)
    assert kept is not None
    assert kept.rows["rank"].tolist() == [1, 2]


@pytest.mark.parametrize(
    "question",
    [
        {"rank": "hours"}, {"least": "time"}, {"level": "high"}, {"kinds": ()}, {"top": TOP + 1}, {"top": 0},
        {"depth": 3},
    ],
)  # fmt: skip
def test_another_question_is_not_answered_by_what_is_kept(
    compiled: Compiled, folder: Path, question: dict[str, object]
) -> None:
    assert kept_league(named(compiled), ClosureQuestion(**question), folder) is None  # type: ignore[arg-type]


def test_a_bent_scenario_is_not_answered_by_what_is_kept(compiled: Compiled, folder: Path) -> None:
    bent = dataclasses.replace(named(compiled).scenario, closed_links=("rail-gauge-easty",))
    assert kept_league(resolve_scenario(compiled, bent), ClosureQuestion(), folder) is None
    unnamed = resolve_scenario(compiled, Scenario(dt.date(2024, 6, 2)))
    assert kept_league(unnamed, ClosureQuestion(), folder) is None


def test_leagues_of_another_edition_are_not_used(small: Frames, folder: Path) -> None:
    other = compile_network(dataclasses.replace(small, digest="another"))
    assert kept_league(named(other), ClosureQuestion(), folder) is None
    assert find_league(named(other), ClosureQuestion()).rows.equals(find_closures(named(other), ClosureQuestion()).rows)


def test_a_folder_without_leagues_is_no_fault(compiled: Compiled, tmp_path: Path) -> None:
    assert kept_league(named(compiled), ClosureQuestion(), tmp_path) is None


def test_the_file_is_written_whole_and_alike_every_time(small: Frames, folder: Path, tmp_path: Path) -> None:
    path = write_leagues(small, tmp_path)
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == (folder / path.name).read_bytes()


def test_a_league_without_rows_keeps_its_counts(small: Frames, tmp_path: Path) -> None:
    nothing = dataclasses.replace(small, digest="nothing", demands=small.demands.iloc[:0])
    write_leagues(nothing, tmp_path)
    compiled = compile_network(nothing)
    kept = kept_league(named(compiled), ClosureQuestion(), tmp_path)
    assert kept is not None
    assert kept.rows.empty
    assert kept.counted == find_closures(named(compiled), ClosureQuestion()).counted


def test_only_the_scenarios_asked_for_are_built(small: Frames) -> None:
    table = build_leagues(small, ("sc-2030",))
    assert set(table["scenario_id"]) == {"sc-2030"}
    assert set(COLUMNS) <= set(table.columns)
