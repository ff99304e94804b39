"""DuckDB reads the built files on its own and finds the same rows, types and sums."""

import duckdb
import pandas as pd
import pytest

from corridor_data.columns import PARQUET, read_columns
from corridor_data.load import load_frames

pytestmark = pytest.mark.judge

TYPES = {
    "text": "VARCHAR", "ids": "VARCHAR", "partial_date": "VARCHAR",
    "integer": "BIGINT", "number": "DOUBLE", "date": "DATE",
}  # fmt: skip


@pytest.fixture(scope="module")
def frames():
    return load_frames()


@pytest.mark.parametrize("name", read_columns().tables)
def test_a_second_reader_sees_the_same_table(name, frames):
    frame = frames.tables()[name]
    columns = read_columns().tables[name]
    path = str(PARQUET / f"{name}.parquet")
    described = duckdb.sql(f"describe select * from read_parquet('{path}')").fetchall()
    types = {column: kind for column, kind, *_ in described}
    assert list(types) == list(frame.columns)
    plain = [column for column in columns if column.type != "wkt"]
    assert {column.name: types[column.name] for column in plain} == {
        column.name: TYPES[column.type] for column in plain
    }
    for column in plain:
        filled, least, most = duckdb.sql(
            f'select count("{column.name}"), min("{column.name}"), max("{column.name}") from read_parquet(\'{path}\')'
        ).fetchall()[0]
        series = frame[column.name].dropna()
        assert filled == len(series)
        if filled and column.type == "number":
            assert (least, most) == (series.min(), series.max())
        elif filled and column.type == "date":
            assert (pd.Timestamp(least), pd.Timestamp(most)) == (series.min(), series.max())


def test_a_question_in_sql_gives_what_the_frames_give(frames):
    answer = duckdb.sql(
        f"select l.mode, sum(l.length_km) from read_parquet('{PARQUET}/links.parquet') l"
        f" join read_parquet('{PARQUET}/places.parquet') p on l.from_place = p.place_id group by 1 order by 1"
    ).fetchall()
    expected = frames.links.groupby("mode").length_km.sum()
    assert dict(answer) == pytest.approx(expected.to_dict())
