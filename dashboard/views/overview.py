"""The first page: is trade on its way, can the corridor carry it, what is shut."""

from dashboard.figures.bars import rung_bars
from dashboard.figures.calendars import event_calendar
from dashboard.figures.pledge_paths import pace_paths
from dashboard.model.questions import OverviewQuestion
from dashboard.model.records.overview import find_overview
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to

_SHUT = ("event_id", "name", "severity", "start", "end", "as_of", "cause", "effect", "grade", "source_ids")


def page() -> None:
    """Show the three sentences a minister would ask for, each with its figure."""
    panels.title(
        say("Iran and Central Asia: trade, pledges, corridors"),
        say(
            "Three answers from published figures, each with its sources. "
            "Every sentence follows the choice of partners, corridor and day."
        ),
    )
    question = ask(OverviewQuestion)
    overview = cached.answer(find_overview, question)
    pace, promises, shut = overview.pace, overview.promises, overview.shut

    panels.section(say("Is trade on its way to the pledge?"))
    panels.figure(lambda look: pace_paths(pace.frame(), look), pace, question, key="pace")
    link_to("trade", say("Trade of this pair in full"), {"pair": question.pair}, icon=":material/swap_horiz:")

    panels.section(say("Can the corridor carry what is promised?"))
    panels.figure(lambda look: rung_bars(promises.frame(), look), promises, question, key="rungs")
    link_to(
        "corridors", say("This corridor on the map"), {"corridor": question.corridor}, icon=":material/conversion_path:"
    )

    panels.section(say("What is shut?"))
    panels.figure(lambda look: event_calendar(shut.frame(), shut.date, look), shut, question, key="shut", columns=_SHUT)
