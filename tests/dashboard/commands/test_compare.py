"""`compare` on the small world."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.dashboard.model.world.test_scenario_files import file


def test_two_named_scenarios_are_compared_in_a_sentence_and_tables(said: Callable[..., str]) -> None:
    text = said("compare", "sc-2024", "sc-slow")
    assert text.startswith("With “Slow borders” in place of “2024 as it was”, ")
    assert "rail-gauge-easty" in text
    assert "dm-grain" in text


def test_json_holds_sentence_settings_links_pairs_notes_and_sources(told: Callable[..., Any]) -> None:
    content = told("compare", "sc-2024", "sc-2030")
    assert set(content) == {"sentence", "settings", "links", "pairs", "notes", "source_ids"}
    settings = {row["field"]: row for row in content["settings"]}
    assert settings["projects"]["second_value"] == "pr-missing-two;pr-second-track"
    assert {row["demand_id"] for row in content["pairs"]} == {"dm-grain", "dm-steel"}


def test_a_file_is_compared_under_its_own_name_and_its_remarks_are_told(
    said: Callable[..., str], tmp_path: Path
) -> None:
    path = tmp_path / "my-own.json"
    path.write_text(file(1, closed_links=["rail-gauge-easty"]), encoding="utf-8")
    text = said("compare", "sc-2024", str(path))
    assert text.startswith("With “my-own” in place of “2024 as it was”, ")
    assert "The file is of version 1, today's is 2" in text


def test_the_table_of_links_can_be_written(said: Callable[..., str], tmp_path: Path) -> None:
    out = tmp_path / "links.csv"
    said("compare", "sc-2024", "sc-2030", "--out", str(out))
    assert "rail-quays-south" in set(pd.read_csv(out)["link_id"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sc-2024", "sc-9"), "“sc-9” is not a scenario. There are: sc-2024"),
        (("sc-2024", "nowhere.json"), "nowhere.json cannot be read: No such file or directory."),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(
    refused: Callable[..., str], arguments: tuple[str, str], words: str
) -> None:
    assert words in refused("compare", *arguments)


def test_a_file_that_is_no_text_is_refused_in_one_line(refused: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "picture.json"
    path.write_bytes(b"\xff\xd8\xff")
    assert "is not a text in UTF-8." in refused("compare", "sc-2024", str(path))


def test_a_number_that_no_capacity_has_is_refused(refused: Callable[..., str]) -> None:
    assert "A capacity is" in refused("compare", "sc-2024", "sc-slow", "--unknown", "-1")


def test_json_is_json_also_where_nothing_is_known(told: Callable[..., Any]) -> None:
    json.dumps(told("compare", "sc-border-2020", "sc-2024"), allow_nan=False)
