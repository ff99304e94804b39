"""How columns are stored."""

import json

import pandas as pd
import shapely

from corridor_data.arrays import arrow_of, arrow_table, frame_of
from corridor_data.columns import Column


def _column(name, kind):
    return Column("t", name, kind, "", False, False, None, None, None, (), name)


def test_shapes_are_stored_as_wkb_with_what_geoparquet_wants_to_know():
    columns = (_column("id", "text"), _column("geometry", "wkt"))
    frame = frame_of(arrow_table(columns, {"id": ["a", "b"], "geometry": ["LINESTRING (0 1, 2 3)", "POINT (5 -1)"]}))
    stored = arrow_of(columns, frame)
    geo = json.loads(stored.schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"] == {
        "encoding": "WKB", "geometry_types": ["LineString", "Point"], "bbox": [0.0, -1.0, 5.0, 3.0]
    }  # fmt: skip
    assert shapely.from_wkb(stored["geometry"][1].as_py()).equals(shapely.Point(5, -1))


def test_a_table_without_shapes_has_no_such_metadata():
    columns = (_column("id", "text"),)
    assert arrow_of(columns, frame_of(arrow_table(columns, {"id": ["a"]}))).schema.metadata is None


def test_an_empty_table_of_shapes_can_be_stored():
    columns = (_column("geometry", "wkt"),)
    stored = arrow_of(columns, frame_of(arrow_table(columns, {"geometry": []})))
    assert (stored.num_rows, json.loads(stored.schema.metadata[b"geo"])["columns"]["geometry"]["geometry_types"]) == (
        0,
        [],
    )


def test_missing_stays_missing_and_is_never_zero():
    columns = tuple(_column(kind, kind) for kind in ("text", "integer", "number", "date"))
    frame = frame_of(arrow_table(columns, {column.name: [None] for column in columns}))
    assert frame.isna().all(axis=None)
    assert frame["text"][0] is pd.NA
    again = frame_of(arrow_of(columns, frame))
    pd.testing.assert_frame_equal(again, frame)
