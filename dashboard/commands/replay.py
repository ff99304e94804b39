"""`replay --date …`: what was shut on a day, around an event, and what it does to present freight."""

from __future__ import annotations

import argparse

import pandas as pd

from corridor_data.load import Frames
from dashboard.commands.assign import table_as_json
from dashboard.commands.command import Command, read_date, to_json
from dashboard.commands.worlds import add_output_arguments, rounded_table, write_table
from dashboard.model.compiled import compile_network
from dashboard.model.replays import ReplayQuestion, find_replay
from dashboard.text import say

_SERIES = ("start", "end", "closed", "slowed", "served", "unserved_mt", "hours_longer", "usd_dearer_per_t", "events")
_PHASES = ("label", "date", "closed", "slowed", "unserved_mt", "mean_hours", "hours_longer", "usd_dearer_per_t")
_SHUT = ("event_id", "subject", "severity", "start", "end", "grade", "drives")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--date", metavar="YYYY-MM-DD", help=say("day looked at; the last known state if none"))
    parser.add_argument("--event", default="", metavar="ID", help=say("event whose before, during and after are shown"))
    parser.add_argument(
        "--by", default="generalised", choices=("generalised", "time", "cost"), help=say("what is to be least")
    )
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return day, event and series, as JSON or for reading; the table written is the series.

    Raises
    ------
    CommandError, ScenarioError
        If the day lies outside the data or there is no such event.
    """
    question = ReplayQuestion(read_date(arguments.date), arguments.event, arguments.by)
    answer = find_replay(compile_network(frames), question)
    series, shut, phases = answer.frame(), answer.shut(), answer.phases()
    write_table(series, arguments.out)
    if arguments.json:
        tables = {"series": series, "shut": shut, "phases": phases}
        rows = {name: table_as_json(dated(table)) for name, table in tables.items()}
        return to_json(
            {
                "sentence": answer.sentence(),
                **rows,
                "notes": list(answer.notes()),
                "source_ids": list(answer.source_ids),
            }
        )
    parts = [rounded_table(dated(shut), _SHUT)]
    if question.event:
        parts.append(rounded_table(dated(phases), _PHASES))
    parts.append(rounded_table(dated(series), _SERIES))
    return "\n\n".join([f"{answer.sentence()}\n{answer.subtitle()}", *parts, "\n".join(answer.notes())])


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its days as text."""
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in frame.select_dtypes("datetime").columns}
    return frame.assign(**days)


COMMAND = Command("replay", say("what was shut on a day or by an event, and what it does"), add_arguments, run)
