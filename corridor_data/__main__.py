"""`python -m corridor_data check | build | tidy | diff OLD | import FORMAT FILE`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from corridor_data.build import build, find_faults
from corridor_data.changes import UnknownStateError, compare, frames_of
from corridor_data.columns import TABLES, read_columns
from corridor_data.findings import DataError, report
from corridor_data.importers import FORMATS, import_file
from corridor_data.importers.observations import UnexpectedShapeError
from corridor_data.read import read_table
from corridor_data.streams import while_read
from corridor_data.tidy import csv_text, tidy

_NAMED = 5  # names given of those left aside; world files hold two hundred


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence and exits with 2."""

    def error(self, message: str) -> NoReturn:
        """Print one sentence, naming the command line that would do."""
        self.exit(2, f"{message[:1].upper()}{message[1:]}; `{self.prog} --help` says what can be asked.\n")


def main(arguments: list[str] | None = None) -> int:
    """Return the exit status of a command: 0 done, 1 faults in the data, 2 a command that cannot be carried out."""
    asked = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = asked.run
    return while_read(lambda: command(asked))


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = _Parser(prog="python -m corridor_data", description="Check, build, compare and import the tables.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    for name, run, text in (
        ("check", _check, "say every fault of the tables, by file and line"),
        ("build", _build, "check, then write the parquet files"),
        ("tidy", _tidy, "put columns and rows of the tables in order"),
    ):
        command = commands.add_parser(name, help=text)
        command.set_defaults(run=run)
        command.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")
    diff = commands.add_parser("diff", help="list the figures that changed since OLD")
    diff.set_defaults(run=_diff)
    diff.add_argument("old", metavar="OLD", help="folder of tables or built files, or a revision")
    bring = commands.add_parser(
        "import", help="turn a published file into rows of trade_series.csv, on standard output"
    )
    bring.set_defaults(run=_import)
    bring.add_argument("format", metavar="FORMAT", choices=list(FORMATS), help=", ".join(FORMATS))
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument("--source", default="", help="source_id of the rows")
    bring.add_argument("--vintage", default="", help="edition of the data set")
    return parser


def _check(asked: argparse.Namespace) -> int:
    """Print every fault of the tables."""
    findings = find_faults(asked.tables)
    if findings:
        print(report(findings))
        return 1
    print("No faults in the tables")
    return 0


def _build(asked: argparse.Namespace) -> int:
    """Build the parquet files and say what they are."""
    started = time.perf_counter()
    try:
        edition = build(asked.tables)
    except DataError as error:
        print(error)
        print("The built files are as they were.")
        return 1
    rows = sum(table.num_rows for table in edition.tables.values())
    seconds = time.perf_counter() - started
    print(f"Built {len(edition.tables)} tables, {rows:,} rows, edition {edition.digest}, in {seconds:.1f} s")
    return 0


def _tidy(asked: argparse.Namespace) -> int:
    """Put columns and rows of the tables in order."""
    try:
        changed = tidy(asked.tables)
    except DataError as error:
        print(error)
        return 1
    print(f"Put in order: {', '.join(changed)}" if changed else "All tables are in order")
    return 0


def _diff(asked: argparse.Namespace) -> int:
    """Print what changed since an older state of the data."""
    try:
        old = frames_of(asked.old)
    except UnknownStateError as error:
        print(f"{error}.", file=sys.stderr)
        return 2
    found = compare(old, frames_of(str(TABLES)), read_columns())
    count = len(found.changes)
    print(f"{count} figure{'' if count == 1 else 's'} changed")
    for change in found.changes:
        print(change)
    for word, rows in (("new", found.added), ("gone", found.removed), ("changed in their words", found.reworded)):
        if rows:
            print(f"Rows {word}: {_counts(rows)}")
    return 0


def _import(asked: argparse.Namespace) -> int:
    """Print the rows of a published file as CSV, and on the error stream what was left aside."""
    schema = read_columns()
    countries, _ = read_table(TABLES / "countries.csv", "countries", schema.tables["countries"])
    names = {row["iso3"]: row["name"] for row in countries.rows}
    try:
        found = import_file(asked.format, asked.file, names, source_id=asked.source, vintage=asked.vintage)
    except UnexpectedShapeError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{asked.file} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    print(csv_text(schema.names("trade_series"), found.rows), end="")
    print(f"Rows: {len(found.rows)}", file=sys.stderr)
    if found.aside:
        named = ", ".join(list(found.aside)[:_NAMED])
        print(f"Names left aside, not in countries.csv: {len(found.aside)}, as {named}", file=sys.stderr)
    if found.twice:
        named = ", ".join(found.twice[:_NAMED])
        print(f"Given twice with other values, the last kept: {len(found.twice)}, as {named}", file=sys.stderr)
    return 0


def _counts(numbers: Mapping[str, int]) -> str:
    """Return names with their numbers, as "trade 3, links 1"."""
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


if __name__ == "__main__":
    sys.exit(main())
