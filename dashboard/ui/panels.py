"""What every page is made of: the headline, the figure with all that belongs to it, and four kinds of nothing."""

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from corridor_data.load import split_ids
from dashboard.exports.cards import Card, build_card, cite_sources, file_stem, split_sentence
from dashboard.exports.files import File
from dashboard.exports.images import MIME, Format, no_browser_sentence
from dashboard.exports.sheets import CSV_MIME, XLSX_MIME, write_csv, write_xlsx
from dashboard.figures.basemaps import TOPOJSON
from dashboard.figures.look import DARK, LIGHT, Look
from dashboard.model.answers import Answer
from dashboard.text import say, say_number
from dashboard.text.columns import column_label
from dashboard.ui import cached, controls
from dashboard.ui.pages import link_to, path_here
from dashboard.ui.tables import html_table, list_of_facts

Figure = go.Figure
Nothing = Literal["no_way", "no_data", "not_licensed", "not_checked"]

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
    first, rest = split_sentence(answer.sentence())
    st.html(
        f'<div class="answer"><p class="sentence">{html.escape(first)}</p><p class="rest-of-finding">{html.escape(rest)}</p><p class="measure">{html.escape(answer.subtitle())}</p></div>'
    )


def figure(
    draw: Callable[[Look], go.Figure],
    answer: Answer,
    question: Any,
    *,
    key: str,
    rows: pd.DataFrame | None = None,
    columns: Sequence[str] | None = None,
    bare: bool = False,
) -> None:
    """Show a figure with all that belongs to it: headline, name for screen readers, notes, table twin, sources, files.

    Parameters
    ----------
    draw
        Draws the figure in the colours it is given; called once a question and scheme.
    answer
        What the figure shows: its sentence, subtitle, notes and sources go with it.
    question
        What was asked; key of the caches, and the link and filters printed on exports.
    key
        Name of the figure on the page, also of its files.
    rows
        Rows of table and files where they are not the answer's own frame.
    columns
        Columns of the table under the figure; all where left out.
    bare
        Leave the headline out, where the page shows it above.
    """
    shown = answer.frame() if rows is None else rows
    with st.container(border=True, key=f"panel-{key}"):
        if not bare:
            st.html(_heading(answer))
        if shown.empty:
            nothing("no_data", say("There is no row for this choice. Other partners, years or kinds may have some."))
            return
        picture = cached.figure(key, question, current_look(), draw)
        meta = picture.layout.meta or {}
        card = _card(answer, question, str(meta.get("kind", say("Figure"))), on_map=bool(meta.get("map")))
        st.plotly_chart(
            picture,
            theme=None,
            key=f"chart-{key}",
            config=_CONFIG,
            alt=f"{card.description} {card.headline}",
            height=int(picture.layout.height or 380),
        )
        notes(card.notes)
        _twin(shown, answer, question, key, columns)
        _foot(picture, shown, card, answer, key)


def table(
    rows: pd.DataFrame,
    answer: Answer,
    question: Any,
    *,
    key: str,
    caption: str,
    columns: Sequence[str] | None = None,
    files: pd.DataFrame | None = None,
) -> None:
    """Show a table without a figure, with its files; ``files`` are the rows to take away where they are more."""
    with st.container(border=True, key=f"panel-{key}"):
        st.html(f'<h3 class="finding">{html.escape(caption)}</h3>')
        if rows.empty:
            nothing("no_data", say("No row of this kind is in the tables."))
            return
        st.html(cached.markup(f"table-{key}", question, lambda: html_table(rows, caption, columns)))
        card = _card(answer, question, say("Table"), on_map=False)
        with st.container(horizontal=True, key=f"foot-{key}"):
            taken = rows if files is None else files
            _downloads(_sheets(taken, card, key), key, len(taken))


def in_tabs(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each key with its name, what is shown meanwhile stands in its tab; one alone has no tabs."""
    if len(names) == 1:
        yield from names.items()
    elif names:
        for (key, name), tab in zip(names.items(), st.tabs(list(names.values())), strict=True):
            with tab:
                yield key, name


@dataclass(frozen=True)
class _Part:
    """A part of an answer that has its own rows and headline, with the notes and sources of the whole."""

    whole: Answer
    headline: str
    rows: pd.DataFrame

    def frame(self) -> pd.DataFrame:
        """Return the rows of the part."""
        return self.rows

    def sentence(self) -> str:
        """Return the headline of the part."""
        return self.headline

    def subtitle(self) -> str:
        """Return what the whole measures."""
        return self.whole.subtitle()

    def notes(self) -> tuple[str, ...]:
        """Return the notes on the whole."""
        return self.whole.notes()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the rows where they name any, else of the whole."""
        columns = [c for c in ("source_ids", "source_id") if c in self.rows.columns]
        found = {i for c in columns for cell in self.rows[c].dropna() for i in split_ids(str(cell))}
        return tuple(sorted(found)) or self.whole.source_ids


def part(whole: Answer, headline: str, rows: pd.DataFrame) -> Answer:
    """Return some rows of an answer as an answer of their own."""
    return _Part(whole, headline, rows)


def facts(known: Mapping[str, str]) -> None:
    """Show what is known of a thing, name by name."""
    st.html(list_of_facts([(column_label(name), value) for name, value in known.items()]))


def notes(sentences: Sequence[str]) -> None:
    """Show what a reader must know before using a figure."""
    if sentences:
        st.html('<ul class="notes">' + "".join(f"<li>{html.escape(s)}</li>" for s in sentences) + "</ul>")


def nothing(kind: Nothing, sentence: str) -> None:
    """Show one of the four kinds of nothing, each by its own word: they mean different things and lead to different acts."""
    word = {
        "no_way": say("No way is open"),
        "no_data": say("No data"),
        "not_licensed": say("Not licensed"),
        "not_checked": say("Not checked"),
    }[kind]
    st.html(
        f'<div class="nothing {kind}" role="status"><strong>{html.escape(word)}</strong><span>{html.escape(sentence)}</span></div>'
    )


def sources(answer: Answer) -> None:
    """Show every source of an answer as a link into the Sources page."""
    ids = answer.source_ids
    cited = cite_sources(ids, cached.frames().sources)
    if not cited:
        nothing("no_data", say("No source is stated for this figure."))
    for source_id, words in list(zip(ids, cited, strict=True))[:_LISTED]:
        link_to("sources", words, {"source": source_id})
    if len(cited) > _LISTED:
        st.html(
            f'<p class="rest">{html.escape(say_number("{count} more source is named in the files.", "{count} more sources are named in the files.", len(cited) - _LISTED))}</p>'
        )


def _heading(answer: Answer) -> str:
    first, rest = split_sentence(answer.sentence())
    more = f'<p class="rest-of-finding">{html.escape(rest)}</p>' if rest else ""
    return f'<h3 class="finding">{html.escape(first)}</h3>{more}<p class="measure">{html.escape(answer.subtitle())}</p>'


def _card(answer: Answer, question: Any, kind: str, *, on_map: bool) -> Card:
    return build_card(
        answer,
        cached.frames().sources,
        cached.edition(),
        link=path_here(controls.address_of(question)),
        filters=controls.in_words(question),
        kind=kind,
        on_map=on_map,
    )


def _twin(shown: pd.DataFrame, answer: Answer, question: Any, key: str, columns: Sequence[str] | None) -> None:
    """Show the rows of the figure as a table, closed until somebody wants it."""
    count = say_number("{count} row", "{count} rows", len(shown))
    with st.expander(say("The figure as a table ({count})", count=count), key=f"twin-{key}"):
        st.html(cached.markup(f"twin-{key}", question, lambda: html_table(shown, answer.subtitle(), columns)))


def _foot(picture: go.Figure, shown: pd.DataFrame, card: Card, answer: Answer, key: str) -> None:
    """Show the sources and the files of a figure."""
    with st.container(horizontal=True, key=f"foot-{key}"):
        with st.popover(
            say("Sources ({count})", count=len(answer.source_ids)), icon=":material/menu_book:", type="tertiary"
        ):
            sources(answer)
        _downloads([*_pictures(picture, card, key), *_sheets(shown, card, key)], key, len(shown))


def _downloads(files: Sequence[File], key: str, count: int) -> None:
    with st.popover(say("Download"), icon=":material/download:", type="tertiary"):
        for file in files:
            st.download_button(
                _FILE_WORDS[file.name.rpartition(".")[2]](),
                file.make,
                file.name,
                file.mime,
                key=f"file-{key}-{file.name.rpartition('.')[2]}",
                on_click="ignore",
                width="stretch",
            )
        if not any(file.mime in MIME.values() for file in files) and not cached.can_draw():
            st.caption(no_browser_sentence())
        st.caption(say_number("{count} row in the table files.", "{count} rows in the table files.", count))


def _pictures(picture: go.Figure, card: Card, key: str) -> list[File]:
    """Return the picture files of a figure; none where no browser can draw them."""
    if not cached.can_draw():
        return []
    stem = file_stem(card, key, cached.edition())

    def drawn(kind: Format) -> Callable[[], bytes]:
        return lambda: cached.exporter().draw(picture, card, kind)

    return [File(f"{stem}.{kind}", mime, drawn(kind)) for kind, mime in MIME.items()]


def _sheets(rows: pd.DataFrame, card: Card, key: str) -> list[File]:
    stem, edition = file_stem(card, key, cached.edition()), cached.edition()
    return [
        File(f"{stem}.csv", CSV_MIME, lambda: write_csv(rows, card, edition)),
        File(f"{stem}.xlsx", XLSX_MIME, lambda: write_xlsx(rows, card, edition)),
    ]


_FILE_WORDS: dict[str, Callable[[], str]] = {
    "png": lambda: say("PNG, for slides and chat"),
    "svg": lambda: say("SVG, for editing"),
    "pdf": lambda: say("PDF, for print"),
    "csv": lambda: say("CSV, the rows"),
    "xlsx": lambda: say("XLSX, rows and sources"),
}
