"""Every published claim of every table as one list that can be searched, and what rests on a source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from corridor_data.load import Frames
from dashboard.model.phrases import country_names, distinct_ids, name_pair
from dashboard.model.place_names import fold
from dashboard.model.questions import ClaimsQuestion
from dashboard.model.records.claim_tables import CLAIM_FIELDS, read_claims
from dashboard.model.records.readings import records
from dashboard.text import say, say_number
from dashboard.text.formats import format_partial_date

PAGE_ROWS = 50
"""Claims on one page."""

_SEARCHED = (
    "key",
    "subject",
    "measure",
    "kind",
    "unit",
    "period",
    "said",
    "doubt",
    "pair",
    "corridor",
    "source_ids",
    "note",
)
_SOURCE_FIELDS = (
    "source_id", "publisher", "title", "published", "url", "kind", "language", "licence", "attribution", "processing",
    "note",
)  # fmt: skip


class UnknownSourceError(LookupError):
    """The source asked for is not in sources.csv."""


@dataclass(frozen=True, eq=False)
class ClaimIndex:
    """All claims, ready to be searched; made once by `index_claims` and never changed.

    Attributes
    ----------
    claims
        One row a claim: the fields of `claim_tables.CLAIM_FIELDS`, ``publisher`` and ``source_id`` (the first one).
    texts
        Folded text of every claim, in the same order: its own words, its partners and the publisher.
    sources
        Rows of sources.csv by id.
    """

    claims: pd.DataFrame
    texts: tuple[str, ...] = field(repr=False)
    sources: Mapping[str, Mapping[str, object]] = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    by_source: Mapping[str, npt.NDArray[np.int64]] = field(repr=False)


@dataclass(frozen=True, eq=False)
class ClaimsAnswer:
    """One page of the claims that fit; `find_claims` makes it."""

    question: ClaimsQuestion
    total: int
    page: int
    found: pd.DataFrame = field(repr=False)
    tables: Mapping[str, int] = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return the claims of the page, tables in their order and keys in theirs."""
        start = (self.page - 1) * PAGE_ROWS
        return self.found.iloc[start : start + PAGE_ROWS].reset_index(drop=True)

    def everything(self) -> pd.DataFrame:
        """Return the claims of all pages, for taking away."""
        return self.found

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // PAGE_ROWS))

    def sentence(self) -> str:
        """Return how many claims fit."""
        if not self.total:
            return say("No claim fits.")
        text = say_number("{count} claim fits.", "{count} claims fit.", self.total)
        if self.pages == 1:
            return text
        return f"{text} {say('Page {page} of {pages}.', page=self.page, pages=self.pages)}"

    def subtitle(self) -> str:
        """Return what was asked for, in words."""
        question = self.question
        asked = {
            say("words"): question.text,
            say("table"): question.table,
            say("source"): question.source,
            say("claim"): question.claim,
            say("pair"): question.pair,
            say("corridor"): question.corridor,
        }
        told = [f"{name}: {value}" for name, value in asked.items() if value]
        return ", ".join(told) if told else say("All claims of all tables")

    def notes(self) -> tuple[str, ...]:
        """Return how many of the claims that fit are doubted."""
        doubted = int((self.found["doubt"] != "").sum())
        if not doubted:
            return ()
        return (
            say_number(
                "{count} of them is in doubt; its row says why.",
                "{count} of them are in doubt; their rows say why.",
                doubted,
            ),
        )

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the claims on the page."""
        return distinct_ids(self.frame()["source_ids"])


@dataclass(frozen=True, eq=False)
class SourceAnswer:
    """A source and what rests on it; `describe_source` makes it."""

    source: Mapping[str, object]
    rows: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return every claim that rests on the source."""
        return self.rows

    def details(self) -> dict[str, str]:
        """Return what is known of the source by field; what is not known is left out."""
        cells = {name: self.source.get(name) for name in _SOURCE_FIELDS}
        return {name: str(cell) for name, cell in cells.items() if cell is not None}

    def sentence(self) -> str:
        """Return who published what and how many claims rest on it."""
        count = say_number("{count} claim rests on it.", "{count} claims rest on it.", len(self.rows))
        return f"{self.source['publisher']}: {self.source['title']}. {count}"

    def subtitle(self) -> str:
        """Return date and terms."""
        published = self.source.get("published")
        when = format_partial_date(str(published)) if published else say("date not shown")
        return say("Published: {when}. Licence or terms: {licence}", when=when, licence=self.source["licence"])

    def notes(self) -> tuple[str, ...]:
        """Return the remarks on the source."""
        return tuple(str(self.source[name]) for name in ("processing", "note") if self.source.get(name))

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The source itself."""
        return (str(self.source["source_id"]),)


def index_claims(frames: Frames) -> ClaimIndex:
    """Return all claims of all tables, ready to be searched; takes part of a second, so make it once."""
    names = country_names(frames)
    sources = {str(row["source_id"]): row for row in records(frames.sources)}
    claims = list(read_claims(frames))
    texts = tuple(_search_text(claim, names, sources) for claim in claims)
    table = pd.DataFrame({name: _column(name, [claim[name] for claim in claims]) for name in CLAIM_FIELDS})
    firsts = [str(claim["source_ids"]).split(";")[0] for claim in claims]
    publishers = [str(sources[first]["publisher"]) if first in sources else "" for first in firsts]
    table = table.assign(source_id=_column("source_id", firsts), publisher=_column("publisher", publishers))
    return ClaimIndex(claims=table, texts=texts, sources=sources, names=names, by_source=_by_source(claims))


def _column(name: str, cells: list[object] | list[str]) -> pd.Series:
    return pd.Series(cells, dtype="float64" if name == "value" else "string")


def _by_source(claims: list[dict[str, object]]) -> dict[str, npt.NDArray[np.int64]]:
    found: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        for source_id in str(claim["source_ids"]).split(";"):
            found.setdefault(source_id, []).append(number)
    return {source_id: np.array(numbers, dtype=np.int64) for source_id, numbers in found.items()}


def _search_text(
    claim: Mapping[str, object], names: Mapping[str, str], sources: Mapping[str, Mapping[str, object]]
) -> str:
    cited = [sources[item] for item in str(claim["source_ids"]).split(";") if item in sources]
    pair = str(claim["pair"])
    words = [str(claim[name]) for name in _SEARCHED]
    words += [str(source["publisher"]) for source in cited]
    return fold(" ".join([*words, name_pair(names, pair) if pair else "", str(claim["table"])]))


def find_claims(index: ClaimIndex, question: ClaimsQuestion) -> ClaimsAnswer:
    """Return the claims that hold all words and fit every filter; a page beyond the last shows the last.

    Case, accents and apostrophes do not count; Cyrillic and Arabic letters are compared as they are.
    """
    numbers = _fitting(index, question)
    found = index.claims.take(numbers).reset_index(drop=True)
    pages = max(1, -(-len(numbers) // PAGE_ROWS))
    return ClaimsAnswer(
        question=question,
        total=len(numbers),
        page=min(max(question.page, 1), pages),
        found=found,
        tables={str(table): int(count) for table, count in found["table"].value_counts().items()},
    )


def _fitting(index: ClaimIndex, question: ClaimsQuestion) -> npt.NDArray[np.int64]:
    words = fold(question.text).split()
    if question.source:
        numbers = index.by_source.get(question.source, np.empty(0, dtype=np.int64))
    else:
        numbers = np.arange(len(index.texts), dtype=np.int64)
    for mask in _masks(index.claims, question):
        numbers = numbers[mask[numbers]]
    if words:
        texts = index.texts
        fitting = [number for number in numbers.tolist() if all(word in texts[number] for word in words)]
        numbers = np.array(fitting, dtype=np.int64)
    return numbers


def _masks(claims: pd.DataFrame, question: ClaimsQuestion) -> Iterator[npt.NDArray[np.bool_]]:
    if question.table:
        yield (claims["table"] == question.table).to_numpy(dtype=bool)
    if question.claim:
        yield (claims["key"] == question.claim).to_numpy(dtype=bool)
    if question.pair:
        yield (claims["pair"] == "-".join(sorted(question.pair.split("-")))).to_numpy(dtype=bool)
    if question.corridor:
        named = [question.corridor in cell.split() for cell in claims["corridor"].tolist()]
        yield np.array(named, dtype=bool)


def describe_source(index: ClaimIndex, source_id: str) -> SourceAnswer:
    """Return a source and every claim that rests on it.

    Raises
    ------
    UnknownSourceError
        If there is no such source.
    """
    if source_id not in index.sources:
        raise UnknownSourceError(f"{source_id!r} is not a source of sources.csv ({len(index.sources)} sources)")
    numbers = index.by_source.get(source_id, np.empty(0, dtype=np.int64))
    return SourceAnswer(index.sources[source_id], index.claims.take(numbers).reset_index(drop=True))
