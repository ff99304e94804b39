"""What stands around every page: style, logo, navigation, footer; and what is said when a page cannot be shown."""

import html
import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.exports.cards import licence_line
from dashboard.figures.look import Look
from dashboard.text import say
from dashboard.ui import cached, controls
from dashboard.ui.pages import Entry, navigate
from dashboard.ui.panels import current_look

_ASSETS = Path(__file__).parents[1] / "assets"
_LOG = logging.getLogger(__name__)


def show(entries: Sequence[Entry]) -> None:
    """Show the page that the address asks for, with everything around it."""
    st.set_page_config(
        page_title=say("Corridor dashboard"),
        page_icon=str(_ASSETS / "mark.svg"),
        layout="wide",
        initial_sidebar_state="auto",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.html(_style(current_look()))
    st.html(_script(), unsafe_allow_javascript=True)
    st.logo(_ASSETS / "logo.svg", size="large", icon_image=_ASSETS / "mark.svg")
    entry, run = navigate(entries)
    controls.arrive(entry.path)
    with st.container(key=f"page-{entry.path}"):
        run()
    _footer()


def on_error(error: Exception) -> bool:
    """Say in a sentence that a page could not be shown; the log has the rest."""
    _LOG.error("A page could not be shown", exc_info=error)
    st.error(
        say(
            "This page could not be shown. The address may ask for something the data does not hold; "
            "the page as first opened should work."
        )
    )
    return True


@cache
def _style(look: Look) -> str:
    """Return the style sheet with the colours of a scheme."""
    colours = {
        "accent": look.accent,
        "ground": look.ground,
        "raised": look.raised,
        "line": look.line,
        "soft": look.muted,
        "alert": look.alert,
    }
    sheet = (_ASSETS / "style.css").read_text("utf-8")
    return (
        "<style>" + sheet + ":root{" + "".join(f"--{name}:{colour};" for name, colour in colours.items()) + "}</style>"
    )


@cache
def _script() -> str:
    return "<script>" + (_ASSETS / "mend.js").read_text("utf-8") + "</script>"


def _footer() -> None:
    edition = cached.edition()
    words = (
        say("Data {digest}; last known state {as_of}.", digest=edition.short, as_of=edition.as_of),
        licence_line(),
        say(
            "Published figures with their sources; results of the model are marked as such. "
            "Boundaries and names imply no endorsement."
        ),
    )
    st.html('<footer class="foot">' + "".join(f"<p>{html.escape(w)}</p>" for w in words) + "</footer>")
