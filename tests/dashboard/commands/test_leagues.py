"""`corridor leagues`: made of the built tables, into the file that pages read."""

from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.cli import WRONG, main
from dashboard.commands import leagues

SMALL = Path(__file__).parents[2] / "small"


def test_other_tables_do_not_take_the_place_of_the_built_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(leagues, "write_leagues", lambda _: pytest.fail("the leagues were written"))
    assert main(["--tables", str(SMALL), "leagues"]) == WRONG
    assert capsys.readouterr().err == "Leagues are made of the built tables only; leave out --tables.\n"


def test_what_was_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "closures.parquet"
    file.write_bytes(bytes(2048))
    monkeypatch.setattr(leagues, "write_leagues", lambda _: file)
    frames = load_tables(SMALL)
    assert main(["leagues"], frames) == 0
    assert capsys.readouterr().out == (
        f"Wrote closures.parquet: closures one and two at a time in 4 scenarios, 2 kB, edition {frames.digest}\n"
    )
