"""One side of a comparison on the page: its scenario, what bends it, and its file."""

import html
import re
from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from corridor_data.load import Frames
from dashboard.model.world.bends import split_bend
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.network import MODES
from dashboard.model.world.scenario_files import ScenarioFileError, read_scenario, write_scenario
from dashboard.model.world.scenario_words import value_words
from dashboard.model.world.sides import SideQuestion, name_of_side, scenario_of_side, side_of_scenario
from dashboard.text import say
from dashboard.ui import cached
from dashboard.ui.choices import Choice, choice_of
from dashboard.ui.contents import list_of_notes
from dashboard.ui.controls import ask, set_field, set_question
from dashboard.ui.fields import MORE_OF_SIDES, OWN_OF_SIDES, empty_label, field_label, option_label

S = TypeVar("S", bound=SideQuestion)
SCHEMA = "app/static/scenario.schema.json"
"""Address of the schema of scenario files on this server."""

_ANY = ""
_FEW = 20  # bends of a kind in an address at most
_MIME = "application/json"


def ask_side(kind: type[S], letter: str) -> S:
    """Return one side of a comparison, with its widgets drawn where this is called, under its letter."""
    with st.container(border=True, key=f"side-{letter.lower()}"):
        place = st.empty()
        scenarios = choice_of("scenario")
        named = Choice(
            (_ANY, *scenarios.options), {**scenarios.names, _ANY: empty_label("scenario")}, scenarios.understand
        )
        side = ask(kind, hidden=OWN_OF_SIDES, more=MORE_OF_SIDES, offered={"scenario": named})
        compiled = cached.made_of(compile_network)
        try:
            name = name_of_side(compiled, side)
        except ValueError as error:
            name = str(error)
        mark = f'<span class="letter">{html.escape(letter)}</span>'
        place.html(f'<h2 class="side">{mark}{html.escape(name)}</h2>')
        _ask_bends(kind, side)
        _files(kind, side, letter)
    return side


def _ask_bends(kind: type[SideQuestion], side: SideQuestion) -> None:
    """Show the borders slowed and the rates changed, and forms for more."""
    borders = cached.derived("borders", _borders)
    count = len(side.slowed) + len(side.rates)
    words = (
        say("Slow a border, change a rate ({count} set)", count=count) if count else say("Slow a border, change a rate")
    )
    with st.expander(words, key=f"bends-{kind.__name__}", icon=":material/tune:"):
        _kept(kind, "slowed", side.slowed)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            place = st.selectbox(
                say("Border"), sorted(borders, key=borders.__getitem__), format_func=borders.__getitem__,
                key=f"{kind.__name__}.border", width=240,
            )  # fmt: skip
            hours = st.number_input(say("Hours longer"), 1.0, 5000.0, 48.0, key=f"{kind.__name__}.hours", width=140)
            _add(kind, "slowed", side.slowed, [f"{place}={hours:g}"], say("Slow this border"))
        _kept(kind, "rates", side.rates)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            mode = st.selectbox(
                say("Mode"), (_ANY, *MODES), format_func=lambda mode: option_label(mode, {_ANY: say("Every mode")}),
                key=f"{kind.__name__}.mode", width=140,
            )  # fmt: skip
            countries = choice_of("avoid_countries")
            country = st.selectbox(
                say("Country"), (_ANY, *countries.options),
                format_func=lambda code: option_label(code, {**countries.names, _ANY: say("Everywhere")}),
                key=f"{kind.__name__}.country", width=200,
            )  # fmt: skip
            factor = st.number_input(say("Rate ×"), 0.1, 10.0, 1.2, 0.1, key=f"{kind.__name__}.factor", width=130)
            names = "-".join(part for part in (mode, country) if part)
            every = [f"{one}={factor:g}" for one in ([names] if names else MODES)]
            _add(kind, "rates", side.rates, every, say("Change this rate"))


def _add(kind: type[SideQuestion], field: str, kept: Sequence[str], new: Sequence[str], words: str) -> None:
    """Show the button that writes further bends into the address; one of the same name is replaced."""
    names = {split_bend(text)[0] for text in new}
    rest = [text for text in kept if split_bend(text)[0] not in names]
    st.button(
        words, key=f"{kind.__name__}.{field}-add", disabled=len(kept) >= _FEW, on_click=set_field,
        args=(kind, field, (*rest, *new)),
    )  # fmt: skip


def _kept(kind: type[SideQuestion], field: str, kept: Sequence[str]) -> None:
    """Show what is set, to be taken back."""
    if not kept:
        return
    key, compiled = f"{kind.__name__}.{field}-kept", cached.made_of(compile_network)
    st.session_state[key] = list(kept)
    st.multiselect(
        field_label(field), kept, key=key, format_func=lambda text: value_words(compiled, field, (text,)),
        on_change=_keep, args=(kind, field, key),
    )  # fmt: skip


def _keep(kind: type[SideQuestion], field: str, key: str) -> None:
    set_field(kind, field, tuple(st.session_state[key]))


def _borders(frames: Frames) -> dict[str, str]:
    """Return the names of the places at which land links cross a border."""
    links = frames.links[frames.links["crosses_border"].eq("yes") & frames.links["mode"].ne("sea")]
    here = {*links["from_place"], *links["to_place"]}
    return {place: name for place, name in choice_of("origin").names.items() if place in here}


def _files(kind: type[SideQuestion], side: SideQuestion, letter: str) -> None:
    """Show the file of a side: to be saved, to be loaded, and why it could not be."""
    with st.expander(say("File of {letter}", letter=letter), key=f"file-{kind.__name__}", icon=":material/draft:"):
        frames, compiled = cached.frames(), cached.made_of(compile_network)
        try:
            name = name_of_side(compiled, side)
            text = write_scenario(frames, scenario_of_side(compiled, side), name)
        except ValueError as error:
            st.warning(str(error))
        else:
            stem = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "scenario"
            st.download_button(
                say("Save scenario {letter}", letter=letter), text, f"{stem}.json", _MIME, on_click="ignore",
                key=f"save-{kind.__name__}", icon=":material/download:",
            )  # fmt: skip
        turn = st.session_state.setdefault(f"{kind.__name__}.turn", 0)
        key = f"{kind.__name__}.upload-{turn}"
        st.file_uploader(
            say("Load a scenario into {letter}", letter=letter), "json", key=key, max_upload_size=1, on_change=_load,
            args=(kind, key),
        )  # fmt: skip
        st.html(
            f'<p class="measure"><a href="{SCHEMA}" target="_blank">{html.escape(say("Schema of these files"))}</a></p>'
        )
    _tell(kind)


def _tell(kind: type[SideQuestion]) -> None:
    """Show what the last file said, until another is loaded."""
    told = st.session_state.get(f"{kind.__name__}.told")
    if told is None:
        return
    head, lines = told
    st.html(f'<div class="fault" role="alert"><strong>{html.escape(head)}</strong>{list_of_notes(lines)}</div>')


def _load(kind: type[SideQuestion], key: str) -> None:
    """Read the file that was dropped: into the address where it is right, else say what is wrong, line by line."""
    file = st.session_state.get(key)
    told = f"{kind.__name__}.told"
    st.session_state.pop(told, None)
    if file is None:
        return
    frames = cached.frames()
    try:
        reading = read_scenario(frames, file.getvalue().decode("utf-8-sig"))
    except ScenarioFileError as error:
        head, *lines = str(error).splitlines()
        st.session_state[told] = (say("{file}: {faults}", file=file.name, faults=head), lines)
        return
    except UnicodeDecodeError:
        st.session_state[told] = (say("{file} is not a text in UTF-8.", file=file.name), [])
        return
    set_question(side_of_scenario(kind, frames, reading.scenario, reading.name))
    st.session_state[f"{kind.__name__}.turn"] += 1
    if reading.remarks:
        st.session_state[told] = (say("{file} was read.", file=file.name), list(reading.remarks))
