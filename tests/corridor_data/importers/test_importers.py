"""Published formats to rows of trade_series, on small files of the publishers' layouts."""

import csv
import io
import zipfile

import pytest
from openpyxl import Workbook

from corridor_data.__main__ import main
from corridor_data.columns import read_columns
from corridor_data.importers import FORMATS, import_file
from corridor_data.importers.observations import UnexpectedShapeError

COUNTRIES = {
    "AZE": "Azerbaijan", "EUU": "European Union", "FRA": "France", "IRN": "Iran", "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan", "KOR": "South Korea", "RUS": "Russia", "UZB": "Uzbekistan", "WLD": "World", "YEM": "Yemen",
}  # fmt: skip

COMTRADE_COLUMNS = (
    "typeCode freqCode refPeriodId refYear refMonth period reporterCode reporterISO reporterDesc flowCode "
    "flowDesc partnerCode partnerISO partnerDesc partner2Code partner2ISO partner2Desc classificationCode "
    "classificationSearchCode isOriginalClassification cmdCode cmdDesc aggrLevel isLeaf customsCode "
    "customsDesc mosCode motCode motDesc qtyUnitCode qtyUnitAbbr qty isQtyEstimated altQtyUnitCode "
    "altQtyUnitAbbr altQty isAltQtyEstimated netWgt isNetWgtEstimated grossWgt isGrossWgtEstimated "
    "cifvalue fobvalue primaryValue legacyEstimationFlag isReported isAggregate"
)
COMTRADE = COMTRADE_COLUMNS.split()

COMTRADE_ROW = {
    "typeCode": "C", "freqCode": "A", "refYear": "2023", "reporterISO": "KAZ", "flowCode": "X",
    "partnerISO": "IRN", "partnerDesc": "Iran", "partner2Code": "0", "cmdCode": "TOTAL", "cmdDesc": "All Commodities",
    "customsCode": "C00", "mosCode": "0", "motCode": "0", "primaryValue": "83105569.95", "legacyEstimationFlag": "0",
}  # fmt: skip


def _rows(found):
    return [
        (row["reporter_iso3"], row["partner_iso3"], row["year"], row["flow"], row["value_usd"], row["valuation"])
        for row in found.rows
    ]


def _comtrade(path, *changes, tail="", encoding="utf-8"):
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator=f"{tail}\r\n")
    sink.write(",".join(COMTRADE) + "\r\n")
    for change in changes:
        row = COMTRADE_ROW | change
        writer.writerow([row.get(name, "") for name in COMTRADE])
    path.write_bytes(sink.getvalue().encode(encoding))
    return path


def test_comtrade_gives_yearly_totals_and_passes_everything_else_over(tmp_path):
    path = _comtrade(
        tmp_path / "TradeData.csv",
        {},
        {"flowCode": "M", "primaryValue": "219705633.5"},
        {"partnerISO": "W00", "primaryValue": "78673000000"},
        {"flowCode": "RX"},
        {"cmdCode": "10"},
        {"freqCode": "M"},
        {"motCode": "2100"},
        {"partner2Code": "643"},
        {"customsCode": "C01"},
        {"partnerISO": "BRA"},
    )
    found = import_file("comtrade", path, COUNTRIES, source_id="comtrade-2025", vintage="May 2025")
    assert _rows(found) == [
        ("KAZ", "IRN", "2023", "exports", "83105569.95", "FOB"),
        ("KAZ", "IRN", "2023", "imports", "219705633.5", "CIF"),
        ("KAZ", "WLD", "2023", "exports", "78673000000", "FOB"),
    ]
    assert found.aside == {"BRA": 1}
    assert {(row["dataset"], row["dataset_vintage"], row["source_id"]) for row in found.rows} == {
        ("un-comtrade", "May 2025", "comtrade-2025")
    }


def test_comtrade_is_read_with_its_stray_comma_in_latin_1_and_with_a_mark(tmp_path):
    turkey = {"partnerISO": "AZE", "partnerDesc": "Azerba\u00efdjan"}
    expected = [("KAZ", "AZE", "2023", "exports", "83105569.95", "FOB")]
    for name, encoding in (("a.csv", "latin-1"), ("b.csv", "utf-8-sig")):
        path = _comtrade(tmp_path / name, turkey, tail=",", encoding=encoding)
        assert _rows(import_file("comtrade", path, COUNTRIES)) == expected


def test_comtrade_s_own_estimates_are_marked(tmp_path):
    found = import_file("comtrade", _comtrade(tmp_path / "t.csv", {"legacyEstimationFlag": "4"}), COUNTRIES)
    assert [(row["obs_status"], row["quality"]) for row in found.rows] == [("E", "estimate")]


IMTS = (
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,PRECISION,DECIMALS_DISPLAYED,"
    "TRADE_FLOW,VALUATION,UNIT,DERIVATION_TYPE,OVERLAP,STATUS\n"
)


def _imts(*rows):
    flow = "IMF.STA:IMTS(1.0.0)"
    return IMTS + "".join(f"{flow},{row},6,,,XG,FOB,USD,M,OL,{status}\n" for row, status in rows)


def test_imts_gives_dollars_whatever_its_scale_says(tmp_path):
    path = tmp_path / "imts.csv"
    path.write_text(
        _imts(
            ("KAZ,XG_FOB_USD,IRN,A,2023,83105570", ""),
            ("KAZ,MG_CIF_USD,IRN,A,2023,219705634", "E"),
            ("KAZ,MG_FOB_USD,IRN,A,2023,1", ""),
            ("KAZ,XG_FOB_USD,IRN,M,2023-M01,1", ""),
            ("KAZ,XG_FOB_USD,IRN,A,2022,NaN", ""),
            ("KAZ,XG_FOB_USD,G001,A,2023,78000000000", ""),
            ("KAZ,XG_FOB_USD,G163,A,2023,1", ""),
        )
    )
    found = import_file("imf-sdmx", path, COUNTRIES)
    assert _rows(found) == [
        ("KAZ", "IRN", "2023", "exports", "83105570", "FOB"),
        ("KAZ", "IRN", "2023", "imports", "219705634", "CIF"),
        ("KAZ", "WLD", "2023", "exports", "78000000000", "FOB"),
    ]
    assert [row["quality"] for row in found.rows] == ["ok", "estimate", "ok"]
    assert found.aside == {"G163": 1}


def test_dots_gives_units_of_its_multiplier_and_areas_of_two_letters(tmp_path):
    path = tmp_path / "dots.csv"
    path.write_text(
        "FREQ,REF_AREA,INDICATOR,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS\n"
        "A,KZ,TXG_FOB_USD,IR,2019,295.90308,6,A\nA,KZ,TMG_CIF_USD,W00,2019,38356.7,6,E\n"
    )
    assert _rows(import_file("imf-sdmx", path, COUNTRIES)) == [
        ("KAZ", "IRN", "2019", "exports", "295903080", "FOB"),
        ("KAZ", "WLD", "2019", "imports", "38356700000", "CIF"),
    ]


def _workbook(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _wide(flow):
    title = {
        "Exports, FOB": "Exports, FOB to Partner Countries",
        "Imports, CIF": "Imports, CIF from Partner Countries",
    }[flow]
    return [
        [], [None, title], [], [None, "Kazakhstan, Rep. of"], [None, "US Dollars, Millions"], [],
        [None, None, "2018", "2019"],
        [None, "World", 61111.2, 58065.6],
        [None, "Advanced Economies", 1.0, 1.0],
        [None, "Iran, Islamic Rep. of", 429.4168, None],
        [None, "Yemen Arab Rep.", 3.0, 3.0],
        [None, "Kyrgyz Rep.", None, 0.624],
        [None, "Memorandum Items"],
        [None, "European Union", 31023.6, 24834.7],
    ]  # fmt: skip


def test_the_wide_workbook_gives_millions_of_its_reporter_and_leaves_groups_aside(tmp_path):
    path = _workbook(tmp_path / "DOTS_1.xlsx", {flow: _wide(flow) for flow in ("Exports, FOB", "Imports, CIF")})
    found = import_file("imf-wide", path, COUNTRIES)
    exports = [row for row in _rows(found) if row[3] == "exports"]
    assert exports == [
        ("KAZ", "EUU", "2018", "exports", "31023600000", "FOB"),
        ("KAZ", "EUU", "2019", "exports", "24834700000", "FOB"),
        ("KAZ", "IRN", "2018", "exports", "429416800", "FOB"),
        ("KAZ", "KGZ", "2019", "exports", "624000", "FOB"),
        ("KAZ", "WLD", "2018", "exports", "61111200000", "FOB"),
        ("KAZ", "WLD", "2019", "exports", "58065600000", "FOB"),
    ]
    assert len(found.rows) == 2 * len(exports)
    assert found.aside == {"Advanced Economies": 4, "Yemen Arab Rep.": 4}


def _kazakh(period):
    return [
        [" Основные показатели внешней торговли Республики Казахстан"], [period],
        [None, None, None, None, "тыс. долларов США"],
        ["Наименование", "Товарооборот", None, "Экспорт", None, "Импорт", None],
        [None, "всего", "удельный вес, %", "всего", "удельный вес, %", "всего", "удельный вес, %"],
        ["Всего\nв том числе", 97774894.6, 100, 58065588.7, 100, 39709305.9, 100],
        ["Страны СНГ", 3.0, 1, 2.0, 1, 1.0, 1],
        ["Иран, Исламская Республика", 377449.68009, 0.4, 295903.08021, 0.5, 81546.59988, 0.2],
        ["Кыргызстан", 624.1, 0.1, 624.1, 0.1, None, None],
        ["Корея, Республика", 5.5, 0.1, "", "", 5.5, 0.1],
    ]  # fmt: skip


@pytest.mark.parametrize("period", ["за январь-декабрь 2019 года", "2019 год", "2019 год*"])
def test_the_kazakh_workbook_gives_whole_years_in_thousands(tmp_path, period):
    path = _workbook(tmp_path / "t.xlsx", {"Обложка": [["Обложка"]], "12_2019": _kazakh(period)})
    found = import_file("kazakh", path, COUNTRIES)
    assert _rows(found) == [
        ("KAZ", "IRN", "2019", "exports", "295903080.21", "FOB"),
        ("KAZ", "IRN", "2019", "imports", "81546599.88", "CIF"),
        ("KAZ", "KGZ", "2019", "exports", "624100", "FOB"),
        ("KAZ", "KOR", "2019", "imports", "5500", "CIF"),
        ("KAZ", "WLD", "2019", "exports", "58065588700", "FOB"),
        ("KAZ", "WLD", "2019", "imports", "39709305900", "CIF"),
    ]
    assert found.aside == {"Страны СНГ": 2}


def test_part_of_a_year_is_never_taken_for_a_year(tmp_path):
    path = _workbook(tmp_path / "t.xlsx", {"09_2019": _kazakh("за январь-сентябрь 2019 года")})
    with pytest.raises(UnexpectedShapeError, match=r"of a whole year.*found the sheets 09_2019"):
        import_file("kazakh", path, COUNTRIES)


UZBEK = [
    ["Code", "Klassifikator", "Klassifikator_ru", "Klassifikator_en", "2022", "2023"],
    ["364", "Eron", "Иран", "Iran", 139820.2, 180779.0],
    [31, "Ozarbayjon", "Азербайджан", "Azerbaijan", None, 1.5],
    ["192", "Kuba", "Куба", "Cuba", 5.8, 2.1],
]


@pytest.mark.parametrize(("table", "flow", "valuation"), [("1105", "exports", "FOB"), ("1176", "imports", "CIF")])
def test_the_uzbek_workbook_gives_what_its_number_says(tmp_path, table, flow, valuation):
    path = _workbook(tmp_path / f"sdmx_data_{table}.xlsx", {"Sheet1": UZBEK})
    found = import_file("uzbek", path, COUNTRIES)
    assert _rows(found) == [
        ("UZB", "AZE", "2023", flow, "1500", valuation),
        ("UZB", "IRN", "2022", flow, "139820200", valuation),
        ("UZB", "IRN", "2023", flow, "180779000", valuation),
    ]
    assert found.aside == {"192": 2}


def _other_file(tmp_path, name):
    path = tmp_path / name
    match path.suffix:
        case ".xlsx":
            return _workbook(path, {"Cars": [["make", "price"], ["Paykan", 1]]})
        case ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("readme.txt", "nothing")
        case ".xls":
            path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        case ".bin":
            path.write_bytes(bytes(range(256)))
        case _:
            path.write_text("make,price\nPaykan,1\n" if name != "empty.csv" else "")
    return path


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("name", ["cars.csv", "empty.csv", "1105.xlsx", "1105.xls", "1105.zip", "noise-1105.bin"])
def test_a_file_of_another_shape_is_refused_in_one_sentence(tmp_path, file_format, name):
    with pytest.raises(UnexpectedShapeError) as error:
        import_file(file_format, _other_file(tmp_path, name), COUNTRIES)
    sentence = str(error.value)
    assert sentence.startswith(f"{name}: expected ")
    assert ", found " in sentence
    assert sentence.count("\n") == 0


@pytest.mark.parametrize(
    ("file_format", "content", "found"),
    [
        ("comtrade", ",".join(COMTRADE) + "\n", "none among its rows"),
        ("comtrade", ",".join(COMTRADE) + "\nC,A\n", "2 cells in line 2 where the header has 47"),
        ("imf-sdmx", IMTS, "none among its rows"),
        ("imf-sdmx", "COUNTRY,INDICATOR,TIME_PERIOD,OBS_VALUE\nKAZ,XG_FOB_USD,2023,1\n", "no REF_AREA"),
    ],
)
def test_a_file_of_the_right_columns_without_a_yearly_figure_is_refused(tmp_path, file_format, content, found):
    path = tmp_path / "t.csv"
    path.write_text(content)
    with pytest.raises(UnexpectedShapeError, match=found):
        import_file(file_format, path, COUNTRIES)


def test_an_uzbek_table_of_another_number_is_refused(tmp_path):
    path = _workbook(tmp_path / "sdmx_data_999.xlsx", {"Sheet1": UZBEK})
    with pytest.raises(UnexpectedShapeError, match="neither 1105"):
        import_file("uzbek", path, COUNTRIES)


def test_the_command_prints_rows_that_the_table_takes(tmp_path, capsys):
    path = _comtrade(tmp_path / "TradeData.csv", {}, {"partnerISO": "BRA"})
    assert main(["import", "comtrade", str(path), "--source", "comtrade-2025", "--vintage", "May 2025"]) == 0
    printed = capsys.readouterr()
    (row,) = csv.DictReader(io.StringIO(printed.out))
    assert tuple(row) == read_columns().names("trade_series")
    assert (row["partner_iso3"], row["source_id"], row["dataset_vintage"]) == ("IRN", "comtrade-2025", "May 2025")
    assert printed.err.splitlines() == ["Rows: 1", "Names left aside, not in countries.csv: 1, as BRA"]


def test_the_command_refuses_another_shape_with_2(tmp_path, capsys):
    assert main(["import", "kazakh", str(_other_file(tmp_path, "1105.xls"))]) == 2
    assert "found an old .xls file (save it as .xlsx)." in capsys.readouterr().err


def _without(workbook, member, content=None):
    """Return the bytes of a workbook with one member of its zip file left out or replaced."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            if not name.endswith(member):
                new.writestr(name, old.read(name))
            elif content is not None:
                new.writestr(name, content)
    return sink.getvalue()


def _workbook_bytes(*, sheets=True):
    book, sink = Workbook(), io.BytesIO()
    if not sheets:
        book.create_chartsheet("only a chart")
        book.remove(book.worksheets[0])
    book.save(sink)
    return sink.getvalue()


GOOD = _workbook_bytes()
WRONG_FILES = {
    "nothing": b"",
    "blank lines": b"\n\n\n",
    "bytes": bytes(range(256)) * 20,
    "letters without a zero": bytes(range(1, 256)) * 20,
    "other columns": b"name,value\na,1\n",
    "semicolons": b"freqCode;refYear\nA;2020\n",
    "a long line": b"x" * 300_000,
    "many columns": b",".join(b"column%d" % n for n in range(5_000)),
    "utf-16": "freqCode,refYear\n".encode("utf-16"),
    "another alphabet": "страна,год\nИран,2020\n".encode("cp1251"),
    "no workbook in a zip": _without(GOOD, "workbook.xml", b"<x/>"),
    "no sheet in a workbook": _without(GOOD, "sheet1.xml"),
    "a damaged sheet": _without(GOOD, "sheet1.xml", b"<not xml"),
    "half a workbook": GOOD[: len(GOOD) // 2],
    "an empty workbook": GOOD,
    "only a chart": _workbook_bytes(sheets=False),
}


@pytest.mark.parametrize("content", WRONG_FILES.values(), ids=WRONG_FILES.keys())
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_of_any_other_kind_is_refused_in_one_line(tmp_path, file_format, content):
    path = tmp_path / "file_1105.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnexpectedShapeError) as caught:
        import_file(file_format, path, COUNTRIES)
    message = str(caught.value)
    assert message.startswith("file_1105.xlsx: expected ")
    assert ", found " in message
    assert message.isprintable()
    assert len(message) < 600


def test_a_year_that_is_none_is_named(tmp_path):
    for text in ("twenty", "", "203", "20230"):
        with pytest.raises(UnexpectedShapeError, match=f"found a year '{text}'"):
            import_file("comtrade", _comtrade(tmp_path / "t.csv", {"refYear": text}), COUNTRIES)


def test_figures_that_are_no_numbers_are_passed_over(tmp_path):
    for text in ("nan", "inf", "9" * 400, "..", ""):
        path = _comtrade(tmp_path / "t.csv", {"primaryValue": text}, {"flowCode": "M"})
        assert [row["flow"] for row in import_file("comtrade", path, COUNTRIES).rows] == ["imports"]


def test_a_needed_column_that_stands_twice_is_refused(tmp_path):
    path = _comtrade(tmp_path / "t.csv", {})
    path.write_text("refYear," + path.read_text().replace("\r\nC,", "\r\n2020,C,"))
    with pytest.raises(UnexpectedShapeError, match="found the column refYear more than once"):
        import_file("comtrade", path, COUNTRIES)


def test_a_power_of_ten_that_is_none_is_named(tmp_path):
    path = tmp_path / "dots.csv"
    path.write_text(
        "REF_AREA,INDICATOR,COUNTERPART_AREA,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nKZ,TXG_FOB_USD,IR,A,2020,5,six\n"
    )
    with pytest.raises(UnexpectedShapeError, match="expected a power of ten in UNIT_MULT, found 'six'"):
        import_file("imf-sdmx", path, COUNTRIES)


def test_a_figure_given_twice_is_told_and_the_last_kept(tmp_path):
    path = _comtrade(
        tmp_path / "t.csv", {"primaryValue": "5"}, {"primaryValue": "6"}, {"flowCode": "M"}, {"flowCode": "M"}
    )
    found = import_file("comtrade", path, COUNTRIES)
    assert found.twice == ("KAZ exports IRN 2023",)
    assert [row["value_usd"] for row in found.rows] == ["6", "83105569.95"]


def test_the_command_tells_what_it_kept_of_figures_given_twice(tmp_path, capsys):
    path = _comtrade(tmp_path / "t.csv", {"primaryValue": "5"}, {"primaryValue": "6"})
    assert main(["import", "comtrade", str(path)]) == 0
    assert "Given twice with other values, the last kept: 1, as KAZ exports IRN 2023" in capsys.readouterr().err
