"""What is promised for a corridor beside what its links can carry and what passes."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.records.corridor_rows import known_volumes, tonnes_of
from dashboard.model.records.corridors import CorridorAnswer
from dashboard.model.records.readings import number_of, records
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount

RUNG_COLUMNS = ("label", "mt", "mt_low", "mt_high", "kind", "year", "qualifier", "ids", "reason", "source_ids")

_RUNGS = 8  # links shown from the least capacity up: what binds, and what would bind next


@dataclass(frozen=True, eq=False)
class PromiseAnswer:
    """The smallest known capacities of a corridor, its traffic and its promises; `compare_promises` makes it."""

    corridor: CorridorAnswer

    def frame(self) -> pd.DataFrame:
        """Return one row a bar, in million tonnes a year.

        Returns
        -------
        pandas.DataFrame
            ``label``, ``mt`` with low and high, ``kind``: ``capacity`` (of links and places from the least up, of the
            kind asked for, on the way that carries most), ``used`` (traffic of the latest year known), ``target``;
            ``year``, ``ids`` of the facts, ``reason`` of a capacity, ``source_ids``. Links of unknown capacity stand
            last among the capacities without a figure.
        """
        rows = [*_capacities(self.corridor), *_traffic(self.corridor), *_targets(self.corridor)]
        frame = pd.DataFrame(rows, columns=list(RUNG_COLUMNS))
        return frame.astype({"mt": "float64", "mt_low": "float64", "mt_high": "float64", "year": "Int64"})

    def sentence(self) -> str:
        """Return the smallest known capacity against the largest promise, then where it is and what is unknown."""
        best, targets = self.corridor.best_way(), list(_targets(self.corridor))
        if best is None:
            return self.corridor.sentence()
        amount, capacity = format_amount(number_of(best["capacity_mt"]), "Mt/yr"), number_of(best["capacity_mt"])
        if not targets:
            return self.corridor.sentence()
        most = max(targets, key=lambda row: number_of(row["mt"]))
        head = say(
            "{name}: {amount} at its narrowest known point, {promised} promised for {year}.",
            name=self.corridor.name,
            amount=amount,
            promised=format_amount(number_of(most["mt"]), "Mt"),
            year=most["year"],
        )
        where = say("That is at {place}, on the way that carries most.", place=_first_names(best["name"]))
        judged = say("The figure is judged, not published.") if best["judged"] else ""
        share = say(
            "It carries {share} of what is promised ({listed}).",
            share=format_amount(100 * capacity / number_of(most["mt"]), "percent", digits=2),
            listed=_say_targets(targets),
        )
        return " ".join(part for part in (head, where, judged, share, _say_unknown(best["unknown"])) if part)

    def subtitle(self) -> str:
        """Return what the bars measure."""
        return self.corridor.subtitle()

    def notes(self) -> tuple[str, ...]:
        """Return what stays unknown and what is judged."""
        return self.corridor.notes()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of capacities, traffic and promises."""
        return distinct_ids(self.frame()["source_ids"])


def compare_promises(corridor: CorridorAnswer) -> PromiseAnswer:
    """Return the promises for a corridor beside its capacities and traffic."""
    return PromiseAnswer(corridor)


def _capacities(corridor: CorridorAnswer) -> Iterator[dict[str, object]]:
    best = corridor.best_way()
    steps = pd.concat([corridor.path(), corridor.stops()])
    if best is not None:
        steps = steps[(steps["corridor_id"] == best["corridor_id"]) & (steps["variant"] == best["variant"])]
    steps = steps.sort_values("capacity_mt", kind="stable", na_position="last").drop_duplicates("name")
    known = steps[steps["capacity_mt"].notna()].head(_RUNGS)
    unknown = steps[steps["capacity_mt"].isna() & steps["link_id"].notna()]
    for row in records(pd.concat([known, unknown])):
        yield {
            "label": row["name"],
            "mt": row["capacity_mt"],
            "mt_low": row["capacity_low"],
            "mt_high": row["capacity_high"],
            "kind": "capacity",
            "year": row["capacity_from"],
            "qualifier": "",
            "ids": row["fact_ids"],
            "reason": row["capacity_reason"],
            "source_ids": row["source_ids"],
        }


def _traffic(corridor: CorridorAnswer) -> Iterator[dict[str, object]]:
    """Yield what was carried in the latest year known, one row for sources that print the same amount."""
    volumes = known_volumes(corridor.known, corridor.question.corridor)
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in records(volumes[volumes["year"] == volumes["year"].max()]):
        label = say("carried in {period}, {subject}", period=row["period"], subject=row["subject"])
        found.setdefault((label, format_amount(number_of(row["mt"]), "Mt/yr")), []).append(row)
    for (label, _), rows in found.items():
        yield {
            **rows[0],
            "label": label,
            "kind": "used",
            "ids": ";".join(str(row["fact_id"]) for row in rows),
            "source_ids": ";".join(sorted({str(row["source_id"]) for row in rows})),
            "reason": "",
        }


def _targets(corridor: CorridorAnswer) -> Iterator[dict[str, object]]:
    """Yield the tonnages promised for the corridor as such and not yet past their year, one a year and amount."""
    targets = corridor.targets()
    own = targets[(targets["corridor_id"] == corridor.question.corridor) & (targets["subject_kind"] == "corridor")]
    found: dict[tuple[int, float], list[dict[str, object]]] = {}
    for row in records(own[own["kind"] == "target"]):
        end, mt = row["period_end"], tonnes_of(row["value"], row["unit"])
        if isinstance(end, dt.date) and not math.isnan(mt) and end >= corridor.date and not row["doubt"]:
            found.setdefault((end.year, mt), []).append(row)
    for (year, mt), rows in sorted(found.items()):
        yield {
            "label": say("promised for {year}", year=year),
            "mt": mt,
            "kind": "target",
            "year": year,
            "qualifier": str(rows[0]["qualifier"]),
            "ids": ";".join(str(row["fact_id"]) for row in rows),
            "reason": "",
            "source_ids": ";".join(sorted({str(row["source_id"]) for row in rows})),
        }


def _say_targets(targets: list[dict[str, object]]) -> str:
    """Return the promises that no other one outdoes in the same year or earlier."""
    standing = [row for row in targets if not any(_outdoes(other, row) for other in targets)]
    return say_list(
        say("{amount} by {year}", amount=format_amount(number_of(row["mt"]), "Mt"), year=row["year"])
        for row in standing
    )


def _outdoes(other: dict[str, object], row: dict[str, object]) -> bool:
    least, earlier = number_of(other["mt"]) >= number_of(row["mt"]), number_of(other["year"]) <= number_of(row["year"])
    return other is not row and least and earlier


def _first_names(names: object) -> str:
    """Return the first of several names and how many more there are."""
    first, *others = str(names).split("; ")
    return say("{first} (and {count} more)", first=first, count=len(others)) if others else first


def _say_unknown(count: object) -> str:
    if not isinstance(count, int) or not count:
        return ""
    return say_number(
        "{count} link on it has no known capacity and may bind earlier.",
        "{count} links on it have no known capacity and may bind earlier.",
        count,
    )
