"""What stands around a figure wherever it goes: headline, subtitle, notes, source line, footer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.model.answers import Answer
from dashboard.text import say, say_number

_NAMED = 4  # sources written out on a figure; the Sources page and the spreadsheet hold them all
_STEM = 80  # characters of topic and filters in the name of a file
_TITLE = 90  # characters of a title before it is cut
_GROUND = ("computed", "dataset")  # kinds of sources that figures stand on but that say nothing: named last


@dataclass(frozen=True)
class Edition:
    """Which data a figure was made from.

    Attributes
    ----------
    digest
        Build of the data.
    as_of
        Day of the last known state, in words.
    """

    digest: str
    as_of: str

    @property
    def short(self) -> str:
        """The first eight characters of the digest, as they are printed."""
        return self.digest[:8]


@dataclass(frozen=True)
class Citation:
    """One source: its code in the tables, how it is cited, its address and its terms; the last two may be empty."""

    source_id: str
    words: str
    url: str = ""
    terms: str = ""


@dataclass(frozen=True)
class Card:
    """Every text that leaves with a figure, ready to be set."""

    headline: str  # the first sentence of the answer
    standfirst: str  # the rest of it
    subtitle: str
    notes: tuple[str, ...]
    source: str
    footer: str
    description: str
    filters: str
    link: str
    sources: tuple[Citation, ...]
    language: str = "en"


def build_card(
    answer: Answer, sources: pd.DataFrame, edition: Edition, *, link: str, filters: str, kind: str, on_map: bool
) -> Card:
    """Return the texts around an answer's figure.

    Parameters
    ----------
    answer
        What the figure shows.
    sources
        The table of sources.
    edition
        The data it rests on.
    link
        Address at which the same view opens again.
    filters
        The question in words.
    kind
        Name of the chart for screen readers, as "Line chart".
    on_map
        Whether borders are drawn, so that the disclaimer is due.
    """
    made_here = set(sources.loc[sources["kind"].isin(_GROUND), "source_id"])
    cited = cite_sources(sorted(answer.source_ids, key=lambda source: source in made_here), sources)
    headline, standfirst = split_sentence(answer.sentence())
    notes = answer.notes() + ((map_disclaimer(),) if on_map else ())
    return Card(
        headline=headline,
        standfirst=standfirst,
        subtitle=answer.subtitle(),
        notes=notes,
        source=source_line(cited),
        footer=_footer(edition, link, filters),
        description=describe(kind, answer),
        filters=filters,
        link=link,
        sources=cited,
    )


def split_sentence(words: str) -> tuple[str, str]:
    """Return the first sentence, which makes the headline, and the rest, which stands under it.

    Examples
    --------
    >>> split_sentence("Trade was USD 3.4bn in 2024. It was higher in 2014.")
    ('Trade was USD 3.4bn in 2024.', 'It was higher in 2014.')
    >>> split_sentence("The narrowest stretch carries 5 Mt a year. 1 stretch has no known figure.")
    ('The narrowest stretch carries 5 Mt a year.', '1 stretch has no known figure.')
    """
    first, *rest = re.split(r"(?<=[.!?])\s+(?=[A-Z\d])", words.strip(), maxsplit=1)
    return first, " ".join(rest)


def describe(kind: str, answer: Answer) -> str:
    """Return the name of a figure for those who cannot see it: what sort of chart of what."""
    return say("{kind}. {subtitle}", kind=kind, subtitle=answer.subtitle())


def cite_sources(source_ids: Sequence[str], sources: pd.DataFrame) -> tuple[Citation, ...]:
    """Return one citation a source, producer first, in the order of the ids; ids not in the table are skipped."""
    rows = sources.set_index("source_id").reindex(list(source_ids)).dropna(subset=["publisher"])
    told = rows[["publisher", "published", "title", "url", "licence"]].map(_text)
    return tuple(
        Citation(str(source_id), _cite(publisher, published, title), url, licence)
        for source_id, publisher, published, title, url, licence in told.itertuples(name=None)
    )


def source_line(cited: Sequence[Citation]) -> str:
    """Return the source line: the first sources written out, the rest counted."""
    if not cited:
        return say("Source: not stated.")
    named = "; ".join(citation.words for citation in cited[:_NAMED])
    rest = len(cited) - _NAMED
    more = say_number("; and {count} more source", "; and {count} more sources", rest) if rest > 0 else ""
    return say("Source: {named}{more}. Processing: this dashboard.", named=named, more=more)


def map_disclaimer() -> str:
    """Return what every map says about its borders."""
    return say(
        "Boundaries and names on this map imply no endorsement or acceptance. Outlines: Natural Earth, 1:50 million; "
        "disputed lines are drawn as that source draws them."
    )


def licence_line() -> str:
    """Return the terms under which a figure may be passed on."""
    return say("Figure: CC BY 4.0; data under the terms of each source.")


def file_stem(card: Card, topic: str, edition: Edition) -> str:
    """Return the name of a file without its ending: topic, filters up to a whole word, data version, language."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{topic} {card.filters}".lower()).strip("-")
    if len(words) > _STEM:
        words = words[: _STEM + 1].rpartition("-")[0] or words[:_STEM]
    return f"{words}_d{edition.short}_{card.language}"


def _footer(edition: Edition, link: str, filters: str) -> str:
    return say(
        "{filters}. Data {digest}, last known state {as_of}. {licence} {link}",
        filters=filters,
        digest=edition.short,
        as_of=edition.as_of,
        licence=licence_line(),
        link=link,
    )


def _cite(publisher: str, published: str, title: str) -> str:
    short = title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
    year = published[:4] or say("no date")
    return say("{publisher} ({year}), {title}", publisher=publisher, year=year, title=short)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
