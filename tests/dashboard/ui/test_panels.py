"""What every page is made of, on one made answer."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.look import blank
from dashboard.model.questions import OverviewQuestion
from dashboard.ui import panels


@dataclass(frozen=True)
class Made:
    rows: int

    def frame(self):
        return pd.DataFrame({"name": ["row"] * self.rows, "value": [n or None for n in range(self.rows)]})

    def sentence(self):
        return "Two things were found <b>here</b>. The rest follows."

    def subtitle(self):
        return "Mt a year, 2024"

    def notes(self):
        return ("One note.",)

    @property
    def source_ids(self):
        return ("computed",)


def draw(look):
    figure = blank(look, "Bar chart")
    figure.add_trace(go.Bar(x=[1], y=[1]))
    return figure


"""


def shown(body: str) -> AppTest:
    return AppTest.from_string(SCRIPT + body, default_timeout=60).run()


def words(app: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in app.get("html"))


def test_a_figure_has_headline_rest_measure_notes_and_a_table_twin() -> None:
    app = shown("panels.figure(draw, Made(2), OverviewQuestion(), key='made-figure')")
    assert not app.exception
    text = words(app)
    assert '<h2 class="finding">Two things were found &lt;b&gt;here&lt;/b&gt;.</h2>' in text
    assert '<p class="rest-of-finding">The rest follows.</p>' in text
    assert '<p class="measure">Mt a year, 2024</p>' in text
    assert "<li>One note.</li>" in text
    assert app.expander[0].label == "The figure as a table (2 rows)"
    assert "<table>" in text


def test_a_figure_without_rows_says_that_there_is_no_data_and_draws_nothing() -> None:
    app = shown("panels.figure(draw, Made(0), OverviewQuestion(), key='made-empty')")
    assert "No data" in words(app)
    assert not app.get("plotly_chart")


def test_a_table_without_rows_is_a_gap_unless_none_left_is_the_answer() -> None:
    gap = shown("panels.table(Made(0), OverviewQuestion(), key='made-gap')")
    answer = shown("panels.table(Made(0), OverviewQuestion(), key='made-none', none_left=True)")
    assert "No row of this kind is in the tables." in words(gap)
    assert "No row of this kind" not in words(answer)


def test_a_part_has_its_own_headline_measure_and_notes_or_those_of_the_whole() -> None:
    own = shown(
        "panels.table(panels.part(Made(1), 'A part.', Made(1).frame, 'days', ()), OverviewQuestion(), key='made-part')"
    )
    assert "A part." in words(own)
    whole = shown(
        "panels.figure(draw, panels.part(Made(1), 'A part.', Made(1).frame), OverviewQuestion(), key='made-w')"
    )
    assert "Mt a year, 2024" in words(whole)
    assert "One note." in words(whole)


def test_four_kinds_of_nothing_are_told_apart() -> None:
    for kind, word in (
        ("no_way", "No way is open"),
        ("no_data", "No data"),
        ("not_licensed", "Not licensed"),
        ("not_checked", "Not checked"),
    ):
        assert f"<strong>{word}</strong>" in words(shown(f"panels.nothing({kind!r}, 'Because.')"))


def test_a_refusal_is_words_and_never_markup() -> None:
    assert "\\*" in shown("panels.refusal(ValueError('*no*'))").warning[0].value


def test_one_name_alone_has_no_tabs() -> None:
    body = "for key, name in panels.in_tabs({names}):\n    panels.section(name)\n"
    assert not shown(body.format(names={"a": "One way"})).tabs
    assert [tab.label for tab in shown(body.format(names={"a": "One", "b": "Two"})).tabs] == ["One", "Two"]
