"""Frictionless judges the tables as CSV and as parquet, and shows that it would notice a fault."""

import shutil
from pathlib import Path

import frictionless
import pytest
from frictionless import Package

from corridor_data.build import built_files
from corridor_data.columns import PARQUET, TABLES, read_columns
from corridor_data.editions import make_edition
from corridor_data.packages import PACKAGE, data_package
from corridor_data.read import read_tables

SMALL = Path(__file__).parents[1] / "small"

pytestmark = pytest.mark.judge


def _package(tables, folder, file_format):
    """Write the tables and their description, faults and all; return the path of the description."""
    schema = read_columns(tables)
    if file_format == "parquet":
        folder.mkdir()
        for name, content in built_files(schema, make_edition(schema, read_tables(tables, schema)[0])).items():
            (folder / name).write_bytes(content)
    else:
        shutil.copytree(tables, folder)
        (folder / PACKAGE).write_bytes(data_package(schema, "csv"))
    return str(folder / PACKAGE)


def _judge(path, capsys):
    """Return the faults that frictionless finds, table by table, and print the count."""
    report = Package(path).validate()
    faults = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    with capsys.disabled():
        passed = sum(task.valid for task in report.tasks)
        print(f"\nfrictionless {frictionless.__version__}: {passed} tables passed, {len(report.tasks) - passed} failed")
    return faults + [error.message for error in report.errors]


def test_the_tables_are_valid_as_csv(tmp_path, capsys):
    assert _judge(_package(TABLES, tmp_path / "csv", "csv"), capsys) == []


def test_the_committed_files_are_valid_as_parquet(capsys):
    assert _judge(str(PARQUET / PACKAGE), capsys) == []


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "rail-north-cross,NORTH,CROSS,rail,801",
            "rail-north-cross,NORTH,CROSS,rail,-801",
            'constraint "minimum" is "0"',
        ),
        ("rail-north-cross,NORTH,CROSS,rail", "rail-north-cross,NORTH,CROSS,rale", 'constraint "enum"'),
        ("rail-north-cross,NORTH,CROSS,rail", "rail-north-cross,NORTH,ATLANTIS,rail", "foreign key"),
    ],
)
def test_a_planted_fault_is_noticed(world_copy, tmp_path, capsys, old, new, message, file_format):
    path = world_copy / "links.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    faults = _judge(_package(world_copy, tmp_path / "package", file_format), capsys)
    assert any(message in fault for fault in faults), faults


@pytest.fixture
def world_copy(tmp_path):
    return shutil.copytree(SMALL, tmp_path / "tables", ignore=shutil.ignore_patterns("*.md"))
