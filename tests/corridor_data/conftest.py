"""Copies of the small world that a test may spoil."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor_data.build import find_faults
from corridor_data.columns import TABLES
from corridor_data.findings import Finding

SMALL = Path(__file__).parents[1] / "small"

Plant = Callable[[str, str, str, str], int]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A copy of the small world's tables."""
    return Path(shutil.copytree(SMALL, tmp_path / "tables", ignore=shutil.ignore_patterns("*.md")))


@pytest.fixture
def real_tables(tmp_path: Path) -> Path:
    """A copy of the project's own tables."""
    return Path(shutil.copytree(TABLES, tmp_path / "real"))


def set_cell(folder: Path, table: str, row_id: str, column: str, value: str) -> int:
    """Write a value into the row whose first cell is `row_id`; return the line of the file."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        rows, lines = [], []
        start = 1
        for row in reader:
            rows.append(row)
            lines.append(start)
            start = reader.line_num + 1
    at = next(number for number, row in enumerate(rows) if number and row[0] == row_id)
    rows[at][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
    return lines[at]


@pytest.fixture
def plant(world: Path) -> Plant:
    """Spoil one cell of the small world: table, first cell of the row, column, value; gives the line."""

    def spoil(table: str, row_id: str, column: str, value: str) -> int:
        return set_cell(world, table, row_id, column, value)

    return spoil


@pytest.fixture
def faults(world: Path) -> Callable[[], list[Finding]]:
    """Every fault that the checks find in the spoiled world."""
    return lambda: find_faults(world)


@pytest.fixture
def fault(world: Path) -> Callable[[], Finding]:
    """The one fault that the checks find in the spoiled world."""

    def only() -> Finding:
        found = find_faults(world)
        assert len(found) == 1, [str(finding) for finding in found]
        return found[0]

    return only
