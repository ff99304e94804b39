"""One pick a year: every rule by itself, and nothing but the rules."""

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.records.picks import Line, find_levels, pick_lines, pick_years
from dashboard.model.records.readings import ESTIMATE, IMF, NATIONAL, OFFICIAL, QUOTED, UNNAMED

KAZ = Line("KAZ", "gregorian", "total", "")


def pick_of(*readings):
    return pick_lines(readings)[KAZ][2020]


def test_the_countrys_own_table_goes_before_the_imf_and_the_press(made):
    pick = pick_of(made("a", grade=QUOTED, value=90.0), made("b", grade=IMF, value=95.0), made("c", grade=NATIONAL))
    assert pick.reading.claim_id == "c"
    assert pick.rejected == ("a", "b")
    assert pick.reason == "the country's own yearly table before the yearly table of the IMF"


def test_an_official_statement_goes_before_a_quoted_one_and_an_estimate_comes_last(made):
    order = [NATIONAL, IMF, OFFICIAL, QUOTED, UNNAMED, ESTIMATE]
    for better, worse in itertools.pairwise(order):
        assert pick_of(made("a", grade=worse, value=1.0), made("b", grade=better, value=2.0)).reading.claim_id == "b"


def test_a_doubted_figure_loses_to_every_undoubted_one(made):
    pick = pick_of(made("a", grade=NATIONAL, doubt="counts transit"), made("b", grade=ESTIMATE, value=50.0))
    assert pick.reading.claim_id == "b"
    assert pick.reason.endswith("the other figures are doubted")


def test_an_exact_figure_goes_before_a_rounded_one_even_if_said_earlier(made):
    pick = pick_of(made("a", qualifier="over", value=99.0, said="2022"), made("b", value=101.4, said="2021"))
    assert pick.reading.claim_id == "b"
    assert pick.reason.endswith("an exact figure before a rounded one")


def test_of_two_exact_figures_the_later_statement_counts_and_an_undated_one_is_the_oldest(made):
    first, final = made("a", value=528.0, said="2023-04"), made("b", value=521.0, said="2024")
    assert pick_of(first, final).reading.claim_id == "b"
    assert pick_of(made("a", value=528.0, said=""), made("b", value=521.0, said="1999")).reading.claim_id == "b"


def test_figures_within_half_a_percent_agree_and_are_not_rejected(made):
    pick = pick_of(made("a", grade=NATIONAL, value=340.0), made("b", value=341.0), made("c", value=360.0))
    assert (pick.agreeing, pick.rejected) == (("b",), ("c",))


def test_an_error_of_the_source_is_never_picked(made):
    assert find_levels([made(usable=False)], "value", "turnover") == []


def test_turnover_is_the_sum_of_both_directions_of_one_source(made):
    exports = made("a", flow="exports_a_to_b", value=30.0)
    imports = made("b", flow="exports_b_to_a", value=12.5, qualifier="approx")
    (total,) = find_levels([exports, imports], "value", "turnover")
    assert (total.value, total.qualifier, total.ids) == (42.5, "approx", ("a", "b"))


def test_directions_of_different_sources_years_or_counts_are_not_added(made):
    exports = made("a", flow="exports_a_to_b")
    for other in (made("b", source_id="s2"), made("b", year=2021), made("b", basis="non_oil"), made("b", side="IRN")):
        turned = made("b", flow="exports_b_to_a", source_id=other.source_id, start=other.start, end=other.end,
                      basis=other.basis, side=other.side)  # fmt: skip
        assert find_levels([exports, turned], "value", "turnover") == []


def test_a_stated_turnover_is_not_doubled_by_the_sum_of_its_parts(made):
    parts = [made("a", flow="exports_a_to_b", value=30.0), made("b", flow="exports_b_to_a", value=12.0)]
    (level,) = find_levels([*parts, made("c", value=43.0)], "value", "turnover")
    assert level.claim_id == "c"


def test_sides_calendars_and_counts_stay_on_lines_of_their_own(made):
    lines = pick_lines([made("a"), made("b", side="IRN"), made("c", basis="non_oil"), made("d", basis="agricultural")])
    assert len(lines) == 4
    assert {line for line in lines if line.side == "KAZ"} == {
        KAZ,
        KAZ._replace(basis="non_oil"),
        KAZ._replace(basis="agricultural"),
    }


def test_across_sides_the_fuller_count_goes_first_and_farm_goods_never_stand_for_the_whole(made):
    lines = pick_lines([made("a", basis="non_oil", grade=NATIONAL, side="IRN", value=70.0), made("b", grade=UNNAMED)])
    line, pick = pick_years(lines, "gregorian")[2020]
    assert (line.basis, pick.reading.claim_id) == ("total", "b")
    assert "a" in pick.rejected
    assert pick_years(pick_lines([made("a", basis="agricultural")]), "gregorian") == {}


def test_between_sides_of_equal_standing_the_one_with_more_years_speaks(made):
    longer = [made(f"k{year}", year=year, grade=IMF) for year in range(2015, 2021)]
    shorter = [made("i", side="IRN", grade=IMF, value=250.0)]
    line, pick = pick_years(pick_lines([*longer, *shorter]), "gregorian")[2020]
    assert line.side == "KAZ"
    assert pick.reason == "both sides are of equal standing; this one speaks for more years"


CHANGES = st.lists(
    st.fixed_dictionaries(
        {
            "claim_id": st.uuids().map(str),
            "year": st.integers(2018, 2021),
            "side": st.sampled_from(["KAZ", "IRN", ""]),
            "flow": st.sampled_from(["turnover", "exports_a_to_b", "exports_b_to_a"]),
            "value": st.floats(1, 1e9),
            "grade": st.sampled_from([NATIONAL, IMF, QUOTED, ESTIMATE]),
            "qualifier": st.sampled_from(["exact", "approx"]),
            "basis": st.sampled_from(["total", "non_oil"]),
            "said": st.sampled_from(["", "2021", "2021-05", "2022-01-03"]),
            "doubt": st.sampled_from(["", "doubted"]),
            "source_id": st.sampled_from(["s1", "s2"]),
        }
    ),
    max_size=12,
)


@given(changes=CHANGES, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(made, changes, order: random.Random):
    readings = [made(**change) for change in changes]
    shuffled = order.sample(readings, len(readings))
    for flow in ("turnover", "exports_a_to_b"):
        one, other = (pick_lines(find_levels(rows, "value", flow)) for rows in (readings, shuffled))
        assert one == other
        assert pick_years(one, "gregorian") == pick_years(other, "gregorian")


@given(changes=CHANGES)
def test_every_level_of_a_year_is_picked_agreeing_or_rejected(made, changes):
    readings = [made(**change) for change in changes]
    levels = find_levels(readings, "value", "turnover")
    for line, by_year in pick_lines(levels).items():
        for year, pick in by_year.items():
            here = [
                r
                for r in levels
                if (r.side, r.calendar, r.basis, r.year) == (line.side, line.calendar, line.basis, year)
            ]
            told = {*pick.reading.ids, *pick.agreeing, *pick.rejected}
            assert told == {item for reading in here for item in reading.ids}
            assert not {*pick.agreeing, *pick.rejected} & set(pick.reading.ids)
