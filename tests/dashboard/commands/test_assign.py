"""`corridor assign`: present freight on the network, and what full links are worth."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

SUMMER = ("assign", "--date", "2024-07-01")


def test_the_sentence_comes_first_then_prices_and_pairs(said: Callable[..., str]) -> None:
    text = said(*SUMMER, "--growth", "6")
    assert text.startswith("8 Mt a year find room, 22 Mt a year do not.")
    assert "rail-gauge-easty" in text
    assert "dm-steel" in text


def test_what_is_wanted_is_carried_or_stays_behind(told: Callable[..., Any]) -> None:
    for growth in (0.5, 1, 6):
        pairs = told(*SUMMER, "--growth", str(growth))["pairs"]
        assert sum(pair["wanted_mt_per_year"] for pair in pairs) == pytest.approx(5 * growth)
        for pair in pairs:
            parts = pair["carried_mt_per_year"] + pair["unmet_mt_per_year"]
            assert parts == pytest.approx(pair["wanted_mt_per_year"])


def test_low_and_high_demand_are_those_of_the_table(told: Callable[..., Any]) -> None:
    wanted = {
        level: [pair["wanted_mt_per_year"] for pair in told(*SUMMER, "--demand", level)["pairs"]]
        for level in ("low", "central", "high")
    }
    assert wanted == {"low": [2, 1], "central": [3, 2], "high": [5, 3]}


def test_a_closed_border_leaves_freight_behind(told: Callable[..., Any]) -> None:
    shut = told(*SUMMER, "--close", "rail-gauge-easty", "--close", "road-gauge-easty", "--close", "sea-quayn-quays")
    assert sum(pair["carried_mt_per_year"] for pair in shut["pairs"]) == 0


def test_a_capacity_that_nobody_published_is_null_for_programs(told: Callable[..., Any]) -> None:
    capacity = {link["element"]: link["mt_per_year"] for link in told(*SUMMER)["links"]}
    assert (capacity["rail-gauge-easty"], capacity["road-gauge-easty"]) == (4, None)


def test_the_links_are_kept_in_a_file(said: Callable[..., str], tmp_path: Path) -> None:
    said(*SUMMER, "--out", str(tmp_path / "loads.parquet"))
    assert "element" in pd.read_parquet(tmp_path / "loads.parquet").columns


@pytest.mark.parametrize("arguments", [("--growth", "nan"), ("--growth", "-1"), ("--unmet", "0"), ("--unknown", "-1")])
def test_what_makes_no_sense_is_one_sentence(refused: Callable[..., str], arguments: tuple[str, ...]) -> None:
    assert refused(*SUMMER, *arguments).endswith(".")
