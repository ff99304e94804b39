"""The replay of the small world's events: a day, an event, a journey through the years."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.hazards.replays import ReplayAnswer, ReplayQuestion, find_replay
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import ScenarioError


@pytest.fixture(scope="module")
def compiled(small: Frames) -> Compiled:
    return compile_network(small)


@pytest.fixture(scope="module")
def real_network(real: Frames) -> Compiled:
    return compile_network(real)


def replay(compiled: Compiled, day: dt.date | None = None, **question: Any) -> ReplayAnswer:
    asked = {"origin": "NORTH", "destination": "SOUTH", "least": "generalised", "date": day, **question}
    return find_replay(compiled, ReplayQuestion(**asked))


def test_a_day_says_what_events_do_to_the_journey_and_to_freight(compiled: Compiled) -> None:
    found = replay(compiled, dt.date(2020, 4, 1))
    assert found.sentence() == (
        "On 1 Apr 2020 a tonne from Northgate to Southend takes 14 days and costs USD 87: 3.5 days longer and USD 2 "
        "cheaper than without the events of that day. 2 links are shut by events. 2 Mt a year would have no way; the "
        "rest, on average, travels 83 hours longer and pays USD 2.3 a tonne less."
    )
    assert found.links()["link_id"].tolist() == ["rail-gauge-easty", "road-gauge-easty"]
    assert found.pairs()["has_way"].tolist() == [True, False]
    assert found.pairs()["undisturbed_hours"].notna().all()


def test_a_quiet_day_says_so(compiled: Compiled) -> None:
    text = replay(compiled, dt.date(2023, 1, 1)).sentence()
    assert "no event of that day changes that" in text
    assert text.endswith("No dated event shuts or slows a link on 1 Jan 2023.")


def test_before_during_and_after_of_an_event(compiled: Compiled) -> None:
    phases = replay(compiled, event="ev-storm-2024").phases().set_index("phase")
    assert phases.index.tolist() == ["before", "during", "without", "after"]
    assert phases["slowed"].tolist() == [0, 1, 0, 0]
    assert phases.loc["before", "journey_hours"] == phases.loc["after", "journey_hours"]


def test_an_event_is_named_with_its_dates_and_its_effect(compiled: Compiled) -> None:
    found = replay(compiled, event="ev-border-2020")
    assert found.date == dt.date(2020, 3, 1)
    assert found.sentence().startswith("Border closed, 1 Mar 2020 to 30 Jun 2020. On its first day a tonne from")
    assert "than without it" in found.sentence()
    assert found.phases_sentence() == (
        "The journey: 14 days on its first day, 11 days without it and 11 days the day after."
    )


def test_a_day_keeps_its_own_sentence_beside_an_event(compiled: Compiled) -> None:
    found = replay(compiled, dt.date(2023, 1, 1), event="ev-storm-2024")
    assert found.sentence().startswith("Storms at the quays")
    assert found.shut_sentence().startswith("On 1 Jan 2023")


def test_a_weak_event_drives_only_where_it_is_asked_for(compiled: Compiled) -> None:
    found = replay(compiled, event="ev-rumour-2025")
    phases = found.phases().set_index("phase")
    assert phases.loc["during", "closed"] == 1
    assert phases.loc["without", "closed"] == 0
    assert "does not drive the model" in " ".join(found.notes())
    assert found.frame()["events"].str.contains("rumour").sum() == 0


def test_events_in_force_on_a_day_are_listed_with_the_weak_ones(compiled: Compiled) -> None:
    found = replay(compiled, dt.date(2025, 1, 11))
    assert found.shut()["event_id"].tolist() == ["ev-rumour-2025"]
    assert found.shut_sentence() == "On 11 Jan 2025 1 event is on."
    assert (
        replay(compiled, dt.date(2024, 11, 25)).shut_sentence() == "On 25 Nov 2024 1 event is on. The model applies it."
    )
    assert found.source_ids == ("news-one",)


def test_marks_say_which_events_change_the_journey(compiled: Compiled) -> None:
    effects = replay(compiled).marks("hours").set_index("event_id")["effect"]
    assert effects.to_dict() == {"ev-border-2020": "none", "ev-storm-2024": "none", "ev-rumour-2025": "left_out"}
    by_sea = replay(compiled, origin="QUAYN", destination="QUAYS").marks("hours").set_index("event_id")["effect"]
    assert by_sea["ev-storm-2024"] == "changes"


def test_every_real_change_of_the_journey_is_marked_or_ends_an_event(real_network: Compiled) -> None:
    found = find_replay(real_network, ReplayQuestion())
    series, marks = found.journeys(), found.marks("hours")
    changed = set(series["start"][series["hours"].diff().abs() >= 0.5])
    begins = set(marks.loc[marks["effect"].eq("changes"), "start"])
    ends = {end + pd.Timedelta(days=1) for end in marks.loc[marks["drives"], "end"]}
    assert begins <= changed
    assert changed <= begins | ends


@pytest.mark.parametrize("value", ["hours", "usd_per_t", "hours_longer", "unserved_mt"])
def test_every_line_has_a_sentence_a_unit_and_its_rows(real_network: Compiled, value: str) -> None:
    found = find_replay(real_network, ReplayQuestion())
    assert found.series_sentence(value).endswith(".")
    assert found.unit(value)
    assert value in found.series(value)
    assert "nan" not in found.series_sentence(value)


@pytest.mark.parametrize(
    "question",
    [
        {"day": dt.date(1990, 1, 1)}, {"day": dt.date(2031, 1, 1)}, {"event": "ev-none"}, {"origin": "Atlantis"},
        {"origin": "SOUTH"},
    ],
)  # fmt: skip
def test_what_cannot_be_replayed_gets_one_sentence(compiled: Compiled, question: dict[str, Any]) -> None:
    with pytest.raises(ScenarioError) as caught:
        replay(compiled, **question)
    assert str(caught.value).endswith((".", "?"))
    assert "\n" not in str(caught.value)
