"""Links as lines and places as points, for maps of what flows."""

import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.flow.courses import (
    draw_links,
    mark_links,
    mark_places,
    name_elements,
    place_of_element,
    shut_reasons,
)
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.limits import element_id
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import World, resolve_scenario

SMALL = Path(__file__).parents[3] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def world(compiled: Compiled, **scenario: object) -> World:
    return resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **scenario}))  # type: ignore[arg-type]


def test_there_is_one_line_a_link_in_the_order_of_the_network(compiled: Compiled) -> None:
    drawn = draw_links(compiled)
    assert tuple(drawn["link_id"]) == compiled.link_ids
    assert drawn.set_index("link_id").loc["sea-quayn-quays", ["name", "mode", "length_km"]].tolist() == [
        "Quay North–Quay South",
        "sea",
        771.0,
    ]
    assert [len(lons) for lons in drawn["lons"]] == [len(lats) for lats in drawn["lats"]]


def test_an_element_is_a_link_or_lies_at_the_place_that_its_id_names(compiled: Compiled) -> None:
    links, places = len(compiled.link_ids), len(compiled.place_ids)
    for element in range(links + 2 * places):
        place = place_of_element(compiled, element)
        name = element_id(compiled, element)
        assert (place == "") == (element < links)
        assert name == name.replace(name.split("/")[0], place) if place else name in compiled.link_ids


def test_titles_of_elements_are_told_by_place_and_links_left_out(compiled: Compiled) -> None:
    links = len(compiled.link_ids)
    elements = [
        0,
        *(e for e in range(links, links + 2 * len(compiled.place_ids)) if "GAUGE" in element_id(compiled, e)),
    ]
    assert set(name_elements(compiled, elements)) == {"GAUGE"}


def test_marked_places_carry_their_words_and_may_lack_them(compiled: Compiled) -> None:
    points = mark_places(compiled, {"GAUGE": "full", "CROSS": "end"}, {"GAUGE": "gauge change"})
    assert points[["place_id", "mark", "words"]].to_numpy().tolist() == [
        ["GAUGE", "full", "gauge change"],
        ["CROSS", "end", ""],
    ]
    assert points[["lat", "lon"]].iloc[0].tolist() == [36.8, 60.8]
    assert mark_places(compiled, {}, {}).columns.tolist() == points.columns.tolist()


def test_links_bear_the_mark_of_the_caller_else_shut_or_rest(compiled: Compiled) -> None:
    marks = ["busy" if link == "rail-easty-south" else "" for link in compiled.link_ids]
    drawn = mark_links(world(compiled, closed_links=("rail-cross-gauge",)), marks).set_index("link_id")["mark"]
    assert drawn["rail-easty-south"] == "busy"
    assert drawn["rail-cross-gauge"] == "shut"
    assert drawn["rail-gauge-easty"] == "rest"


def test_what_is_not_built_is_drawn_only_where_the_caller_marks_it(compiled: Compiled) -> None:
    none = mark_links(world(compiled), [""] * len(compiled.link_ids))
    assert "rail-quays-south" not in set(none["link_id"])
    marks = ["plan" if link == "rail-quays-south" else "" for link in compiled.link_ids]
    assert "rail-quays-south" in set(mark_links(world(compiled), marks)["link_id"])


def test_modes_narrow_the_links_and_columns_ride_along(compiled: Compiled) -> None:
    numbers = list(range(len(compiled.link_ids)))
    drawn = mark_links(world(compiled), [""] * len(numbers), ["sea"], number=numbers)
    assert drawn["link_id"].tolist() == ["sea-quayn-quays"]
    assert drawn["number"].tolist() == [compiled.link_index["sea-quayn-quays"]]


def test_marks_that_are_not_one_a_link_are_an_error(compiled: Compiled) -> None:
    with pytest.raises(ValueError, match="argument"):
        mark_links(world(compiled), ["busy"])


def test_reasons_are_given_for_events_and_wishes_but_not_for_plans(compiled: Compiled) -> None:
    border = shut_reasons(world(compiled, date=dt.date(2020, 4, 1), closed_links=("rail-north-cross",)))
    assert set(border) == {"rail-gauge-easty", "road-gauge-easty", "rail-north-cross"}
    assert shut_reasons(world(compiled)) == {}
