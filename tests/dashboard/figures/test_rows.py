"""Rows with their names above: nothing overlaps, whatever the names."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.look import DARK, blank
from dashboard.figures.rows import BAR, across, stack_rows

NAMES = st.lists(st.text(st.characters(categories=["L", "Nd", "Zs"]), min_size=1, max_size=120), min_size=1, max_size=9)
LINE = 18


@given(NAMES)
def test_rows_stand_below_one_another_with_room_for_every_line_of_a_name(names: list[str]) -> None:
    rows = stack_rows(names)
    tops = [
        middle + BAR / 2 + LINE * (name.count("<br>") + 1)
        for name, middle in zip(rows.names, rows.middles, strict=True)
    ]
    assert list(rows.middles) == sorted(rows.middles, reverse=True)
    assert all(top <= above - BAR / 2 for top, above in zip(tops[1:], rows.middles, strict=False))
    assert max(tops) <= rows.height + 2
    assert min(rows.middles) >= BAR / 2


@given(NAMES)
def test_a_name_is_there_word_for_word_in_the_colour_of_text(names: list[str]) -> None:
    notes = stack_rows(names).annotations(DARK)
    assert [note["text"].replace("<br>", " ").split() for note in notes] == [name.split() for name in names]
    assert {note["font"]["color"] for note in notes} == {DARK.text}


def test_a_value_stands_bold_after_its_name_and_below_a_long_one() -> None:
    short, long = stack_rows(["Sarakhs", "The border of Incheh Borun and Akyayla by rail"], ["7.5 Mt", "0.6 Mt"]).names
    assert short == "Sarakhs  <b>7.5 Mt</b>"
    assert long.endswith("<br><b>0.6 Mt</b>")


def test_figures_of_the_axis_are_bare_and_its_unit_stands_once() -> None:
    axis = across([0, 250, 500], "USD/t")
    assert axis["ticktext"] == ["0", "250", "500"]
    assert axis["title"]["text"] == "USD per tonne"


def test_rows_that_are_left_out_are_counted_below_the_last_bar() -> None:
    rows = stack_rows(["Sarakhs"], total=3)
    note = rows.annotations(DARK)[-1]
    assert note["text"] == "2 more rows stand in the table."
    assert note["y"] + LINE <= rows.middles[-1]
    assert len(stack_rows(["Sarakhs"], total=1).annotations(DARK)) == 1


def test_rows_tell_a_figure_how_high_it_is_on_a_page_and_in_a_picture() -> None:
    figure, rows = blank(DARK, "Bar chart"), stack_rows(["Sarakhs", "Astara"])
    rows.lay_out(figure, DARK, legend=False)
    assert figure.rows_height == rows.height < figure.layout.height
    assert figure.kind == "Bar chart"
    assert blank(DARK, "Line chart").rows_height == 0
