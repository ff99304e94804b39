"""`replay --date …`: what was shut on a day or around an event, and what that does to a journey and to freight."""

from __future__ import annotations

import argparse
import datetime as dt

import pandas as pd

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError, read_date, table_as_json, to_json
from dashboard.commands.worlds import add_output_arguments, rounded_table, write_table
from dashboard.model.hazards.replays import ReplayAnswer, ReplayQuestion, find_replay
from dashboard.model.world.compiled import compile_network
from dashboard.text import say
from dashboard.text.formats import format_date

_YEARS = ("start", "end", "hours", "undisturbed_hours", "usd_per_t", "undisturbed_usd_per_t", "events")
_SERIES = ("start", "end", "closed", "slowed", "served", "unserved_mt", "hours_longer", "usd_dearer_per_t", "events")
_PHASES = (
    "when",
    "date",
    "journey_hours",
    "journey_usd_per_t",
    "closed",
    "slowed",
    "unserved_mt",
    "hours_longer",
    "usd_dearer_per_t",
)
_SHUT = ("event_id", "subject", "severity", "start", "end", "grade", "drives")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--date", metavar="YYYY-MM-DD", help=say("day looked at; the last known state if none"))
    parser.add_argument("--from-date", metavar="YYYY-MM-DD", help=say("first day of the series; 2019 if none"))
    parser.add_argument("--to-date", metavar="YYYY-MM-DD", help=say("last day of the series; the last known if none"))
    parser.add_argument("--from", dest="origin", default="CNSIA", metavar="PLACE", help=say("where the journey begins"))
    parser.add_argument("--to", dest="destination", default="IRAPRI", metavar="PLACE", help=say("where it ends"))
    parser.add_argument("--event", default="", metavar="ID", help=say("event whose before, during and after are shown"))
    parser.add_argument(
        "--by", default="time", choices=("generalised", "time", "cost"), help=say("what is to be least")
    )
    add_output_arguments(parser)


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return day, event, journey and freight, as JSON or for reading; the table written is the journey through time.

    Raises
    ------
    CommandError, ScenarioError
        If a day lies outside the data, there is no such event or place, or the dates are the wrong way round.
    """
    day = read_date(arguments.date)
    question = ReplayQuestion(arguments.origin, arguments.destination, arguments.by, arguments.event, day)
    answer = find_replay(compile_network(frames), question)
    span = _span(arguments, answer)
    journeys, series = between(answer.journeys(), *span), between(answer.frame(), *span)
    shut, phases = answer.shut(), answer.phases()
    write_table(journeys, arguments.out)
    if arguments.json:
        tables = {"journeys": journeys, "series": series, "shut": shut, "phases": phases}
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
    parts += [rounded_table(dated(journeys), _YEARS), rounded_table(dated(series), _SERIES)]
    return "\n\n".join([f"{answer.sentence()}\n{answer.subtitle()}", *parts, "\n".join(answer.notes())])


def _span(arguments: argparse.Namespace, answer: ReplayAnswer) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the series asked for."""
    known = answer.days()
    first, last = read_date(arguments.from_date) or known[0], read_date(arguments.to_date) or known[1]
    told = {"first": format_date(known[0]), "last": format_date(known[1])}
    if any(not known[0] <= day <= known[1] for day in (first, last)):
        raise CommandError(say("The replay runs from {first} to {last}; choose days between.", **told))
    if first > last:
        told = {"first": format_date(first), "last": format_date(last)}
        raise CommandError(say("The series would end on {last} before it begins on {first}; swap them.", **told))
    return first, last


def between(series: pd.DataFrame, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Return the stretches of days that touch a span, the first and the last cut to it."""
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    kept = series[series["end"].ge(start) & series["start"].le(end)]
    starts, ends = kept["start"].where(kept["start"].ge(start), start), kept["end"].where(kept["end"].le(end), end)
    return kept.assign(start=starts, end=ends)


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its days as text."""
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in frame.select_dtypes("datetime").columns}
    return frame.assign(**days)


COMMAND = Command("replay", say("what was shut on a day or by an event, and what it does"), add_arguments, run)
