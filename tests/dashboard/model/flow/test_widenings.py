"""What stands behind a limit: facts, their sources, and the project that would widen it."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import Frames, load_tables
from dashboard.model.flow.widenings import fact_ids_of, sources_of, widening_project

SMALL = load_tables(Path(__file__).parents[3] / "small")


def with_projects(*rows: dict[str, object]) -> Frames:
    like = SMALL.projects.iloc[0].to_dict()
    table = pd.DataFrame([{**like, **row} for row in rows]).astype(SMALL.projects.dtypes)
    return dataclasses.replace(SMALL, projects=table)


def project(name: str, *, usd: float | None = 1e9, said_on: str = "2024", **cells: object) -> dict[str, object]:
    cost = float("nan") if usd is None else usd
    return {
        "project_id": name,
        "name": name,
        "cost_usd": cost,
        "cost_kind": "total",
        "said_on": said_on,
        "link_ids": "a;b",
        **cells,
    }


def test_the_facts_behind_a_row_are_its_own() -> None:
    table = SMALL.link_capacity.reset_index(drop=True)
    row = int(table.index[table["link_id"].eq("rail-gauge-easty") & table["kind"].eq("practical")][0])
    assert fact_ids_of(SMALL, row) == ("cf-border-cap", "cf-border-cap-b")


def test_sources_are_those_of_claims_and_facts_and_unknown_rows_have_none() -> None:
    assert list(sources_of(SMALL, ["tr-2024", "cf-border-cap", "nothing"])) == ["kz-stat", "railway"]


def test_the_latest_said_with_a_whole_cost_goes_before_the_rest() -> None:
    frames = with_projects(
        project("old", said_on="2020"), project("new", said_on="2024"), project("dearest", usd=None, said_on="2026"),
        project("part", cost_kind="section", said_on="2026"), project("elsewhere", link_ids="c", said_on="2026"),
    )  # fmt: skip
    assert widening_project(frames, "a")["project"] == "new"
    assert widening_project(frames, "b")["project_usd"] == 1e9


def test_without_a_whole_cost_the_latest_said_is_named_and_its_cost_missing() -> None:
    frames = with_projects(project("old", usd=None, said_on="2020"), project("new", usd=None, said_on="2024"))
    found = widening_project(frames, "a")
    assert found["project"] == "new"
    assert pd.isna(found["project_usd"])


@pytest.mark.parametrize(
    "frames", [with_projects(project("done", stage="completed")), SMALL], ids=["done", "other links"]
)
def test_what_is_done_or_elsewhere_widens_nothing(frames: Frames) -> None:
    found = widening_project(frames, "a")
    assert all(pd.isna(cell) for cell in found.values())
