"""The compiled record of the small world, and what its arcs are made of."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from corridor_data.load import Frames, load_tables
from dashboard.model.world.compiled import NO_LINK, Act, Compiled, compile_network, link_codes
from dashboard.model.world.parts import Part, parts_of
from dashboard.model.world.scenario import Scenario, last_known_day
from dashboard.model.world.worlds import resolve_scenario, vectors_in
from tests.made_worlds import made_frames

FRAMES = load_tables(Path(__file__).parents[3] / "small")
HANDLING = (Act.GAUGE, Act.TRANSFER, Act.LOAD, Act.UNLOAD, Act.TRANSSHIP)


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(FRAMES)


def arc(compiled: Compiled, start: str, end: str, link: str = "") -> int:
    """Return the one arc between two states, by their names."""
    number = compiled.link_index[link] if link else NO_LINK
    names = [f"{compiled.place_ids[p]}/{c}" for p, c in zip(compiled.state_place, compiled.state_code, strict=True)]
    found = [
        a
        for a in range(compiled.arcs)
        if (names[compiled.tail[a]], names[compiled.head[a]]) == (start, end) and compiled.link[a] == number
    ]
    assert len(found) == 1, (start, end, found)
    return found[0]


def hours(
    compiled: Compiled, number: int, service: str = "ordinary", conditions: tuple[str, ...] = ()
) -> dict[str, list[float]]:
    """Return low, central and high hours of an arc by part."""
    table = parts_of(compiled, service, conditions).hours
    rows = range(table.indptr[number], table.indptr[number + 1])
    return {Part(table.part[row]).name: table.amount[row].round(6).tolist() for row in rows}


def test_a_place_has_a_state_for_every_mode_and_gauge_and_two_gates(compiled: Compiled) -> None:
    at_gauge = {compiled.state_code[s] for s in np.flatnonzero(compiled.state_place == compiled.place_index["GAUGE"])}
    assert at_gauge == {"rail1520", "rail1435", "road", "out", "in"}
    at_quay = {compiled.state_code[s] for s in np.flatnonzero(compiled.state_place == compiled.place_index["QUAYN"])}
    assert at_quay == {"rail1520", "road", "ship_in", "ship_out", "out", "in"}


def test_every_link_runs_both_ways_in_each_of_its_gauges(compiled: Compiled) -> None:
    for number, link in enumerate(compiled.links):
        arcs = np.flatnonzero(compiled.link == number)
        assert len(arcs) == 2 * len(link_codes(link))
        assert sorted(compiled.forward[arcs].tolist()) == [0, 1]
        assert set(compiled.length_km[arcs]) == {link["length_km"]}


def test_a_track_of_both_gauges_and_a_train_ferry_join_states_of_rail() -> None:
    assert link_codes({"mode": "rail", "gauge_mm": "1435/1520"}) == (("rail1435", 1435), ("rail1520", 1520))
    assert link_codes({"mode": "sea", "gauge_mm": "1435"}) == (("sea", 0), ("rail1435", 1435))
    assert link_codes({"mode": "rail"}) == (("rail", 0),)


def test_gates_are_passed_only_outward_and_inward(compiled: Compiled) -> None:
    codes = np.array(compiled.state_code)
    assert "out" not in set(codes[compiled.head])
    assert "in" not in set(codes[compiled.tail])


def test_from_ship_to_ship_at_a_port_is_a_transshipment(compiled: Compiled) -> None:
    number = arc(compiled, "QUAYN/ship_in", "QUAYN/ship_out")
    assert compiled.act[number] == Act.TRANSSHIP
    assert hours(compiled, number) == {"PORT": [24, 48, 72], "SHIP_WAIT": [48, 72, 96]}


def test_a_passage_is_passed_without_handling() -> None:
    frames = made_frames(3, 30, 90)
    made = compile_network(frames)
    passages = frames.places.loc[frames.places["kind"] == "passage", "place_id"]
    for place in passages:
        codes = {made.state_code[s] for s in np.flatnonzero(made.state_place == made.place_index[place])}
        assert codes <= {"sea", "out", "in"}
    acts = made.act[np.isin(made.state_place[made.tail], [made.place_index[p] for p in passages])]
    assert set(acts.tolist()) <= {Act.CARRY}


def test_a_junction_has_no_change_between_rail_and_road() -> None:
    places = FRAMES.places.copy()
    places.loc[places["place_id"] == "CROSS", "kind"] = "junction"
    made = compile_network(dataclasses.replace(FRAMES, places=places))
    at_cross = made.state_place[made.tail] == made.place_index["CROSS"]
    assert Act.TRANSFER not in set(made.act[at_cross].tolist())
    assert Act.TRANSFER in set(made.act[~at_cross].tolist())


def test_arcs_are_listed_by_the_state_they_leave_and_by_the_one_they_reach(compiled: Compiled) -> None:
    for state in range(compiled.states):
        leaving = compiled.slots[compiled.indptr[state] : compiled.indptr[state + 1]]
        arriving = compiled.rslots[compiled.rindptr[state] : compiled.rindptr[state + 1]]
        assert set(compiled.tail[leaving].tolist()) <= {state}
        assert set(compiled.head[arriving].tolist()) <= {state}
    assert sorted(compiled.slots) == list(range(compiled.arcs)) == sorted(compiled.rslots)


@pytest.mark.parametrize("service", ["ordinary", "block_train"])
def test_no_gate_of_a_place_is_reached_sooner_or_cheaper_by_another_of_its_gates(real: Frames, service: str) -> None:
    compiled = compile_network(real)
    vectors = vectors_in(resolve_scenario(compiled, Scenario(last_known_day(real))), service)
    starts, ends = (np.flatnonzero(compiled.act == act) for act in (Act.START, Act.END))
    into, out_of = (
        dict(zip(compiled.head[starts], starts, strict=True)),
        dict(zip(compiled.tail[ends], ends, strict=True)),
    )
    for value in (vectors.hours, vectors.usd):
        for inside in np.flatnonzero(np.isin(compiled.act, HANDLING)):
            tail, head = compiled.tail[inside], compiled.head[inside]
            if tail in into and head in into:
                assert value[into[head]] <= value[into[tail]] + value[inside] + 1e-9, compiled.place_ids[
                    compiled.state_place[head]
                ]
            if tail in out_of and head in out_of:
                assert value[out_of[tail]] <= value[inside] + value[out_of[head]] + 1e-9, compiled.place_ids[
                    compiled.state_place[head]
                ]


def test_the_record_cannot_be_changed(compiled: Compiled) -> None:
    with pytest.raises(ValueError, match="read-only"):
        compiled.tail[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        parts_of(compiled, "ordinary").hours.amount[0] = 0


def test_hours_under_way_are_length_over_speed_and_the_low_speed_makes_the_high_hours(compiled: Compiled) -> None:
    number = arc(compiled, "CROSS/rail1520", "GAUGE/rail1520", "rail-cross-gauge")
    assert hours(compiled, number) == {"MOVING": [24.8, 37.2, 49.6]}


def test_half_of_a_link_across_a_border_lies_on_either_side() -> None:
    compiled = compile_network(FRAMES)
    number = arc(compiled, "NORTH/rail1520", "CROSS/rail1520", "rail-north-cross")
    table = parts_of(compiled, "ordinary").hours
    rows = slice(table.indptr[number], table.indptr[number + 1])
    moving = table.amount[rows][table.part[rows] == Part.MOVING, 1]
    assert moving.tolist() == [801 / 2 / 500 * 24, 801 / 2 / 400 * 24]


def test_a_border_takes_both_sides_or_what_is_said_of_the_crossing_as_a_whole(compiled: Compiled) -> None:
    table = parts_of(compiled, "ordinary").hours
    two_sides = arc(compiled, "NORTH/rail1520", "CROSS/rail1520", "rail-north-cross")
    rows = slice(table.indptr[two_sides], table.indptr[two_sides + 1])
    assert table.amount[rows][table.part[rows] == Part.BORDER].tolist() == [[12, 24, 48]] * 2
    assert hours(compiled, arc(compiled, "GAUGE/rail1435", "EASTY/rail1435", "rail-gauge-easty"))["BORDER"] == [
        20,
        30,
        40,
    ]


def test_a_crossing_may_take_longer_one_way_than_the_other(compiled: Compiled) -> None:
    out = hours(compiled, arc(compiled, "GAUGE/road", "EASTY/road", "road-gauge-easty"))
    back = hours(compiled, arc(compiled, "EASTY/road", "GAUGE/road", "road-gauge-easty"))
    assert (out["BORDER"][1], back["BORDER"][1]) == (12, 20)
    assert out["MOVING"] == back["MOVING"]


def test_the_wait_for_a_ferry_is_half_its_headway_on_average_and_all_of_it_at_worst(compiled: Compiled) -> None:
    assert hours(compiled, arc(compiled, "QUAYN/ship_out", "QUAYS/ship_in", "sea-quayn-quays")) == {
        "MOVING": [40, 48, 60],
        "SHIP_WAIT": [0, 48, 120],
    }


def test_starting_passing_through_and_ending_at_a_port_are_three_different_things(compiled: Compiled) -> None:
    assert hours(compiled, arc(compiled, "QUAYN/out", "QUAYN/ship_out")) == {"PORT": [24, 36, 48]}
    assert hours(compiled, arc(compiled, "QUAYN/rail1520", "QUAYN/ship_out")) == {
        "PORT": [24, 48, 72],
        "SHIP_WAIT": [48, 72, 96],
    }
    assert hours(compiled, arc(compiled, "QUAYS/ship_in", "QUAYS/road")) == {"PORT": [24, 48, 72]}
    assert hours(compiled, arc(compiled, "QUAYS/ship_in", "QUAYS/in")) == {"PORT": [12, 24, 36]}


def test_winter_slows_ships_where_the_table_says_so(compiled: Compiled) -> None:
    made = compile_network(made_frames(5, 30, 90))
    sea = int(np.flatnonzero((made.mode == 2) & (made.act == Act.CARRY))[0])
    calm, winter = hours(made, sea)["MOVING"], hours(made, sea, conditions=("winter",))["MOVING"]
    assert winter[1] == pytest.approx(calm[1] / 0.8)
    assert winter[2] == pytest.approx(calm[2] / 0.6)
    published = arc(compiled, "QUAYN/ship_out", "QUAYS/ship_in", "sea-quayn-quays")
    assert hours(compiled, published, conditions=("winter",))["MOVING"] == [40, 48, 60]


def test_cost_and_emissions_are_rates_times_length(compiled: Compiled) -> None:
    number = arc(compiled, "CROSS/rail1520", "GAUGE/rail1520", "rail-cross-gauge")
    parts = parts_of(compiled, "ordinary")
    assert parts.usd.central()[number] == pytest.approx(620 * 0.03)
    assert parts.kg.central()[number] == pytest.approx(620 * 20 / 1000)


def test_block_trains_are_known_only_where_their_speed_is(compiled: Compiled) -> None:
    fast = parts_of(compiled, "block_train").fast
    assert arc(compiled, "CROSS/rail1520", "GAUGE/rail1520", "rail-cross-gauge") in fast
    assert arc(compiled, "NORTH/rail1520", "QUAYN/rail1520", "rail-north-quayn") not in fast
    assert set(compiled.mode[fast].tolist()) == {1}
    assert parts_of(compiled, "ordinary").fast.size == 0


@pytest.mark.parametrize("seed", range(5))
def test_every_amount_of_a_made_network_is_a_number_with_low_below_high(seed: int) -> None:
    made = compile_network(made_frames(seed, 40, 120))
    for service in ("ordinary", "block_train"):
        parts = parts_of(made, service)
        for table in (parts.hours, parts.usd, parts.kg):
            assert np.isfinite(table.amount).all()
            assert (table.amount[:, 0] <= table.amount[:, 1] + 1e-9).all()
            assert (table.amount[:, 1] <= table.amount[:, 2] + 1e-9).all()
        carries = made.act == Act.CARRY
        assert (parts.hours.central()[carries] > 0).all()
