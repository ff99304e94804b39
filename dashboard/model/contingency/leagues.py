"""League tables of closures for the named scenarios: made when the data are built, kept as one file, read when asked.

The file names the edition of the data it was made from. A league of another edition, of a bent scenario or of another
question is worked out anew, so that a stale file is never shown.
"""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from corridor_data.load import Frames
from dashboard.model.contingency.contingencies import COLUMNS, ClosureAnswer, ClosureQuestion, find_closures
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario, find_scenario
from dashboard.model.world.worlds import World, resolve_scenario

FOLDER = Path(__file__).parents[2] / "leagues"
TOP = 200
"""Rows kept of each league."""

DEPTHS = (1, 2)

_FILE = "closures.parquet"
_EDITION = b"edition"
_QUESTION = b"question"
_KEYS = ("scenario_id", "depth", "evaluated", "harmful")


def find_league(world: World, question: ClosureQuestion) -> ClosureAnswer:
    """Return a league of closures: the one kept where it answers the very question, else found now.

    Raises
    ------
    ClosureQuestionError
        As `find_closures` does.
    """
    return kept_league(world, question) or find_closures(world, question)


def kept_league(world: World, question: ClosureQuestion, folder: Path = FOLDER) -> ClosureAnswer | None:
    """Return the kept league of a world and a question; None where there is none of this edition."""
    asked = dataclasses.replace(question, depth=1, top=TOP)
    if question.depth not in DEPTHS or not 1 <= question.top <= TOP or asked != ClosureQuestion(top=TOP):
        return None
    path = folder / _FILE
    if not path.exists():
        return None
    kept = _read(path, path.stat().st_mtime_ns)
    name = _name_of(world) if kept.edition == world.compiled.frames.digest else None
    if name is None or (name, question.depth) not in kept.leagues:
        return None
    rows = kept.leagues[name, question.depth]
    counted = int(rows["evaluated"].iloc[0]), int(rows["harmful"].iloc[0])
    shown = rows[rows["rank"].gt(0)].head(question.top)
    return ClosureAnswer(question, world, shown[list(COLUMNS)].reset_index(drop=True), counted)


def build_leagues(frames: Frames, scenarios: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the leagues of named scenarios under each other, all rows with their scenario and depth.

    Parameters
    ----------
    scenarios
        Rows of `scenarios`; all if empty.
    """
    compiled = compile_network(frames)
    found = []
    for name in scenarios or tuple(frames.scenarios["scenario_id"]):
        world = resolve_scenario(compiled, find_scenario(frames, name))
        for depth in DEPTHS:
            answer = find_closures(world, ClosureQuestion(depth=depth, top=TOP))
            rows = answer.rows if len(answer.rows) else _nothing()
            evaluated, harmful = answer.counted
            found.append(rows.assign(scenario_id=name, depth=depth, evaluated=evaluated, harmful=harmful))
    return pd.concat(found, ignore_index=True)[[*_KEYS, *COLUMNS]]


def write_leagues(frames: Frames, folder: Path = FOLDER) -> Path:
    """Write the leagues of all named scenarios to one file, whole or not at all, and return its path."""
    table = pa.Table.from_pandas(build_leagues(frames), preserve_index=False)
    table = table.replace_schema_metadata(
        (table.schema.metadata or {}) | {_EDITION: frames.digest.encode(), _QUESTION: _question_text().encode()}
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _FILE
    draft = path.with_suffix(".draft")
    pq.write_table(table, draft, compression="zstd", compression_level=19)
    draft.replace(path)
    return path


@dataclasses.dataclass(frozen=True, eq=False)
class _Kept:
    """The leagues of a file by scenario and depth, and the edition they were made from; empty if of other rules."""

    edition: str
    leagues: dict[tuple[str, int], pd.DataFrame]


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> _Kept:  # noqa: ARG001 - a file written anew is read anew
    table = pq.read_table(path)
    metadata = table.schema.metadata or {}
    if metadata.get(_QUESTION, b"").decode() != _question_text():
        return _Kept("", {})
    frame = table.to_pandas()
    leagues = {(str(name), int(depth)): rows for (name, depth), rows in frame.groupby(["scenario_id", "depth"])}
    return _Kept(metadata.get(_EDITION, b"").decode(), leagues)


def _name_of(world: World) -> str | None:
    """Return the named scenario that a world is, whether it was asked for by name or put together."""
    asked, frames = _bare(world.scenario), world.compiled.frames
    names = (str(name) for name in frames.scenarios["scenario_id"])
    return next((name for name in names if _bare(find_scenario(frames, name)) == asked), None)


def _bare(scenario: Scenario) -> Scenario:
    return dataclasses.replace(scenario, scenario_id="")


def _question_text() -> str:
    """Return the question that the kept leagues answer, as text."""
    return json.dumps({**dataclasses.asdict(ClosureQuestion(top=TOP)), "depths": DEPTHS}, sort_keys=True)


def _nothing() -> pd.DataFrame:
    """Return one row of rank 0, which stands for a league without any, so that its counts are kept."""
    return pd.DataFrame([dict.fromkeys(COLUMNS) | {"rank": 0}])
