"""The model against published journeys: its targets, every journey, every miss with its likely reason, and the fit."""

from dashboard.figures.misses import miss_ranges, parity_chart, score_bars
from dashboard.model.questions import CalibrationQuestion
from dashboard.model.validation.parities import find_parity
from dashboard.model.world.compiled import compile_network
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask
from dashboard.ui.pages import link_to


def page() -> None:
    """Show how far the model is from what was published, overall, journey by journey, and by class."""
    lead = say("How far the route model is from journeys that somebody has published, and why where it misses.")
    panels.title(say("Calibration"), lead)
    question = ask(CalibrationQuestion)
    parity = cached.answer(find_parity, question, of=compile_network)
    whole = parity.calibration
    panels.headline(whole)

    scores = panels.part(whole, parity.scores_sentence(), parity.scores)
    panels.figure(lambda look: score_bars(parity.scores(), look), scores, question, key="scores")
    panels.figure(lambda look: parity_chart(parity.frame(), look), parity, question, key="parity")
    misses = panels.part(parity, parity.misses_sentence(), parity.misses)
    panels.figure(lambda look: miss_ranges(parity.misses(), look), misses, question, key="misses")
    reasons = panels.part(parity, say("Every miss with its likely reason"), parity.misses)
    panels.table(reasons, question, key="reasons")

    panels.section(say("How the model was fitted"), say("Few factors on speed, judged by journeys they have not seen."))
    tables = {
        say("Factors on hours under way, fitted to journeys"): whole.factors,
        say("Groupings of factors that were tried; the one used is marked"): parity.groupings,
        say("Errors by mode and class of service"): parity.classes,
        say("Errors of days by the sort of statement"): parity.claims,
        say("Parameters that carry a factor: before the fit, fitted, and in the table"): whole.fitted,
        say("Journeys that could not be run, with the reason"): whole.left_out,
    }
    for number, (words, rows) in enumerate(tables.items()):
        panels.table(panels.part(whole, words, rows), question, key=f"fit-{number}")
    link_to("routes", say("Ask the model for a route"), icon=":material/route:")
