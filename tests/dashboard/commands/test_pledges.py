"""`pledges` on the small world."""

import argparse
import json
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.commands.pledges import COMMAND
from dashboard.model.records.readings import UnknownPairError
from dashboard.model.world.ends import FlowQuestionError

FRAMES = load_tables(Path(__file__).parents[2] / "small")


def run(*words: str) -> str:
    parser = argparse.ArgumentParser()
    COMMAND.add_arguments(parser)
    return COMMAND.run(parser.parse_args([*words, "--date", "2024-07-01"]), FRAMES)


def test_every_pledge_is_printed_as_a_sentence() -> None:
    text = run()
    assert "Iran–Kazakhstan (total goods), USD 3bn by 2030, means" in text
    assert "Iran–Turkmenistan (rail transit), 2 Mt" in text
    assert "no tonne counts twice" in text


def test_a_pair_may_be_named_in_either_order_and_in_small_letters() -> None:
    assert run("--pair", "kaz-irn") == run("--pair", "IRN-KAZ")
    assert "Turkmenistan" not in run("--pair", "kaz-irn").splitlines()[0]


def test_several_modes_may_be_allowed() -> None:
    assert "by rail and road" in run("--mode", "rail", "--mode", "road")
    assert "by any mode" in run("--mode", "any")


def test_json_holds_the_rows_and_their_sources() -> None:
    content = json.loads(run("--json"))
    assert {row["pledge_id"] for row in content["pledges"]} == {"tg-3bn", "tg-mass"}
    assert "kz-stat" in content["source_ids"]
    assert "not a forecast" in content["notes"][0]


def test_all_at_once_prints_pairs_and_full_links() -> None:
    text = run("--all-at-once")
    assert text.startswith("Were all pledges kept at once")
    assert "IRN-TKM" in text
    assert "rail-gauge-easty" in text


def test_all_at_once_as_json_and_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "joint.parquet"
    content = json.loads(run("--all-at-once", "--json", "--out", str(path)))
    assert [row["element"] for row in content["full_links"]] == ["rail-gauge-easty"]
    assert pd.read_parquet(path)["pair"].tolist() == [row["pair"] for row in content["pairs"]]


@pytest.mark.parametrize(
    ("words", "error"),
    [(("--pair", "IRN-XXX"), UnknownPairError), (("--delay", "-1"), FlowQuestionError)],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(words: tuple[str, ...], error: type[ValueError]) -> None:
    with pytest.raises(error) as caught:
        run(*words)
    assert "\n" not in str(caught.value)
    assert str(caught.value)
