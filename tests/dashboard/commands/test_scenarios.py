"""`scenarios` on the small world: list, save, check, schema."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.cli import WRONG, main
from dashboard.model.world.scenario_files import scenario_schema
from tests.dashboard.commands.conftest import FRAMES
from tests.dashboard.model.world.test_scenario_files import file


def test_all_named_scenarios_are_listed_with_their_days(said: Callable[..., str]) -> None:
    lines = said("scenarios").splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["sc-2024", "sc-2030", "sc-border-2020", "sc-slow"]
    assert "2020-04-15" in lines[4]


def test_the_schema_is_printed(said: Callable[..., str]) -> None:
    assert json.loads(said("scenarios", "--schema")) == scenario_schema()


def test_a_scenario_is_saved_bent_by_hand_and_read_again(said: Callable[..., str], tmp_path: Path) -> None:
    out = tmp_path / "slow.json"
    assert "“Slow borders” is saved in" in said("scenarios", "sc-slow", "--out", str(out))
    out.write_text(out.read_text("utf-8").replace('"border_factor": 2.0', '"border_factor": 3.0'), encoding="utf-8")
    assert json.loads(said("scenarios", str(out)))["scenario"]["border_factor"] == 3.0


def test_every_fault_of_a_file_is_told_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(file(closed_links=["rail-guage-easty"], cost_factor=-1), encoding="utf-8")
    assert main(("scenarios", str(path)), FRAMES) == WRONG
    printed = capsys.readouterr()
    head, *lines = printed.err.strip().splitlines()
    assert printed.out == ""
    assert "2 faults in the scenario file" in head
    assert lines == [
        'line 7, scenario.closed_links[0]: "rail-guage-easty" – there is no such name; did you mean rail-gauge-easty?',
        "line 9, scenario.cost_factor: -1 – write a number above 0 and up to 100",
    ]


def test_a_place_that_cannot_be_written_is_told_in_one_line(refused: Callable[..., str], tmp_path: Path) -> None:
    out = tmp_path / "no-such-folder" / "slow.json"
    assert "cannot be written: No such file or directory." in refused("scenarios", "sc-slow", "--out", str(out))
