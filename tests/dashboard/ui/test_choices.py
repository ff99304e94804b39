"""What fields that hold ids may hold."""

import pytest

from dashboard.model.questions import CorridorQuestion, TradeQuestion
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.ui.choices import choices_for, choices_of_question


def test_a_branch_stands_below_its_corridor_under_its_own_name() -> None:
    corridors = choices_for(CorridorQuestion)["corridor"]
    order = list(corridors.options)
    assert corridors.names["instc-east"] == "INSTC eastern route"
    assert order.index("instc") < order.index("instc-east") < order.index("instc-west")
    assert order[0] == ""


def test_the_two_directions_of_a_pair_are_named_by_its_partners() -> None:
    flows = choices_of_question(TradeQuestion(pair="IRN-UZB"))["flow"].names
    assert flows["exports_a_to_b"] == "Iran to Uzbekistan"
    assert flows["exports_b_to_a"] == "Uzbekistan to Iran"


def test_an_unknown_place_raises_a_sentence_with_the_nearest_names() -> None:
    places = choices_for(RouteQuestion)["origin"]
    assert places.understand is not None
    with pytest.raises(LookupError) as raised:
        places.understand("Sarakh")
    assert "Sarakhs" in raised.value.args[0]


def test_every_choice_of_a_route_question_has_a_name_for_each_of_its_ids() -> None:
    for name, choice in choices_for(RouteQuestion).items():
        if choice.names:
            assert set(choice.options) <= {*choice.names, ""}, name
