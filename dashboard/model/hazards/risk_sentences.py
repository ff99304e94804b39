"""What simulated years do to freight, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.model.hazards.sweeps import Measure
from dashboard.model.phrases import say_time
from dashboard.text import say
from dashboard.text.formats import format_amount, format_number

SAVED_UNITS: Mapping[Measure, str] = {"unserved": "t", "hours": "tonne-hours", "cost": "USD", "generalised": "USD"}
"""Units of what is saved if a gate never shuts."""

_SMALL: Mapping[Measure, float] = {"unserved": 1e-4, "hours": 0.05, "cost": 0.05, "generalised": 0.05}
"""What is too little to tell of."""


def measure_words() -> dict[Measure, str]:
    """Return the names of the measures."""
    return {
        "generalised": say("Cost with time"),
        "hours": say("Delay"),
        "cost": say("Cost"),
        "unserved": say("Without a way"),
    }


def unit_words(measure: Measure) -> str:
    """Return what a spread of a measure is counted in."""
    return {
        "generalised": say("USD a tonne lost to closures, hours at their worth included"),
        "hours": say("Hours a tonne lost to closures"),
        "cost": say("USD a tonne lost to closures"),
        "unserved": say("Million tonnes a year without a way"),
    }[measure]


def _value(measure: Measure, value: float) -> str:
    if measure == "unserved":
        return format_amount(1e6 * value, "t", 2)
    if measure == "hours":
        return say_time(value)
    return say("USD {usd} a tonne", usd=format_number(value, 2))


def describe_spread(rows: pd.DataFrame, measure: Measure) -> str:
    """Return the corridor on which an average year is worst, and that on which a bad one is.

    Parameters
    ----------
    rows
        scope, name, freight, mean, worst_twentieth.
    measure
        What they are counted in.
    """
    rows = rows[rows["scope"].eq("corridor")].reset_index(drop=True)
    if rows.empty or float(rows["worst_twentieth"].max()) < _SMALL[measure]:
        return _nothing(measure)
    mean, worst = (rows.iloc[int(rows[name].argmax())] for name in ("mean", "worst_twentieth"))
    told = {
        "most": _most_words()[measure],
        "corridor": mean["freight"],
        "mean": _value(measure, float(mean["mean"])),
        "worst": worst["freight"],
        "bad": _value(measure, float(worst["worst_twentieth"])),
    }
    if mean["name"] == worst["name"]:
        return say(
            "{most} on the {corridor}: {mean} in an average year, {bad} in the worst twentieth of years.",
            **told,
        )
    return say(
        "{most} on the {corridor} in an average year, {mean}; in the worst twentieth of years on the {worst}, {bad}.",
        **told,
    )


def _most_words() -> dict[Measure, str]:
    return {
        "generalised": say("Closures cost most"),
        "hours": say("Closures delay freight most"),
        "cost": say("Closures cost most"),
        "unserved": say("Closures leave most freight without a way"),
    }


def _nothing(measure: Measure) -> str:
    """Return that nothing is lost."""
    if measure == "unserved":
        return say("Closures leave hardly any freight without a way.")
    return say("Closures take hardly anything from freight.")


def describe_pairs(rows: pd.DataFrame, measure: Measure) -> str:
    """Return the pair that loses most in an average year; rows as of `describe_spread`."""
    if rows.empty or float(rows["worst_twentieth"].max()) < _SMALL[measure]:
        return _nothing(measure)
    worst = rows.iloc[int(rows["mean"].argmax())]
    return say(
        "Of single pairs, {freight} suffers most: {mean} in an average year.",
        freight=worst["freight"], mean=_value(measure, float(worst["mean"])),
    )  # fmt: skip


def describe_gates(gates: pd.DataFrame, column: str, measure: Measure) -> str:
    """Return what would be saved if the gate that matters most never shut.

    Parameters
    ----------
    gates
        gate, title, ``column`` and ``worst_`` with it, the best first.
    column
        What is saved, in millions.
    measure
        What that is counted in.
    """
    if gates.empty:
        return say("No closure of a single gate changes anything.")
    best, worst = gates.iloc[0], gates.iloc[int(gates[f"worst_{column}"].argmax())]
    told = {
        "gate": best["title"],
        "amount": _saved(measure, float(best[column])),
        "worst": worst["title"],
        "bad": _saved(measure, float(worst[f"worst_{column}"])),
    }
    if best["gate"] == worst["gate"]:
        return say(
            "The gate that matters most is {gate}: if it never shut, freight would save {amount} a year on average and "
            "{bad} in the worst twentieth of years.",
            **told,
        )
    return say(
        "The gate that matters most is {gate}: if it never shut, freight would save {amount} a year on average. In the "
        "worst twentieth of years it is {worst}: {bad}.",
        **told,
    )


def _saved(measure: Measure, millions: float) -> str:
    if measure == "hours":
        return say("{amount} million tonne-hours", amount=format_number(millions))
    return format_amount(1e6 * millions, SAVED_UNITS[measure])
