"""`calibrate`: the model against published journeys, and what the fit gives on the present tables."""

from __future__ import annotations

import argparse
import math

import pandas as pd

from corridor_data.load import Frames
from dashboard.commands.command import Command, to_json, to_table
from dashboard.model.validation.calibration import CalibrationAnswer, find_calibration
from dashboard.model.world.compiled import compile_network
from dashboard.text import say
from dashboard.text.formats import format_number

_MISSES = ("journey_id", "name", "km_error", "km_reason", "days_error", "days_reason")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--misses", action="store_true", help=say("list every miss with its likely reason"))
    parser.add_argument("--json", action="store_true", help=say("print JSON"))


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return measures, factors and the parameters that differ from what the fit gives."""
    answer = find_calibration(compile_network(frames))
    if arguments.json:
        return to_json(_content(answer))
    parts = [
        answer.sentence(),
        _table(answer.measures(), ("title", "value", "target", "met", "journeys")),
        _table(answer.factors(), ("group", "factor", "journeys", "families", "rows")),
        _table(answer.candidates(), ("grouping", "factors", "in_mean", "held_out_median", "held_out_mean", "chosen")),
        _agreement(answer.stale()),
    ]
    if arguments.misses:
        parts.append(_table(answer.misses(), _MISSES))
    return "\n\n".join(parts)


def _agreement(stale: pd.DataFrame) -> str:
    """Return whether the table holds what the fit gives, and the rows that do not."""
    if stale.empty:
        return say("Every fitted parameter in the table is what the fit gives.")
    title = say("{count} parameters in the table differ from what the fit gives:", count=len(stale))
    return f"{title}\n{_table(stale, ('parameter_id', 'group', 'prior', 'fitted', 'committed'))}"


def _table(frame: pd.DataFrame, columns: tuple[str, ...]) -> str:
    """Return columns of a frame for reading, numbers shortened."""
    shown = frame.loc[:, list(columns)].map(lambda value: format_number(value) if isinstance(value, float) else value)
    return to_table(shown.astype(object).where(shown.notna(), ""), columns)


def _content(answer: CalibrationAnswer) -> dict[str, object]:
    """Return the answer as plain values for JSON."""
    frames = {
        "measures": answer.measures(),
        "factors": answer.factors(),
        "candidates": answer.candidates(),
        "stale": answer.stale(),
        "journeys": answer.frame(),
    }
    return {"sentence": answer.sentence(), **{name: _records(frame) for name, frame in frames.items()}}


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a frame; missing and infinite values are None."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [
        {str(k): None if isinstance(v, float) and not math.isfinite(v) else v for k, v in row.items()} for row in rows
    ]


COMMAND = Command("calibrate", say("hold the model against published journeys"), add_arguments, run)
