"""The same questions without a browser: `python -m dashboard.cli COMMAND …`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from corridor_data.columns import read_columns
from corridor_data.findings import BuiltFilesError, DataError
from corridor_data.load import Frames, load_frames, load_tables
from corridor_data.streams import while_read
from dashboard.commands import NAMES, load_command
from dashboard.commands.command import CommandError
from dashboard.model.place_names import AmbiguousPlaceError, UnknownPlaceError
from dashboard.model.records.readings import UnknownPairError
from dashboard.model.world.parameters import MissingParameterError
from dashboard.model.world.scenario import ScenarioError
from dashboard.text import say

WRONG = 2
"""Exit code of a question that cannot be asked."""

_FOR_THE_VISITOR = (
    CommandError,
    UnknownPlaceError,
    AmbiguousPlaceError,
    ScenarioError,
    UnknownPairError,
    MissingParameterError,
    BuiltFilesError,
    DataError,
)


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Leave with the message alone."""
        self.exit(WRONG, f"{self.prog}: {message}\n")


def build_parser(names: Iterable[str] = NAMES) -> argparse.ArgumentParser:
    """Return the parser of some commands, of all if none are named."""
    parser = _Parser(prog="corridor", description=__doc__)
    parser.add_argument(
        "--tables", type=Path, metavar="FOLDER", help=say("read the CSV tables of a folder instead of the built files")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for command in map(load_command, names):
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


def _load(folder: Path | None) -> Frames:
    """Return the tables of a folder, or the built ones."""
    if folder is None:
        return load_frames()
    if not any((folder / f"{name}.csv").is_file() for name in read_columns().edited()):
        raise CommandError(say("{folder} holds no tables; name a folder with files such as links.csv.", folder=folder))
    return load_tables(folder)


def main(argv: Sequence[str] | None = None, frames: Frames | None = None) -> int:
    """Run one command and return its exit code: 0, or 2 with one sentence where the question cannot be asked.

    Parameters
    ----------
    argv
        Arguments; those of the process if None.
    frames
        Tables; the built ones if None.
    """
    words = sys.argv[1:] if argv is None else argv
    arguments = build_parser([name for name in NAMES if name in words] or NAMES).parse_args(words)
    return while_read(lambda: _run(arguments, frames))


def _run(arguments: argparse.Namespace, frames: Frames | None) -> int:
    """Print what a command returns, or one sentence on standard error."""
    try:
        print(arguments.run(arguments, _load(arguments.tables) if frames is None else frames))
    except _FOR_THE_VISITOR as error:
        print(error, file=sys.stderr)
        return WRONG
    return 0


if __name__ == "__main__":
    sys.exit(main())
