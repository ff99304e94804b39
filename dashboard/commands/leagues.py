"""`leagues`: the league tables of closures for the named scenarios, made anew; `make data` runs it after the tables."""

from __future__ import annotations

import argparse

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError
from dashboard.model.leagues import write_leagues
from dashboard.text import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no arguments."""


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """
    Return which file was written, for how many scenarios and how large.

    Raises
    ------
    CommandError
        If the tables are not the built ones: leagues of others would take the place of those that pages show.
    """
    if arguments.tables is not None:
        raise CommandError(say("Leagues are made of the built tables only; leave out --tables."))
    path = write_leagues(frames)
    return say(
        "Wrote {name}: closures one and two at a time in {count} scenarios, {size} kB, edition {edition}",
        name=path.name, count=len(frames.scenarios), size=round(path.stat().st_size / 1024), edition=frames.digest,
    )  # fmt: skip


COMMAND = Command("leagues", say("make the league tables of closures anew"), add_arguments, run)
