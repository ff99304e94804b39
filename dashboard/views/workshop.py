"""Two scenarios, each bent as the reader likes, side by side: where freight moves, what it takes and what it costs."""

from dashboard.figures.difference_maps import difference_map
from dashboard.model.flow.comparison_maps import CLASSES_MT, difference_courses
from dashboard.model.flow.comparisons import CompareQuestion, find_comparison
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.sides import FirstSide, SecondSide
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.sides import ask_side

_LINKS = ("title", "mode", "change", "first_mt", "second_mt", "difference_mt")
_PAIRS = (
    "freight", "mt_per_year", "first_hours", "second_hours", "difference_hours", "first_usd_per_t", "second_usd_per_t",
    "difference_usd_per_t", "difference_unmet_mt",
)  # fmt: skip
_SETTINGS = ("setting", "first", "second")


def page() -> None:
    """Ask for two scenarios; show the difference in a sentence, on a map, by link and by pair, and what was set."""
    panels.title(
        say("Workshop"),
        say(
            "Take two scenarios, bend either, and see what changes. The address holds both; each can be kept as a file."
        ),
    )
    left, right = panels.side_by_side()
    with left:
        first = ask_side(FirstSide, "A")
    with right:
        second = ask_side(SecondSide, "B")
    asked = (ask(CompareQuestion, more=("unknown_mt",)), first, second)
    try:
        compared = cached.answer(find_comparison, asked, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    panels.headline(compared)
    links = panels.part(compared, compared.links_sentence(), compared.frame)
    panels.figure(
        lambda look: difference_map(difference_courses(compared), CLASSES_MT, look),
        links, asked, key="difference", columns=_LINKS,
    )  # fmt: skip

    panels.section(say("Pair by pair"), say("The mean journey of each freight in A and in B."))
    pairs = panels.part(compared, compared.pairs_sentence(), compared.pairs)
    panels.table(pairs, asked, key="pairs", columns=_PAIRS)

    panels.section(say("What was set"))
    settings = panels.part(compared, compared.settings_sentence(), compared.settings)
    panels.table(settings, asked, key="settings", columns=_SETTINGS)
