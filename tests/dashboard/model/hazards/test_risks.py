"""What simulated years do to freight: spreads, gates, rates, and the words for them."""

import datetime as dt

import numpy as np
import pytest

from corridor_data.load import Frames
from dashboard.model.flow.shipments import list_shipments, take_ways
from dashboard.model.hazards.engines import StoppedError
from dashboard.model.hazards.gates import RateError
from dashboard.model.hazards.risks import (
    RiskAnswer,
    RiskQuestion,
    RiskQuestionError,
    find_risks,
    find_risks_in_state,
    members_of_corridors,
    worst_mean,
)
from dashboard.model.hazards.sweeps import MEASURES, Measure
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import Scenario, last_known_day
from dashboard.model.world.states import StateQuestion
from dashboard.model.world.worlds import resolve_scenario


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def real_network(real: Frames) -> Compiled:
    return compile_network(real)


def risks(compiled: Compiled, day: dt.date = dt.date(2024, 7, 1), **question: object) -> RiskAnswer:
    asked = {"draws": 400, **question}
    return find_risks(resolve_scenario(compiled, Scenario(day)), RiskQuestion(**asked))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(real_network: Compiled, real: Frames) -> RiskAnswer:
    return risks(real_network, last_known_day(real), draws=500)


def test_the_spread_has_a_row_for_all_freight_each_corridor_and_each_pair(compiled: Compiled) -> None:
    frame = risks(compiled).frame()
    assert len(frame[frame["scope"].eq("all")]) == len(MEASURES)
    assert set(frame.loc[frame["scope"].eq("pair"), "name"]) == {"dm-grain", "dm-steel"}
    assert set(frame.loc[frame["scope"].eq("corridor"), "name"]) == {"small-east"}


def test_the_whole_is_the_sum_of_the_pairs(found: RiskAnswer) -> None:
    frame = found.frame()
    for measure in ("hours", "cost", "generalised"):
        rows = frame[frame["measure"].eq(measure)]
        pairs = rows[rows["scope"].eq("pair")]
        whole = rows[rows["scope"].eq("all")].iloc[0]
        assert (pairs["mean"] * pairs["mt_per_year"]).sum() == pytest.approx(whole["mean"] * whole["mt_per_year"])
    unserved = frame[frame["measure"].eq("unserved")]
    assert unserved.loc[unserved["scope"].eq("pair"), "mean"].sum() == pytest.approx(
        unserved.loc[unserved["scope"].eq("all"), "mean"].iloc[0], abs=1e-12
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_spreads_are_in_order(found: RiskAnswer, measure: Measure) -> None:
    for scope in ("corridor", "pair"):
        rows = found.spread_of(measure, scope)
        assert (rows["p05"] <= rows["p50"] + 1e-12).all()
        assert (rows["p50"] <= rows["p95"] + 1e-12).all()
        assert (rows["p95"] <= rows["worst_twentieth"] + 1e-9).all()
        assert (rows["mean"] <= rows["worst_twentieth"] + 1e-9).all()
        assert rows["years_touched_pct"].between(0, 100).all()


def test_the_worst_mean_is_that_of_the_greatest_twentieth() -> None:
    values = np.random.default_rng(1).permutation(np.arange(200.0))
    assert worst_mean(values) == np.arange(190, 200).mean()
    assert worst_mean(np.array([3.0, 7.0])) == 7.0


def test_gates_are_ordered_by_the_measure_asked_for(real_network: Compiled, real: Frames) -> None:
    for worst_by in MEASURES:
        answer = risks(real_network, last_known_day(real), draws=100, worst_by=worst_by)
        assert answer.gates()[answer.saved_column()].is_monotonic_decreasing


def test_a_year_costs_what_its_row_says(found: RiskAnswer) -> None:
    years = found.years()
    total = found.spread.by_year.sum(axis=0)
    np.testing.assert_allclose(years["million_usd_with_time"], total[:, 3])
    assert years["worst_twentieth"].sum() == 25


def test_a_rate_set_by_the_reader_counts_and_is_named(compiled: Compiled) -> None:
    calm = risks(compiled, rates=tuple(f"{gate}=0" for gate in risks(compiled).closure_rates()["gate"]))
    assert calm.sentence() == (
        "In an average year closures would cost present freight USD 0, in the worst twentieth of years USD 0. "
        "No closure of a single gate changes anything."
    )
    often = risks(compiled, rates=("EASTY-GAUGE/rail=6/30",))
    rates = often.closure_rates().set_index("gate")
    assert (rates.loc["EASTY-GAUGE/rail", "closures_per_year"], rates.loc["EASTY-GAUGE/rail", "mean_days"]) == (6, 30)
    assert "Rates set by the reader: " in often.rates_notes()[-1]
    assert often.frame()["mean"].max() > risks(compiled).frame()["mean"].max()


def test_the_small_sample_is_told_with_its_counts(compiled: Compiled) -> None:
    answer = risks(compiled)
    assert answer.rates_sentence() == ("The rates rest on 2 closures in 6 years; 3 of 5 gates have none on record.")
    assert answer.rates_notes()[0].startswith("A small sample: 2 closures at 2 of 5 gates since 2019.")


def test_a_corridor_has_the_freight_that_runs_half_its_way_on_it(compiled: Compiled) -> None:
    world = resolve_scenario(compiled, Scenario(dt.date(2024, 7, 1)))
    shipments = list_shipments(compiled)
    members = members_of_corridors(world, shipments, "generalised")
    taken = take_ways(world, shipments, "generalised")
    east = {"rail-north-cross", "rail-cross-gauge", "rail-gauge-easty", "rail-easty-south"}
    for number, way in enumerate(taken.ways):
        on_it = sum(compiled.length_km[arc] for arc in way if compiled.link_ids[compiled.link[arc]] in east)
        assert (number in members["small-east"]) == (on_it >= 0.5 * compiled.length_km[way].sum())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"draws": 0}, "Ask for 1 to 100,000 years, not for 0."),
        ({"draws": 100_001}, "Ask for 1 to 100,000 years, not for 100001."),
        ({"seed": -1}, "A seed is a whole number from 0 up, not -1."),
        ({"worst_by": "mood"}, "“mood” is not a measure."),
    ],
)
def test_a_question_without_sense_is_refused_in_one_sentence(
    compiled: Compiled, question: dict[str, object], words: str
) -> None:
    with pytest.raises(RiskQuestionError) as caught:
        risks(compiled, **question)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize(
    "rate", ["", "EASTY=1", "EASTY-GAUGE/rail=often", "EASTY-GAUGE/rail=1/0", "EASTY-GAUGE/rail=99"]
)
def test_a_rate_that_cannot_be_read_is_refused_in_one_sentence(compiled: Compiled, rate: str) -> None:
    with pytest.raises(RateError) as caught:
        risks(compiled, rates=(rate,))
    assert str(caught.value).endswith(".")


def test_a_page_hears_of_every_part_and_may_stop(compiled: Compiled) -> None:
    told: list[tuple[int, int]] = []
    asked = (RiskQuestion(draws=50), StateQuestion(date=dt.date(2024, 7, 1)))
    answer = find_risks_in_state(compiled, asked, lambda done, count: bool(told.append((done, count)) or True))
    assert told == [(1, 1)]
    assert answer.sentence() == risks(compiled, draws=50).sentence()
    with pytest.raises(StoppedError):
        find_risks_in_state(compiled, asked, lambda done, count: False)


def test_every_sentence_of_the_real_world_is_whole(found: RiskAnswer) -> None:
    told = [found.sentence(), found.subtitle(), found.gates_sentence(), found.rates_sentence(), found.rates_subtitle()]
    for measure in MEASURES:
        told += [found.spread_sentence(measure), found.pairs_sentence(measure), found.spread_subtitle(measure)]
    assert all("nan" not in words and "{" not in words for words in [*told, *found.notes(), *found.rates_notes()])
    assert found.source_ids
