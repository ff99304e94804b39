"""Scenarios as files: JSON with a published schema, written, read back, and refused line by line where wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import json
import math
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corridor_data.load import Frames
from dashboard.model.world.bends import fault_of_rate, fault_of_slowed
from dashboard.model.world.json_lines import list_lines
from dashboard.model.world.scenario import CAPACITY_KINDS, Scenario, ScenarioError, check_scenario, find_scenario
from dashboard.text import say, say_number

FORMAT = "corridor-scenario"
VERSION = 2
"""Version 2 added `slowed` and `rates`."""

MOST_CHARACTERS = 200_000
"""Longest file that is read: a scenario that names every link has a tenth of it."""

_FACTORS = ("speed_factor", "border_factor", "cost_factor")
_MOST_FACTOR = 100.0
_MOST_VALUE = 10_000.0
_TEXT_LIST = tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file: where it stands, what stands there, and the cure.

    Attributes
    ----------
    path
        Name of the value, as ``scenario.closed_links[0]``.
    line
        Line of the file; 0 where it stands nowhere, as a field that is missing.
    """

    path: str
    value: str
    cure: str
    line: int = 0

    def __str__(self) -> str:
        """Return the fault as one line."""
        told = {"path": self.path, "value": self.value, "cure": self.cure}
        if self.line:
            return say("line {line}, {path}: {value} – {cure}", line=self.line, **told)
        return say("{path}: {value} – {cure}", **told)


class ScenarioFileError(ScenarioError):
    """A scenario file that is refused; `faults` holds every fault, one line each in the message."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        head = say_number("{count} fault in the scenario file", "{count} faults in the scenario file", len(faults))
        super().__init__("\n".join([head, *map(str, faults)]))
        self.faults = faults


@dataclass(frozen=True)
class ScenarioReading:
    """A scenario read from a file.

    Attributes
    ----------
    name
        What its author called it; may be empty.
    remarks
        What the reader should know, as that the file is of an older version or made with other data.
    """

    scenario: Scenario
    name: str
    remarks: tuple[str, ...]


def write_scenario(frames: Frames, scenario: Scenario, name: str = "") -> str:
    """Return a scenario as the text of a file; fields at their default are left out.

    Examples
    --------
    The text is read back by `read_scenario` to an equal scenario.
    """
    values = {
        field.name: _plain(getattr(scenario, field.name))
        for field in dataclasses.fields(scenario)
        if field.default is dataclasses.MISSING or getattr(scenario, field.name) != field.default
    }
    document = {"format": FORMAT, "version": VERSION, "name": name, "data": frames.digest, "scenario": values}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file; it follows the fields of `Scenario`."""
    fields = {name: _schema_of(name, kind) for name, kind in _kinds().items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Corridor scenario",
        "type": "object",
        "required": ["format", "version", "scenario"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"type": "integer", "minimum": 0, "maximum": VERSION},
            "name": {"type": "string"},
            "data": {"type": "string", "description": "Digest of the data it was made with"},
            "scenario": {
                "type": "object", "required": ["date"], "additionalProperties": False, "properties": fields,
            },
        },
    }  # fmt: skip


def _kinds() -> dict[str, object]:
    """Return the type of every field of a scenario."""
    hints = typing.get_type_hints(Scenario)
    return {field.name: hints[field.name] for field in dataclasses.fields(Scenario)}


def _schema_of(name: str, kind: object) -> dict[str, Any]:
    if kind is dt.date:
        return {"type": "string", "format": "date"}
    if kind == _TEXT_LIST:
        item = {"type": "string", **({"pattern": "^.+=[0-9.eE+-]+$"} if name in _BENDS else {})}
        return {"type": "array", "items": item, "uniqueItems": True}
    if name == "capacity_kind":
        return {"enum": list(CAPACITY_KINDS)}
    if name in _FACTORS:
        return {"type": "number", "exclusiveMinimum": 0, "maximum": _MOST_FACTOR}
    if kind is str:
        return {"type": "string"}
    return {"type": ["number", "null"], "minimum": 0, "maximum": _MOST_VALUE}


def read_scenario(frames: Frames, text: str) -> ScenarioReading:
    """Return the scenario of a file's text.

    Raises
    ------
    ScenarioFileError
        With every fault: where it stands, what stands there, and the cure.
    """
    document = _parsed(text)
    faults = list(_faults_of_head(document))
    values = document.get("scenario")
    if not isinstance(values, dict):
        faults.append(Fault("scenario", _shown(values), say("give the fields of the scenario, at least its date")))
        raise ScenarioFileError(_on_their_lines(text, faults))
    faults += _faults_of_fields(frames, values)
    if faults:
        raise ScenarioFileError(_on_their_lines(text, faults))
    fields: dict[str, Any] = {
        name: _read_value(value) if name == "date" else _frozen(value) for name, value in values.items()
    }
    scenario = Scenario(**fields)
    try:
        check_scenario(frames, scenario)
    except ScenarioError as error:
        fault = Fault("scenario", str(error), say("change what the sentence names"))
        raise ScenarioFileError(_on_their_lines(text, [fault])) from error
    return ScenarioReading(scenario, str(document.get("name", "")), tuple(_remarks(frames, document)))


def _on_their_lines(text: str, faults: list[Fault]) -> tuple[Fault, ...]:
    """Return faults with the lines they stand on, in the order of the lines."""
    try:
        lines = list_lines(text)
    except RecursionError:  # nested more deeply than can be walked: the faults stand without their lines
        lines = {}
    placed = [dataclasses.replace(fault, line=lines.get(fault.path, 0)) for fault in faults]
    return tuple(sorted(placed, key=lambda fault: fault.line))


def _parsed(text: str) -> dict[str, Any]:
    """Return the document of a text; `ScenarioFileError` where it is none."""
    if len(text) > MOST_CHARACTERS:
        cure = say("a scenario has at most {most} characters", most=MOST_CHARACTERS)
        raise ScenarioFileError((Fault(say("file"), say("{count} characters", count=len(text)), cure),))
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        where = say("column {column}", column=error.colno)
        fault = Fault(where, error.msg, say("write JSON, as “Save scenario” does"), error.lineno)
        raise ScenarioFileError((fault,)) from error
    except ValueError as error:  # a number of thousands of digits
        raise ScenarioFileError((Fault(say("file"), say("a number too long"), say("write a shorter one")),)) from error
    except RecursionError as error:
        raise ScenarioFileError((Fault(say("file"), say("nested too deeply"), say("write one scenario")),)) from error
    if not isinstance(document, dict):
        raise ScenarioFileError((Fault(say("file"), _shown(document), say("write one object with a scenario in it")),))
    return document


def _faults_of_head(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong around the scenario."""
    known = scenario_schema()["properties"]
    for name in document:
        if name not in known:
            yield Fault(name, _shown(document[name]), _nearest(name, tuple(known), say("take it out")))
    if document.get("format") != FORMAT:
        yield Fault("format", _shown(document.get("format")), say("write “{format}”", format=FORMAT))
    version = document.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        yield Fault("version", _shown(version), say("write {version}", version=VERSION))
    elif version > VERSION:
        cure = say("this dashboard reads versions up to {version}; use a newer one", version=VERSION)
        yield Fault("version", _shown(version), cure)
    for field in ("name", "data"):
        if not _is_text(document.get(field, "")):
            yield Fault(field, _shown(document[field]), say("write a text"))


def _is_text(value: object) -> bool:
    """Return whether a value is a text that can be shown: half a character of another script cannot."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _faults_of_fields(frames: Frames, values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the fields of the scenario."""
    kinds = _kinds()
    if "date" not in values:
        yield Fault("scenario.date", say("missing"), say("give the day looked at, as 2026-07-02"))
    for name, value in values.items():
        path = f"scenario.{name}"
        if name not in kinds:
            yield Fault(path, _shown(value), _nearest(name, tuple(kinds), say("take it out")))
        elif kinds[name] == _TEXT_LIST:
            yield from _faults_of_list(frames, name, value)
            yield from _contradictions(name, value, values)
        elif cure := _cure_of(name, kinds[name], value):
            yield Fault(path, _shown(value), cure)
        elif name == "scenario_id" and value and value not in set(frames.scenarios["scenario_id"]):
            yield Fault(
                path, _shown(value), _nearest(value, tuple(frames.scenarios["scenario_id"]), say("leave it empty"))
            )


def _contradictions(name: str, value: object, values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what one list opens or adds and another shuts or leaves out."""
    other = _AGAINST.get(name)
    against = values.get(other) if other else None
    if not isinstance(value, list) or not isinstance(against, list):
        return
    for number, item in enumerate(value):
        if item in against:
            cure = say("stands in {other} as well; take it out of one of the two", other=other)
            yield Fault(f"scenario.{name}[{number}]", _shown(item), cure)


_AGAINST: Mapping[str, str] = {"opened_links": "closed_links", "with_events": "without_events"}
"""Lists of which nothing may stand in the other."""


def _cure_of(name: str, kind: object, value: object) -> str:
    """Return the cure for a value of the wrong kind or size; empty for a right one."""
    if kind is dt.date:
        return "" if isinstance(_read_value(value), dt.date) else say("write a day as 2026-07-02")
    if name == "capacity_kind":
        return "" if value in CAPACITY_KINDS else say("choose one of {known}", known=", ".join(CAPACITY_KINDS))
    if kind is str:
        return "" if _is_text(value) else say("write a text")
    if value is None and name not in _FACTORS:
        return ""
    number = _number(value)
    if name in _FACTORS:
        return "" if 0 < number <= _MOST_FACTOR else say("write a number above 0 and up to 100")
    return "" if 0 <= number <= _MOST_VALUE else say("write a number from 0 to 10,000, or null")


def _number(value: object) -> float:
    """Return a value as a number; not a number where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _faults_of_list(frames: Frames, name: str, value: object) -> Iterator[Fault]:
    """Yield what is wrong with a list of ids."""
    path = f"scenario.{name}"
    if not isinstance(value, list):
        yield Fault(path, _shown(value), say("write a list of ids in brackets"))
        return
    known = _KNOWN[name](frames) if name in _KNOWN else None
    for number, item in enumerate(value):
        if not _is_text(item):
            yield Fault(f"{path}[{number}]", _shown(item), say("write an id in quotes"))
        elif name in _BENDS and (fault := _BENDS[name](frames, item)):
            yield Fault(f"{path}[{number}]", _shown(item), fault)
        elif known is not None and item not in known:
            yield Fault(f"{path}[{number}]", _shown(item), _nearest(item, tuple(known), say("take it out")))


def _ids(table: str, *columns: str) -> Callable[[Frames], frozenset[str]]:
    """Return a function that lists the ids in columns of a table."""
    return lambda frames: frozenset(
        value for column in columns for value in frames.tables()[table][column].dropna().tolist()
    )


_KNOWN: Mapping[str, Callable[[Frames], frozenset[str]]] = {
    "closed_links": _ids("links", "link_id"),
    "opened_links": _ids("links", "link_id"),
    "closed_places": _ids("places", "place_id"),
    "projects": _ids("projects", "project_id", "project"),
    "with_events": _ids("events", "event_id"),
    "without_events": _ids("events", "event_id"),
    "conditions": _ids("parameters", "condition"),
}

_BENDS: Mapping[str, Callable[[Frames, str], str]] = {"slowed": fault_of_slowed, "rates": fault_of_rate}
"""What is wrong with an entry of a list that holds values, in a sentence."""


def _nearest(name: str, known: tuple[str, ...], otherwise: str) -> str:
    """Return the cure for a name that does not exist: the nearest one that does."""
    near = difflib.get_close_matches(name, known, 1, 0.75)
    if near:
        return say("there is no such name; did you mean {near}?", near=near[0])
    return say("there is no such name; {otherwise}", otherwise=otherwise)


def _read_value(value: object) -> object:
    """Return a day written as text; anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return value


def _frozen(value: object) -> object:
    """Return a list of ids as the scenario holds it: sorted, each once; numbers as decimals."""
    if isinstance(value, list):
        return tuple(sorted(set(value)))
    return float(value) if isinstance(value, int) else value


def _shown(value: object) -> str:
    """Return a value as it stands in the file, shortened."""
    if value is None:
        return say("missing")
    text = json.dumps(value, ensure_ascii=not _is_text(json.dumps(value, ensure_ascii=False)))
    return text if len(text) <= 60 else f"{text[:59]}…"


def _remarks(frames: Frames, document: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a reader should know about a file that was read."""
    if document["version"] < VERSION:
        yield say(
            "The file is of version {old}, today's is {new}: what it does not say stands at its default.",
            old=document["version"], new=VERSION,
        )  # fmt: skip
    data = document.get("data")
    if data and data != frames.digest:
        yield say("The file was made with other data ({data}); results may differ.", data=data)


def scenario_of_name(frames: Frames, name: str) -> ScenarioReading:
    """Return a row of `scenarios` as if it had been read from a file.

    Raises
    ------
    ScenarioError
        If there is no such scenario.
    """
    scenario = find_scenario(frames, name)
    rows = frames.scenarios.set_index("scenario_id")["name"]
    return ScenarioReading(scenario, str(rows[name]), ())
