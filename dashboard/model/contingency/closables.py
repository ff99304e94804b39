"""What can be closed, as a reader names it: border crossings, ports, straits, links, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx
import numpy as np

from dashboard.model.routing.route_names import plain_name
from dashboard.model.world.compiled import Compiled, frozen
from dashboard.model.world.kernels import Ints
from dashboard.model.world.limits import element_title
from dashboard.text import say

KINDS = ("crossing", "port", "strait", "link", "place")
"""What can close, those first that a reader thinks of first; `place` is every place but a strait, inland ones too."""

_PASSAGE = "passage"
"""Kind of place that ships pass and where nothing begins or ends: a strait or a canal."""

_STATIONS = ("border_crossing", "gauge_break")
"""Kinds of place that stand at a border: crossing links that meet in one are one crossing."""


@dataclass(frozen=True)
class Closable:
    """One thing that can be closed.

    Attributes
    ----------
    name
        Stable: that of the link or place, ``PLACE/port``, or the places of a crossing joined by ``-``.
    kind
        ``crossing`` (all roads and railways over a border at one spot), ``port`` (all sea lanes that call there),
        ``strait`` (a passage at sea, also a canal), ``link`` or ``place`` (everything through it).
    title
        As a reader knows it.
    links, places
        What a scenario must close for it.
    """

    name: str
    kind: str
    title: str
    links: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Closables:
    """Everything that can be closed, with what closes each arc.

    Attributes
    ----------
    of_arc
        Numbers of what closes each arc, shape (arcs, 6), filled up with -1.
    """

    items: tuple[Closable, ...]
    index: dict[str, int]
    of_arc: Ints

    @property
    def count(self) -> int:
        """Number of things that can be closed."""
        return len(self.items)

    def of_kinds(self, kinds: Iterable[str]) -> Ints:
        """Return the numbers of the things of some kinds, ascending."""
        wanted = set(kinds)
        return np.array([i for i, item in enumerate(self.items) if item.kind in wanted], np.int32)


@lru_cache(maxsize=8)
def list_closables(compiled: Compiled) -> Closables:
    """Return everything that can be closed in the network, crossings first, then ports, places and links.

    A crossing is all road and rail links over one border that meet in a border station or join the same two places: at
    Khorgos the road and the railway are shut by one decision. A port is its sea lanes: ships can come by no other way.
    """
    items = (*_crossings(compiled), *_ports(compiled), *_places(compiled), *_links(compiled))
    index = {item.name: number for number, item in enumerate(items)}
    return Closables(items, index, frozen(_of_arcs(compiled, items)))


def _crossings(compiled: Compiled) -> Iterator[Closable]:
    """Yield the border crossings, by name."""
    kinds, countries = compiled.network.nodes(data="kind"), compiled.countries
    meeting: nx.Graph[object] = nx.Graph()
    for link in compiled.links:
        if link.get("crosses_border") != "yes" or link["mode"] == "sea":
            continue
        ends = sorted((link["from_place"], link["to_place"]))
        border = "-".join(sorted(countries[compiled.place_index[end]] for end in ends))
        meeting.add_edge(link["link_id"], (border, *ends))
        for end in ends:
            if kinds[end] in _STATIONS:
                meeting.add_edge(link["link_id"], (border, end))
    found = []
    for group in nx.connected_components(meeting):
        links = sorted(node for node in group if isinstance(node, str))
        found.append(_crossing(compiled, links))
    yield from sorted(found, key=lambda item: item.name)


def _crossing(compiled: Compiled, links: list[str]) -> Closable:
    """Return the crossing made of some links: named after the place where all meet, or after both ends."""
    ends = [
        {str(compiled.links[compiled.link_index[link]][side]) for side in ("from_place", "to_place")} for link in links
    ]
    shared = sorted(set.intersection(*ends))
    everything = sorted(set.union(*ends))
    title = "–".join(dict.fromkeys(plain_name(compiled.network.nodes[place]["name"]) for place in shared or everything))
    return Closable("-".join(everything), "crossing", title, tuple(links))


def _ports(compiled: Compiled) -> Iterator[Closable]:
    """Yield every place where ships are handled."""
    ports = {
        int(compiled.state_place[state]) for state, code in enumerate(compiled.state_code) if code.startswith("ship")
    }
    lanes = [link for link in compiled.links if link["mode"] == "sea"]
    for number in sorted(ports):
        place = compiled.place_ids[number]
        calling = sorted(str(link["link_id"]) for link in lanes if place in {link["from_place"], link["to_place"]})
        title = say("the port of {place}", place=plain_name(compiled.network.nodes[place]["name"]))
        yield Closable(f"{place}/port", "port", title, tuple(calling))


def _places(compiled: Compiled) -> Iterator[Closable]:
    for place in compiled.place_ids:
        node = compiled.network.nodes[place]
        kind, name = "strait" if node["kind"] == _PASSAGE else "place", str(node["name"])
        title = say("the {strait}", strait=name) if name.startswith("Strait") else name
        yield Closable(place, kind, title, (), (place,))


def _links(compiled: Compiled) -> Iterator[Closable]:
    for number, link in enumerate(compiled.link_ids):
        yield Closable(link, "link", say("the {link}", link=element_title(compiled, number)), (link,))


def _of_arcs(compiled: Compiled, items: tuple[Closable, ...]) -> Ints:
    """Return what closes each arc: its link, crossing and ports, and the places at its ends."""
    by_link: list[list[int]] = [[] for _ in range(len(compiled.link_ids) + 1)]  # the last stands for "no link"
    by_place = np.full(len(compiled.place_ids), -1, np.int32)
    for number, item in enumerate(items):
        for link in item.links:
            by_link[compiled.link_index[link]].append(number)
        for place in item.places:
            by_place[compiled.place_index[place]] = number
    width = max(len(numbers) for numbers in by_link)
    of_link = np.full((len(by_link), width), -1, np.int32)
    for row, numbers in enumerate(by_link):
        of_link[row, : len(numbers)] = numbers
    ends = [by_place[compiled.state_place[side]] for side in (compiled.tail, compiled.head)]
    ends[1] = np.where(ends[1] == ends[0], -1, ends[1])
    return np.ascontiguousarray(np.column_stack([of_link[compiled.link], *ends]))
