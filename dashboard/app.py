"""The entry of the dashboard: its pages, and what the server does before the first visitor comes.

Add a page by writing `dashboard/views/NAME.py` with one function `page()` and adding a line to `PAGES`.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from dashboard.text import say
from dashboard.text.formats import format_number
from dashboard.ui import shell, warmth
from dashboard.ui.pages import Entry
from dashboard.views import (
    calibration,
    capacity,
    closures,
    corridors,
    freight,
    overview,
    pledges,
    profile,
    replay,
    risks,
    routes,
    sources,
    trade,
    workshop,
)

PAGES = (
    Entry("overview", lambda: say("Overview"), lambda: say("In short"), "flag", overview.page),
    Entry("trade", lambda: say("Trade"), lambda: say("What is known"), "swap_horiz", trade.page),
    Entry("corridors", lambda: say("Corridors"), lambda: say("What is known"), "conversion_path", corridors.page),
    Entry("routes", lambda: say("Routes"), lambda: say("What follows"), "route", routes.page),
    Entry("profile", lambda: say("Corridor profile"), lambda: say("What follows"), "elevation", profile.page),
    Entry("capacity", lambda: say("Capacity"), lambda: say("What fits"), "straighten", capacity.page),
    Entry("freight", lambda: say("Freight and prices"), lambda: say("What fits"), "payments", freight.page),
    Entry("pledges", lambda: say("Pledges"), lambda: say("What fits"), "handshake", pledges.page),
    Entry("closures", lambda: say("Closures"), lambda: say("What breaks"), "link_off", closures.page),
    Entry("replay", lambda: say("Replay"), lambda: say("What breaks"), "history", replay.page),
    Entry("risks", lambda: say("Risks"), lambda: say("What breaks"), "casino", risks.page),
    Entry("workshop", lambda: say("Workshop"), lambda: say("What breaks"), "compare_arrows", workshop.page),
    Entry("calibration", lambda: say("Calibration"), lambda: say("What it rests on"), "rule", calibration.page),
    Entry("sources", lambda: say("Sources"), lambda: say("What it rests on"), "menu_book", sources.page),
)


@asynccontextmanager
async def warmed(_: st.App) -> AsyncIterator[None]:
    """Fill the caches before the first visitor, so that nobody waits for imports or for the tables, and tell it."""
    started = time.monotonic()
    _tell(say("Making the model ready (up to half a minute at the first start, when its loops are compiled) …"))
    await asyncio.to_thread(warmth.fill)
    _tell(say("Ready for visitors after {seconds} s.", seconds=format_number(round(time.monotonic() - started))))
    yield


def _tell(sentence: str) -> None:
    """Write a sentence to the terminal that the server was started from."""
    sys.stdout.write(f"  {sentence}\n")  # below Streamlit's addresses, and like them
    sys.stdout.flush()


if __name__ == "__main__":
    shell.show(PAGES)
else:
    app = st.App(__file__, lifespan=warmed, on_script_error=shell.on_error)
