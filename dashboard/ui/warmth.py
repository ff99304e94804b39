"""What is done once, when the server starts, so that the first visitor does not wait for it."""

import logging

from dashboard.figures.look import DARK, LIGHT, template
from dashboard.text.formats import format_amount
from dashboard.ui import cached, choices

_LOG = logging.getLogger(__name__)


def fill() -> None:
    """Load the tables, build what every page needs, and import what is imported late."""
    for look in (LIGHT, DARK):
        template(look)
    format_amount(1.0, "USD")
    cached.warm()
    choices.fill()
    _LOG.info("Ready for visitors with data %s", cached.edition().short)
