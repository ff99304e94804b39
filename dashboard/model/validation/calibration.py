"""The model against published journeys: kilometres, days and cost, every miss with its likely reason."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.phrases import distinct_ids
from dashboard.model.validation import fits
from dashboard.model.validation.fits import FitData
from dashboard.model.validation.journey_rows import COLUMNS, journey_row
from dashboard.model.validation.journey_runs import JourneyRun, run_journeys
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.kernels import Floats
from dashboard.text import say
from dashboard.text.formats import format_number

TARGETS: Mapping[str, float] = {
    "km_median": 0.03,
    "km_p90": 0.08,
    "days_held_out_median": 0.12,
    "days_held_out_mean": 0.17,
    "overlap": 0.85,
    "width_median": 2.0,
}
"""What the calibration is to reach; `overlap` is to be at least, the others at most."""

_AT_LEAST = frozenset({"overlap"})

_NAMED_WAITS = frozenset({"border_wait_hours", "port_wait_hours", "border_hours"})
"""Measures whose `calibrated` rows are waits judged from single trains and not part of the fit."""


@dataclass(frozen=True, eq=False)
class CalibrationAnswer:
    """Every published journey beside what the model makes of it.

    Attributes
    ----------
    runs
        Journeys through the model, in the order of the table.
    fit
        What the factors are fitted to; its groups are those of the table.
    """

    compiled: Compiled
    runs: tuple[JourneyRun, ...]
    fit: FitData

    def frame(self) -> pd.DataFrame:
        """Return one row a journey: published and model kilometres, days and cost, errors, and the likely reason.

        ``km_use`` and ``days_use`` are ``plain``, ``circular`` (the length is itself the source of a link),
        ``doubtful`` or ``none`` (nothing published). Errors are signed; ``days_error`` and ``cost_error`` are 0 within
        0.9 of the lowest to 1.1 of the highest published. ``problem`` says why a journey could not be run; its model
        columns are missing. ``best_case`` marks promoters' best cases and first runs.
        """
        return self._frame

    @cached_property
    def _frame(self) -> pd.DataFrame:
        held_out = dict(zip(self.fit.journey_ids, self._held_out.tolist(), strict=True))
        rows = [journey_row(self.compiled, run, held_out.get(run.journey.journey_id, math.nan)) for run in self.runs]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    @cached_property
    def _held_out(self) -> Floats:
        """Error of each fitted journey with factors fitted to the other families."""
        return fits.held_out_errors(self.fit)

    @cached_property
    def _factors(self) -> Mapping[str, float]:
        """Factors that the fit gives on the present tables, by group."""
        return fits.factors_of(self.fit, fits.fit_factors(self.fit))

    @cached_property
    def figures(self) -> Mapping[str, float]:
        """The measures of `TARGETS` and their companions, by name; NaN where no journey counts."""
        return _figures(self.frame())

    def measures(self) -> pd.DataFrame:
        """Return the measures with their targets: [measure, title, value, target, met, journeys]."""
        frame = self.frame()
        counts = {
            "km": int((frame["km_use"] == "plain").sum()),
            "days": int((frame["days_use"] == "plain").sum()),
        }
        rows = [
            {
                "measure": name,
                "title": title(),
                "value": self.figures[name],
                "target": TARGETS.get(name, math.nan),
                "met": _is_met(name, self.figures[name]),
                "journeys": counts["km" if name.startswith("km") else "days"],
            }
            for name, title in _MEASURES.items()
        ]
        return pd.DataFrame(rows).astype({"met": "boolean"})

    def by_class(self) -> pd.DataFrame:
        """Return the measures by mode and service class, journeys without doubt alone.

        Columns: mode, service, km_journeys, km_median, days_journeys, days_median, days_mean, days_ratio (median of
        model over the middle of what was published), overlap, width_median.
        """
        frame = self.frame()
        rows = [
            _class_row(str(mode), str(service), part) for (mode, service), part in frame.groupby(["mode", "service"])
        ]
        return pd.DataFrame([row for row in rows if row["km_journeys"] or row["days_journeys"]])

    def by_claim(self) -> pd.DataFrame:
        """Return the errors of the days by the sort of statement: [claim, journeys, median, mean, ratio, overlap]."""
        used = self.frame().query("days_use == 'plain'")
        rows = [
            {
                "claim": claim,
                "journeys": len(part),
                "median": part["days_error"].abs().median(),
                "mean": part["days_error"].abs().mean(),
                "ratio": part["days_ratio"].median(),
                "overlap": part["overlaps"].astype(float).mean(),
            }
            for claim, part in used.groupby("claim")
        ]
        return pd.DataFrame(rows)

    def misses(self) -> pd.DataFrame:
        """Return the rows of `frame` with an error of length or days beyond what is no miss, worst first."""
        frame = self.frame()
        off = frame[(frame["km_reason"] != "") | (frame["days_reason"] != "")]
        worst = off[["km_error", "days_error"]].abs().max(axis=1)
        return off.loc[worst.sort_values(ascending=False, kind="stable").index]

    def left_out(self) -> pd.DataFrame:
        """Return the journeys that could not be run, with why."""
        frame = self.frame()
        return frame.loc[frame["problem"] != "", ["journey_id", "name", "mode", "problem", "source_ids"]]

    def factors(self) -> pd.DataFrame:
        """Return what the fit gives on the present tables: [group, factor, journeys, families, rows].

        A factor multiplies the hours under way of its group; `journeys` pass over it.
        """
        passes = self.fit.moved[:, :, 0] > 0
        families = np.array(self.fit.families)
        sizes = self.compiled.frames.parameters["fit_group"].value_counts()
        rows = [
            {
                "group": group,
                "factor": self._factors[group],
                "journeys": int(passes[i].sum()),
                "families": len(set(families[passes[i]])),
                "rows": int(sizes[group]),
            }
            for i, group in enumerate(self.fit.groups)
        ]
        return pd.DataFrame(rows, columns=["group", "factor", "journeys", "families", "rows"])

    def fitted(self) -> pd.DataFrame:
        """Return every row with a factor: [parameter_id, group, prior, fitted, committed, low, high]."""
        table = self.compiled.frames.parameters
        values = fits.fitted_values(table, self._factors)
        rows = table[table["parameter_id"].isin(list(values))]
        return pd.DataFrame(
            {
                "parameter_id": rows["parameter_id"],
                "group": rows["fit_group"],
                "prior": rows["prior"],
                "fitted": rows["parameter_id"].map(values).astype(float),
                "committed": rows["value"],
                "low": rows["low"],
                "high": rows["high"],
            }
        ).reset_index(drop=True)

    def stale(self) -> pd.DataFrame:
        """Return the rows of `fitted` whose committed value is not what the fit gives; none in an up-to-date table."""
        fitted = self.fitted()
        return fitted[fitted["fitted"] != fitted["committed"]].reset_index(drop=True)

    def candidates(self) -> pd.DataFrame:
        """Return the groupings that were tried, in sample and held out.

        Columns: grouping, factors, in_median, in_mean, held_out_median, held_out_mean, chosen (the grouping of the
        table).
        """
        rows = []
        for name, grouping in _GROUPINGS.items():
            data = self.fit if grouping is None else fits.fit_data(self.compiled, self.runs, grouping)
            inside, outside = fits.errors(data, fits.fit_factors(data)), fits.held_out_errors(data)
            rows.append(
                {
                    "grouping": _GROUPING_NAMES[name](),
                    "factors": len(data.groups),
                    "in_median": float(np.median(inside)),
                    "in_mean": float(inside.mean()),
                    "held_out_median": float(np.median(outside)),
                    "held_out_mean": float(outside.mean()),
                    "chosen": grouping is None,
                }
            )
        return pd.DataFrame(rows)

    def sentence(self) -> str:
        """Return how far the model is from what was published."""
        figures = self.figures
        if not math.isfinite(figures["km_median"]) or not math.isfinite(figures["days_held_out_median"]):
            return say("Too few published journeys can be run through the model to say how far it is from them.")
        return say(
            "Half of the published lengths are met within {km}%, half of the published times, held out of the fit, "
            "within {days}% beyond a tenth of slack; {overlap}% of the ranges of low to high meet what was published.",
            km=format_number(round(100 * figures["km_median"], 1)),
            days=format_number(round(100 * figures["days_held_out_median"], 1)),
            overlap=format_number(round(100 * figures["overlap"])),
        )

    def subtitle(self) -> str:
        """Return what is compared."""
        frame = self.frame()
        return say(
            "Model against publication: {journeys} journeys, of which {km} lengths and {days} times are without doubt; "
            "network of the day of each journey; days from gate to gate, of ferries under way",
            journeys=len(frame),
            km=int((frame["km_use"] == "plain").sum()),
            days=int((frame["days_use"] == "plain").sum()),
        )

    def notes(self) -> tuple[str, ...]:
        """Return how the figures were made and what they do not show."""
        return tuple(_notes(self))

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the journeys, sorted, each once."""
        return distinct_ids(self.frame()["source_ids"])


@lru_cache(maxsize=4)
def find_calibration(compiled: Compiled) -> CalibrationAnswer:
    """Return the model against every journey of the tables; found once for a build of the data, then remembered."""
    runs = run_journeys(compiled)
    return CalibrationAnswer(compiled, runs, fits.fit_data(compiled, runs))


def _figures(frame: pd.DataFrame) -> dict[str, float]:
    """Return the measures over journeys without doubt."""
    km = frame.loc[frame["km_use"] == "plain", "km_error"].astype(float).abs().dropna()
    days = frame[(frame["days_use"] == "plain") & (frame["problem"] == "")]
    inside, outside = days["days_error"].astype(float).abs(), days["days_held_out_error"].astype(float)
    found: dict[str, Any] = {
        "km_median": km.median(),
        "km_p90": km.quantile(0.9),
        "days_median": inside.median(),
        "days_mean": inside.mean(),
        "days_held_out_median": outside.median(),
        "days_held_out_mean": outside.mean(),
        "overlap": days["overlaps"].astype(float).mean(),
        "width_median": days["width"].astype(float).median(),
    }
    return {name: float(value) for name, value in found.items()}


_MEASURES: Mapping[str, Callable[[], str]] = {
    "km_median": lambda: say("Length, median error"),
    "km_p90": lambda: say("Length, error that nine in ten stay below"),
    "days_median": lambda: say("Days, median error in sample"),
    "days_mean": lambda: say("Days, mean error in sample"),
    "days_held_out_median": lambda: say("Days, median error when held out"),
    "days_held_out_mean": lambda: say("Days, mean error when held out"),
    "overlap": lambda: say("Share of ranges that meet what was published"),
    "width_median": lambda: say("Median width of the ranges, high over low"),
}


def _is_met(name: str, value: float) -> bool | None:
    """Return whether a measure reaches its target; None where it has none."""
    if name not in TARGETS or math.isnan(value):
        return None
    return value >= TARGETS[name] if name in _AT_LEAST else value <= TARGETS[name]


def _class_row(mode: str, service: str, part: pd.DataFrame) -> dict[str, Any]:
    """Return the measures of one mode and service class."""
    km, days = part[part["km_use"] == "plain"], part[(part["days_use"] == "plain") & (part["problem"] == "")]
    return {
        "mode": mode,
        "service": service,
        "km_journeys": len(km),
        "km_median": km["km_error"].astype(float).abs().median(),
        "days_journeys": len(days),
        "days_median": days["days_error"].astype(float).abs().median(),
        "days_mean": days["days_error"].astype(float).abs().mean(),
        "days_ratio": days["days_ratio"].astype(float).median(),
        "overlap": days["overlaps"].astype(float).mean(),
        "width_median": days["width"].astype(float).median(),
    }


_BY_COUNTRY = {
    **dict.fromkeys(("RUS", "BLR", "AZE", "GEO", "ARM"), "west"),
    **dict.fromkeys(("CHN", "KAZ"), "north"),
    **dict.fromkeys(("TKM", "UZB", "KGZ", "TJK", "AFG"), "middle"),
}


def _group_of_countries(row: Mapping[Hashable, object]) -> str:
    """Return a group for each mode, service class and group of countries."""
    if not row["fit_group"]:
        return ""
    return f"{row['mode']} {row['service']} {_BY_COUNTRY.get(str(row['country_iso3']), 'south')}"


_GROUPINGS: Mapping[str, fits.Grouping | None] = {
    "none": lambda _: "",
    "mode": lambda row: str(row["mode"]) if row["fit_group"] else "",
    "mode_service": lambda row: f"{row['mode']} {row['service']}" if row["fit_group"] else "",
    "committed": None,
    "countries": _group_of_countries,
}

_GROUPING_NAMES: Mapping[str, Callable[[], str]] = {
    "none": lambda: say("no factor"),
    "mode": lambda: say("mode"),
    "mode_service": lambda: say("mode and service class"),
    "committed": lambda: say("mode and service class, Russian block trains apart"),
    "countries": lambda: say("mode, service class and four groups of countries"),
}


def _notes(answer: CalibrationAnswer) -> list[str]:
    """Return the notes of an answer."""
    frame, fit = answer.frame(), answer.fit
    lifted = int((frame["without_events"] != "").sum())
    notes = [
        say(
            "Days have no error from 0.9 of the shortest to 1.1 of the longest published, beyond that the relative "
            "distance to the nearer bound."
        ),
        say(
            "Held out: {factors} factors on speed are fitted to all families of journeys but one and judged by that "
            "one, for each of {families} families; journeys between the same countries by the same mode and corridor "
            "are one family. Promoters' best cases and first runs count half in the fit and in full in the errors.",
            factors=len(fit.groups),
            families=len(set(fit.families)),
        ),
        _waits_note(answer),
        say(
            "Journeys of unknown service are run as ordinary freight; of a journey dated by year or month the middle "
            "day counts."
        ),
        say(
            "{count} journeys could not be run and are listed with the reason.",
            count=int((frame["problem"] != "").sum()),
        ),
    ]
    if lifted:
        notes.append(
            say(
                "{count} journeys were published for a time when events closed every way; they are run without those "
                "events.",
                count=lifted,
            )
        )
    return [note for note in notes if note]


def _waits_note(answer: CalibrationAnswer) -> str:
    """Return which waits were judged from journeys that are in the sample, and the error without those journeys."""
    table = answer.compiled.frames.parameters
    named = table[table["basis"].eq("calibrated") & table["measure"].isin(sorted(_NAMED_WAITS))]
    behind = set(distinct_ids(named["fact_ids"])) & set(answer.fit.journey_ids)
    if not behind:
        return ""
    others = answer.frame().query("days_use == 'plain' and problem == ''")
    left = others.loc[~others["journey_id"].isin(sorted(behind)), "days_held_out_error"].astype(float)
    return say(
        "{rows} waits that no table explains were judged from {journeys} of the journeys and stay as they are when "
        "these are held out; without them the held-out error is {median}% in the median and {mean}% in the mean.",
        rows=len(named),
        journeys=len(behind),
        median=format_number(round(100 * float(left.median()), 1)),
        mean=format_number(round(100 * float(left.mean()), 1)),
    )
