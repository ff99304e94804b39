"""Promises for a corridor beside what it can carry."""

import dataclasses

import pandas as pd

from dashboard.model.questions import CorridorQuestion
from dashboard.model.records.corridors import find_corridor
from dashboard.model.records.promises import RUNG_COLUMNS, compare_promises


def compared(frames, corridor="small-east", **changes):
    return compare_promises(find_corridor(frames, CorridorQuestion(corridor=corridor, **changes)))


def test_bars_go_from_the_narrowest_capacity_over_traffic_to_the_promise(small):
    frame = compared(small).frame()
    assert tuple(frame.columns) == RUNG_COLUMNS
    assert frame["kind"].tolist() == ["capacity"] * 5 + ["used", "target"]
    capacities = frame.loc[frame["kind"] == "capacity", "mt"].tolist()
    assert capacities == sorted(capacities)
    assert frame["mt"].tolist()[-2:] == [2.5, 15.0]


def test_two_sources_of_one_amount_are_one_row_with_both(small):
    facts = small.corridor_facts
    told = facts[facts["fact_id"] == "cf-east-volume"]
    again = told.assign(fact_id="cf-east-volume-b", source_id="news-two", value=2.501)
    other = told.assign(fact_id="cf-east-volume-c", source_id="news-two", value=2.9)
    frame = compared(dataclasses.replace(small, corridor_facts=pd.concat([facts, again, other]))).frame()
    used = frame[frame["kind"] == "used"]
    assert used["mt"].tolist() == [2.5, 2.9]
    assert used["ids"].tolist() == ["cf-east-volume;cf-east-volume-b", "cf-east-volume-c"]
    assert used["source_ids"].tolist() == ["news-two;railway", "news-two"]


def test_the_first_sentence_sets_the_narrowest_against_the_largest_promise(small):
    sentence = compared(small).sentence()
    assert sentence.startswith("Eastern branch: 4 Mt a year at its narrowest known point, 15 Mt promised for 2030.")
    assert "It carries 27% of what is promised" in sentence


def test_of_several_ways_the_one_that_carries_most_is_told(small):
    wide = small.link_capacity.assign(mt_per_year=small.link_capacity["mt_per_year"] * 10)
    road_only = pd.concat([small.link_capacity, wide[wide["link_id"].eq("road-quays-south").fillna(value=False)]])
    bound = compared(dataclasses.replace(small, link_capacity=road_only), "small-west").corridor.binding()
    assert bound["capacity_mt"].max() == 2.0


def test_a_link_of_unknown_capacity_is_a_row_without_a_figure_and_warned_of(small):
    bare = small.link_capacity[small.link_capacity["link_id"].ne("rail-cross-gauge").fillna(value=True)]
    answer = compared(dataclasses.replace(small, link_capacity=bare))
    row = answer.frame().set_index("label").loc["Crossway–Gauge Break"]
    assert pd.isna(row["mt"])
    assert answer.sentence().endswith("1 link on it has no known capacity and may bind earlier.")


def test_promises_past_their_year_or_in_doubt_are_no_bars(small):
    for change in ({"kind": "expired_target"}, {"doubt": "one post only"}):
        facts = small.corridor_facts
        changed = facts["fact_id"] == "cf-east-target"
        facts = facts.assign(**{name: facts[name].mask(changed, value) for name, value in change.items()})
        frame = compared(dataclasses.replace(small, corridor_facts=facts)).frame()
        assert "target" not in set(frame["kind"])


def test_without_any_known_capacity_the_corridor_speaks_for_itself(small):
    answer = compared(dataclasses.replace(small, link_capacity=small.link_capacity.iloc[:0]))
    assert answer.sentence() == "Eastern branch: no practical capacity is known on its way."


def test_the_eastern_route_is_promised_20_million_tonnes_for_2030(real):
    answer = compared(real, "instc-east")
    targets = answer.frame().query("kind == 'target'")
    assert targets.loc[targets["year"] == 2030, "mt"].max() == 20.0
    assert {"CF0004", "CF0028"} <= set(targets.loc[targets["year"] == 2030, "ids"].iloc[-1].split(";"))
    assert "15 Mt by 2027 and 20 Mt by 2030" in answer.sentence()
