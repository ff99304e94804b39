"""CSV files, good and bad, to typed tables."""

import csv
import datetime as dt

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_data.build import find_faults
from corridor_data.cells import number_text
from corridor_data.columns import TABLES, Column, read_columns
from corridor_data.read import read_table


def _column(name, kind, *, key=False, allowed=()):
    return Column("t", name, kind, "", False, key, None, None, None, allowed, name)


COLUMNS = (
    _column("id", "text", key=True),
    _column("words", "text"),
    _column("whole", "integer"),
    _column("value", "number"),
    _column("day", "date"),
    _column("about", "partial_date"),
    _column("list", "ids"),
    _column("shape", "wkt"),
)
HEADER = "id,words,whole,value,day,about,list,shape"


def _read(tmp_path, *lines, newline="\n"):
    path = tmp_path / "t.csv"
    path.write_bytes(newline.join([HEADER, *lines, ""]).encode())
    return read_table(path, "t", COLUMNS)


def test_every_type_is_read_as_the_contract_says(tmp_path):
    table, findings = _read(tmp_path, 'a,"x, y",3,-0.5,2024-02-29,2024-02,p;q,"LINESTRING (0 1, 2 3)"', "b,,,,,,,")
    assert findings == []
    frame = table.frame
    assert frame.dtypes.astype(str).to_dict() == {
        "id": "string", "words": "string", "whole": "Int64", "value": "float64",
        "day": "datetime64[ms]", "about": "string", "list": "string", "shape": "string",
    }  # fmt: skip
    assert table.rows[0] == {
        "id": "a", "words": "x, y", "whole": 3, "value": -0.5, "day": dt.date(2024, 2, 29), "about": "2024-02",
        "list": "p;q", "shape": "LINESTRING (0 1, 2 3)",
    }  # fmt: skip
    assert set(table.rows[1].values()) == {"b", None}
    assert frame["words"][1] is pd.NA


def test_lines_are_those_of_the_file_also_after_a_cell_of_two_lines(tmp_path):
    table, _ = _read(tmp_path, 'a,"x\ny",,,,,,', "b,,,,,,,")
    assert table.lines == (2, 4)


@pytest.mark.parametrize(
    ("cells", "column", "check", "problem", "cure"),
    [
        ("a,,1.5,,,,,", "whole", "wrong_types", "'1.5' is not a whole number", "Write 2"),
        ("a,,,1e3,,,,", "value", "wrong_types", "'1e3' is not a number", "Write 1000"),
        ('a,,,"1,234",,,,', "value", "wrong_types", "'1,234' is not a number", "Write 1234, without separators"),
        ("a,,,1\u00a0234,,,,", "value", "stray_spaces", "holds U+00A0", "plain space"),
        ("a,,,many,,,,", "value", "wrong_types", "'many' is not a number", "leave the cell empty"),
        ("a,,,nan,,,,", "value", "placeholders", "'nan' stands for nothing", "empty"),
        ("a,,,inf,,,,", "value", "wrong_types", "'inf' is not a number", "empty"),
        ("a,,,007,,,,", "value", "wrong_types", "'007' is not a number", "Write 7"),
        ("a,,,,2023-02-29,,,", "day", "wrong_types", "no day of the calendar", "YYYY-MM-DD"),
        ("a,,,,29.02.2024,,,", "day", "wrong_types", "is not a date", "YYYY-MM-DD"),
        ("a,,,,,2024-13,,", "about", "wrong_types", "'2024-13' is no month or day", "YYYY-MM"),
        ("a,,,,,24,,", "about", "wrong_types", "'24' is not a year, month or day", "YYYY"),
        ("a,,,,,,p; q,", "list", "wrong_lists", "has spaces or empty parts", "Write p;q"),
        ("a,,,,,,p;q;p,", "list", "wrong_lists", "names something twice", "Write p;q"),
        ("a,,,,,,,ROUND (1 2)", "shape", "wrong_types", "is not a WKT shape", "LINESTRING"),
        ("a,,,,,,,LINESTRING EMPTY", "shape", "wrong_types", "has no points", "Draw it"),
        ("a,n/a,,,,,,", "words", "placeholders", "'n/a' stands for nothing", "empty"),
        ("a, x,,,,,,", "words", "stray_spaces", "starts or ends with a space", "Remove it"),
        ("a,x\u200by,,,,,,", "words", "stray_spaces", "holds U+200B", "plain space"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_finding_and_missing(tmp_path, cells, column, check, problem, cure):
    table, findings = _read(tmp_path, "first,,,,,,,", cells)
    assert [(f.line, f.column, f.check, f.key) for f in findings] == [(3, column, check, "a")]
    assert problem in findings[0].problem
    assert cure in findings[0].cure
    assert table.rows[1][column] is None
    assert (1, column) in table.unread


def test_a_placeholder_that_the_column_allows_is_a_value(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id\nnone\n")
    table, findings = read_table(path, "t", (_column("id", "text", key=True, allowed=("none",)),))
    assert (findings, table.rows) == ([], [{"id": "none"}])


@pytest.mark.parametrize(
    ("content", "check", "line", "problem"),
    [
        (b"\xef\xbb\xbf" + HEADER.encode() + b"\na,,,,,,,\n", "wrong_encoding", 1, "byte-order mark"),
        (HEADER.encode() + b"\r\na,,,,,,,\r\n", "wrong_encoding", 1, "carriage return"),
        (HEADER.encode() + b"\na,,,,,,,\nb\xff,,,,,,,\n", "wrong_encoding", 3, "byte 0xff is not UTF-8"),
        (HEADER.encode() + b"\na\x00,,,,,,,\n", "wrong_encoding", 2, "zero byte"),
        (HEADER.encode() + b"\na,,,,,,\n", "ragged_rows", 2, "7 cells where the header has 8"),
        (HEADER.encode() + b"\na,,,,,,,,\n", "ragged_rows", 2, "9 cells where the header has 8"),
        (HEADER.encode() + b"\n\na,,,,,,,\n", "ragged_rows", 2, "the line is empty"),
        (HEADER.encode() + b'\na,"open,,,,,,\nb,,,,,,,\n', "ragged_rows", 2, "2 cells where the header has 8"),
        (b"", "wrong_headers", 1, "the file is empty"),
        (HEADER.replace("words", "word").encode() + b"\n", "wrong_headers", 1, "'word' is no column"),
        (HEADER.replace("words", "id").encode() + b"\n", "wrong_headers", 1, "'id' stands 2 times"),
        (HEADER.replace(",words", "").encode() + b"\n", "wrong_headers", 1, "column 'words' missing"),
        (b"words,id,whole,value,day,about,list,shape\n", "wrong_headers", 1, "in another order"),
    ],
)
def test_a_file_of_another_make_is_a_finding_and_never_a_traceback(tmp_path, content, check, line, problem):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    _, findings = read_table(path, "t", COLUMNS)
    assert (findings[0].check, findings[0].line) == (check, line)
    assert problem in findings[0].problem


def test_a_missing_file_is_an_empty_table_and_a_finding(tmp_path):
    table, findings = read_table(tmp_path / "t.csv", "t", COLUMNS)
    assert (len(table.frame), table.whole, [f.check for f in findings]) == (0, False, ["missing_tables"])


def test_a_file_that_is_no_table_is_a_finding(world):
    (world / "link.csv").write_text("a\n")
    assert [str(finding) for finding in find_faults(world)] == [
        "link.csv the file is no table. Did you mean 'links.csv'?"
    ]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1).filter(
    lambda text: not any(mark in text for mark in "\u200b\ufeff;") and text.lower() not in {"-", "–", "—", "na", "nan"}
    and text.lower() not in {"n/a", "null", "none", "?", "..", "...", "tbd", "#n/a"}
)  # fmt: skip
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": WORDS,
            "words": WORDS | st.just(""),
            "whole": st.none() | st.integers(-(2**53), 2**53),
            "value": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "day": st.none() | st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)),
            "list": st.lists(WORDS, unique=True).map(";".join),
        }
    ),
    unique_by=lambda row: row["id"],
    max_size=8,
)


def _written(path, rows):
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(HEADER.split(","))
        for row in rows:
            value = "" if row["value"] is None else number_text(row["value"])
            cells = (row["whole"], value, row["day"], None, row["list"], None)
            writer.writerow([row["id"], row["words"], *("" if cell is None else str(cell) for cell in cells)])


@given(rows=ROWS)
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("round") / "t.csv"
    _written(path, rows)
    table, findings = read_table(path, "t", COLUMNS)
    assert findings == []
    for row, seen in zip(rows, table.rows, strict=True):
        assert seen == {**row, "words": row["words"] or None, "list": row["list"] or None, "about": None, "shape": None}


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_the_reader_fail(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "t.csv"
    path.write_bytes(content)
    _, findings = read_table(path, "t", COLUMNS)
    assert findings


def test_the_project_describes_every_column_of_its_tables():
    assert all(column.meaning for columns in read_columns().tables.values() for column in columns)


def test_a_cell_of_ten_million_letters_ends_the_reading_with_a_finding(tmp_path):
    table, (finding,) = _read(tmp_path, "a,one,1,1.5,,,,", f"b,{'x' * 10_000_001},1,1.5,,,,")
    assert (finding.line, finding.problem) == (3, "from here on the file cannot be read")
    assert not table.whole


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path):
    (tmp_path / "t.csv").mkdir()
    table, (finding,) = read_table(tmp_path / "t.csv", "t", COLUMNS)
    assert finding.problem == "the file cannot be read: Is a directory"
    assert (len(table.frame), table.whole) == (0, False)


def test_a_folder_without_tables_is_one_finding(tmp_path):
    (finding,) = find_faults(tmp_path)
    assert str(finding) == f"{tmp_path} no table lies there. Name the folder of the CSV files"


SPOILS = (
    b",",
    b'"',
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"nan",
    b"-",
    b";",
    b"9" * 30,
    b"0024-13-40",
    b"\xef\xbb\xbf",
    b"",
)


@given(
    st.sampled_from(["links", "trade", "events", "corridor_facts", "boundaries", "parameters", "columns"]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 20), st.sampled_from(SPOILS)), min_size=1, max_size=4),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_spoiled_in_a_file_is_a_finding_or_nothing(world, name, spoils):
    path = world / f"{name}.csv"
    good = path.read_bytes() if path.exists() else (TABLES / "columns.csv").read_bytes()
    content = bytearray(good)
    for at, gone, put in spoils:
        start = at % max(len(content), 1)
        content[start : start + gone] = put
    path.write_bytes(bytes(content))
    for finding in find_faults(world):
        assert finding.file
        assert finding.problem
        assert str(finding).count("\n") == 0
    path.write_bytes(good)
