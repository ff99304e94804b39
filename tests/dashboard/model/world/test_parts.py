"""What arcs are made of: amounts by arc in low, central and high, worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from corridor_data.load import load_frames, load_tables
from dashboard.model.world.compiled import Act, compile_network
from dashboard.model.world.parts import Part, PartTable, parts_of

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))
REAL = compile_network(load_frames())


def arc_of(link: str, *, forward: bool = True) -> int:
    return int(np.flatnonzero((SMALL.link == SMALL.link_index[link]) & (SMALL.forward == forward))[0])


def amounts(table: PartTable, arc: int, part: Part) -> list[float]:
    here = slice(table.indptr[arc], table.indptr[arc + 1])
    chosen = table.part[here] == part
    return table.amount[here][chosen].sum(axis=0).tolist()


def test_the_hours_of_a_railway_are_its_kilometres_over_the_speed_low_speed_making_high_hours() -> None:
    hours = parts_of(SMALL, "ordinary").hours
    speeds = SMALL.frames.parameters.set_index("parameter_id").loc["speed-rail", ["high", "value", "low"]].astype(float)
    assert amounts(hours, arc_of("rail-cross-gauge"), Part.MOVING) == pytest.approx((620 / speeds * 24).tolist())


def test_a_border_with_a_figure_of_its_own_takes_it() -> None:
    assert amounts(parts_of(SMALL, "ordinary").hours, arc_of("rail-gauge-easty"), Part.BORDER) == [20, 30, 40]


def test_a_ferry_every_four_days_is_waited_for_two_days_at_most_four_at_least_none() -> None:
    assert amounts(parts_of(SMALL, "ordinary").hours, arc_of("sea-quayn-quays"), Part.SHIP_WAIT) == [0, 48, 120]


def test_dollars_and_kilograms_follow_from_the_kilometres() -> None:
    parts = parts_of(SMALL, "ordinary")
    assert amounts(parts.usd, arc_of("rail-cross-gauge"), Part.MOVING) == pytest.approx([12.4, 18.6, 24.8])
    assert amounts(parts.kg, arc_of("road-cross-gauge"), Part.MOVING) == pytest.approx(
        [594 * r / 1000 for r in (60, 75, 95)]
    )


@pytest.mark.parametrize("compiled", [SMALL, REAL], ids=["small", "real"])
@pytest.mark.parametrize("service", ["ordinary", "block_train"])
def test_amounts_are_sorted_by_arc_never_negative_and_in_order(compiled: object, service: str) -> None:
    parts = parts_of(compiled, service)  # type: ignore[arg-type]
    for table in (parts.hours, parts.usd, parts.kg):
        assert (np.diff(table.arc) >= 0).all()
        assert (np.diff(table.indptr) == np.bincount(table.arc, minlength=compiled.arcs)).all()  # type: ignore[attr-defined]
        assert np.isfinite(table.amount).all()
        assert (table.amount >= 0).all()
        assert (table.amount[:, 0] <= table.amount[:, 1] + 1e-9).all()
        assert (table.amount[:, 1] <= table.amount[:, 2] + 1e-9).all()


def test_the_central_sum_of_an_arc_is_that_of_its_amounts() -> None:
    for table in (parts_of(REAL, "ordinary").hours, parts_of(REAL, "ordinary").usd):
        central = table.central()
        for arc in range(0, REAL.arcs, 11):
            assert central[arc] == pytest.approx(table.amount[table.indptr[arc] : table.indptr[arc + 1], 1].sum())


def test_every_arc_that_carries_takes_time_and_money() -> None:
    parts = parts_of(REAL, "ordinary")
    carries = REAL.act == Act.CARRY
    assert (parts.hours.central()[carries] > 0).all()
    assert (parts.usd.central()[carries] > 0).all()


def test_the_same_question_is_answered_once_and_closed_to_writing() -> None:
    parts = parts_of(SMALL, "ordinary")
    assert parts_of(SMALL, "ordinary") is parts
    with pytest.raises(ValueError, match="read-only"):
        parts.hours.amount[0, 0] = 1.0
