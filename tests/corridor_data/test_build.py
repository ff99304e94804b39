"""From tables to built files."""

import hashlib
import json
import random
import signal
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_data.arrays import frame_of
from corridor_data.build import build, built_files, find_faults
from corridor_data.changes import frames_of
from corridor_data.columns import PARQUET, TABLES, read_columns
from corridor_data.editions import make_edition
from corridor_data.findings import DataError
from corridor_data.load import load_frames, load_tables
from corridor_data.read import read_tables


def _content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _files(folder):
    schema = read_columns(folder)
    return built_files(schema, make_edition(schema, read_tables(folder, schema)[0]))


def test_the_same_tables_give_the_same_bytes(world, tmp_path):
    build(world, tmp_path / "one")
    build(world, tmp_path / "two")
    assert _content(tmp_path / "one") == _content(tmp_path / "two")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte(world, shuffle: random.Random):
    before = _files(world)
    for name in ("trade", "links", "link_capacity", "corridor_links", "trade_series"):
        path = world / f"{name}.csv"
        header, *rows = path.read_text().splitlines()
        shuffle.shuffle(rows)
        path.write_text("\n".join([header, *rows]) + "\n")
    assert _files(world) == before


def test_a_changed_figure_changes_the_digest(world, plant):
    before = load_tables(world).digest
    plant("trade", "tr-2024", "value", "341000000")
    assert load_tables(world).digest != before


def test_another_spelling_of_the_same_number_does_not(world, plant):
    before = load_tables(world).digest
    plant("trade", "tr-2024", "value", "340000000.0")
    assert load_tables(world).digest == before


def test_faults_leave_the_built_files_untouched(world, plant, tmp_path):
    target = tmp_path / "built"
    build(world, target)
    before = _content(target)
    line = plant("links", "rail-north-cross", "length_km", "-801")
    with pytest.raises(DataError) as error:
        build(world, target)
    assert f"links.csv:{line} [length_km] -801 is below 0." in str(error.value)
    assert _content(target) == before


def test_a_build_killed_while_it_writes_leaves_the_old_files(world, plant, tmp_path):
    target = tmp_path / "built"
    build(world, target)
    before = _content(target)
    plant("trade", "tr-2024", "value", "341000000")
    code = (
        "import os, signal, sys; from pathlib import Path; from corridor_data import build, swaps\n"
        "whole = swaps._write\n"
        "def _write(path, content):\n"
        "    whole(path, content[: len(content) // 2])\n"
        "    os.kill(os.getpid(), signal.SIGKILL) if path.name == 'trade.parquet' else None\n"
        "swaps._write = _write\n"
        f"build.build(Path({str(world)!r}), Path({str(target)!r}))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert _content(target) == before
    assert load_frames(target).trade.set_index("claim_id").loc["tr-2024", "value"] == 340e6
    build(world, target)
    assert load_frames(target).trade.set_index("claim_id").loc["tr-2024", "value"] == 341e6


def test_the_manifest_names_size_rows_and_sha256_of_every_other_file(world, tmp_path):
    edition = build(world, tmp_path / "built")
    content = _content(tmp_path / "built")
    manifest = json.loads(content.pop("manifest.json"))
    assert manifest["digest"] == edition.digest
    assert manifest["files"].keys() == content.keys()
    for name, described in manifest["files"].items():
        assert described["bytes"] == len(content[name])
        assert described["sha256"] == hashlib.sha256(content[name]).hexdigest()
    assert manifest["files"]["places.parquet"]["rows"] == 7


def test_a_schema_that_cannot_be_read_is_a_finding_too(world):
    (world / "columns.csv").write_text("nothing\n")
    assert [found.check for found in find_faults(world)] == ["unreadable_schema"]


def test_the_project_s_tables_have_no_faults():
    assert [str(found) for found in find_faults()] == []


def test_the_committed_files_are_those_that_the_tables_give():
    built = _files(TABLES)
    committed = _content(PARQUET)
    assert {name for name in built if built[name] != committed.get(name)} == set()
    assert built.keys() == committed.keys()


def test_stored_and_read_tables_give_the_same_frames():
    built, read = load_frames(), load_tables()
    assert built.digest == read.digest
    for name, frame in built.tables().items():
        pd.testing.assert_frame_equal(frame, read.tables()[name])


def test_built_files_can_be_read_without_this_code_s_loader(world, tmp_path):
    edition = build(world, tmp_path / "built")
    frames = frames_of(str(tmp_path / "built"))
    assert frames.keys() == edition.tables.keys()
    pd.testing.assert_frame_equal(frames["links"], frame_of(edition.tables["links"]))
