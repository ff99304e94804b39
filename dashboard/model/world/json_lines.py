"""On which line of a JSON text each of its values stands."""

from __future__ import annotations

import json
import re

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,\]}]+')
_DEEPEST = 100


def list_lines(text: str) -> dict[str, int]:
    r"""Return the line of every value of a JSON text, counted from 1, by its path, ``scenario.closed_links[0]``.

    A member of an object stands where its name does. Where a name occurs twice the last counts, as it does for `json`.
    What lies deeper than a hundred levels is left out.

    Parameters
    ----------
    text
        JSON that `json.loads` reads.

    Examples
    --------
    >>> list_lines('{"a": 1,\n "b": [2,\n 3]}')
    {'': 1, 'a': 1, 'b': 2, 'b[0]': 2, 'b[1]': 3}
    """
    found: dict[str, int] = {}
    _walk(text, _skip(text, 0), "", found, 0)
    return found


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _walk(text: str, at: int, path: str, found: dict[str, int], depth: int) -> int:
    """Note where the value at a position stands and what is in it; return where it ends."""
    if depth < _DEEPEST:
        found.setdefault(path, _line(text, at))
    if text[at] == "{":
        return _walk_members(text, at, path, found, depth)
    if text[at] == "[":
        return _walk_items(text, at, path, found, depth)
    return _end(text, at)


def _end(text: str, at: int) -> int:
    """Return where a text, a number or a word ends."""
    match = _PLAIN.match(text, at)
    return match.end() if match else at + 1


def _walk_members(text: str, at: int, path: str, found: dict[str, int], depth: int) -> int:
    at = _skip(text, at + 1)
    while text[at] != "}":
        end = _end(text, at)
        name = str(json.loads(text[at:end]))
        inner = f"{path}.{name}" if path else name
        if depth < _DEEPEST:
            found[inner] = _line(text, at)
        at = _skip(text, _walk(text, _skip(text, _skip(text, end) + 1), inner, found, depth + 1))
        at = _skip(text, at + 1) if text[at] == "," else at
    return at + 1


def _walk_items(text: str, at: int, path: str, found: dict[str, int], depth: int) -> int:
    at, number = _skip(text, at + 1), 0
    while text[at] != "]":
        at = _skip(text, _walk(text, at, f"{path}[{number}]", found, depth + 1))
        at = _skip(text, at + 1) if text[at] == "," else at
        number += 1
    return at + 1
