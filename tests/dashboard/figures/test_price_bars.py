"""Prices of full links, and who uses one."""

import math
from typing import Any

import pandas as pd

from dashboard.figures.price_bars import price_bars, user_bars


def prices(*rows: dict[str, Any]) -> pd.DataFrame:
    row = {"element": "R1", "title": "Northgate–Crossway railway", "usd_per_t": 218.0, "holds_mt_per_year": 0.05,
           "unlocked_per_mt": 0.0, "next": None, "project": None}  # fmt: skip
    return pd.DataFrame([row | changes for changes in rows])


def test_the_link_looked_at_is_full_and_the_others_are_pale() -> None:
    bar = price_bars(prices({}, {"element": "R2"}), "R2").data[0]
    assert bar.marker.color[0] != bar.marker.color[1]
    assert bar.customdata == ("R1", "R2")


def test_each_name_tells_the_price_and_how_far_it_holds() -> None:
    rows = prices({}, {"holds_mt_per_year": math.inf}, {"holds_mt_per_year": 0.0})
    texts = [note.text for note in price_bars(rows, "R1").layout.annotations]
    assert "USD 218, holds for 50 kt" in texts[0]
    assert "holds beyond doubling" in texts[1]
    assert "holds for no whole step" in texts[2]


def test_pointing_at_a_bar_tells_what_binds_next_and_what_is_announced() -> None:
    words = price_bars(prices({"next": "port of Southend", "project": "Second track"}), "R1").data[0].hovertext[0]
    assert "Then binds: port of Southend" in words
    assert "Announced: Second track" in words


def test_users_are_named_by_their_ends_and_goods() -> None:
    users = pd.DataFrame([{"origin": "Kazakhstan", "destination": "Iran", "commodity": "grain", "mt_per_year": 2.5}])
    figure = user_bars(users)
    assert "Kazakhstan to Iran: grain  <b>2.5 Mt a year</b>" in figure.layout.annotations[0].text
    assert figure.layout.xaxis.title.text == "Mt a year"


def test_nothing_full_and_nobody_there_are_sentences() -> None:
    assert "saves nothing" in price_bars(prices({}).head(0), "").layout.annotations[0].text
    none = pd.DataFrame(columns=["origin", "destination", "commodity", "mt_per_year"])
    assert user_bars(none).kind == "Empty figure"
