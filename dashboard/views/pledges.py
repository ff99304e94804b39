"""What was pledged in tonnes, whether the network has room for it, and what fails first."""

from dashboard.figures.pledge_bars import pledge_bars
from dashboard.figures.price_bars import price_bars
from dashboard.model.flow.feasibility import PledgeQuestion, find_feasibility
from dashboard.model.flow.joint_pledges import find_joint_pledges
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.states import StateQuestion, in_state
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.fields import MORE_OF_STATE
from dashboard.ui.pages import link_to

_BARS = ("label", "wanted", "wanted_low", "wanted_high", "room_today", "room_announced", "room_delayed", "fails_first")
_SENTENCES = ("sentence", "fails_in_year", "pace", "source_ids")
_JOINT = ("name", "moves_now", "wanted", "added_mt", "carried_mt", "no_room_mt", "no_way_mt")
_FULL = ("title", "full_before", "usd_per_t", "holds_mt_per_year", "next", "project", "project_usd", "source_ids")


def page() -> None:
    """Ask for partners, modes and a state of the world; show each pledge beside its room, then all at once."""
    panels.title(
        say("Pledges"),
        say(
            "What ministers promised, in tonnes, beside the room there is today, as announced, and if works come late."
        ),
    )
    question = ask(PledgeQuestion, more=("horizon", "unknown_mt"))
    state = ask(StateQuestion, more=MORE_OF_STATE)
    asked = (question, state)
    try:
        pledges = cached.answer(in_state(find_feasibility), asked, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    panels.headline(pledges)
    if pledges.rows.empty:
        panels.nothing("no_data", pledges.sentence())
        return
    bars = panels.part(pledges, pledges.bars_sentence(), pledges.bars)
    panels.figure(lambda look: pledge_bars(bars.frame(), look), bars, asked, key="bars", columns=_BARS)

    panels.section(
        say("Pledge by pledge"),
        say("Whether it fits, which links are full first, and the pace beside it: growth needed and the best so far."),
    )
    each = panels.part(pledges, pledges.count_sentence(), pledges.each)
    panels.table(each, asked, key="each", columns=_SENTENCES)
    link_to("trade", say("The pledges themselves and their pace"), {"pair": question.pair} if question.pair else None)

    panels.section(
        say("All at once"),
        say("Present freight, and on top of it what every pair must add to its largest standing pledge."),
    )
    joint = cached.answer(in_state(find_joint_pledges), asked, of=compile_network)
    panels.table(joint, asked, key="joint", columns=_JOINT)
    full = panels.part(joint, joint.short_sentence(), joint.short)
    panels.figure(lambda look: price_bars(full.frame(), "", look), full, asked, key="full", columns=_FULL)
