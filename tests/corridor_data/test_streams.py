"""A reader that goes away early is no fault of the command."""

import subprocess
import sys

import pytest

from corridor_data.streams import while_read


def test_the_status_is_that_of_the_command() -> None:
    assert [while_read(lambda status=status: status) for status in (0, 1, 2)] == [0, 1, 2]


def test_other_faults_are_not_hidden() -> None:
    def breaks() -> int:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        while_read(breaks)


def test_a_reader_may_leave_before_everything_is_written() -> None:
    code = "from corridor_data.streams import while_read; while_read(lambda: print('a line\\n' * 100_000) or 0)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"a line\n"
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
    assert running.returncode == 0
