"""Questions are small frozen values with the first page as default."""

import dataclasses
import datetime as dt

import pytest

from dashboard.model import questions

ALL = [value for value in vars(questions).values() if dataclasses.is_dataclass(value)]


@pytest.mark.parametrize("question", ALL)
def test_every_question_can_be_asked_without_a_word_and_cannot_be_changed(question):
    first = question()
    assert first == question()
    assert hash(first) == hash(question())
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(first, dataclasses.fields(question)[0].name, "changed")


@pytest.mark.parametrize("question", ALL)
def test_every_field_fits_into_an_address(question):
    for field in dataclasses.fields(question):
        assert field.default is None or isinstance(field.default, (str, int, float, dt.date, tuple))
