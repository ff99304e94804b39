"""Hours added at borders and rates raised: what they are, what they do to the arcs, what is refused."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.world.bends import factors_of_rates, fault_of_rate, fault_of_slowed, hours_by_link, split_bend
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.network import MODES
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario, vectors_in
from tests.made_worlds import SMALL

FRAMES = load_tables(SMALL)
COMPILED = compile_network(FRAMES)
DAY = dt.date(2024, 7, 1)


def vectors(**bend: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    found = vectors_in(resolve_scenario(COMPILED, Scenario(DAY, **bend)), "ordinary")
    return found.hours, found.usd


def test_hours_are_added_where_land_links_cross_at_the_place_and_nowhere_else() -> None:
    before, after = vectors()[0], vectors(slowed=("EASTY=48",))[0]
    changed = {COMPILED.link_ids[n] for n in COMPILED.link[after - before > 1e-9]}
    assert changed == {"rail-gauge-easty", "road-gauge-easty"}
    np.testing.assert_allclose((after - before)[after - before > 1e-9], 48)


def test_hours_on_a_link_and_at_its_place_add_up() -> None:
    hours = hours_by_link(COMPILED, ("EASTY=48", "rail-gauge-easty=12"))
    assert hours[COMPILED.link_index["rail-gauge-easty"]] == 60
    assert hours[COMPILED.link_index["road-gauge-easty"]] == 48


def test_a_rate_of_a_mode_multiplies_its_carriage_and_leaves_hours_alone() -> None:
    (hours, usd), (slower, dearer) = vectors(), vectors(rates=("rail=1.5",))
    rail = COMPILED.mode == MODES.index("rail")
    np.testing.assert_allclose(dearer[rail], 1.5 * usd[rail])
    np.testing.assert_allclose(dearer[~rail], usd[~rail])
    np.testing.assert_array_equal(hours, slower)


def test_a_rate_of_a_country_holds_between_its_own_places_only() -> None:
    factors = factors_of_rates(COMPILED, ("rail-TKM=2",))
    changed = {COMPILED.link_ids[n] for n in COMPILED.link[factors != 1]}
    assert changed == {"rail-cross-gauge"}


def test_rates_multiply() -> None:
    factors = factors_of_rates(COMPILED, ("rail=2", "TKM=3"))
    link = COMPILED.link_index
    assert set(factors[COMPILED.link == link["rail-cross-gauge"]]) == {6.0}
    assert set(factors[COMPILED.link == link["road-cross-gauge"]]) == {3.0}


@given(st.floats(0.01, 99))
def test_rates_of_all_modes_multiply_all_carriage_alike(factor: float) -> None:
    factors = factors_of_rates(COMPILED, tuple(f"{mode}={factor!r}" for mode in MODES))
    np.testing.assert_allclose(factors[COMPILED.mode >= 0], factor)
    np.testing.assert_array_equal(factors[COMPILED.mode < 0], 1)


@pytest.mark.parametrize("text", ["EASTY=48", "rail-gauge-easty=0.5"])
def test_a_right_delay_has_no_fault(text: str) -> None:
    assert fault_of_slowed(FRAMES, text) == ""


@pytest.mark.parametrize(
    "text", ["", "EASTY", "EASTY=", "EASTY=nan", "EASTY=-3", "EASTY=1e9", "NOWHERE=5", "NORTH=5=x"]
)
def test_a_wrong_delay_is_told_in_one_sentence(text: str) -> None:
    assert fault_of_slowed(FRAMES, text).endswith(".")


@pytest.mark.parametrize("text", ["rail=1.2", "TKM=0.8", "road-IRN=2"])
def test_a_right_rate_has_no_fault(text: str) -> None:
    assert fault_of_rate(FRAMES, text) == ""


@pytest.mark.parametrize(
    "text", ["", "rail", "rail=0", "rail=inf", "=2", "-=2", "rail-=2", "-TKM=2", "XXX=2", "rail-XXX=2"]
)
def test_a_wrong_rate_is_told_in_one_sentence(text: str) -> None:
    assert fault_of_rate(FRAMES, text).endswith(".")


@given(st.text(max_size=30))
def test_any_text_is_split_or_refused_and_never_breaks(text: str) -> None:
    name, value = split_bend(text)
    assert isinstance(name, str)
    assert isinstance(value, float)
    fault_of_slowed(FRAMES, text)
    fault_of_rate(FRAMES, text)
