"""The rules of the tables: one small function a rule, named for the fault it finds; tables in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from corridor_data.checks import cells, dates, figures, places, ways
from corridor_data.checks.exceptions import silence
from corridor_data.columns import Schema
from corridor_data.findings import Finding
from corridor_data.read import Tables

Check = Callable[[Schema, Tables], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    check.__name__: check for room in (cells, dates, figures, places, ways) for check in room.CHECKS
}
"""Every check by its name, which exceptions.csv uses."""


def check_tables(schema: Schema, tables: Tables) -> list[Finding]:
    """Return every fault that the checks find, less those that exceptions.csv explains, in the order of file and line.

    An exception that explains nothing is itself a fault. Disagreement between sources is none: `conflicts` shows it.
    """
    found = [replace(finding, check=name) for name, check in CHECKS.items() for finding in check(schema, tables)]
    return sorted(silence(found, tables["exceptions"], CHECKS))
