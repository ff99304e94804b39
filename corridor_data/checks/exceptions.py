"""Values known to look wrong and be right: exceptions.csv takes their findings away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from corridor_data.findings import Finding, did_you_mean
from corridor_data.read import Table


def silence(findings: Iterable[Finding], exceptions: Table, checks: Collection[str]) -> list[Finding]:
    """Return the findings that no exception explains, and one for each exception that explains none."""
    wanted = {_target(row): number for number, row in enumerate(exceptions.rows)}
    used: set[int] = set()
    left = []
    for finding in findings:
        number = wanted.get((finding.file.removesuffix(".csv"), finding.key, finding.column, finding.check))
        if number is None:
            left.append(finding)
        else:
            used.add(number)
    return left + [
        replace(_unused(exceptions, number, checks), check="unused_exceptions")
        for number in range(len(exceptions.rows))
        if number not in used
    ]


def _target(row: dict[str, str | None]) -> tuple[str, str, str, str]:
    """Return what an exception speaks of."""
    return str(row["table"]), str(row["key"] or ""), str(row["column"] or ""), str(row["check"])


def _unused(exceptions: Table, number: int, checks: Collection[str]) -> Finding:
    """Return the finding about an exception that is of no use."""
    check = str(exceptions.rows[number]["check"])
    if check not in checks:
        cure = did_you_mean(check, checks) or f"Checks are {', '.join(sorted(checks))}"
        return exceptions.finding(number, "check", f"{check!r} is no check", cure)
    table, key, column, _ = _target(exceptions.rows[number])
    problem = f"{check} finds nothing at {table} {key!r} [{column}]"
    return exceptions.finding(number, "key", problem, "Remove the exception, or correct what it names")
