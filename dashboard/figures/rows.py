"""Rows of a chart with their names above them, so that bars keep the whole width, on a phone as on a slide.

The axis of rows counts in pixels from the bottom: a bar is as thick, and as near to its name, whatever the number of
rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.look import Figure, Look, wrap
from dashboard.text import say_number
from dashboard.text.formats import format_amount, format_number

BAR = 16.0  # px: thickness of a bar
_NAME = 18.0  # px: a line of a name
_GAP = 14.0  # px: from a bar to the name below it
_EDGE = 6.0  # px: under the last bar
_LABEL = 46  # characters of a line of a name: as many as a phone shows
_FRAME = 104  # px: a row of legend above, figures and unit of the axis below
_FRAME_BARE = 76  # px: the same without a legend


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
    left_out
        How many more rows the table has; a line under the last bar says so.
    """

    names: tuple[str, ...]
    middles: tuple[float, ...]
    height: float
    left_out: int = 0

    def annotations(self, look: Look) -> list[dict[str, Any]]:
        """Return the names as words above the bars, from the left edge of the plot, and what is left out below them."""
        words = [(name, middle + BAR / 2, look.text) for name, middle in zip(self.names, self.middles, strict=True)]
        if self.left_out:
            more = say_number(
                "{count} more row stands in the table.", "{count} more rows stand in the table.", self.left_out
            )
            words.append((more, 0.0, look.muted))
        return [
            {
                "x": 0,
                "xref": "x domain",
                "xanchor": "left",
                "y": foot,
                "yanchor": "bottom",
                "yshift": 1,
                "text": text,
                "align": "left",
                "showarrow": False,
                "bgcolor": look.ground,
                "borderpad": 1,
                "font": {"color": colour, "size": 13},
            }
            for text, foot, colour in words
        ]

    def lay_out(self, figure: Figure, look: Look, *, legend: bool = True) -> None:
        """Give a figure these rows: their names above the bars, no ticks, the height they need. The figure is changed.

        Parameters
        ----------
        figure
            The figure, its bars at the middles of the rows.
        look
            Colours.
        legend
            Whether a row of legend stands above.
        """
        figure.update_layout(
            yaxis={
                "range": [0, self.height],
                "showgrid": False,
                "showticklabels": False,
                "ticks": "",
                "fixedrange": True,
            },
            annotations=self.annotations(look),
            height=round(self.height) + (_FRAME if legend else _FRAME_BARE),
            meta=figure.layout.meta | {"rows": self.height},
        )
        if not legend:
            figure.update_layout(margin={"t": 12})


def stack_rows(labels: Sequence[str], values: Sequence[str] | None = None, total: int = 0) -> Rows:
    """Return rows with their names, and their values in bold after them where there are any.

    ``total`` is the number of rows of the table, where it is more than are drawn.

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
    left_out = max(0, total - len(names))
    at = _EDGE + (_NAME if left_out else 0.0)
    for name in reversed(names):
        middles.append(at + BAR / 2)
        at += BAR + _NAME * (name.count("<br>") + 1) + _GAP
    return Rows(tuple(names), tuple(reversed(middles)), at - _GAP + 2 if names else 0.0, left_out)


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
