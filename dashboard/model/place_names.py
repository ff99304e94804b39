"""Names that people type to places of the network, with the nearest ones where nothing fits."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass

import pandas as pd

from corridor_data.load import split_ids
from dashboard.text import say

_NEAREST = 4  # names offered for an unknown one: enough to choose from, few enough to read


class UnknownPlaceError(LookupError):
    """No place has this id or name."""


class AmbiguousPlaceError(LookupError):
    """Several places have this name."""


@dataclass(frozen=True, eq=False)
class PlaceNames:
    """Every id, name and other spelling of the places.

    Attributes
    ----------
    by_key
        Place ids by folded spelling.
    spelling
        A spelling to show by folded spelling.
    frame
        The places, one row each.
    """

    by_key: dict[str, tuple[str, ...]]
    spelling: dict[str, str]
    frame: pd.DataFrame


def fold(text: str) -> str:
    """Return the text without accents, apostrophes, case and doubled blanks, for comparing names.

    Examples
    --------
    >>> fold("Xi’an"), fold("  Bandar-e Anzali ")
    ('xian', 'bandar e anzali')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(" " if c in "-_/," else c for c in plain if not unicodedata.combining(c) and c not in "'’ʻʼ`.")
    return " ".join(kept.split())


def index_places(places: pd.DataFrame) -> PlaceNames:
    """Return the names of the table `places`, ready to be searched."""
    found: dict[str, list[str]] = {}
    spelling: dict[str, str] = {}
    columns = (places["place_id"], places["name"], places["alt_names"])
    for place_id, name, others in zip(*columns, strict=True):
        for text in (place_id, name, name.split(" (")[0], *split_ids(others)):
            ids = found.setdefault(fold(text), [])
            spelling.setdefault(fold(text), text)
            if place_id not in ids:
                ids.append(place_id)
    return PlaceNames({key: tuple(ids) for key, ids in found.items()}, spelling, places)


def find_place(names: PlaceNames, text: str) -> str:
    """Return the id of the place with this id, name or other spelling.

    Raises
    ------
    UnknownPlaceError
        If there is none; the message offers the nearest names.
    AmbiguousPlaceError
        If the spelling fits several places and is the id or full name of none or of several.
    """
    ids = names.by_key.get(fold(text), ())
    if len(ids) > 1:
        exact = names.frame.loc[names.frame["name"].map(fold).eq(fold(text)), "place_id"]
        ids = tuple(exact) if len(exact) == 1 else ids
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise AmbiguousPlaceError(
            say("“{text}” is the name of several places: {places}. Use the id.", text=text, places=_listed(names, ids))
        )
    near = nearest_places(names, text)
    if not near:
        raise UnknownPlaceError(
            say("“{text}” is not a place of this network ({count} places).", text=text, count=len(names.frame))
        )
    raise UnknownPlaceError(
        say(
            "“{text}” is not a place of this network ({count} places). Nearest names: {places}.",
            text=text,
            count=len(names.frame),
            places=_listed(names, near),
        )
    )


def nearest_places(names: PlaceNames, text: str, count: int = _NEAREST) -> tuple[str, ...]:
    """Return the ids of the places whose spelling holds the text or comes nearest to it, best first; may be empty."""
    key = fold(text)
    inside = sorted((k for k in names.by_key if key and key in k), key=lambda k: (not k.startswith(key), len(k), k))
    close = difflib.get_close_matches(key, names.by_key, n=2 * count, cutoff=0.6)
    ids = dict.fromkeys(place_id for k in (*inside, *close) for place_id in names.by_key[k])
    return tuple(ids)[:count]


def _listed(names: PlaceNames, ids: tuple[str, ...]) -> str:
    """Return “Name (ID)” for each id, separated by commas."""
    known = names.frame.set_index("place_id")["name"]
    return ", ".join(f"{known[place_id]} ({place_id})" for place_id in ids)
