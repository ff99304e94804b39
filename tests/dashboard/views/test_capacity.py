"""The page on capacity as its reader meets it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.opening import open_page, warnings, words


def opened(**address: str) -> AppTest:
    return open_page("capacity", address)


def test_the_page_opens_with_what_fits_and_what_binds() -> None:
    app = opened()
    assert not app.exception
    assert "Mt a year fit from Kazakhstan to Iran." in words(app)
    assert "Result of a model on published and judged capacities, not a statistic." in words(app)
    assert "Widening one link after the other lifts the flow" in words(app)


def test_boxes_of_choices_are_named_by_what_they_hold() -> None:
    lids = [box.label for box in opened().expander if box.label.startswith("More choices")]
    assert len(lids) == len(set(lids)) == 2
    assert "avoid countries" in lids[0]
    assert "close places" in lids[1]


def test_a_choice_that_is_set_is_named_on_the_lid() -> None:
    lids = [box.label for box in opened(stretch="2").expander]
    assert "More choices: avoid countries, largest stretch (set: largest stretch)" in lids


def test_where_nothing_passes_the_page_says_so() -> None:
    app = opened(avoid_countries="IRN")
    assert not app.exception
    assert "No way is open from Kazakhstan to Iran" in words(app)


def test_questions_that_cannot_be_asked_are_one_sentence_each() -> None:
    for address, sentence in (
        ({"to_end": "KAZ"}, "Kazakhstan is origin and destination at once"),
        ({"stretch": "99"}, "The stretch must lie between 1 and 10, not be 99."),
        ({"unknown_mt": "1e300"}, "A capacity is 0 to 10,000 Mt a year, not 1e+300."),
        ({"date": "2060-01-01"}, "lies outside the data"),
    ):
        app = opened(**address)
        assert not app.exception
        assert sentence in warnings(app)
        assert len(app.warning) == 1
