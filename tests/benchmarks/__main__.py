"""`python -m tests.benchmarks [NAME …]`: every figure, or those of the functions or modules named."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from tests.benchmarks.harness import BENCHES, Result

FOLDER = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the benchmarks, print one line a figure and write results.json; 2 for a name nothing has."""
    for path in sorted(FOLDER.glob("bench_*.py")):
        importlib.import_module(f"tests.benchmarks.{path.stem}")
    chosen = [
        bench for bench in BENCHES if not names or {bench.__name__, bench.__module__.rpartition(".")[2]} & set(names)
    ]
    if not chosen:
        print(f"No benchmark is called {' or '.join(names)}.", file=sys.stderr)
        return 2
    results: list[Result] = []
    for bench in chosen:
        found = bench()
        for result in [found] if isinstance(found, Result) else found:
            print(result, flush=True)
            results.append(result)
    rows = [
        {"name": r.name, "value": round(r.value, 4), "unit": r.unit, "rival": r.rival or None,
         "ratio": None if r.ratio is None else round(r.ratio, 4)}
        for r in results
    ]  # fmt: skip
    (FOLDER / "results.json").write_text(json.dumps({"results": rows}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
