"""Rows of a chart with their names above them, so that bars keep the whole width, on a phone as on a slide.

The axis of rows counts in pixels from the bottom: a bar is as thick, and as near to its name, whatever the number of
rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.look import Look, wrap
from dashboard.text.formats import format_amount, format_number

BAR = 16.0  # px: thickness of a bar
_NAME = 18.0  # px: a line of a name
_GAP = 14.0  # px: from a bar to the name below it
_EDGE = 6.0  # px: under the last bar
_LABEL = 46  # characters of a line of a name: as many as a phone shows
_FRAME = 104  # px: a row of legend above, figures and unit of the axis below


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart stand.

    Attributes
    ----------
    names
        Name of each row in lines, the first at the top.
    middles
        Middle of each bar, in pixels from the bottom.
    height
        Pixels of all rows.
    """

    names: tuple[str, ...]
    middles: tuple[float, ...]
    height: float

    def axis(self) -> dict[str, Any]:
        """Return an axis of rows without ticks: the names stand above the bars."""
        return {"range": [0, self.height], "showgrid": False, "showticklabels": False, "ticks": "", "fixedrange": True}

    def annotations(self, look: Look) -> list[dict[str, Any]]:
        """Return the names as words above the bars, from the left edge of the plot."""
        return [
            {
                "x": 0,
                "xref": "x domain",
                "xanchor": "left",
                "y": middle + BAR / 2,
                "yanchor": "bottom",
                "yshift": 1,
                "text": name,
                "align": "left",
                "showarrow": False,
                "bgcolor": look.ground,
                "borderpad": 1,
                "font": {"color": look.text, "size": 13},
            }
            for name, middle in zip(self.names, self.middles, strict=True)
        ]

    def figure_height(self, frame: int = _FRAME) -> int:
        """Return the height of a figure of these rows, with ``frame`` pixels for legend and axis."""
        return round(self.height) + frame


def stack_rows(labels: Sequence[str], values: Sequence[str] | None = None) -> Rows:
    """Return rows with their names, and their values in bold after them where there are any.

    Examples
    --------
    >>> rows = stack_rows(["Sarakhs", "Incheh Borun"], ["7.5 Mt", "0.6 Mt"])
    >>> rows.names
    ('Sarakhs  <b>7.5 Mt</b>', 'Incheh Borun  <b>0.6 Mt</b>')
    >>> rows.middles, rows.height
    ((62.0, 14.0), 90.0)
    """
    bold = [f"  <b>{value}</b>" for value in values] if values is not None else [""] * len(labels)
    names = [_named(str(label), value) for label, value in zip(labels, bold, strict=True)]
    middles: list[float] = []
    at = _EDGE
    for name in reversed(names):
        middles.append(at + BAR / 2)
        at += BAR + _NAME * (name.count("<br>") + 1) + _GAP
    return Rows(tuple(names), tuple(reversed(middles)), at - _GAP + 2 if names else 0.0)


def across(ticks: Sequence[float], unit: str) -> dict[str, Any]:
    """Return an axis of amounts below the rows: figures alone, the unit once under them.

    Examples
    --------
    >>> axis = across([0.0, 5.0, 10.0], "Mt/yr")
    >>> axis["ticktext"], axis["title"]
    (['0', '5', '10'], {'text': 'Mt a year'})
    """
    return {
        "tickmode": "array",
        "tickvals": list(ticks),
        "ticktext": [format_number(tick) for tick in ticks],
        "title": {"text": format_amount(1, unit).removeprefix("1").strip()},
        "tickangle": 0,
        "range": [ticks[0], ticks[-1] * 1.03],
        "showgrid": True,
        "showline": False,
        "ticks": "",
    }


def _named(label: str, bold: str) -> str:
    """Return a name in lines with its value on the last, or on a line of its own where there is no room."""
    lines = wrap(label, _LABEL).split("<br>")
    if bold and len(lines[-1]) + len(bold) - len("<b></b>") > _LABEL:
        return "<br>".join([*lines, bold.strip()])
    return "<br>".join(lines) + bold
