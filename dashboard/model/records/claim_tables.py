"""How a row of each table reads as a claim: what about, which figure, which period, on whose word."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from corridor_data.load import Frames
from dashboard.model.phrases import country_names, name_pair
from dashboard.model.records.readings import records, say_basis
from dashboard.text import say
from dashboard.text.formats import format_amount, format_partial_date, format_percent, format_period, format_range

Row = Mapping[str, object]
Names = Mapping[str, str]

CLAIM_FIELDS = (
    "table", "key", "subject", "measure", "kind", "value", "unit", "period", "said", "qualifier", "doubt", "pair",
    "corridor", "source_ids", "note",
)  # fmt: skip


@dataclass(frozen=True)
class ClaimTable:
    """One table as claims: its key and how to read the rest; what is not given is read from the column of that name."""

    key: tuple[str, ...]
    subject: Callable[[Row, Names], str]
    period: Callable[[Row], str]
    measure: str = "measure"
    value: str = "value"
    unit: str = "unit"
    pair: tuple[str, str] | None = None
    corridor: str = "corridor_id"
    source: str = "source_id"
    said: str = ""
    note: str = "note"
    detail: Callable[[Row], str] = lambda _: ""

    def read(self, table: str, row: Row, names: Names) -> dict[str, object]:
        """Return a row of the table as a claim; missing texts are empty, a missing figure is None."""
        ends = [row.get(column) for column in self.pair] if self.pair else []
        return {
            "table": table,
            "key": "|".join(_text(row[column]) for column in self.key),
            "subject": self.subject(row, names),
            "measure": _text(row[self.measure]) if self.measure in row else self.measure,
            "kind": _text(row.get("kind")),
            "value": row.get(self.value),
            "unit": "" if row.get(self.value) is None else self._unit(row),
            "period": self.period(row),
            "said": _text(row.get(self.said)),
            "qualifier": _text(row.get("qualifier")),
            "doubt": _text(row.get("doubt")),
            "pair": "-".join(sorted(str(end) for end in ends)) if all(ends) else "",
            "corridor": _text(row.get(self.corridor)).replace(";", " "),
            "source_ids": _text(row.get(self.source)),
            "note": "; ".join(text for text in (self.detail(row), _text(row.get(self.note))) if text),
        }

    def _unit(self, row: Row) -> str:
        """Return the cell of the unit column, or the one unit of the table."""
        return _text(row[self.unit]) if self.unit in row else self.unit


def read_claims(frames: Frames) -> Iterator[dict[str, object]]:
    """Yield every claim of every table that publishes figures, in the order of tables and keys."""
    names = country_names(frames)
    tables = frames.tables()
    for name, table in CLAIM_TABLES.items():
        for row in records(tables[name]):
            yield table.read(name, row, names)


def _text(cell: object) -> str:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _between(*columns: str) -> Callable[[Row], str]:
    def period(row: Row) -> str:
        first, last = (row[column] for column in columns)
        calendar = _text(row.get("calendar"))
        return format_period(_day(first), _day(last), calendar) if first or last else ""

    return period


def _day(cell: object) -> dt.date | None:
    return cell if isinstance(cell, dt.date) else None


def _cell(column: str) -> Callable[[Row], str]:
    return lambda row: _text(row[column])


def _partial(column: str) -> Callable[[Row], str]:
    return lambda row: format_partial_date(_text(row[column])) if row[column] else ""


def _column(column: str) -> Callable[[Row, Names], str]:
    return lambda row, _: _text(row[column])


def _trade_subject(row: Row, names: Names) -> str:
    a, b = _text(row["country_a_iso3"]), _text(row["country_b_iso3"])
    goods = _text(row.get("commodity")) or _text(row.get("scope")) or say_basis(_text(row.get("basis")))
    subject = _say_flow(_text(row["flow"]), a, b, names)
    return f"{subject}, {goods}" if goods else subject


def _say_flow(flow: str, a: str, b: str, names: Names) -> str:
    first, second = names.get(a, a), names.get(b, b)
    if flow in {"exports_a_to_b", "exports"}:
        return say("{origin} to {destination}", origin=first, destination=second)
    if flow in {"exports_b_to_a", "imports"}:
        return say("{origin} to {destination}", origin=second, destination=first)
    pair = name_pair(names, f"{a}-{b}")
    words = {"turnover": say("both directions"), "transit": say("transit"), "investment": say("investment")}
    return f"{pair}, {words[flow]}" if flow in words else pair


def _series_subject(row: Row, names: Names) -> str:
    reporter, partner = _text(row["reporter_iso3"]), _text(row["partner_iso3"])
    flow = _say_flow(_text(row["flow"]), reporter, partner, names)
    return say("{flow}, by {reporter}", flow=flow, reporter=names.get(reporter, reporter))


def _event_period(row: Row) -> str:
    start = format_partial_date(_text(row["start"]))
    if row["end"]:
        return say("{start} to {end}", start=start, end=format_partial_date(_text(row["end"])))
    as_of = format_partial_date(_text(row["as_of"]))
    return say("since {start}, as known in {as_of}", start=start, as_of=as_of)


def _target_period(row: Row) -> str:
    return say("by {year}", year=row["by_year"]) if row["by_year"] else say("no year named")


def _indicator_subject(row: Row, names: Names) -> str:
    places = [names.get(code, code) for code in (_text(row["country_iso3"]), _text(row["partner_iso3"])) if code]
    return ", ".join([_text(row["subject"]), *places])


def _journey_detail(row: Row) -> str:
    """Return length, days and cost of a journey; the days alone stand in the value."""
    parts = [
        format_amount(_number(row["km"]), "km") if row["km"] is not None else "",
        _say_range(row["days_min"], row["days_max"], "day"),
        _say_range(row["cost_usd_min"], row["cost_usd_max"], "USD"),
    ]
    if parts[2] and row["cost_unit"]:
        parts[2] = say("{amount} per {unit}", amount=parts[2], unit=row["cost_unit"])
    return ", ".join(part for part in parts if part)


def _project_detail(row: Row) -> str:
    parts = [
        format_amount(_number(row["length_km"]), "km") if row["length_km"] is not None else "",
        say("adds {amount}", amount=row["adds_capacity"]) if row["adds_capacity"] else "",
        _text(row["status"]),
    ]
    return ", ".join(part for part in parts if part)


def _share_detail(row: Row) -> str:
    share = row["share_pct"]
    return "" if share is None else say("{share} of the flow", share=format_percent(_number(share)))


def _high_detail(row: Row) -> str:
    high = row["value_high"]
    return "" if high is None else say("up to {amount}", amount=format_amount(_number(high), _text(row["unit"])))


def _say_range(low: object, high: object, unit: str) -> str:
    return "" if low is None and high is None else format_range(_number(low), _number(high), unit)


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, (int, float)) else None


_PAIR = ("country_a_iso3", "country_b_iso3")
_PERIOD = _between("period_start", "period_end")

CLAIM_TABLES: dict[str, ClaimTable] = {
    "trade": ClaimTable(("claim_id",), _trade_subject, _PERIOD, pair=_PAIR, said="said_on"),
    "commodities": ClaimTable(
        (*_PAIR, "reporter_iso3", "flow", "commodity", "unit", "period_start", "source_id"),
        _trade_subject, _PERIOD, measure="commodity", pair=_PAIR, detail=_share_detail,
    ),
    "trade_series": ClaimTable(
        ("reporter_iso3", "partner_iso3", "year", "flow", "dataset"), _series_subject, _cell("year"),
        measure="value", value="value_usd", unit="USD", pair=("reporter_iso3", "partner_iso3"),
    ),
    "trade_targets": ClaimTable(
        ("target_id",), _trade_subject, _target_period, pair=_PAIR, said="announced", detail=_high_detail,
    ),
    "agreements": ClaimTable(
        ("agreement_id",), _column("name"), _partial("signed"), measure="status", value="", unit="",
        source="source_ids", said="status_as_of", note="effect",
    ),
    "corridor_facts": ClaimTable(("fact_id",), _column("subject"), _PERIOD, said="stated_on"),
    "projects": ClaimTable(
        ("project_id",), _column("name"), _partial("planned_completion"), measure="stage", value="cost_usd",
        unit="USD", said="said_on", detail=_project_detail,
    ),
    "border_friction": ClaimTable(("fact_id",), _column("crossing"), _cell("period"), pair=_PAIR),
    "speeds": ClaimTable(("fact_id",), _column("subject"), _cell("period")),
    "unit_costs": ClaimTable(("fact_id",), _column("subject"), _cell("period")),
    "emission_factors": ClaimTable(
        ("fact_id",), _column("vehicle"), _cell("period"), measure="basis", value="g_co2e_per_tkm", unit="g/t-km",
    ),
    "journeys": ClaimTable(
        ("journey_id",), _column("name"), _partial("date"), measure="claim", value="days_max", unit="day",
        source="source_ids", detail=_journey_detail,
    ),
    "events": ClaimTable(
        ("event_id",), _column("name"), _event_period, measure="severity", value="delay_hours", unit="hour",
        corridor="corridor_ids", source="source_ids", said="as_of", note="effect",
    ),
    "indicators": ClaimTable(("indicator_id",), _indicator_subject, _PERIOD, said="said_on", detail=_high_detail),
    "fx_rates": ClaimTable(
        ("currency", "date", "source_id"), _column("currency"), _cell("date"), measure="rate", value="usd_per_unit",
        unit="USD",
    ),
}  # fmt: skip
"""Tables of published figures, in the order in which they are listed."""
