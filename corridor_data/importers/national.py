"""Tables of the statistics offices of Kazakhstan and Uzbekistan, as workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corridor_data.importers.observations import Observation, UnexpectedShapeError
from corridor_data.importers.sheets import Sheet, number, read_workbook

_KAZAKH = (
    "the Kazakh table 'Основные показатели внешней торговли Республики Казахстан' of a whole year, "
    "in thousands of US dollars, with Товарооборот, Экспорт and Импорт"
)
_YEAR = re.compile(r"(?:за\s+)?(?:январь\s*[-–]\s*декабрь\s+)?(\d{4})\s+год[а]?\W*$")
_THOUSAND_USD = 1000.0


def read_kazakh(path: Path) -> Iterator[Observation]:
    """Yield the yearly figures of the Kazakh workbook of trade by country: one sheet a year, thousands of US dollars.

    Sheets of part of a year, of notes and of contents are passed over. Raises `UnexpectedShapeError` if none is left.
    """
    years = 0
    sheets = read_workbook(path, _KAZAKH)
    for sheet in sheets.values():
        year = _kazakh_year(sheet)
        columns = _kazakh_columns(sheet)
        if year is None or columns is None:
            continue
        years += 1
        yield from _kazakh_sheet(sheet, year, columns)
    if not years:
        raise UnexpectedShapeError(path, _KAZAKH, f"the sheets {', '.join(sheets)}")


def _kazakh_year(sheet: Sheet) -> int | None:
    """Return the whole year that a sheet is about."""
    top = [str(cell).strip().lower() for row in sheet[:4] for cell in row if isinstance(cell, str)]
    titled = any("показатели внешней торговли" in text for text in top)
    in_dollars = any("тыс" in text and "долл" in text for text in top)
    years = [int(match[1]) for text in top if (match := _YEAR.match(text))]
    return years[0] if titled and in_dollars and years else None


def _kazakh_columns(sheet: Sheet) -> dict[str, int] | None:
    """Return the columns of exports and imports."""
    for row in sheet[:8]:
        names = {str(cell).strip().lower(): at for at, cell in enumerate(row) if cell}
        if {"товарооборот", "экспорт", "импорт"} <= names.keys():
            return {"exports": names["экспорт"], "imports": names["импорт"]}
    return None


def _kazakh_sheet(sheet: Sheet, year: int, columns: dict[str, int]) -> Iterator[Observation]:
    """Yield the figures of one sheet."""
    for row in sheet[5:]:
        partner = str(row[0] or "").split("\n")[0].strip() if row else ""
        for flow, at in columns.items():
            value = number(row[at]) if partner and len(row) > at else None
            if value is not None:
                yield Observation(
                    "KAZ", partner, year, flow, value * _THOUSAND_USD, "FOB" if flow == "exports" else "CIF"
                )


_UZBEK = "the Uzbek table of trade by country (Code, Klassifikator_en, a column a year; sdmx_data_1105 or _1176)"
_TABLES = {"1105": "exports", "1176": "imports"}


def read_uzbek(path: Path) -> Iterator[Observation]:
    """Yield the yearly figures of the Uzbek workbook: partners by numeric code, a column a year, thousand dollars.

    The table does not say what it holds: its number in the file's name does (1105 exports, 1176 imports). Raises
    `UnexpectedShapeError` for another name or other columns.
    """
    flow = next((flow for table, flow in _TABLES.items() if table in path.stem), None)
    if flow is None:
        raise UnexpectedShapeError(path, _UZBEK, "neither 1105 (exports) nor 1176 (imports) in the file's name")
    sheets = read_workbook(path, _UZBEK)
    for sheet in sheets.values():
        header_at = next((at for at, row in enumerate(sheet) if "Code" in row and "Klassifikator_en" in row), None)
        if header_at is not None:
            yield from _uzbek_sheet(sheet, header_at, flow)
            return
    raise UnexpectedShapeError(path, _UZBEK, f"the sheets {', '.join(sheets)} without such a header")


def _uzbek_sheet(sheet: Sheet, header_at: int, flow: str) -> Iterator[Observation]:
    """Yield the figures of the sheet below its header."""
    header = [str(cell or "") for cell in sheet[header_at]]
    code = header.index("Code")
    years = {at: int(text) for at, text in enumerate(header) if re.fullmatch(r"(19|20)\d\d", text)}
    for row in sheet[header_at + 1 :]:
        partner = str(row[code] or "").strip().zfill(3) if len(row) > code and row[code] else ""
        for at, year in years.items():
            value = number(row[at]) if partner and len(row) > at and row[at] is not None else None
            if value is not None:
                yield Observation(
                    "UZB", partner, year, flow, value * _THOUSAND_USD, "FOB" if flow == "exports" else "CIF"
                )
