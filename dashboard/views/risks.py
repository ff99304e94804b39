"""Simulated years of closures: what an average and a bad year cost, and which gates matter most."""

from functools import partial

from dashboard.figures.spreads import rate_dots, saving_bars, spread_dots
from dashboard.model.hazards.risks import RiskQuestion, find_risks_in_state
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.states import StateQuestion
from dashboard.text import say
from dashboard.ui import panels
from dashboard.ui.controls import ask
from dashboard.ui.fields import MORE_OF_STATE
from dashboard.ui.rates import ask_rates
from dashboard.ui.waiting import wait_for

_SPREAD = ("freight", "mt_per_year", "mean", "p05", "p50", "p95", "worst_twentieth", "years_touched_pct")
_GATES = ("title", "kind", "closures_per_year")
_RATES = ("title", "kind", "closures", "closures_per_year", "low", "high", "mean_days", "lengths_of", "event_ids")


def page() -> None:
    """Ask for years, rates and a state of the world; show spreads, the gates that matter, and what it rests on."""
    panels.title(
        say("Risks"),
        say("Thousands of made-up years in which crossings, ports and straits shut as often as the record says."),
    )
    question = ask(RiskQuestion, hidden=("rates",), more=("seed", "level"))
    state = ask(StateQuestion, hidden=("capacity",), more=MORE_OF_STATE)
    asked = (question, state)
    try:
        ask_rates(RiskQuestion, question.rates)
        risks = wait_for(find_risks_in_state, asked, of=compile_network, key="risks")
    except ValueError as error:
        panels.refusal(error)
        return
    if risks is None:
        return
    panels.headline(risks)

    panels.section(
        say("How far years differ"), say("By corridor, for each tonne that uses it; every pair in the table below.")
    )
    for measure, _ in panels.in_tabs(risks.measures()):
        rows, pairs = partial(risks.spread_of, measure), partial(risks.spread_of, measure, "pair")
        measured = risks.spread_subtitle(measure)
        panels.figure(
            partial(spread_dots, rows(), risks.unit(measure)),
            panels.part(risks, risks.spread_sentence(measure), rows, measured),
            asked, key=f"spread-{measure}", columns=_SPREAD,
        )  # fmt: skip
        told = panels.part(risks, risks.pairs_sentence(measure), pairs, measured)
        panels.table(told, asked, key=f"pairs-{measure}", columns=_SPREAD)

    panels.section(say("Which gates matter most"), say("What present freight would save a year if a gate never shut."))
    column = risks.saved_column()
    panels.figure(
        partial(saving_bars, risks.gates(), column, risks.saved_unit()),
        panels.part(risks, risks.gates_sentence(), risks.gates), asked,
        key="gates", columns=(*_GATES, column, f"worst_{column}"),
    )  # fmt: skip

    panels.section(say("What the rates rest on"), say("Closures on record since 2019, and what is made of so few."))
    rates = panels.part(risks, risks.rates_sentence(), risks.closure_rates, risks.rates_subtitle(), risks.rates_notes())
    panels.figure(partial(rate_dots, risks.closure_rates()), rates, asked, key="rates", columns=_RATES)
