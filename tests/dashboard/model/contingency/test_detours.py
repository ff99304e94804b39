"""One closure looked at: which links lose and gain freight, against adding up the ways by hand."""

import datetime as dt

import numpy as np
import pytest

from corridor_data.load import Frames
from dashboard.model.contingency.contingencies import ClosureQuestionError
from dashboard.model.contingency.detours import DetourAnswer, DetourQuestion, find_detours
from dashboard.model.flow.shipments import take_ways
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, find_scenario
from dashboard.model.world.worlds import World, resolve_scenario

DAY = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def world(compiled: Compiled) -> World:
    return resolve_scenario(compiled, Scenario(DAY))


def changes(found: DetourAnswer) -> dict[str, float]:
    frame = found.frame()
    return dict(zip(frame["link_id"], frame["change_mt"], strict=True))


def test_grain_leaves_the_closed_border_for_the_ferry(world: World) -> None:
    found = find_detours(world, DetourQuestion("EASTY-GAUGE"))
    assert changes(found)["rail-gauge-easty"] == -5.0  # 3 of grain move, 2 of steel stay
    assert changes(found)["sea-quayn-quays"] == 3.0
    assert "links lose freight and 3 gain, most of all the" in found.sentence()
    assert found.sentence().endswith("3 Mt a year more.")


def test_what_is_carried_then_equals_the_ways_of_a_world_in_which_it_is_closed(
    world: World, compiled: Compiled
) -> None:
    found = find_detours(world, DetourQuestion("rail-north-cross"))
    shut = resolve_scenario(compiled, Scenario(DAY, closed_links=("rail-north-cross",)))
    taken = take_ways(shut, found.travel.shipments, "generalised")
    load = np.zeros(len(compiled.link_ids))
    for way, mt in zip(taken.ways, found.travel.shipments.mt, strict=True):
        np.add.at(load, compiled.link[way][compiled.link[way] >= 0], mt)
    assert found.after.tolist() == pytest.approx(load.tolist())


def test_a_closed_place_shuts_all_links_that_touch_it(world: World) -> None:
    found = find_detours(world, DetourQuestion("CROSS"))
    marks = found.courses().set_index("link_id")["mark"]
    touching = [link for link in marks.index if "cross" in link]
    assert len(touching) > 1
    assert (marks[touching] == "closed").all()
    assert found.places()["place_id"].tolist() == ["CROSS"]


def test_links_are_marked_by_what_happens_to_them(world: World) -> None:
    marks = find_detours(world, DetourQuestion("EASTY-GAUGE")).courses().set_index("link_id")["mark"]
    assert marks["rail-gauge-easty"] == "closed"
    assert marks["rail-cross-gauge"] == "lose"
    assert marks["sea-quayn-quays"] == "gain"


def test_two_things_may_be_closed_at_once(world: World) -> None:
    found = find_detours(world, DetourQuestion("EASTY-GAUGE;QUAYN/port"))
    assert found.after.sum() == 0
    assert "are closed" in found.sentence()
    assert "none gains" in found.sentence()
    assert found.places()["place_id"].tolist() == ["EASTY", "QUAYN"]


def test_what_stops_nobody_changes_nothing(world: World) -> None:
    found = find_detours(world, DetourQuestion("QUAYN/port"))
    assert found.frame().empty
    assert "0 links lose freight" in found.sentence()


def test_a_name_of_nothing_is_refused_in_one_sentence(world: World) -> None:
    with pytest.raises(ClosureQuestionError, match="atlantis"):
        find_detours(world, DetourQuestion("atlantis"))


def test_a_real_detour_has_sources_and_says_that_it_is_a_model(real: Frames) -> None:
    world = resolve_scenario(compile_network(real), find_scenario(real, "latest-known"))
    found = find_detours(world, DetourQuestion("KZSRY-UZKELE"))
    assert found.source_ids
    assert "not a statistic" in found.notes()[0]
    assert found.frame()["change_mt"].abs().is_monotonic_decreasing
