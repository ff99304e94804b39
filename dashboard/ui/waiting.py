"""Answers that take long: how far they are is shown, and the reader can stop them."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import streamlit as st

from corridor_data.load import Frames
from dashboard.text import say
from dashboard.ui import cached

A = TypeVar("A")
Progress = Callable[[int, int], bool]


def wait_for(
    find: Callable[[Any, Any, Progress], A], question: object, *, of: Callable[[Frames], Any], key: str
) -> A | None:
    """Return the answer to a question, with a bar and a button to stop while it is found; None where it was stopped.

    A click on the button ends the run of the page at the next step of the bar, so that nothing goes on in secret.

    Parameters
    ----------
    find
        Takes what ``of`` makes, the question, and what is to be told of the progress.
    question
        Its text is the key of the answer.
    of
        Makes of the tables what ``find`` takes.
    key
        Name of the answer on the page.
    """
    kept, flag = cached.box(key, question), f"stopped-{key}"
    if "answer" in kept:
        return cast("A", kept["answer"])
    if st.session_state.get(flag) == repr(question):
        st.info(say("Stopped before the end. Nothing was lost: all choices stand as they are."))
        st.button(say("Compute"), key=f"go-{key}", on_click=_forget, args=(flag,))
        return None
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, say("Beginning …"))
        st.button(say("Stop"), key=f"stop-{key}", on_click=_remember, args=(flag, repr(question)))

    def tell(done: int, count: int) -> bool:
        bar.progress(done / count, say("{done} of {count} parts", done=done, count=count))
        return True

    found = find(cached.made_of(of), question, tell)
    kept["answer"] = cached.Remembered(found)
    place.empty()
    return cast("A", kept["answer"])


def _remember(flag: str, asked: str) -> None:
    st.session_state[flag] = asked


def _forget(flag: str) -> None:
    st.session_state.pop(flag, None)
