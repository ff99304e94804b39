"""Questions to query strings and back.

A question is a frozen dataclass whose fields are ids, words out of a short list, numbers, dates, or tuples of such.
Each field is one name with one value in the address; fields at their default are left out, so the address of a page
as first opened is its path alone. Reading never raises: a value that cannot be understood falls back to the default,
and a sentence says so. Values are read by the type of their field and by nothing else; nothing is evaluated or
unpickled.
"""

import dataclasses
import datetime as dt
import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from dashboard.text import say
from dashboard.ui.fields import field_label

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Q = TypeVar("Q")

# A question is any frozen dataclass with defaults; a hint is what typing says of a field, which has no type of its own.
Question: TypeAlias = "DataclassInstance"
Hint: TypeAlias = object

_SEPARATOR = "."  # between the values of a tuple: stays as it is in an address
_ESCAPE = "!"  # in front of a separator or another of its kind within a value
_EMPTY = "!0"  # an empty text among the values of a tuple
_NONE = "-"  # None where None is not the default
_LONGEST = 2000  # characters of one value; browsers and proxies cut addresses not far above


class AddressError(ValueError):
    """A value that does not fit its field."""


_TYPES: dict[type[Any], Mapping[str, Any]] = {}  # read once a class; asking for them costs more than reading an address


@dataclasses.dataclass(frozen=True)
class Reading(typing.Generic[Q]):
    """A question read from an address, and a sentence for every value that was not understood."""

    question: Q
    faults: tuple[str, ...] = ()


def write_question(question: Question) -> dict[str, str]:
    """Return the query parameters of a question, without the fields that stand at their default.

    Examples
    --------
    >>> @dataclasses.dataclass(frozen=True)
    ... class Ask:
    ...     pair: str = "IRN-KAZ"
    ...     years: tuple[int, ...] = ()
    >>> write_question(Ask(years=(2020, 2021)))
    {'years': '2020.2021'}
    """
    kinds = field_types(type(question))
    found = {}
    for field in dataclasses.fields(question):
        value = getattr(question, field.name)
        if value != _default(field):
            found[name_in_address(type(question), field.name)] = _write(value, kinds[field.name])
    return found


def name_in_address(kind: type[Any], field: str) -> str:
    """Return the name of a field in an address: its own, after the prefix of its question where that has one.

    A page that asks one question twice, of two sides, tells them apart by ``PREFIX``.
    """
    return f"{getattr(kind, 'PREFIX', '')}{field}"


def read_question(kind: type[Q], parameters: Mapping[str, str]) -> Reading[Q]:
    """Return the question that an address asks, whatever the address.

    Parameters
    ----------
    kind
        Class of the question.
    parameters
        Names and values as they stand in the address; names that are not of this question are passed over.
    """
    kinds = {name_in_address(kind, field): (field, hint) for field, hint in field_types(kind).items()}
    values: dict[str, Any] = {}
    faults = []
    for name, text in parameters.items():
        if name not in kinds:
            continue
        field, hint = kinds[name]
        try:
            values[field] = _read(text, hint)
        except AddressError:
            faults.append(say_unknown(kind, field, text))
    try:
        return Reading(kind(**values), tuple(faults))
    except ValueError as error:
        return Reading(
            kind(),
            (
                *faults,
                say(
                    "The address asks for something this page does not know ({reason}); it shows its defaults.",
                    reason=error,
                ),
            ),
        )


def say_unknown(kind: type[Any], field: str, text: str) -> str:
    """Return the sentence about a value that means nothing, with the name over the widget it was meant for."""
    return say(
        "“{value}” is not a value of “{name}” that this page knows; it shows the default instead.",
        value=_shorten(text),
        name=label_on_page(kind, field),
    )


def label_on_page(kind: type[Any], field: str) -> str:
    """Return the label of a field, after the side of the comparison where its question is one of two."""
    side = getattr(kind, "PREFIX", "").rstrip("_").upper()
    return f"{side}, {field_label(field)}" if side else field_label(field)


def field_types(kind: type[Any]) -> Mapping[str, Any]:
    """Return the type of every field of a question, as objects."""
    if kind not in _TYPES:
        hints = typing.get_type_hints(kind)
        _TYPES[kind] = types.MappingProxyType({field.name: hints[field.name] for field in dataclasses.fields(kind)})
    return _TYPES[kind]


def default_of(kind: type[Any], name: str) -> Any:  # noqa: ANN401 - whatever the field holds
    """Return the default of a field."""
    return next(_default(field) for field in dataclasses.fields(kind) if field.name == name)


def choices_of(kind: Hint) -> tuple[Any, ...]:
    """Return the words a Literal type allows, also where it is optional; empty for any other type."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return (
        next((choices_of(part) for part in get_args(kind) if get_origin(part) is Literal), ())
        if _is_union(kind)
        else ()
    )


def is_optional(kind: Hint) -> bool:
    """Return whether a field may also hold None."""
    return _is_union(kind) and types.NoneType in get_args(kind)


def _default(field: "dataclasses.Field[Any]") -> Any:  # noqa: ANN401 - whatever the field holds
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    raise TypeError(
        f"Field {field.name!r} of a question has no default; give it one, so that the bare page has an address"
    )


def _is_union(kind: Hint) -> bool:
    return get_origin(kind) in {Union, types.UnionType}


def _write(value: Any, kind: Hint) -> str:  # noqa: ANN401 - whatever the field holds
    if value is None:
        return _NONE
    if _is_union(kind):
        kind = next(part for part in get_args(kind) if part is not types.NoneType)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return _SEPARATOR.join(_escape(_write(item, inner)) for item in value)
    if kind is bool:
        return "1" if value else "0"
    if kind is str and re.fullmatch("!*-", value):
        return _ESCAPE + str(value)
    return str(value)


def _read(text: str, kind: Hint) -> Any:  # noqa: ANN401 - whatever the field holds
    if len(text) > _LONGEST:
        raise AddressError("too long")
    if _is_union(kind):
        if text == _NONE:
            return None
        return _read(text, next(part for part in get_args(kind) if part is not types.NoneType))
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_read(part, inner) for part in _split(text))
    if get_origin(kind) is Literal:
        word = next((word for word in get_args(kind) if str(word) == text), None)
        if word is None:
            raise AddressError(text)
        return word
    reader = _READERS.get(kind)
    if reader is None:
        raise TypeError(
            f"A question cannot hold {kind!r}; known are {sorted(k.__name__ for k in _READERS)}, "
            "and tuples, Literals and optionals of them"
        )
    return reader(text)


def _escape(text: str) -> str:
    """Return one value of a tuple with its separators escaped; the empty text has a sign of its own."""
    return "".join(_ESCAPE + c if c in {_SEPARATOR, _ESCAPE} else c for c in text) or _EMPTY


def _split(text: str) -> list[str]:
    """Return the values of a tuple, escapes taken away."""
    if not text:
        return []
    values, letters = [""], iter(text)
    for letter in letters:
        if letter == _SEPARATOR:
            values.append("")
        elif letter == _ESCAPE:
            values[-1] += next(letters, "").replace(_EMPTY[1], "")
        else:
            values[-1] += letter
    return values


def _read_text(text: str) -> str:
    clean = "".join(c for c in text if c.isprintable())
    if clean != text:
        raise AddressError(text)
    return text[1:] if re.fullmatch("!+-", text) else text


def _read_int(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise AddressError(text)
    return int(text)


def _read_float(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise AddressError(text) from error
    if not math.isfinite(number):
        raise AddressError(text)
    return number


def _read_bool(text: str) -> bool:
    if text not in {"0", "1"}:
        raise AddressError(text)
    return text == "1"


def _read_date(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError as error:
        raise AddressError(text) from error


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


_READERS: dict[Any, Callable[[str], Any]] = {
    str: _read_text,
    int: _read_int,
    float: _read_float,
    bool: _read_bool,
    dt.date: _read_date,
}
