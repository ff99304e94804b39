"""On which line the values of a JSON text stand."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.world.json_lines import list_lines

NAMES = st.text(st.characters(exclude_characters=".[]", exclude_categories=("Cs",)), min_size=1, max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def paths(value: Any, path: str = "") -> list[str]:
    """Return every path in a value."""
    found = [path]
    if isinstance(value, dict):
        found += [p for name, item in value.items() for p in paths(item, f"{path}.{name}" if path else name)]
    if isinstance(value, list):
        found += [p for number, item in enumerate(value) for p in paths(item, f"{path}[{number}]")]
    return found


@given(VALUES)
def test_every_value_is_found_on_one_line_of_a_compact_text(value: Any) -> None:
    assert list_lines(json.dumps(value)) == dict.fromkeys(paths(value), 1)


@given(VALUES)
def test_the_lines_of_a_spread_text_hold_the_values(value: Any) -> None:
    text = json.dumps(value, indent=1)
    lines = text.split("\n")
    found = list_lines(text)
    assert set(found) == set(paths(value))
    for path, line in found.items():
        if path and not path.endswith("]"):
            assert json.dumps(path.rpartition(".")[2].split("]")[-1]) in lines[line - 1]


def test_a_list_has_a_line_an_item() -> None:
    text = '{\n "scenario": {\n  "closed_links": [\n   "a",\n   "b"]\n }\n}'
    found = list_lines(text)
    assert (found["scenario"], found["scenario.closed_links"]) == (2, 3)
    assert (found["scenario.closed_links[0]"], found["scenario.closed_links[1]"]) == (4, 5)


def test_of_a_name_given_twice_the_last_counts() -> None:
    assert list_lines('{"a": 1,\n"a": 2}')["a"] == 2


def test_quotes_and_brackets_inside_texts_are_passed_over() -> None:
    assert list_lines('{"a": "}\\"]",\n"b": "[\\\\"}')["b"] == 2
