"""The commands of the command line, one small module each; `NAMES` is the list of them."""

import importlib

from dashboard.commands.command import Command

NAMES = (
    "routes", "places", "capacity", "assign", "pledges", "closures", "leagues", "replay", "scenarios", "compare",
    "sweep", "calibrate", "network",
)  # fmt: skip
"""Every command, in the order in which help lists them. A new one is a module of that name with a `COMMAND`."""


def load_command(name: str) -> Command:
    """Return a command; only its own module is imported, so that no command waits for what another one needs."""
    command: Command = importlib.import_module(f"{__name__}.{name}").COMMAND
    return command
