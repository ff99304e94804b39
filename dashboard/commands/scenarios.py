"""`scenarios`: list the named ones, save one as a file, check a file, print the schema of such files."""

from __future__ import annotations

import argparse
from pathlib import Path

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError, to_json, to_table
from dashboard.commands.compare import scenario_named
from dashboard.model.world.scenario_files import scenario_schema, write_scenario
from dashboard.text import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("name", nargs="?", metavar="A", help=say("scenario: its id, or a file ending in .json"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=say("save it as a file that may be bent and loaded"))
    parser.add_argument("--schema", action="store_true", help=say("print the JSON Schema of scenario files"))


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return the list, the schema, or one scenario as the text of a file.

    Raises
    ------
    CommandError, ScenarioError
        If the scenario does not exist, its file is wrong, or the new file cannot be written.
    """
    if arguments.schema:
        return to_json(scenario_schema())
    if arguments.name is None:
        return to_table(frames.scenarios.assign(date=frames.scenarios["date"].dt.date), ["scenario_id", "date", "name"])
    reading = scenario_named(frames, arguments.name)
    text = write_scenario(frames, reading.scenario, reading.name)
    if arguments.out is None:
        return "\n".join([text.rstrip(), *reading.remarks])
    try:
        arguments.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(
            say("{name} cannot be written: {reason}.", name=arguments.out, reason=error.strerror)
        ) from error
    return "\n".join([say("“{name}” is saved in {file}.", name=reading.name, file=arguments.out), *reading.remarks])


COMMAND = Command("scenarios", say("list, save and check scenarios"), add_arguments, run)
