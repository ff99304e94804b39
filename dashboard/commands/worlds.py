"""The arguments that say the state of the world, for commands that share them, and files that tables are written to."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from corridor_data.load import Frames
from dashboard.commands.command import CommandError, read_date, to_table
from dashboard.model.place_names import find_place, index_places
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.network import MODES
from dashboard.model.world.scenario import CAPACITY_KINDS, Scenario, find_scenario, last_known_day
from dashboard.model.world.worlds import World, resolve_scenario
from dashboard.text import say

ANY = "any"
"""Stands for every mode."""


def add_world_arguments(parser: argparse.ArgumentParser) -> None:
    """Add date, scenario, kind of capacity and closures."""
    parser.add_argument("--date", metavar="YYYY-MM-DD", help=say("day looked at; the last known state if none"))
    parser.add_argument("--scenario", default="", metavar="ID", help=say("named scenario to begin from"))
    parser.add_argument("--kind", choices=CAPACITY_KINDS, help=say("kind of capacity; practical if none"))
    parser.add_argument(
        "--close", action="append", default=[], metavar="ID", help=say("link or place closed; may repeat")
    )
    parser.add_argument(
        "--open", action="append", default=[], metavar="ID", help=say("planned link taken as open; may repeat")
    )
    parser.add_argument(
        "--project", action="append", default=[], metavar="ID", help=say("project taken as done; may repeat")
    )


def add_mode_argument(parser: argparse.ArgumentParser, words: str = "") -> None:
    """Add the modes that freight may take; `words` explain them where they are not those of the whole question."""
    words = words or say("mode allowed; may repeat; rail if none")
    parser.add_argument("--mode", action="append", choices=(*MODES, ANY), help=words)


def modes_of(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the modes allowed, each once; none for any."""
    modes = tuple(dict.fromkeys(arguments.mode or ["rail"]))
    return () if ANY in modes else modes


def add_unknown_argument(parser: argparse.ArgumentParser) -> None:
    """Add what stands in for a capacity that is not known."""
    parser.add_argument("--unknown", type=float, metavar="MT", help=say("Mt a year put where nothing is known"))


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """Add JSON and the file that the table goes to."""
    parser.add_argument("--json", action="store_true", help=say("print JSON"))
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=say("also write the table to a file: .csv or .parquet")
    )


def world_of(arguments: argparse.Namespace, frames: Frames) -> World:
    """Return the network in the state that the arguments say.

    Raises
    ------
    CommandError, ScenarioError
        If they name what does not exist.
    """
    compiled = compile_network(frames)
    base = find_scenario(frames, arguments.scenario) if arguments.scenario else Scenario(date=last_known_day(frames))
    links = [name for name in arguments.close if name in compiled.link_index]
    names = index_places(frames.places)
    places = [find_place(names, name) for name in arguments.close if name not in compiled.link_index]
    scenario = dataclasses.replace(
        base,
        date=read_date(arguments.date) or base.date,
        capacity_kind=arguments.kind or base.capacity_kind,
        closed_links=(*base.closed_links, *links),
        closed_places=(*base.closed_places, *places),
        opened_links=(*base.opened_links, *arguments.open),
        projects=(*base.projects, *arguments.project),
    )
    return resolve_scenario(compiled, scenario)


def write_table(frame: pd.DataFrame, path: Path | None) -> None:
    """Write a table to a file, if one is named.

    Raises
    ------
    CommandError
        If the name ends otherwise than in .csv or .parquet, or the file cannot be written.
    """
    if path is None:
        return
    makers: dict[str, Callable[[], bytes]] = {
        ".csv": lambda: frame.to_csv(index=False).encode(),
        ".parquet": lambda: frame.to_parquet(index=False),
    }
    if path.suffix.lower() not in makers:
        raise CommandError(say("“{name}” ends neither in .csv nor in .parquet; name the file so.", name=path.name))
    try:
        path.write_bytes(makers[path.suffix.lower()]())
    except OSError as error:
        raise CommandError(say("{name} cannot be written: {reason}.", name=path, reason=error.strerror)) from error


def rounded_table(frame: pd.DataFrame, columns: tuple[str, ...]) -> str:
    """Return some columns as a table for reading, numbers to three digits, missing ones empty."""
    shown = frame[list(columns)].copy()
    for name in shown.columns:
        if pd.api.types.is_float_dtype(shown[name]):
            shown[name] = ["" if pd.isna(cell) else f"{cell:.3g}" for cell in shown[name]]
    return to_table(shown.fillna(""), columns)
