"""`corridor places`: ids by name, part of a name, or id."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("words", "ids"), [(("Northgate",), ["NORTH"]), (("quay",), ["QUAYN", "QUAYS"]), (("EASTY",), ["EASTY"])]
)
def test_ids_are_found(told: Callable[..., Any], words: tuple[str, ...], ids: list[str]) -> None:
    assert [place["place_id"] for place in told("places", *words)["places"]][: len(ids)] == ids


def test_words_need_no_quotation_marks(told: Callable[..., Any]) -> None:
    assert told("places", "Quay", "South") == told("places", "Quay South")
    assert told("places", "Quay", "South")["places"][0]["place_id"] == "QUAYS"


def test_programs_get_positions_and_readers_a_table(said: Callable[..., str], told: Callable[..., Any]) -> None:
    place = told("places", "Northgate")["places"][0]
    assert (place["lat"], place["lon"], place["country_iso3"]) == (46.0, 54.0, "KAZ")
    head, _, first, *_ = said("places", "Northgate").splitlines()
    assert head.split() == ["place_id", "name", "country_iso3", "kind", "lat", "lon"]
    assert first.split()[:2] == ["NORTH", "Northgate"]


@pytest.mark.parametrize("text", ["", " ", "zzzzzz", "x" * 5000])
def test_a_name_like_no_other_is_told(refused: Callable[..., str], text: str) -> None:
    assert refused("places", text).startswith("No place has a name like")
