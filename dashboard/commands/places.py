"""`places NAME`: ids of places by name."""

from __future__ import annotations

import argparse

import pandas as pd

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError, to_json, to_table
from dashboard.model.place_names import index_places, nearest_places
from dashboard.text import say

_SHOWN = 12
_COLUMNS = ["place_id", "name", "country_iso3", "kind", "lat", "lon"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("name", nargs="+", help=say("name, part of a name, or id"))
    parser.add_argument("--json", action="store_true", help=say("print JSON"))


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return the places whose names come nearest to the text.

    Raises
    ------
    CommandError
        If none comes near.
    """
    text = " ".join(arguments.name)
    ids = nearest_places(index_places(frames.places), text, _SHOWN)
    if not ids:
        raise CommandError(say("No place has a name like “{text}”.", text=text))
    found = frames.places.set_index("place_id", drop=False).loc[list(ids), _COLUMNS]
    if arguments.json:
        rows = found.astype(object).where(pd.notna(found), None).to_dict("records")
        return to_json(
            {"sentence": say("{count} places have a name like “{text}”.", count=len(ids), text=text), "places": rows}
        )
    return to_table(found, _COLUMNS)


COMMAND = Command("places", say("find the ids of places by name"), add_arguments, run)
