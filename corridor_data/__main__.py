"""`python -m corridor_data check | build | tidy | diff OLD | import FORMAT FILE`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from corridor_data.build import build, find_faults
from corridor_data.columns import TABLES
from corridor_data.findings import DataError, report
from corridor_data.tidy import tidy

_USAGE = "Usage: python -m corridor_data check | build | tidy | diff OLD | import FORMAT FILE"


def main(arguments: list[str]) -> int:
    """Return the exit status of a command: 0 done, 1 faults in the data, 2 a command that cannot be understood."""
    match arguments:
        case ["check"]:
            return _check()
        case ["build"]:
            return _build()
        case ["tidy", *folders] if len(folders) <= 1:
            return _tidy(*folders)
        case _:
            print(_USAGE, file=sys.stderr)
            return 2


def _check() -> int:
    """Print every fault of the tables."""
    findings = find_faults()
    if findings:
        print(report(findings))
        return 1
    print("No faults in the tables")
    return 0


def _build() -> int:
    """Build the parquet files and say what they are."""
    started = time.perf_counter()
    try:
        edition = build()
    except DataError as error:
        print(error)
        print("The built files are as they were.")
        return 1
    rows = sum(table.num_rows for table in edition.tables.values())
    seconds = time.perf_counter() - started
    print(f"Built {len(edition.tables)} tables, {rows:,} rows, edition {edition.digest}, in {seconds:.1f} s")
    return 0


def _tidy(folder: str | None = None) -> int:
    """Put columns and rows of the tables in order."""
    try:
        changed = tidy(Path(folder) if folder else TABLES)
    except DataError as error:
        print(error)
        return 1
    print(f"Put in order: {', '.join(changed)}" if changed else "All tables are in order")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
