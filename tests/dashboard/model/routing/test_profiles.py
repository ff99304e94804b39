"""A corridor from end to end: its ways summed up over gaps, and what is due."""

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import Frames, load_tables
from dashboard.model.questions import ProfileQuestion, WayQuestion
from dashboard.model.records.corridor_rows import UnknownCorridorError
from dashboard.model.routing.profiles import Profile, ProfileWay, find_profile, find_profile_way
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.scenario import ScenarioError

SMALL = Path(__file__).parents[3] / "small"
SUMMER = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def frames() -> Frames:
    return load_tables(SMALL)


@pytest.fixture(scope="module")
def compiled(frames: Frames) -> Compiled:
    return compile_network(frames)


def profile(compiled: Compiled, corridor: str, day: dt.date = SUMMER, **question: object) -> Profile:
    return find_profile(compiled, ProfileQuestion(corridor=corridor, date=day, **question))  # type: ignore[arg-type]


def way(compiled: Compiled, corridor: str, day: dt.date = SUMMER, **view: object) -> ProfileWay:
    asked = ProfileQuestion(corridor=corridor, date=day)
    return find_profile_way(compiled, (asked, WayQuestion(**view)))  # type: ignore[arg-type]


def with_rows(frames: Frames, name: str, **changes: object) -> Compiled:
    """Return the network of the small world with some columns of one table replaced."""
    table = getattr(frames, name).copy()
    for column, cells in changes.items():
        table[column] = pd.Series(cells, index=table.index).astype(table[column].dtype)
    return compile_network(dataclasses.replace(frames, digest=f"{name}-{changes}", **{name: table}))


def test_an_open_corridor_takes_what_the_same_links_take_as_a_route(compiled: Compiled) -> None:
    found = profile(compiled, "small-east")
    (_, route, links), *others = found.ways
    rail = find_routes(compiled, RouteQuestion(origin="NORTH", destination="SOUTH", modes=("rail",), date=SUMMER))
    assert (others, links) == ([], 4)
    assert route.link_ids == rail.routes[0].link_ids
    assert route.hours == pytest.approx(rail.routes[0].hours)
    assert route.cost_usd_per_t == pytest.approx(rail.routes[0].cost_usd_per_t)
    assert found.sentence() == (
        "Eastern branch: 11 days (7.9 to 15 days) over 2,459 km, Northgate to Southend. "
        "Every stretch is open on 1 Jun 2024."
    )


def test_a_stretch_that_is_not_built_is_summed_up_and_marked(compiled: Compiled) -> None:
    found = profile(compiled, "small-west")
    table = found.frame().set_index("way")
    assert table["not_open"].to_dict() == {"rail": 1, "road": 0}
    assert table["length_km"].to_dict() == {"rail": 409 + 771 + 731, "road": 409 + 771 + 792}
    assert "1 further way takes 14 days." in found.sentence()
    assert "1 stretch is not open on 1 Jun 2024: it is summed up as if it were, and marked." in found.sentence()
    assert way(compiled, "small-west").shut()["link_id"].tolist() == ["rail-quays-south"]


def test_the_map_says_how_far_the_ways_run_and_what_of_it_is_not_open(compiled: Compiled) -> None:
    assert profile(compiled, "small-east").courses_sentence() == (
        "1 way runs over 2,459 km, all of it open on 1 Jun 2024."
    )
    assert profile(compiled, "small-west").courses_sentence() == (
        "2 ways run over 2,703 km between them, of which 731 km are not open on 1 Jun 2024: Quay South–Southend."
    )


def test_once_it_is_built_it_is_open(frames: Frames) -> None:
    built = with_rows(frames, "links", status=["operational"] * len(frames.links))
    assert profile(built, "small-west").frame()["not_open"].tolist() == [0, 0]


def test_a_closed_border_is_summed_up_as_if_it_were_open(compiled: Compiled) -> None:
    shut, summer = profile(compiled, "small-east", dt.date(2020, 4, 1)), profile(compiled, "small-east")
    assert shut.frame()["days"].tolist() == summer.frame()["days"].tolist()
    assert shut.shut_on(shut.ways[0][1]) == ["rail-gauge-easty"]
    legs = way(compiled, "small-east", dt.date(2020, 4, 1)).legs().set_index("link_id")
    assert legs.loc["rail-gauge-easty", "standing"] == "Border closed, 1 Mar 2020 to 30 Jun 2020"
    assert legs.loc["rail-north-cross", "standing"] == "open"


def test_steps_bear_the_standing_of_their_stretch(compiled: Compiled) -> None:
    steps = way(compiled, "small-west").frame()
    assert set(steps.loc[steps["what"].eq("Quay South to Southend by rail"), "status"]) == {"not_built"}
    assert set(steps.loc[steps["way"].eq("road"), "status"]) == {"open"}
    shut = way(compiled, "small-east", dt.date(2020, 4, 1)).frame()
    assert set(shut.loc[shut["status"].eq("event"), "leg"]) == {5}


def test_the_delay_of_the_day_is_in_the_sum(compiled: Compiled) -> None:
    calm, storm = (profile(compiled, "small-west", day).frame()["days"] for day in (SUMMER, dt.date(2024, 11, 25)))
    assert (storm - calm).tolist() == pytest.approx([2, 2])


def test_the_corridor_above_shows_the_ways_of_its_branches_the_main_one_first(compiled: Compiled) -> None:
    found = profile(compiled, "small")
    assert found.keys == ("small-east-main", "small-west-rail", "small-west-road")
    assert len(set(found.labels.values())) == 3
    assert "2 further ways take 14 to 15 days." in found.sentence()


def test_a_way_of_the_table_that_is_no_chain_is_left_out_and_counted(frames: Frames) -> None:
    broken = frames.corridor_links[~frames.corridor_links["link_id"].eq("sea-quayn-quays")]
    compiled = compile_network(dataclasses.replace(frames, digest="broken", corridor_links=broken))
    found = profile(compiled, "small-west")
    assert found.ways == ()
    assert found.frame().empty
    assert found.sentence() == "Western branch: its links make no way from end to end through the network."
    assert found.notes() == ("2 ways of the table are no chain of links that freight can follow and are left out.",)
    with pytest.raises(IndexError):
        find_profile_way(compiled, (ProfileQuestion(corridor="small-west", date=SUMMER), WayQuestion()))


def test_the_journeys_of_the_corridor_come_the_newest_first(compiled: Compiled) -> None:
    assert profile(compiled, "small-west").journeys()["journey_id"].tolist() == ["jn-west"]
    assert profile(compiled, "small").journeys()["journey_id"].tolist() == ["jn-east", "jn-west"]


def test_a_project_is_late_from_the_day_after_the_last_it_covers(compiled: Compiled) -> None:
    def late(day: dt.date) -> list[str]:
        dues = profile(compiled, "small", day).due_dates()
        return dues.loc[dues["late"], "project"].tolist()

    assert late(dt.date(2028, 6, 30)) == []
    assert late(dt.date(2028, 7, 1)) == ["missing-link"]


def test_due_dates_are_said_in_words(compiled: Compiled) -> None:
    assert profile(compiled, "small-west").due_sentence() == (
        "No project is late on 1 Jun 2024. Next due: Quay South to Southend railway, Jun 2028."
    )
    assert (
        profile(compiled, "small-west", dt.date(2028, 7, 1))
        .due_sentence()
        .startswith("1 project is past the date last named for it on 1 Jul 2028")
    )


@pytest.mark.parametrize("stage", ["completed", "cancelled", "stalled"])
def test_what_is_done_or_given_up_is_neither_late_nor_due(frames: Frames, stage: str) -> None:
    compiled = with_rows(frames, "projects", stage=[stage] * len(frames.projects))
    found = profile(compiled, "small-west", dt.date(2028, 7, 1))
    assert not found.due_dates()["late"].any()
    assert found.due_sentence() == "No project is late on 1 Jul 2028."


def test_a_project_without_a_date_is_not_due(frames: Frames) -> None:
    compiled = with_rows(frames, "projects", planned_completion=[None] * len(frames.projects))
    assert profile(compiled, "small-west").due_dates().empty


def test_the_way_asked_for_is_shown_and_the_first_where_it_is_not_there(compiled: Compiled) -> None:
    assert way(compiled, "small-west", way="road").key == "road"
    assert way(compiled, "small-west", way="canal").key == "rail"


@pytest.mark.parametrize("climb", ["time", "cost", "emissions"])
def test_what_the_parameters_add_makes_up_the_climb(compiled: Compiled, climb: str) -> None:
    found = way(compiled, "small-west", way="road", climb=climb)
    steps = found.frame()[found.frame()["way"].eq("road")]
    assert found.parameters()["adds"].sum() == pytest.approx(steps["end"].iloc[-1], abs=0.05)
    assert set(found.courses().loc[found.courses()["chosen"], "way"]) == {"road"}
    assert found.places()["place_id"].tolist() == ["NORTH", "QUAYN", "QUAYS", "SOUTH"]


def test_an_unknown_corridor_and_a_day_outside_the_data_get_one_sentence(compiled: Compiled) -> None:
    with pytest.raises(UnknownCorridorError):
        profile(compiled, "silk-road")
    with pytest.raises(ScenarioError, match="outside the data"):
        profile(compiled, "small-east", dt.date(1900, 1, 1))


def test_a_way_tells_what_is_summed_up_how_to_read_it_and_on_whose_word(compiled: Compiled) -> None:
    found = way(compiled, "small-west", way="road")
    assert found.sentence().startswith("Of 14 days")
    assert found.subtitle() == found.profile.subtitle()
    assert "ordinary freight; waits of 1 Jun 2024" in found.subtitle()
    judged = found.parameters()["basis"].eq("judgement").sum()
    assert f"{judged} of the {len(found.parameters())} parameters summed up here are judgements." in found.notes()
    assert set(found.source_ids) <= set(found.profile.source_ids)
    assert set(found.source_ids) == {source for leg in found.route.legs for source in leg.source_ids}


def test_block_trains_are_another_service(compiled: Compiled) -> None:
    assert "block train or booked chain" in profile(compiled, "small-east", service="block_train").subtitle()
