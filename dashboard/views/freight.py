"""All freight on the network at least cost: which links are full, what more room is worth, and who uses them."""

from functools import partial

from dashboard.figures.flow_maps import load_map
from dashboard.figures.price_bars import price_bars, user_bars
from dashboard.model.flow.freight import LinkQuestion, assign_freight
from dashboard.model.flow.freight_maps import load_courses, load_places
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.states import StateQuestion, in_state
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.choices import Choice
from dashboard.ui.controls import ask
from dashboard.ui.fields import MORE_OF_STATE

_LOADS = ("title", "load_mt_per_year", "mt_per_year", "basis", "full_pct", "usd_per_t")
_PRICES = (
    "title", "usd_per_t", "holds_mt_per_year", "unlocked_per_mt", "next", "project", "project_usd",
    "project_mt_per_year", "source_ids",
)  # fmt: skip
_USERS = ("demand_id", "origin", "destination", "commodity", "mt_per_year")
_SHORT = (
    "origin", "destination", "commodity", "wanted_mt_per_year", "carried_mt_per_year", "unmet_mt_per_year", "why",
    "basis", "reason",
)  # fmt: skip


def page() -> None:
    """Ask for a state of the world and how much is carried; show loads, prices, and the users of one link."""
    panels.title(
        say("Freight and prices of links"),
        say("Present freight put on the network at least cost: what is full, and what more room there would be worth."),
    )
    question = ask(FreightQuestion, more=("unmet_usd_per_t", "unknown_mt"))
    state = ask(StateQuestion, more=MORE_OF_STATE)
    asked = (question, state)
    try:
        freight = cached.answer(in_state(assign_freight), asked, of=compile_network)
    except ValueError as error:
        panels.refusal(error)
        return
    panels.headline(freight)
    link = ask(LinkQuestion, offered={"element": Choice(tuple(freight.offered) or ("",), freight.offered)}).element
    pick, looked = (LinkQuestion, "element"), (*asked, LinkQuestion(link))

    loads = panels.part(freight, freight.loads_sentence(), freight.frame)
    panels.figure(
        lambda look: load_map(load_courses(freight), load_places(freight), look),
        loads, asked, key="loads", columns=_LOADS, pick=pick,
    )  # fmt: skip

    panels.section(
        say("What more room is worth"),
        say("The price of a full link is what one more tonne of room there saves all freight together."),
    )
    prices = panels.part(freight, freight.prices_sentence(), freight.prices)
    panels.figure(
        lambda look: price_bars(prices.frame(), link, look),
        prices, looked, key="prices", columns=_PRICES, pick=pick,
    )  # fmt: skip

    panels.section(say("Who uses the link looked at, and who finds no room"))
    users = panels.part(freight, freight.users_sentence(link), partial(freight.users, link))
    panels.figure(lambda look: user_bars(users.frame(), look), users, looked, key="users", columns=_USERS)
    short = panels.part(freight, freight.unmet_sentence(), freight.unmet)
    panels.table(short, asked, key="unmet", columns=_SHORT, none_left=True)
