"""The network compiled once into a frozen record of arrays over states and arcs.

A state is a place in a mode and gauge (``IRCKT/rail1435``). Carriage arcs run along links, handling arcs inside a
place: gauge change, rail to road, port. Goods enter the network through a place's gate *out* and leave it through its
gate *in*, two states of their own, so that nobody changes for nothing at the ends of a journey. At a port a cargo that
arrived aboard (``ship_in``) is another state than one ready to sail (``ship_out``): going on by another ship costs a
transshipment. At a passage (a strait, a canal) they are one state, ``sea``.

A state does not remember by which gate goods came. That nobody enters by a lorry's gate of a port and is loaded there,
sooner than by the gate of the ships, is up to the parameters, and a test of the real tables holds them to it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from corridor_data.load import Frames
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.network import MODES, Network, build_network
from dashboard.model.world.parameters import Parameters, index_parameters, require_defaults

NO_LINK = -1
"""Link of a handling arc."""

OUT, IN = "out", "in"


class Act(enum.IntEnum):
    """What happens on an arc."""

    CARRY = 0
    START = 1
    END = 2
    GAUGE = 3
    TRANSFER = 4
    LOAD = 5
    UNLOAD = 6
    TRANSSHIP = 7


@dataclass(frozen=True, eq=False)
class Compiled:
    """The network as arrays; never changed, compared by identity.

    Attributes
    ----------
    digest
        Build of the data.
    network
        The graph it was compiled from.
    parameters
        Numbers that times, costs and emissions are made of.
    place_ids, link_ids
        Names, by number.
    links
        Columns of each link, by number (those of the table, missing ones absent), with ``from_place`` and ``to_place``.
    state_place, state_code
        Place of each state and what it is: ``out``, ``in``, ``road``, ``rail1520``, ``sea``, ``ship_in`` …
    tail, head, act, link, forward, mode, gauge, length_km
        One entry an arc, sorted by tail: states it joins, `Act`, link (or `NO_LINK`), 1 where it runs from
        ``from_place`` to ``to_place``, mode (number in `MODES`; -1 for handling), gauge in mm (0 for none), kilometres.
    entered
        Place that a carriage or start arc brings the goods to; -1 for other handling.
    indptr, slots, rindptr, rslots
        Arcs leaving each state and arcs arriving at it, in compressed rows.
    gates_out, gates_in
        States through which goods enter and leave the network, by place.
    """

    digest: str
    network: Network
    frames: Frames
    parameters: Parameters
    place_ids: tuple[str, ...]
    place_index: Mapping[str, int]
    countries: tuple[str, ...]
    link_ids: tuple[str, ...]
    link_index: Mapping[str, int]
    links: tuple[Mapping[str, Any], ...]
    state_place: Ints
    state_code: tuple[str, ...]
    tail: Ints
    head: Ints
    act: Ints
    link: Ints
    forward: Ints
    mode: Ints
    gauge: Ints
    length_km: Floats
    entered: Ints
    indptr: Ints
    slots: Ints
    rindptr: Ints
    rslots: Ints
    gates_out: Ints
    gates_in: Ints

    @property
    def states(self) -> int:
        """Number of states."""
        return len(self.state_code)

    @property
    def arcs(self) -> int:
        """Number of arcs."""
        return int(self.tail.size)


class _States:
    """Numbers for states, given out as they are asked for."""

    def __init__(self) -> None:
        self.place: list[int] = []
        self.code: list[str] = []
        self.number: dict[tuple[int, str], int] = {}
        self.at: dict[int, list[int]] = {}

    def get(self, place: int, code: str) -> int:
        """Return the number of a state, a new one if need be."""
        number = self.number.setdefault((place, code), len(self.code))
        if number == len(self.code):
            self.place.append(place)
            self.code.append(code)
            self.at.setdefault(place, []).append(number)
        return number


_Array = TypeVar("_Array", bound=np.ndarray[Any, Any])
_Arc = tuple[int, int, int, int, int, int, int, float, int]


def compile_network(frames: Frames, network: Network | None = None) -> Compiled:
    """Return the compiled record of the network.

    Parameters
    ----------
    frames
        The tables; `parameters` gives the numbers, `events` and `scenarios` are read when a scenario is resolved.
    network
        Graph of places and links; that of the tables if None. Not changed.

    Raises
    ------
    MissingParameterError
        If default rows of `parameters` are missing.
    """
    network = build_network(frames) if network is None else network
    places = tuple(network.nodes)
    place_index = {place: i for i, place in enumerate(places)}
    links = tuple(
        {"link_id": key, "from_place": u, "to_place": v, **values}
        for u, v, key, values in network.edges(keys=True, data=True)
        if values.get("direction", "outbound") == "outbound"
    )
    passages = _passages(network)
    states = _States()
    arcs = list(_carriage(links, place_index, passages, states))
    arcs += _handling(network, places, passages, states)
    compiled = _record(frames, network, links, states, arcs)
    require_defaults(compiled.parameters)
    return compiled


def _passages(network: Network) -> frozenset[str]:
    """Return the places that ships pass without handling: straits and canals."""
    return frozenset(place for place, values in network.nodes(data=True) if values.get("kind") == "passage")


def link_codes(link: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Return the kinds of state that a link joins, with the gauge.

    Two for a track of both gauges, rail too for a train ferry.
    """
    gauges = [int(gauge) for gauge in str(link.get("gauge_mm", "")).split("/") if gauge]
    rails = tuple((f"rail{gauge}", gauge) for gauge in gauges)
    if link["mode"] == "sea":
        return (("sea", 0), *rails)
    if link["mode"] == "rail":
        return rails or (("rail", 0),)
    return (("road", 0),)


def _carriage(
    links: tuple[Mapping[str, Any], ...], place_index: Mapping[str, int], passages: frozenset[str], states: _States
) -> Iterator[_Arc]:
    """Yield the arcs along links, both ways."""
    for number, link in enumerate(links):
        ends = link["from_place"], link["to_place"]
        for code, gauge in link_codes(link):
            mode = MODES.index(code[:4] if code.startswith("rail") else code)
            for (u, v), forward in ((ends, 1), (ends[::-1], 0)):
                leaves = states.get(place_index[u], _sea_code(code, u, passages, "ship_out"))
                enters = states.get(place_index[v], _sea_code(code, v, passages, "ship_in"))
                yield leaves, enters, Act.CARRY, number, forward, mode, gauge, link["length_km"], place_index[v]


def _sea_code(code: str, place: str, passages: frozenset[str], side: str) -> str:
    """Return the state that a ship is in at a place: one at a passage, two at a port."""
    return side if code == "sea" and place not in passages else code


def _handling(network: Network, places: tuple[str, ...], passages: frozenset[str], states: _States) -> list[_Arc]:
    """Return the arcs inside places: gates, gauge changes, transfers and ports."""
    arcs: list[_Arc] = []

    def add(tail: int, head: int, act: Act, entered: int = -1) -> None:
        arcs.append((tail, head, act, NO_LINK, 1, -1, 0, 0.0, entered))

    for number, place in enumerate(places):
        land = [s for s in states.at.get(number, ()) if states.code[s].startswith(("road", "rail"))]
        out, into = states.get(number, OUT), states.get(number, IN)
        for state in land:
            add(out, state, Act.START, number)
            add(state, into, Act.END)
        change_modes = network.nodes[place].get("kind") != "junction"
        for one in land:
            for other in land:
                rails = states.code[one].startswith("rail") + states.code[other].startswith("rail")
                if one != other and rails == 2:
                    add(one, other, Act.GAUGE)
                elif one != other and change_modes:
                    add(one, other, Act.TRANSFER)
        if any(states.code[s].startswith("ship") for s in states.at[number]) and place not in passages:
            aboard, ready = states.get(number, "ship_in"), states.get(number, "ship_out")
            add(out, ready, Act.START, number)
            add(aboard, into, Act.END)
            add(aboard, ready, Act.TRANSSHIP)
            for state in land:
                add(state, ready, Act.LOAD)
                add(aboard, state, Act.UNLOAD)
    return arcs


_COLUMNS = ("tail", "head", "act", "link", "forward", "mode", "gauge")


def _record(
    frames: Frames, network: Network, links: tuple[Mapping[str, Any], ...], states: _States, arcs: list[_Arc]
) -> Compiled:
    """Return the record, arcs sorted by tail."""
    places = tuple(network.nodes)
    columns = list(zip(*arcs, strict=True)) if arcs else [()] * 9
    whole = {name: np.array(column, np.int32) for name, column in zip(_COLUMNS, columns, strict=False)}
    order = np.argsort(whole["tail"], kind="stable")
    whole = {name: frozen(values[order]) for name, values in whole.items()}
    indptr, slots = rows_of(whole["tail"], len(states.code))
    rindptr, rslots = rows_of(whole["head"], len(states.code))
    link_ids = tuple(str(link["link_id"]) for link in links)
    gates = {side: np.array([states.number[i, side] for i in range(len(places))], np.int32) for side in (OUT, IN)}
    return Compiled(
        digest=frames.digest,
        network=network,
        frames=frames,
        parameters=index_parameters(frames.parameters),
        place_ids=places,
        place_index={place: i for i, place in enumerate(places)},
        countries=tuple(str(network.nodes[place].get("country_iso3", "")) for place in places),
        link_ids=link_ids,
        link_index={link: i for i, link in enumerate(link_ids)},
        links=links,
        state_place=frozen(np.array(states.place, np.int32)),
        state_code=tuple(states.code),
        **whole,
        length_km=frozen(np.array(columns[7], np.float64)[order]),
        entered=frozen(np.array(columns[8], np.int32)[order]),
        indptr=indptr,
        slots=slots,
        rindptr=rindptr,
        rslots=rslots,
        gates_out=frozen(gates[OUT]),
        gates_in=frozen(gates[IN]),
    )


def rows_of(ends: Ints, states: int) -> tuple[Ints, Ints]:
    """Return where each state's arcs begin and the arcs themselves, sorted by the state they end in (or leave)."""
    counts = np.bincount(ends, minlength=states)
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return frozen(indptr), frozen(np.argsort(ends, kind="stable").astype(np.int32))


def frozen(array: _Array) -> _Array:
    """Return the array, closed to writing."""
    array.setflags(write=False)
    return array
