"""`python -m dashboard.text`: collect every visible sentence of the dashboard into one catalogue.

The catalogue is `locale/dashboard.pot`. A new language is `pybabel init -D dashboard -i
dashboard/text/locale/dashboard.pot -d dashboard/text/locale -l fa`, translated, and compiled with `pybabel compile -D
dashboard -d dashboard/text/locale`.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

_PACKAGE = Path(__file__).parents[1]
_TABLES = _PACKAGE.parent / "corridor_data" / "tables"
CATALOGUE = Path(__file__).parent / "locale" / "dashboard.pot"
_WRITTEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # fixed, so that the file changes with the sentences only
_KEYWORDS = {"say": None, "say_number": (1, 2)}


def collect() -> bytes:
    """Return the catalogue: what the code says, and the words of the tables that are shown; same code, same bytes."""
    catalogue = Catalog(
        project="Corridor dashboard",
        version="",
        copyright_holder="",
        msgid_bugs_address="",
        fuzzy=False,
        creation_date=_WRITTEN,
    )
    for message, context in sorted({*_said(), *_named()}, key=str):
        catalogue.add(message, auto_comments=[context] if context else [])
    text = io.BytesIO()
    write_po(text, catalogue, width=120, sort_output=True)
    return text.getvalue()


def _said() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Yield every sentence that the code passes to `say` and `say_number`."""
    found = extract_from_dir(
        str(_PACKAGE), method_map=[("**.py", "python")], keywords=_KEYWORDS, strip_comment_tags=True
    )
    for _, _, message, _, _ in found:
        yield (tuple(message) if isinstance(message, list | tuple) else message), ""


def _named() -> Iterator[tuple[str, str]]:
    """Yield the names of columns, the words allowed in them, and the names of countries."""
    for row in _rows("columns.csv"):
        yield row["column"].replace("_", " "), "column"
        for word in row["allowed"].split("|"):
            if word.replace("_", "").isalpha() and word.islower():
                yield word.replace("_", " "), "word of a table"
    for row in _rows("countries.csv"):
        yield row["name"], "country"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_TABLES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_bytes(collect())
    print(f"{CATALOGUE}: {collect().count(b'msgid ')} messages")
