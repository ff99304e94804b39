"""Tables in their written form."""

import pytest

from corridor_data.findings import DataError
from corridor_data.tidy import tidy


def test_rows_and_columns_are_put_in_order_and_missing_columns_added(world):
    path = world / "speeds.csv"
    tidied = path.read_text()
    header, *rows = tidied.splitlines()
    assert header.endswith(",note")
    cut = [line.rsplit(",", 1)[0] for line in (header, *reversed(rows))]
    path.write_text("\n".join(cut) + "\n")
    assert tidy(world) == ["speeds"]
    assert path.read_text() == tidied
    assert tidy(world) == []


def test_the_small_world_is_in_order(world):
    assert tidy(world) == []


def test_numbers_in_keys_are_ordered_as_numbers(world):
    path = world / "corridor_links.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1].replace(",1,", ",10,", 1)]) + "\n")
    tidy(world)
    positions = [line.split(",")[2] for line in path.read_text().splitlines() if line.startswith("small-east,main")]
    assert positions == ["1", "2", "3", "4", "10"]


def test_a_file_with_a_strange_column_is_refused_and_nothing_written(world):
    path = world / "speeds.csv"
    path.write_text(path.read_text().replace("subject", "thing", 1))
    (world / "places.csv").write_text((world / "places.csv").read_text() + "\n")
    before = {file.name: file.read_bytes() for file in world.iterdir()}
    with pytest.raises(DataError, match="'thing' is no column of this table"):
        tidy(world)
    assert {file.name: file.read_bytes() for file in world.iterdir()} == before


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(DataError, match="no table lies there"):
        tidy(tmp_path)
