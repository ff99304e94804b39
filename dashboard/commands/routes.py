"""`routes --from A --to B`: best ways, honest times, alternatives."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

import pandas as pd

from corridor_data.load import Frames
from dashboard.commands.command import Command, CommandError, read_date, to_json, to_table
from dashboard.model.answers import Answer
from dashboard.model.place_names import AmbiguousPlaceError, PlaceNames, UnknownPlaceError, find_place, index_places
from dashboard.model.routing.flips import find_flips
from dashboard.model.routing.fronts import find_front
from dashboard.model.routing.route_answers import Leg, Route, RouteAnswer, leg_row
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world.compiled import Compiled, compile_network
from dashboard.text import say
from dashboard.text.formats import format_number

_ALL_MODES = ("any", "multimodal")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--from", dest="origin", required=True, metavar="PLACE", help=say("id or name of the origin"))
    parser.add_argument(
        "--to", dest="destination", required=True, metavar="PLACE", help=say("id or name of the destination")
    )
    parser.add_argument(
        "--via", action="append", default=[], metavar="PLACE", help=say("way-point; may repeat, in order")
    )
    parser.add_argument(
        "--mode",
        action="append",
        default=[],
        choices=("rail", "road", "sea", *_ALL_MODES),
        help=say("mode allowed; may repeat"),
    )
    parser.add_argument(
        "--by",
        default="time",
        choices=("time", "cost", "distance", "emissions", "generalised"),
        help=say("what is to be least"),
    )
    parser.add_argument(
        "--service", default="ordinary", choices=("ordinary", "block_train"), help=say("service class of `hours`")
    )
    parser.add_argument("--date", metavar="YYYY-MM-DD", help=say("day looked at; the last known state if none"))
    parser.add_argument("--scenario", default="", metavar="ID", help=say("named scenario to begin from"))
    for name, meaning in _LISTS.items():
        parser.add_argument(f"--{name}", action="append", default=[], metavar="ID", help=meaning)
    parser.add_argument(
        "--gauge", action="append", default=[], type=int, help=say("track gauge allowed, in mm; may repeat")
    )
    parser.add_argument(
        "--value-of-time", type=float, metavar="USD", help=say("USD per tonne and day, for --by generalised")
    )
    for name in ("speed", "border", "cost"):
        parser.add_argument(f"--{name}-factor", type=float, default=1.0, metavar="X", help=say("multiplier"))
    parser.add_argument("--alternatives", type=int, default=4, help=say("further ways looked for"))
    parser.add_argument(
        "--overlap", type=float, default=0.7, help=say("largest share in common with a way shown before")
    )
    parser.add_argument("--stretch", type=float, default=2.0, help=say("largest value, as a multiple of the best"))
    parser.add_argument("--front", action="store_true", help=say("also the Pareto front over time, cost and emissions"))
    parser.add_argument("--flips", action="store_true", help=say("also what would make another way the best"))
    parser.add_argument("--json", action="store_true", help=say("print JSON"))


_LISTS = {
    "avoid-place": say("place not to be touched; may repeat"),
    "avoid-country": say("country (ISO 3166-1 alpha-3) not to be touched; may repeat"),
    "avoid-corridor": say("corridor whose links are not used; may repeat"),
    "through-country": say("country to be touched; may repeat"),
    "through-corridor": say("corridor of which a link is to be used; may repeat"),
    "through-mode": say("mode to be used somewhere; may repeat"),
    "without": say("exposure to be avoided: iran, russia, afghanistan, hormuz, sanctioned_port; may repeat"),
    "close": say("link or place closed; may repeat"),
    "open": say("planned link taken as open; may repeat"),
    "project": say("project taken as done; may repeat"),
    "event": say("event in force besides those of the date; may repeat"),
    "without-event": say("event left out; may repeat"),
    "season": say("season or circumstance in force, as winter or low_water; may repeat"),
}


def run(arguments: argparse.Namespace, frames: Frames) -> str:
    """Return the ways found, as JSON or as tables for reading.

    Raises
    ------
    CommandError, UnknownPlaceError, AmbiguousPlaceError, RouteQuestionError, ScenarioError
        If the question cannot be asked; the message is one sentence.
    """
    compiled = compile_network(frames)
    question = question_of(arguments, frames, compiled)
    answer = find_routes(compiled, question)
    extra: dict[str, Answer] = {}
    if arguments.front:
        extra["front"] = find_front(compiled, question)
    if arguments.flips:
        extra["flips"] = find_flips(compiled, question)
    if arguments.json:
        return to_json(as_json(answer) | {name: part_json(part) for name, part in extra.items()})
    return "\n\n".join([as_text(answer), *(part_text(part) for part in extra.values())])


def question_of(arguments: argparse.Namespace, frames: Frames, compiled: Compiled) -> RouteQuestion:
    """Return the question that the arguments ask; names become ids."""
    names = index_places(frames.places)
    closed_links, closed_places = _closures(arguments.close, compiled, names)
    modes = tuple(dict.fromkeys(arguments.mode))
    return RouteQuestion(
        origin=find_place(names, arguments.origin),
        destination=find_place(names, arguments.destination),
        via=tuple(find_place(names, place) for place in arguments.via),
        modes=() if set(modes) & set(_ALL_MODES) else modes,
        by=arguments.by,
        service=arguments.service,
        date=read_date(arguments.date),
        scenario=arguments.scenario,
        avoid_places=tuple(find_place(names, place) for place in arguments.avoid_place),
        avoid_countries=_upper(arguments.avoid_country),
        avoid_corridors=tuple(arguments.avoid_corridor),
        through_countries=_upper(arguments.through_country),
        through_corridors=tuple(arguments.through_corridor),
        through_modes=tuple(arguments.through_mode),
        gauges=tuple(arguments.gauge),
        without=tuple(arguments.without),
        closed=closed_links,
        closed_places=closed_places,
        opened=tuple(arguments.open),
        projects=tuple(arguments.project),
        events=tuple(arguments.event),
        without_events=tuple(arguments.without_event),
        conditions=tuple(arguments.season),
        value_of_time=arguments.value_of_time,
        speed_factor=arguments.speed_factor,
        border_factor=arguments.border_factor,
        cost_factor=arguments.cost_factor,
        alternatives=arguments.alternatives,
        overlap=arguments.overlap,
        stretch=arguments.stretch,
    )


def _upper(codes: Iterable[str]) -> tuple[str, ...]:
    """Return country codes in capitals."""
    return tuple(code.upper() for code in codes)


def _closures(texts: Iterable[str], compiled: Compiled, names: PlaceNames) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the links and the places named by ids or names.

    Raises
    ------
    CommandError
        If a text is neither.
    """
    links: list[str] = []
    places: list[str] = []
    for text in texts:
        if text in compiled.link_index:
            links.append(text)
            continue
        try:
            places.append(find_place(names, text))
        except (UnknownPlaceError, AmbiguousPlaceError) as error:
            raise CommandError(say("Nothing to close: {reason}", reason=str(error))) from error
    return tuple(links), tuple(places)


def as_json(answer: RouteAnswer) -> dict[str, Any]:
    """Return the answer as plain values: sentence, routes with legs, source ids."""
    return {
        "sentence": answer.sentence(),
        "routes": [_route_json(route) for route in answer.routes],
        "source_ids": list(answer.source_ids),
        "subtitle": answer.subtitle(),
        "notes": list(answer.notes()),
        "missing": [
            {"id": name, "reason": reason} for name, reason in (answer.no_way.missing if answer.no_way else ())
        ],
        "data": answer.world.compiled.digest,
    }


def _route_json(route: Route) -> dict[str, Any]:
    """Return one way as plain values."""
    block = route.hours_block_train
    return {
        "name": route.name,
        "why": route.why,
        "length_km": round(route.length_km, 1),
        "hours": round(route.hours[1], 2),
        "hours_low": round(route.hours[0], 2),
        "hours_high": round(route.hours[2], 2),
        "hours_block_train": None if block is None else round(block[1], 2),
        "cost_usd_per_t": round(route.cost_usd_per_t[1], 2),
        "cost_low": round(route.cost_usd_per_t[0], 2),
        "cost_high": round(route.cost_usd_per_t[2], 2),
        "co2e_kg_per_t": round(route.co2e_kg_per_t[1], 2),
        "exposures": [
            {"name": e.name, "sentence": e.sentence, "event_ids": list(e.event_ids)} for e in route.exposures
        ],
        "legs": [_leg_json(leg) for leg in route.legs],
    }


def _leg_json(leg: Leg) -> dict[str, Any]:
    """Return one leg as plain values, with what it is made of and rests on."""
    names = (
        "kind",
        "act",
        "mode",
        "gauge_mm",
        "link_id",
        "from_place",
        "to_place",
        "from_name",
        "to_name",
        "length_km",
        "length_basis",
    )
    row = leg_row(leg)
    return {
        **{name: row[name] for name in names},
        **{
            name: round(row[name], 3)
            for name in ("hours", "hours_low", "hours_high", "cost_usd_per_t", "co2e_kg_per_t")
        },
        "hours_of": {part: [round(value, 3) for value in span] for part, span in leg.hours.items()},
        "cost_of": {part: [round(value, 3) for value in span] for part, span in leg.usd.items()},
        "parameter_ids": list(leg.parameter_ids),
        "fact_ids": list(leg.fact_ids),
        "event_ids": list(leg.event_ids),
        "source_ids": list(leg.source_ids),
    }


def part_json(answer: Answer) -> dict[str, Any]:
    """Return a further answer as plain values: its sentence and its rows, missing values null."""
    frame = answer.frame()
    return {"sentence": answer.sentence(), "rows": frame.astype(object).where(frame.notna(), None).to_dict("records")}


def part_text(answer: Answer) -> str:
    """Return a further answer for reading: its sentence, then its sentences or figures row by row."""
    frame = answer.frame()
    if "sentence" in frame:
        return "\n".join(frame["sentence"]) or answer.sentence()
    rounded = frame.round(1)
    return "\n".join([answer.sentence(), to_table(rounded, list(rounded.columns))])


def as_text(answer: RouteAnswer) -> str:
    """Return the answer as a table of ways, the legs of the best, and notes."""
    blocks = [answer.sentence(), answer.subtitle()]
    if answer.routes:
        blocks += ["", _ways_table(answer), "", say("Legs of the first way"), _legs_table(answer)]
    notes = [f"* {note}" for note in answer.notes()]
    return "\n".join([*blocks, *(["", *notes] if notes else [])])


def _ways_table(answer: RouteAnswer) -> str:
    """Return the ways as a table for reading."""
    frame = answer.routes_frame()
    days = frame[["hours", "hours_low", "hours_high", "hours_block_train"]].astype("float64") / 24
    shown = pd.DataFrame(
        {
            "way": frame["name"],
            "km": [format_number(round(km)) for km in frame["length_km"]],
            "days": [format_number(round(day, 1)) for day in days["hours"]],
            "low-high": [
                f"{low:.1f}-{high:.1f}" for low, high in zip(days["hours_low"], days["hours_high"], strict=True)
            ],
            "block train": ["-" if pd.isna(day) else f"{day:.1f}" for day in days["hours_block_train"]],
            "USD/t": [format_number(round(usd)) for usd in frame["cost_usd_per_t"]],
            "kg CO2e/t": [format_number(round(kg)) for kg in frame["co2e_kg_per_t"]],
            "why": frame["why"],
        }
    )
    return to_table(shown, list(shown.columns))


def _legs_table(answer: RouteAnswer) -> str:
    """Return the legs of the best way as a table for reading."""
    legs = answer.frame().query("route == 1")
    shown = pd.DataFrame(
        {
            "from": legs["from_name"],
            "to": legs["to_name"],
            "by": [
                f"{act} {gauge}" if act == "rail" and gauge else act
                for act, gauge in zip(legs["act"], legs["gauge_mm"], strict=True)
            ],
            "link": legs["link_id"],
            "km": [format_number(round(km, 1)) for km in legs["length_km"]],
            "hours": [f"{hours:.1f}" for hours in legs["hours"]],
            "low-high": [
                f"{low:.1f}-{high:.1f}" for low, high in zip(legs["hours_low"], legs["hours_high"], strict=True)
            ],
            "USD/t": [f"{usd:.1f}" for usd in legs["cost_usd_per_t"]],
            "at km": [format_number(round(km)) for km in legs["end_km"]],
            "at days": [f"{hours / 24:.1f}" for hours in legs["end_hours"]],
        }
    )
    return to_table(shown, list(shown.columns))


COMMAND = Command("routes", say("best ways between two places, with times, costs and alternatives"), add_arguments, run)
