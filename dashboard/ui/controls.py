"""The widgets of a question, made from its dataclass; the address is the one place where their state lives.

A page asks for its question. The question is read from the address, every widget is set to what the address says, and a
widget that is changed writes the address before the page runs again: one run a change, nothing flickers, and the link
in the address bar is always the view on the screen.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from dashboard.model.questions import ClaimsQuestion
from dashboard.text import say, say_number
from dashboard.ui.address import (
    Hint,
    Question,
    choices_of,
    default_of,
    field_types,
    is_optional,
    label_on_page,
    name_in_address,
    read_question,
    say_unknown,
    write_question,
)
from dashboard.ui.choices import Choice, choices_for, choices_of_question
from dashboard.ui.fields import ANY, empty_label, field_help, field_label, option_label, value_label
from dashboard.ui.pages import literal

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Q = TypeVar("Q", bound="DataclassInstance")
_CARRIED = "carried"  # values by name and type that the next page takes over
_HERE = "here"  # path of the page of the last run
_BESIDE = 60  # letters that fit side by side
_FEW = 4  # as many words stand side by side; more go into a list
_LETTER = 8  # px of a letter in a list, about
_WIDEST = 330  # px of a list: three stand side by side on a laptop
_ON_LID = 3  # fields named on the lid of a closed box
_TOLD = "told"  # faults of the address that this run has told
_OFFERED = "offered"  # names of values that follow from an answer, by field
_FOLLOWING = ("way",)  # what is chosen among the results of a question goes when the question changes


def arrive(path: str) -> None:
    """Note which page is being shown; the first run after a change of page takes over what both pages share."""
    st.session_state["arrived"] = st.session_state.get(_HERE) != path
    st.session_state[_HERE] = path
    st.session_state[_TOLD] = set()


def ask(
    kind: type[Q], hidden: Sequence[str] = (), more: Sequence[str] = (), offered: Mapping[str, Choice] | None = None
) -> Q:
    """Return the question of the address, with its widgets drawn where this is called.

    Parameters
    ----------
    kind
        Class of the question.
    hidden
        Fields that live in the address alone.
    more
        Fields whose widgets stand behind a lid that names them.
    offered
        Choices that follow from another answer and not from the tables, by field; a value that is not among them falls
        back to the first without a word.
    """
    choices = choices_for(kind)
    _take_over(kind)
    reading = read_question(kind, st.query_params.to_dict())
    question, unknown = _known(reading.question, choices)
    for name, choice in (offered or {}).items():
        st.session_state.setdefault(_OFFERED, {})[name] = choice.names
        if getattr(question, name) not in choice.options:
            question = dataclasses.replace(question, **{name: choice.options[0]})
    _carry(question)
    named = {**choices_of_question(question), **(offered or {})}
    fields = [name for name in field_types(kind) if name not in {*hidden, *more}]
    first = {name: choice.options[0] for name, choice in (offered or {}).items()}
    with st.container(key=f"controls-{kind.__name__}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for name in fields:
                _widget(kind, question, name, named.get(name))
            if any(getattr(question, n) not in {default_of(kind, n), first.get(n, ...)} for n in (*fields, *more)):
                st.button(
                    say("Reset"),
                    key=f"reset-{kind.__name__}",
                    on_click=_reset,
                    args=(kind, tuple(hidden)),
                    type="tertiary",
                    help=say("Back to the page as first opened"),
                )
        if more:
            _show_more(kind, question, more, named)
    told = st.session_state.setdefault(_TOLD, set())
    for fault in (*reading.faults, *unknown):
        if fault not in told:  # two questions of a page may share a field
            told.add(fault)
            st.warning(literal(fault))
    return question


def _show_more(kind: type[Any], question: Question, names: Sequence[str], choices: Mapping[str, Choice]) -> None:
    """Draw the widgets that few readers need, closed; the ones that are set are named on the lid."""
    chosen = [name for name in names if getattr(question, name) != default_of(kind, name)]
    with (
        st.expander(_lid(names, chosen), key=f"more-{kind.__name__}", icon=":material/tune:"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        for name in names:
            _widget(kind, question, name, choices.get(name))


def _lid(names: Sequence[str], chosen: Sequence[str]) -> str:
    """Return what a closed box of choices holds, and which of them are set."""
    shown = [_lower(field_label(name)) for name in names[:_ON_LID]]
    rest = len(names) - len(shown)
    words = ", ".join(shown)
    if rest:
        words = say_number("{names} and {count} more", "{names} and {count} more", rest, names=words)
    if not chosen:
        return say("More choices: {names}", names=words)
    return say(
        "More choices: {names} (set: {chosen})",
        names=words,
        chosen=", ".join(_lower(field_label(name)) for name in chosen),
    )


def _lower(words: str) -> str:
    """Return words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def choose(kind: type[Any], name: str, chart: str) -> None:
    """Write what a point of a chart stands for into the address, when it was clicked.

    Parameters
    ----------
    kind, name
        Question and field to set.
    chart
        Key of the chart; the ``customdata`` of its points are values of the field.
    """
    points = st.session_state[chart].get("selection", {}).get("points", [])
    found = [point.get("customdata") for point in points]
    values = [value[0] if isinstance(value, list | tuple) and value else value for value in found]
    if values and isinstance(values[0], str) and values[0]:
        before = read_question(kind, st.query_params.to_dict()).question
        _write(kind, dataclasses.replace(before, **{name: values[0]}))


def address_of(question: object) -> dict[str, str]:
    """Return the query parameters at which a question opens again, or several questions of one page."""
    questions = question if isinstance(question, tuple) else (question,)
    return {name: text for asked in questions for name, text in write_question(asked).items()}


def in_words(question: object) -> str:
    """Return a question in words, as exports print it: every filter that narrows the view."""
    parts: dict[str, str] = {}
    for asked in question if isinstance(question, tuple) else (question,):
        choices = choices_of_question(asked)
        for name in field_types(type(asked)):
            value = getattr(asked, name)
            if value not in {None, "", ()} and not (
                isinstance(value, float) and value == default_of(type(asked), name)
            ):
                values = value if isinstance(value, tuple) else (value,)
                offered = st.session_state.get(_OFFERED, {}).get(name, {})
                names = choices[name].names if name in choices else offered
                if name in _FOLLOWING and value not in names:
                    continue  # a key among results means nothing without its name
                parts[label_on_page(type(asked), name)] = ", ".join(value_label(name, v, names) for v in values)
    return "; ".join(f"{label}: {words}" for label, words in parts.items()) or say("no filter")


def _take_over(kind: type[Any]) -> None:
    """Write what the page before had into an address that says nothing itself."""
    names = {name_in_address(kind, name): hint for name, hint in field_types(kind).items()}
    if not st.session_state.get("arrived") or any(name in names for name in st.query_params):
        return
    carried = st.session_state.get(_CARRIED, {})
    found = {
        name: carried[name, str(hint)] for name, hint in names.items() if carried.get((name, str(hint))) is not None
    }
    if found:
        st.query_params.update(found)


def _carry(question: Question) -> None:
    written = write_question(question)
    carried = st.session_state.setdefault(_CARRIED, {})
    for field, hint in field_types(type(question)).items():
        name = name_in_address(type(question), field)
        carried[name, str(hint)] = written.get(name)


def _known(question: Q, choices: Mapping[str, Choice]) -> tuple[Q, list[str]]:
    """Return the question with every id that the tables do not know at its default, and a sentence for each."""
    faults = []
    for name, choice in choices.items():
        value = getattr(question, name)
        values = value if isinstance(value, tuple) else (value,)
        wrong = [v for v in values if v not in choice.options and v not in {None, ""}]
        if wrong and choice.understand is not None:
            found, fault = _understood(values, choice)
            if fault:
                faults.append(fault)
            new = default_of(type(question), name) if fault else found if isinstance(value, tuple) else found[0]
            question = dataclasses.replace(question, **{name: new})
        elif wrong:
            faults.append(say_unknown(type(question), name, str(wrong[0])))
            question = dataclasses.replace(question, **{name: default_of(type(question), name)})
    return question, faults


def _understood(values: Sequence[Any], choice: Choice) -> tuple[tuple[Any, ...], str]:
    """Return the values that other spellings mean, and why they mean nothing where they do not."""
    understand = choice.understand or (lambda value: value)
    try:
        return tuple(value if value in choice.options else understand(value) for value in values), ""
    except LookupError as error:
        return (), say("{reason} The page shows its default instead.", reason=error.args[0])


def _widget(kind: type[Any], question: Question, name: str, choice: Choice | None) -> None:
    """Draw the widget of one field, set to the question's value."""
    key, value, hint = f"{kind.__name__}.{name}", getattr(question, name), field_types(kind)[name]
    words = choices_of(hint)
    if choice is None and words:
        choice = Choice(words)
    shown = ANY if choice is not None and value is None else list(value) if isinstance(value, tuple) else value
    if st.session_state.get(key, ...) != shown:
        st.session_state[key] = shown
    common = {"key": key, "help": field_help(name), "on_change": _store, "args": (kind, name, key)}
    label = field_label(name)
    if choice is not None:
        if default_of(kind, name) == "" and not choice.required:
            choice = Choice(("", *(o for o in choice.options if o != "")), {**choice.names, "": empty_label(name)})
        _pick(label, hint, choice, common)
    else:
        _entry(label, hint, common, say("Words to look for") if name == "text" else None)


def _pick(label: str, hint: Hint, choice: Choice, common: dict[str, Any]) -> None:
    """Draw a field whose values are known."""
    names: Callable[[Any], str] = lambda option: option_label(option, choice.names)  # noqa: E731 - bound to this choice
    if str(hint).startswith("tuple"):
        st.multiselect(label, choice.options, format_func=names, width=_WIDEST, **common)
        return
    options = ((ANY,) if is_optional(hint) else ()) + tuple(option for option in choice.options if option is not None)
    if len(options) <= _FEW and sum(len(names(option)) for option in options) <= _BESIDE:
        st.segmented_control(label, options, format_func=names, required=True, **common)
    else:
        width = min(max(_LETTER * max(len(names(option)) for option in options) + 70, 150), _WIDEST)
        st.selectbox(label, options, format_func=names, width=width, **common)


def _entry(label: str, hint: Hint, common: dict[str, Any], example: str | None) -> None:
    """Draw a field that is typed in."""
    if hint is bool:
        st.toggle(label, **common)
    elif "datetime.date" in str(hint):
        st.date_input(
            label,
            value=None,
            min_value=dt.date(1990, 1, 1),
            max_value=dt.date(2060, 12, 31),
            format="YYYY-MM-DD",
            width=170,
            **common,
        )
    elif "int" in str(hint) or "float" in str(hint):
        st.number_input(label, value=None, step=1 if "int" in str(hint) else None, width=170, **common)
    else:
        st.text_input(label, width=380 if example else 180, placeholder=example, **common)


def _store(kind: type[Any], name: str, key: str) -> None:
    """Write a changed widget into the address, before the page runs again."""
    value = st.session_state[key]
    value = None if value == ANY else tuple(value) if isinstance(value, list) else value
    if value is None and default_of(kind, name) is not None and not is_optional(field_types(kind)[name]):
        value = default_of(kind, name)
    before = read_question(kind, st.query_params.to_dict()).question
    changes = {name: value} | ({"page": 1} if "page" in field_types(kind) and name != "page" else {})
    _write(kind, dataclasses.replace(before, **changes))


def slide(kind: type[Any], name: str, day: dt.date, turns: Sequence[dt.date], last: dt.date) -> None:
    """Show a slider through time with buttons to the turns before and after; each writes a day into the address.

    Parameters
    ----------
    kind, name
        Question and field to set.
    day
        The day looked at.
    turns
        Days on which something changes, rising; the first is the beginning of the slider.
    last
        End of the slider.
    """
    key = f"{kind.__name__}.{name}-slider"
    if st.session_state.get(key) != day:
        st.session_state[key] = day
    before = max((turn for turn in turns if turn < day), default=None)
    after = min((turn for turn in turns if turn > day), default=None)
    st.slider(say("Day"), turns[0], last, key=key, format="D MMM YYYY", on_change=_store, args=(kind, name, key))
    with st.container(key=f"slide-{kind.__name__}", horizontal=True, gap="small"):
        for words, turn, side in ((say("Previous change"), before, "before"), (say("Next change"), after, "after")):
            st.button(words, key=f"{key}-{side}", on_click=set_field, args=(kind, name, turn), disabled=turn is None)


def set_question(question: Question) -> None:
    """Write a question into the address; those of others stay."""
    _write(type(question), question)


def set_field(kind: type[Any], name: str, value: object) -> None:
    """Write one value of a question into the address."""
    before = read_question(kind, st.query_params.to_dict()).question
    _write(kind, dataclasses.replace(before, **{name: value}))


def turn_pages(question: ClaimsQuestion, pages: int) -> None:
    """Show the pager of a question that has a page."""
    kind = type(question)
    key = f"{kind.__name__}.page"
    if st.session_state.get(key) != question.page:
        st.session_state[key] = min(max(question.page, 1), pages)
    if pages > 1:
        st.pagination(pages, key=key, on_change=_store, args=(kind, "page", key))


def _reset(kind: type[Any], kept: Sequence[str]) -> None:
    before = read_question(kind, st.query_params.to_dict()).question
    _write(kind, kind(**{name: getattr(before, name) for name in kept}))


def _write(kind: type[Any], question: Question) -> None:
    """Replace the parameters of one question in the address; those of others stay."""
    gone = {*(name_in_address(kind, name) for name in field_types(kind)), *_FOLLOWING}
    rest = {name: text for name, text in st.query_params.to_dict().items() if name not in gone}
    st.query_params.from_dict(rest | write_question(question))
