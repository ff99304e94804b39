"""Ways as climbs: time, money or emissions spent at every kilometre, with every wait a step of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.questions import Climb
from dashboard.model.routing.route_answers import Leg, Route
from dashboard.model.routing.route_names import plain_name
from dashboard.model.routing.route_sentences import say_days
from dashboard.model.routing.way_details import combined_span, terms_of
from dashboard.model.world.kernels import Ints
from dashboard.model.world.parts import Part, PartTable
from dashboard.model.world.worlds import World, parts_in
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_number

STEP_COLUMNS = (
    "way", "name", "leg", "kind", "part", "what", "mode", "from_name", "to_name", "country", "start_km",
    "end_km", "start", "end", "end_low", "end_high", "step", "unit",
)  # fmt: skip
UNITS: dict[str, str] = {"time": "day", "cost": "USD/t", "emissions": "kg CO2e/t"}
_HOURS = 24.0
_WHOLE_DAYS = 10  # from here on days are told without a fraction
_SCALES: dict[str, float] = {"time": 1 / _HOURS, "cost": 1.0, "emissions": 1.0}
_GROUPS: dict[str, tuple[Part, ...]] = {
    "moving": (Part.MOVING,),
    "borders": (Part.BORDER, Part.BORDER_WAIT, Part.EVENT),
    "ships_and_ports": (Part.PORT, Part.SHIP_WAIT),
    "changes": (Part.GAUGE, Part.TRANSFER, Part.TERMINAL),
}


def group_of(part: Part) -> str:
    """Return which of the four groups a part belongs to: moving, borders, ships and ports, changes."""
    return next(name for name, parts in _GROUPS.items() if part in parts)


def say_part(part: str) -> str:
    """Return what hours or dollars are spent on, in words.

    Examples
    --------
    >>> say_part("ship_wait")
    'waiting for the ship'
    """
    words = {
        "moving": say("moving"),
        "border": say("border procedures"),
        "border_wait": say("waiting at the border"),
        "gauge": say("change of gauge"),
        "port": say("port"),
        "ship_wait": say("waiting for the ship"),
        "transfer": say("change of vehicle"),
        "terminal": say("terminal"),
        "event": say("delay by an event"),
    }
    return words[part]


def climb_steps(world: World, service: str, ways: Sequence[tuple[str, Route]], climb: Climb) -> pd.DataFrame:
    """Return one row a step of every way: a wait where it stands, or a stretch of moving.

    Parameters
    ----------
    ways
        Key and route of each way.
    climb
        What is summed up: days, USD per tonne or kg CO2e per tonne.

    Returns
    -------
    pandas.DataFrame
        The columns of `STEP_COLUMNS`, in the order of travel. ``start`` and ``end`` are central sums; ``end_low`` and
        ``end_high`` those of all steps so far, whose errors partly cancel as they do for the way as a whole.
    """
    parts = parts_in(world, service)
    table = {"time": parts.hours, "cost": parts.usd, "emissions": parts.kg}[climb]
    rows = [row for key, route in ways for row in _steps(table, key, route, climb)]
    return pd.DataFrame(rows, columns=list(STEP_COLUMNS))


def _steps(table: PartTable, key: str, route: Route, climb: Climb) -> Iterator[dict[str, Any]]:
    """Yield the steps of one way; waits of a leg come before its moving."""
    scale, unit, km, done, last = _SCALES[climb], UNITS[climb], 0.0, 0, 0.0
    terms, steps = _ordered_terms(table, route)
    amounts, parameters = table.amount[terms], table.parameter[terms]
    for leg, part, count in steps:
        done += count
        low, central, high = (scale * value for value in combined_span(amounts[:done], parameters[:done]))
        moves = part == Part.MOVING
        if not moves and central <= last:  # nothing at its central value: it widens the range of the steps that follow
            continue
        ahead = route.legs[leg].length_km if moves else 0.0
        yield {
            "way": key,
            "name": route.name,
            "leg": leg + 1,
            "kind": "moving" if moves else "waiting",
            "part": group_of(part),
            "what": _say_step(route.legs[leg], part),
            "mode": route.legs[leg].mode,
            "from_name": plain_name(route.legs[leg].from_name),
            "to_name": plain_name(route.legs[leg].to_name),
            "country": route.legs[leg].from_country,
            "start_km": km,
            "end_km": km + ahead,
            "start": last,
            "end": central,
            "end_low": low,
            "end_high": high,
            "step": central - last,
            "unit": unit,
        }
        km, last = km + ahead, central


def _ordered_terms(table: PartTable, route: Route) -> tuple[Ints, list[tuple[int, Part, int]]]:
    """Return the amounts of a way in the order of its steps, and leg, part and number of amounts of each step."""
    ordered: list[Ints] = []
    steps: list[tuple[int, Part, int]] = []
    for leg, arc in enumerate(route.arcs):
        terms = terms_of(table, [arc])
        found = sorted({Part(int(part)) for part in table.part[terms]}, key=lambda part: (part == Part.MOVING, part))
        for part in found:
            chosen = terms[table.part[terms] == part]
            ordered.append(chosen)
            steps.append((leg, part, len(chosen)))
        if route.legs[leg].length_km and Part.MOVING not in found:  # a stretch that costs nothing is still travelled
            steps.append((leg, Part.MOVING, 0))
    return np.concatenate(ordered) if ordered else np.empty(0, np.int32), steps


def _say_step(leg: Leg, part: Part) -> str:
    """Return a step in words, as "border procedures between Dostyk and Alashankou"."""
    start, end = plain_name(leg.from_name), plain_name(leg.to_name)
    if part == Part.MOVING:
        how = {"road": say("by road"), "rail": say("by rail"), "sea": say("by sea")}.get(leg.mode, "")
        return say("{start} to {end} {how}", start=start, end=end, how=how)
    if part == Part.PORT:
        return say("handling in the port of {place}", place=start)
    what = say("handling at the terminal") if part == Part.TERMINAL else say_part(part.name.lower())
    if start == end:
        return say("{what} in {place}", what=what, place=start)
    return say("{what} between {start} and {end}", what=what, start=start, end=end)


def shares_by_group(steps: pd.DataFrame) -> dict[str, float]:
    """Return what each of the four groups adds to a way, in the unit of its steps."""
    sums = steps.groupby("part")["step"].sum()
    return {name: float(sums.get(name, 0.0)) for name in _GROUPS}


def say_climb(route: Route, steps: pd.DataFrame, climb: Climb) -> str:
    """Return where the time, the money or the emissions of a way go, in two sentences."""
    if climb == "emissions":
        return _say_emissions(route, steps)
    groups = shares_by_group(steps)
    total, moving = sum(groups.values()), groups["moving"]
    amount = _amount(total, climb)
    head = say(
        "Of {total} {name}, {moving} go into moving and {rest} into borders, ports and changes.",
        total=amount,
        name=route.name,
        moving=_amount(moving, climb),
        rest=_amount(total - moving, climb),
    )
    waits = steps[steps["kind"].eq("waiting")]
    if waits.empty or waits["step"].max() <= 0:
        return head
    longest = waits.nlargest(1, "step").iloc[0]
    tail = say("The largest of these: {what}, {amount}.", what=longest["what"], amount=_amount(longest["step"], climb))
    return f"{head} {tail}"


def climb_notes(parameters: pd.DataFrame) -> tuple[str, str]:
    """Return how to read a climb, and how much of it rests on judgement, from the rows of its parameters."""
    judged = int(parameters["basis"].eq("judgement").sum())
    count = len(parameters)
    return (
        say("Lines are central values, vertical steps waits; band and whiskers run from low to high."),
        say("{judged} of the {count} parameters summed up here are judgements.", judged=judged, count=count),
    )


def _say_emissions(route: Route, steps: pd.DataFrame) -> str:
    """Return the emissions of a way by mode."""
    by_mode = steps[steps["mode"].ne("")].groupby("mode")["step"].sum().sort_values(ascending=False)
    listed = ", ".join(
        say("{amount} by {mode}", amount=_amount(float(amount), "emissions"), mode=word_label(str(mode)))
        for mode, amount in by_mode.items()
        if amount > 0
    )
    return say(
        "{total} {name}: {listed}.",
        total=_amount(float(steps["step"].sum()), "emissions"),
        name=route.name,
        listed=listed,
    )


def say_day_span(low: float, high: float) -> str:
    """Return a range of hours as days.

    Examples
    --------
    >>> say_day_span(36, 365)
    '1.5 to 15 days'
    """
    days = [hours / _HOURS for hours in (low, high)]
    numbers = [format_number(round(day, 1 if day < _WHOLE_DAYS else 0)) for day in days]
    return say("{low} to {high} days", low=numbers[0], high=numbers[1])


def _amount(value: float, climb: Climb) -> str:
    """Return an amount with its unit, days with one digit below ten."""
    if climb == "time":
        return say_days(value * _HOURS)
    number = format_number(round(value))
    return (
        say("USD {number} a tonne", number=number)
        if climb == "cost"
        else say("{number} kg CO2e a tonne", number=number)
    )
