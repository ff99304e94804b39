"""`compare A B`: two scenarios side by side, by name or from files."""

from __future__ import annotations

import argparse
from pathlib import Path

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError, table_as_json, to_json
from dashboard.commands.worlds import add_output_arguments, add_unknown_argument, rounded_table, write_table
from dashboard.model.flow.comparisons import compare_worlds
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario_files import ScenarioReading, read_scenario, scenario_of_name
from dashboard.model.world.worlds import resolve_scenario
from dashboard.text import say

FILE = ".json"
"""Ending by which a file is told from a name."""

_SHOWN = 20
_LINKS = ("link_id", "title", "change", "first_mt", "second_mt", "difference_mt")
_PAIRS = ("demand_id", "difference_hours", "difference_usd_per_t", "difference_unmet_mt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("first", metavar="A", help=say("scenario: its id, or a file ending in .json"))
    parser.add_argument("second", metavar="B", help=say("scenario to set beside it"))
    add_unknown_argument(parser)
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return the differences, as JSON or for reading; the table written is that of the links.

    Raises
    ------
    CommandError, ScenarioError
        If a scenario does not exist, or its file cannot be read; the message says where it is wrong.
    """
    readings = [scenario_named(frames, name) for name in (arguments.first, arguments.second)]
    compiled = compile_network(frames)
    first, second = ((r.name, resolve_scenario(compiled, r.scenario)) for r in readings)
    answer = compare_worlds(first, second, arguments.unknown)
    links, pairs = answer.frame(), answer.pairs()
    write_table(links, arguments.out)
    notes = [*answer.notes(), *(remark for reading in readings for remark in reading.remarks)]
    if arguments.json:
        tables = {"settings": answer.settings(), "links": links, "pairs": pairs}
        rows = {name: table_as_json(table) for name, table in tables.items()}
        return to_json({"sentence": answer.sentence(), **rows, "notes": notes, "source_ids": list(answer.source_ids)})
    tables_read = [rounded_table(links.head(_SHOWN), _LINKS), rounded_table(pairs, _PAIRS)]
    return "\n\n".join([f"{answer.sentence()}\n{answer.subtitle()}", *tables_read, "\n".join(notes)])


def scenario_named(frames: Frames, name: str) -> ScenarioReading:
    """Return the scenario of a file or of a row of `scenarios`.

    Raises
    ------
    CommandError
        If the file cannot be read.
    ScenarioError
        If it is wrong, or there is no such scenario.
    """
    if not name.endswith(FILE):
        return scenario_of_name(frames, name)
    try:
        reading = read_scenario(frames, Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(say("{name} cannot be read: {reason}.", name=name, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise CommandError(say("{name} is not a text in UTF-8.", name=name)) from error
    return reading if reading.name else ScenarioReading(reading.scenario, Path(name).stem, reading.remarks)


COMMAND = Command("compare", say("two scenarios side by side, by name or from files"), add_arguments, run)
