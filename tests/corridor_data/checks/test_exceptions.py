"""Values known to look wrong and be right."""


def _except(world, *rows):
    with (world / "exceptions.csv").open("a") as handle:
        handle.writelines(f"{row}\n" for row in rows)


def test_an_exception_takes_its_finding_away(world, plant, faults):
    plant("links", "road-gauge-easty", "length_km", "140")
    _except(world, "links,road-gauge-easty,length_km,lengths_below_great_circle,The station lies outside the town,maps")
    assert faults() == []


def test_an_exception_for_another_column_takes_nothing_away(world, plant, faults):
    plant("links", "road-gauge-easty", "length_km", "140")
    _except(world, "links,road-gauge-easty,mode,lengths_below_great_circle,The station lies outside the town,maps")
    assert sorted(found.check for found in faults()) == ["lengths_below_great_circle", "unused_exceptions"]


def test_an_exception_that_explains_nothing_is_itself_a_fault(world, fault):
    _except(world, "links,road-gauge-easty,length_km,lengths_below_great_circle,It is not short,maps")
    found = fault()
    assert (found.file, found.line, found.check) == ("exceptions.csv", 2, "unused_exceptions")
    assert "finds nothing at links 'road-gauge-easty' [length_km]" in found.problem


def test_an_exception_with_a_misspelt_check_is_told_the_right_one(world, fault):
    _except(world, "links,road-gauge-easty,length_km,length_below_great_circle,It is short,maps")
    assert fault().cure == "Did you mean 'lengths_below_great_circle'?"


def test_no_exception_lets_an_unreadable_cell_through(world, plant, faults):
    plant("links", "road-gauge-easty", "length_km", "short")
    _except(world, "links,road-gauge-easty,length_km,wrong_types,It is a word,maps")
    assert sorted(found.check for found in faults()) == ["unused_exceptions", "wrong_types"]
