"""The command line."""

import shutil
import subprocess
import sys

import pytest

from corridor_data.__main__ import main


def _exit(*arguments):
    """The exit status, whether it is returned or raised."""
    try:
        return main(list(arguments))
    except SystemExit as stop:
        return stop.code


def test_check_says_that_all_is_well(world, capsys):
    assert _exit("check", "--tables", str(world)) == 0
    assert capsys.readouterr().out == "No faults in the tables\n"


def test_check_prints_every_fault_and_fails(world, plant, capsys):
    first = plant("links", "rail-north-cross", "length_km", "-801")
    second = plant("places", "NORTH", "name", "")
    assert _exit("check", "--tables", str(world)) == 1
    count, *faults = capsys.readouterr().out.splitlines()
    assert count == "2 faults in the tables"
    assert faults[0].startswith(f"links.csv:{first} [length_km] -801 is below 0. ")
    assert faults[1] == f"places.csv:{second} [name] name is empty. It is required: Name"


def test_build_refuses_with_the_faults_and_says_that_nothing_changed(world, plant, capsys, monkeypatch, tmp_path):
    plant("places", "NORTH", "name", "")
    monkeypatch.setattr("corridor_data.build.PARQUET", tmp_path / "built")
    assert _exit("build", "--tables", str(world)) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "The built files are as they were."
    assert not (tmp_path / "built").exists()


def test_build_says_what_it_built(world, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("corridor_data.build.PARQUET", tmp_path / "built")
    assert _exit("build", "--tables", str(world)) == 0
    assert "rows, edition" in capsys.readouterr().out
    assert (tmp_path / "built" / "manifest.json").exists()


def test_tidy_names_what_it_put_in_order(world, capsys):
    path = world / "speeds.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\n".join([header, *reversed(rows)]) + "\n")
    assert _exit("tidy", "--tables", str(world)) == 0
    assert _exit("tidy", "--tables", str(world)) == 0
    assert capsys.readouterr().out == "Put in order: speeds\nAll tables are in order\n"


def test_diff_lists_figures_and_counts_rows(world, plant, capsys, monkeypatch, tmp_path):
    old = shutil.copytree(world, tmp_path / "old")
    monkeypatch.setattr("corridor_data.__main__.TABLES", world)
    plant("trade", "tr-2024", "value", "342000000")
    plant("places", "NORTH", "name", "Northport")
    assert _exit("diff", str(old)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 figure changed",
        "trade tr-2024 [value] 340000000 -> 342000000 (+2000000, +0.59 %). Revised by the statistics office",
        "Rows changed in their words: places 1",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "The following arguments are required: COMMAND"),
        (["chek"], "invalid choice: 'chek'"),
        (["diff"], "The following arguments are required: OLD"),
        (["diff", "no-such-state"], "'no-such-state' is neither a folder"),
        (["import", "excel", "x"], "invalid choice: 'excel'"),
        (["import", "comtrade", "no-such-file.csv"], "no-such-file.csv cannot be read: No such file or directory."),
        (["check", "--table", "x", "y"], "nrecognized arguments: y"),
    ],
)
def test_a_command_that_cannot_be_carried_out_gets_one_sentence_and_2(arguments, sentence, capsys):
    assert _exit(*arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert sentence in printed.err


def test_the_module_can_be_run(world):
    command = [sys.executable, "-m", "corridor_data", "check", "--tables", str(world)]
    ended = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "No faults in the tables\n", "")
