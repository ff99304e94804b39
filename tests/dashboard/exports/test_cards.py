"""The texts that leave with a figure."""

from dataclasses import dataclass

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.cards import (
    Card,
    Citation,
    Edition,
    build_card,
    cite_sources,
    file_stem,
    source_line,
    split_sentence,
)

SOURCES = pd.DataFrame(
    {
        "source_id": ["kaz", "osm", "seed"],
        "publisher": ["Bureau of Statistics", "scgraph_data", "Tehran Times"],
        "title": ["Foreign trade 2018-2023", "world railways", "T" * 120],
        "published": ["2024-03-01", None, "2025"],
        "url": ["https://stat.example/trade", None, None],
        "licence": ["CC BY 4.0", None, "not stated"],
        "kind": ["official_statistics", "dataset", "news"],
    }
)
EDITION = Edition(digest="0123456789abcdef", as_of="2 Jul 2026")


@dataclass(frozen=True)
class Told:
    """An answer of two sentences."""

    source_ids: tuple[str, ...] = ("osm", "kaz")

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame({"value": [1]})

    def sentence(self) -> str:
        return "Trade was USD 340m in 2024. It was higher in 2007."

    def subtitle(self) -> str:
        return "USD, current prices, calendar years"

    def notes(self) -> tuple[str, ...]:
        return ("One figure is in doubt.",)


def card(**changes: object) -> Card:
    terms = {"link": "http://here/trade?pair=IRN-KAZ", "filters": "Partners: Iran–Kazakhstan", "kind": "Line chart"}
    return build_card(Told(), SOURCES, EDITION, **({"on_map": False} | terms | changes))


def test_the_first_sentence_is_the_headline_and_the_rest_stands_under_it() -> None:
    assert (card().headline, card().standfirst) == ("Trade was USD 340m in 2024.", "It was higher in 2007.")


def test_the_footer_tells_filters_edition_day_terms_and_address() -> None:
    footer = card().footer
    for words in ("Partners: Iran–Kazakhstan", "01234567", "2 Jul 2026", "CC BY 4.0", "http://here/trade?pair=IRN-KAZ"):
        assert words in footer


def test_a_map_disclaims_its_borders() -> None:
    assert any("imply no endorsement" in note for note in card(on_map=True).notes)
    assert card().notes == ("One figure is in doubt.",)


def test_who_said_something_is_named_before_the_data_it_stands_on() -> None:
    assert card().source.startswith("Source: Bureau of Statistics (2024), Foreign trade 2018-2023; scgraph_data")


def test_a_citation_names_producer_year_and_a_title_that_fits_a_line() -> None:
    cited = cite_sources(("seed", "osm", "gone"), SOURCES)
    assert len(cited) == 2
    assert cited[0].words.startswith("Tehran Times (2025), TTT")
    assert len(cited[0].words) < 120
    assert "(no date)" in cited[1].words


def test_a_citation_keeps_code_address_and_terms_of_its_source() -> None:
    (cited,) = cite_sources(("kaz",), SOURCES)
    assert (cited.source_id, cited.url, cited.terms) == ("kaz", "https://stat.example/trade", "CC BY 4.0")


def test_many_sources_are_counted_and_none_is_said() -> None:
    assert "and 2 more sources" in source_line([Citation("s", f"source {n}") for n in range(6)])
    assert source_line([]) == "Source: not stated."


def test_screen_readers_are_told_the_chart_and_what_is_measured() -> None:
    assert card().description == "Line chart. USD, current prices, calendar years"


@given(st.text(min_size=1))
def test_splitting_a_sentence_loses_no_word(words: str) -> None:
    assert " ".join(split_sentence(words)).split() == words.split()


@given(st.text())
def test_a_file_name_is_plain_whatever_was_asked(filters: str) -> None:
    stem = file_stem(card(filters=filters), "lines", EDITION)
    assert stem.isascii()
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert stem.endswith("_d01234567_en")


def test_a_long_file_name_ends_with_a_whole_word() -> None:
    filters = "Corridor: INSTC eastern route; Kind of capacity: Practical; Lines show: Capacity of every link"
    stem = file_stem(card(filters=filters), "network", EDITION)
    assert stem == "network-corridor-instc-eastern-route-kind-of-capacity-practical-lines-show_d01234567_en"
