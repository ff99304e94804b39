"""Journeys through the model as rows: published, modelled, the errors, and costs in the unit published."""

import dataclasses
import math
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.validation.journey_rows import COLUMNS, journey_row
from dashboard.model.validation.journey_runs import JourneyRun, run_journeys
from dashboard.model.world.compiled import Compiled, compile_network

FRAMES = load_tables(Path(__file__).parents[3] / "small")


def runs(**cells: object) -> tuple[Compiled, dict[str, JourneyRun]]:
    """Return the journeys of the small world run through the model, cells of the eastern one replaced."""
    table = FRAMES.journeys.copy()
    for column, cell in cells.items():
        table.loc[table["journey_id"].eq("jn-east"), column] = cell
    compiled = compile_network(dataclasses.replace(FRAMES, digest=f"rows-{cells}", journeys=table))
    return compiled, {run.journey.journey_id: run for run in run_journeys(compiled)}


def row(journey: str = "jn-east", **cells: object) -> dict[str, object]:
    compiled, found = runs(**cells)
    return journey_row(compiled, found[journey], 0.1)


def test_a_row_has_no_column_that_is_not_listed_and_the_list_none_twice() -> None:
    assert set(row()) | set(row("jn-west")) <= set(COLUMNS)
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_days_are_met_within_the_range_and_compared_with_its_middle() -> None:
    found = row()
    assert (found["days_min"], found["days_max"], found["days_error"]) == (9, 12, 0)
    assert found["days_ratio"] == pytest.approx(found["model_days"] / 10.5)  # type: ignore[operator]
    assert found["overlaps"] is True
    assert found["days_held_out_error"] == 0.1


def test_a_cost_by_tonne_is_the_model_s_and_one_by_container_holds_its_tonnes() -> None:
    compiled, found = runs()
    east, west = (journey_row(compiled, found[name], math.nan) for name in ("jn-east", "jn-west"))
    tonnes = FRAMES.parameters.set_index("measure")["value"]["tonnes_per_teu"]
    assert east["model_cost"] == pytest.approx(found["jn-east"].usd_per_t[1])
    assert west["model_cost"] == pytest.approx(found["jn-west"].usd_per_t[1] * tonnes)


def test_a_container_of_forty_feet_holds_two_of_twenty() -> None:
    teu, feu = row(cost_unit="TEU"), row(cost_unit="FEU")
    assert feu["model_cost"] == pytest.approx(2 * teu["model_cost"])  # type: ignore[operator]


def test_a_train_has_no_weight_and_its_cost_no_comparison() -> None:
    found = row(cost_unit="train")
    assert "model_cost" not in found
    assert found["cost_usd_min"] == 90


def test_what_was_not_published_is_missing_and_has_no_error() -> None:
    found = row("jn-west")
    assert math.isnan(found["km"])  # type: ignore[arg-type]
    assert "km_error" not in found
    assert found["km_use"] == "none"
    assert found["model_km"] == pytest.approx(409 + 771 + 792)


@pytest.mark.parametrize(("claim", "best"), [("promoter_best", True), ("first_run", True), ("observed", False)])
def test_what_a_promoter_hopes_for_is_a_best_case(claim: str, best: bool) -> None:
    assert row(claim=claim)["best_case"] is best


def test_a_journey_without_a_way_has_only_what_was_published() -> None:
    compiled, found = runs(via_places="QUAYN", mode="rail")
    made = journey_row(compiled, found["jn-east"], math.nan)
    assert made["problem"]
    assert (made["km"], made["km_reason"]) == (2450, "")
    assert not any(str(name).startswith("model_") for name in made)
