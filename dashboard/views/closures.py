"""What one or two closures do: to present freight, ranked and on a map, and to what fits between two ends."""

from dashboard.figures.closure_bars import closure_bars, loss_bars
from dashboard.figures.detour_maps import detour_map
from dashboard.model.contingency.contingencies import ClosureQuestion
from dashboard.model.contingency.detours import DetourQuestion, LookedAt, find_detours
from dashboard.model.contingency.flow_losses import FlowLossQuestion, find_flow_closures
from dashboard.model.contingency.leagues import find_league
from dashboard.model.flow.capacity import CapacityQuestion
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.states import StateQuestion, in_state
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.choices import Choice
from dashboard.ui.controls import ask
from dashboard.ui.fields import MORE_OF_STATE
from dashboard.ui.reopen import with_pages

_LEAGUE = ("rank", "sentence", "open_routes", "open_capacity", "same_count")
_BARS = ("rank", "title", "unserved_mt", "moved_mt", "moves_to", "hours_longer", "usd_dearer_per_t", "same_count")
_LINKS = ("title", "mode", "before_mt", "during_mt", "change_mt", "is_closed")
_LOSSES = ("rank", "sentence", "left_mt_per_year", "lost_mt_per_year", "open_capacity", "same_count")


def page() -> None:
    """Ask what may close and how it is ranked; show the league, one closure on a map, and what a flow would lose."""
    panels.title(
        say("Closures"),
        say("What happens if a crossing, a port, a strait or a link shuts, alone or two at once. Every one is tried."),
    )
    question = ask(ClosureQuestion, more=("least", "level", "top"))
    state = ask(StateQuestion, hidden=("capacity",), more=MORE_OF_STATE)
    asked = (question, state)
    try:
        league = cached.answer(in_state(find_league), asked, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    panels.headline(league)
    if league.rows.empty:
        panels.nothing("no_data", league.sentence())
        return
    chosen = ask(LookedAt, offered={"closure": Choice(tuple(league.offered), league.offered)}).closure
    looked, pick = (question, state, LookedAt(chosen)), (LookedAt, "closure")
    bars = panels.part(league, league.count_sentence(), league.frame)
    panels.figure(
        lambda look: closure_bars(bars.frame(), chosen, look), bars, looked, key="league", columns=_BARS, pick=pick
    )
    shut = DetourQuestion(chosen, question.least, question.level)
    detour = cached.answer(in_state(find_detours), (shut, state), of=compile_network)
    panels.figure(
        lambda look: detour_map(detour.courses(), detour.places(), look), detour, looked, key="map", columns=_LINKS
    )
    rows = with_pages(league.frame, state)
    each = panels.part(league, say("Each closure in a sentence, with pages that open while it is shut."), rows)
    panels.table(each, asked, key="each", columns=_LEAGUE)

    panels.section(
        say("What a flow would lose"),
        say("The greatest flow between two ends while the same things close, one or two at a time as above."),
    )
    capacity = ask(CapacityQuestion, more=("gross", "unknown_mt", "avoid_countries", "stretch"))
    flow = (FlowLossQuestion(capacity, question.depth, question.kinds, question.top), state)
    try:
        losses = cached.answer(in_state(find_flow_closures), flow, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    ends = (capacity, question, state)
    panels.figure(
        lambda look: loss_bars(losses.frame(), look),
        panels.part(losses, losses.sentence(), with_pages(losses.frame, state)), ends, key="losses", columns=_LOSSES,
    )  # fmt: skip
