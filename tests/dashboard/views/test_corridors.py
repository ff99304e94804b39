"""The page on corridors as its reader meets it, without a browser."""

import re

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, words


def opened(**address: str) -> AppTest:
    return open_page("corridors", address)


def test_the_page_opens_with_what_binds_the_corridor() -> None:
    app = opened()
    assert not app.exception
    assert "INSTC eastern route: practical capacity 5 Mt a year at its narrowest known point" in words(app)
    assert "Standing" in words(app)


def test_ways_with_the_same_ends_are_told_apart_by_their_border() -> None:
    names = [tab.label for tab in opened().tabs]
    assert len(set(names)) == len(names) == 4
    assert any("Incheh Borun" in name for name in names)
    assert any("Sarakhs" in name for name in names)


def test_the_table_of_a_way_shows_names_and_no_codes_of_places_and_ways() -> None:
    heads = [head for head in re.findall(r"<tr>(<th.*?)</tr>", words(opened())) if ">From km<" in head]
    assert len(heads) == 4
    for head in heads:
        assert ">From<" in head
        assert not re.search("code<|>Variant<|>From place<|>Corridor id<", head)


def test_every_table_has_a_sentence_with_its_count() -> None:
    text = words(opened())
    for finding in (
        "targets are published for",
        "projects bear on",
        "event is in force on",
        "published figures speak of",
    ):
        assert finding in text


def test_the_whole_network_is_shown_where_no_corridor_is_chosen() -> None:
    app = opened(corridor="", show="status")
    assert not app.exception
    assert "links" in words(app)


def test_an_unknown_corridor_and_an_impossible_day_are_two_sentences() -> None:
    app = opened(corridor="atlantis", date="2026-02-30")
    assert not app.exception
    assert len(app.warning) == 2
