"""`network` on the small world: what is saved is what other tools read."""

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from dashboard.model.world.network import build_network
from tests.dashboard.commands.conftest import FRAMES
from tests.dashboard.model.world.test_network import read


@pytest.mark.parametrize("ending", ["graphml", "json"])
def test_the_graph_saved_is_the_graph_of_the_tables(said: Callable[..., str], tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"network.{ending}"
    graph = build_network(FRAMES)
    words = said("network", "--out", str(out))
    assert words.startswith(f"{graph.number_of_nodes()} places and {len(FRAMES.links)} links")
    back = read(out)
    assert nx.utils.nodes_equal(back.nodes(data=True), graph.nodes(data=True))
    assert nx.utils.edges_equal(back.edges(keys=True, data=True), graph.edges(keys=True, data=True), directed=True)


def test_another_ending_is_refused_with_those_there_are(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "network.shp ends neither in .graphml nor in .json." in refused(
        "network", "--out", f"{tmp_path}/network.shp"
    )


def test_a_file_that_cannot_be_written_is_told(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "cannot be written" in refused("network", "--out", str(tmp_path / "nowhere" / "network.json"))
