"""What every importer yields, and how observations become rows of trade_series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.core import get_global

from corridor_data.cells import number_text


class UnexpectedShapeError(ValueError):
    """A file is not laid out as its format says.

    Examples
    --------
    >>> print(UnexpectedShapeError(Path("trade.csv"), "a UN Comtrade CSV", "the columns year, amount"))
    trade.csv: expected a UN Comtrade CSV, found the columns year, amount.
    """

    def __init__(self, path: Path, expected: str, found: str) -> None:
        super().__init__(f"{path.name}: expected {expected}, found {found}.")


@dataclass(frozen=True)
class Observation:
    """One yearly figure of a published file.

    `reporter` and `partner` are alpha-3 codes, or names as printed; `value_usd` is in US dollars; `flow` is exports or
    imports from the reporter's side.
    """

    reporter: str
    partner: str
    year: int
    flow: str
    value_usd: float
    valuation: str
    obs_status: str = "A"


@dataclass(frozen=True)
class Import:
    """Rows of trade_series as texts by column.

    `aside` counts the observations left aside, by partner or reporter; `twice` names the figures that the file gives
    twice with other values, of which the last is kept.
    """

    rows: tuple[dict[str, str], ...]
    aside: Mapping[str, int]
    twice: tuple[str, ...] = ()


_QUALITY = {"A": "ok", "E": "estimate", "B": "series_break", "P": "ok"}

_SPELLINGS = {
    "world": "WLD",
    "всего": "WLD",
    "european union": "EUU",
    "страны ес": "EUU",
    "china, p.r.: mainland": "CHN",
    "czech rep.": "CZE",
    "kyrgyz rep.": "KGZ",
    "korea, rep. of": "KOR",
    "russian federation": "RUS",
    "slovak rep.": "SVK",
    "syrian arab rep.": "SYR",
    "turkey": "TUR",
    "united states of america": "USA",
    "viet nam": "VNM",
    "кыргызстан": "KGZ",
    "корея, республика": "KOR",
    "объединенные арабские эмираты": "ARE",
    "республика латвия": "LVA",
    "сирийская арабская республика": "SYR",
    "соединенное королевство": "GBR",
    "соединенные штаты америки": "USA",
    "чешская республика": "CZE",
}
"""Spellings of the publishers that are neither CLDR's nor its first words."""

_OTHER_STATES = frozenset(
    {"yemen arab rep.", "korea, dem. people's rep. of", "корея, народно-демократическая республика"}
)
"""Names whose first word would lead to another country."""


def country_codes(countries: Mapping[str, str]) -> dict[str, str]:
    """Return the alpha-3 code of each country by what files call it, in lower case.

    That is its own code, its name here, its names in English and Russian, its numeric code, and what publishers write.

    Examples
    --------
    >>> codes = country_codes({"IRN": "Iran"})
    >>> code_of("Iran, Islamic Rep. of", codes), code_of("Иран, Исламская Республика", codes), code_of("364", codes)
    ('IRN', 'IRN', 'IRN')
    """
    aliases = get_global("territory_aliases")
    alpha2 = {aliases[code][0]: code for code in countries if code in aliases}
    codes = {spelling: code for spelling, code in _SPELLINGS.items() if code in countries}
    for language in ("en", "ru"):
        names = Locale(language).territories.items()
        codes |= {name.lower(): alpha2[code] for code, name in names if code in alpha2}
    codes |= {code: alpha2[names[0]] for code, names in aliases.items() if code.isdigit() and names[0] in alpha2}
    return codes | {name.lower(): code for code, name in countries.items()} | {code.lower(): code for code in countries}


def code_of(name: str, codes: Mapping[str, str]) -> str | None:
    """Return the code of a country as printed, by its whole name or the part before the comma, None if unknown."""
    printed = " ".join(name.split()).lower()
    if printed in codes or printed in _OTHER_STATES:
        return codes.get(printed)
    return codes.get(printed.split(",")[0])


def collect(
    observations: Iterable[Observation],
    countries: Mapping[str, str],
    *,
    dataset: str,
    source_id: str = "",
    vintage: str = "",
) -> Import:
    """Return observations as rows of trade_series; those of countries that are not in `countries` are left aside."""
    codes = country_codes(countries)
    rows: dict[tuple[str, str, int, str], dict[str, str]] = {}
    aside: Counter[str] = Counter()
    twice: dict[str, None] = {}
    for seen in observations:
        reporter, partner = code_of(seen.reporter, codes), code_of(seen.partner, codes)
        if reporter is None or partner is None:
            aside[seen.partner if reporter else seen.reporter] += 1
            continue
        key, row = (reporter, partner, seen.year, seen.flow), _row(seen, reporter, partner)
        if key in rows and rows[key]["value_usd"] != row["value_usd"]:
            twice[f"{reporter} {seen.flow} {partner} {seen.year}"] = None
        rows[key] = row | {"dataset": dataset, "dataset_vintage": vintage, "source_id": source_id}
    return Import(tuple(rows[key] for key in sorted(rows)), aside, tuple(twice))


def _row(seen: Observation, reporter: str, partner: str) -> dict[str, str]:
    """Return the columns of a row that its observation fills."""
    return {
        "reporter_iso3": reporter,
        "partner_iso3": partner,
        "year": str(seen.year),
        "flow": seen.flow,
        "value_usd": number_text(round(seen.value_usd, 2)),
        "valuation": seen.valuation,
        "obs_status": seen.obs_status,
        "quality": _QUALITY.get(seen.obs_status, "estimate"),
    }
