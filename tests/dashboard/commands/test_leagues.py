"""`corridor leagues`: of the built tables for the pages to read, of other tables into another folder."""

from collections.abc import Callable
from pathlib import Path

from dashboard.model.contingency.contingencies import ClosureQuestion
from dashboard.model.contingency.leagues import FOLDER, kept_league
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import find_scenario
from dashboard.model.world.worlds import resolve_scenario
from tests.dashboard.commands.conftest import FRAMES


def test_other_tables_do_not_take_the_place_of_the_built_ones(refused: Callable[..., str]) -> None:
    before = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    assert "name one with --out." in refused("leagues")
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == before


def test_what_was_written_is_told_and_answers(said: Callable[..., str], tmp_path: Path) -> None:
    words = said("leagues", "--out", str(tmp_path))
    assert words.startswith("Wrote closures.parquet: closures one and two at a time in 4 scenarios, ")
    assert words.endswith(f"edition {FRAMES.digest}\n")
    world = resolve_scenario(compile_network(FRAMES), find_scenario(FRAMES, "sc-2024"))
    assert kept_league(world, ClosureQuestion(), tmp_path) is not None
