"""The calibration of the small world by hand, and of the real tables against what was promised."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.validation.calibration import TARGETS, CalibrationAnswer, find_calibration
from dashboard.model.validation.journey_rows import COLUMNS
from dashboard.model.world.compiled import compile_network


@pytest.fixture(scope="session")
def calibration(real: Frames) -> CalibrationAnswer:
    return find_calibration(compile_network(real))


def small_answer(small: Frames, **parameters: object) -> CalibrationAnswer:
    """Return the calibration of the small world, columns of `speed-rail` changed."""
    table = small.parameters.copy()
    for name, value in parameters.items():
        table.loc[table["parameter_id"] == "speed-rail", name] = value
    return find_calibration(compile_network(dataclasses.replace(small, parameters=table)))


def test_a_row_holds_what_was_published_beside_the_model(small: Frames) -> None:
    east = small_answer(small).frame().iloc[0]
    assert (east["km"], east["model_km"]) == (2450, 801 + 620 + 161 + 877)
    assert east["km_error"] == pytest.approx(9 / 2450)
    assert east["km_use"] == "plain"
    hours = (801 / 2 / 500 + (801 / 2 + 620 + 161 + 877) / 400) * 24 + 2 * 24 + 30 + 18 + 2 * 12
    assert east["model_days"] == pytest.approx(hours / 24)
    assert east["days_error"] == 0
    assert east["cost_error"] == pytest.approx((2459 * 0.03 + 2 * 3 + 2 * 3 + 4) / (90 * 0.9) - 1, abs=1)
    assert east["overlaps"]


def test_what_was_not_published_or_is_in_doubt_is_said(small: Frames) -> None:
    west = small_answer(small).frame().iloc[1]
    assert west["km_use"] == "none"
    assert math.isnan(west["km_error"])
    assert west["days_use"] == "plain"
    assert west["cost_use"] == "doubtful"
    assert west["best_case"]
    # 12 t a TEU in the small world: the cost of a tonne times twelve, in the unit of the publication.
    assert west["model_cost"] == pytest.approx(12 * small_answer(small).runs[1].usd_per_t[1])


def test_a_circular_length_counts_apart(small: Frames) -> None:
    journeys = small.journeys.copy()
    journeys["circular_km"] = pd.Series(["yes"] * len(journeys), dtype=journeys["circular_km"].dtype)
    answer = find_calibration(compile_network(dataclasses.replace(small, journeys=journeys)))
    assert answer.frame()["km_use"].tolist() == ["circular", "none"]
    assert math.isnan(answer.figures["km_median"])
    assert "Too few" in answer.sentence()


def test_the_table_is_stale_until_it_holds_what_the_fit_gives(small: Frames) -> None:
    group = {"fit_group": "rail_ordinary", "prior": 400.0, "low": 100.0, "high": 900.0}
    stale = small_answer(small, **group, value=800.0).stale()
    assert stale["parameter_id"].tolist() == ["speed-rail"]
    fitted = float(stale["fitted"].iloc[0])
    # Two journeys, both met before the fit: nothing pulls the factor away from one.
    assert fitted == 400
    assert small_answer(small, **group, value=fitted).stale().empty


def test_an_answer_without_a_fit_has_no_factors(small: Frames) -> None:
    answer = small_answer(small)
    assert answer.factors().empty
    assert answer.fitted().empty
    assert answer.measures()["value"].notna().sum() == len(TARGETS) + 2


def test_every_journey_has_one_row_and_says_why_it_was_not_run(calibration: CalibrationAnswer, real: Frames) -> None:
    frame = calibration.frame()
    assert tuple(frame.columns) == COLUMNS
    assert frame["journey_id"].tolist() == real.journeys["journey_id"].tolist()
    run = frame["problem"] == ""
    assert (run == frame["model_km"].notna()).all()
    assert len(calibration.left_out()) == (~run).sum()


def test_every_miss_has_a_reason(calibration: CalibrationAnswer) -> None:
    misses = calibration.misses()
    off = misses["days_error"].fillna(0).abs() > 0
    assert (misses.loc[off, "days_reason"] != "").all()
    frame = calibration.frame()
    assert (frame.loc[frame["days_error"].fillna(0) == 0, "days_reason"] == "").all()
    far = frame["km_error"].abs() > 0.03
    assert (frame.loc[far, "km_reason"] != "").all()


def test_the_measures_are_those_of_the_rows(calibration: CalibrationAnswer) -> None:
    frame = calibration.frame()
    days = [row for row in frame.to_dict("records") if row["days_use"] == "plain" and row["problem"] == ""]
    errors = []
    for row in days:
        low, high = 0.9 * row["days_min"], 1.1 * row["days_max"]
        value = row["model_days"]
        errors.append(0 if low <= value <= high else (low - value) / low if value < low else (value - high) / high)
    assert calibration.figures["days_median"] == pytest.approx(np.median(errors))
    assert calibration.figures["days_mean"] == pytest.approx(np.mean(errors))
    meet = [r["model_days_low"] <= r["days_max"] and r["model_days_high"] >= r["days_min"] for r in days]
    assert calibration.figures["overlap"] == pytest.approx(np.mean(meet))
    km = frame[frame["km_use"] == "plain"]
    assert calibration.figures["km_median"] == pytest.approx(((km["model_km"] - km["km"]) / km["km"]).abs().median())


def test_classes_and_claims_count_each_journey_once(calibration: CalibrationAnswer) -> None:
    measures = calibration.measures().set_index("measure")
    assert calibration.by_class()["days_journeys"].sum() == measures.loc["days_mean", "journeys"]
    assert calibration.by_class()["km_journeys"].sum() == measures.loc["km_median", "journeys"]
    assert calibration.by_claim()["journeys"].sum() == measures.loc["days_mean", "journeys"]


def test_the_table_holds_what_the_fit_gives(calibration: CalibrationAnswer) -> None:
    assert calibration.stale().empty, calibration.stale().to_string()


def test_no_factor_rests_on_a_single_family(calibration: CalibrationAnswer, real: Frames) -> None:
    factors = calibration.factors()
    assert (factors["families"] >= 3).all()
    assert (factors["journeys"] >= 5).all()
    rows = real.parameters[real.parameters["fit_group"].notna()]
    assert set(rows["fit_group"]) == set(factors["group"])
    assert (rows["basis"] == "calibrated").all()


def test_the_grouping_of_the_table_is_not_beaten_by_more_factors(calibration: CalibrationAnswer) -> None:
    rows = calibration.candidates().to_dict("records")
    (chosen,) = [row for row in rows if row["chosen"]]
    for row in rows:
        if row["factors"] > chosen["factors"] or row["factors"] == 0:
            assert row["held_out_mean"] >= chosen["held_out_mean"], row["grouping"]


@pytest.mark.parametrize("measure", sorted(TARGETS))
def test_the_target_is_reached(calibration: CalibrationAnswer, measure: str) -> None:
    found = calibration.measures().set_index("measure").loc[measure]
    assert found["met"], f"{measure} is {found['value']:.3f}, to reach {found['target']}"


def test_the_answer_says_what_it_compares_and_where_it_stands(calibration: CalibrationAnswer, real: Frames) -> None:
    assert "published" in calibration.sentence()
    assert str(len(real.journeys)) in calibration.subtitle()
    assert any("Held out" in note for note in calibration.notes())
    assert set(calibration.source_ids) <= set(real.sources["source_id"])
    assert calibration.source_ids == tuple(sorted(set(calibration.source_ids)))
