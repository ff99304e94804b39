"""Published beside modelled, journey by journey: which miss, by how much and why."""

import dataclasses
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.questions import CalibrationQuestion
from dashboard.model.validation.parities import Parity, find_parity
from dashboard.model.world.compiled import compile_network

FRAMES = load_tables(Path(__file__).parents[3] / "small")
MEASURES = ("days", "length", "cost")


def parity(compare: str, mode: str = "", **cells: dict[str, object]) -> Parity:
    """Return the calibration of the small world with cells of its journeys replaced, by journey and column."""
    table = FRAMES.journeys.copy()
    for journey, changes in cells.items():
        for column, value in changes.items():
            table.loc[table["journey_id"].eq(journey.replace("_", "-")), column] = value
    frames = dataclasses.replace(FRAMES, digest=f"journeys-{cells}", journeys=table) if cells else FRAMES
    question = CalibrationQuestion(compare=compare, mode=mode)  # type: ignore[arg-type]
    return find_parity(compile_network(frames), question)


def test_days_that_lie_within_what_was_published_are_met() -> None:
    found = parity("days")
    assert found.frame()["error_pct"].tolist() == [0, 0]
    assert found.frame()["overlaps"].tolist() == [True, True]
    assert found.sentence() == ("2 of 2 published times are met; the model is too quick for 0 and too slow for 0.")
    assert (found.misses().empty, found.misses_sentence()) == (True, "No journey misses.")


def test_a_model_that_is_too_slow_misses_with_a_sign_and_a_reason() -> None:
    found = parity("days", jn_east={"days_min": 3.0, "days_max": 5.0})
    missed = found.misses().iloc[0]
    model = missed["model"]
    assert missed["error_pct"] == pytest.approx(100 * (model / 5.5 - 1), abs=1)
    assert missed["reason"]
    assert "too quick for 0 and too slow for 1" in found.sentence()
    assert found.misses_sentence() == "1 miss, with its likely reason."


def test_a_model_that_is_too_quick_misses_with_a_minus() -> None:
    found = parity("days", jn_east={"days_min": 30.0, "days_max": 40.0})
    assert found.misses()["error_pct"].iloc[0] == pytest.approx(
        100 * (found.misses()["model"].iloc[0] / 27 - 1), abs=0.5
    )
    assert "too quick for 1 and too slow for 0" in found.sentence()


def test_misses_come_the_farthest_first_whatever_their_sign() -> None:
    found = parity("days", jn_east={"days_min": 30.0, "days_max": 40.0}, jn_west={"days_min": 12.0, "days_max": 12.5})
    assert found.misses()["journey_id"].tolist() == ["jn-east", "jn-west"]
    errors = found.misses()["error_pct"].abs()
    assert errors.is_monotonic_decreasing


def test_lengths_miss_from_three_percent_on() -> None:
    assert parity("length").misses().empty
    assert parity("length", jn_east={"km": 2459 / 1.029}).misses().empty
    found = parity("length", jn_east={"km": 2459 / 1.031})
    assert found.misses()["error_pct"].tolist() == [3.1]
    assert found.sentence() == ("0 of 1 published lengths are met within 3%; 0 are shorter, 1 longer in the model.")
    assert found.frame()["held_out_pct"].isna().all()


def test_costs_are_compared_in_the_unit_published() -> None:
    rows = parity("cost").frame().set_index("journey_id")
    assert rows["unit"].to_dict() == {"jn-east": "USD/t", "jn-west": "USD/TEU"}
    assert (rows["model_low"] < rows["model"]).all()
    assert (rows["model"] < rows["model_high"]).all()


def test_doubtful_figures_are_shown_and_count_for_nothing() -> None:
    found = parity("cost", jn_west={"cost_usd_min": 1.0, "cost_usd_max": 2.0})
    assert found.frame().set_index("journey_id")["use"].to_dict() == {"jn-east": "plain", "jn-west": "doubtful"}
    assert found.sentence().startswith("1 of 1 published costs are met")
    assert found.misses_sentence() == "1 miss, with its likely reason; 1 of them rests on a doubtful figure."


def test_a_mode_narrows_the_rows_and_nothing_else() -> None:
    everything, rail = parity("days"), parity("days", "rail")
    assert rail.frame()["journey_id"].tolist() == ["jn-east"]
    assert rail.scores().equals(everything.scores())
    none = parity("days", "road")
    assert none.frame().empty
    assert none.sentence() == "No journey has a published figure of this kind that is without doubt."


def test_a_journey_without_a_published_figure_is_left_out() -> None:
    assert parity("length").frame()["journey_id"].tolist() == ["jn-east"]


@pytest.mark.parametrize("compare", MEASURES)
def test_every_measure_says_what_it_compares_and_how(compare: str) -> None:
    found = parity(compare)
    assert found.subtitle().endswith("network of the day of each journey")
    assert len(found.notes()) == 2
    assert set(found.source_ids) >= set(";".join(found.frame()["source_ids"]).split(";"))


def test_scores_are_percentages_but_for_the_width() -> None:
    scores = parity("days").scores().set_index("figure")
    measures = parity("days").calibration.measures().set_index("title")
    for name, row in scores.iterrows():
        scale = 1 if row["unit"] == "" else 100
        assert row["value"] == pytest.approx(scale * measures.loc[name, "value"], abs=0.005)
    assert (scores["unit"] == "").sum() == 1
    assert scores["at_least"].sum() == 1


def test_targets_that_are_not_reached_are_named() -> None:
    assert parity("days").scores_sentence() == "6 of 6 targets of the calibration are reached."
    missed = parity("length", jn_east={"km": 2459 / 1.2}).scores_sentence()
    assert missed.startswith("4 of 6 targets of the calibration are reached. Not reached: Length, median error;")


def test_errors_by_class_claim_and_grouping_are_percentages() -> None:
    found = parity("days", jn_east={"days_min": 3.0, "days_max": 5.0})
    classes, claims = found.classes(), found.claims()
    raw = found.calibration.by_class()
    assert classes["days_mean_pct"].tolist() == pytest.approx((raw["days_mean"] * 100).round(1).tolist())
    assert classes["days_mean_pct"].max() > 1
    assert {"median_pct", "mean_pct", "overlap_pct"} <= set(claims.columns)
    assert {"in_sample_mean_pct", "held_out_mean_pct"} <= set(found.groupings().columns)
    assert found.groupings()["chosen"].sum() == 1
