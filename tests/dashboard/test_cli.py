"""The command line: what it prints, and one sentence for what it cannot answer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.cli import WRONG, build_parser, main
from dashboard.commands import NAMES, load_command

ROOT = Path(__file__).parents[2]
FRAMES = load_tables(ROOT / "tests" / "small")
NORTH_SOUTH = ["routes", "--from", "NORTH", "--to", "SOUTH", "--date", "2024-06-01"]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments, FRAMES) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments, FRAMES) == WRONG
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


def test_routes_as_json_has_the_promised_shape(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, *NORTH_SOUTH, "--mode", "rail", "--json"))
    assert {"sentence", "routes", "source_ids"} <= set(answer)
    assert answer["source_ids"]
    route = answer["routes"][0]
    assert route["length_km"] == 2459
    assert route["hours_low"] < route["hours"] < route["hours_high"]
    assert route["hours_block_train"] is None
    assert {"cost_usd_per_t", "co2e_kg_per_t", "legs", "name", "why"} <= set(route)
    leg = next(leg for leg in route["legs"] if leg["link_id"] == "rail-gauge-easty")
    assert leg["hours_of"]["border"] == [20, 30, 40]
    assert "border-gauge-rail" in leg["parameter_ids"]
    assert "bf-gauge-rail" in leg["fact_ids"]
    assert leg["source_ids"]


def test_the_same_question_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, *NORTH_SOUTH, "--json") == said(capsys, *NORTH_SOUTH, "--json")


def test_names_are_understood_as_well_as_ids(capsys: pytest.CaptureFixture[str]) -> None:
    by_name = said(capsys, "routes", "--from", "northgate", "--to", "Southend", "--date", "2024-06-01", "--json")
    assert by_name == said(capsys, *NORTH_SOUTH, "--json")


def test_way_points_repeat_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, *NORTH_SOUTH, "--via", "QUAYN", "--via", "Quay South", "--json"))
    places = [leg["to_place"] for leg in answer["routes"][0]["legs"]]
    assert places.index("QUAYN") < places.index("QUAYS")


def test_without_json_a_table_is_printed_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, *NORTH_SOUTH)
    assert text.startswith("Northgate to Southend")
    assert "Legs of the first way" in text
    assert "rail-north-cross" in text


def test_front_and_flips_are_printed_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, *NORTH_SOUTH, "--by", "generalised", "--front", "--flips", "--json"))
    assert {"hours", "cost_usd_per_t", "co2e_kg_per_t", "shown"} <= set(answer["front"]["rows"][0])
    assert answer["flips"]["rows"][0]["sentence"] == answer["flips"]["sentence"]
    assert "wins if" in said(capsys, *NORTH_SOUTH, "--by", "generalised", "--flips", "--front")


def test_no_open_route_is_an_answer_and_says_what_cuts_it(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(
        said(capsys, "routes", "--from", "NORTH", "--to", "SOUTH", "--mode", "rail", "--date", "2020-04-01", "--json")
    )
    assert answer["routes"] == []
    assert "Border closed" in answer["sentence"]
    assert answer["missing"][0]["id"] == "rail-gauge-easty"


def test_links_and_places_can_be_closed_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, *NORTH_SOUTH, "--close", "rail-cross-gauge", "--close", "Quay North", "--json"))
    used = {leg["link_id"] for route in answer["routes"] for leg in route["legs"]}
    assert used
    assert not used & {"rail-cross-gauge", "sea-quayn-quays"}


def test_every_filter_is_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        "--avoid-place",
        "Quay North",
        "--avoid-corridor",
        "small-west",
        "--through-country",
        "tkm",
        "--through-mode",
        "rail",
    ]
    options += [
        "--through-corridor",
        "small-east",
        "--gauge",
        "1520",
        "--gauge",
        "1435",
        "--season",
        "winter",
        "--scenario",
        "sc-slow",
    ]
    options += [
        "--value-of-time",
        "3",
        "--by",
        "generalised",
        "--without",
        "russia",
        "--event",
        "ev-rumour-2025",
        "--mode",
        "any",
    ]
    options += [
        "--without-event",
        "ev-storm-2024",
        "--service",
        "block_train",
        "--border-factor",
        "2",
        "--alternatives",
        "1",
    ]
    answer = json.loads(said(capsys, *NORTH_SOUTH, *options, "--json"))
    assert answer["routes"][0]["legs"][1]["link_id"] == "rail-north-cross"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["routes", "--from", "NORT", "--to", "SOUTH"],
            "“NORT” is not a place of this network (7 places). Nearest names: Northgate (NORTH)",
        ),
        (["routes", "--from", "NORTH", "--to", "Northgate"], "begins and ends in the same place"),
        ([*NORTH_SOUTH[:-1], "1990-01-01"], "lies outside the data"),
        ([*NORTH_SOUTH[:-1], "yesterday"], "“yesterday” is not a date; write it as 2025-09-01."),
        ([*NORTH_SOUTH, "--close", "moon"], "Nothing to close: “moon” is not a place"),
        ([*NORTH_SOUTH, "--open", "moon"], "There is no link “moon” to close or open."),
        ([*NORTH_SOUTH, "--scenario", "sc-x"], "“sc-x” is not a scenario"),
        ([*NORTH_SOUTH, "--without", "bears"], "There is no exposure “bears”"),
        ([*NORTH_SOUTH, "--border-factor", "0"], "multiplier on border hours"),
        (["places", "zzzzzz"], "No place has a name like “zzzzzz”."),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert message in refused(capsys, *arguments)


def test_a_way_point_that_cannot_be_reached_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, *NORTH_SOUTH, "--mode", "rail", "--via", "QUAYN", "--json"))
    assert answer["routes"] == []
    assert "Quay North cannot be passed" in answer["sentence"]


@pytest.mark.parametrize("arguments", [["routes", "--from", "NORTH"], ["fly"], [], [*NORTH_SOUTH, "--by", "beauty"]])
def test_a_command_that_cannot_be_read_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments, FRAMES)
    assert left.value.code == WRONG
    assert capsys.readouterr().err.count("\n") == 1


def test_places_finds_ids(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "places", "quay", "--json"))
    assert [place["place_id"] for place in found["places"]] == ["QUAYN", "QUAYS"]
    assert "Quay North" in said(capsys, "places", "quay")


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in map(load_command, NAMES):
        with pytest.raises(SystemExit) as left:
            build_parser().parse_args([command.name, "--help"])
        assert left.value.code == 0
        assert command.help.split()[0] in capsys.readouterr().out


def test_it_runs_as_a_module_on_a_folder_of_tables() -> None:
    command = [sys.executable, "-m", "dashboard.cli", "--tables", "tests/small", "places", "gate"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.splitlines()[2].startswith("NORTH")


@pytest.mark.parametrize("folder", ["tests/nowhere", "tests/dashboard", "pyproject.toml"])
def test_a_folder_without_tables_is_told(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    assert main(["--tables", str(ROOT / folder), "places", "gate"]) == WRONG
    assert capsys.readouterr().err.endswith("holds no tables; name a folder with files such as links.csv.\n")


def test_tables_without_what_every_route_needs_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name in ("links", "places"):
        (tmp_path / f"{name}.csv").write_bytes((ROOT / f"tests/small/{name}.csv").read_bytes())
    assert main(["--tables", str(tmp_path), *NORTH_SOUTH]) == WRONG
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("parameters.csv lacks")


def test_a_reader_that_goes_away_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "dashboard.cli", "--tables", "tests/small", "places", "gate"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
    assert running.returncode == 0
