"""Names to ids, and what is offered where nothing fits."""

from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.model.place_names import (
    AmbiguousPlaceError,
    UnknownPlaceError,
    find_place,
    fold,
    index_places,
    nearest_places,
)

PLACES = load_tables(Path(__file__).parents[2] / "small").places
NAMES = index_places(PLACES)


@pytest.mark.parametrize("text", ["NORTH", "north", "Northgate", " NORTHGATE ", "north gate".replace(" ", "")])
def test_ids_and_names_are_understood_in_any_case(text: str) -> None:
    assert find_place(NAMES, text) == "NORTH"


def test_accents_and_apostrophes_do_not_matter() -> None:
    assert fold("Türkmenbaşy’") == fold("turkmenbasy")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(
        UnknownPlaceError, match=r"“Nortgate” is not a place of this network \(7 places\). Nearest names: Northgate"
    ):
        find_place(NAMES, "Nortgate")


def test_a_name_like_no_other_offers_nothing() -> None:
    with pytest.raises(UnknownPlaceError, match=r"\(7 places\)\.$"):
        find_place(NAMES, "zzzzzz")


def test_a_name_of_two_places_asks_for_the_id() -> None:
    twice = pd.concat([PLACES, PLACES.assign(place_id=PLACES["place_id"] + "2")])
    with pytest.raises(AmbiguousPlaceError, match=r"Northgate \(NORTH\), Northgate \(NORTH2\)"):
        find_place(index_places(twice), "Northgate")


def test_a_name_in_brackets_gives_way_to_the_whole_name() -> None:
    twice = pd.concat([PLACES, PLACES.iloc[[0]].assign(place_id="OTHER", name="Crossway (KZ)")])
    assert find_place(index_places(twice), "Crossway") == "CROSS"


def test_part_of_a_name_finds_all_that_hold_it_the_beginning_first() -> None:
    assert nearest_places(NAMES, "quay") == ("QUAYN", "QUAYS")
    assert nearest_places(NAMES, "end")[0] == "SOUTH"
    assert nearest_places(NAMES, "") == ()
