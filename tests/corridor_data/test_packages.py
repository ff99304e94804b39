"""The descriptions of the files."""

import json

import pytest

from corridor_data.columns import read_columns
from corridor_data.packages import data_package


@pytest.fixture(scope="module")
def resources():
    package = json.loads(data_package(read_columns(), "parquet"))
    return {resource["name"]: resource for resource in package["resources"]}


def test_every_table_and_every_column_is_described(resources):
    schema = read_columns()
    assert set(resources) == set(schema.tables)
    for name, resource in resources.items():
        assert [field["name"] for field in resource["schema"]["fields"]] == list(schema.names(name))
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_rules_of_the_schema_are_constraints(resources):
    fields = {field["name"]: field for field in resources["links"]["schema"]["fields"]}
    assert fields["mode"]["constraints"] == {"required": True, "enum": ["road", "rail", "sea"]}
    assert fields["length_km"]["constraints"] == {"required": True, "minimum": 0, "maximum": 25000}
    assert (fields["length_km"]["unit"], fields["length_km"]["type"]) == ("km", "number")
    assert "pattern" in fields["opened"]["constraints"]


def test_single_references_are_foreign_keys_and_lists_are_not(resources):
    keys = {key["fields"][0]: key["reference"] for key in resources["links"]["schema"]["foreignKeys"]}
    assert keys["from_place"] == {"resource": "places", "fields": ["place_id"]}
    assert "duplicate_of" not in keys
    revises = resources["trade_targets"]["schema"]["foreignKeys"]
    assert {"fields": ["revises"], "reference": {"resource": "", "fields": ["target_id"]}} in revises


def test_a_key_that_may_be_empty_in_part_is_no_primary_key(resources):
    assert resources["links"]["schema"]["primaryKey"] == ["link_id"]
    assert "primaryKey" not in resources["link_capacity"]["schema"]


def test_the_description_of_the_csv_files_leaves_computed_tables_out():
    package = json.loads(data_package(read_columns(), "csv"))
    assert "conflicts" not in {resource["name"] for resource in package["resources"]}
    assert {resource["encoding"] for resource in package["resources"]} == {"utf-8"}
