"""Maps of a day and of a difference: every mark has an entry of its own and a pattern beside its colour."""

import pandas as pd
import pytest

from dashboard.figures.day_maps import day_map
from dashboard.figures.difference_maps import difference_map
from dashboard.figures.look import DARK, LIGHT


def links(marks: list[str], **columns: object) -> pd.DataFrame:
    count = len(marks)
    return pd.DataFrame(
        {
            "link_id": [f"L{n}" for n in range(count)], "name": [f"Link {n}" for n in range(count)], "mode": "rail",
            "mark": marks, "reason": "",
            "lons": [[50.0 + n, 51.0 + n] for n in range(count)], "lats": [[35.0, 36.0]] * count,
        }
    ).assign(**columns)  # fmt: skip


PLACES = pd.DataFrame({"name": ["A"], "lat": [35.0], "lon": [50.0], "mark": ["end"], "words": [""]})
DAY = links(
    ["slowed", "way", "closed", "shut", "load-0", "load-3", "rest"], load_mt=[0.0, 2.0, 0, 0, 0.5, 30, 0],
    delay=["48 hours", "", "", "", "", "", ""], reason=["Storm", "", "War", "", "", "", ""],
)  # fmt: skip
DIFFERENCE = links(
    ["opened", "closed", "more-0", "less-2", "rest"], first_mt=[0.0, 4, 1, 9, 1], second_mt=[5.0, 0, 1.2, 2, 1],
    difference_mt=[5.0, -4, 0.2, -7, 0],
)  # fmt: skip


def lines(figure) -> list:
    return [trace for trace in figure.data if trace.type == "scattergeo"]


def legend(figure) -> dict[str, object]:
    return {trace.name: trace for trace in lines(figure) if trace.mode == "lines" and trace.showlegend is not False}


def words(figure) -> str:
    return " ".join(text for trace in lines(figure) if trace.mode == "markers" for text in trace.text or ())


def test_a_day_shows_what_is_shut_what_is_slowed_and_the_way() -> None:
    found = legend(day_map(DAY, PLACES, (1.0, 5.0, 20.0)))
    assert {"shut by an event", "slowed by an event", "way between the two ends", "over 20 Mt a year"} <= set(found)
    assert found["shut by an event"].line.dash == "dot"
    assert found["slowed by an event"].line.width > found["way between the two ends"].line.width


def test_a_link_of_the_day_tells_why_it_is_shut_or_slowed() -> None:
    told = words(day_map(DAY, PLACES, (1.0, 5.0, 20.0)))
    assert "Slowed by 48 hours: Storm" in told
    assert "Shut: War" in told
    assert "Present freight: 2 Mt a year" in told
    assert "Link 6" not in told


def test_a_difference_shows_more_less_opened_and_shut_with_patterns_of_their_own() -> None:
    found = legend(difference_map(DIFFERENCE, (0.5, 2.0)))
    assert {"open in B, shut in A", "shut in B, open in A", "more in B: up to 0.5 Mt a year"} <= set(found)
    less, more = found["less in B: over 2 Mt a year"], found["more in B: up to 0.5 Mt a year"]
    assert (less.line.dash, more.line.dash) == ("dash", "solid")
    assert less.line.width > more.line.width


def test_a_link_of_a_difference_tells_both_loads() -> None:
    told = words(difference_map(DIFFERENCE, (0.5, 2.0)))
    assert "A: 9 Mt a year" in told
    assert "B: 2 Mt a year" in told


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_both_maps_carry_the_disclaimer_of_borders(look) -> None:
    assert day_map(DAY, PLACES, (1.0, 5.0, 20.0), look).on_map
    assert difference_map(DIFFERENCE, (0.5, 2.0), look).on_map


def test_two_scenarios_without_a_difference_are_a_map_all_the_same() -> None:
    assert difference_map(links(["rest"], first_mt=[1.0], second_mt=[1.0], difference_mt=[0.0]), (0.5, 2.0)).on_map
