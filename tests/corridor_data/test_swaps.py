"""A folder replaced in one step, also where the process is killed in the middle."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data import swaps

OLD = {"a": b"old a", "b": b"old b"}
NEW = {"a": b"new a", "c": b"new c"}


def _content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@given(st.dictionaries(st.text("abcxyz", min_size=1), st.binary(max_size=50), max_size=5))
def test_the_folder_holds_exactly_the_files_given(tmp_path_factory, files):
    target = tmp_path_factory.mktemp("swap") / "target"
    swaps.replace_folder(target, OLD)
    swaps.replace_folder(target, files)
    assert _content(target) == files
    assert [path.name for path in target.parent.iterdir()] == ["target"]


CUT = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from corridor_data import swaps

    point, target = int(sys.argv[1]), Path(sys.argv[2])
    passed = 0

    def deadly(function):
        def step(*arguments, **named):
            global passed
            passed += 1
            if passed == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)
        return step

    for name in ("_write", "_sync", "_swap"):
        setattr(swaps, name, deadly(getattr(swaps, name)))
    swaps.shutil.rmtree = deadly(swaps.shutil.rmtree)
    if len(sys.argv) > 3:
        swaps._exchange = lambda one, other: False
        Path.rename = deadly(Path.rename)
    swaps.replace_folder(target, {"a": b"new a", "c": b"new c"})
    print("done")
    """
)


def _killed(tmp_path, point, *options):
    """Replace a folder in another process that kills itself at the n-th step; return whether it was killed."""
    command = [sys.executable, "-c", CUT, str(point), str(tmp_path / "target"), *options]
    ended = subprocess.run(command, capture_output=True, check=False, text=True)
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr
    return ended.returncode != 0


@pytest.mark.parametrize("point", range(1, 9))
def test_a_kill_at_any_step_leaves_the_old_files_or_the_new_ones_whole(tmp_path, point):
    target = tmp_path / "target"
    swaps.replace_folder(target, OLD)
    assert _killed(tmp_path, point)
    assert _content(target) in (OLD, NEW)
    swaps.replace_folder(target, NEW)
    assert _content(target) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_the_steps_before_the_exchange_leave_the_old_files(tmp_path):
    target = tmp_path / "target"
    swaps.replace_folder(target, OLD)
    assert _killed(tmp_path, 5)  # rmtree, two writes, sync, and then the swap itself
    assert _content(target) == OLD


@pytest.mark.parametrize("point", range(1, 10))
def test_without_an_exchange_a_kill_leaves_whole_files_where_settled_finds_them(tmp_path, point):
    target = tmp_path / "target"
    swaps.replace_folder(target, OLD)
    _killed(tmp_path, point, "two renames")
    assert _content(swaps.settled(target)) in (OLD, NEW)
    swaps.replace_folder(target, NEW)
    assert _content(target) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_the_last_step_is_not_killed(tmp_path):
    swaps.replace_folder(tmp_path / "target", OLD)
    assert not _killed(tmp_path, 50)
    assert _content(tmp_path / "target") == NEW


def test_a_folder_that_is_not_there_yet_is_made(tmp_path):
    swaps.replace_folder(tmp_path / "deep" / "target", NEW)
    assert _content(tmp_path / "deep" / "target") == NEW
    assert os.listdir(tmp_path / "deep") == ["target"]  # noqa: PTH208
