"""Every question survives its address, and no address is too strange to be read."""

import dataclasses
import datetime as dt
import inspect
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import questions
from dashboard.model.flow.feasibility import PledgeQuestion
from dashboard.model.world.sides import SecondSide
from dashboard.ui.address import choices_of, default_of, field_types, read_question, write_question
from dashboard.ui.fields import field_label


@dataclasses.dataclass(frozen=True)
class Everything:
    text: str = ""
    word: Literal["rail", "road"] = "rail"
    perhaps: Literal["a", "b"] | None = None
    count: int = 3
    share: float = 0.5
    on: bool = False
    day: dt.date | None = dt.date(2026, 7, 2)
    ids: tuple[str, ...] = ("x",)
    years: tuple[int, ...] = ()
    days: tuple[dt.date, ...] = ()
    modes: tuple[Literal["rail", "road", "sea"], ...] = ()


QUESTIONS = [Everything] + [
    found
    for _, found in inspect.getmembers(questions, inspect.isclass)
    if dataclasses.is_dataclass(found) and found.__module__ == questions.__name__
]
PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" ") | st.sampled_from("!.-0"), max_size=20)


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Return values of a field's type, with text that an address can hold."""
    return (
        st.from_type(kind)
        if kind not in {str, float}
        else (PRINTABLE if kind is str else st.floats(allow_nan=False, allow_infinity=False))
    )


def any_question(kind: type[Any]) -> st.SearchStrategy[Any]:
    fields = {}
    for name, hint in field_types(kind).items():
        if hint == tuple[str, ...]:
            fields[name] = st.lists(PRINTABLE, max_size=4).map(tuple)
        elif hint == tuple[int, ...]:
            fields[name] = st.lists(st.integers(-9999, 9999), max_size=4).map(tuple)
        elif hint is int:
            fields[name] = st.integers(-(10**12), 10**12)
        elif hint == int | None:
            fields[name] = st.none() | st.integers(-(10**12), 10**12)
        elif hint == str | None:
            fields[name] = st.none() | PRINTABLE
        else:
            fields[name] = values_of(hint)
    return st.builds(kind, **fields)


@given(st.sampled_from(QUESTIONS).flatmap(any_question))
def test_a_question_written_and_read_is_the_same_question(question: Any) -> None:
    reading = read_question(type(question), write_question(question))
    assert reading.question == question
    assert reading.faults == ()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_page_as_first_opened_has_an_empty_address(kind: type[Any]) -> None:
    assert write_question(kind()) == {}
    assert read_question(kind, {}).question == kind()


@given(
    st.sampled_from(QUESTIONS),
    st.dictionaries(st.sampled_from([*field_types(Everything), "nonsense", "pair", "page"]), st.text(max_size=3000)),
)
def test_no_address_is_too_strange_to_be_read(kind: type[Any], parameters: dict[str, str]) -> None:
    reading = read_question(kind, parameters)
    assert isinstance(reading.question, kind)
    again = read_question(kind, write_question(reading.question))
    assert again.question == reading.question


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("count", "many"),
        ("count", "1e3"),
        ("count", "__import__('os')"),
        ("share", "nan"),
        ("on", "yes"),
        ("day", "2026-02-30"),
        ("word", "air"),
        ("years", "2020.x"),
        ("modes", "rail.air"),
        ("text", "a\x00b"),
        ("text", "x" * 5000),
    ],
)
def test_a_value_that_is_not_understood_falls_back_and_its_widget_is_named(name: str, text: str) -> None:
    reading = read_question(Everything, {name: text, "word": "road"} if name != "word" else {name: text})
    assert getattr(reading.question, name) == default_of(Everything, name)
    assert len(reading.faults) == 1
    assert f"“{field_label(name)}”" in reading.faults[0]
    assert name == "word" or reading.question.word == "road"


def test_a_warning_names_the_widget_as_the_page_does_and_the_side_it_stands_on() -> None:
    assert "“soon” is not a value of “Delay, years”" in read_question(PledgeQuestion, {"delay": "soon"}).faults[0]
    assert "“soon” is not a value of “B, On the day”" in read_question(SecondSide, {"b_date": "soon"}).faults[0]


def test_names_of_other_pages_are_passed_over() -> None:
    assert read_question(Everything, {"somebody": "1"}).faults == ()


def test_a_question_that_refuses_its_values_gives_the_defaults() -> None:
    @dataclasses.dataclass(frozen=True)
    class Years:
        first: int = 2000
        last: int = 2020

        def __post_init__(self) -> None:
            if self.first > self.last:
                raise ValueError("the first year is after the last")

    reading = read_question(Years, {"first": "2030"})
    assert reading.question == Years()
    assert "after the last" in reading.faults[0]


def test_an_address_holds_ids_and_nothing_at_its_default() -> None:
    assert write_question(Everything(word="road", years=(2020, 2021), day=None)) == {
        "word": "road",
        "years": "2020.2021",
        "day": "-",
    }


def test_choices_come_from_the_type_also_where_it_is_optional() -> None:
    assert choices_of(field_types(Everything)["perhaps"]) == ("a", "b")
    assert choices_of(str) == ()
