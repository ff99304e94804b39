"""The calibration by one measure: published beside modelled, journey by journey, and every miss with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from dashboard.model.questions import CalibrationQuestion
from dashboard.model.records.readings import records
from dashboard.model.validation.calibration import CalibrationAnswer, find_calibration
from dashboard.model.world.compiled import Compiled
from dashboard.text import say, say_number

_PERCENT = 100.0
_LENGTH_MISS = 3.0  # percent: from here on a length is called a miss, the target of the median
_UNITS = {"days": "day", "length": "km", "cost": "USD"}
_COLUMNS = (
    "name", "error_pct", "reason",
    "published_low", "published_high", "unit", "model_low", "model", "model_high",
    "mode", "service", "date", "held_out_pct", "overlaps", "use", "claim", "doubt", "journey_id", "source_ids",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Parity:
    """Published and modelled figures of one measure."""

    question: CalibrationQuestion
    calibration: CalibrationAnswer = field(repr=False)
    rows: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return one row a journey that has both a published and a modelled figure.

        ``error_pct`` is signed; of days and cost it is 0 within a tenth of the published range. ``held_out_pct`` is the
        error with factors fitted to the other families of journeys. ``use`` is plain, circular or doubtful.
        """
        return self.rows

    def misses(self) -> pd.DataFrame:
        """Return the rows that miss, the farthest first."""
        error = self.rows["error_pct"].abs()
        missed = error.gt(_LENGTH_MISS) if self.question.compare == "length" else error.gt(0)
        rows = self.rows[missed]
        return rows.loc[rows["error_pct"].abs().sort_values(ascending=False, kind="stable").index].reset_index(
            drop=True
        )

    def sentence(self) -> str:
        """Return how many journeys miss, and whether the model is rather too quick or too slow."""
        plain = self.rows[self.rows["use"].eq("plain")]
        if plain.empty:
            return say("No journey has a published figure of this kind that is without doubt.")
        missed = self.misses()
        low = int((missed["use"].eq("plain") & missed["error_pct"].lt(0)).sum())
        high = int((missed["use"].eq("plain") & missed["error_pct"].gt(0)).sum())
        counts = {"met": len(plain) - low - high, "count": len(plain), "low": low, "high": high}
        if self.question.compare == "days":
            return say(
                "{met} of {count} published times are met; the model is too quick for {low} and too slow for {high}.",
                **counts,
            )
        if self.question.compare == "length":
            return say(
                "{met} of {count} published lengths are met within 3%; {low} are shorter, {high} longer in the model.",
                **counts,
            )
        return say(
            "{met} of {count} published costs are met; the model is cheaper for {low} and dearer for {high}.", **counts
        )

    def misses_sentence(self) -> str:
        """Return how many misses there are, doubtful ones apart."""
        missed = self.misses()
        if missed.empty:
            return say("No journey misses.")
        doubtful = int(missed["use"].ne("plain").sum())
        head = say_number(
            "{count} miss, with its likely reason",
            "{count} misses, the farthest first, each with its likely reason",
            len(missed),
        )
        if not doubtful:
            return f"{head}."
        doubt = say_number(
            "{count} of them rests on a doubtful figure", "{count} of them rest on doubtful figures", doubtful
        )
        return f"{head}; {doubt}."

    def subtitle(self) -> str:
        """Return what is compared, in which unit."""
        words = {
            "days": say(
                "Days of published journeys, lowest to highest published, against the model's low, central and high"
            ),
            "length": say("Kilometres of published journeys against the model's"),
            "cost": say(
                "USD of published journeys, by TEU, FEU, truck or tonne, against the model's low, central and high"
            ),
        }
        return say("{words}; network of the day of each journey", words=words[self.question.compare])

    def notes(self) -> tuple[str, ...]:
        """Return how errors are counted."""
        if self.question.compare == "length":
            return (
                say(
                    "Circular: the published length is itself the source of a link, so that meeting it proves nothing."
                ),
                say("Doubtful: the row itself says why the figure should not be trusted."),
            )
        return (
            say("No error within 0.9 of the lowest to 1.1 of the highest published figure."),
            say("Doubtful figures are drawn hollow and count for nothing."),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the journeys."""
        return self.calibration.source_ids

    def scores(self) -> pd.DataFrame:
        """Return each measure with its target, shares in percent: what it is, value, target, whether met, journeys."""
        rows = self.calibration.measures()
        scale = [1.0 if name.startswith("width") else _PERCENT for name in rows["measure"]]
        return pd.DataFrame(
            {
                "figure": rows["title"],
                "value": (rows["value"] * scale).round(2),
                "target": (rows["target"] * scale).round(2),
                "unit": ["" if name.startswith("width") else "%" for name in rows["measure"]],
                "at_least": rows["measure"].eq("overlap"),
                "met": rows["met"],
                "journeys": rows["journeys"],
            }
        )

    def scores_sentence(self) -> str:
        """Return how many targets are reached, and which not."""
        scores = self.scores().dropna(subset=["target"])
        missed = [str(name) for name in scores.loc[~scores["met"].astype(bool), "figure"]]
        head = say(
            "{met} of {count} targets of the calibration are reached.", met=len(scores) - len(missed), count=len(scores)
        )
        return f"{head} {say('Not reached: {names}.', names='; '.join(missed))}" if missed else head

    def classes(self) -> pd.DataFrame:
        """Return the errors by mode and class of service, in percent."""
        return _in_percent(self.calibration.by_class())

    def claims(self) -> pd.DataFrame:
        """Return the errors of the days by the sort of statement, in percent."""
        return _in_percent(self.calibration.by_claim())

    def groupings(self) -> pd.DataFrame:
        """Return the groupings of factors that were tried, with errors in sample and held out, in percent."""
        return _in_percent(self.calibration.candidates())


_SHARES = {
    "km_median": "length_median_pct",
    "days_median": "days_median_pct",
    "days_mean": "days_mean_pct",
    "overlap": "overlap_pct",
    "median": "median_pct",
    "mean": "mean_pct",
    "in_median": "in_sample_median_pct",
    "in_mean": "in_sample_mean_pct",
    "held_out_median": "held_out_median_pct",
    "held_out_mean": "held_out_mean_pct",
}


def _in_percent(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its shares as percentages, named so; other figures rounded."""
    columns = {}
    for name in frame.columns:
        if name in _SHARES:
            columns[_SHARES[name]] = (frame[name].astype(float) * _PERCENT).round(1)
        else:
            columns[str(name)] = frame[name].round(2) if frame[name].dtype == np.float64 else frame[name]
    return pd.DataFrame(columns)


def find_parity(compiled: Compiled, question: CalibrationQuestion) -> Parity:
    """Return the calibration by one measure; journeys are run through the model once a build of the data."""
    calibration = find_calibration(compiled)
    rows = [row for row in _rows(calibration.frame(), question.compare) if question.mode in {"", row["mode"]}]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    return Parity(question, calibration, frame)


_NAMES: Mapping[str, tuple[str, ...]] = {
    "days": (
        "days_min",
        "days_max",
        "model_days_low",
        "model_days",
        "model_days_high",
        "days_error",
        "days_use",
        "days_reason",
    ),
    "length": ("km", "km", "model_km", "model_km", "model_km", "km_error", "km_use", "km_reason"),
    "cost": (
        "cost_usd_min",
        "cost_usd_max",
        "model_cost_low",
        "model_cost",
        "model_cost_high",
        "cost_error",
        "cost_use",
        "",
    ),
}


def _rows(frame: pd.DataFrame, measure: str) -> Iterator[dict[str, object]]:
    """Yield the journeys that have both figures of a measure."""
    low, high, model_low, model, model_high, error, use, reason = _NAMES[measure]
    known = frame[frame[use].ne("none") & frame[model].notna() & frame[error].notna()]
    for row in records(known):
        unit = f"{_UNITS[measure]}/{row['cost_unit']}" if measure == "cost" else _UNITS[measure]
        yield {
            **{
                name: row.get(name)
                for name in ("name", "mode", "service", "date", "claim", "doubt", "journey_id", "source_ids")
            },
            "published_low": row[low],
            "published_high": row[high],
            "unit": unit,
            "model_low": _rounded(row[model_low]),
            "model": _rounded(row[model]),
            "model_high": _rounded(row[model_high]),
            "error_pct": _share(row[error]),
            "held_out_pct": _share(row["days_held_out_error"]) if measure == "days" else np.nan,
            "overlaps": row["overlaps"] if measure == "days" else None,
            "use": row[use],
            "reason": row[reason] if reason else "",
        }


def _rounded(value: object) -> float:
    return round(float(value), 1) if isinstance(value, int | float) else np.nan


def _share(value: object) -> float:
    """Return a share as percent."""
    return round(_PERCENT * float(value), 1) if isinstance(value, int | float) else np.nan
