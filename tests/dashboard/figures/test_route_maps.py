"""Ways on the map."""

from typing import Any

import pandas as pd

from dashboard.figures.look import DARK
from dashboard.figures.route_maps import cut_map, route_map


def course(**changes: Any) -> dict[str, Any]:
    row = {"way": "a", "way_name": "through Sarakhs", "chosen": True, "link_id": "R1", "name": "Northgate–Crossway",
           "mode": "rail", "length_km": 800.0, "days": 2.5,
           "lons": [55.0, 57.0, 60.0], "lats": [45.0, 43.0, 38.0]}  # fmt: skip
    return row | changes


PLACES = pd.DataFrame(
    [{"place_id": "A", "name": "Northgate", "kind": "city", "lat": 45.0, "lon": 55.0, "weight": 3},
     {"place_id": "B", "name": "Crossway", "kind": "border_crossing", "lat": 38.0, "lon": 60.0, "weight": 1}]
)  # fmt: skip
SHUT = pd.DataFrame([{"name": "Sarakhs", "reason": "shut to lorries", "lons": [61.0, 61.2], "lats": [36.0, 36.5]}])
COURSES = pd.DataFrame(
    [course(), course(mode="road", link_id="D1"), course(way="b", way_name="by road", chosen=False, link_id="D2")]
)


def lines(figure: Any) -> dict[str, Any]:
    return {t.name: t for t in figure.data if t.type == "scattergeo" and t.mode == "lines" and t.name}


def test_the_way_looked_at_is_broad_and_tells_its_modes_by_their_pattern() -> None:
    drawn = lines(route_map(COURSES, PLACES, SHUT))
    assert drawn["through Sarakhs, rail"].line.dash == "solid"
    assert drawn["through Sarakhs, road"].line.dash == "dash"
    assert drawn["through Sarakhs, rail"].line.width > drawn["by road"].line.width


def test_what_is_shut_is_dotted_and_says_why() -> None:
    figure = route_map(COURSES, PLACES, SHUT, DARK)
    assert lines(figure)["shut on the day"].line.dash == "dot"
    cross = next(t for t in figure.data if t.type == "scattergeo" and t.mode == "markers" and t.marker.symbol == "x")
    assert cross.text[0] == "<b>Sarakhs</b><br>shut to lorries"


def test_a_click_on_a_way_chooses_it() -> None:
    keys = {key for t in route_map(COURSES, PLACES, SHUT).data for key in (getattr(t, "customdata", None) or ())}
    assert {"a", "b"} <= keys


def test_ends_are_named_and_the_map_says_that_it_is_one() -> None:
    figure = route_map(COURSES, PLACES, SHUT)
    texts = " ".join(str(t.text) for t in figure.data if t.type == "scattergeo" and t.mode == "text")
    assert "<b>Northgate</b>" in texts
    assert (figure.kind, figure.on_map) == ("Map", True)


def test_what_cuts_every_way_is_drawn_with_both_ends() -> None:
    figure = cut_map(SHUT, PLACES)
    assert lines(figure)["shut on the day"]
    west, east = figure.layout.geo.lonaxis.range
    assert west < 55.0
    assert east > 61.2
