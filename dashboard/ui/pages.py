"""The pages of the app: their paths, names and sections, and links between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dashboard.text import say

_PAGES = "pages"  # this session's pages by path


@dataclass(frozen=True)
class Entry:
    """One page of the navigation.

    Attributes
    ----------
    path
        Last part of the address, and the page's id; the first entry is also the bare address.
    name
        Returns what the navigation calls it.
    section
        Returns the heading it stands under.
    icon
        Name of a Material symbol.
    page
        Shows it.
    """

    path: str
    name: Callable[[], str]
    section: Callable[[], str]
    icon: str
    page: Callable[[], None]


def navigate(entries: Sequence[Entry]) -> tuple[Entry, Callable[[], None]]:
    """Show the navigation and return the page that was chosen, with what shows it."""
    pages = {
        entry.path: st.Page(
            entry.page,
            title=entry.name(),
            icon=f":material/{entry.icon}:",
            url_path=entry.path,
            default=entry is entries[0],
        )
        for entry in entries
    }
    st.session_state[_PAGES] = pages
    sections: dict[str, list[st.Page]] = {}
    for entry in entries:
        sections.setdefault(entry.section(), []).append(pages[entry.path])
    chosen = st.navigation(sections, expanded=True)
    return next(e for e in entries if pages[e.path] is chosen or pages[e.path].url_path == chosen.url_path), chosen.run


def link_to(path: str, words: str, parameters: Mapping[str, str] | None = None, icon: str | None = None) -> None:
    """Show a link to another page with the question it should answer."""
    pages = st.session_state.get(_PAGES, {})
    if path in pages:
        st.page_link(pages[path], label=literal(words), query_params=dict(parameters or {}), icon=icon)
    else:
        st.html(say("Page {path}", path=path))


def path_here(parameters: Mapping[str, str]) -> str:
    """Return the address at which the page being shown asks the given question."""
    base = (st.context.url or "").split("?")[0]
    query = urlencode(dict(parameters))
    return f"{base}?{query}" if query else base


def address_on(here: str, path: str, parameters: Mapping[str, str]) -> str:
    """Return the address of a page beside the one whose address is given, with its question.

    Examples
    --------
    >>> address_on("https://host/dashboard/closures", "routes", {"closed": "R284"})
    'https://host/dashboard/routes?closed=R284'
    """
    root = here.rpartition("/")[0]
    query = urlencode(dict(parameters))
    return f"{root}/{path}?{query}" if query else f"{root}/{path}"


def literal(words: str) -> str:
    """Return words as they are, also where they would be markup."""
    for sign in "\\`*_[]$~:<>#|":
        words = words.replace(sign, f"\\{sign}")
    return words
