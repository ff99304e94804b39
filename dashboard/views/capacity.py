"""How much fits between two ends, which links bind, and what the answer rests on."""

from dashboard.figures.bars import rung_bars
from dashboard.figures.flow_maps import cut_map
from dashboard.model.flow.capacity import CapacityQuestion, find_capacity
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.states import StateQuestion, in_state
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.fields import MORE_OF_STATE
from dashboard.ui.pages import link_to

_ELEMENTS = (
    "title", "mode", "binds", "flow_mt_per_year", "low_mt_per_year", "mt_per_year", "high_mt_per_year", "kind",
    "from_year", "basis", "reason", "fact_ids",
)  # fmt: skip
_RUNGS = ("rank", "label", "mt", "mt_low", "mt_high", "fact_ids")
_GAPS = ("title", "mode", "without_it_mt_per_year")


def page() -> None:
    """Ask for two ends and a state of the world; show the cut on a map, the ladder of what binds, facts and gaps."""
    panels.title(
        say("Capacity"),
        say("How much fits between two ends, which link binds, and what would bind next if it were widened."),
    )
    question = ask(CapacityQuestion, more=("avoid_countries", "stretch"))
    state = ask(StateQuestion, more=MORE_OF_STATE)
    asked = (question, state)
    try:
        room = cached.answer(in_state(find_capacity), asked, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    if room.verdict == "no_way":
        panels.nothing("no_way", room.sentence())
        panels.cures([(words, (easier, state)) for words, easier in room.cures()], "capacity")
        return
    if room.verdict == "no_data":
        panels.nothing("no_data", room.sentence())
    panels.figure(lambda look: cut_map(room.courses(), room.places(), look), room, asked, key="cut", columns=_ELEMENTS)

    panels.section(
        say("What binds next"),
        say("Each link is widened without limit in turn. The whisker runs from the lowest to the highest figure."),
    )
    ladder = panels.part(room, room.ladder_sentence(), room.ladder)
    panels.figure(lambda look: rung_bars(ladder.frame(), look), ladder, asked, key="ladder", columns=_RUNGS)

    panels.section(
        say("Which missing figures matter"),
        say("Links without a known capacity that the answer depends on, those that could lower it most first."),
    )
    gaps = panels.part(room, room.gaps_sentence(), room.gaps)
    panels.table(gaps, asked, key="gaps", columns=_GAPS, none_left=True)
    link_to("sources", say("All published capacities"), {"table": "corridor_facts"}, icon=":material/search:")
