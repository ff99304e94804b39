"""The arguments that say the state of the world, and the files that tables are written to."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.commands.command import CommandError
from dashboard.commands.worlds import add_world_arguments, rounded_table, world_of, write_table
from dashboard.model.place_names import UnknownPlaceError
from dashboard.model.world.scenario import Scenario, ScenarioError

FRAMES = load_tables(Path(__file__).parents[2] / "small")
TABLE = pd.DataFrame({"name": ["Сарахс", None], "mt": [1.5, float("nan")]})


def scenario(*arguments: str) -> Scenario:
    parser = argparse.ArgumentParser()
    add_world_arguments(parser)
    return world_of(parser.parse_args(arguments), FRAMES).scenario


def test_without_arguments_it_is_the_last_known_day_by_practical_capacity() -> None:
    assert scenario() == Scenario(date=dt.date(2025, 1, 12))


def test_links_are_closed_by_id_and_places_by_name() -> None:
    found = scenario("--close", "rail-cross-gauge", "--close", "Quay North", "--close", "SOUTH")
    assert (found.closed_links, found.closed_places) == (("rail-cross-gauge",), ("QUAYN", "SOUTH"))


def test_a_named_scenario_is_bent_by_the_rest() -> None:
    found = scenario("--scenario", "sc-2030", "--kind", "nameplate", "--close", "rail-cross-gauge")
    assert (found.scenario_id, found.date, found.capacity_kind) == ("sc-2030", dt.date(2030, 1, 1), "nameplate")
    assert (found.opened_links, found.closed_links) == (("rail-quays-south",), ("rail-cross-gauge",))


def test_plans_are_opened_by_link_or_by_project() -> None:
    assert scenario("--open", "rail-quays-south").opened_links == ("rail-quays-south",)
    assert scenario("--project", "missing-link").projects == ("missing-link",)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--close", "moon"), UnknownPlaceError),
        (("--open", "moon"), ScenarioError),
        (("--project", "moon"), ScenarioError),
        (("--scenario", "moon"), ScenarioError),
        (("--date", "1900-01-01"), ScenarioError),
        (("--date", "soon"), CommandError),
    ],
)
def test_what_does_not_exist_is_refused(arguments: tuple[str, ...], error: type[Exception]) -> None:
    with pytest.raises(error):
        scenario(*arguments)


READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": pd.read_csv,
    ".parquet": pd.read_parquet,
    ".CSV": pd.read_csv,
}


@pytest.mark.parametrize("ending", READERS)
def test_a_table_is_read_back_as_it_was_written(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"table{ending}"
    write_table(TABLE, file)
    found = READERS[ending](file)
    assert found["name"].isna().tolist() == [False, True]
    pd.testing.assert_frame_equal(found.dropna(), TABLE.dropna(), check_dtype=False)


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_table(TABLE, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, ending: str) -> None:
    with pytest.raises(CommandError, match=r"cannot be written: No such file or directory\.$"):
        write_table(TABLE, tmp_path / "nowhere" / f"table{ending}")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(CommandError, match=r"cannot be written: Is a directory\.$"):
        write_table(TABLE, tmp_path / "folder.csv")


@pytest.mark.parametrize("name", ["table.xlsx", "table", "csv"])
def test_other_endings_are_refused_and_leave_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="ends neither in"):
        write_table(TABLE, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_figures_are_shown_to_three_digits_and_missing_ones_are_empty() -> None:
    assert rounded_table(TABLE.assign(big=[12345.678, 0.00012]), ("name", "mt", "big")).splitlines() == [
        "name    mt   big",
        "------  ---  --------",
        "Сарахс  1.5  1.23e+04",
        "             0.00012",
    ]
