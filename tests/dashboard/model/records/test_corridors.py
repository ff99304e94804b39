"""A corridor on a day: its way, what binds, its rows."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from dashboard.model.questions import CorridorQuestion
from dashboard.model.records.corridor_rows import (
    UnknownCorridorError,
    event_rows,
    fact_rows,
    family,
    known_volumes,
    tonnes_of,
)
from dashboard.model.records.corridor_ways import LINK_COLUMNS
from dashboard.model.records.corridors import find_corridor, list_corridors


def east(small, **changes):
    return find_corridor(small, CorridorQuestion(corridor="small-east", **changes))


def west(small, **changes):
    return find_corridor(small, CorridorQuestion(corridor="small-west", **changes))


def test_the_links_of_a_way_join_and_their_kilometres_add_up(small):
    way = east(small).path()
    assert way["to_place"].tolist()[:-1] == way["from_place"].tolist()[1:]
    assert way["start_km"].tolist() == [0.0, *way["end_km"].tolist()[:-1]]
    assert way["end_km"].iloc[-1] == way["length_km"].sum() == 801 + 620 + 161 + 877


def test_every_way_of_the_real_corridors_joins_end_to_end(real):
    for corridor in list_corridors(real).query("has_path")["corridor_id"]:
        ways = find_corridor(real, CorridorQuestion(corridor=corridor)).path()
        for _, way in ways.groupby(["corridor_id", "variant"]):
            assert way["to_place"].tolist()[:-1] == way["from_place"].tolist()[1:]


def test_the_least_known_capacity_binds(small):
    way = east(small).path()
    assert way.loc[way["binding"], "link_id"].tolist() == ["rail-gauge-easty"]
    bound = east(small).binding().iloc[0]
    assert (bound["capacity_mt"], bound["capacity_low"], bound["capacity_high"], bound["unknown"]) == (4, 3, 6, 0)


def test_the_least_capacity_is_told_as_judged_where_it_is(small):
    table = small.link_capacity
    judged = east(dataclasses.replace(small, link_capacity=table.assign(basis="judgement")))
    published = east(dataclasses.replace(small, link_capacity=table.assign(basis="facts")))
    assert ["judged, not published" in answer.sentence() for answer in (judged, published)] == [True, False]


def test_a_port_or_gauge_change_may_bind_too(small):
    table = small.link_capacity
    at_gauge = table["place_id"].eq("GAUGE").fillna(value=False).to_numpy(dtype=bool)
    tight = table.assign(mt_per_year=table["mt_per_year"].mask(at_gauge, 1.0))
    answer = east(dataclasses.replace(small, link_capacity=tight))
    assert answer.binding()["name"].tolist() == ["gauge change at Gauge Break"]
    assert answer.stops().loc[answer.stops()["binding"], "place_id"].tolist() == ["GAUGE"]


def test_an_unknown_capacity_stays_missing_and_is_counted_and_named(small):
    answer = west(small)
    plan = answer.path().set_index("link_id").loc["rail-quays-south"]
    assert pd.isna(plan["capacity_mt"])
    assert pd.isna(plan["load_pct"])
    assert answer.unknown_links() == ("Quay South–Southend",)
    assert answer.binding().set_index("variant")["unknown"].to_dict() == {"rail": 1, "road": 0}


def test_a_kind_without_a_figure_is_not_replaced_by_another(small):
    answer = east(small, capacity_kind="announced", date=dt.date(2025, 1, 1))
    assert answer.path()["capacity_mt"].isna().all()
    assert answer.sentence() == "Eastern branch: no announced capacity is known on its way."
    assert answer.frame().set_index("link_id").loc["rail-gauge-easty", "practical_mt"] == 4


def test_ports_stand_where_the_way_meets_the_sea(small):
    stops = west(small).stops()
    assert set(stops["place_id"]) == {"QUAYN", "QUAYS"}
    assert set(stops["limit"]) == {"port"}


def test_traffic_is_set_against_capacity_where_both_are_known(small):
    links = east(small).frame().set_index("link_id")
    assert links.loc["rail-gauge-easty", "load_pct"] == pytest.approx(62.5)
    assert links["load_pct"].notna().sum() == 1


def test_the_map_holds_every_link_once_with_a_course(small, real):
    for frames in (small, real):
        links = find_corridor(frames, CorridorQuestion(corridor="")).frame()
        assert tuple(links.columns) == LINK_COLUMNS
        assert links["link_id"].tolist() == frames.links["link_id"].tolist()
        assert all(len(lons) == len(lats) >= 2 for lons, lats in zip(links["lons"], links["lats"], strict=True))


def test_a_link_without_a_drawn_course_is_drawn_straight_between_its_ends(small):
    bare = dataclasses.replace(small, link_shapes=small.link_shapes.iloc[:0])
    links = find_corridor(bare, CorridorQuestion(corridor="small-east")).frame()
    assert set(links["drawn"]) == {"straight"}
    first = links.iloc[0]
    ends = small.places.set_index("place_id").loc[[first["from_place"], first["to_place"]]]
    assert first["lons"] == ends["lon"].tolist()


def test_the_network_marks_no_link_and_speaks_of_all(small):
    answer = find_corridor(small, CorridorQuestion(corridor=""))
    assert not answer.frame()["in_corridor"].any()
    assert answer.sentence().startswith("Practical capacity is known for 7 of 12 links")
    assert answer.details() == ()


def test_a_corridor_without_a_way_of_its_own_shows_its_branches(small):
    answer = find_corridor(small, CorridorQuestion(corridor="small"))
    assert set(answer.path()["corridor_id"]) == {"small-east", "small-west"}
    assert family(small, "small") == ("small", "small-east", "small-west")


def test_facts_and_targets_are_kept_apart(small):
    answer = east(small)
    assert answer.targets()["fact_id"].tolist() == ["cf-east-target"]
    assert "cf-east-target" not in set(answer.facts()["fact_id"])
    assert len(answer.facts()) + 1 == len(fact_rows(small, ("small-east",), answer.path()["link_id"]))


def test_facts_filed_elsewhere_but_about_a_link_on_the_way_are_found(small):
    moved = small.corridor_facts.assign(corridor_id=pd.NA)
    answer = east(dataclasses.replace(small, corridor_facts=moved))
    assert {"cf-border-cap", "cf-border-cap-b"} <= set(answer.facts()["fact_id"])


def test_events_of_the_day_are_those_on_the_way(small):
    answer = east(small, date=dt.date(2020, 4, 1))
    assert answer.events()["event_id"].tolist() == ["ev-border-2020"]
    assert answer.events()["applied"].tolist() == [True]
    assert east(small, date=dt.date(2021, 4, 1)).events().empty


def test_the_status_sentence_names_what_is_shut(small):
    answer = east(small, date=dt.date(2020, 4, 1), show="status")
    assert answer.sentence() == "Eastern branch, as known on 1 Apr 2020: Gauge Break–Eastry (closed)."


def test_conflicts_of_the_corridor_come_with_all_their_rows(small):
    assert east(small).conflicts()["row_ids"].tolist() == ["cf-border-cap;cf-border-cap-b"]
    assert west(small).conflicts().empty


def test_projects_stand_with_the_corridor_or_the_link_they_build(small):
    assert east(small).projects()["project_id"].tolist() == ["pr-second-track"]
    assert west(small).projects()["project_id"].tolist() == ["pr-missing-two"]


def test_volumes_are_whole_years_of_the_corridor_as_such_in_million_tonnes(small):
    volumes = known_volumes(small, "small-east")
    assert volumes[["year", "mt"]].to_numpy().tolist() == [[2023, 2.0], [2024, 2.5]]
    assert east(small, show="volume").sentence() == "Eastern branch: 2.5 Mt in 2024."


def test_a_doubted_volume_is_not_told(small):
    doubted = small.corridor_facts.assign(doubt="counts transit twice")
    assert known_volumes(dataclasses.replace(small, corridor_facts=doubted), "small-east").empty


@pytest.mark.parametrize(("value", "unit", "mt"), [(2.5e6, "t", 2.5), (6.0, "Mt/yr", 6.0), (900.0, "kt", 0.9)])
def test_tonnages_are_told_in_million_tonnes(value, unit, mt):
    assert tonnes_of(value, unit) == pytest.approx(mt)


def test_details_say_what_the_table_says(small):
    details = dict(west(small).details())
    assert details["Standing"] == "partly operating (as of 1 Jan 2025)"
    assert details["Countries in order"] == "Kazakhstan, Iran"


def test_an_unknown_corridor_is_refused_by_name(small):
    with pytest.raises(UnknownCorridorError, match="'atlantis' is not a corridor"):
        find_corridor(small, CorridorQuestion(corridor="atlantis"))


def test_the_worst_events_come_first(real):
    rows = event_rows(real, dt.date(2026, 7, 2), (), ())
    order = ["closed", "restricted", "slowed", "cost", "none"]
    ranks = [order.index(severity) for severity in rows["severity"]]
    assert ranks == sorted(ranks)
    assert "EV052" in set(rows.loc[rows["applied"], "event_id"])  # Hormuz by Iranian permit since 19 June 2026


def test_the_eastern_route_of_the_real_tables_carries_less_than_promised(real):
    answer = find_corridor(real, CorridorQuestion(corridor="instc-east"))
    bound = answer.binding()
    assert (bound["capacity_mt"].dropna() < 15).all()
    assert bound["capacity_mt"].notna().all()


def test_a_corridor_of_several_ways_is_as_wide_as_the_one_that_carries_most_and_names_the_narrowest(real):
    answer = find_corridor(real, CorridorQuestion(corridor="instc-east"))
    bound = answer.binding()
    best = answer.best_way()
    assert best["capacity_mt"] == bound["capacity_mt"].max() > bound["capacity_mt"].min()
    assert answer.sentence() == (
        "INSTC eastern route: practical capacity 5 Mt a year at its narrowest known point, Serhetyaka–Bolashak, "
        "Gyzylgaya–Serhetyaka and Bereket–Gyzylgaya. That is on the way that carries most; the narrowest of its 4 ways "
        "passes 0.6 Mt a year, at Incheh Borun–Akyayla."
    )


def test_a_corridor_of_one_way_speaks_of_no_narrower_one(real):
    answer = find_corridor(real, CorridorQuestion(corridor="kti"))
    assert answer.sentence().endswith("at its narrowest known point, Incheh Borun–Akyayla.")
