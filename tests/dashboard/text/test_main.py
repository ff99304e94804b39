"""The catalogue as it is collected: every kind of message is in it, and it can be read as one."""

import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dashboard.text.__main__ import collect


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return read_po(io.BytesIO(collect()))


def test_the_same_code_gives_the_same_bytes() -> None:
    assert collect() == collect()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("sentence", "From {origin} to {destination} there is no way: {reason}."),
        ("column", "length km"),
        ("word of a column", "under construction"),
        ("country", "Kazakhstan"),
    ],
)
def test_every_kind_of_message_is_in_it(collected: Catalog, kind: str, message: str) -> None:
    assert message in collected, kind


def test_counts_have_a_singular_and_a_plural(collected: Catalog) -> None:
    plurals = [entry.id for entry in collected if isinstance(entry.id, tuple)]
    assert plurals
    assert all(len(plural) == 2 for plural in plurals)


def test_each_message_stands_once(collected: Catalog) -> None:
    messages = [str(entry.id) for entry in collected if entry.id]
    assert len(messages) == len(set(messages))


def test_it_bears_no_day_or_path_that_would_change_with_the_machine() -> None:
    text = collect().decode()
    assert "POT-Creation-Date: 2026-01-01" in text
    assert "#: " not in text
