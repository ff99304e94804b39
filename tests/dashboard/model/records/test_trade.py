"""Trade of a pair: hand-checked figures of the real tables, and the shape of the answer."""

import pandas as pd
import pytest

from dashboard.model.questions import TradeQuestion
from dashboard.model.records.readings import UnknownPairError
from dashboard.model.records.trade import CLAIM_COLUMNS, find_trade, find_unit_values, list_pairs

# Checked by hand against the rows named: pair, flow, calendar, year, value, an id picked, an id rejected ("" for none).
CHECKED = [
    ("IRN-KAZ", "turnover", "gregorian", 2008, 2_039_529_725 + 58_869_824, "KAZ|IRN|2008|exports|imf-dots", "tf0014"),
    ("IRN-KAZ", "turnover", "gregorian", 2019, 377_449_680, "tf0747", "tf0015"),
    ("IRN-KAZ", "turnover", "gregorian", 2022, 521_360_205, "tf0750", "tf0037"),
    ("IRN-KAZ", "turnover", "gregorian", 2024, 340_000_000, "tf0034", ""),
    ("IRN-UZB", "turnover", "gregorian", 2022, 139_820_200 + 296_119_520, "UZB|IRN|2022|exports|uzb-national", ""),
    ("IRN-UZB", "turnover", "gregorian", 2024, 496_600_000, "tf1264", "tf0170"),
    ("IRN-TKM", "turnover", "gregorian", 2003, 507_918_935 + 93_250_546, "TKM|IRN|2003|exports|imf-dots", ""),
    ("IRN-TKM", "turnover", "iranian", 2022, 487_620_000, "tf1101", ""),
    ("IRN-TKM", "exports_b_to_a", "iranian", 2022, 28_110_000, "tf1105", ""),
    ("RUS-IRN", "turnover", "gregorian", 2020, 1_433_651_529 + 795_681_010, "RUS|IRN|2020|exports|imf-dots", ""),
    ("RUS-IRN", "turnover", "gregorian", 2021, 3_070_000_000 + 972_000_000, "tf0268", ""),
    ("RUS-IRN", "turnover", "gregorian", 2022, 5_000_000_000, "tf0260", ""),
]


@pytest.mark.parametrize(("pair", "flow", "calendar", "year", "value", "an_id", "rejected"), CHECKED)
def test_picks_of_the_real_tables_are_those_found_by_hand(real, pair, flow, calendar, year, value, an_id, rejected):
    picks = find_trade(real, TradeQuestion(pair=pair, flow=flow)).picks()
    (row,) = picks[(picks["calendar"] == calendar) & (picks["year"] == year)].to_dict("records")
    assert row["value"] == pytest.approx(value, rel=1e-6)
    told = {*row["claim_ids"].split(";"), *row["agreeing_ids"].split(";")}
    assert an_id in told
    assert not rejected or rejected in row["rejected_ids"].split(";")


def test_turkmen_trade_has_no_yearly_total_where_one_direction_only_is_known(real):
    picks = find_trade(real, TradeQuestion(pair="IRN-TKM")).picks()
    known = picks[(picks["calendar"] == "gregorian") & picks["value"].notna()]["year"]
    assert not {2004, 2005, 2010, 2011, 2012, 2016} & set(known)


def test_farm_trade_of_nine_months_is_never_a_level_of_the_year(real):
    answer = find_trade(real, TradeQuestion(pair="IRN-KAZ"))
    claims = answer.claims().set_index("claim_id")
    assert claims.loc["tf0020", "use"] == "a part of a year"
    assert not claims.loc["tf0020", "picked"]
    assert 2025 not in set(answer.picks()["year"])


def test_growth_shares_and_part_years_are_claims_but_on_no_line(small):
    answer = find_trade(small, TradeQuestion())
    claims = answer.claims().set_index("claim_id")
    assert claims.loc["tr-2024-growth", "use"] == "a growth, not a level"
    assert claims.loc["tr-2024-half", "use"] == "a part of a year"
    assert claims.loc["tr-potential", "use"] == "a potential"
    on_lines = {item for cell in answer.frame()["claim_ids"] for item in cell.split(";")}
    assert not on_lines & {"tr-2024-growth", "tr-2024-half", "tr-potential"}
    assert set(claims.index[claims["picked"]]) <= on_lines


def test_one_calendar_asked_for_leaves_the_other_out(small):
    for calendar in ("gregorian", "iranian"):
        frame = find_trade(small, TradeQuestion(calendar=calendar)).frame()
        assert set(frame["calendar"]) == {calendar}


def test_years_outside_the_question_play_no_part(small):
    frame = find_trade(small, TradeQuestion(from_year=2021, to_year=2022)).frame()
    assert set(frame["year"]) == {2021, 2022}


def test_a_turned_pair_tells_the_same_turnover_and_swapped_directions(small):
    here = find_trade(small, TradeQuestion(pair="IRN-KAZ", flow="exports_a_to_b"))
    there = find_trade(small, TradeQuestion(pair="KAZ-IRN", flow="exports_b_to_a"))
    columns = ["line", "year", "value", "claim_ids"]
    pd.testing.assert_frame_equal(here.frame()[columns], there.frame()[columns])


def test_mass_has_lines_of_its_own_and_usd_per_tonne_needs_the_same_period(small):
    assert find_trade(small, TradeQuestion(measure="mass")).frame()["value"].tolist() == [1_100_000.0]
    units = find_unit_values(find_trade(small, TradeQuestion()).readings)
    assert units["claim_ids"].tolist() == ["tr-2024;tr-2024-mass"]
    assert units["usd_per_t"].iloc[0] == pytest.approx(340e6 / 1.1e6)


def test_the_first_sentence_is_short_and_names_figure_and_year(small):
    sentence = find_trade(small, TradeQuestion()).sentence()
    assert sentence.startswith("Iran–Kazakhstan, trade in both directions: USD 340m in 2024.")
    assert "highest known year" in sentence


def test_the_headline_takes_the_calendar_whose_figures_go_on_longest(real):
    assert "1403 (Mar 2024–Mar 2025)" in find_trade(real, TradeQuestion(pair="IRN-TKM")).sentence().split(". ")[0]


def test_a_pair_without_figures_says_so_and_stays_in_shape(small):
    answer = find_trade(small, TradeQuestion(pair="KAZ-TKM"))
    assert answer.sentence() == "No yearly figure is known for Kazakhstan–Turkmenistan, trade in both directions."
    assert answer.frame().empty
    assert tuple(answer.claims().columns) == CLAIM_COLUMNS
    assert answer.gaps().empty
    assert answer.source_ids == ()


def test_targets_and_commodities_are_turned_to_the_pair(small):
    answer = find_trade(small, TradeQuestion(pair="KAZ-IRN"))
    assert answer.targets()["label"].tolist() == ["USD 1bn by 2025", "USD 3bn by 2030"]
    assert (answer.commodities()["country_a_iso3"] == "KAZ").all()


def test_pairs_are_listed_once_with_their_counts(small):
    pairs = list_pairs(small).set_index("pair")
    assert pairs.index.is_unique
    assert pairs.loc["IRN-KAZ", "claims"] + pairs.loc["IRN-TKM", "claims"] == len(small.trade)
    assert pairs.loc["IRN-KAZ", "name"] == "Iran–Kazakhstan"


def test_an_unknown_pair_is_an_error_not_an_empty_answer(small):
    with pytest.raises(UnknownPairError):
        find_trade(small, TradeQuestion(pair="IRN-ATLANTIS"))


def test_no_frame_of_the_data_is_changed(small):
    before = small.trade.copy(), small.trade_series.copy()
    find_trade(small, TradeQuestion(pair="KAZ-IRN")).claims()
    pd.testing.assert_frame_equal(small.trade, before[0])
    pd.testing.assert_frame_equal(small.trade_series, before[1])
