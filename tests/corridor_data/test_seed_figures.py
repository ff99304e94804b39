"""The figures of the five articles that the project began from, found in the built parquet under their own source."""

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.columns import read_columns
from corridor_data.load import Frames, load_frames, split_ids

_LISTED = Path(__file__).parent / "seed_figures.csv"
_SOURCE_COLUMNS = ("source_id", "source_ids")
_DATE_OF_KEY = "%Y-%m-%d"


def listed() -> list[dict[str, str]]:
    with _LISTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def frames() -> Frames:
    return load_frames()


def row_of(frames: Frames, table: str, key: str) -> pd.Series:
    """Return the row of a table with this key, its parts joined by bars."""
    frame = frames.tables()[table]
    names = read_columns().key(table)
    chosen = pd.Series(data=True, index=frame.index)
    for name, part in zip(names, key.split("|"), strict=False):
        cells = frame[name].dt.strftime(_DATE_OF_KEY) if frame[name].dtype.kind == "M" else frame[name].astype(str)
        chosen &= cells == part
    assert chosen.sum() == 1, f"{table} has {chosen.sum()} rows with the key {key}"
    return frame[chosen].iloc[0]


def numbers_in(row: pd.Series) -> set[float]:
    """Return every number of a row."""
    return {
        float(cell)
        for cell in row
        if isinstance(cell, int | float) and not isinstance(cell, bool) and not pd.isna(cell)
    }


@pytest.mark.parametrize("figure", listed(), ids=lambda figure: f"{figure['seed']}-{figure['table']}-{figure['key']}")
def test_a_figure_of_the_seeds_stands_in_the_tables_under_its_own_source(
    frames: Frames, figure: dict[str, str]
) -> None:
    row = row_of(frames, figure["table"], figure["key"])
    sources = {source for name in _SOURCE_COLUMNS if name in row for source in split_ids(row[name])}
    assert figure["seed"] in sources
    if figure["unit"] == "year":
        assert any(figure["value"] in str(cell) for cell in row)
        return
    try:
        value = float(figure["value"])
    except ValueError:  # a date or a word, not a figure
        assert figure["value"] in {"", *(str(cell) for cell in row), *(_day(cell) for cell in row)}
        return
    assert any(abs(number - value) <= abs(value) * 1e-9 for number in numbers_in(row)), (value, dict(row))


def _day(cell: object) -> str:
    return cell.strftime(_DATE_OF_KEY) if isinstance(cell, dt.datetime) and not pd.isna(cell) else ""


def test_all_five_articles_are_covered() -> None:
    assert {figure["seed"] for figure in listed()} == {f"seed-00{number}" for number in range(5)}
    assert len(listed()) > 100
