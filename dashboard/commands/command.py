"""What a command is, and what the commands share: dates, ids out of names, JSON."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from corridor_data.load import Frames
from dashboard.text import say


class CommandError(ValueError):
    """A command that cannot be carried out; the message is one sentence for whoever typed it."""


@dataclass(frozen=True)
class Command:
    """One command of the command line.

    Attributes
    ----------
    name, help
        As typed, and as listed.
    add_arguments
        Adds the command's arguments to its parser.
    run
        Returns what is printed, from the parsed arguments and the tables.
    """

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Frames], str]


def read_date(text: str | None) -> dt.date | None:
    """Return a day; None for no text.

    Raises
    ------
    CommandError
        If the text is not YYYY-MM-DD.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(say("“{text}” is not a date; write it as 2025-09-01.", text=text)) from None


def to_json(value: object) -> str:
    """Return a value as JSON; missing numbers become null."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    """Return a date or a numpy number as JSON knows it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def table_as_json(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a table as JSON knows them: missing and unlimited numbers are null."""

    def plain(cell: object) -> object:
        if isinstance(cell, float):
            return cell if math.isfinite(cell) else None
        return None if cell is pd.NA or cell is pd.NaT else cell

    return [{str(k): plain(v) for k, v in row.items()} for row in frame.astype(object).to_dict("records")]


def to_table(frame: pd.DataFrame, columns: Sequence[str]) -> str:
    """Return some columns of a frame as a table for reading, widths fitted."""
    cells = [[str(name) for name in columns], *([str(cell) for cell in row] for row in frame[list(columns)].to_numpy())]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
