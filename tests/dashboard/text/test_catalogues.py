"""Every visible sentence stands in the catalogue, and is filled in as it stands."""

import ast
import string
from pathlib import Path

import pytest

from dashboard.text import say, say_number
from dashboard.text.__main__ import CATALOGUE, collect

PACKAGE = Path(__file__).parents[3] / "dashboard"


def test_the_catalogue_equals_what_the_code_says() -> None:
    assert CATALOGUE.read_bytes() == collect(), "the catalogue is older than the code: run `make text`"


def test_values_are_put_into_the_sentence() -> None:
    assert say("{a} and {b}", a="x", b=2) == "x and 2"


def test_a_sentence_without_values_may_hold_braces() -> None:
    assert say("{not a field}") == "{not a field}"


@pytest.mark.parametrize(("count", "words"), [(1, "1 row"), (2, "2 rows"), (0, "0 rows")])
def test_counts_choose_between_singular_and_plural(count: int, words: str) -> None:
    assert say_number("{count} row", "{count} rows", count) == words


def calls(function: str = "say") -> list[tuple[str, ast.Call]]:
    return [
        (f"{path.relative_to(PACKAGE)}:{node.lineno}", node)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function and node.args
    ]


# Where words of the tables are passed to `say`: the catalogue takes those from the tables themselves.
SAYS_WORDS_OF_TABLES = ("text/columns.py",)


def test_every_sentence_is_said_as_it_stands() -> None:
    said = [(place, node, node.args[:1]) for place, node in calls("say")]
    said += [(place, node, node.args[:2]) for place, node in calls("say_number")]
    wrong = [
        f"{place}: {ast.unparse(node)}"
        for place, node, sentences in said
        if not all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in sentences)
        and not place.startswith(SAYS_WORDS_OF_TABLES)
    ]
    assert wrong == [], "the catalogue lacks these: pass the sentence itself, and a word of the tables to `word_label`"


def test_every_field_of_every_sentence_is_given_a_value() -> None:
    wrong = []
    for place, node in calls():
        sentence = node.args[0]
        if isinstance(sentence, ast.Constant) and not any(k.arg is None for k in node.keywords):
            fields = {name for _, name, _, _ in string.Formatter().parse(str(sentence.value)) if name is not None}
            given = {k.arg for k in node.keywords}
            if fields != given:
                wrong.append(f"{place}: fields {sorted(fields)}, values {sorted(map(str, given))}")
    assert wrong == []
