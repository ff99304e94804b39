"""The commands of the command line, one small module each; `COMMANDS` is the list of them."""

from dashboard.commands import (
    assign,
    calibrate,
    capacity,
    closures,
    compare,
    leagues,
    places,
    pledges,
    replay,
    routes,
    scenarios,
    sweep,
)
from dashboard.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    routes.COMMAND,
    places.COMMAND,
    capacity.COMMAND,
    assign.COMMAND,
    pledges.COMMAND,
    closures.COMMAND,
    leagues.COMMAND,
    replay.COMMAND,
    scenarios.COMMAND,
    compare.COMMAND,
    sweep.COMMAND,
    calibrate.COMMAND,
)
"""Every command, in the order in which help lists them. A new one is a module with a `COMMAND`, named here."""
