"""Scenarios as files: what is written is read back; what is wrong is refused line by line."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dashboard
from corridor_data.load import Frames, load_tables
from dashboard.model.world.scenario import CAPACITY_KINDS, Scenario, ScenarioError, check_scenario
from dashboard.model.world.scenario_files import (
    FORMAT,
    MOST_CHARACTERS,
    VERSION,
    ScenarioFileError,
    read_scenario,
    scenario_of_name,
    scenario_schema,
    write_scenario,
)
from tests.made_worlds import SMALL

FRAMES = load_tables(SMALL)
PUBLISHED = Path(dashboard.__file__).parent / "static" / "scenario.schema.json"

LINKS, PLACES, EVENTS = (
    sorted(FRAMES.tables()[table][column])
    for table, column in (("links", "link_id"), ("places", "place_id"), ("events", "event_id"))
)
CONDITIONS = sorted(set(FRAMES.parameters["condition"].dropna()))
FACTORS = st.floats(0.01, 100)


def some(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(ids), max_size=3).map(lambda found: tuple(sorted(found))) if ids else st.just(())


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Return any scenario of the small world that does not contradict itself."""
    closed, added = draw(some(LINKS)), draw(some(EVENTS))
    return Scenario(
        date=draw(st.dates(dt.date(2020, 3, 1), dt.date(2030, 12, 31))),
        scenario_id=draw(st.sampled_from(["", *FRAMES.scenarios["scenario_id"]])),
        closed_links=closed,
        closed_places=draw(some(PLACES)),
        opened_links=draw(some([link for link in LINKS if link not in closed])),
        projects=draw(some(sorted(FRAMES.projects["project_id"]))),
        with_events=added,
        without_events=draw(some([event for event in EVENTS if event not in added])),
        conditions=draw(some(CONDITIONS)),
        capacity_kind=draw(st.sampled_from(CAPACITY_KINDS)),
        speed_factor=draw(FACTORS),
        border_factor=draw(FACTORS),
        cost_factor=draw(FACTORS),
        value_of_time=draw(st.none() | st.floats(0, 10_000)),
        slowed=draw(st.sampled_from([(), ("EASTY=24",), ("EASTY=24", "rail-north-cross=6.5")])),
        rates=draw(st.sampled_from([(), ("rail=1.2",), ("TKM=0.9", "road-IRN=2")])),
    )


NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=40)
@given(scenarios(), NAMES)
def test_a_scenario_written_and_read_is_the_same_scenario(scenario: Scenario, name: str) -> None:
    reading = read_scenario(FRAMES, write_scenario(FRAMES, scenario, name))
    assert (reading.scenario, reading.name, reading.remarks) == (scenario, name, ())


@settings(max_examples=40)
@given(scenarios())
def test_every_file_written_fits_the_published_schema(scenario: Scenario) -> None:
    jsonschema.validate(json.loads(write_scenario(FRAMES, scenario)), json.loads(PUBLISHED.read_text("utf-8")))


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == scenario_schema()
    jsonschema.Draft202012Validator.check_schema(scenario_schema())


def test_every_named_scenario_of_the_real_table_goes_into_a_file_and_back(real: Frames) -> None:
    for name in real.scenarios["scenario_id"]:
        reading = scenario_of_name(real, name)
        assert read_scenario(real, write_scenario(real, reading.scenario, reading.name)).scenario == reading.scenario


def file(version: int = VERSION, **fields: Any) -> str:
    scenario = {"date": "2024-06-01", **fields}
    return json.dumps({"format": FORMAT, "version": version, "scenario": scenario}, indent=1)


def faults(text: str) -> list[str]:
    with pytest.raises(ScenarioFileError) as caught:
        read_scenario(FRAMES, text)
    head, *lines = str(caught.value).split("\n")
    assert len(lines) == len(caught.value.faults)
    assert head.startswith(str(len(lines)))
    return lines


def test_every_fault_is_told_on_a_line_of_its_own_with_line_problem_and_cure() -> None:
    text = """{
 "format": "corridor-scenario",
 "version": 2,
 "scenario": {
  "date": "2024-02-30",
  "closed_links": ["rail-gauge-easty", "rail-guage-easty"],
  "colour": "red",
  "cost_factor": -1
 }
}"""
    assert faults(text) == [
        'line 5, scenario.date: "2024-02-30" – write a day as 2026-07-02',
        'line 6, scenario.closed_links[1]: "rail-guage-easty" – there is no such name; did you mean rail-gauge-easty?',
        'line 7, scenario.colour: "red" – there is no such name; take it out',
        "line 8, scenario.cost_factor: -1 – write a number above 0 and up to 100",
    ]


def test_what_is_closed_and_opened_at_once_is_refused_where_it_stands() -> None:
    lines = faults(file(closed_links=["rail-gauge-easty"], opened_links=["rail-gauge-easty"]))
    where, _, cure = lines[0].partition(" – ")
    assert where == 'line 10, scenario.opened_links[0]: "rail-gauge-easty"'
    assert cure == "stands in closed_links as well; take it out of one of the two"
    assert len(lines) == 1


def test_an_event_added_and_left_out_at_once_is_refused() -> None:
    lines = faults(file(with_events=["ev-storm-2024"], without_events=["ev-storm-2024"]))
    assert "stands in without_events as well" in lines[0]


@pytest.mark.parametrize("version", [0, 1])
def test_a_file_of_an_older_version_is_read_and_says_what_that_means(version: int) -> None:
    reading = read_scenario(FRAMES, file(version))
    assert reading.scenario == Scenario(dt.date(2024, 6, 1))
    assert reading.remarks == (
        f"The file is of version {version}, today's is 2: what it does not say stands at its default.",
    )


def test_a_file_of_a_newer_version_is_refused() -> None:
    assert faults(file(VERSION + 1)) == ["line 3, version: 3 – this dashboard reads versions up to 2; use a newer one"]


def test_a_file_made_with_other_data_says_so() -> None:
    document = json.loads(file()) | {"data": "0000"}
    assert read_scenario(FRAMES, json.dumps(document)).remarks == (
        "The file was made with other data (0000); results may differ.",
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "line 1, column 1: Expecting value"),
        ("{", "line 1, column 2"),
        ('{"format": }', "line 1, column 12: Expecting value"),
        ("[]", "write one object with a scenario in it"),
        ("null", "write one object with a scenario in it"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5000, "a number too long"),
        (" " * (MOST_CHARACTERS + 1), "a scenario has at most 200000 characters"),
        ("{}", "scenario: missing – give the fields of the scenario, at least its date"),
        ('{"scenario": []}', "give the fields of the scenario"),
        (file(date=None), "write a day as 2026-07-02"),
        (file(date="2024-06-01T00:00"), "write a day as 2026-07-02"),
        (file(date="1990-01-01"), "1 Jan 1990 lies outside the data"),
        (file(closed_links="rail-gauge-easty"), "write a list of ids in brackets"),
        (file(closed_links=[7]), "write an id in quotes"),
        (file(closed_places=["TOKYO"]), "there is no such name; take it out"),
        (file(with_events=["ev-storm-2025"]), "did you mean ev-storm-2024?"),
        (file(projects=["pr-missing"]), "there is no such name"),
        (file(conditions=["monsoon"]), "there is no such name"),
        (file(capacity_kind="felt"), "choose one of nameplate, practical, announced, used"),
        (file(speed_factor=True), "write a number above 0 and up to 100"),
        (file(speed_factor=float("nan")), "write a number above 0 and up to 100"),
        (file(cost_factor=10**400), "write a number above 0 and up to 100"),
        (file(cost_factor=None), "write a number above 0 and up to 100"),
        (file(value_of_time=-1), "write a number from 0 to 10,000, or null"),
        (file(scenario_id="sc-2025"), "did you mean sc-2024?"),
        (file(slowed=["EASTY"]), "adds no hours to a border"),
        (file(slowed=["SOUTH=3"]), "No link crosses a border at “SOUTH”"),
        (file(rates=["camel=2"]), "neither a mode nor a country"),
        (json.dumps({"format": "x", "version": 2, "scenario": {"date": "2024-06-01"}}), "write “corridor-scenario”"),
        (json.dumps({"format": FORMAT, "version": "2", "scenario": {"date": "2024-06-01"}}), "write 2"),
        (json.dumps({"format": FORMAT, "version": True, "scenario": {"date": "2024-06-01"}}), "write 2"),
        (file().replace('"scenario"', '"name": "\\ud800", "scenario"'), "write a text"),
        (file().replace('"scenario"', '"scenari": 1, "scenario"'), "did you mean scenario?"),
    ],
)  # fmt: skip
def test_a_wrong_file_names_what_is_wrong_and_the_cure(text: str, part: str) -> None:
    assert part in "\n".join(faults(text))


@settings(max_examples=60)
@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda content: content.decode("latin-1")))
def test_any_text_is_refused_in_sentences(text: str) -> None:
    with pytest.raises(ScenarioFileError):
        read_scenario(FRAMES, text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from([*scenario_schema()["properties"]["scenario"]["properties"], "x"]), JSON))
def test_any_values_of_the_fields_are_read_or_refused_and_never_break(fields: dict[str, Any]) -> None:
    try:
        scenario = read_scenario(FRAMES, file(**fields)).scenario
    except ScenarioFileError:
        return
    check_scenario(FRAMES, scenario)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ScenarioError, match="“sc-0” is not a scenario"):
        scenario_of_name(FRAMES, "sc-0")
