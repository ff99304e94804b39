"""Spreads and gates in words."""

import pandas as pd

from dashboard.model.hazards.risk_sentences import (
    describe_gates,
    describe_pairs,
    describe_spread,
    measure_words,
    unit_words,
)
from dashboard.model.hazards.sweeps import MEASURES


def spread(*rows: tuple[str, float, float]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["freight", "mean", "worst_twentieth"])
    return found.assign(scope="corridor", name=found["freight"])


def test_one_corridor_may_be_worst_in_average_and_bad_years() -> None:
    rows = spread(("Northern route", 2.5, 18), ("Southern route", 1, 9))
    assert describe_spread(rows, "cost") == (
        "Closures cost most on the Northern route: USD 2.5 a tonne in an average year, USD 18 a tonne in the worst "
        "twentieth of years."
    )


def test_another_may_be_worst_in_bad_years() -> None:
    rows = spread(("Northern route", 2.5, 9), ("Southern route", 1, 80))
    assert describe_spread(rows, "hours") == (
        "Closures delay freight most on the Northern route in an average year, 2.5 hours; in the worst twentieth of "
        "years on the Southern route, 3.3 days."
    )


def test_tonnes_without_a_way_are_told_in_tonnes() -> None:
    assert describe_spread(spread(("Northern route", 0.03, 0.2)), "unserved") == (
        "Closures leave most freight without a way on the Northern route: 30 kt in an average year, 200 kt in the "
        "worst twentieth of years."
    )
    assert describe_spread(spread(("Northern route", 0, 0)), "unserved") == (
        "Closures leave hardly any freight without a way."
    )


def test_of_pairs_the_one_that_suffers_most_is_named() -> None:
    assert describe_pairs(spread(("A to B, grain", 3, 20), ("B to A, steel", 1, 2)), "cost") == (
        "Of single pairs, A to B, grain suffers most: USD 3 a tonne in an average year."
    )
    assert describe_pairs(spread(("A to B, grain", 0, 0)), "cost") == "Closures take hardly anything from freight."


def test_the_gate_that_matters_most_is_told_with_what_it_would_save() -> None:
    gates = pd.DataFrame(
        {
            "gate": ["a", "b"],
            "title": ["Sarakhs, railway", "Suez"],
            "saved_x": [40.0, 1.0],
            "worst_saved_x": [90.0, 600.0],
        }
    )
    assert describe_gates(gates, "saved_x", "cost") == (
        "The gate that matters most is Sarakhs, railway: if it never shut, freight would save USD 40m a year on "
        "average. In the worst twentieth of years it is Suez: USD 600m."
    )
    assert describe_gates(gates.head(1), "saved_x", "hours").endswith(
        "40 million tonne-hours a year on average and 90 million tonne-hours in the worst twentieth of years."
    )
    assert describe_gates(gates.head(0), "saved_x", "cost") == "No closure of a single gate changes anything."


def test_every_measure_has_words_and_a_unit() -> None:
    assert set(measure_words()) == set(MEASURES)
    assert all(unit_words(measure) for measure in MEASURES)
