"""Look sentences up in the catalogue of the language in use and put values into them."""

import gettext
from functools import cache
from pathlib import Path

_DOMAIN = "dashboard"
_FOLDER = Path(__file__).parent / "locale"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, localedir=_FOLDER, languages=[language], fallback=True)


def say(sentence: str, /, **values: object) -> str:
    """Return the sentence in the language in use, with its values put in.

    Parameters
    ----------
    sentence
        English sentence with named fields, ``"{pair} traded {amount}."``; it is the message id of the catalogue.
    **values
        What goes into the fields, formatted by the caller.

    Examples
    --------
    >>> say("{country} has no figure for {year}.", country="Iran", year=2024)
    'Iran has no figure for 2024.'
    """
    text = _catalogue("en").gettext(sentence)
    return text.format(**values) if values else text


def say_number(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the singular or plural sentence for a count, with ``count`` and the values put in.

    Examples
    --------
    >>> say_number("{count} source", "{count} sources", 2), say_number("{count} claim", "{count} claims", 10546)
    ('2 sources', '10,546 claims')
    """
    return _catalogue("en").ngettext(one, many, count).format(count=f"{count:,}", **values)
