"""Trade of two partners: what either side says, the pick of each year, the pledges, and where figures disagree."""

from dashboard.figures.series import mirror_dots, target_paths, trade_lines
from dashboard.model.phrases import country_names
from dashboard.model.pledges import find_targets
from dashboard.model.questions import TargetsQuestion, TradeQuestion
from dashboard.model.trade import find_trade
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to


def page() -> None:
    """Ask for a pair, show its trade from both sides, its pledges, its goods and every claim behind them."""
    panels.title(
        say("Trade"),
        say(
            "Trade of two partners as either side publishes it, the one figure picked for each year and why, and the pledges it is held against."
        ),
    )
    question = ask(TradeQuestion)
    trade = cached.answer(find_trade, question)
    sides, names = question.pair.split("-"), cached.derived("names", country_names)

    panels.figure(
        lambda look: trade_lines(trade.frame(), trade.picks(), sides, look), trade, question, key="trade-lines"
    )

    panels.section(
        say("Pledges and pace"),
        say("What was promised, by whom, and the growth it would take from the last known figure."),
    )
    aim = ask(TargetsQuestion, hidden=("pair", "measure"))
    targets = cached.answer(find_targets, aim)
    pledges = targets.frame()[targets.frame()["flow"].eq(question.flow)]
    panels.figure(
        lambda look: target_paths(trade.picks(), pledges, look),
        targets,
        (question, aim),
        key="pledge-paths",
        rows=pledges,
    )
    panels.table(
        targets.revisions(), targets, aim, key="pledge-history", caption=say("Every announcement, by whom and when")
    )

    panels.section(
        say("Both sides of the mirror"), say("The exporter's figure and the importer's for the same flow and year.")
    )
    panels.figure(
        lambda look: mirror_dots(trade.gaps(), question.flow, names, look),
        trade,
        question,
        key="mirror",
        rows=trade.gaps(),
        bare=True,
    )

    panels.section(say("Goods and claims"))
    panels.table(
        trade.commodities(), trade, question, key="goods", caption=say("Published figures for groups of goods")
    )
    panels.table(
        trade.claims(), trade, question, key="claims", caption=say("Every claim and yearly figure, and how it is used")
    )
    link_to("sources", say("Search all claims about this pair"), {"pair": question.pair}, icon=":material/search:")
