"""Read, check everything, write parquet, manifest and datapackage.json: one step that happens or does not."""

from __future__ import annotations

from pathlib import Path

from corridor_data.checks import check_tables
from corridor_data.columns import PARQUET, TABLES, Schema, read_columns
from corridor_data.editions import Edition, make_edition, parquet_bytes
from corridor_data.findings import DataError, Finding
from corridor_data.packages import MANIFEST, PACKAGE, data_package, manifest
from corridor_data.read import Table, read_tables
from corridor_data.swaps import replace_folder


def build(tables: Path | None = None, target: Path | None = None) -> Edition:
    """Return the edition of a folder of tables, after writing it to `target`.

    Parameters
    ----------
    tables
        Folder of the tables; the project's own if None.
    target
        Folder to replace; the project's own if None. It is untouched if anything is wrong.

    Raises
    ------
    DataError
        If a check finds a fault; it carries all of them.
    """
    schema, read, findings = _checked(tables or TABLES)
    if findings:
        raise DataError(findings)
    edition = make_edition(schema, read)
    replace_folder(target or PARQUET, built_files(schema, edition))
    return edition


def find_faults(tables: Path | None = None) -> list[Finding]:
    """Return every fault of a folder of tables (the project's own if None), by file and line."""
    try:
        return _checked(tables or TABLES)[2]
    except DataError as error:  # columns.csv itself: without it nothing else can be read
        return list(error.findings)


def _checked(folder: Path) -> tuple[Schema, dict[str, Table], list[Finding]]:
    """Return the tables of a folder with everything that is wrong with them."""
    schema = read_columns(folder)
    tables, findings = read_tables(folder, schema)
    return schema, tables, sorted(findings + check_tables(schema, tables))


def built_files(schema: Schema, edition: Edition) -> dict[str, bytes]:
    """Return the files of an edition by name; the same edition gives the same bytes."""
    files = {f"{name}.parquet": parquet_bytes(table) for name, table in sorted(edition.tables.items())}
    files[PACKAGE] = data_package(schema, "parquet")
    return files | {MANIFEST: manifest(edition, files)}
