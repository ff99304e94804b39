"""The three sentences asked for first: is trade on its way, can the corridor carry it, what is shut."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from corridor_data.load import Frames, split_ids
from dashboard.model.answers import Answer
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.questions import CorridorQuestion, OverviewQuestion, TargetsQuestion, TradeQuestion
from dashboard.model.records.corridor_rows import event_rows
from dashboard.model.records.corridors import find_corridor
from dashboard.model.records.outlooks import say_outlook
from dashboard.model.records.pledges import TargetsAnswer, find_targets
from dashboard.model.records.promises import PromiseAnswer, compare_promises
from dashboard.model.records.readings import number_of, records
from dashboard.model.records.trade import TradeAnswer, find_trade
from dashboard.model.world.scenario import last_known_day
from dashboard.text import say, say_number
from dashboard.text.formats import format_date, format_partial_date

PACE_COLUMNS = ("series", "year", "value", "unit", "label", "estimated", "claim_ids", "source_ids")


@dataclass(frozen=True, eq=False)
class PaceAnswer:
    """Trade of a pair against its headline pledge."""

    trade: TradeAnswer
    targets: TargetsAnswer

    def frame(self) -> pd.DataFrame:
        """Return known years, the past pace drawn on, and the growth the pledge needs, one row a series and year.

        ``series`` is ``known``, ``pace``, ``needed`` or ``pledge``. The drawn-on rows are no forecast.
        """
        known, row = self.trade.picks(), self._headline()
        calendar = (row.get("level_calendar") if row else None) or "gregorian"
        years = records(known[known["calendar"] == calendar])
        rows: list[dict[str, object]] = [{**year, "series": "known", "label": year["year_label"]} for year in years]
        rows += _drawn_on(row, self.targets.question.window) if row else []
        frame = pd.DataFrame(rows, columns=list(PACE_COLUMNS))
        return frame.astype({"year": "Int64", "value": "float64"})

    def sentence(self) -> str:
        """Return the last known level, the pledge, and whether the pace would do."""
        row = self._headline()
        return say_outlook(row, self.targets.question.window) if row else self.trade.sentence()

    def subtitle(self) -> str:
        """Return measure, partners and years."""
        return self.trade.subtitle()

    def notes(self) -> tuple[str, ...]:
        """Return how pace is told."""
        return self.targets.notes()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the years shown and of the pledge."""
        row = self._headline()
        return distinct_ids(self.trade.picks()["source_ids"], [row["source_ids"]] if row else [])

    def _headline(self) -> dict[str, object] | None:
        return self.targets.headline() if len(self.targets.frame()) else None


def _drawn_on(row: Mapping[str, object], window: int) -> list[dict[str, object]]:
    """Return the years after the last known one at the past pace and at the growth needed, and the pledge itself."""
    level, first, target, due = number_of(row["level"]), row["level_year"], number_of(row["value"]), row["by_year"]
    if math.isnan(level) or not isinstance(first, int):
        return []
    end = due if isinstance(due, int) and due > first else first + window
    pace = 1 + number_of(row["pace_growth_pct"]) / 100
    years = range(first, end + 1)
    lines = {
        "pace": {year: level * pace ** (year - first) for year in years},
        "needed": {year: level * (target / level) ** ((year - first) / (end - first)) for year in years},
    }
    shared = {"unit": row["unit"], "label": "", "estimated": True, "source_ids": row["source_ids"]}
    pledge = {**shared, "series": "pledge", "year": due, "value": target, "claim_ids": row["target_id"]}
    drawn = [
        {**shared, "series": series, "year": year, "value": value, "claim_ids": ""}
        for series, line in lines.items()
        for year, value in line.items()
        if not math.isnan(value)
    ]
    return [*drawn, pledge]


@dataclass(frozen=True, eq=False)
class ShutAnswer:
    """What is shut or restricted on a day."""

    date: dt.date
    events: pd.DataFrame = field(repr=False)

    def frame(self) -> pd.DataFrame:
        """Return the closures and restrictions on at the day that change the standing of links, the worst first."""
        shut = self.events[self.events["severity"].isin(("closed", "restricted")) & self.events["applied"]]
        links = [len(split_ids(cell)) for cell in shut["link_ids"].tolist()]
        return shut.assign(links=pd.Series(links, index=shut.index, dtype="int64")).reset_index(drop=True)

    def sentence(self) -> str:
        """Return how many are closed and restricted, then which, since when."""
        frame, day = self.frame(), format_date(self.date)
        if frame.empty:
            return say("As known on {day}, nothing is shut or restricted.", day=day)
        counts = frame["severity"].value_counts()
        told = [
            say_number("{count} closure", "{count} closures", int(counts.get("closed", 0))),
            say_number("{count} restriction", "{count} restrictions", int(counts.get("restricted", 0))),
        ]
        named = [
            say("{what} (since {since})", what=row["name"], since=format_partial_date(str(row["start"])))
            for row in records(frame)
        ]
        head = say("{counts} of freight in force, as known on {day}.", counts=say_list(told), day=day)
        return f"{head} {'; '.join(named)}."

    def subtitle(self) -> str:
        """Return what counts and the day."""
        return say(
            "Closures and restrictions of freight in force, newest evidence up to {day}", day=format_date(self.date)
        )

    def notes(self) -> tuple[str, ...]:
        """Return that the state is the last known one, and what is listed elsewhere."""
        other = self.events[self.events["severity"].isin(("closed", "restricted")) & ~self.events["applied"]]
        notes = [say("Nothing dated later is known; the state may have changed since.")]
        if len(other):
            notes.append(
                say_number(
                    "{count} more report, weak or about payments and law, changes no link.",
                    "{count} more reports, weak or about payments and law, change no link.",
                    len(other),
                )
            )
        return tuple(notes)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the events."""
        return distinct_ids(self.frame()["source_ids"])


@dataclass(frozen=True, eq=False)
class OverviewAnswer:
    """The three answers of the first page; `find_overview` makes it."""

    question: OverviewQuestion
    pace: PaceAnswer
    promises: PromiseAnswer
    shut: ShutAnswer

    def answers(self) -> tuple[Answer, Answer, Answer]:
        """Return trade against its pledge, the corridor against its promises, and what is shut."""
        return (self.pace, self.promises, self.shut)

    def frame(self) -> pd.DataFrame:
        """Return the three sentences, one row each."""
        return pd.DataFrame({"sentence": [answer.sentence() for answer in self.answers()]})

    def sentence(self) -> str:
        """Return the three sentences."""
        return " ".join(self.frame()["sentence"])

    def subtitle(self) -> str:
        """Return the day looked at."""
        return say("As known on {day}", day=format_date(self.shut.date))

    def notes(self) -> tuple[str, ...]:
        """Return the notes of all three, each once."""
        return tuple(dict.fromkeys(note for answer in self.answers() for note in answer.notes()))

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of all three."""
        return distinct_ids(item for answer in self.answers() for item in answer.source_ids)


def find_overview(frames: Frames, question: OverviewQuestion) -> OverviewAnswer:
    """Return the three answers of the first page.

    Raises
    ------
    UnknownPairError, UnknownCorridorError
        If the pair or the corridor is not known.
    """
    date = question.date or last_known_day(frames)
    corridor = find_corridor(frames, CorridorQuestion(corridor=question.corridor, date=date))
    return OverviewAnswer(
        question=question,
        pace=PaceAnswer(
            trade=find_trade(frames, TradeQuestion(pair=question.pair)),
            targets=find_targets(frames, TargetsQuestion(pair=question.pair)),
        ),
        promises=compare_promises(corridor),
        shut=ShutAnswer(date, event_rows(frames, date, (), ())),
    )
