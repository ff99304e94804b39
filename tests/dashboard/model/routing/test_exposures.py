"""What a way is exposed to on its date: countries, the strait, ports under sanctions."""

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import Frames, load_tables
from dashboard.model.routing.route_answers import Exposure
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import compile_network

FRAMES = load_tables(Path(__file__).parents[3] / "small")
SUMMER = dt.date(2024, 6, 1)


def with_event(frames: Frames = FRAMES, **cells: object) -> Frames:
    """Return the small world with one more event in force since 2018."""
    row = {
        **frames.events.iloc[0].to_dict(), "event_id": "ev-more", "name": "Listed", "start": "2018-08-07", "end": pd.NA,
        "end_kind": "ongoing", "place_ids": pd.NA, "link_ids": pd.NA, "severity": "cost", **cells,
    }  # fmt: skip
    table = pd.concat([frames.events, pd.DataFrame([row]).astype(frames.events.dtypes)], ignore_index=True)
    return dataclasses.replace(frames, digest=f"event-{cells}", events=table)


def exposures(frames: Frames = FRAMES, **wishes: object) -> list[dict[str, Exposure]]:
    """Return the exposures of every way, by name."""
    asked = {"origin": "NORTH", "destination": "SOUTH", "date": SUMMER, **wishes}
    answer = find_routes(compile_network(frames), RouteQuestion(**asked))  # type: ignore[arg-type]
    return [{exposure.name: exposure for exposure in route.exposures} for route in answer.routes]


def test_a_country_touched_is_a_fact_without_an_event() -> None:
    for way in exposures():
        assert list(way) == ["iran"]
        assert (way["iran"].sentence, way["iran"].event_ids) == ("through Iran", ())


def test_a_country_that_is_not_touched_is_none() -> None:
    assert exposures(destination="CROSS") == [{}] * len(exposures(destination="CROSS"))


def test_sanctions_on_a_whole_country_come_with_their_day_and_source() -> None:
    listed = with_event(subject_kind="sanctions", countries="IRN", source_ids="news-two")
    for way in exposures(listed):
        assert way["iran"].sentence == "through Iran; in force: Listed (since 7 Aug 2018)"
        assert (way["iran"].event_ids, way["iran"].source_ids) == (("ev-more",), ("news-two",))


def test_sanctions_that_have_not_begun_or_are_about_a_port_are_none_of_the_country() -> None:
    later = with_event(subject_kind="sanctions", countries="IRN", start="2025-01-01")
    port = with_event(subject_kind="sanctions", countries="IRN", place_ids="QUAYS")
    for frames in (later, port):
        assert all(way["iran"].event_ids == () for way in exposures(frames))


def test_a_port_under_sanctions_counts_for_those_whose_ships_call_there() -> None:
    listed = with_event(subject_kind="sanctions", countries="IRN", place_ids="QUAYS")
    by_sea = exposures(listed, via=("QUAYN", "QUAYS"))[0]
    assert by_sea["sanctioned_port"].sentence == (
        "by a port under sanctions: Quay South; in force: Listed (since 7 Aug 2018)"
    )
    assert "sanctioned_port" not in exposures(listed, modes=("rail",))[0]
    by_land = exposures(listed, origin="QUAYS", modes=("road",))[0]
    assert "sanctioned_port" not in by_land


@pytest.mark.parametrize(("exposure", "wishes"), [("iran", {"destination": "GAUGE"}), ("sanctioned_port", {})])
def test_who_asks_to_be_without_it_is_shown_no_way_with_it(exposure: str, wishes: dict[str, object]) -> None:
    listed = with_event(subject_kind="sanctions", countries="IRN", place_ids="QUAYS")
    ways = exposures(listed, without=(exposure,), **wishes)
    assert ways
    assert all(exposure not in way for way in ways)


def test_the_strait_is_passed_where_its_place_is_on_the_way() -> None:
    places = FRAMES.places.copy()
    places.loc[places["place_id"].eq("QUAYN"), ["place_id", "kind"]] = ["SEAHRZ", "passage"]
    links = FRAMES.links.replace({"from_place": {"QUAYN": "SEAHRZ"}, "to_place": {"QUAYN": "SEAHRZ"}})
    links = links[links["mode"].eq("sea") | ~(links["from_place"].eq("SEAHRZ") | links["to_place"].eq("SEAHRZ"))]
    more = links[links["mode"].eq("sea")].assign(link_id="sea-more", from_place="NORTH", to_place="SEAHRZ")
    places.loc[places["place_id"].eq("NORTH"), "kind"] = "port"
    frames = dataclasses.replace(
        FRAMES, digest="strait", places=places.sort_values("place_id"), links=pd.concat([links, more]),
        corridor_links=FRAMES.corridor_links.iloc[:0], link_capacity=FRAMES.link_capacity.iloc[:0],
        journeys=FRAMES.journeys.iloc[:0],
    )  # fmt: skip
    (way, *_) = exposures(frames, destination="QUAYS", modes=("sea",))
    assert way["hormuz"].sentence == "through the Strait of Hormuz"
