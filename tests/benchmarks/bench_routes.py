"""The route model on the real network, beside networkx in the same run; and how it grows."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache

import networkx as nx
import numpy as np

from corridor_data.load import load_frames
from dashboard.model.loops import make_ready
from dashboard.model.routing.flips import find_flips
from dashboard.model.routing.fronts import CRITERIA
from dashboard.model.routing.route_filters import route_graph, values_by
from dashboard.model.routing.route_graphs import RouteGraph
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.routing.searches import best_way, distinct_ways, pareto_ways
from dashboard.model.world import kernels
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.model.world.network import build_network
from dashboard.model.world.parts import parts_of
from dashboard.model.world.scenario import Scenario, last_known_day
from dashboard.model.world.worlds import World, resolve_scenario
from tests.benchmarks.harness import Result, bench, median_seconds
from tests.made_worlds import made_frames

_PAIRS = 40
_SAMPLE = 5  # pairs on which slow rivals are timed; their median stands for all
_SIZES = {"320": (210, 320), "2k": (1_260, 2_000), "20k": (12_544, 20_000), "200k": (125_316, 200_000)}
_MS = 1000.0


@cache
def real_world() -> World:
    """Return the real network on the last known day, every loop warmed."""
    frames = load_frames()
    return make_ready(compile_network(frames))


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Return 40 pairs that have a way: those of published journeys first, then cities far apart."""
    world = real_world()
    journeys = world.compiled.frames.journeys.dropna(subset=["origin_place", "destination_place"])
    wanted = dict.fromkeys(zip(journeys["origin_place"], journeys["destination_place"], strict=True))
    places = world.compiled.frames.places
    cities = places.loc[places["kind"] == "city", "place_id"].tolist()
    wanted |= dict.fromkeys(zip(cities, cities[len(cities) // 2 :] + cities, strict=False))
    known = [pair for pair in wanted if pair[0] != pair[1]]
    values = best_values(world, known)
    return tuple(pair for pair, value in zip(known, values, strict=True) if np.isfinite(value))[:_PAIRS]


def best_values(world: World, wanted: list[tuple[str, str]]) -> list[float]:
    """Return the hours of the best way of many pairs, one tree an origin, as freight is laid out."""
    compiled, open_hours = world.compiled, np.where(world.open, values_by(world, "ordinary", "time"), np.inf)
    trees = {
        origin: kernels.shortest_tree(
            compiled.indptr, compiled.slots, compiled.head, open_hours,
            compiled.gates_out[compiled.place_index[origin]], -1, np.empty(0),
        )[0]
        for origin in dict.fromkeys(origin for origin, _ in wanted)
    }  # fmt: skip
    return [float(trees[origin][compiled.gates_in[compiled.place_index[end]]]) for origin, end in wanted]


def graph_of(world: World, pair: tuple[str, str], by: str = "time") -> tuple[RouteGraph, np.ndarray]:
    """Return the graph of a pair and its weights."""
    question = RouteQuestion(*pair)
    graph = route_graph(world, question)
    return graph, graph.weights(values_by(world, "ordinary", by))


def as_networkx(graph: RouteGraph, weights: np.ndarray) -> nx.MultiDiGraph:
    """Return the expanded graph for networkx: states and open arcs, parallel ones kept."""
    twin = nx.MultiDiGraph()
    twin.add_nodes_from(range(graph.states))
    open_arcs = np.flatnonzero(np.isfinite(weights)).tolist()
    ends = zip(
        graph.tail[open_arcs].tolist(),
        graph.head[open_arcs].tolist(),
        open_arcs,
        weights[open_arcs].tolist(),
        strict=True,
    )
    twin.add_edges_from((u, v, arc, {"weight": weight}) for u, v, arc, weight in ends)
    return twin


@bench
def route_ratio() -> Iterator[Result]:
    """One best route, arcs and all: the median over the pairs, beside networkx on the same expanded graph."""
    world = real_world()
    graphs = [graph_of(world, pair) for pair in pairs()]
    twin = as_networkx(*graphs[0])
    ours = statistics.median(median_seconds(lambda g=g, w=w: best_way(g, w)) for g, w in graphs)
    theirs = statistics.median(
        median_seconds(lambda g=g: nx.dijkstra_path(twin, g.source, g.target), rounds=3) for g, _ in graphs
    )
    yield Result("route_ratio", theirs / ours, "x", "networkx dijkstra_path", ours / theirs, least=20)
    yield Result("route_ms", ours * _MS, "ms", "networkx dijkstra_path", ours / theirs)


@bench
def all_pairs_ms() -> Result:
    """The value of the best way for 40 pairs, one tree an origin, beside networkx doing the same."""
    world = real_world()
    ours = median_seconds(lambda: best_values(world, list(pairs())))
    twin = as_networkx(*graph_of(world, pairs()[0]))
    gates = {int(world.compiled.gates_out[world.compiled.place_index[origin]]) for origin, _ in pairs()}
    theirs = median_seconds(lambda: [nx.single_source_dijkstra_path_length(twin, gate) for gate in gates], rounds=3)
    return Result("all_pairs_ms", ours * _MS, "ms", "networkx, a tree per origin", ours / theirs, most=5)


@bench
def pareto_ms() -> Result:
    """The exact front over time, cost and emissions: the median pair, beside the same loop in plain Python."""
    world = real_world()
    values = [values_by(world, "ordinary", by) for by in CRITERIA]
    times = []
    for pair in pairs():
        graph, _ = graph_of(world, pair)
        weights = tuple(graph.weights(value) for value in values)
        times.append(median_seconds(lambda g=graph, w=weights: pareto_ways(g, w), rounds=3))
    middle = pairs()[int(np.argsort(times)[len(times) // 2])]
    graph, _ = graph_of(world, middle)
    rival = _plain_front_seconds(graph, [graph.weights(value) for value in values])
    ours = statistics.median(times)
    return Result("pareto_ms", ours * _MS, "ms", "the same search in plain Python", ours / rival, most=5)


def _plain_front_seconds(graph: RouteGraph, criteria: list[np.ndarray]) -> float:
    """
    Return how long label setting without compiled loops takes.

    Labels as tuples, one heap of the standard library.
    """
    twin = [[] for _ in range(graph.states)]
    for arc in np.flatnonzero(graph.allowed):
        twin[graph.tail[arc]].append((int(graph.head[arc]), tuple(float(c[arc]) for c in criteria)))
    bounds = [
        kernels.shortest_tree(graph.rindptr, graph.rslots, graph.tail, c, graph.target, -1, np.empty(0))[0].tolist()
        for c in criteria
    ]
    started = time.perf_counter()
    front = _plain_front(twin, list(zip(*bounds, strict=True)), graph.source, graph.target)
    taken = time.perf_counter() - started
    if not front:
        raise LookupError("the plain search found no way where the compiled one did")
    return taken


def _plain_front(
    twin: list[list[tuple[int, tuple[float, ...]]]], bounds: list[tuple[float, ...]], source: int, target: int
) -> list[tuple[float, ...]]:
    """Return the costs of the front, by label setting in plain Python."""
    labels: list[list[tuple[float, ...]]] = [[] for _ in twin]
    queue = [((0.0, 0.0, 0.0), source)]
    while queue:
        queue.sort(key=lambda item: -sum(item[0]))
        cost, state = queue.pop()
        if cost not in labels[state] and state != source:
            continue
        for far, weight in twin[state]:
            reached = tuple(a + b for a, b in zip(cost, weight, strict=True))
            whole = tuple(a + b for a, b in zip(reached, bounds[far], strict=True))
            if any(
                all(a <= b + kernels.SAME for a, b in zip(other, reached, strict=True)) for other in labels[far]
            ) or any(all(a <= b + kernels.SAME for a, b in zip(other, whole, strict=True)) for other in labels[target]):
                continue
            labels[far] = [o for o in labels[far] if not all(a <= b for a, b in zip(reached, o, strict=True))] + [
                reached
            ]
            if far != target:
                queue.append((reached, far))
    return labels[target]


@bench
def alternatives_ms() -> Result:
    """Five ways that share at most 0.7 of their length, the median pair, beside the five best of networkx (Yen)."""
    world = real_world()
    graphs = [graph_of(world, pair) for pair in pairs()]
    ours = statistics.median(
        median_seconds(lambda g=g, w=w: distinct_ways(g, w, count=5, overlap=0.7, stretch=2.0), rounds=3)
        for g, w in graphs
    )
    plain = nx.DiGraph()
    for u, v, weight in as_networkx(*graphs[0]).edges(data="weight"):
        if not plain.has_edge(u, v) or weight < plain[u][v]["weight"]:
            plain.add_edge(u, v, weight=weight)
    theirs = statistics.median(_seconds_for_five(plain, graph) for graph, _ in graphs[:_SAMPLE])
    return Result("alternatives_ms", ours * _MS, "ms", f"networkx, Yen's five, {_SAMPLE} pairs", ours / theirs, most=30)


def _seconds_for_five(plain: nx.DiGraph, graph: RouteGraph) -> float:
    """Return how long networkx takes for its five best paths."""
    started = time.perf_counter()
    paths = nx.shortest_simple_paths(plain, graph.source, graph.target, weight="weight")
    for _, _ in zip(range(5), paths, strict=False):
        pass
    return time.perf_counter() - started


@bench
def flip_ms() -> Result:
    """Best and second way leg by leg and every flip value, time and money together: the median of five pairs."""
    compiled = real_world().compiled
    questions = [RouteQuestion(*pair, by="generalised") for pair in pairs()[:_SAMPLE]]
    taken = statistics.median(median_seconds(lambda q=q: find_flips(compiled, q), rounds=5) for q in questions)
    return Result("flip_ms", taken * _MS, "ms", most=200)


@bench
def answer_ms() -> Result:
    """A whole answer: five ways with names, legs, ranges and exposures, scenario known: the median of five pairs."""
    compiled = real_world().compiled
    questions = [RouteQuestion(*pair) for pair in pairs()[:_SAMPLE]]
    taken = statistics.median(median_seconds(lambda q=q: find_routes(compiled, q), rounds=5) for q in questions)
    return Result("answer_ms", taken * _MS, "ms", most=1000)


@bench
def compile_ms() -> Result:
    """From graph and tables to arrays, parameters of every arc looked up, beside networkx building the same graph."""
    frames = load_frames()
    network = build_network(frames)

    def compiled() -> Compiled:
        made = compile_network(frames, network)
        parts_of(made, "ordinary")
        return made

    taken = median_seconds(compiled)
    graph, weights = graph_of(real_world(), pairs()[0])
    rival = median_seconds(lambda: as_networkx(graph, weights))
    return Result(
        "compile_ms",
        taken * _MS,
        "ms",
        "networkx building the expanded graph from these arrays",
        taken / rival,
        most=100,
    )


@bench
def first_route_s() -> Iterator[Result]:
    """What a server does before it opens, and what the first visitor waits after that, in a fresh process."""
    code = (
        "import time; started = time.perf_counter()\n"
        "from corridor_data.load import load_frames\n"
        "from dashboard.model.world.compiled import compile_network\n"
        "from dashboard.model.loops import make_ready\n"
        "from dashboard.model.routing.route_questions import RouteQuestion\n"
        "from dashboard.model.routing.routes import find_routes\n"
        "compiled = compile_network(load_frames()); make_ready(compiled)\n"
        "opened = time.perf_counter()\n"
        "find_routes(compiled, RouteQuestion())\n"
        "print(opened - started, time.perf_counter() - opened)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
        for _ in range(3)
    ]
    times = np.array([[float(part) for part in run.split()] for run in runs])
    yield Result("first_route_s", float(np.median(times[:, 1])), "s", most=1)
    yield Result("route_start_s", float(np.median(times[:, 0])), "s")


@bench
def growth() -> Iterator[Result]:
    """One route on made networks of 320 to 200,000 links, and what compiling and memory take there."""
    for name, (places, links) in _SIZES.items():
        frames = made_frames(1, places, links)
        started = time.perf_counter()
        compiled = compile_network(frames)
        parts_of(compiled, "ordinary")
        seconds = time.perf_counter() - started
        world = resolve_scenario(compiled, Scenario(last_known_day(frames)))
        graph, weights = graph_of(world, _far_pair(compiled))
        ours = median_seconds(lambda g=graph, w=weights: best_way(g, w), rounds=5)
        twin = as_networkx(graph, weights)
        rival_started = time.perf_counter()
        nx.dijkstra_path(twin, graph.source, graph.target)
        theirs = time.perf_counter() - rival_started
        most = 200 if name == "200k" else None
        yield Result(f"grow_{name}_route_ms", ours * _MS, "ms", "networkx dijkstra_path", ours / theirs, most=most)
        yield Result(f"grow_{name}_compile_s", seconds, "s")
        yield Result(f"grow_{name}_arcs", compiled.arcs, "arcs")


def _far_pair(compiled: Compiled) -> tuple[str, str]:
    """Return a place and the one farthest from it that can be reached."""
    world = resolve_scenario(compiled, Scenario(last_known_day(compiled.frames)))
    for origin in compiled.place_ids:
        graph, weights = graph_of(
            world, (origin, compiled.place_ids[-1] if origin != compiled.place_ids[-1] else compiled.place_ids[0])
        )
        dist = kernels.shortest_tree(graph.indptr, graph.slots, graph.head, weights, graph.source, -1, np.empty(0))[0]
        reached = np.flatnonzero(np.isfinite(dist[compiled.gates_in]))
        if reached.size > len(compiled.place_ids) // 2:
            return origin, compiled.place_ids[int(reached[np.argmax(dist[compiled.gates_in][reached])])]
    raise LookupError("no place of the made network reaches half of it")
