"""The network, ways and flows on a map that asks nobody for its land."""

from typing import Any

import pandas as pd
import pytest

from dashboard.figures.look import DARK, LIGHT, Look
from dashboard.figures.maps import network_map

NAN = float("nan")


def link(**changes: Any) -> dict[str, Any]:
    row = {"link_id": "R1", "name": "Northgate–Crossway", "mode": "rail", "status_on_date": "open", "in_corridor": True,
           "from_place": "A", "to_place": "B", "capacity_mt": 6.0, "capacity_low": NAN, "capacity_high": NAN,
           "capacity_kind": "practical", "capacity_basis": "facts", "used_mt": 2.0, "load_pct": 33.0,
           "length_km": 800.0, "lons": [55.0, 57.0, 60.0], "lats": [45.0, 43.0, 38.0]}  # fmt: skip
    return row | changes


PLACES = pd.DataFrame(
    [{"place_id": i, "name": n, "kind": "city", "lat": y, "lon": x, "in_corridor": True}
     for i, n, x, y in (("A", "Northgate", 55.0, 45.0), ("B", "Crossway", 60.0, 38.0))]
)  # fmt: skip


def names(figure: Any) -> list[str]:
    return [trace.name for trace in figure.data if trace.showlegend is not False and trace.name]


def test_links_are_classed_by_what_they_can_carry_and_unknown_ones_have_a_class_of_their_own() -> None:
    rows = pd.DataFrame([link(), link(link_id="R2", capacity_mt=NAN), link(link_id="R3", in_corridor=False)])
    assert set(names(network_map(rows, PLACES, "capacity"))) == {
        "rest of the network",
        "5 to 10 Mt a year",
        "open, size not known",
    }


def test_a_sea_lane_judged_by_its_ports_is_thin_however_large_they_are() -> None:
    lane = link(link_id="S1", mode="sea", capacity_mt=900.0, capacity_basis="judgement")
    published = link(link_id="S2", mode="sea", capacity_mt=1.4)
    figure = network_map(pd.DataFrame([link(), lane, published]), PLACES, "capacity")
    widths = {trace.name: trace.line.width for trace in figure.data if trace.name}
    assert widths["open sea lane, judged by its ports"] < widths["1 to 2.5 Mt a year"] < widths["5 to 10 Mt a year"]


def test_a_map_of_the_whole_network_is_fitted_to_what_lies_on_land() -> None:
    lane = link(link_id="S1", mode="sea", lons=[60.0, 120.0], lats=[25.0, 0.0])

    def east_end(*rows: dict[str, Any]) -> float:
        return float(network_map(pd.DataFrame(rows), PLACES, "capacity").layout.geo.lonaxis.range[1])

    assert east_end(link(), lane) == east_end(link())
    assert east_end(lane, link(link_id="R2", in_corridor=False)) > 110  # the lane is the corridor asked for


def test_a_closed_link_is_dotted_and_a_planned_one_dashed_whatever_is_shown() -> None:
    rows = pd.DataFrame([link(status_on_date="closed"), link(link_id="R2", status_on_date="planned")])
    lines = [trace for trace in network_map(rows, PLACES, "load").data if trace.type == "scattergeo"]
    dashes = {trace.name: trace.line.dash for trace in lines}
    assert dashes["closed or suspended"] == "dot"
    assert dashes["planned or being built"] == "dash"


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_a_map_says_so_brings_its_own_land_and_asks_for_room(look: Look) -> None:
    figure = network_map(pd.DataFrame([link()]), PLACES, "volume", look)
    assert (figure.kind, figure.on_map, figure.roomy) == ("Map", True, True)
    assert figure.data[0].type == "scattergeo"
    assert figure.data[1].geojson == "app/static/base.json"
    assert figure.layout.geo.showland is False


def test_pointing_at_a_link_tells_capacity_and_volume() -> None:
    hovers = next(trace for trace in network_map(pd.DataFrame([link()]), PLACES, "capacity").data if trace.customdata)
    assert "Capacity: 6 Mt a year (practical)" in hovers.text[0]
    assert "Volume: 2 Mt a year" in hovers.text[0]


@pytest.mark.parametrize(("basis", "told"), [("judgement", True), ("facts", False)])
def test_pointing_at_a_link_tells_a_judged_capacity_as_such(basis: str, told: bool) -> None:
    figure = network_map(pd.DataFrame([link(capacity_basis=basis)]), PLACES, "capacity")
    assert any("judged" in str(trace.text) for trace in figure.data) is told
