"""What a panel shows, put together once a question: texts, rows, table, sources. Streamlit only lays it out."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from corridor_data.load import split_ids
from dashboard.exports.cards import Card, build_card, cite_sources, split_sentence
from dashboard.model.answers import Answer
from dashboard.ui import cached, controls
from dashboard.ui.pages import path_here
from dashboard.ui.tables import html_table

Rows = Callable[[], pd.DataFrame]


@dataclass(frozen=True)
class Content:
    """Everything in a panel but the picture.

    Attributes
    ----------
    heading
        Headline, the rest of the finding, and what was measured, as markup.
    notes
        Notes as markup.
    twin
        The rows as a table.
    rows
        The rows themselves, for the files.
    card
        The texts that leave with the figure.
    cited
        Id and citation of every source.
    """

    heading: str
    notes: str
    twin: str
    rows: pd.DataFrame
    card: Card
    cited: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """Some rows of an answer with a headline of their own; notes are those of the whole unless it has its own."""

    whole: Answer
    headline: str
    make_rows: Rows
    measured: str = ""  # what the rows measure, where it is not what the whole does
    noted: tuple[str, ...] | None = None  # notes on the rows, where they are not those on the whole

    def frame(self) -> pd.DataFrame:
        """Return the rows of the part."""
        return self.make_rows()

    def sentence(self) -> str:
        """Return the headline of the part."""
        return self.headline

    def subtitle(self) -> str:
        """Return what the rows measure."""
        return self.measured or self.whole.subtitle()

    def notes(self) -> tuple[str, ...]:
        """Return the notes on the part, where it has its own, else on the whole."""
        return self.whole.notes() if self.noted is None else self.noted

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the rows where they name any, else of the whole."""
        rows = self.make_rows()
        columns = [c for c in ("source_ids", "source_id") if c in rows.columns]
        found = {i for c in columns for cell in rows[c].dropna() for i in split_ids(str(cell))}
        return tuple(sorted(found)) or self.whole.source_ids


def fill_content(
    answer: Answer, question: object, key: str, kind: str, columns: Sequence[str] | None, *, on_map: bool
) -> Content:
    """Return what a panel shows, put together once a question, build and address of the server."""
    here = path_here(controls.address_of(question))

    def make() -> Content:
        frames = cached.frames()
        rows = answer.frame()
        card = build_card(
            answer,
            frames.sources,
            cached.edition(),
            link=here,
            filters=controls.in_words(question),
            kind=kind,
            on_map=on_map,
        )
        cited = tuple((source.source_id, source.words) for source in cite_sources(answer.source_ids, frames.sources))
        twin = html_table(rows, split_sentence(answer.sentence())[0], columns) if len(rows) else ""
        return Content(_heading(answer), list_of_notes(card.notes), twin, rows, card, cited)

    return cached.made("content", f"{key} {here}", question, make)


def list_of_notes(sentences: Sequence[str]) -> str:
    """Return notes as a list; nothing where there are none."""
    items = "".join(f"<li>{html.escape(s)}</li>" for s in sentences)
    return f'<ul class="notes">{items}</ul>' if items else ""


def finding(answer: Answer) -> str:
    """Return the headline and the rest of the finding as markup."""
    first, rest = split_sentence(answer.sentence())
    more = f'<p class="rest-of-finding">{html.escape(rest)}</p>' if rest else ""
    return f'<h2 class="finding">{html.escape(first)}</h2>{more}'


def _heading(answer: Answer) -> str:
    return f'{finding(answer)}<p class="measure">{html.escape(answer.subtitle())}</p>'


def answer_block(answer: Answer) -> str:
    """Return the sentence that answers a page's question, set apart."""
    first, rest = split_sentence(answer.sentence())
    parts = (("sentence", first), ("rest-of-finding", rest), ("measure", answer.subtitle()))
    return '<div class="answer">' + "".join(f'<p class="{c}">{html.escape(w)}</p>' for c, w in parts if w) + "</div>"
