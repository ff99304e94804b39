"""Corridors on a day: their links in order, what is known to pass and what could, facts, projects, events, disputes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.phrases import country_names, distinct_ids, say_first, say_list
from dashboard.model.questions import CorridorQuestion
from dashboard.model.records.corridor_rows import (
    conflict_rows,
    event_rows,
    fact_rows,
    family,
    known_volumes,
    project_rows,
)
from dashboard.model.records.corridor_ways import build_ways, find_binding
from dashboard.model.records.readings import number_of, records
from dashboard.model.world.scenario import last_known_day
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date, format_partial_date, format_range

_NETWORK = ""  # the question that names no corridor
_NAMED = 3  # places named in a sentence


@dataclass(frozen=True, eq=False)
class CorridorAnswer:
    """One corridor, or the whole network, on a day; `find_corridor` makes it."""

    question: CorridorQuestion
    date: dt.date
    name: str
    members: tuple[str, ...]
    links: pd.DataFrame = field(repr=False)
    ends: pd.DataFrame = field(repr=False)
    ways: pd.DataFrame = field(repr=False)
    limits: pd.DataFrame = field(repr=False)
    known: Frames = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return every link of the network with its drawn course, standing, capacity and use; unknown is missing.

        ``lons`` and ``lats`` are lists; ``capacity_mt`` is of the kind asked for and never stands in for another.
        """
        return self.links

    def places(self) -> pd.DataFrame:
        """Return the ends of the links."""
        return self.ends

    def path(self) -> pd.DataFrame:
        """Return the links of the corridor in order, with km from its start; ``binding`` marks the least capacity."""
        return self.ways

    def stops(self) -> pd.DataFrame:
        """Return the ports and gauge changes that the corridor uses, with what limits them."""
        return self.limits

    def facts(self) -> pd.DataFrame:
        """Return the published figures on the corridor and its links, without targets."""
        facts = self._facts
        return facts[~facts["kind"].isin(("target", "expired_target"))].reset_index(drop=True)

    def targets(self) -> pd.DataFrame:
        """Return the published targets on the corridor and its links, also those past their year."""
        facts = self._facts
        return facts[facts["kind"].isin(("target", "expired_target"))].reset_index(drop=True)

    def projects(self) -> pd.DataFrame:
        """Return the projects of the corridor and its links, furthest along first."""
        return project_rows(self.known, self.members, self._link_ids())

    def events(self) -> pd.DataFrame:
        """Return the events on at the day that bear on the corridor, the worst first."""
        return event_rows(self.known, self.date, self.members, self._link_ids())

    def conflicts(self) -> pd.DataFrame:
        """Return the disagreements between sources about the corridor, the widest first."""
        return conflict_rows(self.known, self._facts["fact_id"])

    def binding(self) -> pd.DataFrame:
        """Return the least known capacity of every way and where it is, see `corridor_ways.find_binding`."""
        return self._bound

    def best_way(self) -> dict[str, object] | None:
        """Return the row of `binding` of the way that carries most; None where no capacity is known."""
        return next(records(self._bound[self._bound["capacity_mt"].notna()].iloc[::-1]), None)

    def details(self) -> tuple[tuple[str, str], ...]:
        """Return what corridors.csv says of the corridor, name and text, for a fact box; nothing for the network."""
        table = self.known.corridors
        row = next(records(table[table["corridor_id"] == self.question.corridor]), None)
        if row is None:
            return ()
        names = country_names(self.known)
        countries = ", ".join(names.get(code, code) for code in split_ids(row["countries"]))
        as_of = row["status_as_of"]
        when = say(" (as of {when})", when=format_partial_date(as_of)) if isinstance(as_of, str) else ""
        told = (
            (say("Standing"), f"{str(row['status']).replace('_', ' ')}{when}"),
            (say("Countries in order"), countries),
            (say("Mode"), row["mode"]),
            (say("Other names"), ", ".join(split_ids(row["aliases"]))),
            (say("In short"), row["summary"]),
            (say("Remark"), row["note"]),
        )
        return tuple((name, str(text)) for name, text in told if text)

    def unknown_links(self) -> tuple[str, ...]:
        """Return the names of the links on the way whose capacity of the kind asked for is not known."""
        rows = self.ways[self.ways["capacity_mt"].isna()]
        return tuple(dict.fromkeys(rows["name"].tolist()))

    def sentence(self) -> str:
        """Return what binds the corridor, or what of the network is known and shut."""
        if self.question.corridor == _NETWORK:
            return self._sentence_of_network()
        if self.question.show == "status":
            return self._sentence_of_status()
        if self.question.show == "volume":
            return self._sentence_of_volume()
        return self._sentence_of_capacity()

    def subtitle(self) -> str:
        """Return what the map shows, of which kind and on which day."""
        kinds = {
            "nameplate": say("nameplate capacity"),
            "practical": say("practical capacity"),
            "announced": say("announced capacity"),
            "used": say("capacity in use"),
        }
        shown = {
            "capacity": say("{kind}, Mt a year", kind=kinds[self.question.capacity_kind]),
            "volume": say("traffic, Mt a year"),
            "load": say("traffic in percent of {kind}", kind=kinds[self.question.capacity_kind]),
            "status": say("standing of the links"),
        }
        return say(
            "{name}: {shown}, both directions together, as known on {day}",
            name=say("The network") if self.question.corridor == _NETWORK else self.name,
            shown=shown[self.question.show],
            day=format_date(self.date),
        )

    def notes(self) -> tuple[str, ...]:
        """Return what stays unknown and what rests on judgement."""
        return tuple(self._notes())

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the lengths and capacities of the corridor, of the whole network where none is asked for."""
        table = self.links if self.question.corridor == _NETWORK else self.ways
        return distinct_ids(table["source_ids"], self.limits["source_ids"])

    @cached_property
    def _facts(self) -> pd.DataFrame:
        return fact_rows(self.known, self.members, self._link_ids())

    @cached_property
    def _bound(self) -> pd.DataFrame:
        return find_binding(self.ways, self.limits)

    def _link_ids(self) -> frozenset[str]:
        return frozenset(self.ways["link_id"])

    def _notes(self) -> Iterator[str]:
        if self.question.corridor != _NETWORK and self.ways.empty:
            yield say("The links of this corridor are not listed: it is no single way through the network.")
        unknown = self.unknown_links()
        if unknown:
            yield say_number(
                "The capacity of {count} link on the way is not known.",
                "The capacity of {count} links on the way is not known.",
                len(unknown),
            )
        table = self.links if self.question.corridor == _NETWORK else self.ways
        if table["capacity_basis"].eq("judgement").any():
            yield say("Where no source gives a capacity of this kind it is judged; the reason stands in the row.")
        yield say("Capacity and traffic are counted in both directions together, in million tonnes a year (Mt).")

    def _sentence_of_capacity(self) -> str:
        bound = self.binding()
        if bound.empty or bound["capacity_mt"].isna().all():
            return say(
                "{name}: no {kind} is known on its way.", name=self.name, kind=_say_kind(self.question.capacity_kind)
            )
        best = self.best_way() or {}
        head = say(
            "{name}: {kind} {amount} at its narrowest known point, {place}.",
            name=self.name,
            kind=_say_kind(self.question.capacity_kind),
            amount=format_amount(number_of(best["capacity_mt"]), "Mt/yr"),
            place=_first_places(best["name"]),
        )
        judged = say("The figure is judged, not published.") if best["judged"] else ""
        unknown = len(self.unknown_links())
        gaps = say_number(
            "{count} link on the way has no known capacity.",
            "{count} links on the way have no known capacity.",
            unknown,
        )
        return " ".join(part for part in (head, judged, self._say_narrower(best), gaps if unknown else "") if part)

    def _say_narrower(self, best: dict[str, object]) -> str:
        """Return that other ways of the corridor are narrower than the one that carries most; nothing where none is."""
        bound = self.binding()
        least = next(records(bound), best)  # the least come first
        if not number_of(least["capacity_mt"]) < number_of(best["capacity_mt"]):
            return ""
        return say(
            "That is on the way that carries most; the narrowest of its {count} ways passes {amount}, at {place}.",
            count=len(bound),
            amount=format_amount(number_of(least["capacity_mt"]), "Mt/yr"),
            place=_first_places(least["name"]),
        )

    def _sentence_of_volume(self) -> str:
        volumes = known_volumes(self.known, self.question.corridor)
        if volumes.empty:
            return say("{name}: no traffic of a whole year is known.", name=self.name)
        latest = volumes[volumes["year"] == volumes["year"].max()]
        amount = format_range(latest["mt"].min(), latest["mt"].max(), "Mt")
        text = say("{name}: {amount} in {year}.", name=self.name, amount=amount, year=latest["year"].max())
        if len(latest) == 1:
            return text
        count = say("{count} figures are published; they count different goods or sections.", count=len(latest))
        return f"{text} {count}"

    def _sentence_of_status(self) -> str:
        rows = self.ways.drop_duplicates("link_id")
        shut = rows[rows["status_on_date"] != "open"]
        day = format_date(self.date)
        if shut.empty:
            return say("{name}: every link on the way is open, as known on {day}.", name=self.name, day=day)
        listed = say_list(
            f"{name} ({_say_status(status)})" for name, status in zip(shut["name"], shut["status_on_date"], strict=True)
        )
        return say("{name}, as known on {day}: {listed}.", name=self.name, day=day, listed=listed)

    def _sentence_of_network(self) -> str:
        known = int(self.links["capacity_mt"].notna().sum())
        shut = int(self.links["status_on_date"].isin(("closed", "restricted", "suspended")).sum())
        return say(
            "{kind} is known for {known} of {total} links; {shut} are closed, restricted or suspended on {day}.",
            kind=_say_kind(self.question.capacity_kind).capitalize(),
            known=known,
            total=len(self.links),
            shut=shut,
            day=format_date(self.date),
        )


def _first_places(names: object) -> str:
    return say_first(str(names).split("; "), _NAMED)


def _say_kind(kind: str) -> str:
    return {
        "nameplate": say("nameplate capacity"),
        "practical": say("practical capacity"),
        "announced": say("announced capacity"),
        "used": say("traffic"),
    }[kind]


def _say_status(status: str) -> str:
    return {
        "closed": say("closed"),
        "restricted": say("restricted"),
        "slowed": say("slowed"),
        "suspended": say("suspended"),
        "under_construction": say("under construction"),
        "planned": say("planned"),
        "not_yet": say("not yet open"),
    }.get(status, status)


def find_corridor(frames: Frames, question: CorridorQuestion) -> CorridorAnswer:
    """Return the network and one corridor of it as known on a day.

    Raises
    ------
    UnknownCorridorError
        If the corridor is neither empty nor in corridors.csv.
    """
    members = family(frames, question.corridor)
    date = question.date or last_known_day(frames)
    network = build_ways(frames, _with_way(frames, members), question.capacity_kind, date)
    names = dict(zip(frames.corridors["corridor_id"].tolist(), frames.corridors["name"].tolist(), strict=True))
    return CorridorAnswer(
        question=question,
        date=date,
        name=names.get(question.corridor, say("the network")),
        members=members,
        links=network.links,
        ends=network.places,
        ways=network.ways,
        limits=network.stops,
        known=frames,
    )


def _with_way(frames: Frames, members: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose ways are shown: the corridor's own, or its branches' where it has none."""
    listed = set(frames.corridor_links["corridor_id"].tolist())
    return members[:1] if listed.intersection(members[:1]) else members[1:]


def list_corridors(frames: Frames) -> pd.DataFrame:
    """Return the corridors by name, with parent, mode, status and whether their links are listed (``has_path``)."""
    table = frames.corridors
    listed = set(frames.corridor_links["corridor_id"].tolist())
    rows = table.assign(has_path=[corridor in listed for corridor in table["corridor_id"].tolist()])
    columns = ["corridor_id", "name", "parent_corridor_id", "mode", "status", "has_path"]
    return rows[columns].sort_values("name", ignore_index=True)
