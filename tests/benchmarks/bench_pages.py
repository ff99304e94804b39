"""What a visitor waits for: a page that runs again, the first page after the start, a picture to take away."""

from __future__ import annotations

import base64
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kaleido
import numpy as np
import pandas as pd
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from corridor_data.load import load_frames
from dashboard.app import PAGES
from dashboard.exports.cards import Edition, build_card
from dashboard.exports.images import SLIDE, Exporter
from dashboard.figures.look import LIGHT
from dashboard.figures.pledge_paths import pace_paths
from dashboard.model.questions import OverviewQuestion
from dashboard.model.records.overview import find_overview
from tests.benchmarks.harness import Result, bench, median_seconds
from tests.benchmarks.servers import ROOT, server, visitor

_ROUNDS = 9
_MS = 1000.0


@bench
def rerun_cached_ms() -> Iterator[Result]:
    """
    A page that runs again with nothing changed and every cache warm: the median of nine reruns, of the median page.

    A real server runs; a visitor speaks its WebSocket protocol and takes the time from asking until the page has come
    whole, drawing in a browser not included. The rival is a plain page of the same server software: the figures are
    taken off the wire, their rows kept as cached tables, and drawn by plotly.express at every run; no texts, controls,
    table twins or sources.
    """
    names = [entry.path for entry in PAGES]
    with tempfile.TemporaryDirectory() as folder:
        with server(ROOT / "dashboard" / "app.py") as port:
            ours = {}
            for name in names:
                ours[name], messages = _reruns(port, "" if name == names[0] else name, "")
                pd.to_pickle(_figures_in(messages), Path(folder) / f"{name}.pickle")
        with server(ROOT / "tests" / "benchmarks" / "plain_page.py", {"PLAIN_PAGES": folder}) as port:
            theirs = {name: _reruns(port, "", f"page={name}")[0] for name in names}
    rival = statistics.median(theirs.values())
    median = statistics.median(ours.values())
    yield Result("rerun_cached_ms", median * _MS, "ms", "a plain plotly.express page", median / rival, most=80)
    for name in names:
        yield Result(
            f"rerun_{name}_ms", ours[name] * _MS, "ms", "a plain plotly.express page", ours[name] / theirs[name]
        )


def _reruns(port: int, path: str, query: str) -> tuple[float, list[ForwardMsg]]:
    """Return the median time of a page that runs again, and what it sends."""
    with visitor(port, path, query) as reader:
        _, messages = reader.run()
        return median_seconds(reader.run, rounds=_ROUNDS), messages


def _figures_in(messages: list[ForwardMsg]) -> list[list[tuple[str, pd.DataFrame]]]:
    """Return the rows of every figure that a page sent, by kind of mark."""
    specs = [m.delta.new_element.plotly_chart.spec for m in messages if m.HasField("delta")]
    return [_parts_of(json.loads(spec)["data"]) for spec in specs if spec]


def _parts_of(traces: list[dict[str, Any]]) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of a figure: place, name of the trace, words shown for a point."""
    found: dict[str, list[pd.DataFrame]] = {}
    for number, trace in enumerate(traces):
        across, up = {"scattergeo": ("lon", "lat"), "choropleth": ("locations", "z")}.get(trace["type"], ("x", "y"))
        x, y = (_values(trace.get(name)) for name in (across, up))
        size = min(len(x), len(y))
        words = _values(trace.get("hovertext", trace.get("text")))
        rows = pd.DataFrame({"x": x[:size], "y": y[:size], "trace": f"{number} {trace.get('name', '')}"})
        rows["words"] = [str(word) for word in words[:size]] if len(words) >= size else ""
        rows["orientation"] = trace.get("orientation", "v")
        if size:
            found.setdefault(trace["type"], []).append(rows)
    return [(kind, pd.concat(rows, ignore_index=True)) for kind, rows in found.items()]


def _values(cell: Any) -> list[Any]:
    """Return the values of a column of a figure, which may be packed."""
    if isinstance(cell, dict):
        return np.frombuffer(base64.b64decode(cell["bdata"]), cell["dtype"]).tolist()
    return cell if isinstance(cell, list) else []


@bench
def first_page_s() -> Iterator[Result]:
    """
    The first visitor of a new server, at the routes page: what is waited for once the server says that it is ready.

    `server_start_s` is what the start takes before that: imports, tables, first answers, loops read from the cache.
    """
    starts, waits = [], []
    for _ in range(3):
        started = time.perf_counter()
        with server(ROOT / "dashboard" / "app.py") as port:
            starts.append(time.perf_counter() - started)
            with visitor(port, "routes") as reader:
                waits.append(reader.run()[0])
    yield Result("first_page_s", statistics.median(waits), "s", most=1)
    yield Result("server_start_s", statistics.median(starts), "s")


@bench
def png_ms() -> Result:
    """A figure with headline, notes and sources as PNG, browser open, beside kaleido's own server drawing it alone."""
    frames = load_frames()
    pace = find_overview(frames, OverviewQuestion()).pace
    figure = pace_paths(pace.frame(), LIGHT).finished()
    card = build_card(pace, frames.sources, Edition(frames.digest, ""), link="", filters="", kind="", on_map=False)
    exporter = Exporter()
    exporter.start()
    ours = median_seconds(lambda: exporter.draw(figure, card, "png"), rounds=9)
    exporter.close()
    options = {"format": "png", "width": SLIDE.width, "height": SLIDE.height, "scale": SLIDE.scale}
    kaleido.start_sync_server(n=1, silence_warnings=True)
    spec = figure.to_dict()
    theirs = median_seconds(lambda: kaleido.calc_fig_sync(spec, opts=options), rounds=9)
    kaleido.stop_sync_server()
    return Result("png_ms", ours * _MS, "ms", "kaleido, the figure alone", ours / theirs, most=500)
