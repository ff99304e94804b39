"""What a link is on a day, and the capacities that hold in a year."""

import dataclasses
import datetime as dt

import pytest

from dashboard.model.records.link_states import events_on, find_capacities, find_states, least_capacity
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.events import list_events

LATER = dt.date(2025, 1, 12)


def status(frames, link, day):
    return find_states(frames, day)[link].status


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.date(1990, 1, 1), "not_yet"),
        (dt.date(2019, 1, 1), "open"),
        (dt.date(2020, 2, 29), "open"),
        (dt.date(2020, 3, 1), "closed"),
        (dt.date(2020, 6, 30), "closed"),
        (dt.date(2020, 7, 1), "open"),
    ],
)
def test_a_closure_holds_from_its_first_to_its_last_day(small, day, found):
    assert status(small, "rail-gauge-easty", day) == found


def test_a_planned_link_stays_planned_after_its_announced_opening(small):
    state = find_states(small, dt.date(2035, 1, 1))["rail-quays-south"]
    assert (state.status, state.reason) == ("planned", "announced for Jun 2028")


def test_a_weak_report_is_named_but_changes_nothing(small):
    state = find_states(small, dt.date(2025, 1, 11))["road-quays-south"]
    assert (state.status, state.event_ids) == ("open", ("ev-rumour-2025",))


def test_an_event_at_a_port_bears_on_its_sea_links_only(small):
    states = find_states(small, dt.date(2024, 11, 25))
    assert states["sea-quayn-quays"].status == "slowed"
    assert states["road-quays-south"].status == "open"


def test_an_event_without_a_known_end_is_on_up_to_its_newest_evidence(small):
    on = {event.row["event_id"] for event in events_on(small, dt.date(2025, 1, 12))}
    off = {event.row["event_id"] for event in events_on(small, dt.date(2025, 1, 13))}
    assert on - off == {"ev-rumour-2025"}


def test_a_link_closed_for_good_was_open_before(small):
    gone = small.links.assign(closed=small.links["link_id"].map({"rail-north-quayn": "2019"}))
    frames = dataclasses.replace(small, links=gone.assign(status=gone["status"].where(gone["closed"].isna(), "closed")))
    assert status(frames, "rail-north-quayn", dt.date(2018, 12, 31)) == "open"
    assert status(frames, "rail-north-quayn", dt.date(2019, 1, 1)) == "closed"


def test_every_link_has_a_standing_on_every_day(real):
    for day in (dt.date(1995, 1, 1), dt.date(2020, 4, 15), dt.date(2026, 7, 2)):
        assert set(find_states(real, day)) == set(real.links["link_id"])


@pytest.mark.parametrize("day", [dt.date(2020, 5, 1), dt.date(2025, 6, 15), dt.date(2026, 5, 1), dt.date(2026, 7, 2)])
def test_events_bear_on_the_links_on_which_the_route_model_lets_them_bear(real, day):
    compiled = compile_network(real)
    known = set(compiled.link_ids)  # without passenger lines and doubled descriptions
    modelled = {
        event.event_id: {compiled.link_ids[number] for number in event.links}
        for event in list_events(compiled)
        if event.covers(day)
    }
    shown = {str(event.row["event_id"]): event.links & known for event in events_on(real, day)}
    assert {name: links for name, links in shown.items() if name in modelled} == modelled


def test_the_capacity_begun_last_counts_and_later_ones_do_not_yet(small):
    assert ("rail-gauge-easty", "announced", "border") not in find_capacities(small, 2027)
    assert find_capacities(small, 2028)["rail-gauge-easty", "announced", "border"].mt_per_year == 8
    assert find_capacities(small, 2019).get(("rail-gauge-easty", "practical", "border")) is None


def test_an_unknown_capacity_is_none_and_the_least_of_several_limits_counts(small):
    capacities = find_capacities(small, 2025)
    assert least_capacity(capacities, "road-north-quayn", "practical", ("line", "border")) is None
    least = least_capacity(capacities, "QUAYN", "practical", ("port", "gauge_change"))
    assert least is not None
    assert least.mt_per_year == 3
