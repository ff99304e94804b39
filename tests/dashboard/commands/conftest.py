"""Commands run on the small world."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corridor_data.load import load_tables
from dashboard.cli import WRONG, main

FRAMES = load_tables(Path(__file__).parents[2] / "small")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what a command line prints."""

    def run(*arguments: str) -> str:
        assert main(arguments, FRAMES) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def told(said: Callable[..., str]) -> Callable[..., Any]:
    """Return what a command line prints as JSON."""
    return lambda *arguments: json.loads(said(*arguments, "--json"))


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return the one line with which a command line is refused."""

    def run(*arguments: str) -> str:
        assert main(arguments, FRAMES) == WRONG
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        return printed.err.strip()

    return run
