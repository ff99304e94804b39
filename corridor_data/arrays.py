"""Typed columns as Arrow arrays and as pandas frames: the one place that knows how a column type is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa
import shapely

from corridor_data.columns import Column

# pandas keeps text as large_string: stored like that it needs no second copy when it is loaded.
_ARROW = {
    "text": pa.large_string(),
    "ids": pa.large_string(),
    "partial_date": pa.large_string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "wkt": pa.large_string(),
}
_PANDAS = {pa.large_string(): pd.StringDtype("pyarrow"), pa.int64(): pd.Int64Dtype()}


def arrow_table(columns: Sequence[Column], cells: Mapping[str, Sequence[object]]) -> pa.Table:
    """Return an Arrow table of columns given as sequences of values, None for missing; shapes stand as WKT text."""
    arrays = [pa.array(cells[column.name], type=_ARROW[column.type], from_pandas=True) for column in columns]
    return pa.Table.from_arrays(arrays, names=[column.name for column in columns])


def arrow_of(columns: Sequence[Column], frame: pd.DataFrame) -> pa.Table:
    """Return the Arrow table of a typed frame, shapes as WKB with GeoParquet's metadata."""
    arrays, types = [], []
    for column in columns:
        series = frame[column.name]
        if column.type == "wkt":
            texts = series.astype(object).where(series.notna(), None).to_numpy(dtype=object)
            arrays.append(pa.array(shapely.to_wkb(shapely.from_wkt(texts)), type=pa.binary()))
            types.append(pa.field(column.name, pa.binary()))
        else:
            arrays.append(pa.array(series, type=_ARROW[column.type], from_pandas=True))
            types.append(pa.field(column.name, _ARROW[column.type]))
    shapes = [column.name for column in columns if column.type == "wkt"]
    metadata = {"geo": _geo(shapes[0], arrays[frame.columns.get_loc(shapes[0])])} if shapes else None
    return pa.Table.from_arrays(arrays, schema=pa.schema(types, metadata=metadata))


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a frame with the dtypes of the contract: string, Int64, float64, datetime64."""
    frame: pd.DataFrame = table.to_pandas(
        types_mapper=_PANDAS.get, date_as_object=False, ignore_metadata=True, use_threads=False
    )
    return frame


def _geo(name: str, wkb: pa.Array) -> str:
    """Return the GeoParquet 1.1 metadata of a column of WKB; longitude first, WGS 84."""
    shapes = shapely.from_wkb(wkb.drop_null().to_numpy(zero_copy_only=False))
    column: dict[str, object] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes}),
    }
    if len(shapes):
        column["bbox"] = [float(bound) for bound in shapely.total_bounds(shapes)]
    return json.dumps({"version": "1.1.0", "primary_column": name, "columns": {name: column}}, sort_keys=True)
