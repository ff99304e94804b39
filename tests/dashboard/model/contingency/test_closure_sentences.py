"""A closure in words, in the small world and for made sums."""

import dataclasses
import datetime as dt

import pytest

from corridor_data.load import Frames
from dashboard.model.contingency.closure_sentences import Harm, find_detour, say_closure
from dashboard.model.contingency.closure_studies import Travel, travel_in
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario


@pytest.fixture(scope="module")
def travel(small: Frames) -> Travel:
    return travel_in(resolve_scenario(compile_network(small), Scenario(dt.date(2024, 6, 1))))


def said(travel: Travel, harm: Harm, *names: str) -> str:
    return say_closure(travel, tuple(travel.closables.index[name] for name in names), harm)[0]


def test_freight_is_said_to_move_to_where_it_goes_and_by_which_mode_it_has_no_way(travel: Travel) -> None:
    text = said(travel, Harm(2.0, 3.0, 300.0, 60.0), "EASTY-GAUGE")
    assert text == (
        "If Eastry–Gauge Break closes, 3 Mt a year move to the port of Quay North and the port of Quay South, "
        "2 Mt a year have no way by rail, and the mean journey of what moves grows by 4.2 days and USD 20 a tonne."
    )


def test_freight_that_only_loses_its_way_is_said_so_alone(travel: Travel) -> None:
    assert said(travel, Harm(2.0, 0.0, 0.0, 0.0), "EASTY-GAUGE").endswith("2 Mt a year have no way by rail.")


def test_the_larger_amount_is_told_first(travel: Travel) -> None:
    text = said(travel, Harm(4.0, 1.0, 10.0, 1.0), "EASTY-GAUGE")
    assert text.startswith("If Eastry–Gauge Break closes, 4 Mt a year have no way by rail, 1 Mt a year move to")


def test_two_things_close_together(travel: Travel) -> None:
    text = said(travel, Harm(5.0, 0.0, 0.0, 0.0), "EASTY-GAUGE", "QUAYN/port")
    assert text.startswith("If Eastry–Gauge Break and the port of Quay North close, 5 Mt a year have no way")


@pytest.mark.parametrize(
    ("hours", "usd", "words"),
    [
        (30.0, 6.0, "grows by 30 hours and USD 6 a tonne."),
        (30.0, -6.0, "grows by 30 hours, though it costs USD 6 a tonne less."),
        (-30.0, 6.0, "costs USD 6 a tonne more, though it takes 30 hours less."),
        (30.0, 0.0, "grows by 30 hours."),
        (0.0, 6.0, "costs USD 6 a tonne more."),
        (0.0, 0.0, "the journey of what moves hardly changes."),
    ],
)
def test_a_way_of_least_cost_may_be_quicker_and_dearer_and_the_reverse(
    travel: Travel, hours: float, usd: float, words: str
) -> None:
    text = said(travel, Harm(0.0, 2.0, 2 * hours, 2 * usd), "EASTY-GAUGE")
    assert text.startswith("If Eastry–Gauge Break closes, 2 Mt a year move to the port of Quay North and")
    assert text.endswith(words)


def test_a_port_that_is_published_to_carry_less_than_moves_there_is_named(travel: Travel) -> None:
    border = travel.closables.index["EASTY-GAUGE"]
    detour = find_detour(travel, tuple(travel.stopped_by((border,))))
    assert detour.share == 1.0
    assert detour.narrow == ()  # the port takes the 3 Mt a year that come
    more = dataclasses.replace(travel, shipments=dataclasses.replace(travel.shipments, mt=travel.shipments.mt * 2))
    narrow = find_detour(more, tuple(travel.stopped_by((border,)))).narrow
    assert narrow == ((travel.closables.index["QUAYN/port"], 3.0),)


def test_nothing_moved_has_no_detour(travel: Travel) -> None:
    assert find_detour(travel, ()) == ((), 0.0, ())
