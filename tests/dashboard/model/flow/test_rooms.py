"""Room beside what moves already, against the answer on capacity and against subtracting loads by hand."""

import dataclasses
import datetime as dt
import math

import pytest

from corridor_data.load import Frames
from dashboard.model.flow.capacity import CapacityQuestion, find_capacity
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.flow.rooms import Outlook, Rooms
from dashboard.model.flow.tonnages import Tonnage, list_tonnages
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, last_known_day
from dashboard.model.world.worlds import World, resolve_scenario

DAY = dt.date(2024, 7, 1)
TODAY = Outlook("practical", 2024)


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


def world_of(compiled: Compiled, **scenario: object) -> World:
    return resolve_scenario(compiled, Scenario(DAY, **scenario))  # type: ignore[arg-type]


def pledge(compiled: Compiled, name: str, modes: tuple[str, ...] = ("rail",)) -> Tonnage:
    return next(known for known in list_tonnages(compiled, "", modes) if known.pledge_id == name)


def room(world: World, name: str, outlook: Outlook = TODAY, modes: tuple[str, ...] = ("rail",)) -> float:
    found = Rooms(world, None).room(pledge(world.compiled, name, modes), outlook)
    assert found is not None
    return found.central


def test_without_freight_of_others_the_room_is_what_the_page_on_capacity_says(real: Frames) -> None:
    hardly_any = real.demands.assign(mt_per_year=1e-9, low=1e-9, high=1e-9)
    empty = compile_network(dataclasses.replace(real, digest="hardly any freight", demands=hardly_any))
    world = resolve_scenario(empty, Scenario(last_known_day(real)))
    rooms, outlook = Rooms(world, None), Outlook("practical", world.scenario.date.year)
    pairs = {known.pair: known for known in list_tonnages(empty, "", ("rail",)) if known.pair and known.ends}
    compared = 0
    for (a, b), known in pairs.items():
        found = rooms.room(known, outlook)
        if found is None or not found.is_way or (a, b) == ("AFG", "IRN"):  # by rail not to all of its places
            continue
        fits = find_capacity(world, CapacityQuestion(from_end=a, to_end=b)).value
        assert found.central == pytest.approx(fits, abs=1e-6), (a, b)
        compared += 1
    assert compared >= 8


def test_the_load_of_others_is_all_freight_but_that_between_the_two(compiled: Compiled) -> None:
    rooms = Rooms(world_of(compiled), None)
    everything = assign_freight(rooms.world, FreightQuestion()).found.load
    assert rooms.others(("IRN", "TKM")).tolist() == pytest.approx(everything.tolist())
    assert rooms.others(("IRN", "KAZ")).max() == pytest.approx(0.0)  # all freight of the small world is theirs
    assert rooms.others(None).max() == 0.0


def test_what_others_carry_over_the_border_is_gone_for_a_third(compiled: Compiled) -> None:
    border = compiled.link_index["rail-gauge-easty"]
    rooms = Rooms(world_of(compiled), None)
    left = 4.0 - rooms.others(("IRN", "TKM"))[border]
    assert rooms.left_on(pledge(compiled, "tg-mass"), TODAY, border) == pytest.approx(left)
    assert room(world_of(compiled), "tg-mass") == pytest.approx(left)


def test_an_announced_link_counts_from_the_year_of_its_opening_less_the_delay(compiled: Compiled) -> None:
    world, modes = world_of(compiled), ("rail", "sea")
    early, due, late = (
        room(world, "tg-3bn", Outlook("announced", *when), modes) for when in ((2027, 0), (2028, 0), (2028, 1))
    )
    assert late <= early < due


def test_a_new_short_link_never_takes_room_away(real: Frames) -> None:
    compiled = compile_network(real)
    rooms = Rooms(resolve_scenario(compiled, Scenario(last_known_day(real))), None)
    for known in list_tonnages(compiled, "", ("rail",)):
        today, later = (rooms.room(known, Outlook("announced", year)) for year in (2026, 2031))
        if today is not None and later is not None:
            assert later.central >= today.central - 1e-9, known.name


def test_no_way_is_told_from_no_room(compiled: Compiled) -> None:
    shut = Rooms(world_of(compiled, closed_links=("rail-gauge-easty",)), None).room(pledge(compiled, "tg-3bn"), TODAY)
    full = Rooms(world_of(compiled), None).room(pledge(compiled, "tg-mass"), TODAY)
    assert shut is not None
    assert full is not None
    assert (shut.central, shut.is_way, shut.binding) == (0.0, False, ())
    assert (full.central, full.is_way) == (0.0, True)


def test_the_central_room_alone_is_that_of_the_whole(compiled: Compiled) -> None:
    rooms = Rooms(world_of(compiled), None)
    known = pledge(compiled, "tg-3bn")
    assert rooms.central(known, TODAY) == room(world_of(compiled), "tg-3bn")
    assert math.isinf(rooms.central(pledge(compiled, "tg-mass", ("road",)), TODAY))


def test_ends_outside_the_network_have_no_room_to_tell(compiled: Compiled) -> None:
    nowhere = dataclasses.replace(pledge(compiled, "tg-3bn"), ends=None)
    rooms = Rooms(world_of(compiled), None)
    assert rooms.room(nowhere, TODAY) is None
    assert rooms.central(nowhere, TODAY) == 0.0


def test_what_moves_now_is_the_sum_of_the_demands_of_both_directions(compiled: Compiled) -> None:
    rooms = Rooms(world_of(compiled), None)
    assert rooms.moves_now(("IRN", "KAZ")) == rooms.moves_now(("KAZ", "IRN")) == 5.0
    assert math.isnan(rooms.moves_now(("IRN", "TKM")))
    assert math.isnan(rooms.moves_now(None))
