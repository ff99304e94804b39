"""`pledges`: what ministers promised in tonnes, and whether the network can carry it."""

from __future__ import annotations

import argparse

from corridor_data.load import Frames
from dashboard.commands.assign import table_as_json
from dashboard.commands.command import Command, to_json
from dashboard.commands.worlds import add_output_arguments, add_world_arguments, world_of, write_table
from dashboard.model.feasibility import PledgeQuestion, find_feasibility
from dashboard.text import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--pair", default="", metavar="A-B", help=say("two country codes; all pairs and corridors if none")
    )
    parser.add_argument(
        "--mode",
        action="append",
        choices=("rail", "road", "sea", "any"),
        help=say("mode allowed; may repeat; rail if none"),
    )
    parser.add_argument(
        "--delay", type=int, default=3, metavar="YEARS", help=say("by which all announced works come later")
    )
    parser.add_argument("--horizon", type=int, default=2030, metavar="YEAR", help=say("year of pledges that name none"))
    parser.add_argument("--unknown", type=float, metavar="MT", help=say("Mt a year put where nothing is published"))
    add_world_arguments(parser)
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return one sentence a pledge, or JSON.

    Raises
    ------
    CommandError, ScenarioError, UnknownPairError
        If the question cannot be asked; the message is one sentence.
    """
    modes = tuple(dict.fromkeys(arguments.mode or ["rail"]))
    question = PledgeQuestion(
        pair="-".join(sorted(arguments.pair.upper().split("-"))),
        modes=() if "any" in modes else modes,
        delay=arguments.delay,
        horizon=arguments.horizon,
        unknown_mt=arguments.unknown,
    )
    answer = find_feasibility(world_of(arguments, frames), question)
    frame = answer.frame()
    write_table(frame, arguments.out)
    if arguments.json:
        rows = {"sentence": answer.sentence(), "pledges": table_as_json(frame), "source_ids": list(answer.source_ids)}
        return to_json(rows)
    return "\n".join([answer.sentence(), answer.subtitle(), "", *frame["sentence"], "", *answer.notes()])


COMMAND = Command("pledges", say("pledges in tonnes against what the network can carry"), add_arguments, run)
