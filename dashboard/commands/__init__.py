"""The commands of the command line, one small module each; `COMMANDS` is the list of them."""

from dashboard.commands import assign, calibrate, capacity, places, pledges, routes
from dashboard.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    routes.COMMAND,
    places.COMMAND,
    capacity.COMMAND,
    assign.COMMAND,
    pledges.COMMAND,
    calibrate.COMMAND,
)
"""Every command, in the order in which help lists them. A new one is a module with a `COMMAND`, named here."""
