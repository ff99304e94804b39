"""Rules that columns.csv states, each broken in one cell of the small world."""

import pytest


def test_the_small_world_has_no_faults(faults):
    assert faults() == []


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "check", "problem", "cure"),
    [
        (
            "links",
            "road-cross-gauge",
            "to_place",
            "GAUG",
            "unknown_references",
            "'GAUG' is not in places.csv",
            "'GAUGE'",
        ),
        ("corridors", "small", "countries", "KAZ;TKN", "unknown_references", "'TKN' is not in countries.csv", "'TKM'"),
        ("places", "NORTH", "name", "", "missing_values", "name is empty", "required"),
        ("links", "rail-north-cross", "mode", "rale", "unallowed_values", "'rale' is not allowed here", "'rail'"),
        (
            "links",
            "road-north-quayn",
            "traffic",
            "x",
            "unallowed_values",
            "'x' is not allowed here",
            "freight, passenger",
        ),
        ("fx_rates", "EUR", "usd_per_unit", "-2", "values_out_of_range", "-2 is below 0", "US dollars"),
        ("commodities", "IRN", "share_pct", "-6", "values_out_of_range", "-6 is below 0", "Share"),
        (
            "parameters",
            "speed-rail",
            "fact_ids",
            "sp-rale",
            "unknown_facts",
            "'sp-rale' is not in border_friction.csv",
            "'sp-rail'",
        ),
        (
            "events",
            "ev-border-2020",
            "modes",
            "rail;rode",
            "unknown_modes",
            "'rode' is not one of road, rail, sea",
            "'road'",
        ),
        (
            "conflict_notes",
            "trade:IRN-KAZ:turnover:value:total:2023",
            "row_ids",
            "tr-2032",
            "unknown_rows",
            "'tr-2032'",
            "'tr-2",
        ),
        ("changes", "2025-02-03", "table", "trad", "unknown_rows", "'trad' is no table", "'trade'"),
        (
            "countries",
            "TKM",
            "iso_numeric",
            "796",
            "unknown_country_codes",
            "'796' is not the numeric code of TKM",
            "three digits",
        ),
        ("sources", "maps", "url", "www.example.org", "wrong_addresses", "is no address", "https://"),
        (
            "sources",
            "maps",
            "url",
            "https://example.org/kz/",
            "wrong_addresses",
            "already the address of 'kz-stat'",
            "Merge",
        ),
    ],
)
def test_a_spoiled_cell_is_found_with_its_line_and_cure(plant, fault, table, row, column, value, check, problem, cure):
    line = plant(table, row, column, value)
    found = fault()
    assert (found.file, found.line, found.column, found.check) == (f"{table}.csv", line, column, check)
    assert problem in found.problem
    assert cure in found.cure


def test_a_repeated_key_names_the_line_of_the_first(world, fault):
    path = world / "speeds.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n")
    found = fault()
    assert (found.line, found.check) == (len(lines) + 1, "repeated_keys")
    assert "stands already in line 2" in found.problem


def test_an_id_that_a_list_could_not_hold_is_refused(plant, faults):
    plant("events", "ev-rumour-2025", "event_id", "ev;rumour")
    assert [found.check for found in faults()] == ["unusable_ids"]


def test_a_country_code_that_iso_does_not_know_is_refused(plant, faults):
    plant("countries", "RUS", "iso3", "RUU")
    assert "'RUU' is no ISO 3166-1 alpha-3 code" in [found.problem for found in faults()]


def test_references_into_a_table_that_cannot_be_read_are_not_judged(world, faults):
    path = world / "sources.csv"
    path.write_text(path.read_text().replace("publisher", "pubisher", 1))
    assert {found.check for found in faults()} == {"wrong_headers"}
