"""The schema as a table."""

import pytest

from corridor_data.columns import COMPUTED, TABLES, read_columns
from corridor_data.findings import DataError

HEADER = "table,column,type,unit,required,key,refers_to,least,most,allowed,meaning\n"


def _schema(tmp_path, *rows):
    (tmp_path / "columns.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
    return read_columns(tmp_path)


def test_a_row_becomes_a_column(tmp_path):
    schema = _schema(tmp_path, "a,id,text,,yes,yes,,,,,Name", "b,size,number,km,,,a.id,0,2.5,x|y,Size")
    column = schema.tables["b"][0]
    assert (column.required, column.key, column.unit, column.least, column.most) == (False, False, "km", 0.0, 2.5)
    assert (column.refers_to, column.allowed) == (("a", "id"), ("x", "y"))
    assert (schema.key("a"), schema.names("b")) == (("id",), ("size",))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a,id,texd,,,,,,,,x", "'texd' is no type. Did you mean 'text'?"),
        ("a,id,number,,,,,low,,,x", "'low' is not a number"),
        ("a,id,text,,,,b.id,,,,x", "'b.id' is no column of any table"),
        ("a,id,text", "3 cells where 11 are expected"),
    ],
)
def test_a_schema_that_describes_nothing_is_refused_with_its_line(tmp_path, row, problem):
    with pytest.raises(DataError) as error:
        _schema(tmp_path, row)
    assert "columns.csv:2 " in str(error.value)
    assert problem in str(error.value)


def test_a_column_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(DataError, match="'id' of a stands twice"):
        _schema(tmp_path, "a,id,text,,,,,,,,x", "a,id,text,,,,,,,,x")


def test_another_header_is_refused(tmp_path):
    (tmp_path / "columns.csv").write_text("name,type\n")
    with pytest.raises(DataError, match="the header is not that of a schema"):
        read_columns(tmp_path)


def test_every_table_has_a_key_and_every_edited_table_a_file():
    schema = read_columns()
    assert all(schema.key(table) for table in schema.tables)
    assert {f"{table}.csv" for table in schema.edited()} | {"columns.csv"} == {
        path.name for path in TABLES.glob("*.csv")
    }
    assert not any((TABLES / f"{table}.csv").exists() for table in COMPUTED)


@pytest.mark.parametrize("content", [b"", bytes(range(256)), b"\xef\xbb\xbftable,column\n", "table\n".encode("utf-16")])
def test_a_schema_that_cannot_be_read_is_a_data_error(tmp_path, content):
    (tmp_path / "columns.csv").write_bytes(content)
    with pytest.raises(DataError, match=r"columns\.csv"):
        read_columns(tmp_path)
