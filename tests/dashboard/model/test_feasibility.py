"""Pledges of the small world against its neck at the border."""

import datetime as dt
from pathlib import Path

import pytest

from corridor_data.load import load_tables
from dashboard.model.compiled import Compiled, compile_network
from dashboard.model.feasibility import PledgeAnswer, PledgeQuestion, find_feasibility
from dashboard.model.readings import UnknownPairError
from dashboard.model.scenario import Scenario
from dashboard.model.worlds import resolve_scenario

SMALL = Path(__file__).parents[2] / "small"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_network(load_tables(SMALL))


def answer(compiled: Compiled, scenario: dict[str, object] | None = None, **question: object) -> PledgeAnswer:
    world = resolve_scenario(compiled, Scenario(**{"date": dt.date(2024, 7, 1), **(scenario or {})}))  # type: ignore[arg-type]
    return find_feasibility(world, PledgeQuestion(**question))  # type: ignore[arg-type]


def test_every_standing_pledge_has_one_row_and_one_sentence(compiled: Compiled) -> None:
    frame = answer(compiled).frame()
    assert len(frame)
    assert frame["pledge_id"].is_unique
    assert all(text.endswith(".") for text in frame["sentence"])


def test_tonnes_are_dollars_over_dollars_a_tonne(compiled: Compiled) -> None:
    frame = answer(compiled).frame()
    told = frame[frame["usd_per_t"].notna()]
    assert (told["pledged"] / told["usd_per_t"] / 1e6).to_numpy() == pytest.approx(told["wanted"].to_numpy())
    assert (told["wanted_low"] <= told["wanted"]).all()
    assert (told["wanted"] <= told["wanted_high"]).all()


def test_a_pledge_in_money_without_a_unit_value_cannot_be_told_in_tonnes(compiled: Compiled) -> None:
    frame = answer(compiled).frame()
    blank = frame[frame["wanted"].isna()]
    assert (blank["fits_today"] == "not_measurable").all()


def test_announced_works_only_ever_add_room(compiled: Compiled) -> None:
    frame = answer(compiled, horizon=2028).frame().dropna(subset=["room_announced", "room_today"])
    assert (frame["room_announced"] >= frame["room_today"] - 1e-9).all()


def test_what_is_delayed_past_the_year_adds_no_room(compiled: Compiled) -> None:
    frame = answer(compiled, horizon=2028, delay=3).frame().dropna(subset=["room_announced", "room_delayed"])
    assert (frame["room_delayed"] <= frame["room_announced"] + 1e-9).all()


def test_a_closed_border_leaves_no_room_by_rail(compiled: Compiled) -> None:
    frame = answer(compiled, {"closed_links": ("rail-gauge-easty",)}).frame()
    assert set(frame.loc[frame["wanted"].notna(), "fits_today"]) <= {"no_way"}


def test_an_unknown_pair_is_refused_in_one_sentence(compiled: Compiled) -> None:
    with pytest.raises(UnknownPairError, match="IRN-XXX"):
        answer(compiled, pair="IRN-XXX")


def test_the_notes_say_that_it_is_no_forecast(compiled: Compiled) -> None:
    assert "not a forecast" in answer(compiled).notes()[0]
