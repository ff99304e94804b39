"""Ends of freight: countries stand for their zones, the main one first."""

import dataclasses

import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.ends import EndError, places_of_end, serving_place


def with_zones(small: Frames, *zones: tuple[str, str, int]) -> Frames:
    """Return the small world with other zones."""
    rows = pd.DataFrame([(*zone, "made") for zone in zones], columns=list(small.zones.columns))
    return dataclasses.replace(small, digest=f"{small.digest}-{zones}", zones=rows.astype(small.zones.dtypes))


def test_the_zone_of_the_first_rank_comes_first_whatever_the_order_of_the_rows(small: Frames) -> None:
    compiled = compile_network(with_zones(small, ("KAZ", "CROSS", 2), ("KAZ", "NORTH", 1)))
    assert places_of_end(compiled, "KAZ") == ("NORTH", "CROSS")


def test_a_country_is_taken_at_the_first_of_its_zones_that_the_modes_serve(small: Frames) -> None:
    compiled = compile_network(with_zones(small, ("KAZ", "QUAYN", 2), ("KAZ", "NORTH", 1)))
    assert compiled.place_ids[serving_place(compiled, "KAZ", ("rail",))] == "NORTH"
    assert compiled.place_ids[serving_place(compiled, "KAZ", ("sea",))] == "QUAYN"


def test_the_real_zones_begin_with_those_of_the_first_rank(real: Frames) -> None:
    compiled = compile_network(real)
    first = real.zones[real.zones["rank"].eq(1)]
    for country, place in zip(first["country_iso3"], first["place_id"], strict=True):
        assert places_of_end(compiled, country)[0] == place


def test_a_place_stands_for_itself_and_another_spelling_for_its_place(small: Frames) -> None:
    compiled = compile_network(small)
    assert places_of_end(compiled, "QUAYN") == places_of_end(compiled, "Quay North") == ("QUAYN",)


def test_what_is_no_end_is_refused_in_one_sentence(small: Frames) -> None:
    with pytest.raises(EndError) as caught:
        places_of_end(compile_network(small), "atlantis")
    assert str(caught.value)
