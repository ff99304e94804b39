"""Trade over the years: what either side says, what was picked, what was promised."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import amount_axis, year_axis
from dashboard.figures.look import LIGHT, Figure, Look, blank, sentence_figure, wrap
from dashboard.text import say
from dashboard.text.formats import format_amount, format_percent

_SYMBOLS = {"gregorian": "circle", "iranian": "diamond", "fiscal_india": "square"}
_DASHES = {"gregorian": "solid", "iranian": "dash", "fiscal_india": "dashdot"}
_HOVER = 60  # characters of a line of a hover text
_SAID_LAST = 2026  # last year of the tables: where neither a figure nor a pledge names a year


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
        text=[_hover(row) for row in rows.to_dict("records")],
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


def _hover(row: dict[Any, Any]) -> str:
    if pd.isna(row["value"]):
        return say("{year}: no data", year=row["year_label"])
    parts = [f"<b>{row['year_label']}: {format_amount(row['value'], row['unit'])}</b>", str(row["label"])]
    parts += [str(row[name]) for name in ("grade", "reason", "doubt") if row.get(name)]
    return "<br>".join(wrap(part, _HOVER) for part in parts)


def target_paths(picks: pd.DataFrame, targets: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return what was traded against what was pledged, with the path that would lead to each dated pledge.

    Parameters
    ----------
    picks
        The picked figure of each year; calendar years make the line.
    targets
        One row an announcement: value, by_year, level, level_year, required_growth_pct, announced, announced_by.
    look
        Colours.
    """
    known = picks[picks["calendar"].eq("gregorian")]
    if known["value"].notna().sum() == 0 and targets.empty:
        return sentence_figure(say("Neither a yearly figure nor a pledge is known."), look)
    figure = blank(look, say("Line chart of outturn and pledges"))
    pledges = _distinct(targets)
    first, last = _span(known, pledges)
    figure.add_trace(_outturn(known, look))
    for row in pledges.to_dict("records"):
        figure.add_traces(_path(row, look) if pd.notna(row["by_year"]) else _level_line(row, first, last, look))
    unit = str(targets["unit"].iloc[0]) if len(targets) else str(known["unit"].dropna().iloc[0])
    figure.update_layout(
        xaxis=year_axis(first, last),
        yaxis=amount_axis(pd.concat([known["value"], pledges["value"].astype(float)]), unit),
        annotations=[_pledge_label(row, last, look) for row in pledges.to_dict("records")],
        height=430,
    )
    return figure


def _distinct(targets: pd.DataFrame) -> pd.DataFrame:
    """Return the newest announcement of each value and year: what was said twice is drawn once."""
    standing = targets[~targets["official_status"].isin(["superseded"])].sort_values("announced")
    since = standing.groupby(["value", "by_year"], dropna=False)["announced"].transform("min")
    return standing.assign(since=since).drop_duplicates(["value", "by_year"], keep="last")


def _span(known: pd.DataFrame, pledges: pd.DataFrame) -> tuple[int, int]:
    """Return the first and the last year of the axis: those traded or aimed at, else those of the announcements."""
    years = [int(y) for y in known["year"]] + [int(y) for y in pledges["by_year"].dropna()]
    years = years or [int(str(since)[:4]) for since in pledges["since"] if str(since)[:4].isdigit()] or [_SAID_LAST]
    return max(min(years), max(years) - 30), max(years) + 1


def _outturn(known: pd.DataFrame, look: Look) -> go.Scatter:
    return go.Scatter(
        x=known["middle"],
        y=known["value"],
        name=say("traded, picked figure of the year"),
        mode="lines+markers",
        connectgaps=False,
        line={"color": look.accent, "width": 3},
        marker={"size": 6},
        text=[_hover(row) for row in known.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _path(row: dict[Any, Any], look: Look) -> list[go.Scatter]:
    """Return the dashed path from the last known figure to a dated pledge, and the hollow mark of the pledge."""
    traces = []
    x, y = f"{int(row['by_year'])}-07-01", row["value"]
    if pd.notna(row["level"]) and pd.notna(row["level_year"]) and int(row["level_year"]) < int(row["by_year"]):
        years = range(int(row["level_year"]), int(row["by_year"]) + 1)
        growth = (y / row["level"]) ** (1 / (len(years) - 1))
        traces.append(
            go.Scatter(
                x=[f"{year}-07-01" for year in years],
                y=[row["level"] * growth**step for step in range(len(years))],
                mode="lines",
                line={"color": look.caution, "width": 2, "dash": "dash"},
                showlegend=False,
                hovertemplate=wrap(say("needs {growth} a year", growth=format_percent((growth - 1) * 100)), _HOVER)
                + "<extra></extra>",
            )
        )
    mark = {"symbol": "diamond-open", "size": 12, "color": look.caution, "line": {"width": 2.2, "color": look.caution}}
    traces.append(
        go.Scatter(
            x=[x],
            y=[y],
            mode="markers",
            marker=mark,
            showlegend=False,
            text=[_pledge_hover(row)],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    return traces


def _level_line(row: dict[Any, Any], first: int, last: int, look: Look) -> list[go.Scatter]:
    """Return the dotted level of a pledge without a year, from the year it was announced."""
    start = max(first, int(str(row["since"])[:4])) if str(row["since"])[:4].isdigit() else first
    return [
        go.Scatter(
            x=[f"{start}-01-01", f"{last}-12-31"],
            y=[row["value"]] * 2,
            mode="lines",
            line={"color": look.caution, "width": 1.8, "dash": "dot"},
            showlegend=False,
            text=[_pledge_hover(row)] * 2,
            hovertemplate="%{text}<extra></extra>",
        )
    ]


def _pledge_hover(row: dict[Any, Any]) -> str:
    parts = [
        f"<b>{_pledge_words(row)}</b>",
        say("announced {day} by {who}", day=row["announced"] or say("on an unknown day"), who=row["announced_by"]),
    ]
    return "<br>".join(wrap(part, _HOVER) for part in parts)


def _pledge_words(row: dict[Any, Any]) -> str:
    amount = format_amount(row["value"], row["unit"])
    if pd.isna(row["by_year"]):
        return say("{amount}, no year named", amount=amount)
    return say("{amount} by {year}", amount=amount, year=int(row["by_year"]))


def _pledge_label(row: dict[Any, Any], last: int, look: Look) -> dict[str, Any]:
    """Return the words over a pledge, ending at its mark or at the end of its level."""
    dated = pd.notna(row["by_year"])
    return {
        "x": f"{int(row['by_year'])}-07-01" if dated else f"{last}-12-31",
        "y": row["value"],
        "text": _pledge_words(row),
        "xanchor": "right",
        "yanchor": "bottom",
        "xshift": 8 if dated else 0,
        "yshift": 7 if dated else 2,
        "showarrow": False,
        "font": {"color": look.caution},
    }


def pace_paths(pace: pd.DataFrame, look: Look = LIGHT) -> Figure:
    """Return the known years, the past pace drawn on, the growth that a pledge needs, and the pledge.

    Parameters
    ----------
    pace
        series (known, pace, needed, pledge), year (missing for a pledge without one), value, unit, label.
    look
        Colours.
    """
    known = pace[pace["series"].eq("known")]
    if pace["value"].notna().sum() == 0:
        return sentence_figure(say("Neither a yearly figure nor a pledge is known."), look)
    figure = blank(look, say("Line chart of outturn and pledge"))
    unit = str(pace["unit"].dropna().iloc[0])
    last = int(pace["year"].max())
    figure.add_trace(_series(known, say("traded"), unit, {"color": look.accent, "width": 3}, "lines+markers"))
    pledge = pace[pace["series"].eq("pledge")].head(1)
    figure.add_trace(
        _series(
            pace[pace["series"].eq("pace")],
            say("past pace drawn on, no forecast"),
            unit,
            {"color": look.rest, "width": 2, "dash": "dot"},
        )
    )
    figure.add_trace(
        _series(
            pace[pace["series"].eq("needed")],
            say("growth that the pledge needs"),
            unit,
            {"color": look.caution, "width": 2, "dash": "dash"},
        )
    )
    for row in pledge.to_dict("records"):
        figure.add_hline(y=row["value"], line={"color": look.caution, "width": 1.4, "dash": "dot"})
        words = say("pledge: {amount}", amount=format_amount(row["value"], unit))
        figure.add_annotation(
            x=0.5,
            xref="paper",
            y=row["value"],
            text=words,
            xanchor="center",
            yanchor="bottom",
            showarrow=False,
            font={"color": look.caution},
        )
    figure.update_layout(
        xaxis=year_axis(int(pace["year"].min()), last), yaxis=amount_axis(pace["value"], unit), height=400
    )
    return figure


def _series(rows: pd.DataFrame, name: str, unit: str, line: dict[str, Any], mode: str = "lines") -> go.Scatter:
    return go.Scatter(
        x=[f"{int(year)}-07-01" for year in rows["year"]],
        y=rows["value"],
        name=name,
        mode=mode,
        connectgaps=False,
        line=line,
        marker={"size": 6},
        text=[
            f"{row['label'] or int(row['year'])}: {format_amount(row['value'], unit)}"
            for row in rows.to_dict("records")
        ],
        hovertemplate="%{text}<extra></extra>",
    )


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
        x = f"{int(row['year'])}-07-01"
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
                x=[f"{int(year)}-07-01" for year in both["year"]],
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
    return "<br>".join(wrap(part, _HOVER) for part in parts)
