"""Findings are values: a check yields them, only the builder raises, once, with all of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one cell, row or file.

    Attributes
    ----------
    file
        File name, as ``links.csv``.
    line
        Line of the file, counted from 1; 0 where the whole file is meant.
    column
        Column, empty where the whole row is meant.
    check
        Name of the check that found it.
    problem
        What is wrong, naming the value.
    cure
        What to do about it; may be empty.
    key
        Key of the row, parts joined by a vertical bar, for exceptions.csv.

    Examples
    --------
    >>> print(Finding("links.csv", 14, "from_place", "unknown_references", "'KZAKT' is not in places.csv",
    ...               "Did you mean 'KZAAU'?"))
    links.csv:14 [from_place] 'KZAKT' is not in places.csv. Did you mean 'KZAAU'?
    """

    file: str
    line: int
    column: str
    check: str
    problem: str
    cure: str = ""
    key: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        column = f" [{self.column}]" if self.column else ""
        return f"{where}{column} {self.problem}. {self.cure}".rstrip()


class DataError(ValueError):
    """The tables or the built files cannot be used; carries every finding.

    Examples
    --------
    >>> print(DataError([Finding("links.csv", 3, "length_km", "out_of_range", "-5 is below 0")]))
    1 fault in the tables
    links.csv:3 [length_km] -5 is below 0.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__(report(self.findings))


class BuiltFilesError(ValueError):
    """The built files are missing or are not those that their manifest names."""


def report(findings: Sequence[Finding]) -> str:
    """Return all findings as text, one a line, under their count."""
    count = len(findings)
    head = f"{count} fault{'' if count == 1 else 's'} in the tables"
    return "\n".join([head, *(str(finding) for finding in findings)])


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return "Did you mean …?" for the nearest known word, or an empty text if none is near.

    Examples
    --------
    >>> did_you_mean("KZAKT", ["KZAAU", "KZAKX", "IRTHR"])
    "Did you mean 'KZAKX'?"
    >>> did_you_mean("zzz", ["KZAAU"])
    ''
    """
    near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}?" if near else ""
