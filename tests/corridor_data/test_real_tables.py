"""The project's own tables: nine planted faults, the promised number of rows, and what may not be missing."""

import pytest

from corridor_data.build import build
from corridor_data.columns import PARQUET
from corridor_data.findings import DataError
from corridor_data.load import load_tables, split_ids
from corridor_data.tidy import tidy

SPOILED = {
    "unknown end": ("links", "to_place", "ATLANTIS", "'ATLANTIS' is not in places.csv"),
    "negative length": ("links", "length_km", "-12", "-12 is below 0"),
    "text for a number": ("trade", "value", "plenty", "'plenty' is not a number"),
    "unknown source": ("corridor_facts", "source_id", "hearsay-1", "'hearsay-1' is not in sources.csv"),
    "impossible date": ("scenarios", "date", "2026-02-30", "'2026-02-30' is no day of the calendar"),
    "repeated key": ("events", "event_id", None, "stands already in line"),
    "latitude 123": ("places", "lat", "123", "123 is above 90"),
    "empty publisher": ("sources", "publisher", "", "publisher is empty"),
    "unknown country": ("trade_targets", "country_b_iso3", "ZZZ", "'ZZZ' is not in countries.csv"),
}
"""Table, column and value of each fault, and what the finding says; a value of None is the key of the row before."""

ROWS = {"unknown end": 3, "negative length": 7}
"""Rows that are spoiled where the first would do for two faults of one table."""


def _spoil(real_tables, set_cell, fault):
    """Plant one of the nine faults; return file and line."""
    table, column, value, _ = SPOILED[fault]
    ids = load_tables(real_tables, strict=False).tables()[table].iloc[:, 0].tolist()
    at = ROWS.get(fault, 2)
    line = set_cell(real_tables, table, ids[at], column, ids[at - 1] if value is None else value)
    return f"{table}.csv:{line} [{column}]"


@pytest.fixture
def set_cell(request):
    """The function of the conftest that writes a cell."""
    return request.config.pluginmanager.get_plugin(str(request.path.parent / "conftest.py")).set_cell


def _built():
    return {path.name: path.read_bytes() for path in PARQUET.iterdir()}


def test_nine_planted_faults_are_all_refused_in_one_run_and_parquet_is_untouched(real_tables, set_cell):
    where = {fault: _spoil(real_tables, set_cell, fault) for fault in SPOILED}
    before = _built()
    with pytest.raises(DataError) as error:
        build(real_tables)
    lines = str(error.value).splitlines()
    for fault, (_, _, _, problem) in SPOILED.items():
        assert any(line.startswith(where[fault]) and problem in line for line in lines), (fault, lines)
    assert _built() == before


@pytest.mark.parametrize("fault", SPOILED)
def test_each_planted_fault_is_refused_in_the_small_world(fault, world, tmp_path, set_cell):
    target = tmp_path / "built"
    build(world, target)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    where = _spoil(world, set_cell, fault)
    with pytest.raises(DataError) as error:
        build(world, target)
    assert any(line.startswith(where) and SPOILED[fault][3] in line for line in str(error.value).splitlines())
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before


def test_rows_and_columns_stand_in_their_written_order(real_tables):
    assert tidy(real_tables) == []


LEAST = {
    "trade": 1200, "trade_series": 6500, "trade_targets": 100, "corridor_facts": 740, "places": 320, "links": 570,
    "border_friction": 390, "journeys": 110, "events": 75, "commodities": 60, "sources": 550, "scenarios": 9,
}  # fmt: skip


@pytest.fixture(scope="module")
def frames():
    return load_tables()


def test_every_table_has_at_least_the_rows_that_were_promised(frames):
    counted = {name: len(frames.tables()[name]) for name in LEAST}
    assert {name: count for name, count in counted.items() if count < LEAST[name]} == {}


def test_every_corridor_that_can_be_drawn_is_drawn(frames):
    drawn = set(frames.corridor_links.corridor_id)
    modes = frames.corridors.set_index("corridor_id")["mode"]
    parents = set(frames.corridors.parent_corridor_id.dropna())
    moved_on = modes.index[~modes.isin(["pipeline", "power"])]
    assert set(moved_on) - drawn - parents == set()


def test_every_link_that_is_used_has_a_course(frames):
    assert set(frames.links.link_id) - set(frames.link_shapes.link_id) == set()


def test_openstreetmap_lengths_are_marked_with_their_licence(frames):
    derived = frames.links[frames.links.length_kind == "osm"]
    assert derived.licence.fillna("").str.contains("ODbL").all()


NAMED = {
    "instc", "instc-west", "instc-transcaspian", "instc-east", "kti", "sarakhs-bandar-abbas", "titr", "china-iran-rail",
    "cku", "khaf-herat",
}  # fmt: skip
"""Corridors of which every link has a capacity: published, or judged with its reason."""


def test_every_link_of_the_named_corridors_has_a_working_capacity_from_its_first_year(frames):
    named = frames.corridor_links[frames.corridor_links.corridor_id.isin(NAMED)]
    assert set(named.corridor_id) == NAMED
    assert set(named.link_id) - set(frames.link_capacity.link_id) == set()
    rows = frames.link_capacity[frames.link_capacity.kind == "practical"]
    first = rows.groupby("link_id").from_year.min()
    in_use = frames.links[frames.links.link_id.isin(named.link_id) & frames.links.status.eq("operational")]
    opened = in_use.set_index("link_id").opened.astype("string").str[:4].astype("Int64").fillna(0)
    late = {link for link, year in opened.items() if first.get(link, 9999) > max(year + 1, 2018)}
    assert late == set()


def test_every_port_that_is_used_has_a_capacity(frames):
    ports = set(frames.places[frames.places.kind == "port"].place_id)
    assert ports - set(frames.link_capacity[frames.link_capacity.applies_to == "port"].place_id) == set()


def test_a_judged_capacity_says_why_and_a_published_one_names_its_facts(frames):
    rows = frames.link_capacity
    assert rows.reason.str.len().min() > 0
    assert rows[rows.basis.eq("facts") & rows.fact_ids.isna()].empty


def test_weak_events_drive_no_default(frames):
    weak = frames.events[frames.events.grade == "weak"]
    assert set(weak.drives_default) <= {"no"}


def test_every_facts_basis_is_a_fact(frames):
    facts = set(frames.corridor_facts.fact_id)
    for ids in frames.link_capacity[frames.link_capacity.basis == "facts"].fact_ids:
        assert set(split_ids(ids)) <= facts


def test_the_five_seeds_are_sources_of_figures(frames):
    seeds = {f"seed-00{number}" for number in range(5)}
    tables = ("trade", "trade_targets", "corridor_facts", "indicators", "fx_rates", "commodities")
    assert seeds <= {source for table in tables for source in frames.tables()[table].source_id}
