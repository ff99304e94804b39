"""Frames as tables of real markup: read aloud, reached by keyboard, printed, with links into the Sources page.

Streamlit's own table of data is a canvas that a screen reader cannot enter, so the twin of every figure is written
here.
"""

import datetime as dt
import html
import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

import pandas as pd

from dashboard.exports.sheets import heading, plain, shown_columns
from dashboard.text import say, say_number
from dashboard.text.columns import word_label
from dashboard.text.formats import format_number

MOST_ROWS = 200  # rows of a table on a page; the files hold all
_LINKED = {
    "source_id": "source",
    "source_ids": "source",
    "claim_id": "claim",
    "claim_ids": "claim",
    "fact_id": "claim",
    "fact_ids": "claim",
    "target_id": "claim",
    "project_id": "claim",
    "row_ids": "claim",
    "event_id": "claim",
    "event_ids": "claim",
    "key": "claim",
}
_PAGES: dict[str, Callable[[], str]] = {  # columns of addresses of other pages, and the words of the link
    "open_routes": lambda: say("Routes"),
    "open_capacity": lambda: say("Capacity"),
}
_NOTHING: dict[str, Callable[[], str]] = {  # what an empty cell means where it is not that data are missing
    "by_year": lambda: say("no year named"),
    "fails_in_year": str,
    "value_high": str,
    "days_block_train": lambda: say("none known"),
    "capacity_low": str,
    "capacity_high": str,
}
_PLAIN_NUMBERS = re.compile(r"(?<!per_)year$|^position$|^page$")  # numbers that are names: 2024 is not 2,024
_MOST_LINKS = 6
_SHORT = 16  # characters up to which a cell is never broken
_LONG = 40  # characters from which a cell gets room
_VERY_LONG = 120  # characters from which it gets that of a sentence, so that no row is many times as high as another


def html_table(frame: pd.DataFrame, caption: str, columns: Sequence[str] | None = None) -> str:
    """Return a frame as a table: headings with units, numbers aligned right, missing figures named as such.

    Parameters
    ----------
    frame
        Rows to show; not changed.
    caption
        What the table shows; read out before it.
    columns
        Columns in their order; all that a reader is shown where left out.
    """
    columns = list(columns or shown_columns(frame))
    numeric = {
        column
        for column in columns
        if pd.api.types.is_numeric_dtype(frame[column]) and not pd.api.types.is_bool_dtype(frame[column])
    }
    heads = "".join(f'<th scope="col"{_side(c, numeric)}>{html.escape(heading(frame, c))}</th>' for c in columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_side(c, numeric, value)}>{_cell(c, value, numeric=c in numeric)}</td>"
            for c, value in zip(columns, row, strict=True)
        )
        + "</tr>"
        for row in frame[columns].head(MOST_ROWS).itertuples(index=False, name=None)
    )
    rest = len(frame) - MOST_ROWS
    more = f'<p class="rest">{html.escape(_more_rows(rest))}</p>' if rest > 0 else ""
    name = html.escape(caption, quote=True)
    table = f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    caption = f'<caption class="unseen">{html.escape(caption)}</caption>'
    region = f'<div class="twin" tabindex="0" role="region" aria-label="{name}">'
    return f"{region}<table>{caption}{table}</table></div>{more}"


def _more_rows(count: int) -> str:
    return say_number("{count} more row is in the files.", "{count} more rows are in the files.", count)


def list_of_facts(pairs: Sequence[tuple[str, str]]) -> str:
    """Return names and values as a description list; an address becomes a link."""
    items = "".join(f"<dt>{html.escape(name)}</dt><dd>{_linked(value)}</dd>" for name, value in pairs if value)
    return f'<dl class="facts">{items}</dl>'


def _side(column: str, numeric: set[str], value: object = None) -> str:
    """Return the class of a cell: numbers to the right, long texts with room."""
    if column in numeric:
        return ' class="number"'
    if isinstance(value, dt.date) or (isinstance(value, str) and len(value) <= _SHORT):
        return ' class="short"'
    if column in _PAGES:
        return ' class="short"'
    if column == "sentence":
        return ' class="sentence"'
    ids = value.count(";") if isinstance(value, str) and column in _LINKED else 0
    if column not in _LINKED and isinstance(value, str) and len(value) > _VERY_LONG:
        return ' class="sentence"'
    long = isinstance(value, str) and len(value) > _LONG and (column not in _LINKED or ids > 1)
    return ' class="long"' if long else ""


def _cell(column: str, value: object, *, numeric: bool) -> str:
    if column in _LINKED:
        ids = list(value) if isinstance(value, list | tuple) else str(plain(value) or "").split(";")
        return _links(_LINKED[column], [i for i in ids if i])
    cell = plain(value)
    if column in _PAGES and isinstance(cell, str):
        return f'<a href="{html.escape(cell, quote=True)}" target="_self">{html.escape(_PAGES[column]())}</a>'
    if cell is None:
        word = _NOTHING[column]() if column in _NOTHING else say("no data") if numeric else ""
        return f'<span class="missing">{html.escape(word)}</span>' if word else ""
    if isinstance(cell, int | float):
        return html.escape(str(cell) if _PLAIN_NUMBERS.search(column) else format_number(cell, 4))
    return _linked(cell) if cell.startswith(("http://", "https://")) else html.escape(word_label(cell))


def _links(name: str, ids: Sequence[str]) -> str:
    shown = ", ".join(
        f'<a href="sources?{name}={quote(i)}" target="_self">{html.escape(i)}</a>' for i in ids[:_MOST_LINKS]
    )
    rest = len(ids) - _MOST_LINKS
    return shown + (html.escape(say_number(" and {count} more", " and {count} more", rest)) if rest > 0 else "")


def _linked(text: str) -> str:
    safe = html.escape(text, quote=True)
    return (
        f'<a href="{safe}" rel="noopener noreferrer" target="_blank">{safe}</a>'
        if re.match(r"https?://", text)
        else safe
    )
