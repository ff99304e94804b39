"""A way leg by leg: what each is made of in low, central and high, and which parameters and facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.phrases import country_names
from dashboard.model.questions import Climb
from dashboard.model.routing.climbs import UNITS, say_part
from dashboard.model.routing.route_answers import Leg, Route, Span
from dashboard.model.routing.route_names import plain_name
from dashboard.model.routing.way_details import terms_of
from dashboard.model.world.parameters import NONE
from dashboard.model.world.parts import Part
from dashboard.model.world.worlds import World, parts_in
from dashboard.text import say
from dashboard.text.columns import word_label
from dashboard.text.formats import format_amount, format_number

_HOURS = 24.0
_LEG_COLUMNS = (
    "leg", "from_name", "to_name", "act", "length_km", "hours", "hours_low", "hours_high", "made_of", "cost_usd_per_t",
    "co2e_kg_per_t", "at_km", "at_days", "fact_ids", "event_ids", "source_ids", "cost_of", "link_id", "line_name",
    "gauge_mm", "length_basis", "parameter_ids",
)  # fmt: skip
_PARAMETER_COLUMNS = (
    "measure", "subject", "adds", "adds_unit", "low", "value", "high", "unit", "basis", "reason", "fact_ids",
    "parameter_id",
)  # fmt: skip


def leg_rows(route: Route) -> pd.DataFrame:
    """Return one row a leg: what it is made of, and kilometres and days so far."""
    rows, km, hours = [], 0.0, 0.0
    for number, leg in enumerate(route.legs, 1):
        km, hours = km + leg.length_km, hours + leg.hours_span[1]
        rows.append(_leg_row(number, leg) | {"at_km": round(km), "at_days": round(hours / _HOURS, 1)})
    return pd.DataFrame(rows, columns=list(_LEG_COLUMNS))


def parameter_rows(world: World, service: str, route: Route, climb: Climb) -> pd.DataFrame:
    """Return the parameters of a way with what each adds to its days, dollars or emissions, the largest first."""
    parts = parts_in(world, service)
    table = {"time": parts.hours, "cost": parts.usd, "emissions": parts.kg}[climb]
    terms = terms_of(table, route.arcs)
    amounts = table.amount[terms, 1] / (_HOURS if climb == "time" else 1.0)
    numbers, group = np.unique(table.parameter[terms], return_inverse=True)
    adds = np.bincount(group, weights=amounts, minlength=len(numbers))
    known = numbers != NONE
    rows = world.compiled.frames.parameters.iloc[numbers[known]]
    names = country_names(world.compiled.frames)
    subjects = [_subject({str(name): cell for name, cell in row.items()}, names) for row in rows.to_dict("records")]
    frame = rows.assign(adds=adds[known].round(2), adds_unit=UNITS[climb], subject=subjects)
    shown: pd.DataFrame = frame.loc[:, list(_PARAMETER_COLUMNS)]
    return shown.sort_values("adds", ascending=False, ignore_index=True)


def _leg_row(number: int, leg: Leg) -> dict[str, Any]:
    return {
        "leg": number,
        "from_name": plain_name(leg.from_name),
        "to_name": plain_name(leg.to_name),
        "act": _say_act(leg.act),
        "gauge_mm": str(leg.gauge_mm) if leg.gauge_mm else "",
        "length_km": round(leg.length_km, 1),
        "hours": _rounded(leg.hours_span[1]),
        "hours_low": _rounded(leg.hours_span[0]),
        "hours_high": _rounded(leg.hours_span[2]),
        "made_of": "; ".join(_made_of(leg)),
        "cost_usd_per_t": _rounded(leg.cost_usd_per_t),
        "cost_of": "; ".join(
            f"{say_part(part)} {format_number(span[1])}" for part, span in _in_order(leg.usd) if span[1] > 0
        ),
        "co2e_kg_per_t": _rounded(leg.co2e_kg_per_t),
        "link_id": leg.link_id,
        "line_name": leg.line_name,
        "length_basis": leg.length_basis,
        "parameter_ids": ";".join(leg.parameter_ids),
        "fact_ids": ";".join(leg.fact_ids),
        "event_ids": ";".join(leg.event_ids),
        "source_ids": ";".join(leg.source_ids),
    }


def _rounded(value: float) -> float:
    """Return a figure of a leg with no more digits than it deserves."""
    return round(value, 1 if abs(value) >= 1 else 2)


def _made_of(leg: Leg) -> Iterator[str]:
    """Yield what the hours of a leg are spent on, with low and high."""
    for part, (low, central, high) in _in_order(leg.hours):
        amount = format_amount(_rounded(central), "hour")
        spread = f" ({format_number(_rounded(low))}–{format_number(_rounded(high))})" if low < high else ""
        if high > 0:
            yield f"{say_part(part)} {amount}{spread}"


def _in_order(parts: Mapping[str, Span]) -> list[tuple[str, Span]]:
    return sorted(parts.items(), key=lambda item: Part[item[0].upper()])


def _say_act(act: str) -> str:
    """Return what is done on a leg."""
    words = {
        "road": say("road"),
        "rail": say("rail"),
        "sea": say("sea"),
        "train_ferry": say("train ferry"),
        "start": say("start"),
        "end": say("end"),
        "gauge": say("change of gauge"),
        "transfer": say("change of vehicle"),
        "load": say("loading on a ship"),
        "unload": say("landing"),
        "transship": say("change of ship"),
    }
    return words.get(act, act)


def _subject(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return what a parameter holds for: mode, service, country, links or places, direction, condition."""

    def text(column: str) -> str:
        return "" if pd.isna(row[column]) else str(row[column])

    where = names.get(text("country_iso3"), "") or say("everywhere")
    only = [text(column).replace(";", ", ") for column in ("link_ids", "place_ids") if text(column)]
    words = [text("mode"), text("service"), where, *only, text("direction"), text("condition")]
    return ", ".join(word_label(word) for word in words if word and word not in {"any", "both"})


def say_exposure(name: str) -> str:
    """Return what a way is exposed to, in words."""
    words = {
        "iran": say("Iran"),
        "russia": say("Russia"),
        "afghanistan": say("Afghanistan"),
        "hormuz": say("Strait of Hormuz"),
        "sanctioned_port": say("port under sanctions"),
    }
    return words.get(name, name)
