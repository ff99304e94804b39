"""First and last days of partial dates."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.partial_dates import first_day, last_day


def test_a_missing_date_has_no_days() -> None:
    assert first_day(pd.NA) is None
    assert last_day(None) is None
    assert last_day("") is None


@pytest.mark.parametrize("text", ["soon", "2020-13", "2020-02-30"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        last_day(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_every_day_lies_within_its_month_and_year(day: dt.date) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        first, last = first_day(text), last_day(text)
        assert first is not None
        assert last is not None
        assert first <= day <= last
        assert (last + dt.timedelta(days=1)).isoformat()[: len(text)] != text
