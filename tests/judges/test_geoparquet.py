"""A validator of GeoParquet judges the files that hold shapes."""

import importlib.metadata

import geoparquet_validator
import pytest

from corridor_data.columns import PARQUET, read_columns

pytestmark = pytest.mark.judge

SHAPED = [name for name, columns in read_columns().tables.items() if any(column.type == "wkt" for column in columns)]


def test_two_tables_hold_shapes():
    assert sorted(SHAPED) == ["boundaries", "link_shapes"]


@pytest.mark.parametrize("name", SHAPED)
def test_files_with_shapes_are_geoparquet(name, capsys):
    report = geoparquet_validator.check(str(PARQUET / f"{name}.parquet"))
    by_status: dict[str, list[str]] = {}
    for outcome in report["outcomes"]:
        by_status.setdefault(outcome["status"], []).append(outcome["id"])
    with capsys.disabled():
        version = importlib.metadata.version("geoparquet-validator")
        print(
            f"\ngeoparquet-validator {version} on {name}: { ({status: len(ids) for status, ids in by_status.items()}) }"
        )
    assert geoparquet_validator.conformant(report)
    # The one test of the 2.0 draft that 1.1 files cannot pass: statistics of a logical type they do not use.
    assert set(by_status.get("fail", [])) <= {"/conf/distribution/geospatial-statistics"}
    assert len(by_status["pass"]) >= 7


def test_a_file_without_shapes_is_refused():
    assert not geoparquet_validator.conformant(geoparquet_validator.check(str(PARQUET / "places.parquet")))
