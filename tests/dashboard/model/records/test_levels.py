"""The last known level and the line that tells its growth."""

import datetime as dt

from dashboard.model.records.levels import find_level
from dashboard.model.records.readings import ESTIMATE


def iranian(made, claim_id, year, value, **changes):
    start, end = dt.date(year, 3, 21), dt.date(year + 1, 3, 20)
    return made(claim_id, start=start, end=end, calendar="iranian", side="IRN", value=value, **changes)


def test_the_year_that_ends_last_is_the_level(made):
    level = find_level([made("a", year=2020), made("b", year=2021, value=120.0)], "value", "turnover", 5)
    assert level is not None
    assert (level.value, level.end) == (120.0, dt.date(2021, 12, 31))
    assert level.pace is None


def test_a_fuller_count_goes_before_a_slightly_later_year(made):
    readings = [made("a", year=2020), iranian(made, "b", 2020, 60.0, basis="non_oil")]
    level = find_level(readings, "value", "turnover", 5)
    assert level is not None
    assert level.line.basis == "total"


def test_a_much_later_narrow_count_is_still_the_last_known(made):
    readings = [made("a", year=2015), iranian(made, "b", 2020, 60.0, basis="non_oil")]
    level = find_level(readings, "value", "turnover", 5)
    assert level is not None
    assert level.line.basis == "non_oil"


def test_estimates_from_the_partners_data_are_no_level(made):
    assert find_level([made(grade=ESTIMATE)], "value", "turnover", 5) is None


def test_the_pace_comes_from_the_line_with_most_figures_not_from_a_single_statement(made):
    table = [made(f"k{year}", year=year, value=100.0 * 1.1 ** (year - 2015)) for year in range(2015, 2020)]
    level = find_level([*table, made("x", year=2020, side="IRN", value=500.0)], "value", "turnover", 5)
    assert level is not None
    assert (level.line.side, level.value) == ("IRN", 500.0)
    assert level.pace_line is not None
    assert level.pace_line.side == "KAZ"
    assert level.pace is not None
    assert round(level.pace.growth, 6) == 0.1


def test_a_line_that_ended_long_before_tells_no_pace(made):
    table = [made(f"k{year}", year=year) for year in range(2005, 2012)]
    level = find_level([*table, made("x", year=2020, side="IRN")], "value", "turnover", 5)
    assert level is not None
    assert level.pace is None


def test_a_pledge_on_one_group_of_goods_takes_only_figures_of_those_goods(made):
    readings = [made("a"), made("b", basis="commodity", scope="wheat", value=7.0)]
    level = find_level(readings, "value", "turnover", 5, basis="commodity", scope="wheat")
    assert level is not None
    assert level.value == 7.0
    assert find_level(readings, "value", "turnover", 5, basis="commodity", scope="barley") is None


def test_farm_goods_are_held_against_farm_goods(made):
    readings = [made("a", year=2021), made("b", basis="agricultural", value=30.0)]
    level = find_level(readings, "value", "turnover", 5, basis="agricultural")
    assert level is not None
    assert level.value == 30.0


def test_doubted_figures_are_not_known_to_have_reached_anything(made):
    readings = [made("a", year=2019, value=900.0, doubt="counts transit"), made("b", year=2020)]
    level = find_level(readings, "value", "turnover", 5)
    assert level is not None
    assert level.known == {dt.date(2020, 12, 31): 100.0}
