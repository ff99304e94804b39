"""Flows on the map: what binds, and what is full."""

from typing import Any

import pandas as pd

from dashboard.figures.flow_maps import cut_map, load_map

NAN = float("nan")


def link(**changes: Any) -> dict[str, Any]:
    row = {"link_id": "R1", "name": "Northgate–Crossway", "mode": "rail", "mark": "cut", "flow_mt": 0.6,
           "capacity_mt": 0.6, "capacity_low": 0.4, "capacity_high": 1.0, "reason": "", "load_mt": 0.6,
           "full_pct": 100.0, "usd_per_t": 85.6, "judged": False,
           "lons": [55.0, 57.0, 60.0], "lats": [45.0, 43.0, 38.0]}  # fmt: skip
    return row | changes


ENDS = pd.DataFrame(
    [{"name": n, "lat": y, "lon": 51.4, "mark": "end", "words": ""} for n, y in (("Tehran", 35.7), ("Aprin", 35.6))]
)


def named(figure: Any) -> dict[str, Any]:
    return {t.name: t for t in figure.data if t.type == "scattergeo" and t.mode == "lines" and t.name}


def test_what_binds_stands_in_front_with_its_amount_beside_it() -> None:
    rows = pd.DataFrame([link(), link(link_id="R2", mark="flow"), link(link_id="R3", mark="unknown", capacity_mt=NAN)])
    figure = cut_map(rows, ENDS)
    drawn = named(figure)
    assert list(drawn)[-1] == "binds"
    assert drawn["binds"].line.width > drawn["carries flow"].line.width
    assert drawn["carries flow, capacity not known"].line.dash == "dash"
    assert "0.6 Mt a year" in figure.data[-1].text[0]


def test_pointing_at_a_judged_capacity_says_that_it_is_not_published() -> None:
    for judged in (True, False):
        rows = pd.DataFrame([link(mark="full", judged=judged)])
        for figure in (cut_map(rows, ENDS), load_map(rows, ENDS.head(0))):
            assert any("judged" in str(trace.text) for trace in figure.data) is judged


def test_ends_that_lie_together_have_their_names_on_different_sides() -> None:
    spots = next(
        t for t in cut_map(pd.DataFrame([link()]), ENDS).data if t.type == "scattergeo" and t.mode == "markers+text"
    )
    assert len(set(spots.textposition)) == 2


def test_loaded_links_are_classed_by_how_full_they_are_and_unknown_ones_apart() -> None:
    rows = pd.DataFrame(
        [link(mark="full"), link(link_id="R2", mark="loaded", full_pct=60.0, usd_per_t=0.0),
         link(link_id="R3", mark="loaded", full_pct=NAN, capacity_mt=NAN, usd_per_t=0.0)]
    )  # fmt: skip
    drawn = named(load_map(rows, ENDS.head(0)))
    assert {"50 to 75% full", "loaded, capacity not known", "full: one more tonne finds no room"} <= set(drawn)


def test_pointing_at_a_full_link_tells_its_price_and_a_click_chooses_it() -> None:
    figure = load_map(pd.DataFrame([link(mark="full")]), ENDS.head(0))
    told = next(t for t in figure.data if t.type == "scattergeo" and t.customdata)
    assert told.customdata == ("R1",)
    assert "One more tonne of room saves USD 85.6." in told.text[0].replace("<br>", " ")
