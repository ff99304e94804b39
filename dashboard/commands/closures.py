"""`closures --depth 2 --top 50`: which closures harm present freight, or a flow between two ends, most."""

from __future__ import annotations

import argparse

import pandas as pd

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError, table_as_json, to_json
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
from dashboard.model.answers import Answer
from dashboard.model.contingency.closables import KINDS
from dashboard.model.contingency.contingencies import FIRST_KINDS, RANKS, ClosureQuestion
from dashboard.model.contingency.flow_losses import FlowLossQuestion, find_flow_closures
from dashboard.model.contingency.leagues import find_league
from dashboard.model.flow.capacity import CapacityQuestion
from dashboard.model.world.worlds import World
from dashboard.text import say

_FREIGHT = (
    "rank", "closed", "unserved_mt", "moved_mt", "hours_longer", "usd_dearer_per_t", "same_count", "sentence",
)  # fmt: skip
_FLOW = ("rank", "closed", "left_mt_per_year", "lost_mt_per_year", "same_count", "sentence")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--depth", type=int, default=1, choices=(1, 2), help=say("closures at a time"))
    parser.add_argument("--top", type=int, default=50, metavar="N", help=say("rows shown"))
    parser.add_argument(
        "--what",
        action="append",
        choices=(*KINDS, "all"),
        help=say("what may close; may repeat; all but places inland if none"),
    )
    parser.add_argument("--rank", default="unserved", choices=RANKS, help=say("what counts first"))
    parser.add_argument(
        "--by", default="generalised", choices=("generalised", "time", "cost"), help=say("what is to be least")
    )
    parser.add_argument("--from", dest="origin", metavar="END", help=say("flow between two ends: the origin"))
    parser.add_argument("--to", dest="destination", metavar="END", help=say("flow between two ends: the destination"))
    add_mode_argument(parser, say("mode of the flow; may repeat; rail if none"))
    add_unknown_argument(parser)
    add_world_arguments(parser)
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return the league, as JSON or for reading.

    Raises
    ------
    CommandError, ScenarioError
        If the question cannot be asked; the message is one sentence.
    """
    world = world_of(arguments, frames)
    if (arguments.origin is None) != (arguments.destination is None):
        raise CommandError(say("A flow has two ends: give both --from and --to, or neither."))
    columns, answer = (
        (_FREIGHT, _of_freight(arguments, world)) if arguments.origin is None else (_FLOW, _of_flow(arguments, world))
    )
    return printed(answer, answer.frame(), columns, arguments)


def _of_freight(arguments: argparse.Namespace, world: World) -> Answer:
    return find_league(
        world, ClosureQuestion(arguments.depth, arguments.by, arguments.rank, _kinds(arguments), arguments.top)
    )


def _kinds(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return what may close; none for everything."""
    if arguments.what is None:
        return FIRST_KINDS
    return () if "all" in arguments.what else tuple(dict.fromkeys(arguments.what))


def _of_flow(arguments: argparse.Namespace, world: World) -> Answer:
    capacity = CapacityQuestion(
        arguments.origin, arguments.destination, modes_of(arguments), unknown_mt=arguments.unknown
    )
    return find_flow_closures(world, FlowLossQuestion(capacity, arguments.depth, _kinds(arguments), arguments.top))


def printed(answer: Answer, frame: pd.DataFrame, columns: tuple[str, ...], arguments: argparse.Namespace) -> str:
    """Return an answer of one table, as JSON or for reading, after writing the table where the arguments say."""
    write_table(frame, arguments.out)
    if arguments.json:
        return to_json(
            {
                "sentence": answer.sentence(), "subtitle": answer.subtitle(), "rows": table_as_json(frame),
                "notes": list(answer.notes()), "source_ids": list(answer.source_ids),
            }
        )  # fmt: skip
    return "\n".join([answer.sentence(), answer.subtitle(), "", rounded_table(frame, columns), "", *answer.notes()])


COMMAND = Command("closures", say("which closures, one or two at a time, do most harm"), add_arguments, run)
