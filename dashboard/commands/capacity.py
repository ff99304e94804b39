"""`capacity --from A --to B`: how much fits, and which links bind."""

from __future__ import annotations

import argparse

from corridor_data.load import Frames
from dashboard.commands.command import Command, to_json
from dashboard.commands.worlds import (
    add_mode_argument,
    add_output_arguments,
    add_unknown_argument,
    add_world_arguments,
    modes_of,
    rounded_table,
    world_of,
    write_table,
)
from dashboard.model.flow.capacity import CapacityQuestion, capacity_as_json, find_capacity
from dashboard.text import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--from", dest="from_end", required=True, metavar="END", help=say("country code or place"))
    parser.add_argument("--to", dest="to_end", required=True, metavar="END", help=say("country code or place"))
    add_mode_argument(parser)
    parser.add_argument("--spare", action="store_true", help=say("what is left after present traffic"))
    add_unknown_argument(parser)
    parser.add_argument("--avoid-country", action="append", default=[], metavar="ISO3", help=say("may repeat"))
    parser.add_argument("--stretch", type=float, default=1.5, help=say("longest way, as a multiple of the shortest"))
    add_world_arguments(parser)
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return what fits, as JSON or for reading.

    Raises
    ------
    CommandError, ScenarioError
        If the question cannot be asked; the message is one sentence.
    """
    question = CapacityQuestion(
        from_end=arguments.from_end,
        to_end=arguments.to_end,
        modes=modes_of(arguments),
        gross="spare" if arguments.spare else "gross",
        unknown_mt=arguments.unknown,
        avoid_countries=tuple(code.upper() for code in arguments.avoid_country),
        stretch=arguments.stretch,
    )
    answer = find_capacity(world_of(arguments, frames), question)
    frame = answer.frame()
    write_table(frame, arguments.out)
    if arguments.json:
        return to_json(capacity_as_json(answer))
    table = rounded_table(frame, ("element", "title", "flow_mt_per_year", "mt_per_year", "basis", "binds"))
    return "\n".join([answer.sentence(), answer.subtitle(), "", table, "", *answer.notes()])


COMMAND = Command("capacity", say("how much fits between two ends, and what binds"), add_arguments, run)
