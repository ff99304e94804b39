"""Rows about closures with the addresses at which other pages open with the same things closed."""

import dataclasses
from collections.abc import Callable

import pandas as pd
import streamlit as st

from corridor_data.load import split_ids
from dashboard.model.world.states import StateQuestion
from dashboard.ui.controls import address_of
from dashboard.ui.pages import address_on

_PAGES = {"open_routes": "routes", "open_capacity": "capacity"}


def with_pages(rows: Callable[[], pd.DataFrame], state: StateQuestion) -> Callable[[], pd.DataFrame]:
    """Return a function that gives rows with a column of addresses for each page that can be opened with the closure.

    Parameters
    ----------
    rows
        Give ``closed_links`` and ``closed_places``, ids joined by ``;``.
    state
        State of the world in which the closure comes on top.
    """
    here = (st.context.url or "").split("?")[0]

    def made() -> pd.DataFrame:
        frame = rows()
        shut = [
            address_of(_closing(state, links, places))
            for links, places in zip(frame["closed_links"], frame["closed_places"], strict=True)
        ]
        columns = {name: [address_on(here, path, asked) for asked in shut] for name, path in _PAGES.items()}
        return frame.assign(**columns)

    return made


def _closing(state: StateQuestion, links: object, places: object) -> StateQuestion:
    """Return a state with more closed."""
    closed, closed_places = (split_ids(cell) if isinstance(cell, str) else () for cell in (links, places))
    return dataclasses.replace(
        state,
        closed=tuple(dict.fromkeys((*state.closed, *closed))),
        closed_places=tuple(dict.fromkeys((*state.closed_places, *closed_places))),
    )
