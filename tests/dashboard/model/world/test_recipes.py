"""Recipes: arcs that look alike share one, and each is what a look-up for that arc alone would give."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_frames, load_tables
from dashboard.model.world.compiled import Act, Compiled, compile_network
from dashboard.model.world.parameters import NONE
from dashboard.model.world.recipes import Cook, How, Part, Recipe, _packed
from tests.made_worlds import made_frames

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))


def check_kinds(compiled: Compiled, service: str, conditions: tuple[str, ...], step: int = 1) -> None:
    """Check that the recipe of an arc's kind is the one that the arc would get if it were alone."""
    cook = Cook(compiled, service, conditions)
    kind, recipes = cook.kinds()
    for arc in range(0, compiled.arcs, step):
        assert recipes[kind[arc]] == cook._recipe(arc)


@pytest.mark.parametrize("service", ["ordinary", "block_train"])
@pytest.mark.parametrize("conditions", [(), ("winter",)])
def test_arcs_of_one_kind_have_one_recipe(service: str, conditions: tuple[str, ...]) -> None:
    check_kinds(SMALL, service, conditions)


def test_they_do_in_the_real_network() -> None:
    check_kinds(compile_network(load_frames()), "block_train", ("low_water", "winter"), step=5)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_they_do_in_networks_of_any_shape(seed: int) -> None:
    check_kinds(compile_network(made_frames(seed, 25, 70)), "ordinary", ())


@given(st.lists(st.tuples(*[st.integers(-1, 2**31 - 2)] * 5), min_size=1, max_size=30))
def test_rows_are_packed_into_equal_numbers_where_they_are_equal_and_nowhere_else(rows: list[tuple[int, ...]]) -> None:
    packed = _packed([np.array(column, np.int64) for column in zip(*rows, strict=True)])  # type: ignore[misc]
    for one, left in zip(rows, packed.tolist(), strict=True):
        for other, right in zip(rows, packed.tolist(), strict=True):
            assert (one == other) == (left == right)


def recipe_of(link: str, *, forward: bool = True, **asked: object) -> Recipe:
    chosen = (SMALL.link == SMALL.link_index[link]) & (SMALL.forward == forward) & (SMALL.act == Act.CARRY)
    options = {"service": "ordinary", "conditions": (), **asked}
    return Cook(SMALL, **options)._recipe(int(np.flatnonzero(chosen)[0]))  # type: ignore[arg-type]


def rows(recipe: Recipe, part: Part, unit: str = "hours") -> list[str]:
    return [SMALL.parameters.ids[amount.row] for amount in getattr(recipe, unit) if amount.part == part]


def test_half_of_a_link_across_a_border_lies_on_either_side() -> None:
    recipe = recipe_of("rail-north-cross")
    assert rows(recipe, Part.MOVING) == ["speed-rail-kaz", "speed-rail"]
    assert [amount.scale for amount in recipe.hours if amount.part == Part.MOVING] == [12, 12]
    assert rows(recipe, Part.BORDER) == ["border-rail", "border-rail"]


def test_a_border_with_a_row_of_its_own_takes_that_alone() -> None:
    assert rows(recipe_of("rail-gauge-easty"), Part.BORDER) == ["border-gauge-rail"]


def test_a_border_may_take_longer_one_way() -> None:
    assert rows(recipe_of("road-gauge-easty"), Part.BORDER) == ["border-gauge-road-out"]
    assert rows(recipe_of("road-gauge-easty", forward=False), Part.BORDER) == ["border-gauge-road-in"]


def test_ships_wait_for_their_headway_and_pay_no_border() -> None:
    ferry = recipe_of("sea-quayn-quays")
    assert rows(ferry, Part.SHIP_WAIT) == ["headway-ferry"]
    assert [amount.how for amount in ferry.hours if amount.part == Part.SHIP_WAIT] == [How.HEADWAY]
    assert rows(ferry, Part.BORDER) == rows(ferry, Part.BORDER, "usd") == []


def test_half_wires_mean_half_of_each_rate() -> None:
    kg = recipe_of("rail-easty-south").kg
    assert sum(amount.scale for amount in kg) == pytest.approx(1 / 1000)
    assert [amount.scale for amount in kg] == pytest.approx([0.5 / 1000, 0.5 / 1000])


def test_a_season_divides_the_speed_only_where_the_table_says_so() -> None:
    assert [amount.factor for amount in recipe_of("rail-north-cross", conditions=("winter",)).hours][:2] == [NONE, NONE]
    factors = {
        SMALL.parameters.ids[a.factor]
        for a in recipe_of("sea-quayn-quays", conditions=("winter",)).hours
        if a.factor != NONE
    }
    assert factors <= {"winter-sea"}


def test_no_block_train_is_known_where_only_ordinary_speeds_are() -> None:
    assert not recipe_of("rail-north-cross", service="block_train").fast
