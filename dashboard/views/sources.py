"""Every published claim, searchable across the tables, and what is known of each source."""

from dashboard.model.questions import ClaimsQuestion
from dashboard.model.records.claims import describe_source, find_claims, index_claims
from dashboard.text import say
from dashboard.ui import cached, panels
from dashboard.ui.controls import ask, turn_pages

_COLUMNS = (
    "key",
    "table",
    "subject",
    "measure",
    "value",
    "unit",
    "period",
    "qualifier",
    "doubt",
    "source_ids",
    "publisher",
)


def page() -> None:
    """Ask for words and filters, show the claims that fit and the source they rest on."""
    panels.title(
        say("Sources"),
        say(
            "Every figure of the dashboard as it was published: who said it, when, "
            "under which terms, and what else rests on it."
        ),
    )
    question = ask(ClaimsQuestion, hidden=("page",))
    claims = cached.answer(find_claims, question, of=index_claims)
    source = question.source or (claims.source_ids[0] if claims.total == 1 else "")
    if source:
        known = cached.answer(describe_source, source, of=index_claims)
        panels.headline(known)
        panels.facts(known.details())
    panels.table(claims, question, key="claims", columns=_COLUMNS, files=claims.everything)
    turn_pages(question, claims.pages)
