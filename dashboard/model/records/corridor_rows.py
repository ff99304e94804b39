"""Published rows about a corridor: facts, projects, events and disagreements, found by corridor and by link."""

import datetime as dt
import math
from collections.abc import Collection, Iterable

import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.phrases import country_names
from dashboard.model.records.link_states import events_on
from dashboard.model.records.readings import records
from dashboard.model.records.row_sentences import say_topic
from dashboard.text.formats import format_period

FACT_COLUMNS = (
    "fact_id", "corridor_id", "subject", "subject_kind", "measure", "kind", "value", "unit", "period", "period_start",
    "period_end", "calendar", "stated_on", "qualifier", "basis", "doubt", "link_ids", "place_ids", "source_id", "note",
)  # fmt: skip
PROJECT_COLUMNS = (
    "project_id", "project", "name", "corridor_id", "stage", "status", "length_km", "cost_usd", "cost_kind",
    "planned_completion", "adds_capacity", "adds_mt_per_year", "said_on", "link_ids", "doubt", "source_id", "note",
)  # fmt: skip
EVENT_COLUMNS = (
    "event_id", "name", "severity", "start", "end", "end_kind", "as_of", "subject", "cause", "effect", "grade",
    "applied", "link_ids", "place_ids", "doubt", "source_ids", "note",
)  # fmt: skip
VOLUME_COLUMNS = ("fact_id", "subject", "year", "mt", "period", "calendar", "qualifier", "source_id")

_STAGES = ("completed", "under_construction", "agreed", "planned", "idea", "stalled", "cancelled", "unknown")
_SEVERITIES = ("closed", "restricted", "slowed", "cost", "none")
_TONNES = {"t": 1e-6, "t/yr": 1e-6, "kt": 1e-3, "kt/yr": 1e-3, "Mt": 1.0, "Mt/yr": 1.0}
_YEAR = (364, 366)  # days between first and last of a whole year


class UnknownCorridorError(LookupError):
    """The corridor asked for is not in corridors.csv."""


def family(frames: Frames, corridor_id: str) -> tuple[str, ...]:
    """Return a corridor and all its branches, the corridor first; nothing for the empty id.

    Raises
    ------
    UnknownCorridorError
        If the corridor is not in corridors.csv.
    """
    if not corridor_id:
        return ()
    table = frames.corridors
    if corridor_id not in set(table["corridor_id"].tolist()):
        raise UnknownCorridorError(f"{corridor_id!r} is not a corridor of corridors.csv ({len(table)} corridors)")
    found = [corridor_id]
    parents = list(zip(table["corridor_id"].tolist(), table["parent_corridor_id"].fillna("").tolist(), strict=True))
    for parent in found:  # grows while it is walked: branches of branches
        found += [branch for branch, above in parents if above == parent and branch not in found]
    return tuple(found)


def fact_rows(frames: Frames, members: Collection[str], links: Collection[str]) -> pd.DataFrame:
    """Return the facts of corridors and of links, latest period first, with the period in words."""
    table = frames.corridor_facts
    rows = table[_about(table, members, links)]
    periods = zip(rows["period_start"], rows["period_end"], rows["calendar"], strict=True)
    rows = rows.assign(period=[format_period(_day(first), _day(last), calendar) for first, last, calendar in periods])
    order = ["measure", "period_end", "stated_on", "fact_id"]
    rows = rows.sort_values(order, ascending=[True, False, False, True], na_position="last", ignore_index=True)
    return rows[list(FACT_COLUMNS)]


def project_rows(frames: Frames, members: Collection[str], links: Collection[str]) -> pd.DataFrame:
    """Return the projects of corridors and of links, the furthest along first, rows of one project together."""
    table = frames.projects
    rows = table[_about(table, members, links)]
    stage = rows["stage"].map({name: number for number, name in enumerate(_STAGES)})
    rows = rows.assign(rank=stage).sort_values(["rank", "project", "said_on", "project_id"], ignore_index=True)
    return rows[list(PROJECT_COLUMNS)]


def event_rows(frames: Frames, day: dt.date, members: Collection[str], links: Collection[str]) -> pd.DataFrame:
    """Return the events on at a day that name one of the corridors or bear on one of the links, the worst first.

    With neither corridors nor links all events of the day. ``applied`` says whether the event changes the standing of
    links: weak ones and those about passengers do not.
    """
    rows = [
        {**event.row, "applied": event.drives, "link_ids": ";".join(sorted(event.links))}
        for event in events_on(frames, day)
        if not (members or links)
        or not event.links.isdisjoint(links)
        or not set(split_ids(event.row["corridor_ids"])).isdisjoint(members)
    ]
    rows.sort(key=lambda row: (_SEVERITIES.index(str(row["severity"])), not row["applied"], str(row["start"])))
    frame = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    texts = [name for name in EVENT_COLUMNS if name != "applied"]
    return frame.astype(dict.fromkeys(texts, "string") | {"applied": "bool"})


def conflict_rows(frames: Frames, *ids: Iterable[object]) -> pd.DataFrame:
    """Return the disagreements in which one of the rows takes part, the widest first, curated notes on several last."""
    wanted = {str(item) for column in ids for item in column}
    notes = frames.conflict_notes
    notes = notes[notes["conflict_id"].str.startswith("note:")].reindex(columns=frames.conflicts.columns)
    table = pd.concat([frames.conflicts, notes.astype(frames.conflicts.dtypes)], ignore_index=True)
    part = [not wanted.isdisjoint(split_ids(cell)) for cell in table["row_ids"].tolist()]
    found = table[part].sort_values(["spread_pct", "conflict_id"], ascending=[False, True], ignore_index=True)
    names = country_names(frames)
    said = [say_topic(names, str(row["topic"]), str(row["unit"] or "")) for row in records(found)]
    return found.assign(topic=pd.Series(said, index=found.index, dtype=found["topic"].dtype))


def known_volumes(frames: Frames, corridor_id: str) -> pd.DataFrame:
    """Return the undoubted tonnages of whole years that speak of a corridor as such, earliest year first.

    Returns
    -------
    pandas.DataFrame
        ``fact_id``, ``subject``, ``year`` (calendar year in which the period starts), ``mt`` (million tonnes),
        ``period`` in words, ``calendar``, ``qualifier``, ``source_id``.
    """
    table = frames.corridor_facts
    rows = table[
        (table["corridor_id"] == corridor_id) & (table["measure"] == "throughput") & (table["kind"] == "level")
    ]
    found = [_volume(row) for row in records(rows[rows["subject_kind"] == "corridor"])]
    frame = pd.DataFrame([row for row in found if row], columns=list(VOLUME_COLUMNS))
    return frame.sort_values(["year", "mt", "fact_id"], ignore_index=True)


def _volume(row: dict[str, object]) -> dict[str, object] | None:
    start, end, unit = row["period_start"], row["period_end"], str(row["unit"])
    if not isinstance(start, dt.date) or not isinstance(end, dt.date) or row["doubt"] or unit not in _TONNES:
        return None
    if not _YEAR[0] <= (end - start).days <= _YEAR[1]:
        return None
    return {
        **row,
        "year": start.year,
        "mt": tonnes_of(row["value"], unit),
        "period": format_period(start, end, str(row["calendar"])),
    }


def tonnes_of(value: object, unit: object) -> float:
    """Return an amount in million tonnes; NaN where the unit is no mass.

    Examples
    --------
    >>> tonnes_of(2_500_000.0, "t"), tonnes_of(10.0, "Mt/yr"), tonnes_of(3.0, "TEU")
    (2.5, 10.0, nan)
    """
    if not isinstance(value, (int, float)) or unit not in _TONNES:
        return math.nan
    return float(value) * _TONNES[str(unit)]


def _about(table: pd.DataFrame, members: Collection[str], links: Collection[str]) -> list[bool]:
    """Return which rows name one of the corridors or one of the links; all rows where neither is given."""
    if not members and not links:
        return [True] * len(table)
    wanted = set(links)
    return [
        corridor in members or not wanted.isdisjoint(split_ids(cell))
        for corridor, cell in zip(table["corridor_id"].fillna("").tolist(), table["link_ids"].tolist(), strict=True)
    ]


def _day(stamp: object) -> dt.date | None:
    return stamp.date() if isinstance(stamp, pd.Timestamp) else None
