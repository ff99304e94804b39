"""Five findings on the real tables, each with its sentence and the sum by hand behind it.

The sums use only rows of `link_capacity`, `demands` and `trade`: a changed row shows here which finding it moves.
"""

from collections.abc import Iterable

import pandas as pd
import pytest

from corridor_data.load import Frames
from dashboard.model.contingency.contingencies import ClosureAnswer, ClosureQuestion, find_closures
from dashboard.model.contingency.flow_losses import FlowLossQuestion, find_flow_closures
from dashboard.model.flow.capacity import CapacityAnswer, CapacityQuestion, find_capacity
from dashboard.model.flow.comparisons import compare_worlds
from dashboard.model.flow.feasibility import PledgeQuestion, find_feasibility
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.limits import element_id
from dashboard.model.world.scenario import find_scenario
from dashboard.model.world.worlds import World, resolve_scenario

CROSSINGS_AND_PORTS = ("crossing", "port")
SARAKHS, INCHEH_BORUN = "R237", "R071"


@pytest.fixture(scope="module")
def compiled(real: Frames) -> Compiled:
    return compile_network(real)


@pytest.fixture(scope="module")
def today(real: Frames, compiled: Compiled) -> World:
    return resolve_scenario(compiled, find_scenario(real, "latest-known"))


@pytest.fixture(scope="module")
def pledges(today: World) -> pd.DataFrame:
    rows = find_feasibility(today, PledgeQuestion()).frame()
    return rows.drop_duplicates("pledge_id").set_index("pledge_id")


def capacity(frames: Frames, link: str, kind: str, year: int) -> tuple[float, float, float]:
    """Return low, central and high of the newest row of a link that has begun by a year."""
    table = frames.link_capacity
    rows = table[table["link_id"].eq(link) & table["kind"].eq(kind) & table["from_year"].le(year)]
    row = rows.sort_values("from_year").iloc[-1]
    return float(row["low"]), float(row["mt_per_year"]), float(row["high"])


def assert_known(frames: Frames, source_ids: Iterable[str]) -> None:
    """Check that a finding names sources and that all of them stand in the table."""
    named = set(source_ids)
    assert named
    assert named <= set(frames.sources["source_id"])


def kazakhstan_to_iran(today: World, gross: str) -> CapacityAnswer:
    return find_capacity(today, CapacityQuestion(from_end="KAZ", to_end="IRN", gross=gross))  # type: ignore[arg-type]


def test_two_border_stations_bind_between_kazakhstan_and_iran(real: Frames, today: World) -> None:
    """7.5 Mt at Sarakhs (CF0218) and 0.6 Mt at Incheh Borun (CF0741, CF0742) are 8.1 Mt."""
    found = kazakhstan_to_iran(today, "gross")
    stations = [capacity(real, link, "practical", 2026) for link in (SARAKHS, INCHEH_BORUN)]
    assert [central for _, central, _ in stations] == [7.5, 0.6]
    assert found.value == pytest.approx(7.5 + 0.6)
    assert {element_id(today.compiled, element) for element in found.binding} == {SARAKHS, INCHEH_BORUN}
    assert found.sentence() == (
        "8.1 Mt a year fit from Kazakhstan to Iran. The binding links are the Incheh Borun–Akyayla railway and "
        "Sarahs (TM)–Sarakhs (IR) railway at 8.1 Mt a year; then the Garmsar–Sari railway and Tejen–Sarahs (TM) "
        "railway at 12.3 Mt a year."
    )
    assert {"report-sarahs", "mehr-6583730", "yjc-8999110"} <= set(found.source_ids)
    assert_known(real, found.source_ids)


def test_the_published_range_of_the_two_stations_is_three_times_wide(real: Frames, today: World) -> None:
    """Low: 3.3 Mt seen on the lines at Sarakhs and 0.6 Mt. High: 8.8 Mt at Sarakhs; Incheh Borun could then pass 4.4 Mt
    but the mountain line behind it takes 3.5 Mt."""
    low, _, high = (cut.value for cut in kazakhstan_to_iran(today, "gross").cuts)
    assert capacity(real, INCHEH_BORUN, "practical", 2026) == (0.6, 0.6, 4.4)
    assert low == pytest.approx(3.3 + 0.6)
    assert high == pytest.approx(8.8 + 3.5)


def test_beside_present_traffic_the_lines_inside_kazakhstan_bind_before_sarakhs(real: Frames, today: World) -> None:
    """Sarakhs has 4.6 Mt left (7.5 less 2.9: 3.5 Mt at all three rail crossings, CF0747, less 0.6). Less leads there:
    0.5 Mt by Mangystau–Shetpe, 2 Mt by Oazis, 1.4 Mt by Kigash and on through Russia; Saryagash is full."""
    found = kazakhstan_to_iran(today, "spare")
    left = {
        link: capacity(real, link, "practical", 2026)[1] - capacity(real, link, "used", 2026)[1]
        for link in (SARAKHS, INCHEH_BORUN, "R081", "R087", "R153")
    } | {"R090": capacity(real, "R090", "practical", 2026)[1]}  # what passes Oazis is not known
    assert left.pop(SARAKHS) == pytest.approx(7.5 - (3.5 - 0.6))
    assert sum(left.values()) == pytest.approx(0.0 + 0.5 + 1.4 + 0.0 + 2.0)
    assert found.value == pytest.approx(sum(left.values()))
    assert {element_id(today.compiled, element) for element in found.binding} == set(left)
    assert found.sentence().startswith("3.9 Mt a year fit from Kazakhstan to Iran.")
    assert_known(real, found.source_ids)


@pytest.mark.parametrize(
    ("pledge", "due", "room", "incheh_borun"),
    [("CF0003", "15 Mt by 2027", 9.8, 1.0), ("CF0004", "20 Mt by 2030", 11.8, 3.0)],
)
def test_the_goals_of_the_eastern_route_do_not_fit_through_the_border_stations(
    real: Frames, pledges: pd.DataFrame, pledge: str, due: str, room: float, incheh_borun: float
) -> None:
    """400 wagons a day are announced at Sarakhs (CF0203), 8.8 Mt; 1 Mt (CF0743, CF0746) and later 3 Mt (CF0744, CF0745)
    at Incheh Borun, 150 wagons a day or 3.3 Mt at most (CF0204); the Kazakh and Turkmen lines are to take it all."""
    row = pledges.loc[pledge]
    year = int(due[-4:])
    assert row["sentence"] == (
        f"INSTC eastern route, {due}: today it does not fit by any mode (room for 5 Mt a year), with what is announced "
        f"by {year} it does not fit (room for {room:g} Mt a year); first full are the Sarahs (TM)–Sarakhs (IR) railway "
        f"(8.8 Mt a year) and the Incheh Borun–Akyayla railway ({incheh_borun:g} Mt a year)."
    )
    announced = [capacity(real, link, "announced", year) for link in (SARAKHS, INCHEH_BORUN)]
    assert [central for _, central, _ in announced] == [8.8, incheh_borun]
    assert row["room_announced"] == pytest.approx(8.8 + incheh_borun)
    assert row["wanted"] > sum(high for *_, high in announced)  # so it does not fit on the best figures either
    assert row["fits_announced"] == row["fits_delayed"] == "does_not_fit"
    assert "seed-000" in row["source_ids"]
    assert_known(real, row["source_ids"].split(";"))


def test_three_billion_dollars_of_kazakh_iranian_trade_mean_five_to_twelve_million_tonnes(
    real: Frames, pledges: pd.DataFrame
) -> None:
    """USD 159m and 277,000 t in seven months of Iranian year 1404 (tf0021, tf0022) are USD 574 a tonne, so 3bn are
    5.2 Mt; at the USD 252 a tonne of five months of 1401 (61.2m, 242,775 t) they are 11.9 Mt. About 2 Mt move now."""
    row = pledges.loc["tg001"]
    claims = real.trade.set_index("claim_id")["value"]
    dear, cheap = claims["tf0021"] / claims["tf0022"], claims["tf0075"] / claims["tf1481"]
    assert (round(dear), round(cheap)) == (574, 252)
    assert [row["wanted"], row["wanted_high"]] == pytest.approx([3e9 / dear / 1e6, 3e9 / cheap / 1e6])
    assert (round(row["wanted"], 2), round(row["wanted_high"], 1)) == (5.23, 11.9)
    assert row["sentence"].startswith(
        "Iran–Kazakhstan, USD 3bn, means 5.23 Mt a year (5.23 to 11.9 Mt a year): today it falls short by rail on "
        "central figures (room for 3.65 Mt a year), with what is announced by 2030 it fits on central figures only"
    )
    between = real.demands[["origin", "destination"]].apply(lambda ends: set(ends) == {"KAZ", "IRN"}, axis=1)
    assert row["moves_now"] == pytest.approx(real.demands.loc[between, "mt_per_year"].sum())
    assert_known(real, row["source_ids"].split(";"))


def test_the_room_for_the_three_billion_is_what_others_leave_on_the_way_to_sarakhs(
    today: World, pledges: pd.DataFrame
) -> None:
    """Others leave 5.05 Mt at Sarakhs. Less gets there: 6 Mt of Borzhakty–Mangystau less 4.65 Mt of others, and 2.3 Mt
    by Russia, Baku and the ferry to Turkmenbashi. Saryagash, Oazis and the ferry from Kuryk are full."""
    loads = assign_freight(today, FreightQuestion()).frame().set_index("element")["load_mt_per_year"]
    assert loads[[SARAKHS, INCHEH_BORUN, "R304"]].tolist() == pytest.approx([2.45, 0.6, 4.65])
    assert loads[["R153", "R090", "S018"]].tolist() == pytest.approx([30.1, 2.0, 3.0])
    assert pledges.loc["tg001", "room_today"] == pytest.approx(6 - 4.65 + 2.3)
    assert pledges.loc["tg001", "room_today"] < 7.5 - 2.45


@pytest.fixture(scope="module", params=[1, 2], ids=["single", "double"])
def league(request: pytest.FixtureRequest, today: World) -> ClosureAnswer:
    return find_closures(today, ClosureQuestion(depth=request.param, kinds=CROSSINGS_AND_PORTS, top=5))


def test_hairatan_alone_and_both_crossings_to_china_strand_most(real: Frames, league: ClosureAnswer) -> None:
    """Alone: the 2.7 Mt of Kazakh grain to Afghanistan by rail (CF0412), for which no other railway leads to
    Mazar-i-Sharif. Two: Kazakhstan and Iran with China by rail, 17 + 13.9 + 0.2 Mt; the 0.9 Mt of the Middle Corridor
    can go back to the coast and round by sea."""
    mt = real.demands.set_index("demand_id")["mt_per_year"]
    single = league.question.depth == 1
    stranded = ["kaz-afg-grain"] if single else ["kaz-chn-rail", "chn-kaz-rail", "chn-irn-rail"]
    worst = league.frame().iloc[0]
    assert worst["unserved_mt"] == pytest.approx(mt[stranded].sum())
    assert worst["moved_mt"] == pytest.approx(0.0 if single else mt["chn-geo-titr"])
    assert worst["title"] == ("Hairatan" if single else "Alashankou–Dostyk and Horgos")
    assert_known(real, league.source_ids)


@pytest.mark.parametrize(
    ("depth", "closed", "left"),
    [(1, "If Sarakhs–Sarahs closes, 0.6 Mt a year", 0.6), (2, "If Incheh Borun and Sarakhs–Sarahs close, ", 0.0)],
)
def test_without_sarakhs_little_fits_from_kazakhstan_to_iran_and_without_both_stations_nothing(
    today: World, depth: int, closed: str, left: float
) -> None:
    """8.1 Mt less 7.5 Mt leave the 0.6 Mt of Incheh Borun; no other railway enters Iran from the north-east."""
    asked = CapacityQuestion(from_end="KAZ", to_end="IRN")
    found = find_flow_closures(today, FlowLossQuestion(asked, depth, CROSSINGS_AND_PORTS))
    assert found.frame()["left_mt_per_year"].iloc[0] == pytest.approx(left)
    assert found.sentence().startswith(closed)
    assert "of 8.1 Mt a year still fit" in found.sentence()


def test_rasht_astara_moves_lorries_to_rail_more_than_it_adds_freight(real: Frames, compiled: Compiled) -> None:
    """The 3.17 Mt of lorries on the Astara–Rasht road change to rail at Astara, 0.75 Mt come by the rail border (0.65
    from the eastern route) and 0.6 Mt by the port of Astara, all it takes: 4.5 Mt on the new line. The rail border
    passes 0.92 of its 1 Mt (CF0818)."""
    worlds = [
        (name, resolve_scenario(compiled, find_scenario(real, name))) for name in ("latest-known", "rasht-astara")
    ]
    found = compare_worlds(worlds[0], worlds[1])
    loads = found.frame().set_index("link_id")
    assert loads.loc["D001", ["first_mt", "second_mt"]].tolist() == pytest.approx([3.17, 0.0])
    assert loads.loc["R022", ["second_mt", "difference_mt"]].tolist() == pytest.approx([0.92, 0.75])
    assert loads.loc["R076", "difference_mt"] == pytest.approx(-0.65)
    assert loads.loc["S004", "second_mt"] == pytest.approx(0.6)
    assert loads.loc["R023", "second_mt"] == pytest.approx(3.17 + 0.75 + 0.6)
    assert capacity(real, "R022", "practical", 2026)[1] == 1.0
    assert found.sentence().startswith(
        "With “rasht-astara” in place of “latest-known”, 4.52 Mt a year would run on the Astara (IR)–Rasht railway."
    )
    assert_known(real, found.source_ids)
