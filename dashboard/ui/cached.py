"""Every cache of the app, and nothing else.

The key of an entry is the question as text and the build of data and code; a frame is never part of a key. Everything
kept here is shared by all visitors, so nobody may change what comes back.
"""

import hashlib
import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from corridor_data.load import Frames, load_frames
from dashboard.exports.cards import Edition
from dashboard.exports.images import Exporter, browser_found
from dashboard.figures.look import Figure, Look
from dashboard.text import say
from dashboard.text.formats import format_partial_date

A = TypeVar("A")
_ANSWERS = 512  # entries; an answer is some 100 kB
_LARGE = 12  # answers that took long; each is some 10 MB
_MADE = 2048
_PACKAGE = Path(__file__).parents[1]
_FOUND: set[tuple[str, str, str]] = set()  # keys that were answered before, so that nobody is asked to wait


@st.cache_resource(show_spinner=False)
def frames() -> Frames:
    """Return all tables."""
    return load_frames()


@cache
def code_digest() -> str:
    """Return a digest of the code that answers and draws: a new version never shows an answer of the old one."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def build() -> str:
    """Return the build that every key carries: data and code."""
    return f"{frames().digest}-{code_digest()}"


@st.cache_resource(show_spinner=False)
def edition() -> Edition:
    """Return which data the pages show and the day of the last known state."""
    tables = frames()
    return Edition(digest=tables.digest, as_of=format_partial_date(str(tables.links["status_as_of"].dropna().max())))


@st.cache_resource(show_spinner=False)
def exporter() -> Exporter:
    """Return the one browser that draws pictures for everybody."""
    return Exporter()


@cache
def can_draw() -> bool:
    """Return whether pictures can be made here."""
    return browser_found()


def answer(find: Callable[[Any, Any], A], question: object, of: Callable[[Frames], Any] | None = None) -> A:
    """Return what a function of the model answers to a question, found once a build.

    Parameters
    ----------
    find
        Takes the tables and the question.
    question
        Its text is part of the key.
    of
        Where ``find`` does not take the tables but something made of them, as an index: what makes it.
    """
    key = (_name(find), repr(question), build())
    if key in _FOUND or get_script_run_ctx(suppress_warning=True) is None:
        return cast("A", _answer(*key, find, question, of))
    with st.spinner(say("Working it out …")):
        found = _answer(*key, find, question, of)
    _FOUND.add(key)
    return cast("A", found)


def box(name: str, question: object) -> dict[str, object]:
    """Return where the answer to a question that takes long is kept, empty at first; of these a few are kept."""
    return _box(name, repr(question), build())


def derived(name: str, make: Callable[[Frames], A]) -> A:
    """Return something that follows from the tables alone, as a list of choices or an index, made once a build."""
    return cast("A", _derived(name, build(), make))


def made_of(make: Callable[[Frames], A]) -> A:
    """Return what a function makes of the tables, the same that answers are found with."""
    return derived(_name(make), make)


def figure(key: str, question: object, look: Look, draw: Callable[[Look], Figure]) -> Figure:
    """Return a figure, drawn once a question, scheme and build; shared, so do not change it."""
    return made("figure", f"{key} {look.name}", question, lambda: draw(look).finished())


def made(sort: str, key: str, question: object, make: Callable[[], A]) -> A:
    """Return what a page shows, as a figure or a table, made once a question and build."""
    return cast("A", _made(sort, key, repr(question), build(), make))


def warm() -> None:
    """Fill what every first visitor would wait for: tables, digests, imports."""
    build()
    edition()


@st.cache_resource(show_spinner=False, max_entries=_ANSWERS)
def _answer(
    name: str,  # noqa: ARG001 - name, question and build are the key
    asked: str,  # noqa: ARG001
    key: str,  # noqa: ARG001
    _find: Callable[[Any, Any], Any],
    _question: object,
    _of: Callable[[Frames], Any] | None,
) -> object:
    return _remembered(_find(derived(_name(_of), _of) if _of else frames(), _question))


@st.cache_resource(show_spinner=False, max_entries=_LARGE)
def _box(name: str, asked: str, key: str) -> dict[str, object]:  # noqa: ARG001 - the key
    return {}


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


@st.cache_resource(show_spinner=False)
def _derived(name: str, key: str, _make: Callable[[Frames], object]) -> object:  # noqa: ARG001 - name and build are the key
    return _make(frames())


@st.cache_resource(show_spinner=False, max_entries=_MADE)
def _made(sort: str, key: str, asked: str, version: str, _make: Callable[[], object]) -> object:  # noqa: ARG001 - the key
    return _make()


class Remembered:
    """An answer that works out each of its parts once; answers found inside it are remembered as well.

    Answers are frozen and every visitor shares them, so what a method returned once it returns to the same
    arguments always.
    """

    def __init__(self, answer: object) -> None:
        self._answer = answer
        self._known: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the answer has
        if name in self._known:
            return self._known[name]
        found = getattr(self._answer, name)
        self._known[name] = _once(found) if inspect.ismethod(found) else _remembered(found)
        return self._known[name]


def _once(method: Callable[..., object]) -> Callable[..., object]:
    """Return a method that works out once what it returns to the same arguments, where these can be told apart."""
    known: dict[object, object] = {}

    def returned(*arguments: object, **named: object) -> object:
        key = (arguments, tuple(sorted(named.items())))
        try:
            hash(key)
        except TypeError:
            return method(*arguments, **named)
        if key not in known:
            known[key] = _remembered(method(*arguments, **named))
        return known[key]

    return returned


def _remembered(found: object) -> object:
    """Return an answer as one that remembers, and anything else as it is."""
    return Remembered(found) if hasattr(found, "sentence") and hasattr(found, "frame") else found
