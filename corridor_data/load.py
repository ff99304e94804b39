"""Built files to typed frames, and nothing that the manifest does not vouch for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from corridor_data.arrays import frame_of
from corridor_data.columns import PARQUET, TABLES, read_columns
from corridor_data.editions import make_edition
from corridor_data.findings import BuiltFilesError, DataError
from corridor_data.packages import MANIFEST
from corridor_data.read import read_tables
from corridor_data.swaps import settled


@dataclass(frozen=True, eq=False)
class Frames:
    """All tables as typed frames, rows in the order of the key.

    Text, lists of ids and partial dates are pandas strings (missing is ``<NA>``), integers Int64, numbers float64
    (missing is NaN), dates datetime64, shapes WKB bytes (``shapely.from_wkb`` reads them). The frames are shared: never
    change them. Compared by identity, so that what follows from them can be remembered.

    Attributes
    ----------
    digest
        Name of this build of the data: same tables, same digest, whichever way they were loaded.
    """

    digest: str
    countries: pd.DataFrame
    sources: pd.DataFrame
    trade: pd.DataFrame
    commodities: pd.DataFrame
    trade_series: pd.DataFrame
    trade_targets: pd.DataFrame
    agreements: pd.DataFrame
    corridors: pd.DataFrame
    corridor_facts: pd.DataFrame
    projects: pd.DataFrame
    places: pd.DataFrame
    links: pd.DataFrame
    corridor_links: pd.DataFrame
    link_capacity: pd.DataFrame
    border_friction: pd.DataFrame
    speeds: pd.DataFrame
    unit_costs: pd.DataFrame
    emission_factors: pd.DataFrame
    parameters: pd.DataFrame
    journeys: pd.DataFrame
    events: pd.DataFrame
    scenarios: pd.DataFrame
    indicators: pd.DataFrame
    fx_rates: pd.DataFrame
    link_shapes: pd.DataFrame
    boundaries: pd.DataFrame
    conflict_notes: pd.DataFrame
    left_out: pd.DataFrame
    exceptions: pd.DataFrame
    changes: pd.DataFrame
    zones: pd.DataFrame
    demands: pd.DataFrame
    conflicts: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the frames by the name of their table."""
        return {name: getattr(self, name) for name in _table_names()}


def load_frames(folder: Path | None = None) -> Frames:
    """Return the built tables.

    Parameters
    ----------
    folder
        Folder of the built files; the project's own if None.

    Raises
    ------
    BuiltFilesError
        If the files are missing, changed since they were built, or older than this code.
    """
    folder = folder or PARQUET
    try:
        return _load(folder)
    except BuiltFilesError:
        # A build may have changed places with the folder between two reads; a second look tells that from a real fault.
        return _load(folder)


def _load(folder: Path) -> Frames:
    """Return the frames of one folder, each checked against the manifest as it is read."""
    folder = settled(folder)
    manifest = read_manifest(folder)
    schema = read_columns()
    frames = {}
    for name in _table_names():
        file = f"{name}.parquet"
        if file not in manifest.sha256:
            raise BuiltFilesError(f"{folder / MANIFEST} does not name {file}. {_REBUILD}")
        frames[name] = frame_of(_read(folder / file, _vouched(folder / file, manifest.sha256[file])))
        if tuple(frames[name].columns) != schema.names(name):
            raise BuiltFilesError(f"{folder / file} has other columns than columns.csv describes. {_REBUILD}")
    return Frames(digest=manifest.digest, **frames)


_REBUILD = "Run `python -m corridor_data build`"


def _read(path: Path, content: bytes) -> pa.Table:
    """Return the table in the bytes of a parquet file; the files are too small for threads to pay."""
    try:
        return pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
    except (pa.ArrowInvalid, OSError):
        raise BuiltFilesError(f"{path} is no parquet file that can be read. {_REBUILD}") from None


def _table_names() -> list[str]:
    """Return the names of all tables, the computed ones included."""
    return [field.name for field in fields(Frames) if field.name != "digest"]


@dataclass(frozen=True)
class Manifest:
    """What manifest.json vouches for: the digest of the data and the sha256 of every file."""

    digest: str
    sha256: Mapping[str, str]


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder of built files; `BuiltFilesError` if there is none or it cannot be read."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_bytes())
        return Manifest(str(content["digest"]), {name: str(file["sha256"]) for name, file in content["files"].items()})
    except OSError:
        raise BuiltFilesError(f"There is no {path}. {_REBUILD}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BuiltFilesError(f"{path} is no manifest with a digest and the sha256 of each file. {_REBUILD}") from None


def _vouched(path: Path, sha256: str) -> bytes:
    """Return the bytes of a file if they are those that the manifest names."""
    try:
        content = path.read_bytes()
    except OSError:
        raise BuiltFilesError(f"{path} is missing although the manifest names it. {_REBUILD}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        problem = f"{path} is not the file its manifest names (sha256 {found[:12]}…, expected {sha256[:12]}…)"
        raise BuiltFilesError(f"{problem}. {_REBUILD}")
    return content


def load_tables(folder: Path | None = None, *, strict: bool = True) -> Frames:
    """Return the same frames straight from the CSV files, for small worlds and work in progress.

    Reads types and sorts rows, but runs no checks: `corridor_data.checks` does that. A table without a file is empty.

    Parameters
    ----------
    folder
        Folder of the tables; the project's own if None.
    strict
        Whether an unreadable cell is an error; otherwise it is missing in the frame, and `check` names it.

    Raises
    ------
    DataError
        If `strict` and a cell cannot be read as the type of its column.
    """
    folder = folder or TABLES
    schema = read_columns(folder)
    tables, findings = read_tables(folder, schema)
    findings = [finding for finding in findings if finding.check != "missing_tables"]
    if findings and strict:
        raise DataError(findings)
    edition = make_edition(schema, tables)
    return Frames(digest=edition.digest, **{name: frame_of(table) for name, table in edition.tables.items()})


def split_ids(text: object) -> tuple[str, ...]:
    """Return the ids of a list cell; none for a missing one.

    Examples
    --------
    >>> split_ids("IRTHR;IRQAZ"), split_ids(pd.NA)
    (('IRTHR', 'IRQAZ'), ())
    """
    return tuple(text.split(";")) if isinstance(text, str) and text else ()
