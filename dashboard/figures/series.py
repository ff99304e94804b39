"""Trade over the years: what either side says, what was picked, and how far the two sides are apart."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import amount_axis, mid_year, year_axis
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure, wrap
from dashboard.text import say
from dashboard.text.formats import format_amount

_SYMBOLS = {"gregorian": "circle", "iranian": "diamond", "fiscal_india": "square"}
_DASHES = {"gregorian": "solid", "iranian": "dash", "fiscal_india": "dashdot"}


def trade_lines(lines: pd.DataFrame, picks: pd.DataFrame, sides: Sequence[str], look: Look = LIGHT) -> Figure:
    """Return every line of figures about a pair: a colour a side, a symbol a calendar, gaps left open.

    Parameters
    ----------
    lines
        Yearly lines, one row a line and year; a year without a figure is a row without a value.
    picks
        The rows of ``lines`` that were picked, one a calendar and year; they are ringed.
    sides
        Codes of the two partners, in the order of their colours.
    look
        Colours.
    """
    known = lines.dropna(subset=["value"])
    if known.empty:
        return sentence_figure(say("No yearly figure is known."), look)
    figure = blank(look, say("Line chart"))
    ordered = lines.assign(
        order=[sides.index(side) if side in sides else len(sides) for side in lines["side"]],
        part=~lines["basis"].isin(["total", ""]),
    ).sort_values(["order", "part", "calendar", "line", "year"])
    for (_, label), rows in ordered.groupby(["line", "label"], sort=False):
        figure.add_trace(_line(rows, str(label), sides, look))
    figure.add_trace(_estimates(known[known["estimated"].fillna(value=False).astype(bool)], sides, look))
    figure.add_trace(_rings(picks.dropna(subset=["value"]), look))
    figure.update_layout(
        xaxis=year_axis(int(known["year"].min()), int(known["year"].max())),
        yaxis=amount_axis(known["value"], str(known["unit"].iloc[0])),
        height=430,
    )
    return figure


def _line(rows: pd.DataFrame, label: str, sides: Sequence[str], look: Look) -> go.Scatter:
    calendar, side = str(rows["calendar"].iloc[0]), str(rows["side"].iloc[0])
    colour = look.series[sides.index(side)] if side in sides else look.rest
    whole = str(rows["basis"].iloc[0]) in {"total", ""}
    return go.Scatter(
        x=rows["middle"],
        y=rows["value"],
        name=wrap(label, 42),
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={
            "color": colour,
            "width": 2.4 if whole else 1.6,
            "dash": _DASHES.get(calendar, "solid") if whole else "dot",
        },
        marker={
            "symbol": _SYMBOLS.get(calendar, "circle"),
            "size": 7,
            "color": colour,
            "line": {"width": 1.5, "color": colour},
        },
        text=[year_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _estimates(rows: pd.DataFrame, sides: Sequence[str], look: Look) -> go.Scatter:
    """Return the figures that were made from the partner's data, hollow."""
    colours = [look.series[sides.index(side)] if side in sides else look.rest for side in rows["side"]]
    return go.Scatter(
        x=rows["middle"],
        y=rows["value"],
        name=say("estimate from the partner's data"),
        mode="markers",
        marker={
            "symbol": "circle",
            "size": 7,
            "color": look.ground,
            "line": {"width": 1.8, "color": colours or look.rest},
        },
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=len(rows) > 0,
    )


def _rings(picks: pd.DataFrame, look: Look) -> go.Scatter:
    """Return a ring around every figure that was picked for its year."""
    return go.Scatter(
        x=picks["middle"],
        y=picks["value"],
        name=say("picked for the year"),
        mode="markers",
        marker={"symbol": "circle-open", "size": 13, "color": look.text, "line": {"width": 1.4, "color": look.text}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def year_words(row: Mapping[Any, Any]) -> str:
    """Return what is said of a year of a line when it is pointed at: figure, line, grade, reason and doubt."""
    if pd.isna(row["value"]):
        return say("{year}: no data", year=row["year_label"])
    parts = [f"<b>{row['year_label']}: {format_amount(row['value'], row['unit'])}</b>", str(row["label"])]
    parts += [str(row[name]) for name in ("grade", "reason", "doubt") if row.get(name)]
    return hover_text(parts)


def mirror_dots(gaps: pd.DataFrame, names: Mapping[str, str], look: Look = LIGHT) -> Figure:
    """Return what both sides say of one flow, year by year, as two dots with the gap between them.

    Parameters
    ----------
    gaps
        One row a year of one flow: year, side_a, side_b, value_a, value_b, unit, ratio, reason.
    names
        Name of each country by its code.
    look
        Colours.
    """
    both = gaps.dropna(subset=["value_a", "value_b"])
    if both.empty:
        return sentence_figure(say("No year is known in which both sides publish this flow."), look)
    figure = blank(look, say("Dot chart of both sides"))
    for row in both.to_dict("records"):
        x = mid_year(row["year"])
        figure.add_trace(
            go.Scatter(
                x=[x, x],
                y=[row["value_a"], row["value_b"]],
                mode="lines",
                line={"color": look.axis, "width": 1.5},
                showlegend=False,
                hoverinfo="skip",
            )
        )
    for end, symbol, colour in (("a", "circle", look.series[0]), ("b", "square", look.series[1])):
        code, column = str(both[f"side_{end}"].iloc[0]), f"value_{end}"
        name = say("{country}'s figures", country=names.get(code, code))
        figure.add_trace(
            go.Scatter(
                x=[mid_year(year) for year in both["year"]],
                y=both[column],
                name=name,
                mode="markers",
                marker={"symbol": symbol, "size": 9, "color": colour},
                text=[_gap_hover(row, row[column], name) for row in both.to_dict("records")],
                hovertemplate="%{text}<extra></extra>",
            )
        )
    figure.update_layout(
        xaxis=year_axis(int(both["year"].min()), int(both["year"].max())),
        yaxis=amount_axis(pd.concat([both["value_a"], both["value_b"]]), str(both["unit"].iloc[0])),
    )
    return figure


def _gap_hover(row: dict[Any, Any], value: float, name: str) -> str:
    parts = [f"<b>{int(row['year'])}, {name}: {format_amount(value, row['unit'])}</b>"]
    if pd.notna(row["ratio"]):
        parts.append(say("second side over first: {ratio}", ratio=f"{row['ratio']:.2f}"))
    if row.get("reason"):
        parts.append(str(row["reason"]))
    return hover_text(parts)
