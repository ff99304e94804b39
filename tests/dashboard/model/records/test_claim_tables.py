"""Rows of tables read as claims: none is lost, each keeps its figure, and a missing one stays missing."""

from pathlib import Path

import pytest

from corridor_data.columns import read_columns
from corridor_data.load import Frames, load_frames, load_tables
from dashboard.model.records.claim_tables import CLAIM_FIELDS, CLAIM_TABLES, read_claims
from dashboard.model.records.readings import records

SMALL = load_tables(Path(__file__).parents[3] / "small")
BOTH = pytest.mark.parametrize("frames", [SMALL, load_frames()], ids=["small", "real"])


def claims(frames: Frames = SMALL) -> dict[tuple[str, str], dict[str, object]]:
    return {(str(claim["table"]), str(claim["key"])): claim for claim in read_claims(frames)}


@BOTH
def test_every_row_of_every_table_is_one_claim(frames: Frames) -> None:
    tables = frames.tables()
    found = list(read_claims(frames))
    assert len(found) == sum(len(tables[name]) for name in CLAIM_TABLES) == len(claims(frames))
    assert all(tuple(claim) == CLAIM_FIELDS for claim in found)


@BOTH
def test_figures_are_those_of_the_row_and_only_figures_have_units(frames: Frames) -> None:
    known = claims(frames)
    for name, table in CLAIM_TABLES.items():
        for row in records(frames.tables()[name]):
            claim = known[name, "|".join("" if row[column] is None else str(row[column]) for column in table.key)]
            assert claim["value"] == row.get(table.value)
            assert (claim["unit"] == "") == (claim["value"] is None) or table.unit in row


@BOTH
def test_texts_are_never_missing_and_never_say_none(frames: Frames) -> None:
    for claim in read_claims(frames):
        for name in CLAIM_FIELDS:
            if name != "value":
                assert isinstance(claim[name], str)
                assert claim[name] not in {"None", "nan", "<NA>"}
        assert claim["subject"]
        assert claim["source_ids"]


def test_the_key_of_a_claim_is_that_of_its_table() -> None:
    schema = read_columns()
    for name, table in CLAIM_TABLES.items():
        assert set(table.key) >= set(schema.key(name)) or set(schema.key(name)) >= set(table.key)


def test_a_flow_is_told_from_its_origin_to_its_destination() -> None:
    known = claims()
    assert str(known["trade", "tr-2024-exports"]["subject"]).startswith("Iran to Kazakhstan")
    assert str(known["trade", "tr-2024-imports"]["subject"]).startswith("Kazakhstan to Iran")
    assert "both directions" in str(known["trade", "tr-2024"]["subject"])
    assert known["trade", "tr-2024"]["pair"] == "IRN-KAZ"


def test_an_official_figure_says_whose_it_is() -> None:
    subject = claims()["trade_series", "KAZ|IRN|2023|imports|Small DOTS"]["subject"]
    assert subject == "Iran to Kazakhstan, by Kazakhstan"


def test_periods_are_in_words() -> None:
    known = claims()
    assert known["trade", "tr-2024"]["period"] == "2024"
    assert known["trade", "tr-potential"]["period"] == ""
    assert known["trade_targets", "tg-3bn"]["period"] == "by 2030"
    assert known["trade_targets", "tg-mass"]["period"] == "no year named"
    assert known["events", "ev-border-2020"]["period"] == "1 Mar 2020 to 30 Jun 2020"
    assert known["events", "ev-rumour-2025"]["period"] == "since 10 Jan 2025, as known in 12 Jan 2025"


def test_what_has_no_column_of_its_own_stands_in_the_note() -> None:
    known = claims()
    assert known["journeys", "jn-east"]["note"].startswith("2,450 km, 9 to 12 days, USD 90 to USD 120 per t")  # type: ignore[attr-defined]
    assert "up to" in str(known["trade_targets", "tg-mass"]["note"])
    assert "adds 6" in str(known["projects", "pr-missing-two"]["note"])
    assert "60% of the flow" in str(
        claims()["commodities", "IRN|KAZ|KAZ|exports_b_to_a|barley|USD|2024-01-01|kz-stat"]["note"]
    )
