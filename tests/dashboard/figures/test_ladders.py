"""A corridor from end to end."""

from typing import Any

import pandas as pd

from dashboard.figures.ladders import capacity_ladder, name_ways, one_way, say_way

NAN = float("nan")


def link(**changes: Any) -> dict[str, Any]:
    row = {"variant": "main", "position": 1, "name": "Northgate–Crossway", "from_name": "Northgate",
           "to_name": "Crossway", "from_place": "KZNOR", "to_place": "TMCRO", "start_km": 0.0, "end_km": 800.0,
           "length_km": 800.0, "mode": "rail", "status_on_date": "open", "capacity_mt": 5.0, "capacity_low": 3.0,
           "capacity_high": 8.0, "used_mt": 2.0, "binding": True}  # fmt: skip
    return row | changes


UNKNOWN = link(position=2, name="Crossway–Southend", from_name="Crossway", to_name="Southend", from_place="TMCRO",
               to_place="IRSOU", start_km=800.0, end_km=1000.0, length_km=200.0, capacity_mt=NAN, capacity_low=NAN,
               capacity_high=NAN, used_mt=NAN, binding=False)  # fmt: skip
PATH = pd.DataFrame([link(), UNKNOWN])


def test_a_stretch_without_a_figure_is_a_gap_in_the_line_and_dotted_on_the_ground() -> None:
    _, capacity, volume, unknown, _ = capacity_ladder(PATH, "main").data
    assert list(capacity.y) == [5.0, 5.0, None, None]
    assert capacity.connectgaps is volume.connectgaps is False
    assert list(unknown.x[:2]) == [800.0, 1000.0]
    assert list(unknown.y[:2]) == [0.0, 0.0]


def test_the_narrowest_stretch_is_marked_and_named() -> None:
    figure = capacity_ladder(PATH, "main")
    assert list(figure.data[-1].y) == [5.0]
    assert figure.layout.annotations[0].text == "Northgate–Crossway: 5 Mt a year"


def test_both_ends_stand_under_the_axis() -> None:
    texts = capacity_ladder(PATH, "main").layout.xaxis.ticktext
    assert (texts[0], texts[-1]) == ("Northgate", "Southend")


def test_a_way_is_named_by_its_ends_and_two_of_the_same_ends_by_their_own_border() -> None:
    other = [link(variant="east", name="Northgate–Eastport", to_name="Eastport", to_place="TMEAS"),
             link(variant="east", position=2, name="Eastport–Southend", from_name="Eastport", to_name="Southend",
                  from_place="TMEAS", to_place="IRSOU")]  # fmt: skip
    assert name_ways(PATH) == {"main": "Northgate to Southend"}
    names = name_ways(pd.concat([PATH, pd.DataFrame(other)]))
    assert names["main"] == "Northgate to Southend by Northgate–Crossway"
    assert names["east"] == "Northgate to Southend by Northgate–Eastport"
    assert len(one_way(pd.concat([PATH, pd.DataFrame(other)]), "east")) == 2


def test_a_way_is_told_by_its_narrowest_known_stretch_and_what_is_not_known() -> None:
    told = say_way(PATH, "main", "Northgate to Southend")
    assert told == (
        "Northgate to Southend, 1,000 km: the narrowest known stretch is Northgate–Crossway at 5 Mt a year. "
        "1 stretch has no known figure."
    )
    blind = say_way(PATH.assign(capacity_mt=NAN), "main", "Northgate to Southend")
    assert "no capacity of this kind is known for any stretch" in blind


def test_nothing_known_is_a_sentence() -> None:
    assert capacity_ladder(PATH.tail(1), "main").kind == "Empty figure"
