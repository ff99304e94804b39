"""`closures` and `leagues` on the small world."""

import argparse
import json
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.commands import leagues
from dashboard.commands.closures import COMMAND
from dashboard.commands.command import CommandError
from dashboard.model.contingency.contingencies import ClosureQuestionError
from dashboard.model.contingency.leagues import FOLDER

FRAMES = load_tables(Path(__file__).parents[2] / "small")


def run(*words: str) -> str:
    parser = argparse.ArgumentParser()
    COMMAND.add_arguments(parser)
    return COMMAND.run(parser.parse_args([*words, "--date", "2024-06-01"]), FRAMES)


def test_the_worst_closure_comes_first_and_the_screening_is_stated() -> None:
    text = run()
    assert text.startswith("If Crossway–Northgate closes, 3 Mt a year move to the port of Quay North")
    assert "crossings, ports, straits and links were closed one by one, none sampled" in text


def test_towns_close_only_where_asked_for() -> None:
    assert json.loads(run("--what", "place", "--json"))["rows"][0]["kind"] == "place"
    assert "crossings, ports, straits, links and places" in run("--what", "all")


def test_two_at_once_rank_by_what_they_do_jointly() -> None:
    content = json.loads(run("--depth", "2", "--rank", "joint", "--json"))
    assert content["rows"][0]["unserved_jointly_mt"] == 3
    assert "pairs of crossings" in " ".join(content["notes"])


def test_the_table_goes_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "league.parquet"
    run("--out", str(path), "--top", "2")
    assert pd.read_parquet(path)["rank"].tolist() == [1, 2]


def test_a_flow_between_two_ends_loses_most_at_the_border() -> None:
    text = run("--from", "KAZ", "--to", "IRN", "--mode", "any", "--unknown", "1")
    assert "1 Mt a year of 6 Mt a year still fit." in text


def test_a_flow_with_one_end_is_refused() -> None:
    with pytest.raises(CommandError, match="both --from and --to"):
        run("--from", "KAZ")


def test_no_rows_are_refused_in_one_sentence() -> None:
    with pytest.raises(ClosureQuestionError):
        run("--top", "0")


def leagues_of_the_small_world(*words: str) -> str:
    parser = argparse.ArgumentParser()
    leagues.COMMAND.add_arguments(parser)
    return leagues.COMMAND.run(parser.parse_args(words), FRAMES)


def test_leagues_of_other_tables_go_to_a_folder_of_their_own(tmp_path: Path) -> None:
    text = leagues_of_the_small_world("--out", str(tmp_path))
    assert text.startswith("Wrote closures.parquet: closures one and two at a time in 4 scenarios")
    assert FRAMES.digest in text
    assert set(pd.read_parquet(tmp_path / "closures.parquet")["scenario_id"]) == set(FRAMES.scenarios["scenario_id"])


def test_leagues_of_other_tables_never_take_the_place_of_those_that_the_dashboard_reads() -> None:
    before = (FOLDER / "closures.parquet").read_bytes()
    with pytest.raises(CommandError, match="name one with --out"):
        leagues_of_the_small_world()
    assert (FOLDER / "closures.parquet").read_bytes() == before
