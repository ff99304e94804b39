"""IMF direction of trade: SDMX-CSV of DOTS and IMTS, and the wide spreadsheet of one reporter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.core import get_global

from corridor_data.importers.observations import Observation, UnexpectedShapeError
from corridor_data.importers.sheets import Sheet, number, read_csv_records, read_workbook, year_of

_INDICATORS = {
    "XG_FOB_USD": ("exports", "FOB"),
    "MG_CIF_USD": ("imports", "CIF"),
    "TXG_FOB_USD": ("exports", "FOB"),
    "TMG_CIF_USD": ("imports", "CIF"),
}
_IMTS = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE")
_DOTS = ("REF_AREA", "INDICATOR", "COUNTERPART_AREA", "FREQ", "TIME_PERIOD", "OBS_VALUE")
_EXPECTED = f"an IMF SDMX-CSV with {', '.join(_IMTS)} (IMTS) or {', '.join(_DOTS)} (DOTS)"
_GROUPS = {"G001": "WLD", "W00": "WLD", "W0": "WLD", "1C_ALL": "WLD", "B0": "EUU"}
_STATUSES = frozenset("ABEP")


def read_imf_sdmx(path: Path) -> Iterator[Observation]:
    """Yield the yearly exports and imports of an SDMX-CSV file of the IMF.

    IMTS gives dollars whatever its SCALE says; DOTS gives units of 10 to the power of UNIT_MULT. Balances, imports FOB,
    months and quarters are passed over. Raises `UnexpectedShapeError` for other columns or a file without a yearly
    figure.
    """
    records = read_csv_records(path, _EXPECTED, ("INDICATOR", "TIME_PERIOD", "OBS_VALUE"))
    names = _IMTS if records and "COUNTERPART_COUNTRY" in records[0] else _DOTS
    if missing := [name for name in names if records and name not in records[0]]:
        raise UnexpectedShapeError(path, _EXPECTED, f"no {' and no '.join(missing)}")
    found = 0
    for row in records:
        value = number(row["OBS_VALUE"])
        yearly = row[names[3]] == "A" and row["INDICATOR"] in _INDICATORS
        if not yearly or value is None:
            continue
        found += 1
        year = year_of(path, _EXPECTED, row["TIME_PERIOD"])
        yield _observation(row, names, year, value * 10 ** _power(path, row.get("UNIT_MULT") or "0"))
    if not found:
        raise UnexpectedShapeError(path, f"yearly figures (A) of {' or '.join(_INDICATORS)}", "none among its rows")


def _power(path: Path, text: str) -> int:
    """Return the power of ten of a unit; `UnexpectedShapeError` if it is none."""
    if not re.fullmatch(r"-?\d\d?", text):
        raise UnexpectedShapeError(path, "a power of ten in UNIT_MULT", repr(text))
    return int(text)


def _observation(row: Mapping[str, str], names: tuple[str, ...], year: int, value_usd: float) -> Observation:
    """Return one row of SDMX-CSV as an observation."""
    flow, valuation = _INDICATORS[row["INDICATOR"]]
    status = row.get("STATUS") or row.get("OBS_STATUS") or "A"
    return Observation(
        _code(row[names[0]]),
        _code(row[names[2]]),
        year,
        flow,
        value_usd,
        valuation,
        status if status in _STATUSES else "A",
    )


def _code(area: str) -> str:
    """Return the alpha-3 code of an area that may be given by two letters or as a group."""
    if area in _GROUPS:
        return _GROUPS[area]
    return _alpha3().get(area, area)


def _alpha3() -> dict[str, str]:
    """Return alpha-3 by alpha-2 codes."""
    aliases = get_global("territory_aliases").items()
    return {names[0]: code for code, names in aliases if len(code) == 3 and code.isalpha() and len(names) == 1}


_TITLE = re.compile(r"(Exports, FOB|Imports, CIF) (?:to|from) Partner Countries")
_WIDE = "the IMF's sheet of one reporter (a title as 'Exports, FOB to Partner Countries', the unit, a row of years)"
_UNITS = {"US Dollars, Millions": 1e6, "US Dollars, Thousands": 1e3, "US Dollars": 1.0}


def read_imf_wide(path: Path) -> Iterator[Observation]:
    """Yield the yearly figures of the workbook in which the IMF gives one reporter: partners down, years across.

    Exports and imports stand on a sheet each. Raises `UnexpectedShapeError` if no sheet is of that kind or its unit is
    unknown.
    """
    book = read_workbook(path, _WIDE)
    sheets = [sheet for sheet in book.values() if _find(sheet, _TITLE)]
    if not sheets:
        raise UnexpectedShapeError(path, _WIDE, f"the sheets {', '.join(book)} without such a title")
    for sheet in sheets:
        yield from _wide_sheet(path, sheet)


def _wide_sheet(path: Path, sheet: Sheet) -> Iterator[Observation]:
    """Yield the figures of one sheet."""
    title_row, column, title = _find(sheet, _TITLE) or (0, 0, "")
    below = [row[column] if len(row) > column else None for row in sheet[title_row + 1 :]]
    texts = [(at, str(cell)) for at, cell in enumerate(below, title_row + 1) if cell]
    unit_at = next((at for at, text in texts if text in _UNITS), None)
    years_at = next((at for at, row in enumerate(sheet) if at > title_row and _years(row)), None)
    if len(texts) < 2 or unit_at is None or years_at is None:
        raise UnexpectedShapeError(path, _WIDE, "a sheet without a known unit or without a row of years")
    reporter, factor = texts[0][1], _UNITS[str(sheet[unit_at][column])]
    flow, valuation = ("exports", "FOB") if title.startswith("Exports") else ("imports", "CIF")
    years = _years(sheet[years_at])
    for row in sheet[years_at + 1 :]:
        partner = row[column] if len(row) > column else None
        for at, year in years.items():
            value = number(row[at]) if partner and len(row) > at and row[at] is not None else None
            if value is not None:
                yield Observation(reporter, str(partner), year, flow, value * factor, valuation)


def _find(sheet: Sheet, pattern: re.Pattern[str]) -> tuple[int, int, str] | None:
    """Return row, column and text of the first cell of the first ten rows that a pattern fits."""
    for at, row in enumerate(sheet[:10]):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and pattern.match(cell.strip()):
                return at, column, cell.strip()
    return None


def _years(row: list[str | float | int | None]) -> dict[int, int]:
    """Return the years of a row by their column, nothing if it is no row of years."""
    texts = {at: str(cell) for at, cell in enumerate(row) if cell is not None}
    years = {at: int(text) for at, text in texts.items() if re.fullmatch(r"(19|20)\d\d", text)}
    return years if len(years) == len(texts) else {}
