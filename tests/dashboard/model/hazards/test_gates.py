"""Where a corridor can be shut, and how often and how long: against a count of days and scipy's gamma distribution."""

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from corridor_data.load import Frames, load_frames, load_tables
from dashboard.model.hazards.gates import FIRST_DAY, Gate, RateError, Rates, estimate_rates, list_gates
from dashboard.model.world.compiled import Act, Compiled, compile_network
from dashboard.model.world.events import list_events
from dashboard.model.world.scenario import last_known_day

FRAMES = load_tables(Path(__file__).parents[3] / "small")
SMALL = compile_network(FRAMES)
RAIL, ROAD = "EASTY-GAUGE/rail", "EASTY-GAUGE/road"


def with_events(*spans: tuple[dt.date, dt.date | None], place: str = "GAUGE", **cells: object) -> Compiled:
    """Return the small network with one closing event a span, on the border unless another place is named."""
    like = FRAMES.events.iloc[0].to_dict()
    rows = [
        {
            **like,
            "event_id": f"ev-{number:02}",
            "place_ids": place,
            "start": start.isoformat(),
            "end": end.isoformat() if end else pd.NA,
            "end_kind": "known" if end else "ongoing",
            **cells,
        }
        for number, (start, end) in enumerate(spans)
    ]
    # The rumour stays: its newest day is the last that is looked at.
    table = pd.concat([pd.DataFrame(rows).astype(FRAMES.events.dtypes), FRAMES.events.iloc[1:2]], ignore_index=True)
    return compile_network(dataclasses.replace(FRAMES, digest=f"events-{spans}-{place}-{cells}", events=table))


def row(rates: Rates, name: str) -> pd.Series:
    return rates.frame().set_index("gate").loc[name]


def test_gates_are_the_crossings_by_mode_the_ports_and_the_passages() -> None:
    gates = list_gates(SMALL)
    assert [gate.name for gate in gates.items] == ["CROSS-NORTH/rail", RAIL, ROAD, "QUAYN/port", "QUAYS/port"]
    assert {gate.kind for gate in list_gates(compile_network(load_frames())).items} == {"crossing", "port", "passage"}


@pytest.mark.parametrize("frames", [FRAMES, load_frames()], ids=["small", "real"])
def test_the_gates_of_an_arc_are_those_that_hold_its_link_or_one_of_its_places(frames: Frames) -> None:
    compiled = compile_network(frames)
    gates = list_gates(compiled)
    for arc in range(0, compiled.arcs, 7):
        ends = {int(compiled.state_place[compiled.tail[arc]]), int(compiled.state_place[compiled.head[arc]])}
        link = int(compiled.link[arc])
        expected = [n for n, gate in enumerate(gates.items) if link in gate.links or ends & set(gate.places)]
        assert sorted(int(n) for n in gates.of_arc[arc] if n >= 0) == expected


def test_handling_is_shut_by_no_crossing() -> None:
    gates = list_gates(SMALL)
    assert (gates.of_arc[SMALL.act != Act.CARRY] == -1).all()


DAYS = st.dates(dt.date(2017, 1, 1), dt.date(2024, 12, 31))
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 500)), min_size=1, max_size=7)


@settings(max_examples=40, deadline=None)
@given(SPANS, st.booleans())
def test_closures_are_the_runs_of_days_on_which_some_event_shuts_the_gate(
    spans: list[tuple[dt.date, int]], ongoing: bool
) -> None:
    events = [(start, start + dt.timedelta(days=days)) for start, days in spans]
    compiled = with_events(*events[:-1], (events[-1][0], None if ongoing else events[-1][1]))
    last = last_known_day(compiled.frames)
    ends = [*(end for _, end in events[:-1]), last if ongoing else events[-1][1]]
    looked_at = [FIRST_DAY + dt.timedelta(days=n) for n in range((last - FIRST_DAY).days + 1)]
    shut = [any(start <= day <= end for (start, _), end in zip(events, ends, strict=True)) for day in looked_at]
    runs = [n for n, now in enumerate(shut) if now and (n == 0 or not shut[n - 1])]
    found = row(estimate_rates(compiled), RAIL)
    assert found["closures"] == len(runs)
    if runs:
        assert found["mean_days"] * len(runs) == pytest.approx(sum(shut))
    behind = [n for n, ((start, _), end) in enumerate(zip(events, ends, strict=True)) if end >= FIRST_DAY]
    assert found["event_ids"] == ";".join(f"ev-{n:02}" for n in behind)


def test_an_event_that_goes_on_where_another_ended_is_the_same_closure() -> None:
    days = dt.date(2021, 3, 1), dt.date(2021, 3, 31), dt.date(2021, 4, 1), dt.date(2021, 4, 10)
    found = row(estimate_rates(with_events(days[:2], days[2:])), RAIL)
    assert (found["closures"], found["mean_days"]) == (1, 41)


def test_an_event_that_shuts_only_another_mode_or_drives_nothing_does_not_count() -> None:
    spans = [(dt.date(2021, 1, 1), dt.date(2021, 2, 1))]
    by_road = estimate_rates(with_events(*spans, modes="road"))
    assert (row(by_road, RAIL)["closures"], row(by_road, ROAD)["closures"]) == (0, 1)
    weak = estimate_rates(with_events(*spans, drives_default="no"))
    assert weak.counts.sum() == 0
    slow = estimate_rates(with_events(*spans, severity="slowed"))
    assert slow.counts.sum() == 0


def test_a_port_that_an_event_stops_is_shut_at_its_own_end_only() -> None:
    cells = {"subject_kind": "port", "link_ids": pd.NA, "modes": "sea"}
    rates = estimate_rates(with_events((dt.date(2021, 1, 1), dt.date(2021, 1, 10)), place="QUAYS", **cells))
    assert row(rates, "QUAYS/port")["closures"] == 1
    assert row(rates, "QUAYS/port")["mean_days"] == 10


def test_rates_are_the_posterior_of_a_gamma_prior_by_the_method_of_moments() -> None:
    rates = estimate_rates(SMALL)
    counts, kinds = rates.counts, [gate.kind for gate in rates.gates.items]
    assert counts.tolist() == [0, 1, 1, 0, 0]
    pooled = {"crossing": 2 / 3, "port": 0.5 / 2}
    mean = np.array([pooled[kind] for kind in kinds])
    beyond = float(((counts - mean) ** 2 - mean).sum())
    shape = np.clip((mean**2).sum() / beyond, 0.1, 10) if beyond > 0 else 10.0
    years = (dt.date(2025, 1, 12) - FIRST_DAY).days / 365.25
    posterior = gamma(counts + shape, scale=1 / (years + shape * years / mean))
    assert rates.years == pytest.approx(years)
    assert rates.per_year == pytest.approx(posterior.mean())
    assert rates.low == pytest.approx(posterior.ppf(0.05))
    assert rates.high == pytest.approx(posterior.ppf(0.95))


def test_a_gate_without_a_closure_has_a_rate_and_one_with_more_has_a_higher_one() -> None:
    spans = [(dt.date(year, 3, 1), dt.date(year, 4, 1)) for year in range(2019, 2025)]
    table = estimate_rates(with_events(*spans, modes="rail")).frame().set_index("gate")
    assert table.loc["CROSS-NORTH/rail", "closures_per_year"] > 0
    assert table.loc[RAIL, "closures_per_year"] > table.loc[ROAD, "closures_per_year"]
    assert (table["low"] < table["closures_per_year"]).all()
    assert (table["closures_per_year"] < table["high"]).all()


def test_lengths_are_a_gates_own_from_three_closures_on_else_those_of_its_kind() -> None:
    lengths = (5, 10, 30)
    spans = [(dt.date(2020 + n, 1, 1), dt.date(2020 + n, 1, days)) for n, days in enumerate(lengths)]
    rates = estimate_rates(with_events(*spans, modes="rail"))
    assert row(rates, RAIL)["lengths_of"] == "own"
    assert sorted(rates.lengths[rates.gates.index[RAIL]].tolist()) == list(lengths)
    assert row(rates, "CROSS-NORTH/rail")["lengths_of"] == "kind"
    assert row(rates, "CROSS-NORTH/rail")["mean_days"] == 15
    two = estimate_rates(with_events(*spans[:2], modes="rail"))
    assert row(two, RAIL)["lengths_of"] == "kind"


def test_without_any_closure_a_length_is_a_day() -> None:
    none = estimate_rates(with_events((dt.date(2017, 1, 1), dt.date(2017, 2, 1))))
    assert none.counts.sum() == 0
    assert set(none.frame()["mean_days"]) == {1.0}
    assert set(none.frame()["event_ids"]) == {""}


def test_a_reader_sets_rate_and_length_of_one_gate_and_of_no_other() -> None:
    before, after = estimate_rates(SMALL), estimate_rates(SMALL, (f"{RAIL}=0.5/30", f"{ROAD}=2"))
    assert row(after, RAIL)[["closures_per_year", "low", "high", "mean_days", "lengths_of"]].tolist() == [
        0.5, 0.5, 0.5, 30, "reader",
    ]  # fmt: skip
    assert row(after, ROAD)["mean_days"] == row(before, ROAD)["mean_days"]
    others = [name for name in before.frame()["gate"] if name not in {RAIL, ROAD}]
    pd.testing.assert_frame_equal(
        before.frame().set_index("gate").loc[others], after.frame().set_index("gate").loc[others]
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MOON/rail=1", "“MOON/rail” is not a gate"),
        ("", "“” is not a gate"),
        (RAIL, f"“{RAIL}” is not a gate"),
        (f"{RAIL}=", "is not a rate"),
        (f"{RAIL}=often", "is not a rate"),
        (f"{RAIL}=nan", "is not a rate"),
        (f"{RAIL}=-1", "is not a rate"),
        (f"{RAIL}=51", "is not a rate"),
        (f"{RAIL}=1/0", "is not a rate"),
        (f"{RAIL}=1/366", "is not a rate"),
        (f"{RAIL}=1/nan", "is not a rate"),
        (f"{RAIL}=1/2/3", "is not a rate"),
    ],
)
def test_a_rate_that_cannot_be_used_gets_one_sentence(text: str, message: str) -> None:
    with pytest.raises(RateError) as caught:
        estimate_rates(SMALL, (text,))
    assert message in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_planned_crossing_is_not_shut_by_what_shuts_its_neighbours() -> None:
    links = FRAMES.links.copy()
    links.loc[links["link_id"].eq("road-gauge-easty"), "status"] = "planned"
    compiled = compile_network(dataclasses.replace(FRAMES, digest="planned-road", links=links))
    rates = estimate_rates(compiled)
    assert (row(rates, RAIL)["closures"], row(rates, ROAD)["closures"]) == (1, 0)


def test_the_events_behind_the_real_closures_close_and_drive() -> None:
    compiled = compile_network(load_frames())
    known = {event.event_id: event for event in list_events(compiled)}
    rates = estimate_rates(compiled)
    assert any(isinstance(gate, Gate) and ids for gate, ids in zip(rates.gates.items, rates.event_ids, strict=True))
    for ids in rates.event_ids:
        assert all(known[name].drives and known[name].severity == "closed" for name in ids)
