"""`network --out FILE`: places and links as a graph for other tools."""

from __future__ import annotations

import argparse
from pathlib import Path

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError
from dashboard.model.world.network import NetworkFileError, build_network, save_network
from dashboard.text import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=say("file ending in .graphml, or .json for node-link")
    )


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Save the graph and say what is in it.

    Raises
    ------
    CommandError
        If the name ends otherwise or the file cannot be written.
    """
    graph = build_network(frames)
    try:
        save_network(graph, arguments.out)
    except NetworkFileError as error:
        raise CommandError(say("{name} ends neither in .graphml nor in .json.", name=arguments.out.name)) from error
    except OSError as error:
        raise CommandError(
            say("{name} cannot be written: {reason}.", name=arguments.out, reason=error.strerror)
        ) from error
    return say(
        "{places} places and {links} links, one edge for each direction, are saved in {file}.",
        places=graph.number_of_nodes(), links=graph.number_of_edges() // 2, file=arguments.out,
    )  # fmt: skip


COMMAND = Command("network", say("save places and links as a graph for other tools"), add_arguments, run)
