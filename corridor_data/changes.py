"""What changed between two states of the data: which published figures, by how much, and why."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from corridor_data.arrays import frame_of
from corridor_data.cells import cell_texts, number_text
from corridor_data.columns import COMPUTED, TABLES, Schema, read_columns
from corridor_data.packages import MANIFEST
from corridor_data.read import Table, read_tables

_SILENT = (*COMPUTED, "changes", "left_out", "exceptions", "conflict_notes")
"""Tables whose rows are no published figures."""

_FIGURES = ("number", "integer")


class UnknownStateError(ValueError):
    """A name that is neither a folder of tables or built files nor a revision of the repository."""


@dataclass(frozen=True)
class Change:
    """One figure that changed, came or went; `old` or `new` is empty where there was or is none."""

    table: str
    key: str
    column: str
    old: str
    new: str
    reason: str

    def __str__(self) -> str:
        """Return the change as a line.

        Examples
        --------
        >>> print(Change("trade", "tr-2024", "value", "338000000", "340000000", "Revised by the office"))
        trade tr-2024 [value] 338000000 -> 340000000 (+2000000, +0.59 %). Revised by the office
        """
        where = f"{self.table} {self.key} [{self.column}]"
        if not self.old or not self.new:
            return f"{where} {self.old or 'missing'} -> {self.new or 'missing'}. {self.reason}"
        step = float(f"{float(self.new) - float(self.old):.12g}")  # 1.3 - 1.5 is -0.2 and not -0.19999999999999996
        share = f", {100 * step / abs(float(self.old)):+.2f} %" if float(self.old) else ""
        sign = "+" if step > 0 else ""
        return f"{where} {self.old} -> {self.new} ({sign}{number_text(step)}{share}). {self.reason}"


@dataclass(frozen=True)
class Comparison:
    """All changed figures, and how many rows came, went, or changed in their words only, by table."""

    changes: tuple[Change, ...]
    added: Mapping[str, int]
    removed: Mapping[str, int]
    reworded: Mapping[str, int]


def compare(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame], schema: Schema) -> Comparison:
    """Return what changed from one set of frames to another.

    Rows are matched by key. A row that went takes its figures with it, which are listed; rows that came are counted.
    Reasons come from the newest entry of the change log on that cell, or on that row.
    """
    reasons = _reasons(new.get("changes"))
    changes: list[Change] = []
    added: Counter[str] = Counter()
    removed: Counter[str] = Counter()
    reworded: Counter[str] = Counter()
    for name in (name for name in schema.tables if name not in _SILENT and name in old and name in new):
        before, after = _cells(old[name], schema, name), _cells(new[name], schema, name)
        added[name] = len(after.keys() - before.keys())
        removed[name] = len(before.keys() - after.keys())
        figures = [column.name for column in schema.tables[name] if column.type in _FIGURES and not column.key]
        for key in sorted(before):
            found = [
                Change(name, key, column, was, now, _reason(reasons, name, key, column))
                for column, was, now in _changed(before[key], after.get(key, {}), figures)
            ]
            changes.extend(found)
            reworded[name] += not found and key in after and _differ(before[key], after[key])
    return Comparison(tuple(changes), +added, +removed, +reworded)


def _cells(frame: pd.DataFrame, schema: Schema, name: str) -> dict[str, dict[str, str]]:
    """Return the cells of a table as texts, by key of the row; a key column that it did not have then is empty."""
    texts = {column: cell_texts(frame[column]) for column in frame.columns if column in schema.names(name)}
    rows = [dict(zip(texts, values, strict=True)) for values in zip(*texts.values(), strict=True)]
    return {"|".join(row.get(part, "") for part in schema.key(name)): row for row in rows}


def _changed(before: Mapping[str, str], after: Mapping[str, str], figures: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield column, old and new of the figures of a row that are not what they were; a new column is no change."""
    for column in figures:
        old, new = before.get(column, ""), after.get(column, "")
        if old != new and (column in before or not after):
            yield column, old, new


def _reason(reasons: Mapping[tuple[str, str, str], str], table: str, key: str, column: str) -> str:
    """Return the reason of a change, be it on record for the cell or for the row."""
    return reasons.get((table, key, column)) or reasons.get((table, key, "")) or "No reason is on record"


def _differ(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Return whether any cell that both have is another."""
    return any(after.get(column, text) != text for column, text in before.items())


def _reasons(log: pd.DataFrame | None) -> dict[tuple[str, str, str], str]:
    """Return the newest reason of the change log by table, key and column, an empty column standing for the row."""
    reasons: dict[tuple[str, str, str], str] = {}
    if log is None:
        return reasons
    ordered = log.sort_values("date", kind="stable")
    columns = (cell_texts(ordered[name]) for name in ("table", "key", "column", "reason"))
    for table, key, column, reason in zip(*columns, strict=True):
        reasons[table, key, column] = reasons[table, key, ""] = reason
    return reasons


def frames_of(name: str) -> dict[str, pd.DataFrame]:
    """Return the frames of a state of the data.

    Parameters
    ----------
    name
        A folder of built files, a folder of tables, or a revision of the repository this code stands in.

    Raises
    ------
    UnknownStateError
        If it is none of them.
    """
    folder = Path(name)
    if (folder / MANIFEST).exists():
        return {path.stem: _built_table(path) for path in sorted(folder.glob("*.parquet"))}
    if found := _tables_of(folder):
        return found
    with tempfile.TemporaryDirectory() as scratch:
        return _tables_of(_revision(name, Path(scratch)))


def _built_table(path: Path) -> pd.DataFrame:
    """Return the frame of a built file; `UnknownStateError` if it is none."""
    try:
        return frame_of(pq.read_table(path))
    except (pa.ArrowInvalid, OSError):
        raise UnknownStateError(f"{path} is no parquet file that can be read") from None


def _tables_of(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the frames of a folder of tables, as its own columns.csv describes them."""
    tables, _ = read_tables(folder, read_columns(folder))
    return {name: table.frame for name, table in tables.items() if _is_there(table, folder)}


def _is_there(table: Table, folder: Path) -> bool:
    """Return whether the file of a table exists."""
    return (folder / table.file).exists()


def _revision(name: str, scratch: Path) -> Path:
    """Return a folder with the tables of a revision of the repository."""
    root = TABLES.parents[1]
    inside = TABLES.relative_to(root)
    # A name that starts with a hyphen would be an option of git's and not a revision.
    git = None if name.startswith("-") else shutil.which("git")
    command = [str(git), "-C", str(root), "archive", "--format=tar", name, "--", str(inside)]
    found = subprocess.run(command, capture_output=True, check=False) if git else None  # noqa: S603
    if found is None or found.returncode:
        raise UnknownStateError(f"{name!r} is neither a folder of tables or built files nor a revision with tables")
    with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / inside
