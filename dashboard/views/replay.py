"""What was shut when since 2019, and what each day of it does to a journey and to present freight."""

from functools import partial

from dashboard.figures.day_maps import day_map
from dashboard.figures.shut_calendars import shut_calendar
from dashboard.figures.timelines import step_line
from dashboard.model.hazards.replay_maps import CLASSES_MT, day_courses, day_places
from dashboard.model.hazards.replays import ReplayQuestion, find_replay
from dashboard.model.world.compiled import compile_network
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask, slide

_SHUT = ("event_id", "name", "subject", "severity", "start", "end", "going_on", "grade", "drives", "source_ids")
_DAYS = ("start", "end", "hours", "undisturbed_hours", "usd_per_t", "undisturbed_usd_per_t", "events")
_FREIGHT = ("start", "end", "closed", "slowed", "hours_longer", "usd_dearer_per_t", "unserved_mt", "events")
_PHASES = (
    "when", "date", "journey_hours", "journey_usd_per_t", "hours_longer", "usd_dearer_per_t", "unserved_mt",
)  # fmt: skip


def page() -> None:
    """Ask for two ends and a day; show the map of the day, the years as lines, one event, and the calendar."""
    panels.title(
        say("Replay"),
        say("What was shut when since 2019. Slide through the days: the network, the ways and the freight follow."),
    )
    question = ask(ReplayQuestion)
    try:
        replay = cached.answer(find_replay, question, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    slide(ReplayQuestion, "date", replay.date, replay.turns(), replay.days()[1])
    panels.headline(replay)
    shut, pick = panels.part(replay, replay.shut_sentence(), replay.shut), (ReplayQuestion, "event")
    panels.figure(
        lambda look: day_map(day_courses(replay), day_places(replay), CLASSES_MT, look),
        shut, question, key="day", columns=_SHUT,
    )  # fmt: skip

    panels.section(
        say("Through the years"), say("Each step is the first or the day after the last of an event; click one.")
    )
    names = {
        "hours": say("Time"),
        "usd_per_t": say("Cost"),
        "hours_longer": say("Delay of all freight"),
        "unserved_mt": say("Without a way"),
    }
    for value, _ in panels.in_tabs(names):
        rows, marks, told = replay.series(value), replay.marks(value), replay.series_sentence(value)
        series = panels.part(replay, told, partial(replay.series, value), notes=replay.series_notes())
        panels.figure(
            partial(step_line, rows, marks, (value, replay.unit(value)), replay.date),
            series, question, key=value, columns=_DAYS if value in _DAYS else _FREIGHT, pick=pick,
        )  # fmt: skip

    if question.event:
        panels.section(say("Before, during and after"))
        phases = panels.part(replay, replay.phases_sentence(), replay.phases)
        panels.table(phases, question, key="phases", columns=_PHASES)

    panels.section(
        say("The calendar"),
        say("Hollow bars are not in the model: rules, rumours of one weak source, limits too general."),
    )
    for kind, _ in panels.in_tabs(replay.kinds()):
        told, shown = replay.calendar_sentence(kind), partial(replay.calendar, kind)
        events = panels.part(replay, told, shown, replay.calendar_subtitle(), replay.calendar_notes())
        panels.figure(
            partial(shut_calendar, shown(), replay.date, question.event),
            events, question, key=f"calendar-{kind}", columns=_SHUT, pick=pick,
        )  # fmt: skip
