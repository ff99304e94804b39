"""What is known of one pledge, in sentences: level and pledge first, then growth, pace and whose figures."""

from collections.abc import Mapping

from dashboard.model.phrases import say_amount
from dashboard.model.records.readings import number_of
from dashboard.text import say
from dashboard.text.formats import format_partial_date, format_percent


def say_outlook(row: Mapping[str, object], window: int) -> str:
    """Return what is known of one pledge: promised, known level, growth needed, best ever, pace."""
    parts = (_say_pledge(row), _say_announcement(row), _say_growth(row, window), _say_pace(row), _say_whose(row))
    return " ".join(part for part in parts if part)


def _say_pledge(row: Mapping[str, object]) -> str:
    """Return level and pledge in one short sentence."""
    amount = say_amount(number_of(row["value"]), str(row["unit"]))
    pledge = say("{amount} by {year}", amount=amount, year=row["by_year"]) if row["by_year"] else amount
    if row["level"] is None:
        return say("{name}: {pledge} pledged, no figure known to hold it against.", name=row["name"], pledge=pledge)
    level = say_amount(number_of(row["level"]), str(row["unit"]), str(row["level_qualifier"]))
    return say(
        "{name}: {level} in {year}, {pledge} pledged.",
        name=row["name"],
        level=level,
        year=row["level_label"],
        pledge=pledge,
    )


def _say_announcement(row: Mapping[str, object]) -> str:
    """Return when and by whom it was pledged, and what is to be known of its year."""
    by = row["announced_by"]
    said = format_partial_date(str(row["announced"])) if row["announced"] else say("an unknown day")
    made = say("Pledged by {by}, {said}.", said=said, by=by) if by else say("Pledged: {said}.", said=said)
    if not row["by_year"]:
        return f"{made} {say('It names no year.')}"
    return f"{made} {say('Its year is past.')}" if row["lateness"] == "late" else made


def _say_growth(row: Mapping[str, object], window: int) -> str:
    """Return the growth it takes and the best ever; empty where nothing is known or it is reached."""
    dated = row["required_growth_pct"] is not None
    needed = row["required_growth_pct"] if dated else row["in_window_growth_pct"]
    if needed is None or number_of(row["level"]) >= number_of(row["value"]):
        return ""
    by = say("by then") if dated else say("within {count} years", count=window)
    growth, best = format_percent(number_of(needed), 2), row["best_growth_pct"]
    if best is None:
        return say("Getting there {by} takes {growth} growth a year.", by=by, growth=growth)
    return say(
        "Getting there {by} takes {growth} growth a year; the best ever over as many years was {best} ({years}).",
        by=by,
        growth=growth,
        best=format_percent(number_of(best), 2),
        years=row["best_years"],
    )


def _say_pace(row: Mapping[str, object]) -> str:
    """Return when the past pace would get there, and whose figures tell it where they are not those of the level."""
    pace = row["pace_growth_pct"]
    if pace is None or number_of(row["level"]) >= number_of(row["value"]):
        return ""
    told = say(
        "At the pace of {years} ({growth} a year)", years=row["pace_years"], growth=format_percent(number_of(pace), 2)
    )
    if row["pace_basis"] != row["level_basis"]:
        told = say("{pace}, by {line},", pace=told, line=row["pace_basis"])
    if row["reached_year"] is None:
        return say("{pace} it is not reached in this century.", pace=told)
    return say("{pace} it is reached in {year}.", pace=told, year=row["reached_year"])


def _say_whose(row: Mapping[str, object]) -> str:
    return say("The level is by {line}.", line=row["level_basis"]) if row["level_basis"] else ""
