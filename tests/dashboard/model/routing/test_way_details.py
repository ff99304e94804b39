"""How errors of single parameters become the range of a way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.routing.way_details import combined_span

TERMS = st.lists(
    st.tuples(st.floats(0, 50), st.floats(0, 50), st.floats(0, 50), st.integers(0, 4)), min_size=1, max_size=12
)


def arrays(terms: list[tuple[float, float, float, int]]) -> tuple[np.ndarray, np.ndarray]:
    amounts = np.array([(50 - below + 0.0, 50.0, 50 + above) for _, below, above, _ in terms])
    return amounts, np.array([row for *_, row in terms], np.int32)


@given(TERMS)
def test_a_range_lies_between_independent_errors_and_all_low_or_all_high_together(terms) -> None:
    amounts, rows = arrays(terms)
    together, apart, chosen = (
        combined_span(amounts, rows, *((shared,) if shared else ())) for shared in ((1, 1), (0, 0), None)
    )
    assert together == pytest.approx(tuple(amounts.sum(axis=0)))
    assert together[0] - 1e-9 <= chosen[0] <= apart[0] + 1e-9 <= chosen[1] + 2e-9
    assert chosen[1] - 1e-9 <= apart[2] <= chosen[2] + 1e-9 <= together[2] + 2e-9


@given(TERMS)
def test_terms_of_one_parameter_err_together_whatever_is_chosen_for_two(terms) -> None:
    amounts, rows = arrays(terms)
    assert combined_span(amounts, np.zeros_like(rows)) == pytest.approx(tuple(amounts.sum(axis=0)))


def test_two_independent_parameters_add_in_quadrature() -> None:
    amounts = np.array([[7.0, 10.0, 13.0], [6.0, 10.0, 14.0]])
    assert combined_span(amounts, np.array([0, 1], np.int32), (0, 0)) == pytest.approx((15, 20, 25))


def test_nothing_has_no_range() -> None:
    assert combined_span(np.empty((0, 3)), np.empty(0, np.int32)) == (0, 0, 0)
