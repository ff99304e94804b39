"""`sweep` on the small world: years, rates, engines, progress."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.cli import main
from tests.dashboard.commands.conftest import FRAMES

FEW = ("--draws", "200")


def test_years_are_told_in_a_sentence_with_spread_and_gates(said: Callable[..., str]) -> None:
    text = said("sweep", *FEW)
    assert text.startswith("In an average year closures would cost present freight USD ")
    assert "200 simulated years from seed 1" in text
    assert "dm-grain" in text
    assert "A small sample: 2 closures" in text


def test_json_holds_spread_gates_and_rates(told: Callable[..., Any]) -> None:
    content = told("sweep", *FEW, "--rate", "EASTY-GAUGE/rail=2/10")
    assert set(content) == {"sentence", "spread", "gates", "rates", "notes", "source_ids"}
    assert {row["gate"]: row["lengths_of"] for row in content["rates"]}["EASTY-GAUGE/rail"] == "reader"


def test_the_same_seed_gives_the_same_and_another_engine_too(told: Callable[..., Any]) -> None:
    first = told("sweep", *FEW, "--seed", "5")
    assert first == told("sweep", *FEW, "--seed", "5", "--engine", "loky", "--workers", "2")
    assert first != told("sweep", *FEW, "--seed", "6")


def test_the_spread_can_be_written(said: Callable[..., str], tmp_path: Path) -> None:
    out = tmp_path / "spread.csv"
    said("sweep", *FEW, "--out", str(out))
    assert {"mean", "p95", "worst_twentieth"} <= set(pd.read_csv(out))


def test_progress_goes_to_standard_error_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("sweep", *FEW, "--progress", "--json"), FRAMES) == 0
    printed = capsys.readouterr()
    assert printed.err == "1 of 1 parts\n"
    assert "parts" not in printed.out.splitlines()[0]


def test_a_cluster_that_is_not_there_is_told_in_one_line(refused: Callable[..., str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        words = refused("sweep", *FEW, "--engine", "dask", "--address", address)
    assert f"No cluster answers at {address}; nothing was computed." in words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--draws", "0"), "Ask for 1 to 100,000 years"),
        (("--seed", "-3"), "A seed is a whole number"),
        (("--rate", "EASTY=1"), "“EASTY” is not a gate"),
        (("--engine", "dask"), "needs the address of a scheduler"),
        (("--date", "1990-01-01"), "lies outside the data"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    refused: Callable[..., str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused("sweep", *arguments)
