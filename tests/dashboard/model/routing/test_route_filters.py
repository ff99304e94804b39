"""Which arcs a question lets its ways use: each wish against a plain loop over the arcs."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.route_filters import (
    RouteQuestionError,
    check_question,
    permitted_arcs,
    route_graph,
    values_by,
)
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.searches import best_way
from dashboard.model.world.compiled import Act, compile_network
from dashboard.model.world.network import MODES
from dashboard.model.world.states import scenario_of
from dashboard.model.world.worlds import World, resolve_scenario, value_of_time, vectors_in

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))


def ask(**wishes: object) -> RouteQuestion:
    return RouteQuestion(**{"origin": "NORTH", "destination": "SOUTH", "date": dt.date(2024, 6, 1), **wishes})  # type: ignore[arg-type]


def world(question: RouteQuestion) -> World:
    return resolve_scenario(SMALL, scenario_of(SMALL.frames, question))


def is_permitted(question: RouteQuestion, arc: int) -> bool:
    """Return whether a question lets its ways use an arc, spelled out."""
    ends = [int(SMALL.state_place[state[arc]]) for state in (SMALL.tail, SMALL.head)]
    places, countries = {SMALL.place_ids[end] for end in ends}, {SMALL.countries[end] for end in ends}
    corridors = SMALL.frames.corridor_links.groupby("link_id")["corridor_id"].apply(set).to_dict()
    link = SMALL.link_ids[SMALL.link[arc]] if SMALL.link[arc] >= 0 else ""
    if SMALL.act[arc] == Act.CARRY:
        mode = MODES[SMALL.mode[arc]]
        if question.modes and mode not in question.modes:
            return False
        if question.gauges and mode == "rail" and SMALL.gauge[arc] not in question.gauges:
            return False
    if places & set(question.avoid_places) or countries & set(question.avoid_countries):
        return False
    if corridors.get(link, set()) & set(question.avoid_corridors):
        return False
    return not ("iran" in question.without and "IRN" in countries)


WISHES = st.fixed_dictionaries(
    {
        "modes": st.sets(st.sampled_from(MODES)).map(lambda some: tuple(sorted(some))),
        "gauges": st.sampled_from([(), (1435,), (1520,), (1435, 1520)]),
        "avoid_places": st.sampled_from([(), ("CROSS",), ("GAUGE", "QUAYN")]),
        "avoid_countries": st.sampled_from([(), ("TKM",), ("KAZ", "IRN")]),
        "avoid_corridors": st.sampled_from([(), ("small-east",), ("small-east", "small-west")]),
        "without": st.sampled_from([(), ("iran",), ("russia",)]),
    }
)


@settings(max_examples=60, deadline=None)
@given(WISHES)
def test_an_arc_is_permitted_where_no_wish_forbids_it(wishes: dict[str, object]) -> None:
    question = ask(**wishes)
    found = permitted_arcs(world(question), question)
    assert found.tolist() == [is_permitted(question, arc) for arc in range(SMALL.arcs)]


@pytest.mark.parametrize("by", ["time", "cost", "distance", "emissions", "generalised"])
def test_what_is_least_is_the_measure_and_of_equal_ways_the_quicker(by: str) -> None:
    here = world(ask())
    vectors = vectors_in(here, "ordinary")
    plain = {
        "time": vectors.hours, "cost": vectors.usd, "distance": vectors.km, "emissions": vectors.kg,
        "generalised": vectors.usd + value_of_time(here)[0] / 24 * vectors.hours,
    }[by]  # fmt: skip
    tie = 0.0 if by == "time" else 1e-6 * vectors.hours
    assert values_by(here, "ordinary", by) == pytest.approx(plain + tie)


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"origin": "MOON"}, "“MOON” is not a place of this network."),
        ({"via": ("MOON",)}, "“MOON” is not a place of this network."),
        ({"destination": "NORTH"}, "The journey begins and ends in the same place, Northgate."),
        ({"via": ("NORTH",)}, "Northgate cannot be both"),
        ({"via": ("CROSS",), "avoid_places": ("CROSS",)}, "Crossway cannot be both"),
        ({"via": ("CROSS", "CROSS")}, "The same way-point is named twice."),
        ({"modes": ("air",)}, "There is no mode “air”"),
        ({"avoid_countries": ("ZZZ",)}, "There is no country “ZZZ”"),
        ({"through_corridors": ("silk",)}, "There is no corridor with a drawn path “silk”"),
        ({"gauges": (1067,)}, "There is no track gauge “1067”"),
        ({"by": "beauty"}, "There is no measure “beauty”"),
        ({"service": "express"}, "There is no service “express”"),
        ({"without": ("bears",)}, "There is no exposure “bears”"),
        ({"through_countries": ("IRN", "KAZ"), "through_modes": ("rail", "sea")}, "At most 3 things"),
        ({"alternatives": 13}, "Alternatives go up to 12"),
        ({"overlap": 1.1}, "Alternatives go up to 12"),
        ({"stretch": 0.9}, "Alternatives go up to 12"),
    ],
)
def test_what_makes_no_sense_gets_one_sentence(wishes: dict[str, object], message: str) -> None:
    with pytest.raises(RouteQuestionError) as caught:
        check_question(SMALL, ask(**wishes))
    assert message in str(caught.value)
    assert str(caught.value).endswith(".")


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["KAZ", "TKM", "IRN"]),
    st.sampled_from(["rail", "road", "sea"]),
    st.sampled_from(["", "small-east", "small-west"]),
)
def test_what_is_to_be_passed_through_is_passed(country: str, mode: str, corridor: str) -> None:
    question = ask(
        through_countries=(country,), through_modes=(mode,), through_corridors=(corridor,) if corridor else ()
    )
    here = world(question)
    graph = route_graph(here, question)
    way = best_way(graph, graph.weights(values_by(here, "ordinary", "time")))
    if way is None:
        return
    arcs = graph.compiled_arcs(way)
    links = {SMALL.link_ids[n] for n in SMALL.link[arcs] if n >= 0}
    modes = {SMALL.links[SMALL.link_index[link]]["mode"] for link in links}
    places = np.concatenate([SMALL.state_place[SMALL.tail[arcs]], SMALL.state_place[SMALL.head[arcs]]])
    table = SMALL.frames.corridor_links
    assert mode in modes
    assert country in {SMALL.countries[place] for place in places}
    assert not corridor or links & set(table.loc[table["corridor_id"] == corridor, "link_id"])
