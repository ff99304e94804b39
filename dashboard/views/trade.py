"""Trade of two partners: what either side says, the pick of each year, the pledges, and where figures disagree."""

from dashboard.figures.pledge_paths import target_paths
from dashboard.figures.series import mirror_dots, trade_lines
from dashboard.model.phrases import country_names
from dashboard.model.questions import TargetsQuestion, TradeQuestion
from dashboard.model.records.corridor_rows import conflict_rows
from dashboard.model.records.pledges import find_targets
from dashboard.model.records.row_sentences import (
    DISPUTE_COLUMNS,
    name_sides,
    say_announcements,
    say_claims,
    say_disputes,
    say_goods,
)
from dashboard.model.records.trade import find_trade
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to

_LINES: tuple[str, ...] = (
    "label",
    "year_label",
    "value",
    "unit",
    "qualifier",
    "grade",
    "estimated",
    "doubt",
    "reason",
    "claim_ids",
    "source_ids",
)
_PLEDGES: tuple[str, ...] = (
    "target_id",
    "value",
    "value_high",
    "unit",
    "by_year",
    "announced",
    "announced_by",
    "official_status",
)
_PLEDGES += ("evidence", "lateness", "required_growth_pct", "pace_growth_pct", "reached_text", "doubt", "source_ids")
_HISTORY: tuple[str, ...] = (
    "target_id",
    "value",
    "value_high",
    "unit",
    "by_year",
    "announced",
    "announced_by",
    "official_status",
)
_HISTORY += ("revises", "doubt", "source_id")
_GAPS: tuple[str, ...] = (
    "flow",
    "year",
    "side_a",
    "value_a",
    "side_b",
    "value_b",
    "unit",
    "gap",
    "ratio",
    "reason",
    "source_ids",
)
_CLAIMS: tuple[str, ...] = (
    "claim_id",
    "table",
    "reporter",
    "flow",
    "kind",
    "value",
    "unit",
    "period",
    "basis",
    "qualifier",
    "use",
    "doubt",
    "source_id",
)
_GOODS: tuple[str, ...] = (
    "commodity",
    "flow",
    "reporter_iso3",
    "value",
    "unit",
    "share_pct",
    "period_start",
    "period_end",
    "calendar",
    "source_id",
)


def page() -> None:
    """Ask for a pair, show its trade from both sides, its pledges, its goods and every claim behind them."""
    panels.title(
        say("Trade"),
        say(
            "Trade of two partners as either side publishes it, the figure picked for each year, "
            "and the pledges it is held against."
        ),
    )
    question = ask(TradeQuestion)
    trade = cached.answer(find_trade, question)
    sides, names = question.pair.split("-"), cached.derived("names", country_names)
    panels.figure(
        lambda look: trade_lines(trade.frame(), trade.picks(), sides, look),
        trade,
        question,
        key="lines",
        columns=_LINES,
    )

    panels.section(
        say("Pledges and pace"),
        say("What was promised, by whom, and the growth it would take from the last known figure."),
    )
    aim = ask(TargetsQuestion, hidden=("pair", "measure"))
    targets = cached.answer(find_targets, aim)
    pledges = panels.part(
        targets, targets.sentence(), lambda: targets.frame()[targets.frame()["flow"].eq(question.flow)]
    )
    panels.figure(
        lambda look: target_paths(trade.picks(), pledges.frame(), look),
        pledges,
        (question, aim),
        key="pledges",
        columns=_PLEDGES,
    )
    history = panels.part(targets, say_announcements(targets.revisions()), targets.revisions)
    panels.table(history, aim, key="history", columns=_HISTORY)

    panels.section(say("Both sides of the mirror"))
    mirror = trade.mirror()
    panels.figure(lambda look: mirror_dots(mirror.frame(), names, look), mirror, question, key="mirror", columns=_GAPS)

    panels.section(say("Goods, disputes and claims"))
    goods = panels.part(
        trade, say_goods(trade.commodities()), lambda: name_sides(trade.commodities(), names, question.pair)
    )
    panels.table(goods, question, key="goods", columns=_GOODS)
    apart = conflict_rows(cached.frames(), trade.claims()["claim_id"])
    panels.table(
        panels.part(trade, say_disputes(apart), lambda: apart), question, key="disputes", columns=DISPUTE_COLUMNS
    )
    claims = panels.part(trade, say_claims(trade.claims()), lambda: name_sides(trade.claims(), names, question.pair))
    panels.table(claims, question, key="claims", columns=_CLAIMS)
    link_to("sources", say("All claims about this pair"), {"pair": question.pair}, icon=":material/search:")
