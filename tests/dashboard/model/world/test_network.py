"""The graph of the tables, and its way to a file and back."""

import dataclasses
import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.world.network import NetworkFileError, build_network, save_network
from tests.made_worlds import made_frames

FRAMES = load_tables(Path(__file__).parents[3] / "small")


def test_every_place_is_a_node_and_every_link_runs_both_ways() -> None:
    network = build_network(FRAMES)
    assert set(network) == set(FRAMES.places["place_id"])
    assert network.number_of_edges() == 2 * len(FRAMES.links)
    assert network["CROSS"]["GAUGE"]["rail-cross-gauge"]["length_km"] == 620
    assert network["GAUGE"]["CROSS"]["rail-cross-gauge"]["direction"] == "inbound"


def test_two_links_between_the_same_places_stay_two() -> None:
    assert set(build_network(FRAMES)["CROSS"]["GAUGE"]) == {"rail-cross-gauge", "road-cross-gauge"}


def test_missing_values_are_absent_not_zero() -> None:
    assert "opened" not in build_network(FRAMES)["QUAYS"]["SOUTH"]["rail-quays-south"]
    assert "gauge_mm" not in build_network(FRAMES).nodes["QUAYS"]


def test_passenger_links_and_repeated_ones_are_left_out() -> None:
    links = FRAMES.links.copy()
    links.loc[links["link_id"] == "road-cross-gauge", "traffic"] = "passenger"
    links.loc[links["link_id"] == "road-easty-south", "duplicate_of"] = "rail-easty-south"
    network = build_network(_with_links(links))
    assert network.number_of_edges() == 2 * (len(links) - 2)


def _with_links(links):
    return dataclasses.replace(FRAMES, links=links)


def test_the_graph_cannot_be_changed() -> None:
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        build_network(FRAMES).add_edge("NORTH", "SOUTH")


def read(path: Path) -> nx.MultiDiGraph:
    """Return a saved graph as networkx alone reads it."""
    if path.suffix == ".graphml":
        return nx.read_graphml(path, force_multigraph=True)
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


@pytest.mark.parametrize("suffix", [".graphml", ".json"])
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 1000))
def test_networkx_alone_reads_the_same_graph_back(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, seed: int
) -> None:
    network = build_network(made_frames(seed, 12, 30))
    path = tmp_path_factory.mktemp("graphs") / f"network{suffix}"
    save_network(network, path)
    back = read(path)
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    assert sorted(back.edges(keys=True, data=True), key=str) == sorted(network.edges(keys=True, data=True), key=str)
    assert back.graph["digest"] == network.graph["digest"]


def test_a_file_of_another_kind_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match=r"neither in \.graphml nor in \.json"):
        save_network(build_network(FRAMES), tmp_path / "n.xlsx")
