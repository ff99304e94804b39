"""The numbers that times, costs and emissions are made of: which row of `parameters` holds for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from corridor_data.load import split_ids

NONE = -1
"""Row of a parameter that does not exist."""

_EVERY = "any"
ELECTRIFIED = "electrified"
"""Condition of the emission of electric trains; it depends on the link, not on the season."""


_Subjects = frozenset[str]
_NOBODY: tuple[_Subjects, _Subjects, _Subjects] = (frozenset(), frozenset(), frozenset())


class MissingParameterError(LookupError):
    """The table lacks rows without which no route can be timed or priced."""


@dataclass(frozen=True)
class _Asked:
    """What a row is looked up for."""

    mode: str
    service: str
    direction: str
    country: str
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """What one row holds for; `owner` is the country whose side of a link or place it speaks of."""

    number: int
    mode: str
    service: str
    direction: str
    condition: str
    owner: str

    def score(self, asked: _Asked) -> int:
        """Return how particular the row is; below zero where it does not hold."""
        if self.mode not in {asked.mode, _EVERY} or self.service not in {asked.service, _EVERY}:
            return -1
        if self.direction not in {asked.direction, "both"} or self.owner not in {asked.country, ""}:
            return -1
        if self.condition and self.condition not in asked.conditions:
            return -1
        particular = (self.condition != "", self.service != _EVERY, self.direction != "both", self.mode != _EVERY)
        return sum(weight for weight, holds in zip((8, 4, 2, 1), particular, strict=True) if holds)


@dataclass(frozen=True, eq=False)
class Parameters:
    """The table `parameters`, indexed by what a row applies to.

    Attributes
    ----------
    ids, measures, services, fact_ids, units, bases, conditions
        One entry a row; an empty condition holds always.
    values
        Low, central and high, shape (rows, 3).
    index
        Rows by measure, kind of subject (link, place, country, default) and subject.
    directed_links
        Links with a row that holds in one direction only.
    spoken_of
        Links, places and countries that have rows of their own, by measure.
    """

    ids: tuple[str, ...]
    measures: tuple[str, ...]
    services: tuple[str, ...]
    fact_ids: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]
    bases: tuple[str, ...]
    conditions: tuple[str, ...]
    values: npt.NDArray[np.float64]
    index: Mapping[tuple[str, str, str], tuple[_Row, ...]]
    directed_links: frozenset[str]
    spoken_of: Mapping[str, tuple[_Subjects, _Subjects, _Subjects]]
    _found: dict[tuple[object, ...], int] = field(default_factory=dict, repr=False)

    def find(
        self,
        measure: str,
        mode: str,
        service: str,
        *,
        link: str = "",
        place: str = "",
        country: str = "",
        direction: str = "both",
        conditions: tuple[str, ...] = (),
        only: str = "",
    ) -> int:
        """Return the number of the most particular row that holds, or `NONE`.

        A row about the link goes before one about the place, the country, and the default. Among rows about the same,
        one that needs a condition in force goes before one that holds always, then the one for this service, this
        direction, this mode. A row about a link or place that names a country speaks of that country's side alone.

        Parameters
        ----------
        direction
            ``outbound`` or ``inbound``, seen from the country where one is given, else along the link; or ``both``.
        only
            Kind of subject to which the search is limited: ``link``, ``place``, ``country`` or ``default``.
        """
        links, places, countries = self.spoken_of.get(measure, _NOBODY)
        if only == "link" and link not in links:
            return NONE
        link = link if link in links else ""
        place = place if place in places else ""
        country = country if link or place or country in countries else ""
        key = (measure, mode, service, link, place, country, direction, conditions, only)
        row = self._found.get(key)
        if row is None:
            named = (("link", link), ("place", place), ("country", country), ("default", ""))
            kinds = [(measure, kind, subject) for kind, subject in named if only in {"", kind}]
            asked = _Asked(mode, service, direction, country, conditions)
            row = self._found[key] = self._look_up(asked, [kind for kind in kinds if kind in self.index])
        return row

    def _look_up(self, asked: _Asked, subjects: list[tuple[str, str, str]]) -> int:
        """Return the best row of the first subject that has one."""
        for subject in subjects:
            best = max((row.score(asked), -row.number) for row in self.index[subject])
            if best[0] >= 0:
                return -best[1]
        return NONE


_TEXTS = (
    "measure",
    "mode",
    "service",
    "subject_kind",
    "country_iso3",
    "link_ids",
    "place_ids",
    "direction",
    "condition",
)


def index_parameters(table: pd.DataFrame) -> Parameters:
    """Return the table `parameters` ready for look-ups; the first row of equals wins."""
    index: dict[tuple[str, str, str], list[_Row]] = {}
    columns = [_plain_texts(table[name]) for name in _TEXTS]
    for number, values in enumerate(zip(*columns, strict=True)):
        row = dict(zip(_TEXTS, values, strict=True))
        for kind, subject in _subjects(row):
            owner = row["country_iso3"] if kind in {"link", "place"} else ""
            entry = _Row(number, row["mode"], row["service"], row["direction"] or "both", row["condition"], owner)
            index.setdefault((row["measure"], kind, subject), []).append(entry)
    return Parameters(
        ids=tuple(table["parameter_id"]),
        measures=tuple(table["measure"]),
        services=tuple(table["service"]),
        fact_ids=tuple(split_ids(ids) for ids in table["fact_ids"]),
        units=tuple(table["unit"]),
        bases=tuple(table["basis"]),
        conditions=tuple(_plain_texts(table["condition"])),
        values=table[["low", "value", "high"]].to_numpy(np.float64),
        index={key: tuple(rows) for key, rows in index.items()},
        directed_links=frozenset(
            link
            for (_, kind, link), rows in index.items()
            if kind == "link" and any(r.direction != "both" for r in rows)
        ),
        spoken_of=_spoken_of(index),
    )


def _plain_texts(column: pd.Series[str]) -> list[str]:
    """Return a column of texts, missing ones empty."""
    return column.fillna("").tolist()


def _spoken_of(index: Mapping[tuple[str, str, str], list[_Row]]) -> dict[str, tuple[_Subjects, _Subjects, _Subjects]]:
    """Return the links, places and countries that have rows of their own, by measure."""
    of: dict[str, dict[str, set[str]]] = {}
    for measure, kind, subject in index:
        of.setdefault(measure, {"link": set(), "place": set(), "country": set(), "default": set()})[kind].add(subject)
    return {m: (frozenset(k["link"]), frozenset(k["place"]), frozenset(k["country"])) for m, k in of.items()}


def _subjects(row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what a row is about.

    Links, places, a country, or everything; nothing for a gauge, which no look-up asks for.
    """
    kind = row["subject_kind"]
    if kind == "gauge":
        return ()
    if kind == "link" or (kind == "season" and row["link_ids"]):
        return tuple(("link", link) for link in split_ids(row["link_ids"]))
    if kind == "place" or (kind == "season" and row["place_ids"]):
        return tuple(("place", place) for place in split_ids(row["place_ids"]))
    if kind == "country" or (kind == "season" and row["country_iso3"]):
        return (("country", row["country_iso3"]),)
    return (("default", ""),)


_REQUIRED = {
    "speed_km_per_day": ("road", "rail", "sea"),
    "border_hours": ("road", "rail"),
    "gauge_change_hours": ("rail",),
    "port_start_hours": ("sea",),
    "port_through_hours": ("sea",),
    "port_wait_hours": ("sea",),
    "port_end_hours": ("sea",),
    "terminal_hours": ("rail",),
    "transfer_hours": ("road",),
    "cost_usd_per_tkm": ("road", "rail", "sea"),
    "border_usd_per_t": ("road", "rail"),
    "gauge_change_usd_per_t": ("rail",),
    "port_usd_per_t": ("sea",),
    "transfer_usd_per_t": ("road",),
    "emission_g_per_tkm": ("road", "rail", "sea"),
    "value_of_time_usd_per_t_day": (_EVERY,),
}
SERVICES = ("ordinary", "block_train")


def require_defaults(parameters: Parameters) -> None:
    """Check that every measure has a default row for every mode and service.

    Raises
    ------
    MissingParameterError
        If rows are missing; the message names them all, so that one sitting mends them.
    """
    missing = [
        f"{measure} ({mode}, {service})"
        for measure, modes in _REQUIRED.items()
        for mode in modes
        for service in SERVICES
        if parameters.find(measure, mode, service) == NONE
    ]
    if missing:
        raise MissingParameterError(
            f"parameters.csv lacks {len(missing)} default rows without which no route can be timed or priced: "
            f"{', '.join(missing)}. Add them with a basis."
        )
