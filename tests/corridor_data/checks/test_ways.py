"""Rules of the network."""

import pytest


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "check", "problem"),
    [
        ("links", "road-cross-gauge", "to_place", "CROSS", "looping_links", "from CROSS to itself"),
        ("links", "rail-gauge-easty", "crosses_border", "no", "uncrossed_borders", "from TKM to IRN"),
        ("links", "rail-cross-gauge", "gauge_mm", "", "wrong_gauges", "although rail-cross-gauge is a railway"),
        ("links", "road-cross-gauge", "gauge_mm", "1520", "wrong_gauges", "although the mode is road"),
        ("links", "rail-quays-south", "opened", "2024", "plans_already_open", "although the status is planned"),
        (
            "links",
            "rail-cross-gauge",
            "planned_opening",
            "2027",
            "plans_already_open",
            "although the link is operational",
        ),
        (
            "links",
            "road-easty-south",
            "duplicate_of",
            "rail-gauge-easty",
            "wrong_duplicates",
            "does not lead from EASTY to SOUTH",
        ),
    ],
)
def test_a_spoiled_network_is_found(plant, faults, table, row, column, value, check, problem):
    line = plant(table, row, column, value)
    found = [finding for finding in faults() if finding.check == check]
    assert [(finding.line, finding.file) for finding in found] == [(line, f"{table}.csv")]
    assert problem in found[0].problem


def test_a_train_ferry_may_carry_a_gauge(plant, faults):
    plant("links", "sea-quayn-quays", "gauge_mm", "1520")
    assert faults() == []


def test_a_chain_that_joins_the_same_ends_is_a_duplicate(plant, faults):
    plant("links", "road-easty-south", "duplicate_of", "rail-easty-south")
    assert faults() == []


def test_an_island_is_found(world, faults):
    path = world / "places.csv"
    path.write_text(path.read_text().rstrip("\n") + "\nISLE,Isle,,KAZ,city,45,55,,,drawn by hand,approximate,maps,,\n")
    found = faults()
    assert [(finding.check, finding.key) for finding in found] == [("unconnected_places", "ISLE")]
    assert "joined to nothing" in found[0].problem


def _swap_lines(path, one, other):
    lines = path.read_text().splitlines()
    at, to = (next(n for n, line in enumerate(lines) if line.startswith(text)) for text in (one, other))
    cells = [line.split(",") for line in (lines[at], lines[to])]
    lines[at] = ",".join([*cells[0][:3], *cells[1][3:]])
    lines[to] = ",".join([*cells[1][:3], *cells[0][3:]])
    path.write_text("\n".join(lines) + "\n")


def test_a_way_in_the_wrong_order_is_found(world, faults):
    _swap_lines(world / "corridor_links.csv", "small-east,main,2", "small-east,main,3")
    assert {found.check for found in faults()} == {"broken_chains"}


def test_a_way_with_a_gap_in_its_numbers_is_found(world, faults):
    path = world / "corridor_links.csv"
    path.write_text(path.read_text().replace("small-east,main,4", "small-east,main,5"))
    assert [found.problem for found in faults()] == ["position 5 where 4 is next in small-east (main)"]


def test_a_row_that_names_other_ends_than_its_link_is_found(world, faults):
    path = world / "corridor_links.csv"
    path.write_text(path.read_text().replace("rail-easty-south,EASTY,SOUTH", "rail-easty-south,EASTY,QUAYS"))
    found = faults()
    assert [finding.check for finding in found] == ["broken_chains"]
    assert "rail-easty-south runs between EASTY and SOUTH" in found[0].problem
