"""`corridor leagues`: of the built tables for the pages to read, of other tables into another folder."""

from collections.abc import Callable
from pathlib import Path

from dashboard.model.contingency.leagues import FOLDER, edition_of
from tests.dashboard.commands.conftest import FRAMES


def test_other_tables_do_not_take_the_place_of_the_built_ones(refused: Callable[..., str]) -> None:
    before = edition_of(FOLDER)
    assert "name one with --out." in refused("leagues")
    assert edition_of(FOLDER) == before != FRAMES.digest


def test_what_was_written_is_told(said: Callable[..., str], tmp_path: Path) -> None:
    words = said("leagues", "--out", str(tmp_path))
    assert words.startswith("Wrote closures.parquet: closures one and two at a time in 4 scenarios, ")
    assert words.endswith(f"edition {FRAMES.digest}\n")
    assert edition_of(tmp_path) == FRAMES.digest
