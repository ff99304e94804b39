"""What a day or an event did to a journey, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.phrases import say_list, say_time
from dashboard.model.world.kernels import Floats
from dashboard.text import say
from dashboard.text.formats import format_amount, format_date, format_number

_UNIT = "Mt/yr"
_SOME_HOURS = 0.5
_SOME_USD = 0.5
_SOME_MT = 1e-3

UNITS: Mapping[str, str] = {"hours": "hour", "usd_per_t": "USD/t", "hours_longer": "hour", "unserved_mt": _UNIT}
"""Units of what is drawn through the years."""

LEAST_STEP: Mapping[str, float] = {
    "hours": _SOME_HOURS, "usd_per_t": _SOME_USD, "hours_longer": 0.05, "unserved_mt": _SOME_MT,
}  # fmt: skip
"""By how much each must move to count as another."""


def describe_journey(journey: Mapping[str, Any], ends: tuple[str, str], date: str, *, of_event: bool = False) -> str:
    """Return what a journey takes on a day, beside the same without events.

    Parameters
    ----------
    journey
        has_way, hours, usd_per_t, undisturbed_hours, undisturbed_usd_per_t.
    ends
        Names of its ends.
    date
        The day in words; empty for the first day of an event.
    of_event
        Whether what is left out is the event chosen, and not all events of the day.
    """
    without = say("without it") if of_event else say("without the events of that day")
    day = say("On {date}", date=date) if date else say("On its first day")
    names = {"day": day, "origin": ends[0], "destination": ends[1]}
    calm = not math.isnan(journey["undisturbed_hours"])
    if not journey["has_way"] and not calm:
        return say("{day} no way is open from {origin} to {destination}, with events or without.", **names)
    if not journey["has_way"]:
        taken = _taken(journey["undisturbed_hours"], journey["undisturbed_usd_per_t"])
        text = say("{day} no way is open from {origin} to {destination}", **names)
        return say("{text}; {without} a tonne takes {days} and costs USD {usd}.", text=text, without=without, **taken)
    taken = _taken(journey["hours"], journey["usd_per_t"])
    text = say("{day} a tonne from {origin} to {destination} takes {days} and costs USD {usd}", **names, **taken)
    if not calm:
        return say("{text}; {without} no way is open.", text=text, without=without)
    parts = _differences(journey)
    if parts:
        return say("{text}: {parts} than {without}.", text=text, parts=say_list(parts), without=without)
    nothing = say("the event changes nothing about that") if of_event else say("no event of that day changes that")
    return say("{text}; {nothing}.", text=text, nothing=nothing)


def _taken(hours: float, usd: float) -> dict[str, str]:
    return {"days": say_time(hours), "usd": format_number(round(usd))}


def _differences(journey: Mapping[str, Any]) -> list[str]:
    """Return in words what events add to a journey or take from it; what rounds to nothing is passed over."""
    hours = float(journey["hours"] - journey["undisturbed_hours"])
    usd = float(journey["usd_per_t"] - journey["undisturbed_usd_per_t"])
    parts = []
    if abs(hours) >= _SOME_HOURS:
        time = say_time(abs(hours))
        parts.append(say("{time} longer", time=time) if hours > 0 else say("{time} shorter", time=time))
    if abs(usd) >= _SOME_USD:
        amount = format_number(round(abs(usd)))
        parts.append(say("USD {usd} dearer", usd=amount) if usd > 0 else say("USD {usd} cheaper", usd=amount))
    return parts


def describe_series(series: pd.DataFrame, value: str, ends: tuple[str, str]) -> str:
    """Return the worst stretch of days of a value through the years.

    Parameters
    ----------
    series
        Stretches of days: start, end and the value.
    value
        hours, usd_per_t, hours_longer or unserved_mt.
    ends
        Names of the ends of the journey.
    """
    names = {"origin": ends[0], "destination": ends[1]}
    values = series[value].to_numpy(float)
    if np.isnan(values).any():
        days = (series["end"] - series["start"]).dt.days.to_numpy()
        longest = int(np.argmax(np.where(np.isnan(values), days, -1)))
        dates = _dates(series["start"].iloc[longest], series["end"].iloc[longest])
        return say("No way was open from {origin} to {destination} {dates}.", dates=dates, **names)
    first, last = _around(values, int(values.argmax()), LEAST_STEP[value])
    dates = _dates(series["start"].iloc[first], series["end"].iloc[last])
    low, high = float(values.min()), float(values.max())
    if value in {"hours_longer", "unserved_mt"}:
        return _of_freight(value, high, dates)
    words, told = (say_time, say("took")) if value == "hours" else (_usd, say("cost"))
    names["took"] = told
    if high - low < LEAST_STEP[value]:
        return say("From {origin} to {destination} it {took} {low} on every day since 2019.", low=words(low), **names)
    return say(
        "From {origin} to {destination} it {took} {low} at best and {high} {dates}.",
        low=words(low), high=words(high), dates=dates, **names,
    )  # fmt: skip


def _usd(amount: float) -> str:
    return say("USD {usd} a tonne", usd=format_number(round(amount)))


def _of_freight(value: str, high: float, dates: str) -> str:
    """Return the worst that happened to present freight."""
    if value == "unserved_mt":
        if high < LEAST_STEP[value]:
            return say("On every day since 2019 all present freight would have found a way.")
        amount = format_amount(high, _UNIT)
        return say("Most freight was without a way {dates}: {amount}.", amount=amount, dates=dates)
    if high < LEAST_STEP[value]:
        return say("No event since 2019 delayed present freight.")
    return say("Events delayed present freight most {dates}: {time} on average.", time=say_time(high), dates=dates)


def _around(values: Floats, at: int, least: float) -> tuple[int, int]:
    """Return the first and last stretch around one on which a value stayed as it is there."""
    first = last = at
    while first > 0 and abs(values[first - 1] - values[at]) < least:
        first -= 1
    while last + 1 < len(values) and abs(values[last + 1] - values[at]) < least:
        last += 1
    return first, last


def _dates(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if start == end:
        return say("on {date}", date=format_date(start.date()))
    return say("from {start} to {end}", start=format_date(start.date()), end=format_date(end.date()))


def describe_phases(phases: pd.DataFrame) -> str:
    """Return the journey before, during and after an event."""
    times = phases.set_index("phase")["journey_hours"]
    words = {name: say("no way is open") if math.isnan(hours) else say_time(hours) for name, hours in times.items()}
    parts = [
        *([say("{time} the day before", time=words["before"])] if "before" in words else []),
        say("{time} on its first day", time=words["during"]),
        say("{time} without it", time=words["without"]),
        *([say("{time} the day after", time=words["after"])] if "after" in words else []),
    ]
    return say("The journey: {parts}.", parts=say_list(parts))
