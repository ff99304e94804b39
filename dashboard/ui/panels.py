"""What every page is made of: the headline, the figure with all that belongs to it, and four kinds of nothing."""

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st

from dashboard.exports.cards import file_stem
from dashboard.exports.files import File
from dashboard.exports.images import MIME, Format, no_browser_sentence
from dashboard.exports.sheets import CSV_MIME, XLSX_MIME, write_csv, write_xlsx
from dashboard.figures.basemaps import TOPOJSON
from dashboard.figures.look import DARK, HEIGHT, LIGHT, Figure, Look
from dashboard.model.answers import Answer
from dashboard.text import say, say_number
from dashboard.text.columns import column_label
from dashboard.ui import cached, controls
from dashboard.ui.contents import Content, Part, Rows, answer_block, fill_content, finding, list_of_notes
from dashboard.ui.pages import link_to, literal
from dashboard.ui.tables import list_of_facts

Nothing = Literal["no_way", "no_data", "not_licensed", "not_checked"]
K = TypeVar("K", bound=str)
Draw = Callable[[Look], Figure]

_LISTED = 12  # sources that get a link of their own under a figure
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "topojsonURL": TOPOJSON, "responsive": True}


def current_look() -> Look:
    """Return the colours of the reader's scheme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def title(words: str, lead: str = "") -> None:
    """Show the name of the page and, in a sentence, what it answers."""
    st.html(f'<h1 class="page">{html.escape(words)}</h1><p class="lead">{html.escape(lead)}</p>')


def section(words: str, lead: str = "") -> None:
    """Show the name of a part of the page."""
    more = f'<p class="lead">{html.escape(lead)}</p>' if lead else ""
    st.html(f'<h2 class="part">{html.escape(words)}</h2>{more}')


def headline(answer: Answer) -> None:
    """Show the sentence that answers the page's question, and what was measured."""
    st.html(answer_block(answer))


def figure(
    draw: Draw,
    answer: Answer,
    question: object,
    *,
    key: str,
    columns: Sequence[str] | None = None,
    pick: tuple[type[Any], str] | None = None,
) -> None:
    """Show a figure with all that belongs to it: headline, name for screen readers, notes, table twin, sources, files.

    Parameters
    ----------
    draw
        Draws the figure in the colours it is given; called once a question and scheme.
    answer
        What the figure shows: its rows, sentence, subtitle, notes and sources go with it.
    question
        What was asked, several where it was several: key of the caches, and the link and filters printed on exports.
    key
        Name of the figure on the page, also of its files.
    columns
        Columns of the table under the figure; all where left out.
    pick
        Question and field that a click on a point sets to the point's ``customdata``.
    """
    with st.container(border=True, key=f"panel-{key}"):
        picture = cached.figure(key, question, current_look(), draw)
        content = fill_content(answer, question, key, picture.kind, columns, on_map=picture.on_map)
        st.html(content.heading)
        if content.rows.empty:
            nothing("no_data", say("There is no row for this choice. Other partners, years or kinds may have some."))
            return
        alt = f"{content.card.description} {content.card.headline}"
        height = int(picture.layout.height or HEIGHT)
        clicks = _clicks(pick, f"chart-{key}")
        shape = "roomy-map" if picture.on_map else "roomy" if picture.roomy else "fitted"
        with st.container(key=f"{shape}-{key}"):
            st.plotly_chart(picture, theme=None, key=f"chart-{key}", config=_CONFIG, alt=alt, height=height, **clicks)
        if content.notes:
            st.html(content.notes)
        count = say_number("{count} row", "{count} rows", len(content.rows))
        with st.expander(say("The figure as a table ({count})", count=count), key=f"twin-{key}"):
            st.html(content.twin)
        _foot(content, key, picture)


def _clicks(pick: tuple[type[Any], str] | None, chart: str) -> dict[str, Any]:
    """Return what makes the points of a chart clickable."""
    if pick is None:
        return {}
    return {"on_select": lambda: controls.choose(*pick, chart), "selection_mode": "points"}


def refusal(error: Exception) -> None:
    """Show in a sentence why a question cannot be asked."""
    st.warning(literal(str(error)))


def cures(offers: Sequence[tuple[str, object]], path: str) -> None:
    """Show links that ask a question of a page again, each with the words for what is changed in it."""
    for words, question in offers:
        link_to(path, words, controls.address_of(question), icon=":material/build:")


def table(
    answer: Answer,
    question: object,
    *,
    key: str,
    columns: Sequence[str] | None = None,
    files: Rows | None = None,
    none_left: bool = False,
) -> None:
    """Show a table without a figure, with its sources and files.

    Parameters
    ----------
    answer
        Whose rows are shown.
    question
        What was asked.
    key
        Name of the table on the page, also of its files.
    columns
        Columns in their order; all where left out.
    files
        Gives the rows to take away where they are more than are shown.
    none_left
        Whether no row is an answer, which the headline gives, and not a gap in the data.
    """
    with st.container(border=True, key=f"panel-{key}"):
        content = fill_content(answer, question, key, say("Table"), columns, on_map=False)
        st.html(finding(answer))
        if content.rows.empty:
            if not none_left:
                nothing("no_data", say("No row of this kind is in the tables."))
            return
        st.html(content.twin)
        _foot(content, key, files=files)


def part(whole: Answer, headline: str, rows: Rows, measured: str = "", notes: tuple[str, ...] | None = None) -> Answer:
    """Return some rows of an answer as an answer of their own; subtitle and notes are the whole's if left out."""
    return Part(whole, headline, rows, measured, notes)


def side_by_side() -> tuple[Any, Any]:
    """Return two halves of the page, to be filled with ``with``; on a phone the second stands below the first."""
    left, right = st.columns(2, gap="medium")
    return left, right


def in_tabs(names: Mapping[K, str]) -> Iterator[tuple[K, str]]:
    """Yield each key with its name; what is shown meanwhile stands in its tab. One alone has no tabs."""
    if len(names) == 1:
        yield from names.items()
    elif names:
        for (key, name), tab in zip(names.items(), st.tabs(list(names.values())), strict=True):
            with tab:
                yield key, name


def facts(known: Mapping[str, str]) -> None:
    """Show what is known of a thing, name by name."""
    if known:
        st.html(list_of_facts([(column_label(name), value) for name, value in known.items()]))


def notes(sentences: Sequence[str]) -> None:
    """Show what a reader must know before using a figure."""
    if sentences:
        st.html(list_of_notes(sentences))


def nothing(kind: Nothing, sentence: str) -> None:
    """Show one of the four kinds of nothing, each by its own word: they ask for different acts."""
    word = {
        "no_way": say("No way is open"),
        "no_data": say("No data"),
        "not_licensed": say("Not licensed"),
        "not_checked": say("Not checked"),
    }[kind]
    text = f"<strong>{html.escape(word)}</strong><span>{html.escape(sentence)}</span>"
    st.html(f'<div class="nothing {kind}" role="status">{text}</div>')


@st.fragment
def _foot(content: Content, key: str, picture: Figure | None = None, files: Rows | None = None) -> None:
    """Show the sources and the files; what is in them is made when they are opened."""
    with st.container(horizontal=True, key=f"foot-{key}"):
        count = say("Sources ({count})", count=len(content.cited))
        with st.popover(
            count, icon=":material/menu_book:", type="tertiary", key=f"sources-{key}", on_change="rerun"
        ) as menu:
            if menu.open:
                _sources(content)
        with st.popover(
            say("Download"), icon=":material/download:", type="tertiary", key=f"files-{key}", on_change="rerun"
        ) as menu:
            if menu.open:
                _downloads(content, key, picture, files)


def _sources(content: Content) -> None:
    """Show every source as a link into the Sources page."""
    if not content.cited:
        nothing("no_data", say("No source is stated for this figure."))
    for source_id, words in content.cited[:_LISTED]:
        link_to("sources", words, {"source": source_id})
    rest = len(content.cited) - _LISTED
    if rest > 0:
        st.caption(
            say_number(
                "{count} more source is named in the files.", "{count} more sources are named in the files.", rest
            )
        )


def _downloads(content: Content, key: str, picture: Figure | None, files: Rows | None) -> None:
    rows = content.rows if files is None else files()
    offered = [*(_pictures(picture, content, key) if picture else ()), *_sheets(rows, content, key)]
    for file in offered:
        ending = file.name.rpartition(".")[2]
        st.download_button(
            _FILE_WORDS[ending](),
            file.make,
            file.name,
            file.mime,
            key=f"file-{key}-{ending}",
            on_click="ignore",
            width="stretch",
        )
    if picture and not cached.can_draw():
        st.caption(no_browser_sentence())
    st.caption(say_number("{count} row in the table files.", "{count} rows in the table files.", len(rows)))


def _pictures(picture: Figure, content: Content, key: str) -> list[File]:
    """Return the picture files of a figure; none where no browser can draw them."""
    if not cached.can_draw():
        return []
    stem = file_stem(content.card, key, cached.edition())

    def drawn(kind: Format) -> Callable[[], bytes]:
        return lambda: cached.exporter().draw(picture, content.card, kind)

    return [File(f"{stem}.{kind}", mime, drawn(kind)) for kind, mime in MIME.items()]


def _sheets(rows: pd.DataFrame, content: Content, key: str) -> list[File]:
    edition = cached.edition()
    stem = file_stem(content.card, key, edition)
    return [
        File(f"{stem}.csv", CSV_MIME, lambda: write_csv(rows, content.card, edition)),
        File(f"{stem}.xlsx", XLSX_MIME, lambda: write_xlsx(rows, content.card, edition)),
    ]


_FILE_WORDS: dict[str, Callable[[], str]] = {
    "png": lambda: say("PNG, for slides and chat"),
    "svg": lambda: say("SVG, for editing"),
    "pdf": lambda: say("PDF, for print"),
    "csv": lambda: say("CSV, the rows"),
    "xlsx": lambda: say("XLSX, rows and sources"),
}
