"""The graph of the tables, and its way to a file and back."""

import dataclasses
import json
import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_data.load import load_tables
from dashboard.model.world.network import NetworkFileError, build_network, load_network, save_network
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


@pytest.mark.parametrize("suffix", [".graphml", ".json"])
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 1000))
def test_a_saved_graph_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, suffix: str, seed: int) -> None:
    network = build_network(made_frames(seed, 12, 30))
    path = tmp_path_factory.mktemp("graphs") / f"network{suffix}"
    save_network(network, path)
    back = load_network(path)
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    assert sorted(back.edges(keys=True, data=True), key=str) == sorted(network.edges(keys=True, data=True), key=str)
    assert back.graph["digest"] == network.graph["digest"]
    assert nx.is_frozen(back)


def test_a_saved_graph_is_read_by_networkx_alone(tmp_path: Path) -> None:
    network = build_network(FRAMES)
    save_network(network, tmp_path / "n.graphml")
    save_network(network, tmp_path / "n.json")
    plain = nx.read_graphml(tmp_path / "n.graphml", force_multigraph=True)
    other = nx.node_link_graph(json.loads((tmp_path / "n.json").read_text()), edges="edges")
    for graph in (plain, other):
        assert nx.shortest_path_length(graph, "NORTH", "EASTY", weight="length_km") == nx.shortest_path_length(
            network, "NORTH", "EASTY", weight="length_km"
        )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.graphml", "not xml"),
        ("b.json", "{}"),
        ("c.json", "not json"),
        ("d.json", '{"directed": false, "multigraph": false, "graph": {}, "nodes": [], "edges": []}'),
        (
            "e.json",
            json.dumps(
                {
                    "directed": True,
                    "multigraph": True,
                    "graph": {},
                    "nodes": [{"id": "A"}, {"id": "B"}],
                    "edges": [{"source": "A", "target": "B", "key": "L", "mode": "rail"}],
                }
            ),
        ),
    ],
)
def test_a_file_that_holds_no_network_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(NetworkFileError, match=re.escape(name)):
        load_network(tmp_path / name)


def test_a_file_of_another_kind_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match=r"neither in \.graphml nor in \.json"):
        save_network(build_network(FRAMES), tmp_path / "n.xlsx")
