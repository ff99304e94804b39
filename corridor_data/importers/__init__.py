"""Published formats of trade statistics to rows of trade_series; a file of another shape is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from corridor_data.importers.comtrade import read_comtrade
from corridor_data.importers.imf import read_imf_sdmx, read_imf_wide
from corridor_data.importers.national import read_kazakh, read_uzbek
from corridor_data.importers.observations import Import, Observation, collect

Reader = Callable[[Path], Iterator[Observation]]

FORMATS: Mapping[str, tuple[Reader, str]] = MappingProxyType(
    {
        "comtrade": (read_comtrade, "un-comtrade"),
        "imf-sdmx": (read_imf_sdmx, "imf-imts"),
        "imf-wide": (read_imf_wide, "imf-dots"),
        "kazakh": (read_kazakh, "kaz-national"),
        "uzbek": (read_uzbek, "uzb-national"),
    }
)
"""Readers and the names of their data sets, by format."""


def import_file(
    file_format: str, path: Path, countries: Mapping[str, str], source_id: str = "", vintage: str = ""
) -> Import:
    """Return the rows of trade_series that a published file holds.

    Parameters
    ----------
    file_format
        One of `FORMATS`.
    path
        The file as downloaded.
    countries
        English name by alpha-3 code of the countries and blocs to keep; partners beyond them are counted, not imported.
    source_id, vintage
        What goes into these columns of every row.

    Raises
    ------
    KeyError
        If the format is unknown.
    UnexpectedShapeError
        If the file is not of that format; the message names what was expected and what was found.
    """
    read, dataset = FORMATS[file_format]
    return collect(read(path), countries, dataset=dataset, source_id=source_id, vintage=vintage)
