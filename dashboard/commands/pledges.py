"""`pledges`: what ministers promised in tonnes, and whether the network can carry it, one by one or all at once."""

from __future__ import annotations

import argparse

from corridor_data.load import Frames
from dashboard.commands.command import Command, table_as_json, to_json
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
from dashboard.model.flow.feasibility import PledgeQuestion, find_feasibility
from dashboard.model.flow.joint_pledges import find_joint_pledges
from dashboard.model.world.worlds import World
from dashboard.text import say

_JOINT = ("pair", "moves_now", "wanted", "added_mt", "carried_mt", "no_room_mt", "no_way_mt")
_FULL = ("element", "title", "usd_per_t", "holds_mt_per_year", "full_before", "project", "project_usd")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--pair", default="", metavar="A-B", help=say("two country codes; all pairs and corridors if none")
    )
    add_mode_argument(parser)
    parser.add_argument("--all-at-once", action="store_true", help=say("what all pairs add, kept at the same time"))
    parser.add_argument(
        "--delay", type=int, default=3, metavar="YEARS", help=say("by which all announced works come later")
    )
    parser.add_argument("--horizon", type=int, default=2030, metavar="YEAR", help=say("year of pledges that name none"))
    add_unknown_argument(parser)
    add_world_arguments(parser)
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return one sentence a pledge, or what all of them do at once, for reading or as JSON.

    Raises
    ------
    CommandError, ScenarioError, UnknownPairError
        If the question cannot be asked; the message is one sentence.
    """
    question = PledgeQuestion(
        pair="-".join(sorted(arguments.pair.upper().split("-"))),
        modes=modes_of(arguments),
        delay=arguments.delay,
        horizon=arguments.horizon,
        unknown_mt=arguments.unknown,
    )
    world = world_of(arguments, frames)
    find = _all_at_once if arguments.all_at_once else _one_by_one
    return find(world, question, arguments)


def _one_by_one(world: World, question: PledgeQuestion, arguments: argparse.Namespace) -> str:
    answer = find_feasibility(world, question)
    frame = answer.frame()
    write_table(frame, arguments.out)
    if arguments.json:
        return to_json(
            {
                "sentence": answer.sentence(), "pledges": table_as_json(frame), "notes": list(answer.notes()),
                "source_ids": list(answer.source_ids),
            }
        )  # fmt: skip
    return "\n".join([answer.sentence(), answer.subtitle(), "", *answer.each()["sentence"], "", *answer.notes()])


def _all_at_once(world: World, question: PledgeQuestion, arguments: argparse.Namespace) -> str:
    answer = find_joint_pledges(world, question)
    frame, full = answer.frame(), answer.short()
    write_table(frame, arguments.out)
    if arguments.json:
        return to_json(
            {
                "sentence": answer.sentence(), "pairs": table_as_json(frame), "full_links": table_as_json(full),
                "notes": list(answer.notes()), "source_ids": list(answer.source_ids),
            }
        )  # fmt: skip
    parts = [rounded_table(frame, _JOINT), answer.short_sentence(), rounded_table(full, _FULL)]
    return "\n\n".join([f"{answer.sentence()}\n{answer.subtitle()}", *parts, "\n".join(answer.notes())])


COMMAND = Command("pledges", say("pledges in tonnes against what the network can carry"), add_arguments, run)
