"""What is known of one pledge, in sentences; what is not known is not said."""

import pytest

from dashboard.model.records.outlooks import say_outlook

ROW: dict[str, object] = {
    "name": "Iran and Kazakhstan", "value": 3e9, "unit": "USD", "by_year": 2030, "level": 3.4e8,
    "level_qualifier": "exact", "level_label": "2024", "level_basis": "Kazakh statistics",
    "announced_by": "Trade minister",
    "announced": "2024-11-12", "lateness": "", "required_growth_pct": 43.7, "in_window_growth_pct": 54.6,
    "best_growth_pct": 28.0, "best_years": "2019 to 2024", "pace_growth_pct": 5.0, "pace_years": "2019 to 2024",
    "pace_basis": "Kazakh statistics", "reached_year": 2069,
}  # fmt: skip


UNKNOWN = dict.fromkeys(("level", "required_growth_pct", "in_window_growth_pct", "pace_growth_pct"))


def said(**cells: object) -> str:
    return say_outlook({**ROW, **cells}, 5)


def test_level_and_pledge_come_first_then_who_growth_pace_and_whose() -> None:
    assert said() == (
        "Iran and Kazakhstan: USD 340m in 2024, USD 3bn by 2030 pledged. "
        "Pledged by Trade minister, 12 Nov 2024. "
        "Getting there by then takes 44% growth a year; the best ever over as many years was 28% (2019 to 2024). "
        "At the pace of 2019 to 2024 (5% a year) it is reached in 2069. "
        "The level is by Kazakh statistics."
    )


@pytest.mark.parametrize(
    ("cells", "there"),
    [
        (UNKNOWN, "no figure known to hold it against"),
        ({"by_year": None}, "It names no year."),
        ({"lateness": "late"}, "Its year is past."),
        ({"announced_by": None}, "Pledged: 12 Nov 2024."),
        ({"announced": None}, "Pledged by Trade minister, an unknown day."),
        ({"best_growth_pct": None}, "Getting there by then takes 44% growth a year. "),
        ({"required_growth_pct": None}, "Getting there within 5 years takes 55% growth a year"),
        ({"pace_basis": "Iranian statistics"}, "(5% a year), by Iranian statistics, it is reached in 2069."),
        ({"reached_year": None}, "it is not reached in this century."),
    ],
)  # fmt: skip
def test_each_thing_is_said_where_it_holds(cells: dict[str, object], there: str) -> None:
    assert there in said(**cells)
    assert there not in said()


@pytest.mark.parametrize(
    ("cells", "gone"),
    [
        ({"level": 3e9}, "Getting there"),
        ({"level": 3e9}, "At the pace"),
        ({"pace_growth_pct": None}, "At the pace"),
        ({"level_basis": ""}, "The level is by"),
        ({"required_growth_pct": None, "in_window_growth_pct": None}, "Getting there"),
        ({"by_year": None}, "by 2030"),
    ],
)
def test_and_left_out_where_it_does_not(cells: dict[str, object], gone: str) -> None:
    assert gone in said()
    assert gone not in said(**cells)
