"""Names of columns and of the words in them, as readers see them: one name from axis to table to file."""

import re
from collections.abc import Callable

from dashboard.text.catalogues import say

# Columns that mean little without their unit or that a reader would not guess. All others are named by their own words.
_LABELS: dict[str, Callable[[], str]] = {
    "act": lambda: say("By"),
    "topic": lambda: say("What about"),
    "lowest": lambda: say("Lowest"),
    "highest": lambda: say("Highest"),
    "suggested_use": lambda: say("Figure to use"),
    "statements": lambda: say("Who says what"),
    "row_ids": lambda: say("Claims"),
    "event_id": lambda: say("Event"),
    "project_id": lambda: say("Project"),
    "reporter_iso3": lambda: say("By whose figures"),
    "reporter": lambda: say("By whose figures"),
    "period_start": lambda: say("From"),
    "period_end": lambda: say("To"),
    "added_mt": lambda: say("To be added, Mt a year"),
    "adds": lambda: say("Adds to this way"),
    "adds_unit": lambda: say("Unit of that"),
    "at_days": lambda: say("At day"),
    "at_km": lambda: say("At km"),
    "beaten": lambda: say("Beaten by another"),
    "best_hours": lambda: say("Best, hours"),
    "co2e_kg_per_t": lambda: say("kg CO2e/t"),
    "cost_high": lambda: say("USD/t, high"),
    "cost_low": lambda: say("USD/t, low"),
    "cost_of": lambda: say("Cost made of, USD per tonne"),
    "days_block_train": lambda: say("By block train"),
    "days_high": lambda: say("Days, high"),
    "days_low": lambda: say("Days, low"),
    "end_high": lambda: say("So far, high"),
    "end_low": lambda: say("So far, low"),
    "at_least": lambda: say("Target is a least"),
    "cost_usd_max": lambda: say("USD, highest"),
    "cost_usd_min": lambda: say("USD, lowest"),
    "days_max": lambda: say("Days, highest"),
    "days_min": lambda: say("Days, lowest"),
    "journey_id": lambda: say("Journey"),
    "km": lambda: say("km"),
    "error_pct": lambda: say("Error, percent"),
    "held_out_pct": lambda: say("Error held out, percent"),
    "published_low": lambda: say("Published, lowest"),
    "published_high": lambda: say("Published, highest"),
    "model_low": lambda: say("Model, low"),
    "model_high": lambda: say("Model, high"),
    "overlaps": lambda: say("Ranges meet"),
    "in_sample_median_pct": lambda: say("In sample, median, percent"),
    "in_sample_mean_pct": lambda: say("In sample, mean, percent"),
    "held_out_median_pct": lambda: say("Held out, median, percent"),
    "held_out_mean_pct": lambda: say("Held out, mean, percent"),
    "due_text": lambda: say("Due"),
    "not_open": lambda: say("Stretches not open"),
    "reason": lambda: say("Reason"),
    "event_ids": lambda: say("Events"),
    "from_name": lambda: say("From"),
    "from_place": lambda: say("From, code"),
    "to_place": lambda: say("To, code"),
    "corridor_id": lambda: say("Corridor code"),
    "variant": lambda: say("Way code"),
    "binding": lambda: say("Narrowest known"),
    "capacity_basis": lambda: say("Capacity rests on"),
    "capacity_reason": lambda: say("How the capacity was set"),
    "status_reason": lambda: say("Reason of the status"),
    "hours_difference": lambda: say("Second less best, hours"),
    "hours_longer": lambda: say("Freight delayed, hours"),
    "usd_dearer_per_t": lambda: say("Freight dearer, USD per tonne"),
    "unserved_mt": lambda: say("Freight without a way, Mt a year"),
    "closed": lambda: say("Links shut"),
    "slowed": lambda: say("Links slowed"),
    "drives": lambda: say("In the model"),
    "going_on": lambda: say("Still going on"),
    "grade": lambda: say("How well attested"),
    "freight": lambda: say("Freight"),
    "mean": lambda: say("Average year"),
    "p05": lambda: say("More in 19 years of 20"),
    "p50": lambda: say("Middle year"),
    "p95": lambda: say("More in 1 year of 20"),
    "worst_twentieth": lambda: say("Average of worst twentieth"),
    "saved_unserved_mt": lambda: say("Saved a year, Mt"),
    "saved_million_tonne_hours": lambda: say("Saved a year, million tonne-hours"),
    "saved_million_usd": lambda: say("Saved a year, million USD"),
    "saved_million_usd_with_time": lambda: say("Saved a year, million USD with time"),
    "worst_saved_unserved_mt": lambda: say("In worst years, Mt"),
    "worst_saved_million_tonne_hours": lambda: say("In worst years, million tonne-hours"),
    "worst_saved_million_usd": lambda: say("In worst years, million USD"),
    "worst_saved_million_usd_with_time": lambda: say("In worst years, million USD with time"),
    "lengths_of": lambda: say("Lengths from"),
    "closures": lambda: say("Closures known"),
    "setting": lambda: say("What differs"),
    "first": lambda: say("In A"),
    "second": lambda: say("In B"),
    "first_mt": lambda: say("In A, Mt a year"),
    "second_mt": lambda: say("In B, Mt a year"),
    "difference_mt": lambda: say("B less A, Mt a year"),
    "first_hours": lambda: say("In A, hours"),
    "second_hours": lambda: say("In B, hours"),
    "second_way_hours": lambda: say("Second, hours"),
    "difference_hours": lambda: say("B less A, hours"),
    "first_usd_per_t": lambda: say("In A, USD per tonne"),
    "second_usd_per_t": lambda: say("In B, USD per tonne"),
    "difference_usd_per_t": lambda: say("B less A, USD per tonne"),
    "difference_unmet_mt": lambda: say("Left behind, B less A, Mt a year"),
    "change": lambda: say("In B the link is"),
    "when": lambda: say("When"),
    "hours_high": lambda: say("Hours, high"),
    "hours_low": lambda: say("Hours, low"),
    "parameter_id": lambda: say("Parameter"),
    "parameter_ids": lambda: say("Parameters"),
    "shown": lambda: say("Can be looked at"),
    "step": lambda: say("Adds"),
    "to_name": lambda: say("To"),
    "usd_difference": lambda: say("Second less best, USD per tonne"),
    "way_name": lambda: say("Way"),
    "what": lambda: say("Step"),
    "why": lambda: say("Why it is shown"),
    "adds_mt_per_year": lambda: say("Adds, Mt a year"),
    "basis": lambda: say("Basis"),
    "capacity_from": lambda: say("Capacity since"),
    "capacity_high": lambda: say("Capacity, highest, Mt a year"),
    "capacity_kind": lambda: say("Kind of capacity"),
    "capacity_low": lambda: say("Capacity, lowest, Mt a year"),
    "capacity_mt": lambda: say("Capacity, Mt a year"),
    "binds": lambda: say("Binds"),
    "by_year": lambda: say("Due by"),
    "claim_id": lambda: say("Claim"),
    "claim_ids": lambda: say("Claims"),
    "cost_usd": lambda: say("Cost, USD"),
    "end_km": lambda: say("To km"),
    "fact_id": lambda: say("Fact"),
    "fact_ids": lambda: say("Facts"),
    "gauge_mm": lambda: say("Gauge, mm"),
    "iso3": lambda: say("Country code"),
    "length_km": lambda: say("Length, km"),
    "link_id": lambda: say("Link"),
    "load_pct": lambda: say("Load, percent"),
    "element": lambda: say("Link or place code"),
    "low_mt_per_year": lambda: say("Capacity, lowest, Mt a year"),
    "high_mt_per_year": lambda: say("Capacity, highest, Mt a year"),
    "same": lambda: say("Closures of the same effect"),
    "elements": lambda: say("Links and places"),
    "co2e_low": lambda: say("kg CO2e/t, low"),
    "co2e_high": lambda: say("kg CO2e/t, high"),
    "km_journeys": lambda: say("Journeys with a length"),
    "days_journeys": lambda: say("Journeys with a time"),
    "mt": lambda: say("Mt a year"),
    "mt_low": lambda: say("Mt a year, lowest"),
    "mt_high": lambda: say("Mt a year, highest"),
    "mt_per_year": lambda: say("Mt a year"),
    "title": lambda: say("Link or place"),
    "full_pct": lambda: say("Full, percent"),
    "holds_mt_per_year": lambda: say("Price holds for, Mt a year"),
    "load_mt_per_year": lambda: say("Load, Mt a year"),
    "next": lambda: say("Then binds"),
    "project_mt_per_year": lambda: say("Project adds, Mt a year"),
    "project_usd": lambda: say("Announced cost, USD"),
    "unlocked_per_mt": lambda: say("Tonnes unlocked per tonne of room"),
    "without_it_mt_per_year": lambda: say("Flow left without it, Mt a year"),
    "place_id": lambda: say("Place code"),
    "required_growth_pct": lambda: say("Growth needed, percent a year"),
    "best_growth_pct": lambda: say("Best growth so far, percent a year"),
    "pace_growth_pct": lambda: say("Past pace, percent a year"),
    "source_id": lambda: say("Source"),
    "source_ids": lambda: say("Sources"),
    "start_km": lambda: say("From km"),
    "status_on_date": lambda: say("Status"),
    "target_id": lambda: say("Pledge"),
    "url": lambda: say("Address"),
    "usd_per_t": lambda: say("USD per tonne"),
    "used_from": lambda: say("Volume of"),
    "used_mt": lambda: say("Volume, Mt a year"),
    "value_usd": lambda: say("Value, USD"),
    "year_label": lambda: say("Year"),
    "open_routes": lambda: say("Ways then"),
    "open_capacity": lambda: say("Room then"),
    "million_usd": lambda: say("Million USD a year"),
    "million_usd_with_time": lambda: say("Million USD a year, hours at their worth"),
    "unserved_jointly_mt": lambda: say("Without a way beyond the sum of the two, Mt a year"),
    "usd_per_t_low": lambda: say("USD per tonne, lowest"),
    "usd_per_t_high": lambda: say("USD per tonne, highest"),
    "moves_to": lambda: say("Most moves to"),
    "moved_mt": lambda: say("Moves, Mt a year"),
    "same_count": lambda: say("Others of the same effect"),
    "left_mt_per_year": lambda: say("Still fits, Mt a year"),
    "lost_mt_per_year": lambda: say("Lost, Mt a year"),
    "before_mt": lambda: say("Before, Mt a year"),
    "during_mt": lambda: say("While closed, Mt a year"),
    "change_mt": lambda: say("Change, Mt a year"),
    "is_closed": lambda: say("Closed"),
    "wanted": lambda: say("Pledged, Mt a year"),
    "wanted_low": lambda: say("Pledged, low, Mt a year"),
    "wanted_high": lambda: say("Pledged, high, Mt a year"),
    "moves_now": lambda: say("Moves now, Mt a year"),
    "room_today": lambda: say("Room today, Mt a year"),
    "room_announced": lambda: say("Room as announced, Mt a year"),
    "room_delayed": lambda: say("Room if late, Mt a year"),
    "fails_first": lambda: say("First full"),
    "fails_in_year": lambda: say("Room fails in"),
    "carried_mt": lambda: say("Of that carried, Mt a year"),
    "no_room_mt": lambda: say("Finds the ways full, Mt a year"),
    "no_way_mt": lambda: say("Has no way, Mt a year"),
    "full_before": lambda: say("Full today"),
}

# Endings that are units; a column that ends so is named with its unit.
_UNITS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("_usd_per_t", lambda: say("USD per tonne")),
    ("_usd", lambda: say("USD")),
    ("_mt_per_year", lambda: say("Mt a year")),
    ("_mt", lambda: say("Mt a year")),
    ("_pct", lambda: say("percent")),
    ("_km", lambda: say("km")),
    ("_hours", lambda: say("hours")),
    ("_days", lambda: say("days")),
)

# Columns for drawing and for joining that say nothing to a reader.
HIDDEN = frozenset(
    {
        "lons",
        "lats",
        "way",
        "chosen",
        "order",
        "differs",
        "lever_id",
        "middle",
        "geometry",
        "announcement_id",
        "alias_of",
        "licence",
    }
)

_WORDS: dict[str, Callable[[], str]] = {
    "fits_centrally": lambda: say("fits on central figures only"),
    "short_centrally": lambda: say("falls short on central figures"),
    "no_known_limit": lambda: say("no known limit"),
    "exports_a_to_b": lambda: say("exports, first to second partner"),
    "exports_b_to_a": lambda: say("exports, second to first partner"),
    "gregorian": lambda: say("calendar year"),
    "iranian": lambda: say("Iranian year"),
    "fiscal_india": lambda: say("Indian fiscal year"),
    "none": lambda: say("none stated"),
    "True": lambda: say("yes"),
    "False": lambda: say("no"),
}


def column_label(column: str) -> str:
    """Return the heading of a column, with its unit where it has one.

    Examples
    --------
    >>> column_label("length_km"), column_label("announced_by"), column_label("level_usd")
    ('Length, km', 'Announced by', 'Level, USD')
    """
    if column in _LABELS:
        return _LABELS[column]()
    for ending, unit in _UNITS:
        if column.endswith(ending) and len(column) > len(ending):
            return f"{_sentence_case(column.removesuffix(ending))}, {unit()}"
    return _sentence_case(column)


def word_label(word: str) -> str:
    """Return a word out of a short list of the tables as a reader sees it.

    Examples
    --------
    >>> word_label("under_construction"), word_label("iranian")
    ('under construction', 'Iranian year')
    """
    if word in _WORDS:
        return _WORDS[word]()
    return say(word.replace("_", " ")) if re.fullmatch(r"[a-z]+(_[a-z]+)*", word) else word


def _sentence_case(column: str) -> str:
    words = say(column.replace("_", " "))
    return words[:1].upper() + words[1:]
