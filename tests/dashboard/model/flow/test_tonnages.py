"""Pledges told in tonnes, against the arithmetic on the small world's rows."""

import math

import pytest

from corridor_data.load import Frames
from dashboard.model.flow.tonnages import Tonnage, list_tonnages
from dashboard.model.records.readings import UnknownPairError
from dashboard.model.world.compiled import Compiled, compile_network


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


def told(compiled: Compiled, pair: str = "", modes: tuple[str, ...] = ("rail",)) -> dict[str, Tonnage]:
    return {tonnage.pledge_id: tonnage for tonnage in list_tonnages(compiled, pair, modes)}


def test_a_pledge_in_money_is_told_by_the_money_a_tonne_is_worth(compiled: Compiled) -> None:
    pledge = told(compiled)["tg-3bn"]
    value = {"tr-2024": 340e6, "tr-2024-mass": 1.1e6}
    assert pledge.usd_per_t[1] == pytest.approx(value["tr-2024"] / value["tr-2024-mass"])
    assert pledge.wanted[1] == pytest.approx(3e9 / pledge.usd_per_t[1] / 1e6)


def test_a_pledge_in_tonnes_stays_what_it_is(compiled: Compiled) -> None:
    pledge = told(compiled)["tg-mass"]
    assert pledge.wanted == (2.0, 2.0, 2.0)
    assert all(math.isnan(usd) for usd in pledge.usd_per_t)


def test_what_was_superseded_is_no_standing_pledge(compiled: Compiled) -> None:
    assert "tg-1bn" not in told(compiled)


def test_the_dearest_tonne_makes_the_fewest_tonnes(real: Frames) -> None:
    for pledge in list_tonnages(compile_network(real), "", ("rail",)):
        low, central, high = pledge.wanted
        if not math.isnan(central):
            assert low <= central <= high


def test_one_pair_alone_has_its_own_pledges_and_no_corridor(compiled: Compiled) -> None:
    assert {pledge.pair for pledge in told(compiled, "IRN-KAZ").values()} == {("IRN", "KAZ")}


def test_a_pair_ends_at_every_place_that_a_mode_serves(real: Frames) -> None:
    compiled = compile_network(real)
    by_rail, by_road = (told(compiled, "AFG-IRN", (mode,))["tg062"].ends for mode in ("rail", "road"))
    assert by_rail is not None
    assert by_road is not None
    assert "AFKBL" not in by_rail.origin
    assert by_road.origin[0] == "AFKBL"


def test_corridor_targets_keep_to_the_links_of_the_corridor(real: Frames) -> None:
    corridors = [pledge for pledge in list_tonnages(compile_network(real), "", ("rail",)) if pledge.pair is None]
    assert corridors
    assert all(pledge.ends and pledge.ends.links and pledge.by_year for pledge in corridors)
    names = {(pledge.name, pledge.by_year, pledge.wanted[1]) for pledge in corridors}
    assert {("INSTC eastern route", 2027, 15.0), ("INSTC eastern route", 2030, 20.0)} <= names


def test_an_unknown_pair_is_refused(compiled: Compiled) -> None:
    with pytest.raises(UnknownPairError):
        list_tonnages(compiled, "IRN-XXX", ("rail",))
