"""A corridor from end to end: what each stretch can carry and what it carries, with the narrowest marked."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import amount_axis
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure, wrap
from dashboard.text import say, say_number
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_range

_STOPS = 9  # names under the axis at most
_FAR = 0.6  # share of the way from which words stand to the left of their mark


def name_ways(path: pd.DataFrame) -> dict[str, str]:
    """Return the ways through a corridor with a name each: its ends, and its own name where there are several."""
    names = {}
    for variant, way in path.sort_values("position").groupby("variant", sort=False):
        ends = say("{first} to {last}", first=way["from_name"].iloc[0], last=way["to_name"].iloc[-1])
        names[str(variant)] = ends
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {variant: _apart(path, variant, name) if name in twice else name for variant, name in names.items()}


def _apart(path: pd.DataFrame, variant: str, name: str) -> str:
    """Return the name of a way with the stretch that none of the others has; its own id where it has none."""
    way = one_way(path, variant)
    ends = (way["from_name"].iloc[0], way["to_name"].iloc[-1])
    alike = [
        other
        for key, other in path.sort_values("position").groupby("variant", sort=False)
        if key != variant and (other["from_name"].iloc[0], other["to_name"].iloc[-1]) == ends
    ]
    own = way[~way["name"].isin({link for other in alike for link in other["name"]})]
    borders = own[own["from_place"].str[:2].ne(own["to_place"].str[:2])]  # a place code begins with its country
    for row in [*borders.to_dict("records"), *own.sort_values("length_km", ascending=False).to_dict("records")][:1]:
        return say("{ends} by {stretch}", ends=name, stretch=row["name"])
    return say("{ends} ({own})", ends=name, own=variant.replace("-", " "))


def say_way(path: pd.DataFrame, variant: str, name: str) -> str:
    """Return the narrowest known stretch of a way, how many have no known figure, and its length."""
    way = one_way(path, variant)
    km, unknown = format_amount(way["length_km"].sum(), "km"), int(way["capacity_mt"].isna().sum())
    known = way.dropna(subset=["capacity_mt"])
    if known.empty:
        return say("{name}, {km}: no capacity of this kind is known for any stretch.", name=name, km=km)
    least = known.nsmallest(1, "capacity_mt").iloc[0]
    head = say(
        "{name}, {km}: the narrowest known stretch is {stretch} at {amount}.",
        name=name,
        km=km,
        stretch=least["name"],
        amount=format_amount(least["capacity_mt"], "Mt/yr"),
    )
    if not unknown:
        return head
    rest = say_number("{count} stretch has no known figure.", "{count} stretches have no known figure.", unknown)
    return f"{head} {rest}"


def one_way(path: pd.DataFrame, variant: str) -> pd.DataFrame:
    """Return the links of one way through a corridor, in order."""
    return path[path["variant"].eq(variant)].sort_values("position")


def capacity_ladder(path: pd.DataFrame, variant: str, look: Look = LIGHT) -> Figure:
    """Return capacity and volume along one way through a corridor, as steps over the kilometres.

    Parameters
    ----------
    path
        Ordered links: variant, position, name, from_name, to_name, start_km, end_km, status_on_date, capacity_mt,
        capacity_low, capacity_high, used_mt, binding. A link without a figure is a gap, never a zero.
    variant
        The way to show.
    look
        Colours.
    """
    way = one_way(path, variant)
    if way["capacity_mt"].notna().sum() == 0 and way["used_mt"].notna().sum() == 0:
        return sentence_figure(
            say("Neither a capacity of this kind nor a volume is known for any stretch of this way."), look
        )
    figure = blank(look, say("Step chart along the corridor"), roomy=True)
    figure.add_trace(_range(way, look))
    figure.add_trace(_steps(way, "capacity_mt", say("capacity"), {"color": look.accent, "width": 3}))
    figure.add_trace(_steps(way, "used_mt", say("volume"), {"color": look.series[1], "width": 2.4, "dash": "dash"}))
    figure.add_trace(_unknown(way, look))
    figure.add_trace(_binding(way, look))
    stops = _stops(way)
    figure.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": [km for km, _ in stops],
            "ticktext": [wrap(name, 14) for _, name in stops],
            "range": [0, float(way["end_km"].max())],
            "ticklabeloverflow": "allow",
        },
        yaxis=amount_axis(pd.concat([way["capacity_mt"], way["used_mt"], way["capacity_high"]]).astype(float), "Mt/yr"),
        height=400,
        margin={"r": 48},
        annotations=_binding_words(way, look),
    )
    return figure


def _steps(way: pd.DataFrame, column: str, name: str, line: dict[str, Any]) -> go.Scatter:
    """Return a level over each stretch, with gaps where nothing is known."""
    x: list[float | None] = []
    y: list[float | None] = []
    text: list[str] = []
    for row in way.to_dict("records"):
        value = None if pd.isna(row[column]) else float(row[column])
        x += [float(row["start_km"]), float(row["end_km"])]
        y += [value, value]
        text += [_hover(row)] * 2
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        mode="lines",
        line=line,
        connectgaps=False,
        text=text,
        hovertemplate="%{text}<extra></extra>",
    )


def _range(way: pd.DataFrame, look: Look) -> go.Scatter:
    """Return the span between the lowest and the highest capacity published for each stretch, as boxes."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row in way.dropna(subset=["capacity_low", "capacity_high"]).to_dict("records"):
        if row["capacity_low"] < row["capacity_high"]:
            left, right, low, high = (
                float(row["start_km"]),
                float(row["end_km"]),
                float(row["capacity_low"]),
                float(row["capacity_high"]),
            )
            x += [left, right, right, left, left, None]
            y += [low, low, high, high, low, None]
    return go.Scatter(
        x=x,
        y=y,
        name=say("lowest to highest figure"),
        mode="lines",
        fill="toself",
        line={"width": 0, "color": look.accent},
        opacity=0.25,
        hoverinfo="skip",
        showlegend=bool(x),
    )


def _unknown(way: pd.DataFrame, look: Look) -> go.Scatter:
    """Return a dotted line on the ground under every stretch whose capacity is not known."""
    x: list[float | None] = []
    y: list[float | None] = []
    text: list[str | None] = []
    for row in way[way["capacity_mt"].isna()].to_dict("records"):
        x += [float(row["start_km"]), float(row["end_km"]), None]
        y += [0.0, 0.0, None]
        text += [_hover(row), _hover(row), None]
    return go.Scatter(
        x=x,
        y=y,
        name=say("capacity not known"),
        mode="lines",
        line={"color": look.rest, "width": 4, "dash": "dot"},
        text=text,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        showlegend=bool(x),
    )


def _binding(way: pd.DataFrame, look: Look) -> go.Scatter:
    """Return the mark of the narrowest stretch."""
    narrow = way[way["binding"].fillna(value=False).astype(bool) & way["capacity_mt"].notna()]
    rows = narrow.to_dict("records")[:1]
    return go.Scatter(
        x=[(row["start_km"] + row["end_km"]) / 2 for row in rows],
        y=[row["capacity_mt"] for row in rows],
        mode="markers",
        name=say("narrowest known stretch"),
        marker={"symbol": "triangle-up", "size": 13, "color": look.alert},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=bool(rows),
    )


def _binding_words(way: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """Return the name and capacity of the narrowest stretch, on a ground of its own well above the lines."""
    narrow = way[way["binding"].fillna(value=False).astype(bool) & way["capacity_mt"].notna()]
    return [
        {
            "x": (row["start_km"] + row["end_km"]) / 2,
            "y": row["capacity_mt"],
            "text": f"{row['name']}: {format_amount(row['capacity_mt'], 'Mt/yr')}",
            "xanchor": "right" if row["start_km"] > _FAR * float(way["end_km"].max()) else "left",
            "ax": 0,
            "ay": -88,
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": look.alert,
            "bgcolor": look.ground,
            "font": {"color": look.alert},
        }
        for row in narrow.to_dict("records")[:1]
    ]


def _stops(way: pd.DataFrame) -> list[tuple[float, str]]:
    """Return the places to write under the axis: both ends and others that stand apart."""
    ends = [(float(row["start_km"]), str(row["from_name"])) for row in way.to_dict("records")]
    last = (float(way["end_km"].iloc[-1]), str(way["to_name"].iloc[-1]))
    apart = max(1.0, last[0] / (_STOPS - 1))
    chosen = [ends[0]]
    for km, name in ends[1:]:
        if km - chosen[-1][0] >= apart and last[0] - km >= apart * 0.8:
            chosen.append((km, name))
    return [*chosen, last]


def _hover(row: dict[Any, Any]) -> str:
    spread = ""
    if pd.notna(row["capacity_low"]) and row["capacity_low"] != row["capacity_high"]:
        spread = f" ({format_range(row['capacity_low'], row['capacity_high'], 'Mt/yr')})"
    mode, status = word_label(str(row["mode"])), word_label(str(row["status_on_date"]))
    parts = [
        f"<b>{row['from_name']} – {row['to_name']}</b>",
        f"{mode}, {format_amount(row['length_km'], 'km')}, {status}",
        say("Capacity: {capacity}", capacity=format_amount(row["capacity_mt"], "Mt/yr") + spread),
        say("Volume: {volume}", volume=format_amount(row["used_mt"], "Mt/yr")),
    ]
    return hover_text(parts)
