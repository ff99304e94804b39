"""UN Comtrade: the CSV file that comtradeplus.un.org offers for download."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corridor_data.importers.observations import Observation, UnexpectedShapeError
from corridor_data.importers.sheets import number, read_csv_records, year_of

_NEEDED = ("freqCode", "refYear", "reporterISO", "flowCode", "partnerISO", "cmdCode", "primaryValue")
_EXPECTED = f"a UN Comtrade CSV as downloaded, with {', '.join(_NEEDED)}"
_FLOWS = {"X": ("exports", "FOB"), "M": ("imports", "CIF")}
_WHOLE = {"cmdCode": "TOTAL", "partner2Code": "0", "motCode": "0", "customsCode": "C00", "mosCode": "0"}
"""Codes of the rows that stand for all goods, whatever the second partner, transport or procedure."""
_BLOCS = {"W00": "WLD", "EUR": "EUU", "EU2": "EUU"}


def read_comtrade(path: Path) -> Iterator[Observation]:
    """Yield the yearly totals of exports and imports of a UN Comtrade download.

    Re-exports, re-imports, months, single commodities and means of transport are passed over. Raises
    `UnexpectedShapeError` if the columns are not those of Comtrade or no row is a yearly total.
    """
    found = 0
    for row in read_csv_records(path, _EXPECTED, _NEEDED):
        whole = all(row.get(column, code) == code for column, code in _WHOLE.items())
        value = number(row["primaryValue"])
        if row["freqCode"] != "A" or row["flowCode"] not in _FLOWS or not whole or value is None:
            continue
        found += 1
        flow, valuation = _FLOWS[row["flowCode"]]
        partner = _BLOCS.get(row["partnerISO"], row["partnerISO"])
        status = "E" if row.get("legacyEstimationFlag", "0") not in {"", "0"} else "A"
        yield Observation(
            row["reporterISO"], partner, year_of(path, _EXPECTED, row["refYear"]), flow, value, valuation, status
        )
    if not found:
        raise UnexpectedShapeError(
            path, "yearly totals (freqCode A, cmdCode TOTAL, flowCode X or M)", "none among its rows"
        )
