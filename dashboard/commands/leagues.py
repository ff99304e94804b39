"""`leagues`: the league tables of closures for the named scenarios, made anew; `make data` runs it after the tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from corridor_data.load import Frames, load_frames
from dashboard.commands.command import Command, CommandError
from dashboard.model.contingency.leagues import FOLDER, write_leagues
from dashboard.text import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help=say("folder of the file; where the dashboard looks if none")
    )


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return which file was written, for how many scenarios and how large.

    Raises
    ------
    CommandError
        If other tables than the built ones would take the place of the leagues that the dashboard reads.
    """
    if arguments.out is None and frames.digest != load_frames().digest:
        raise CommandError(
            say("These are not the built tables, so their leagues go to a folder of their own; name one with --out.")
        )
    path = write_leagues(frames, arguments.out or FOLDER)
    return say(
        "Wrote {name}: closures one and two at a time in {count} scenarios, {size} kB, edition {edition}",
        name=path.name, count=len(frames.scenarios), size=round(path.stat().st_size / 1024), edition=frames.digest,
    )  # fmt: skip


COMMAND = Command("leagues", say("make the league tables of closures anew"), add_arguments, run)
