"""`sweep --draws 10000 --engine …`: simulated years of closures, here, on all cores or on a cluster."""

from __future__ import annotations

import argparse
import sys

from corridor_data.load import Frames
from dashboard.commands.command import Command, table_as_json, to_json
from dashboard.commands.worlds import add_output_arguments, add_world_arguments, rounded_table, world_of, write_table
from dashboard.model.hazards.engines import KINDS, Engine
from dashboard.model.hazards.risks import RiskQuestion, find_risks
from dashboard.model.hazards.sweeps import MEASURES
from dashboard.text import say

_SHOWN = 20
_SPREAD = ("scope", "name", "measure", "unit", "mean", "p05", "p50", "p95", "worst_twentieth", "years_touched")
_GATES = (
    "gate",
    "title",
    "closures_per_year",
    "saved_million_usd_with_time",
    "worst_saved_million_usd_with_time",
    "saved_unserved_mt",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--draws", type=int, default=10_000, metavar="N", help=say("years simulated"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=say("seed of all draws"))
    parser.add_argument("--measure", default="generalised", choices=MEASURES, help=say("what makes a year a bad one"))
    parser.add_argument(
        "--by", default="generalised", choices=("generalised", "time", "cost"), help=say("what is to be least")
    )
    parser.add_argument(
        "--rate",
        action="append",
        default=[],
        metavar="GATE=N/DAYS",
        help=say("closures a year and their length; may repeat"),
    )
    parser.add_argument("--engine", default="sequential", choices=KINDS, help=say("where it runs"))
    parser.add_argument(
        "--address", default="", metavar="TCP", help=say("scheduler of a Dask cluster, for --engine dask")
    )
    parser.add_argument(
        "--workers", type=int, default=-1, metavar="N", help=say("processes of loky; one a core if none")
    )
    parser.add_argument("--progress", action="store_true", help=say("tell on standard error how far it is"))
    add_world_arguments(parser)
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return the spread and the gates that matter, as JSON or for reading; the table written is the spread.

    Raises
    ------
    CommandError, ScenarioError
        If the question cannot be asked or the engine cannot be used; the message is one sentence.
    """
    question = RiskQuestion(
        draws=arguments.draws, seed=arguments.seed, least=arguments.by, worst_by=arguments.measure,
        rates=tuple(arguments.rate),
    )  # fmt: skip
    engine = Engine(arguments.engine, arguments.address, arguments.workers)
    answer = find_risks(world_of(arguments, frames), question, engine, tell if arguments.progress else quiet)
    frame, gates, rates = answer.frame(), answer.gates(), answer.closure_rates()
    write_table(frame, arguments.out)
    if arguments.json:
        tables = {"spread": frame, "gates": gates, "rates": rates}
        rows = {name: table_as_json(table) for name, table in tables.items()}
        return to_json(
            {
                "sentence": answer.sentence(),
                **rows,
                "notes": [*answer.notes(), *answer.rates_notes()],
                "source_ids": list(answer.source_ids),
            }
        )
    read = [rounded_table(frame, _SPREAD), rounded_table(gates.head(_SHOWN), _GATES)]
    return "\n\n".join(
        [f"{answer.sentence()}\n{answer.subtitle()}", *read, "\n".join([*answer.notes(), *answer.rates_notes()])]
    )


def tell(done: int, count: int) -> bool:
    """Write how far it is to standard error and go on."""
    sys.stderr.write(say("{done} of {count} parts", done=done, count=count) + "\n")
    return True


def quiet(_done: int, _count: int) -> bool:
    """Go on in silence."""
    return True


COMMAND = Command("sweep", say("simulated years of closures: spread, and the gates that matter"), add_arguments, run)
