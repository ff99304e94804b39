"""Which published figures changed, by how much, and why."""

import shutil
import subprocess

import pytest

from corridor_data.build import build
from corridor_data.changes import Change, UnknownStateError, compare, frames_of
from corridor_data.columns import read_columns


@pytest.fixture
def old(world, tmp_path):
    return shutil.copytree(world, tmp_path / "old")


def _compare(old, new):
    return compare(frames_of(str(old)), frames_of(str(new)), read_columns())


def test_nothing_changed_between_a_state_and_itself(old, world):
    found = _compare(old, world)
    assert (found.changes, found.added, found.removed, found.reworded) == ((), {}, {}, {})


def test_a_changed_figure_comes_with_its_amount_and_its_reason(old, world, plant):
    plant("trade", "tr-2024", "value", "342000000")
    (change,) = _compare(old, world).changes
    assert str(change) == (
        "trade tr-2024 [value] 340000000 -> 342000000 (+2000000, +0.59 %). Revised by the statistics office"
    )


def test_a_change_without_an_entry_says_so(old, world, plant):
    plant("links", "rail-north-cross", "length_km", "800.5")
    (change,) = _compare(old, world).changes
    assert str(change) == "links rail-north-cross [length_km] 801 -> 800.5 (-0.5, -0.06 %). No reason is on record"


def test_the_newest_entry_of_the_log_gives_the_reason(old, world, plant):
    plant("trade", "tr-2024", "value", "342000000")
    with (world / "changes.csv").open("a") as log:
        log.write("2025-06-01,trade,tr-2024,value,340000000,342000000,Revised again\n")
    assert [change.reason for change in _compare(old, world).changes] == ["Revised again"]


def test_a_row_that_went_takes_its_figures_with_it(old, world):
    path = world / "fx_rates.csv"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if "EUR" not in line))
    found = _compare(old, world)
    assert [str(change) for change in found.changes] == [
        "fx_rates EUR|2024-06-01|kz-stat [usd_per_unit] 1.08 -> missing. No reason is on record"
    ]
    assert found.removed == {"fx_rates": 1}


def test_a_figure_that_came_and_words_that_changed_are_told_apart(old, world, plant):
    plant("journeys", "jn-west", "km", "2000")
    plant("places", "NORTH", "name", "Northport")
    found = _compare(old, world)
    assert [(change.key, change.old, change.new) for change in found.changes] == [("jn-west", "", "2000")]
    assert found.reworded == {"places": 1}


def test_rows_that_came_are_counted(old, world):
    path = world / "fx_rates.csv"
    path.write_text(path.read_text() + "RUB,2024-06-01,0.011,kz-stat,\n")
    assert _compare(old, world).added == {"fx_rates": 1}


def test_built_files_and_tables_of_one_state_are_the_same(world, tmp_path):
    build(world, tmp_path / "built")
    assert _compare(tmp_path / "built", world).changes == ()


def test_a_column_that_a_state_did_not_have_is_no_change(old, world):
    tables = frames_of(str(old))
    tables["links"] = tables["links"].drop(columns="length_km")
    assert compare(tables, frames_of(str(world)), read_columns()).changes == ()


def test_a_fall_to_nothing_has_an_amount_and_no_division_by_zero():
    assert "(+3)" in str(Change("t", "k", "c", "0", "3", "why"))
    assert "(-3, -100.00 %)" in str(Change("t", "k", "c", "3", "0", "why"))


@pytest.mark.parametrize("name", ["no-such-thing", "--output=x", "HEAD:README.md"])
def test_a_name_of_nothing_is_refused(name):
    with pytest.raises(UnknownStateError, match="is neither a folder of tables or built files nor a revision"):
        frames_of(name)


def test_without_git_a_revision_is_unknown_and_no_traceback(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnknownStateError):
        frames_of("HEAD")


def test_a_revision_of_a_repository_is_read_from_its_tables(world, tmp_path, monkeypatch):
    root = tmp_path / "repository"
    shutil.copytree(world, root / "corridor_data" / "tables")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(root)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Start"]):
        subprocess.run([*git, *command], check=True)
    monkeypatch.setattr("corridor_data.changes.TABLES", root / "corridor_data" / "tables")
    assert frames_of("HEAD")["places"].place_id.tolist() == frames_of(str(world))["places"].place_id.tolist()


def test_a_folder_of_other_files_is_no_state(tmp_path):
    (tmp_path / "shopping.csv").write_text("milk,eggs\n1,2\n")
    with pytest.raises(UnknownStateError, match="is neither a folder of tables"):
        frames_of(str(tmp_path))


def test_a_built_file_that_cannot_be_read_is_named(world, tmp_path):
    build(world, tmp_path / "built")
    (tmp_path / "built" / "links.parquet").write_bytes(b"junk")
    with pytest.raises(UnknownStateError, match=r"links.parquet is no parquet file that can be read"):
        frames_of(str(tmp_path / "built"))
