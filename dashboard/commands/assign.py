"""`assign`: present freight on the network, and what the full links are worth."""

from __future__ import annotations

import argparse

from corridor_data.load import Frames
from dashboard.commands.command import Command, table_as_json, to_json
from dashboard.commands.worlds import (
    add_output_arguments,
    add_unknown_argument,
    add_world_arguments,
    rounded_table,
    world_of,
    write_table,
)
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.programmes import UNMET_USD_PER_T, FreightQuestion
from dashboard.text import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--demand", default="central", choices=("low", "central", "high"), help=say("which demand"))
    parser.add_argument("--growth", type=float, default=1.0, metavar="X", help=say("multiplier on every demand"))
    parser.add_argument(
        "--unmet", type=float, default=UNMET_USD_PER_T, metavar="USD", help=say("price of a tonne that stays behind")
    )
    add_unknown_argument(parser)
    add_world_arguments(parser)
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return loads, prices and what has no room, as JSON or for reading.

    Raises
    ------
    CommandError, ScenarioError, DemandError
        If the question cannot be asked; the message is one sentence.
    """
    question = FreightQuestion(
        level="mt_per_year" if arguments.demand == "central" else arguments.demand,
        growth=arguments.growth,
        unmet_usd_per_t=arguments.unmet,
        unknown_mt=arguments.unknown,
    )
    answer = assign_freight(world_of(arguments, frames), question)
    frame, pairs, prices = answer.frame(), answer.pairs(), answer.prices()
    write_table(frame, arguments.out)
    if arguments.json:
        tables = {"links": frame, "pairs": pairs, "prices": prices}
        rows = {name: table_as_json(table) for name, table in tables.items()}
        return to_json({"sentence": answer.sentence(), **rows, "source_ids": list(answer.source_ids)})
    parts = [
        rounded_table(prices, ("element", "title", "usd_per_t", "holds_mt_per_year", "unlocked_per_mt", "next")),
        rounded_table(
            pairs, ("demand_id", "wanted_mt_per_year", "carried_mt_per_year", "unmet_mt_per_year", "usd_per_t")
        ),
    ]
    return "\n\n".join([f"{answer.sentence()}\n{answer.subtitle()}", *parts, "\n".join(answer.notes())])


COMMAND = Command("assign", say("present freight on the network, and what full links are worth"), add_arguments, run)
