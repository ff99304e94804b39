"""Rules that columns.csv states: required, allowed, in range, unique, and referring to something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain

from babel.core import get_global

from corridor_data.cells import number_text
from corridor_data.columns import Column, Schema
from corridor_data.findings import Finding, did_you_mean
from corridor_data.read import Table, Tables

_MODES = ("road", "rail", "sea")
_SHOWN = 12  # allowed values named in a cure; more would hide the point


def missing_values(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Cells that are empty although they are required."""
    for table, column in _columns(tables):
        if not column.required:
            continue
        empty = table.frame[column.name].isna().to_numpy().nonzero()[0]
        for row in map(int, empty):
            if (row, column.name) not in table.unread:
                yield table.finding(row, column.name, f"{column.name} is empty", f"It is required: {column.meaning}")


def unallowed_values(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Values that are none of those a column allows."""
    for table, column in _columns(tables):
        if not column.allowed:
            continue
        for row, value in _parts(table, column):
            if value not in column.allowed:
                cure = did_you_mean(value, column.allowed) or f"Allowed: {', '.join(column.allowed[:_SHOWN])}"
                yield table.finding(row, column.name, f"{value!r} is not allowed here", cure)


def values_out_of_range(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Numbers below the least or above the most that a column takes."""
    for table, column in _columns(tables):
        for bound, word, beyond in ((column.least, "below", "lt"), (column.most, "above", "gt")):
            if bound is None:
                continue
            series = table.frame[column.name]
            for row in map(int, getattr(series, beyond)(bound).fillna(value=False).to_numpy().nonzero()[0]):
                problem = f"{number_text(float(series.iloc[row]))} is {word} {number_text(bound)}"
                yield table.finding(row, column.name, problem, f"{column.name} is: {column.meaning}")


def repeated_keys(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Rows that have the key of an earlier row."""
    for table in tables.values():
        first: dict[str, int] = {}
        for row, key in enumerate(table.key_texts):
            earlier = first.setdefault(key, row)
            if earlier != row:
                problem = f"key {key!r} stands already in line {table.lines[earlier]}"
                yield table.finding(row, table.keys[0], problem, "Give it another name, or remove one of the two")


def unusable_ids(schema: Schema, tables: Tables) -> Iterator[Finding]:
    """Ids that a list of ids could not hold."""
    listed = {column.refers_to for columns in schema.tables.values() for column in columns if column.refers_to}
    for table, column in _columns(tables):
        if not column.key or (table.name, column.name) not in listed:
            continue
        for row, value in _parts(table, column):
            if ";" in value or "|" in value or value != "".join(value.split()):
                problem = f"{value!r} holds a space, a semicolon or a vertical bar"
                yield table.finding(row, column.name, problem, "Use letters, digits and hyphens")


def unknown_references(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Ids that the table they refer to does not have."""
    for table, column in _columns(tables):
        if column.refers_to is None:
            continue
        target, name = column.refers_to
        if not tables[target].whole:
            continue
        known = {row[name] for row in tables[target].rows if row[name]}
        for row, value in _parts(table, column):
            if value not in known:
                yield table.finding(row, column.name, f"{value!r} is not in {target}.csv", _nearest(value, known))


_FACTS = ("border_friction", "speeds", "unit_costs", "emission_factors", "corridor_facts")


def unknown_facts(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Facts of parameters that no table of facts has."""
    known: set[str] = {row["fact_id"] for name in _FACTS for row in tables[name].rows}
    known |= {row["journey_id"] for row in tables["journeys"].rows}
    where = f"in {', '.join(f'{name}.csv' for name in _FACTS)} or journeys.csv"
    yield from _unknown_parts(tables["parameters"], "fact_ids", known, where)


def unknown_modes(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Modes of events that are not ways goods move."""
    yield from _unknown_parts(tables["events"], "modes", set(_MODES), f"one of {', '.join(_MODES)}")


def unknown_rows(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Rows that a note on a conflict or the log of changes names and no table has."""
    known = set(chain.from_iterable(table.key_texts for table in tables.values() if len(table.keys) == 1))
    yield from _unknown_parts(tables["conflict_notes"], "row_ids", known, "a key of any table")
    for name in ("changes", "exceptions"):
        for number, row in enumerate(tables[name].rows):
            if row["table"] and row["table"] not in tables:
                yield tables[name].finding(
                    number, "table", f"{row['table']!r} is no table", _nearest(row["table"], tables)
                )


def unknown_country_codes(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Countries whose codes are not those of ISO 3166-1."""
    aliases = get_global("territory_aliases")
    for number, row in enumerate(tables["countries"].rows):
        if row["kind"] != "country" or not row["iso3"]:
            continue
        table = tables["countries"]
        if row["iso3"] not in aliases:
            yield table.finding(number, "iso3", f"{row['iso3']!r} is no ISO 3166-1 alpha-3 code", "Look it up")
        elif row["iso_numeric"] and aliases.get(row["iso_numeric"]) != aliases[row["iso3"]]:
            problem = f"{row['iso_numeric']!r} is not the numeric code of {row['iso3']}"
            yield table.finding(number, "iso_numeric", problem, "Write three digits, leading zeros included")


def wrong_addresses(_: Schema, tables: Tables) -> Iterator[Finding]:
    """Addresses of sources that lead nowhere, or that two sources share."""
    table = tables["sources"]
    first: dict[str, int] = {}
    for number, row in enumerate(table.rows):
        url = row["url"]
        if not url:
            continue
        if not url.startswith(("https://", "http://", "seed:")) or " " in url:
            yield table.finding(number, "url", f"{url!r} is no address", "Start it with https:// or leave it empty")
        earlier = first.setdefault(url.rstrip("/"), number)
        if earlier != number:
            problem = f"{url} is already the address of {table.rows[earlier]['source_id']!r}"
            yield table.finding(number, "url", problem, "Merge the two: one address is one source")


def _columns(tables: Tables) -> Iterator[tuple[Table, Column]]:
    """Yield every column with its table."""
    return ((table, column) for table in tables.values() for column in table.columns)


def _parts(table: Table, column: Column) -> Iterator[tuple[int, str]]:
    """Yield the values of a text column, or the parts of a column of lists, with their row."""
    for number, row in enumerate(table.rows):
        value = row[column.name]
        if isinstance(value, str):
            for part in value.split(";") if column.type == "ids" else (value,):
                yield number, part


def _unknown_parts(table: Table, name: str, known: AbstractSet[str], where: str) -> Iterator[Finding]:
    """Yield a finding for each part of a list that is not known."""
    column = next(column for column in table.columns if column.name == name)
    for number, value in _parts(table, column):
        if value not in known:
            yield table.finding(number, name, f"{value!r} is not {where}", _nearest(value, known))


def _nearest(value: str, known: Iterable[str]) -> str:
    """Return what to write instead of an unknown name."""
    return did_you_mean(value, known) or "Correct it, or add the row"


CHECKS = (
    missing_values,
    unallowed_values,
    values_out_of_range,
    repeated_keys,
    unusable_ids,
    unknown_references,
    unknown_facts,
    unknown_modes,
    unknown_rows,
    unknown_country_codes,
    wrong_addresses,
)
