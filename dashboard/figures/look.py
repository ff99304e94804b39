"""How figures look: colours, line patterns, one template for light and one for dark.

Every pair of colours that meets in a figure keeps the contrast that readers need (4.5:1 for text, 3:1 for marks), and
the colours of a series stay apart for the three kinds of colour blindness; the tests do the arithmetic. A meaning is
never carried by colour alone: planned lines are dashed, closed ones dotted and crossed, estimates hollow.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.text import say

FONT = "Inter, Vazirmatn, 'Noto Sans', 'DejaVu Sans', sans-serif"
HEIGHT = 380  # px: a chart beside its sentence on a laptop screen
MAP_HEIGHT = 560  # px: the region is as wide as it is tall
HOVER = 56  # characters of a line of what is said of a mark: as many as a phone shows
MODES = ("rail", "road", "sea")  # the order of legends, tables and layers


@dataclass(frozen=True)
class Look:
    """The colours of one scheme; every colour is a hexadecimal string."""

    name: str
    ground: str
    raised: str  # panels and table heads
    line: str  # frames
    text: str
    muted: str
    grid: str
    axis: str
    accent: str
    rest: str  # what is not the subject
    series: tuple[str, ...]
    sea: str
    land: str
    border: str
    alert: str  # closed, late
    caution: str  # restricted, planned
    good: str  # reached, open
    modes: dict[str, str] = field(hash=False)
    ramp: tuple[str, ...] = ()  # from little to much


LIGHT = Look(
    name="light",
    ground="#FFFFFF",
    raised="#F3F6F8",
    line="#D5DCE2",
    text="#16222D",
    muted="#55626E",
    grid="#E3E8EC",
    axis="#7A8793",
    accent="#0B5F8A",
    rest="#76828D",
    series=("#0B5F8A", "#C24E00", "#00805C", "#B05CC6", "#7A6200", "#5A6772"),
    sea="#EEF3F6",
    land="#FBFAF7",
    border="#B9C2C9",
    alert="#B3261E",
    caution="#9A6700",
    good="#00734F",
    modes={"rail": "#0B5F8A", "road": "#A85A00", "sea": "#5B6F9E"},
    ramp=("#7FA9C0", "#5C93B0", "#397C9F", "#1B668D", "#0B4F78", "#0A3553"),
)

DARK = Look(
    name="dark",
    ground="#11181F",
    raised="#1B252F",
    line="#33414D",
    text="#E8EDF1",
    muted="#A7B3BE",
    grid="#27323C",
    axis="#71808D",
    accent="#7CC4EE",
    rest="#8794A0",
    series=("#7CC4EE", "#FF9A57", "#4FCB9F", "#B77BE0", "#DDBD49", "#A7B3BE"),
    sea="#0D1319",
    land="#1C252E",
    border="#46535F",
    alert="#FF8A80",
    caution="#F0B429",
    good="#4FCB9F",
    modes={"rail": "#7CC4EE", "road": "#F0A45B", "sea": "#A3B4E6"},
    ramp=("#5C7F93", "#6B97AF", "#7DB0CB", "#93C6E2", "#B3DBF2", "#DDF1FC"),
)

# How a link is drawn for what it is on the day looked at.
DASHES = {
    "open": "solid",
    "restricted": "solid",
    "planned": "dash",
    "under_construction": "dash",
    "suspended": "dot",
    "closed": "dot",
}


_WAY_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


@cache
def template(look: Look, size: int = 14) -> go.layout.Template:
    """Return the plotly template of a scheme with text of ``size`` px; it is shared, so do not change it."""
    small = size - 1
    axis = {
        "gridcolor": look.grid,
        "zerolinecolor": look.axis,
        "linecolor": look.axis,
        "tickcolor": look.axis,
        "tickfont": {"color": look.muted, "size": small},
        "title": {"font": {"color": look.muted, "size": small}, "standoff": 8},
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "color": look.text, "size": size},
            "paper_bgcolor": look.ground,
            "plot_bgcolor": look.ground,
            "colorway": list(look.series),
            "height": HEIGHT,
            "margin": {"l": 8, "r": 16, "t": 36, "b": 8},
            "xaxis": axis | {"showgrid": False, "ticks": "outside", "showline": True, "nticks": 10},
            "yaxis": axis | {"zeroline": False, "nticks": 7, "rangemode": "tozero"},
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1.02,
                "yanchor": "bottom",
                "font": {"size": small, "color": look.text},
                "bgcolor": "rgba(0,0,0,0)",
            },
            "hoverlabel": {
                "font": {"family": FONT, "size": 13, "color": look.text},
                "bgcolor": look.ground,
                "bordercolor": look.axis,
                "align": "left",
            },
            "hovermode": "closest",
            "dragmode": False,
            "separators": ".,",
        }
    )


@cache
def export_template() -> go.layout.Template:
    """Return the template of pictures that leave: light ground, nothing smaller than 14 px on a slide."""
    made = go.layout.Template(template(LIGHT, 17))
    made.layout.xaxis.ticklabeloverflow = "allow"  # there is room on both sides of a figure
    return made


# plotly has no types
class Figure(go.Figure):  # type: ignore[misc]
    """A figure that stays as it was drawn, so that its dictionary is made once and not on every run of a page."""

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as plain values; shared, so do not change it."""
        made: dict[str, Any] | None = self.__dict__.get("_made")
        return made if made is not None else super().to_dict()

    def finished(self) -> "Figure":
        """Return the figure itself, from now on unchanged."""
        self._made = json.loads(super().to_json(validate=False))
        return self

    @property
    def kind(self) -> str:
        """Name of the chart for screen readers, as "Line chart"."""
        return str((self.layout.meta or {}).get("kind", say("Figure")))

    @property
    def on_map(self) -> bool:
        """Whether borders are drawn, so that the disclaimer of maps is due."""
        return bool((self.layout.meta or {}).get("map"))

    @property
    def rows_height(self) -> float:
        """Height in px of the rows of a chart of rows, 0 of any other: bars of rows are never stretched."""
        return float((self.layout.meta or {}).get("rows", 0.0))

    @property
    def roomy(self) -> bool:
        """Whether it needs the width of a tablet at least: on a phone it is pushed aside to be seen whole."""
        return self.on_map or bool((self.layout.meta or {}).get("roomy"))


def blank(look: Look, kind: str, *, roomy: bool = False) -> Figure:
    """Return an empty figure in the scheme.

    Parameters
    ----------
    look
        Colours.
    kind
        Name of the chart for screen readers, as ``say("Line chart")``.
    roomy
        Whether it cannot be read on the width of a phone.
    """
    return Figure(layout={"template": template(look), "meta": {"kind": kind, "roomy": roomy}})


def way_styles(ways: pd.DataFrame, way: str, look: Look) -> dict[str, tuple[str, str]]:
    """Return colour and dash of every way by key, the same on map and strip; the one looked at is a full line."""
    keys = list(dict.fromkeys(str(key) for key in ways["way"]))
    styles = {key: (look.series[i % len(look.series)], _WAY_DASHES[i % len(_WAY_DASHES)]) for i, key in enumerate(keys)}
    return styles | {way: (styles[way][0], "solid")} if way in styles else styles


def sentence_figure(sentence: str, look: Look = LIGHT) -> Figure:
    """Return a figure that holds nothing but a sentence: what stands where there is nothing to draw."""
    figure = blank(look, say("Empty figure"))
    figure.update_layout(
        height=160,
        xaxis={"visible": False, "range": [0, 1]},
        yaxis={"visible": False, "range": [0, 1]},
        annotations=[
            {
                "text": wrap(sentence, 70),
                "x": 0.5,
                "y": 0.5,
                "xref": "paper",
                "yref": "paper",
                "showarrow": False,
                "font": {"size": 15, "color": look.muted},
            }
        ],
    )
    return figure


def hover_text(parts: Iterable[str]) -> str:
    """Return what is said of a mark that is pointed at: each part on lines of its own, empty ones left out."""
    return "<br>".join(wrap(part) for part in parts if part)


def wrap(text: str, width: int = HOVER) -> str:
    """Return the text with line breaks of plotly after at most ``width`` characters, those of a hover text if none."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) + 1 <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def halo(look: Look) -> str:
    """Return the shadow of a name on a map: an edge of ground colour, so that it is read across lines."""
    return ", ".join(f"{x}px {y}px 1px {look.ground}" for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)
