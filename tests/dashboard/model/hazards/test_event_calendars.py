"""The calendar of dated events, weak ones too."""

import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.hazards.event_calendars import (
    KINDS,
    describe_calendar,
    find_event,
    kind_names,
    list_calendar,
    say_span,
)
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import ScenarioError


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


def test_the_calendar_has_a_row_an_event_weak_ones_too(compiled: Compiled) -> None:
    calendar = list_calendar(compiled).set_index("event_id")
    assert calendar.loc["ev-border-2020", "start"] == pd.Timestamp("2020-03-01")
    assert calendar.loc["ev-border-2020", "end"] == pd.Timestamp("2020-06-30")
    assert calendar["drives"].to_dict() == {"ev-border-2020": True, "ev-storm-2024": True, "ev-rumour-2025": False}


def test_the_calendar_says_how_many_events_the_model_applies(compiled: Compiled) -> None:
    calendar = list_calendar(compiled)
    assert describe_calendar(calendar) == (
        "3 events since 2019. The model applies 2 of them. 1 rests on one weak source."
    )
    strong = calendar[calendar["drives"]]
    assert describe_calendar(strong) == "2 events since 2019. The model applies all of them."
    assert describe_calendar(strong.head(1)) == "1 event since 2019. The model applies it."
    assert describe_calendar(calendar[~calendar["drives"]]) == "1 event since 2019. 1 rests on one weak source."
    assert describe_calendar(calendar.head(0)) == "No event of this kind is known."


def test_every_event_of_the_real_calendar_is_of_exactly_one_kind(real: Frames) -> None:
    calendar = list_calendar(compile_network(real))
    kinds = [kind for members in KINDS.values() for kind in members]
    assert sorted(kinds) == sorted(set(kinds))
    assert set(calendar["subject_kind"]) <= set(kinds)
    assert set(kind_names()) == set(KINDS)


def test_no_event_of_the_real_calendar_ends_before_it_begins_or_after_the_evidence(real: Frames) -> None:
    calendar = list_calendar(compile_network(real))
    assert (calendar["start"] <= calendar["end"]).all()
    assert calendar["end"].max() <= pd.Timestamp("2026-07-02")


def test_an_unknown_event_gets_one_sentence(compiled: Compiled) -> None:
    with pytest.raises(ScenarioError, match="There is no event of freight “ev-none”"):
        find_event(compiled, "ev-none")


def test_dates_of_an_event_are_said_in_words(compiled: Compiled) -> None:
    assert say_span(find_event(compiled, "ev-storm-2024")) == "20 Nov 2024 to 5 Dec 2024"
