"""`calibrate` on the small world."""

import argparse
import json
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.commands.calibrate import COMMAND

FRAMES = load_tables(Path(__file__).parents[2] / "small")


def run(*words: str) -> str:
    parser = argparse.ArgumentParser()
    COMMAND.add_arguments(parser)
    return COMMAND.run(parser.parse_args(words), FRAMES)


def test_measures_and_groupings_are_printed_for_reading() -> None:
    text = run()
    assert "Length, median error" in text
    assert "no factor" in text
    assert "Every fitted parameter in the table is what the fit gives." in text
    assert "jn-east" not in text


def test_misses_are_listed_when_asked_for() -> None:
    assert "days_reason" in run("--misses")


@pytest.mark.parametrize("key", ["measures", "factors", "candidates", "stale", "journeys"])
def test_json_holds_every_frame(key: str) -> None:
    content = json.loads(run("--json"))
    assert content["sentence"].startswith("Half of the published lengths")
    assert isinstance(content[key], list)
    assert [row["journey_id"] for row in content["journeys"]] == ["jn-east", "jn-west"]
