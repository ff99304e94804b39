"""The tables as one frozen graph of places and links, and that graph as files for other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pandas as pd

from corridor_data.load import Frames

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

MODES = ("road", "rail", "sea")

_PLACE_COLUMNS = ("name", "country_iso3", "kind", "lat", "lon", "gauge_mm")
_LINK_COLUMNS = (
    "mode",
    "length_km",
    "length_basis",
    "gauge_mm",
    "tracks",
    "electrified",
    "opened",
    "planned_opening",
    "closed",
    "status",
    "status_as_of",
    "crosses_border",
    "line_name",
    "source_id",
)


class NetworkFileError(ValueError):
    """A network cannot be written to a file of this kind."""


def build_network(frames: Frames) -> Network:
    """Return the frozen graph of all places and of every link that freight may use.

    Nodes are place ids with the columns of `places`; edges run both ways, keyed by link id, so that two railways
    between the same towns stay two. Missing values are left out. Links for passengers only and links that merely repeat
    a chain of others (`duplicate_of`) are not in the graph. The graph's attribute ``digest`` names the build of the
    data.
    """
    graph: Network = nx.MultiDiGraph(digest=frames.digest)
    for row in _records(frames.places, ("place_id", *_PLACE_COLUMNS)):
        graph.add_node(row.pop("place_id"), **row)
    for row in _records(freight_links(frames.links), ("link_id", "from_place", "to_place", *_LINK_COLUMNS)):
        link_id, u, v = row.pop("link_id"), row.pop("from_place"), row.pop("to_place")
        graph.add_edge(u, v, link_id, direction="outbound", **row)
        graph.add_edge(v, u, link_id, direction="inbound", **row)
    nx.freeze(graph)
    return graph


def freight_links(links: pd.DataFrame) -> pd.DataFrame:
    """Return the links that freight may use and that no chain of others repeats."""
    return links[links["traffic"].ne("passenger") & links["duplicate_of"].isna()]


def _records(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the rows as dicts of plain Python values, without the missing ones."""
    rows = frame.loc[:, list(columns)].astype(object).to_dict("records")
    return [{str(k): _plain(v) for k, v in row.items() if not pd.isna(v)} for row in rows]


def _plain(value: object) -> object:
    """Return a value that GraphML and JSON know."""
    return value.item() if isinstance(value, np.generic) else value


def save_network(graph: Network, path: Path) -> None:
    """Write the graph as GraphML (``.graphml``) or as node-link JSON (``.json``), readable by networkx alone.

    Raises
    ------
    NetworkFileError
        If the name ends otherwise.
    """
    if path.suffix == ".graphml":
        nx.write_graphml(graph, path, named_key_ids=True)
    elif path.suffix == ".json":
        text = json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")
    else:
        raise NetworkFileError(f"{path.name} ends neither in .graphml nor in .json")
