"""A closure on a map of the small world."""

import datetime as dt
from pathlib import Path

from corridor_data.load import load_tables
from dashboard.figures.detour_maps import detour_map
from dashboard.figures.look import DARK, LIGHT
from dashboard.model.contingency.detours import DetourQuestion, find_detours
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario

FRAMES = load_tables(Path(__file__).parents[2] / "small")
FOUND = find_detours(
    resolve_scenario(compile_network(FRAMES), Scenario(dt.date(2024, 6, 1))), DetourQuestion("EASTY-GAUGE")
)


def test_what_closes_loses_and_gains_has_an_entry_each_and_a_pattern_of_its_own() -> None:
    figure = detour_map(FOUND.courses(), FOUND.places())
    dashes = {trace.name: trace.line.dash for trace in figure.data if trace.name and trace.mode == "lines"}
    assert {"closed", "loses freight", "gains freight"} <= set(dashes)
    assert len({dashes[name] for name in ("closed", "loses freight", "gains freight")}) == 3


def test_a_link_that_changes_tells_how_much_it_carries_before_and_then() -> None:
    told = " ".join(
        text for trace in detour_map(FOUND.courses(), FOUND.places()).data for text in (trace.text or ()) if text
    )
    assert "0 Mt a year before, 3 Mt a year while closed" in told
    assert "Closed; carried 5 Mt a year" in told


def test_the_map_carries_the_disclaimer_of_borders() -> None:
    assert detour_map(FOUND.courses(), FOUND.places(), DARK).on_map
    assert detour_map(FOUND.courses(), FOUND.places(), LIGHT).kind == "Map"
