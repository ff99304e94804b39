"""Published rows about a corridor: found by corridor and by link, in their order, none twice."""

import dataclasses
import datetime as dt
import math
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import load_frames, load_tables, split_ids
from dashboard.model.records import corridor_rows as rows
from dashboard.model.records.corridor_rows import UnknownCorridorError

SMALL = load_tables(Path(__file__).parents[3] / "small")
REAL = load_frames()
EAST = ("small-east",)


def test_a_corridor_comes_before_its_branches() -> None:
    assert rows.family(SMALL, "small") == ("small", "small-east", "small-west")
    assert rows.family(SMALL, "small-east") == EAST
    assert rows.family(SMALL, "") == ()


def test_a_family_ends_although_corridors_were_each_other_s_parents() -> None:
    table = SMALL.corridors.copy()
    table.loc[table["corridor_id"].eq("small"), "parent_corridor_id"] = "small-east"
    found = rows.family(dataclasses.replace(SMALL, corridors=table), "small")
    assert sorted(found) == ["small", "small-east", "small-west"]


def test_an_unknown_corridor_is_named() -> None:
    with pytest.raises(UnknownCorridorError, match=r"'silk' is not a corridor of corridors\.csv"):
        rows.family(SMALL, "silk")


@pytest.mark.parametrize("corridor", sorted(REAL.corridors["corridor_id"])[:12])
def test_facts_name_the_corridor_or_one_of_its_links_and_none_is_left_out(corridor: str) -> None:
    members, links = rows.family(REAL, corridor), {"R001"}
    found = rows.fact_rows(REAL, members, links)
    table = REAL.corridor_facts.fillna({"corridor_id": ""})
    facts = zip(table["fact_id"], table["corridor_id"], table["link_ids"], strict=True)
    expected = {fact for fact, of, cell in facts if of in members or links & set(split_ids(cell))}
    assert found["fact_id"].is_unique
    assert set(found["fact_id"]) == expected
    assert found["measure"].is_monotonic_increasing


def test_with_neither_corridor_nor_link_everything_is_shown() -> None:
    assert len(rows.fact_rows(SMALL, (), ())) == len(SMALL.corridor_facts)
    assert len(rows.project_rows(SMALL, (), ())) == len(SMALL.projects)


def test_projects_come_the_furthest_along_first() -> None:
    found = rows.project_rows(REAL, (), ())["stage"].tolist()
    order = ("completed", "under_construction", "agreed", "planned", "idea", "stalled", "cancelled", "unknown")
    assert [order.index(stage) for stage in found] == sorted(order.index(stage) for stage in found)
    assert rows.project_rows(SMALL, ("small-west",), ())["project_id"].tolist() == ["pr-missing-two"]


def test_events_of_the_day_come_the_worst_first() -> None:
    closed = rows.event_rows(SMALL, dt.date(2020, 4, 1), EAST, ())
    assert closed[["event_id", "applied"]].to_numpy().tolist() == [["ev-border-2020", True]]
    assert rows.event_rows(SMALL, dt.date(2020, 4, 1), ("small-west",), ()).empty
    weak = rows.event_rows(SMALL, dt.date(2025, 1, 11), (), ("road-quays-south",))
    assert weak[["event_id", "applied"]].to_numpy().tolist() == [["ev-rumour-2025", False]]
    real = rows.event_rows(REAL, dt.date(2026, 4, 1), (), ())
    worst = ("closed", "restricted", "slowed", "cost", "none")
    assert [worst.index(word) for word in real["severity"]] == sorted(worst.index(word) for word in real["severity"])


def test_disagreements_are_those_in_which_a_row_takes_part() -> None:
    found = rows.conflict_rows(SMALL, ["cf-border-cap"])
    assert len(found) == 1
    assert "cf-border-cap" in split_ids(found["row_ids"].iloc[0])
    assert rows.conflict_rows(SMALL, ["cf-east-target"]).empty
    assert len(rows.conflict_rows(SMALL, ["cf-border-cap"], ["tr-2023"])) == 2


def volumes(**cells: object) -> pd.DataFrame:
    table = SMALL.corridor_facts.copy()
    for name, cell in cells.items():
        table.loc[table["fact_id"].eq("cf-east-before"), name] = cell
    return rows.known_volumes(dataclasses.replace(SMALL, corridor_facts=table), "small-east")


def test_volumes_are_levels_of_whole_years_about_the_corridor_itself() -> None:
    found = volumes().set_index("fact_id")
    assert found.loc["cf-east-before", ["year", "mt"]].tolist() == [2023, 2.0]
    assert "cf-east-growth" not in found.index
    assert "cf-east-target" not in found.index


@pytest.mark.parametrize(
    "cells",
    [
        {"doubt": "Repeats another year"},
        {"unit": "TEU"},
        {"kind": "target"},
        {"subject_kind": "border_crossing"},
        {"period_end": pd.Timestamp(2023, 6, 30)},
        {"period_start": pd.NaT},
    ],
)
def test_what_is_doubtful_no_mass_or_no_whole_year_is_no_volume(cells: dict[str, object]) -> None:
    assert "cf-east-before" not in set(volumes(**cells)["fact_id"])


@pytest.mark.parametrize(
    ("value", "unit", "mt"),
    [(2_500_000.0, "t", 2.5), (2.5, "Mt", 2.5), (2500, "kt/yr", 2.5), (3.0, "TEU", math.nan), (None, "t", math.nan)],
)
def test_masses_are_told_in_million_tonnes_and_others_are_missing(value: object, unit: str, mt: float) -> None:
    assert rows.tonnes_of(value, unit) == pytest.approx(mt, nan_ok=True)
