"""Headlines of the tables under a corridor or a pair: how many rows, what stands out; and what they show first."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import pandas as pd

from dashboard.model.phrases import name_pair, say_list
from dashboard.text import say, say_number
from dashboard.text.formats import format_amount, format_date, format_iranian_year, format_number, format_partial_date

FACT_COLUMNS = (
    "fact_id", "subject", "measure", "kind", "value", "unit", "period", "qualifier", "basis", "doubt", "source_id",
)  # fmt: skip
EVENT_COLUMNS = (
    "event_id", "name", "severity", "start", "end", "as_of", "cause", "effect", "grade", "doubt", "source_ids",
)  # fmt: skip
DISPUTE_COLUMNS = (
    "topic", "lowest", "highest", "unit", "reason", "suggested_use", "statements", "row_ids", "source_ids",
)  # fmt: skip
_NAMED = 3  # events named in a headline; the table has all
_BUILT = ["completed", "under_construction"]
_SIDES = ("reporter", "reporter_iso3", "side_a", "side_b")


def say_targets(targets: pd.DataFrame, name: str) -> str:
    """Return how many targets are published for a corridor and its links, and for how many the year is past."""
    if targets.empty:
        return say("No target is published for {name}.", name=name)
    head = say_number(
        "{count} target is published for {name} and its links.",
        "{count} targets are published for {name} and its links.",
        len(targets),
        name=name,
    )
    past = int(targets["kind"].eq("expired_target").sum())
    if not past:
        return head
    return f"{head} {say_number('The year of {count} is past.', 'The years of {count} are past.', past)}"


def say_projects(projects: pd.DataFrame, name: str) -> str:
    """Return how many projects are announced for a corridor and its links, and how many are done or being built."""
    if projects.empty:
        return say("No project is published for {name}.", name=name)
    named = projects.assign(project=projects["project"].fillna("").where(projects["project"].ne(""), projects["name"]))
    stages = named.sort_values("said_on").drop_duplicates("project", keep="last")["stage"]
    done, built = (int(stages.eq(stage).sum()) for stage in _BUILT)
    parts = [say_number("{count} is done", "{count} are done", done)] if done else []
    parts += [say_number("{count} is being built", "{count} are being built", built)] if built else []
    parts += [say("{count} neither", count=len(stages) - done - built)] if len(stages) > done + built else []
    head = say_number("{count} project bears on {name}:", "{count} projects bear on {name}:", len(stages), name=name)
    return f"{head} {say_list(parts)}."


def say_events(events: pd.DataFrame, day: dt.date) -> str:
    """Return how many events are in force on a day, the worst by name."""
    when = format_date(day)
    if events.empty:
        return say("No event is in force on {day}.", day=when)
    named = list(events["name"].head(_NAMED))
    rest = len(events) - len(named)
    listed = "; ".join(named) + (say_number("; {count} more", "; {count} more", rest) if rest else "")
    head = say_number(
        "{count} event is in force on {day}:", "{count} events are in force on {day}:", len(events), day=when
    )
    return f"{head} {listed}."


def say_facts(facts: pd.DataFrame, name: str) -> str:
    """Return how many published figures speak of a corridor and its links, and how many are in doubt."""
    if facts.empty:
        return say("No figure is published for {name}.", name=name)
    head = say_number(
        "{count} published figure speaks of {name} and its links.",
        "{count} published figures speak of {name} and its links.",
        len(facts),
        name=name,
    )
    doubtful = int(facts["doubt"].fillna("").ne("").sum())
    if not doubtful:
        return head
    return f"{head} {say_number('{count} is in doubt.', '{count} are in doubt.', doubtful)}"


def say_disputes(conflicts: pd.DataFrame) -> str:
    """Return on how many points sources disagree, and by how much where the most."""
    if conflicts.empty:
        return say("The sources here do not disagree.")
    head = say_number("Sources disagree on {count} point.", "Sources disagree on {count} points.", len(conflicts))
    widest = conflicts.dropna(subset=["lowest", "highest", "spread_pct"]).head(1)
    for row in widest.to_dict("records"):
        tail = say(
            "The widest gap is {low} to {high}: {topic}.",
            low=format_amount(row["lowest"], row["unit"]),
            high=format_amount(row["highest"], row["unit"]),
            topic=row["topic"],
        )
        return f"{head} {tail}"
    return head


def say_journeys(journeys: pd.DataFrame, name: str) -> str:
    """Return how many published journeys run along a corridor, and how long they take."""
    if journeys.empty:
        return say("No journey along {name} is published.", name=name)
    head = say_number(
        "{count} published journey runs along {name}.",
        "{count} published journeys run along {name}.",
        len(journeys),
        name=name,
    )
    days = pd.concat([journeys["days_min"], journeys["days_max"]]).dropna()
    if days.empty:
        return head
    low, high = (format_number(float(end)) for end in (days.min(), days.max()))
    return f"{head} {say('They take {low} to {high} days.', low=low, high=high)}"


def say_announcements(revisions: pd.DataFrame) -> str:
    """Return how many announcements there were, and from when to when."""
    if revisions.empty:
        return say("No pledge is known.")
    said = revisions["announced"].fillna("").astype(str)
    said = said[said.ne("")].sort_values()
    head = say_number("{count} announcement is known.", "{count} announcements are known.", len(revisions))
    if said.empty or said.iloc[0] == said.iloc[-1]:
        return head
    first, last = format_partial_date(said.iloc[0]), format_partial_date(said.iloc[-1])
    return f"{head} {say('The first is of {first}, the last of {last}.', first=first, last=last)}"


def say_goods(goods: pd.DataFrame) -> str:
    """Return how many figures are published for groups of goods, and for which."""
    if goods.empty:
        return say("No figure for a group of goods is known.")
    named = goods["commodity"].value_counts().index.astype(str).str.replace("_", " ").tolist()
    return say_number(
        "{count} figure is published for groups of goods: {goods}.",
        "{count} figures are published for groups of goods, most for {goods}.",
        len(goods),
        goods=say_list(named[:_NAMED]),
    )


def say_claims(claims: pd.DataFrame) -> str:
    """Return how many claims there are, and how many of them were picked for their year."""
    if claims.empty:
        return say("No claim is known.")
    picked = int(claims["picked"].sum())
    return say_number(
        "{count} claim is known; picked for its year: {picked}.",
        "{count} claims are known; {picked} of them are picked for their year.",
        len(claims),
        picked=picked,
    )


def name_sides(rows: pd.DataFrame, names: Mapping[str, str], pair: str) -> pd.DataFrame:
    """Return rows about a pair with flows and sides by name; the argument is not changed."""
    first, second = (names.get(code, code) for code in pair.split("-"))
    flows = {
        "turnover": say("both directions"),
        "exports_a_to_b": say("{first} to {second}", first=first, second=second),
        "exports_b_to_a": say("{first} to {second}", first=second, second=first),
    }
    sides = {column: rows[column].map(lambda code: names.get(code, code)) for column in _SIDES if column in rows}
    return rows.assign(flow=rows["flow"].map(lambda flow: flows.get(flow, flow)), **sides)


def say_topic(names: Mapping[str, str], topic: str, unit: str) -> str:
    """Return what sources disagree about in words, from the topic as the table writes it.

    Examples
    --------
    >>> say_topic({"IRN": "Iran", "KAZ": "Kazakhstan"}, "IRN-KAZ, IRN to KAZ, value, non oil, ir1400, USD", "USD")
    'Iran to Kazakhstan, non oil, 1400 (Mar 2021–Mar 2022)'
    >>> say_topic({}, "Aktau, capacity, design capacity, undated, t/yr", "t/yr")
    'Aktau, design capacity'
    """
    said: list[str] = []
    for part in _topic_parts(names, topic.split(", "), unit):
        if said and part.endswith(said[-1]):
            said[-1] = part
        else:
            said.append(part)
    return ", ".join(said)


def _topic_parts(names: Mapping[str, str], parts: list[str], unit: str) -> Iterator[str]:
    """Yield the parts of a topic that say something, in words."""
    directed = any(re.fullmatch(r"[A-Z]{3,4} to [A-Z]{3,4}", part) for part in parts)
    for part in parts:
        if part in {unit, "value", "total", "undated"}:
            continue
        if re.fullmatch(r"[A-Z]{3,4}-[A-Z]{3,4}", part):
            if not directed:
                yield name_pair(names, part)
        elif re.fullmatch(r"[A-Z]{3,4} to [A-Z]{3,4}", part):
            first, second = part.split(" to ")
            yield say("{first} to {second}", first=names.get(first, first), second=names.get(second, second))
        elif re.fullmatch(r"ir[0-9]{4}", part):
            yield format_iranian_year(int(part[2:]))
        elif ".." in part:
            yield say("{first} to {last}", first=part.split("..")[0], last=part.split("..")[1])
        else:
            yield say("both directions") if part == "turnover" else part
