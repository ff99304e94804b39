"""
How a figure is measured, named and set beside a rival.

A module `bench_*.py` in this folder defines functions marked with `@bench`, each returning one `Result` or several.
`make bench` (that is `python -m tests.benchmarks`) runs them all, prints one line a figure and writes results.json;
names as arguments run a part.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

BENCHES: list[Callable[[], Result | Iterable[Result]]] = []


@dataclass(frozen=True)
class Result:
    """
    One figure.

    `rival` says what `ratio` compares with: the value divided by the rival's in the same run, so that below 1 is better
    than the rival where less is better; of a figure that is itself so many times the rival's speed, `ratio` is our time
    over the rival's. `most` or `least` is the promise, if there is one.
    """

    name: str
    value: float
    unit: str
    rival: str = ""
    ratio: float | None = None
    most: float | None = None
    least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the promise is kept; a figure without one breaks none."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def __str__(self) -> str:
        bounds = (("at most", self.most), ("at least", self.least))
        promise = "".join(f"  {words} {bound:g}" for words, bound in bounds if bound is not None)
        rival = f"  {self.ratio:.2g} of {self.rival}" if self.ratio is not None else ""
        return f"{self.name:<28} {self.value:>10.4g} {self.unit:<6}{promise}{'' if self.kept else '  MISSED'}{rival}"


def bench(function: Callable[[], Result | Iterable[Result]]) -> Callable[[], Result | Iterable[Result]]:
    """Return the function, after putting it on the list of those to run."""
    BENCHES.append(function)
    return function


def median_seconds(function: Callable[[], object], rounds: int = 7) -> float:
    """Return the median time of a call, after one call that does not count."""
    function()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        function()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def peak_mb(imports: str, code: str) -> float:
    """
    Return by how much the peak memory of a fresh process rises when it runs `code` after `imports`, in MB.

    Read from /proc (Linux): the peak that getrusage tells a child is at least its parent's.
    """
    script = f"{_PEAK}\n{imports}\nbefore = peak_kb()\n{code}\nprint(peak_kb() - before)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return float(ended.stdout) / 1000


_PEAK = """
from pathlib import Path
def peak_kb():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""
