"""Made networks of any size, for property tests and for measuring growth, over the small world's tables."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from corridor_data.load import Frames, load_tables

SMALL = Path(__file__).parent / "small"
_COUNTRIES = ("IRN", "KAZ", "TKM")
_GAUGES = ("1435", "1520", "1435/1520")


def made_frames(seed: int, places: int, links: int) -> Frames:
    """
    Return the small world's tables with made places and links, and no events.

    Places lie on a jittered square grid; a link joins a place to a near one. Countries are stripes of the grid. About
    half of the links are rail of either gauge or both, the rest road, and sea between the ports.
    """
    rng = np.random.default_rng(seed)
    frames = load_tables(SMALL)
    table = _places(rng, places, frames.places)
    return dataclasses.replace(
        frames,
        digest=f"made-{seed}-{places}-{links}",
        places=table,
        links=_links(rng, table, links, frames.links),
        events=frames.events.iloc[:0],
        corridor_links=frames.corridor_links.iloc[:0],
    )


def with_freight(frames: Frames, seed: int, flows: int) -> Frames:
    """
    Return made tables with freight between random places, and capacities on the railways and at the ports.

    Two flows in three may go by any mode, the third by rail; capacities lie between 1 and 15 Mt a year.
    """
    rng = np.random.default_rng(seed)
    ends = np.array([rng.choice(frames.places["place_id"].to_numpy(str), 2, replace=False) for _ in range(flows)])
    mt = rng.uniform(0.2, 3.0, flows)
    demands = pd.DataFrame(
        {
            "demand_id": [f"F{i:04d}" for i in range(flows)],
            "origin": ends[:, 0],
            "destination": ends[:, 1],
            "commodity": "goods",
            "modes": np.where(np.arange(flows) % 3 == 2, "rail", None),
            "year": 2025,
            "mt_per_year": mt,
            "low": mt / 2,
            "high": 2 * mt,
            "basis": "judgement",
            "reason": "made",
        }
    )
    rails = frames.links.loc[frames.links["mode"] == "rail", "link_id"].tolist()
    ports = frames.places.loc[frames.places["kind"] == "port", "place_id"].tolist()
    room = rng.uniform(1.0, 15.0, len(rails) + len(ports))
    capacity = pd.DataFrame(
        {
            "link_id": [*rails, *[None] * len(ports)],
            "place_id": [*[None] * len(rails), *ports],
            "kind": "practical",
            "from_year": 2020,
            "applies_to": [*["line"] * len(rails), *["port"] * len(ports)],
            "mt_per_year": room,
            "low": room,
            "high": room,
            "basis": "judgement",
            "reason": "made",
        }
    )
    return dataclasses.replace(
        frames,
        digest=f"{frames.digest}-freight-{seed}-{flows}",
        demands=_shaped(demands, frames.demands),
        link_capacity=_shaped(capacity, frames.link_capacity),
    )


def _places(rng: np.random.Generator, count: int, like: pd.DataFrame) -> pd.DataFrame:
    """Return places on a jittered grid; every fifth is a port, every ninth a passage."""
    side = int(np.ceil(np.sqrt(count)))
    number = np.arange(count)
    row, column = number // side, number % side
    kind = np.where(number % 5 == 4, "port", np.where(number % 9 == 8, "passage", "city"))
    made = pd.DataFrame(
        {
            "place_id": [f"P{i:06d}" for i in number],
            "name": [f"Place {i}" for i in number],
            "country_iso3": [_COUNTRIES[c * len(_COUNTRIES) // side] for c in column],
            "kind": kind,
            "lat": row + rng.uniform(0, 0.4, count),
            "lon": column + rng.uniform(0, 0.4, count),
        }
    )
    return _shaped(made, like)


def _links(rng: np.random.Generator, places: pd.DataFrame, count: int, like: pd.DataFrame) -> pd.DataFrame:
    """Return links between near places: first along the grid, then at random to one of the nearest rows and columns."""
    n = len(places)
    side = int(np.ceil(np.sqrt(n)))
    start = rng.integers(0, n, count)
    start[: min(n, count)] = np.arange(n)[: min(n, count)]
    end = (start + rng.choice([1, side, side + 1, 2, 2 * side], count)) % n
    wet = places["kind"].isin(["port", "passage"]).to_numpy()
    dry = places["kind"].ne("passage").to_numpy()
    mode = rng.choice(["rail", "rail", "road"], count)
    mode = np.where(wet[start] & wet[end], "sea", mode)
    keep = (start != end) & ((mode == "sea") | (dry[start] & dry[end]))
    country = places["country_iso3"].to_numpy()
    made = pd.DataFrame(
        {
            "link_id": [f"L{i:06d}" for i in range(count)],
            "from_place": places["place_id"].to_numpy()[start],
            "to_place": places["place_id"].to_numpy()[end],
            "mode": mode,
            "length_km": rng.uniform(40, 400, count),
            "length_basis": "made",
            "length_kind": "derived",
            "gauge_mm": np.where(mode == "rail", rng.choice(_GAUGES, count, p=[0.45, 0.45, 0.1]), None),
            "status": "operational",
            "status_as_of": "2025-01-01",
            "crosses_border": np.where(country[start] != country[end], "yes", "no"),
            "traffic": "both",
            "source_id": "maps",
        }
    )
    return _shaped(made[keep].reset_index(drop=True), like)


def _shaped(made: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    """Return the made rows with all columns of a table, in its types; what was not made is missing."""
    return pd.DataFrame(
        {
            name: made[name].astype(like[name].dtype)
            if name in made
            else pd.Series(pd.NA, made.index).astype(like[name].dtype)
            for name in like
        }
    )
