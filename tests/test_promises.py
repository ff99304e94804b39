"""What the README promises, held against the code."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from dashboard.commands import NAMES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)


def tables() -> set[str]:
    with (ROOT / "corridor_data" / "tables" / "columns.csv").open(encoding="utf-8", newline="") as file:
        return {row["table"] for row in csv.DictReader(file)}


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    return [re.split(r"[<>=\[;]", line)[0] for line in named]


def test_the_pages_listed_are_those_of_the_navigation() -> None:
    app = (ROOT / "dashboard" / "app.py").read_text(encoding="utf-8")
    table = README.split("## What it answers")[1].split("## The command line")[0]
    listed = [name for cell in re.findall(r"^\| (.+?) \|", table, re.MULTILINE)[2:] for name in cell.split(", ")]
    assert sorted(listed) == sorted(re.findall(r'Entry\("\w+", lambda: say\("(.+?)"\)', app))


def test_the_two_commands_come_first() -> None:
    first_screen = "\n".join(README.splitlines()[:15])
    assert "make run" in first_screen
    assert "make test" in first_screen


@pytest.mark.parametrize("target", [t for t in TARGETS if t != "help"])
def test_every_task_is_explained(target: str) -> None:
    assert f"| `make {target}` |" in README


def test_every_task_explained_exists() -> None:
    assert set(re.findall(r"^\| `make ([a-z]+)` \|", README, re.MULTILINE)) <= set(TARGETS)


@pytest.mark.parametrize("table", sorted(tables()))
def test_every_table_is_named(table: str) -> None:
    assert f"`{table}`" in README


@pytest.mark.parametrize("package", dependencies())
def test_every_dependency_earns_its_place_in_the_table(package: str) -> None:
    table = README.split("## Dependencies")[1].split("##")[0]
    assert re.search(rf"\b{re.escape(package)}\b", table)


@pytest.mark.parametrize("command", re.findall(r"bin/corridor (\w+)", README))
def test_every_command_shown_exists(command: str) -> None:
    assert command in NAMES


def test_every_column_is_explained() -> None:
    with (ROOT / "corridor_data" / "tables" / "columns.csv").open(encoding="utf-8", newline="") as file:
        unexplained = [f"{row['table']}.{row['column']}" for row in csv.DictReader(file) if not row["meaning"].strip()]
    assert not unexplained


def test_the_top_of_the_repository_holds_what_it_should_and_no_more() -> None:
    allowed = {
        "pyproject.toml", "dashboard", "corridor_data", "tests", "Makefile", "README.md", "requirements.txt",
        "Dockerfile", "packages.txt", "LICENSE", "build",
    }  # fmt: skip
    top = {
        path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith(".egg-info")
    }
    assert top <= allowed


@pytest.mark.parametrize("lock", ["requirements.txt", "tests/requirements.txt"])
def test_a_lock_file_pins_every_package_and_names_no_index(lock: str) -> None:
    lines = [
        line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert all("==" in line or line == "-e ." for line in lines)
    assert not any("://" in line or line.startswith("--") for line in lines)


def test_the_locks_agree_on_every_package_that_both_pin() -> None:
    pins = [
        dict(
            line.split(";")[0].strip().split("==")
            for line in (ROOT / lock).read_text(encoding="utf-8").splitlines()
            if "==" in line
        )
        for lock in ("requirements.txt", "tests/requirements.txt")
    ]
    assert {name: version for name, version in pins[0].items() if pins[1].get(name, version) != version} == {}
