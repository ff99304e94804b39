"""Why no way is open: the fewest closures, the plan it would take, or the wish that cuts."""

import datetime as dt
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.routing.no_ways import explain_no_way
from dashboard.model.routing.route_filters import permitted_arcs, route_graph, values_by
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.routing.searches import best_way
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario
from dashboard.model.world.worlds import resolve_scenario
from tests.made_worlds import made_frames

SMALL = compile_network(load_tables(Path(__file__).parents[3] / "small"))
SUMMER = dt.date(2024, 6, 1)
MADE = [compile_network(made_frames(seed, 9, 16)) for seed in range(10)]


def small(**changes: object):
    return find_routes(SMALL, RouteQuestion(**{"origin": "NORTH", "destination": "SOUTH", "date": SUMMER, **changes}))  # type: ignore[arg-type]


def test_a_closure_by_an_event_is_named_with_its_days() -> None:
    answer = small(modes=("rail",), date=dt.date(2020, 4, 1))
    assert answer.routes == ()
    assert answer.sentence() == (
        "From Northgate to Southend no way is open. It would take Gauge Break–Eastry (rail-gauge-easty): "
        "Border closed, 1 Mar 2020 to 30 Jun 2020."
    )
    assert answer.no_way is not None
    assert answer.no_way.missing == (("rail-gauge-easty", "Border closed, 1 Mar 2020 to 30 Jun 2020"),)
    assert answer.source_ids
    assert answer.frame().empty


def test_a_plan_is_named_as_what_is_not_open_yet() -> None:
    sentence = small(origin="QUAYS", modes=("rail",), avoid_places=("EASTY",)).sentence()
    assert sentence == (
        "From Quay South to Southend there is a way only with what is not open yet: "
        "Quay South–Southend (rail-quays-south): planned, announced for Jun 2028."
    )


def test_a_closed_link_into_a_closed_place_names_both() -> None:
    answer = small(modes=("rail",), closed=("rail-north-cross",), closed_places=("CROSS",))
    assert answer.no_way is not None
    assert [subject for subject, _ in answer.no_way.missing] == ["rail-north-cross", "CROSS"]


def test_a_closed_end_is_named_once() -> None:
    answer = small(closed_places=("SOUTH",))
    assert answer.no_way is not None
    assert answer.no_way.missing == (("SOUTH", "closed in this scenario"),)


def test_a_port_closed_by_an_event_is_named() -> None:
    world = resolve_scenario(SMALL, Scenario(dt.date(2024, 12, 1)))
    assert world.events[0].event_id == "ev-storm-2024"
    assert (
        small(modes=("sea",), origin="QUAYN", destination="QUAYS", closed_places=("QUAYS",))
        .sentence()
        .endswith("It would take Quay South (QUAYS): closed in this scenario.")
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"modes": ("sea",)}, r"the modes allowed \(sea\) do not join them"),
        ({"without": ("iran",)}, "every way is exposed"),
        ({"avoid_countries": ("TKM",), "avoid_places": ("QUAYN",)}, "every way touches what is to be avoided"),
        ({"modes": ("rail",), "via": ("QUAYN",)}, "Quay North cannot be passed in this order without turning back"),
        ({"destination": "CROSS", "gauges": (1435,), "modes": ("rail",)}, "the track gauges allowed"),
    ],
)
def test_a_wish_that_cuts_every_way_is_named(changes: dict[str, object], reason: str) -> None:
    with_plan = small(opened=("rail-quays-south",), **changes)
    assert with_plan.no_way is not None
    assert with_plan.routes == ()
    assert re.search(reason, with_plan.sentence())


def opens(compiled, question: RouteQuestion, links: tuple[str, ...]) -> bool:
    """Return whether a way is open with all but some closed links."""
    world = resolve_scenario(compiled, Scenario(dt.date(2025, 1, 1), closed_links=links))
    graph = route_graph(world, question)
    return best_way(graph, graph.weights(values_by(world, "ordinary", "distance"))) is not None


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(MADE), st.integers(0, 10_000))
def test_no_fewer_closures_lifted_would_give_a_way(compiled, seed: int) -> None:
    rng = np.random.default_rng(seed)
    places = [str(place) for place in rng.permutation(compiled.place_ids)]
    question = RouteQuestion(places[0], places[1])
    closed = tuple(
        sorted(str(link) for link in rng.choice(compiled.link_ids, min(7, len(compiled.link_ids)), replace=False))
    )
    if opens(compiled, question, closed) or not opens(compiled, question, ()):
        return
    world = resolve_scenario(compiled, Scenario(dt.date(2025, 1, 1), closed_links=closed))
    missing = {name for name, _ in explain_no_way(world, question).missing}
    assert opens(compiled, question, tuple(sorted(set(closed) - missing)))
    for fewer in combinations(closed, max(0, len(missing) - 1)):
        assert not opens(compiled, question, tuple(sorted(set(closed) - set(fewer))))


def test_the_question_itself_permits_what_it_does_not_exclude() -> None:
    world = resolve_scenario(SMALL, Scenario(SUMMER))
    assert permitted_arcs(world, RouteQuestion("NORTH", "SOUTH")).all()
