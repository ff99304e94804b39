"""Trade against what was pledged: the paths that lead to a pledge, and the past pace drawn on."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.axes import amount_axis, mid_year, year_axis
from dashboard.figures.look import LIGHT, Figure, Look, blank, hover_text, sentence_figure, wrap
from dashboard.figures.series import year_words
from dashboard.text import say
from dashboard.text.formats import format_amount, format_percent

_SAID_LAST = 2026  # last year of the tables: where neither a figure nor a pledge names a year


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
        text=[year_words(row) for row in known.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _path(row: dict[Any, Any], look: Look) -> list[go.Scatter]:
    """Return the dashed path from the last known figure to a dated pledge, and the hollow mark of the pledge."""
    traces = []
    x, y = mid_year(row["by_year"]), row["value"]
    if pd.notna(row["level"]) and pd.notna(row["level_year"]) and int(row["level_year"]) < int(row["by_year"]):
        years = range(int(row["level_year"]), int(row["by_year"]) + 1)
        growth = (y / row["level"]) ** (1 / (len(years) - 1))
        traces.append(
            go.Scatter(
                x=[mid_year(year) for year in years],
                y=[row["level"] * growth**step for step in range(len(years))],
                mode="lines",
                line={"color": look.caution, "width": 2, "dash": "dash"},
                showlegend=False,
                hovertemplate=wrap(say("needs {growth} a year", growth=format_percent((growth - 1) * 100)))
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
    return hover_text(parts)


def _pledge_words(row: dict[Any, Any]) -> str:
    amount = format_amount(row["value"], row["unit"])
    if pd.isna(row["by_year"]):
        return say("{amount}, no year named", amount=amount)
    return say("{amount} by {year}", amount=amount, year=int(row["by_year"]))


def _pledge_label(row: dict[Any, Any], last: int, look: Look) -> dict[str, Any]:
    """Return the words over a pledge, ending at its mark or at the end of its level."""
    dated = pd.notna(row["by_year"])
    return {
        "x": mid_year(row["by_year"]) if dated else f"{last}-12-31",
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
    for series, name, colour, dash in (
        ("pace", say("past pace drawn on, no forecast"), look.rest, "dot"),
        ("needed", say("growth that the pledge needs"), look.caution, "dash"),
    ):
        line = {"color": colour, "width": 2, "dash": dash}
        figure.add_trace(_series(pace[pace["series"].eq(series)], name, unit, line))
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
        x=[mid_year(year) for year in rows["year"]],
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
