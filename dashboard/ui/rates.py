"""The rates of closures that a reader sets: shown, added, taken back; they live in the address like every choice."""

from collections.abc import Mapping, Sequence

import streamlit as st

from corridor_data.load import Frames
from dashboard.model.hazards.gates import estimate_rates
from dashboard.model.world.compiled import compile_network
from dashboard.text import say
from dashboard.text.formats import format_number
from dashboard.ui import cached
from dashboard.ui.controls import set_field

_FEW = 30  # rates in an address at most


def ask_rates(kind: type, rates: Sequence[str], *, name: str = "rates") -> None:
    """Show what the reader set and a form for more; a change is written into the address.

    Parameters
    ----------
    kind, name
        Question and field, a tuple of texts as ``GATE=CLOSURES_PER_YEAR/DAYS``.
    rates
        What is set.
    """
    known = cached.derived("known-rates", _known)
    words = say("Set rates yourself ({count} set)", count=len(rates)) if rates else say("Set rates yourself")
    with st.expander(words, key=f"rates-{kind.__name__}", icon=":material/tune:"):
        if rates:
            key = f"{kind.__name__}.{name}-kept"
            st.session_state[key] = list(rates)
            st.multiselect(
                say("Rates you set"), rates, key=key, format_func=lambda text: _words(text, known),
                on_change=_keep, args=(kind, name, key), help=say("Take one out to go back to its estimate."),
            )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            gate = st.selectbox(
                say("Gate"), sorted(known, key=lambda gate: known[gate][0]), format_func=lambda gate: known[gate][0],
                key=f"{kind.__name__}.gate", width=330,
            )  # fmt: skip
            _, per_year, days = known[gate]
            rate = st.number_input(
                say("Closures a year"), 0.0, 50.0, round(per_year, 3), key=f"{kind.__name__}.per_year-{gate}", width=150
            )
            length = st.number_input(
                say("Days each"), 0.1, 365.0, round(days, 1), key=f"{kind.__name__}.days-{gate}", width=130
            )
            st.button(
                say("Set this rate"), key=f"{kind.__name__}.set", disabled=len(rates) >= _FEW, on_click=set_field,
                args=(kind, name, (*(r for r in rates if not r.startswith(f"{gate}=")), f"{gate}={rate:g}/{length:g}")),
            )  # fmt: skip


def _known(_: Frames) -> dict[str, tuple[str, float, float]]:
    """Return by gate its title, its estimated closures a year and their mean length in days."""
    rows = estimate_rates(cached.made_of(compile_network)).frame()
    values = zip(rows["title"], rows["closures_per_year"].astype(float), rows["mean_days"].astype(float), strict=True)
    return dict(zip(rows["gate"].tolist(), values, strict=True))


def _words(text: str, known: Mapping[str, tuple[str, float, float]]) -> str:
    gate, _, values = text.rpartition("=")
    rate, _, days = values.partition("/")
    title = known[gate][0] if gate in known else gate
    if not days:
        return say("{gate}: {rate} a year", gate=title, rate=rate)
    return say("{gate}: {rate} a year, {days} days each", gate=title, rate=rate, days=format_number(float(days)))


def _keep(kind: type, name: str, key: str) -> None:
    set_field(kind, name, tuple(st.session_state[key]))
