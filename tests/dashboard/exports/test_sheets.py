"""Tables that leave: CSV and XLSX."""

import datetime as dt
import io
import math

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.cards import Card, Citation, Edition
from dashboard.exports.sheets import plain, write_csv, write_xlsx

EDITION = Edition(digest="0123456789abcdef", as_of="2 Jul 2026")
CARD = Card(
    headline="Trade was USD 340m in 2024.",
    standfirst="It was higher in 2007.",
    subtitle="USD, calendar years",
    notes=("A note.",),
    source="Source: A.",
    footer="",
    description="",
    filters="Partners: Iran–Kazakhstan",
    link="http://here",
    sources=(Citation("a-1", "A (2024), B", "https://a.example", "CC BY 4.0"), Citation("c-2", "C (no date), D")),
)
FRAME = pd.DataFrame(
    {
        "year": [2024, 2023],
        "value": [3.4e8, math.nan],
        "unit": ["USD", "USD"],
        "note": ["=1+1", "-5"],
        "lons": [[1.0], [2.0]],
    }
)


def sheet(name: str, frame: pd.DataFrame = FRAME) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(frame, CARD, EDITION)))
    return [tuple(row) for row in book[name].iter_rows(values_only=True)]


def test_pandas_reads_the_table_alone_out_of_the_csv() -> None:
    read = pd.read_csv(io.BytesIO(write_csv(FRAME, CARD, EDITION)), comment="#")
    assert list(read.columns) == ["year", "value", "unit", "note"]
    assert read["value"].iloc[0] == 3.4e8
    assert pd.isna(read["value"].iloc[1])


def test_the_csv_tells_above_the_table_what_it_is() -> None:
    text = write_csv(FRAME, CARD, EDITION).decode("utf-8-sig")
    for line in (
        "# Headline: Trade was USD 340m in 2024. It was higher in 2007.",
        "# What is shown: USD, calendar years",
        "# Filters: Partners: Iran–Kazakhstan",
        "# Rows: 2",
        "# Source: a-1: A (2024), B https://a.example",
        "# Data version: 0123456789abcdef (2 Jul 2026)",
        "# Link: http://here",
    ):
        assert line in text


def test_no_spreadsheet_takes_text_for_a_formula() -> None:
    text = write_csv(FRAME, CARD, EDITION).decode("utf-8-sig")
    assert '"\'=1+1"' in text
    assert sheet("Data")[1][3] == "=1+1"


def test_the_workbook_has_headings_with_units_and_empty_cells_for_what_is_missing() -> None:
    rows = sheet("Data")
    assert rows[0] == ("Year", "Value, USD", "Unit", "Note")
    assert rows[2][1] is None


def test_the_second_sheet_says_what_is_shown_and_the_third_names_every_source_with_its_code_and_address() -> None:
    about = dict(sheet("About"))
    assert about["What is shown"] == "USD, calendar years"
    assert "CC BY 4.0" in str(about["Terms"])
    assert sheet("Sources") == [
        ("Code", "Source", "Address", "Terms"),
        ("a-1", "A (2024), B", "https://a.example", "CC BY 4.0"),
        ("c-2", "C (no date), D", None, None),
    ]


@pytest.mark.parametrize(
    ("column", "cells", "shown"),
    [
        ("year", [2024, 2023], "General"),
        ("value", [3_400_000, 12], "#,##0"),
        ("hours", [1161.92788619, 87.2], "#,##0.0"),
        ("flow_mt", [5.3, 0.6, 9.0], "#,##0.0"),
        ("closures_per_year", [0.057, 0.12], "#,##0.000"),
        ("start", [dt.date(2026, 7, 2), None], "yyyy-mm-dd"),
        ("reason", ["none", None], "General"),
    ],
)
def test_numbers_are_shown_with_the_digits_that_count(column: str, cells: list[object], shown: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(pd.DataFrame({column: cells}), CARD, EDITION)))
    assert book["Data"]["A2"].number_format == shown


def test_the_workbook_writes_words_as_pages_do_and_the_csv_codes_as_the_tables_do() -> None:
    frame = pd.DataFrame({"status": ["under_construction"], "source_id": ["a_b"], "drives": [np.True_]})
    assert sheet("Data", frame)[1] == ("under construction", "a_b", "yes")
    assert '"under_construction","a_b","yes"' in write_csv(frame, CARD, EDITION).decode("utf-8-sig")


def test_a_long_text_goes_on_in_the_next_line_and_headings_stay_in_sight_on_screen_and_paper() -> None:
    frame = pd.DataFrame({"reason": ["why " * 100], "name": ["Sarakhs"]})
    data = openpyxl.load_workbook(io.BytesIO(write_xlsx(frame, CARD, EDITION)))["Data"]
    assert [data[cell].alignment.wrap_text for cell in ("A2", "B2")] == [True, None]
    assert (data.freeze_panes, data.print_title_rows) == ("A2", "$1:$1")
    assert data.oddHeader.left.text == CARD.headline


def test_addresses_of_other_pages_stay_on_the_page() -> None:
    frame = pd.DataFrame({"name": ["Sarakhs"], "open_routes": ["/routes?closed=R1"]})
    assert sheet("Data", frame)[0] == ("Name",)
    assert "/routes" not in write_csv(frame, CARD, EDITION).decode("utf-8-sig")


def test_what_has_no_limit_says_so_in_both_files() -> None:
    frame = pd.DataFrame({"holds_mt_per_year": [1.5, math.inf]})
    assert sheet("Data", frame)[2][0] == "no limit"
    assert '"no limit"' in write_csv(frame, CARD, EDITION).decode("utf-8-sig")


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write_xlsx(FRAME, CARD, EDITION) == write_xlsx(FRAME.copy(), CARD, EDITION)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, None),
        (math.nan, None),
        (pd.NA, None),
        ("", None),
        ([], None),
        (["a", "b"], "a;b"),
        (True, "yes"),
        (dt.date(2026, 7, 2), "2026-07-02"),
        (pd.Timestamp(2026, 7, 2), "2026-07-02"),
        (0, 0),
        (2.0, 2),
        (0.05000000000003378, 0.05),
        (-math.inf, "no limit"),
    ],
)
def test_a_cell_is_plain_and_a_missing_one_is_never_zero(cell: object, expected: object) -> None:
    assert plain(cell) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_the_digits_that_count(value: float) -> None:
    assert plain(value) == pytest.approx(value, rel=1e-11)
