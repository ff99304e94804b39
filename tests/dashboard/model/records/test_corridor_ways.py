"""Ways of corridors: kilometres without a gap, what binds, and links as they are drawn."""

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import Frames, load_frames, load_tables
from dashboard.model.records.corridor_ways import (
    LINK_COLUMNS,
    PATH_COLUMNS,
    STOP_COLUMNS,
    Network,
    build_ways,
    find_binding,
    link_courses,
)

SMALL = load_tables(Path(__file__).parents[3] / "small")
REAL = load_frames()
SUMMER = dt.date(2024, 6, 1)


def build(frames: Frames = SMALL, *corridors: str, kind: str = "practical", day: dt.date = SUMMER) -> Network:
    return build_ways(frames, corridors or ("small-east", "small-west"), kind, day)


def every_real_corridor() -> Network:
    return build(REAL, *sorted(set(REAL.corridor_links["corridor_id"])))


@pytest.mark.parametrize("network", [build(), every_real_corridor()], ids=["small", "real"])
def test_steps_of_a_way_join_in_kilometres(network: Network) -> None:
    assert tuple(network.ways.columns) == PATH_COLUMNS
    for _, way in network.ways.groupby(["corridor_id", "variant"]):
        assert way["start_km"].iloc[0] == 0
        assert way["start_km"].tolist()[1:] == way["end_km"].tolist()[:-1]
        assert (way["end_km"] - way["start_km"]).tolist() == pytest.approx(way["length_km"].tolist())
        assert way["position"].is_monotonic_increasing


@pytest.mark.parametrize("network", [build(), every_real_corridor()], ids=["small", "real"])
def test_the_least_known_capacity_of_a_way_binds_wherever_it_stands(network: Network) -> None:
    bindings = find_binding(network.ways, network.stops).set_index(["corridor_id", "variant"])
    for key, way in network.ways.groupby(["corridor_id", "variant"]):
        stops = network.stops[(network.stops["corridor_id"] == key[0]) & (network.stops["variant"] == key[1])]
        steps = pd.concat([part[["capacity_mt", "binding"]] for part in (way, stops)])
        least = steps["capacity_mt"].min()
        assert steps["binding"].tolist() == steps["capacity_mt"].eq(least).tolist()
        binding = bindings.loc[key]
        assert binding["capacity_mt"] == least or (pd.isna(binding["capacity_mt"]) and pd.isna(least))
        assert (binding["links"], binding["unknown"]) == (len(way), way["capacity_mt"].isna().sum())


def test_the_narrowest_way_comes_first_and_the_unknown_last() -> None:
    bare = SMALL.link_capacity[~SMALL.link_capacity["link_id"].isin(build().ways["link_id"]).fillna(value=False)]
    bare = bare[bare["place_id"].ne("QUAYN").fillna(value=True)]
    table = find_binding(*((n := build(dataclasses.replace(SMALL, link_capacity=bare))).ways, n.stops))
    assert table["capacity_mt"].isna().tolist() == [False, True, True]
    whole = build()
    assert find_binding(whole.ways, whole.stops)["capacity_mt"].is_monotonic_increasing


def test_limits_stand_at_ports_and_where_the_gauge_changes() -> None:
    stops = build().stops
    assert tuple(stops.columns) == STOP_COLUMNS
    found = stops[["corridor_id", "variant", "place_id", "limit", "km"]].to_numpy().tolist()
    assert found == [
        ["small-east", "main", "GAUGE", "gauge_change", 801 + 620],
        ["small-west", "rail", "QUAYN", "port", 409],
        ["small-west", "rail", "QUAYS", "port", 409 + 771],
        ["small-west", "road", "QUAYN", "port", 409],
        ["small-west", "road", "QUAYS", "port", 409 + 771],
    ]
    assert stops["name"].iloc[0] == "gauge change at Gauge Break"


def test_load_is_use_over_capacity_and_missing_where_either_is() -> None:
    links = build().links.set_index("link_id")
    assert tuple(build().links.columns) == LINK_COLUMNS
    assert links.loc["rail-gauge-easty", ["capacity_mt", "used_mt", "load_pct"]].tolist() == [4, 2.5, 62.5]
    assert links.loc["road-gauge-easty", ["capacity_mt", "used_mt", "load_pct"]].isna().all()
    assert pd.isna(links.loc["rail-easty-south", "load_pct"])


def test_every_kind_of_capacity_stands_beside_the_one_asked_for() -> None:
    announced = build(kind="announced", day=dt.date(2028, 6, 1)).links.set_index("link_id").loc["rail-gauge-easty"]
    assert announced[["capacity_kind", "capacity_mt", "practical_mt"]].tolist() == ["announced", 8, 4]
    assert pd.isna(announced["nameplate_mt"])


def test_links_say_how_they_stand_on_the_day_and_whether_the_corridor_uses_them() -> None:
    links = build(SMALL, "small-east", day=dt.date(2020, 4, 1)).links.set_index("link_id")
    assert links.loc["rail-gauge-easty", "event_ids"] == "ev-border-2020"
    assert links.loc["rail-gauge-easty", "status_on_date"] != links.loc["rail-north-cross", "status_on_date"]
    assert links["in_corridor"].sum() == 4


def test_a_course_is_the_drawn_one_or_a_straight_line_between_its_places() -> None:
    courses = link_courses(SMALL)
    assert courses["sea-quayn-quays"]["drawn"] == "by_hand"
    assert courses["rail-north-cross"] == {"lons": [54.0, 56.5], "lats": [46.0, 40.0], "drawn": "straight"}
    bare = link_courses(dataclasses.replace(SMALL, link_shapes=SMALL.link_shapes.iloc[:0]))
    assert {course["drawn"] for course in bare.values()} == {"straight"}
    assert set(bare) == set(courses) == set(SMALL.links["link_id"])


def test_without_corridors_there_are_links_and_no_ways() -> None:
    network = build_ways(SMALL, (), "practical", SUMMER)
    assert (len(network.ways), len(network.stops), len(network.links)) == (0, 0, 12)
    assert find_binding(network.ways, network.stops).empty
