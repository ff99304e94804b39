"""Rules of the figures."""

import pytest


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "check", "problem"),
    [
        ("parameters", "gauge", "low", "25", "disordered_ranges", "24 is below low 25"),
        ("parameters", "gauge", "high", "20", "disordered_ranges", "20 is below value 24"),
        ("journeys", "jn-east", "days_min", "13", "disordered_ranges", "12 is below days_min 13"),
        ("trade", "tr-2024-growth", "value", "17.3", "growth_against_levels", "tr-2023 and tr-2024 give 7.3"),
        ("trade", "tr-2024-mass", "value", "1100", "unit_value_outliers", "309,091 USD a tonne"),
        ("trade", "tr-2024-mass", "unit", "USD", "units_against_measure", "'USD' is no unit of mass"),
        ("parameters", "speed-rail", "fact_ids", "", "bases_without_facts", "basis is facts and fact_ids is empty"),
        ("scenarios", "sc-2024", "source_ids", "", "bases_without_facts", "source_ids and event_ids are empty"),
        ("parameters", "gauge-gauge", "place_ids", "", "rows_about_nothing", "although subject_kind is place"),
        ("events", "ev-rumour-2025", "drives_default", "yes", "weak_events_in_default", "although the grade is weak"),
        ("commodities", "IRN", "share_pct", "85", "shares_above_whole", "add up to"),
    ],
)
def test_a_spoiled_figure_is_found(plant, faults, table, row, column, value, check, problem):
    plant(table, row, column, value)
    found = faults()
    assert [finding.check for finding in found] == [check]
    assert problem in found[0].problem


def test_a_pledge_cannot_rest_on_a_computation(plant, faults):
    plant("sources", "news-two", "kind", "computed")
    assert {found.check for found in faults()} == {"targets_without_source"}


def test_a_growth_that_another_sources_levels_contradict_is_no_fault(plant, faults):
    plant("trade", "tr-2024-growth", "value", "17.3")
    plant("trade", "tr-2024-growth", "source_id", "news-one")
    assert faults() == []


def test_a_growth_known_to_be_doubtful_is_no_fault(plant, faults):
    plant("trade", "tr-2024-growth", "value", "17.3")
    plant("trade", "tr-2024-growth", "doubt", "The two levels of the same text give 7.3 percent")
    assert faults() == []


def test_growth_of_tonnes_in_corridor_facts_is_held_against_its_levels(world, plant, faults):
    plant("corridor_facts", "cf-east-growth", "value", "97")
    plant("corridor_facts", "cf-east-growth", "source_id", "railway")
    assert [found.check for found in faults()] == ["growth_against_levels"]


def test_a_claim_three_zeros_off_is_found_beside_two_others(world, plant, faults):
    path = world / "trade.csv"
    lines = path.read_text().splitlines()
    said = next(line for line in lines if line.startswith("tr-2023,"))
    more = [
        said.replace("tr-2023", name).replace("317000000", value)
        for name, value in (("tr-a", "318000000"), ("tr-b", "317000"))
    ]
    path.write_text("\n".join([*lines, *more]) + "\n")
    assert [(found.key, found.check) for found in faults()] == [("tr-b", "thousandfold_slips")]


def test_a_year_three_zeros_off_is_found_between_its_neighbours(world, faults):
    path = world / "trade_series.csv"
    path.write_text(path.read_text().replace("KAZ,IRN,2021,exports,160000000,", "KAZ,IRN,2021,exports,160000000000,"))
    found = faults()
    assert [finding.check for finding in found] == ["series_jumps"]
    assert "160000000000 stands between 90000000 and 180000000" in found[0].problem


def test_a_capacity_belongs_to_one_link_or_one_place(world, faults):
    path = world / "link_capacity.csv"
    path.write_text(path.read_text().replace("\n,GAUGE,practical", "\nrail-gauge-easty,GAUGE,practical"))
    assert [found.problem for found in faults()] == ["both of link_id and place_id given"]
