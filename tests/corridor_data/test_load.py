"""Built files to frames, and nothing that the manifest does not vouch for."""

import dataclasses
import hashlib
import json
import shutil

import pytest
import shapely

from corridor_data.build import build
from corridor_data.columns import read_columns
from corridor_data.findings import BuiltFilesError, DataError
from corridor_data.load import Frames, load_frames, load_tables, split_ids


@pytest.fixture
def built(world, tmp_path):
    build(world, tmp_path / "built")
    return tmp_path / "built"


def test_frames_have_an_attribute_for_every_table():
    names = {field.name for field in dataclasses.fields(Frames)} - {"digest"}
    assert names == set(read_columns().tables)


def test_frames_cannot_be_exchanged(built):
    frames = load_frames(built)
    with pytest.raises(dataclasses.FrozenInstanceError):
        frames.trade = frames.links


def test_columns_have_the_dtypes_of_the_contract(built):
    frames = load_frames(built)
    expected = {
        "text": "string", "ids": "string", "partial_date": "string", "integer": "Int64", "number": "float64",
        "date": "datetime64[ms]", "wkt": "object",
    }  # fmt: skip
    for table, columns in read_columns().tables.items():
        dtypes = frames.tables()[table].dtypes
        assert {column.name: str(dtypes[column.name]) for column in columns} == {
            column.name: expected[column.type] for column in columns
        }


def test_shapes_are_bytes_that_shapely_reads(built):
    shape = shapely.from_wkb(load_frames(built).link_shapes.set_index("link_id").geometry["sea-quayn-quays"])
    assert shape.coords[0] == (51.5, 43.5)


def test_rows_stand_in_the_order_of_the_key(built):
    rows = load_frames(built).corridor_links
    assert list(rows[rows.corridor_id == "small-east"].position) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "links.parquet").unlink(), "links.parquet is missing although the manifest names it"),
        (
            lambda folder: (folder / "links.parquet").write_bytes(b"x"),
            "links.parquet is not the file its manifest names",
        ),
        (
            lambda folder: shutil.copy(folder / "places.parquet", folder / "links.parquet"),
            "links.parquet is not the file",
        ),
        (lambda folder: (folder / "manifest.json").unlink(), "There is no"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "is no manifest with a digest"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "is no manifest with a digest"),
    ],
)
def test_files_that_the_manifest_disowns_are_refused_with_a_cure(built, spoil, message):
    spoil(built)
    with pytest.raises(BuiltFilesError, match=message) as error:
        load_frames(built)
    assert "Run `python -m corridor_data build`" in str(error.value)


def test_files_older_than_the_schema_are_refused(built):
    manifest = json.loads((built / "manifest.json").read_text())
    del manifest["files"]["zones.parquet"]
    (built / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BuiltFilesError, match=r"does not name zones\.parquet"):
        load_frames(built)


def test_a_table_with_other_columns_is_refused(built):
    manifest = json.loads((built / "manifest.json").read_text())
    shutil.copy(built / "places.parquet", built / "links.parquet")
    manifest["files"]["links.parquet"]["sha256"] = manifest["files"]["places.parquet"]["sha256"]
    (built / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BuiltFilesError, match="has other columns than"):
        load_frames(built)


def test_tables_that_cannot_be_read_are_refused_or_read_with_gaps(world, plant):
    plant("links", "rail-north-cross", "length_km", "long")
    with pytest.raises(DataError, match="'long' is not a number"):
        load_tables(world)
    assert load_tables(world, strict=False).links.set_index("link_id").length_km.isna()["rail-north-cross"]


def test_a_list_is_split_and_a_missing_one_is_empty(world):
    frames = load_tables(world)
    via = frames.journeys.set_index("journey_id").via_places
    assert split_ids(via["jn-east"]) == ("CROSS", "GAUGE")
    assert split_ids(frames.countries.members[0]) == ("KAZ", "RUS")
    assert split_ids(frames.links.duplicate_of[0]) == ()


def _vouch(folder, file):
    """Write a file's own sha256 into the manifest, as somebody would who forges both."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][file]["sha256"] = hashlib.sha256((folder / file).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize("content", [b"", b"junk", b"PAR1" + bytes(100) + b"PAR1"])
def test_a_file_that_is_no_parquet_is_refused_although_the_manifest_names_it(built, content):
    (built / "links.parquet").write_bytes(content)
    _vouch(built, "links.parquet")
    with pytest.raises(BuiltFilesError, match=r"links.parquet is no parquet file that can be read. Run `python"):
        load_frames(built)


def test_another_table_under_the_name_is_refused_although_the_manifest_names_it(built):
    shutil.copy(built / "places.parquet", built / "links.parquet")
    _vouch(built, "links.parquet")
    with pytest.raises(BuiltFilesError, match=r"has other columns than columns\.csv describes"):
        load_frames(built)


@pytest.mark.parametrize("name", ["manifest.json", "links.parquet"])
def test_a_folder_in_place_of_a_built_file_is_refused(built, name):
    (built / name).unlink()
    (built / name).mkdir()
    with pytest.raises(BuiltFilesError, match=name):
        load_frames(built)


def test_a_shape_that_cannot_be_read_is_missing_where_that_is_asked_for(world):
    path = world / "boundaries.csv"
    path.write_text(path.read_text().replace("POLYGON", "POLYGNO", 1))
    with pytest.raises(DataError, match="is not a WKT shape"):
        load_tables(world)
    assert load_tables(world, strict=False).boundaries["geometry"].isna().sum() == 1


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(DataError, match="no table lies there"):
        load_tables(tmp_path)
