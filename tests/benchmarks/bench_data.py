"""The data room: check and build, loading, memory, size."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import pandas as pd
from frictionless import Package

from corridor_data.build import build
from corridor_data.columns import PARQUET, TABLES, read_columns
from corridor_data.load import load_frames
from corridor_data.packages import PACKAGE, data_package
from tests.benchmarks.harness import Result, bench, median_seconds, peak_mb


@bench
def build_s() -> Result:
    """Check and build all tables, beside frictionless only checking them."""
    with tempfile.TemporaryDirectory() as scratch:
        taken = median_seconds(lambda: build(TABLES, Path(scratch) / "built"), rounds=3)
        copied = Path(shutil.copytree(TABLES, Path(scratch) / "csv"))
        (copied / PACKAGE).write_bytes(data_package(read_columns(), "csv"))
        started = time.perf_counter()
        Package(str(copied / PACKAGE)).validate()
        rival = time.perf_counter() - started
    return Result("build_s", taken, "s", "frictionless validate on the CSV files", taken / rival, most=10)


@bench
def load_ms() -> Result:
    """Load all frames with their sha256 checked, beside pandas reading the same files unchecked."""
    taken = median_seconds(load_frames, rounds=15) * 1000
    rival = median_seconds(lambda: [pd.read_parquet(path) for path in PARQUET.glob("*.parquet")], rounds=15) * 1000
    return Result("load_ms", taken, "ms", "pandas.read_parquet on the same files", taken / rival, most=150)


@bench
def load_peak_mb() -> Result:
    """Memory that loading all frames adds to the peak of a fresh process, beside pandas reading the same files."""
    taken = peak_mb("from corridor_data.load import load_frames", "frames = load_frames()")
    rival = peak_mb(
        "import pandas as pd\nimport pyarrow.parquet\nfrom corridor_data.columns import PARQUET",
        "frames = [pd.read_parquet(path) for path in PARQUET.glob('*.parquet')]",
    )
    return Result("load_peak_mb", taken, "MB", "pandas.read_parquet on the same files", taken / rival, most=120)


@bench
def parquet_mb() -> Result:
    """Size of all built files, beside the tables they come from."""
    built = sum(path.stat().st_size for path in PARQUET.iterdir()) / 1e6
    rival = sum(path.stat().st_size for path in TABLES.glob("*.csv")) / 1e6
    return Result("parquet_mb", built, "MB", "the CSV files", built / rival, most=3)
