"""`corridor capacity`: what fits and what binds, for reading and for programs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

KAZ_IRN = ("capacity", "--from", "KAZ", "--to", "IRN", "--date", "2024-07-01")


def test_the_sentence_comes_first_and_then_what_carries(said: Callable[..., str]) -> None:
    text = said(*KAZ_IRN)
    assert text.startswith("4 Mt a year fit from Kazakhstan to Iran.")
    assert "rail-gauge-easty" in text
    assert "Result of a model on published and judged capacities" in text


def test_programs_get_flow_and_cuts(told: Callable[..., Any]) -> None:
    found = told(*KAZ_IRN)
    assert (found["low"], found["max_flow_mt_per_year"], found["high"]) == (3, 4, 6)
    assert found["cuts"] == [["rail-gauge-easty"], ["rail-gauge-easty"]]


@pytest.mark.parametrize(
    ("arguments", "flow"),
    [
        (("--spare",), 1.5),
        (("--mode", "any"), 8),
        (("--mode", "rail", "--mode", "sea", "--mode", "road"), 8),
        (("--mode", "any", "--avoid-country", "tkm"), 2),
        (("--kind", "announced", "--date", "2028-06-01"), 5),
        (("--close", "rail-gauge-easty"), 0),
        (("--mode", "any", "--stretch", "1"), 2),
    ],
)
def test_every_wish_changes_the_flow(told: Callable[..., Any], arguments: tuple[str, ...], flow: float) -> None:
    assert told(*KAZ_IRN, *arguments)["max_flow_mt_per_year"] == flow


def test_a_figure_can_be_put_where_none_is_published(told: Callable[..., Any]) -> None:
    asked = ("capacity", "--from", "TKM", "--to", "IRN", "--mode", "any", "--date", "2024-07-01")
    assert told(*asked)["max_flow_mt_per_year"] is None
    assert told(*asked, "--unknown", "1")["max_flow_mt_per_year"] > 0


def test_the_table_is_kept_in_a_file(said: Callable[..., str], tmp_path: Path) -> None:
    said(*KAZ_IRN, "--out", str(tmp_path / "flow.csv"))
    kept = pd.read_csv(tmp_path / "flow.csv").set_index("element")
    assert kept.loc["rail-gauge-easty", "flow_mt_per_year"] == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--avoid-country", "ZZZ"), "No place of the network lies in “ZZZ”."),
        (("--stretch", "0.5"), "stretch must lie between 1 and"),
        (("--unknown", "nan"), "not nan."),
        (("--out", "flow.doc"), "ends neither in .csv nor in .parquet"),
        (("--from", "IRN"), "Iran is origin and destination at once"),
        (("--to", "Atlantis"), "“Atlantis” is not a place of this network"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    refused: Callable[..., str], arguments: tuple[str, ...], message: str
) -> None:
    assert message in refused(*KAZ_IRN, *arguments)
