"""Ten thousand simulated years of closures: what they cost present freight, and which gates matter most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.model.flow.shipments import Least, Level, Shipments, describe_least, list_shipments, take_ways
from dashboard.model.hazards.draws import Draws, draw_years
from dashboard.model.hazards.engines import Engine, Progress, go_on
from dashboard.model.hazards.gates import FIRST_DAY, Rates, estimate_rates
from dashboard.model.hazards.risk_sentences import (
    SAVED_UNITS,
    describe_gates,
    describe_pairs,
    describe_spread,
    measure_words,
    unit_words,
)
from dashboard.model.hazards.sweeps import MEASURES, WORST, Measure, Run, Spread, sweep_draws
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.kernels import Floats
from dashboard.model.world.scenario import ScenarioError, last_known_day
from dashboard.model.world.states import StateQuestion, world_of
from dashboard.model.world.worlds import World
from dashboard.text import say
from dashboard.text.formats import format_amount, format_date, format_number

_UNIT = "Mt/yr"
_MOST_DRAWS = 100_000
"""Years at most: beyond them the memory grows and the answer does not change."""

_HALF = 0.5
_QUANTILES = {"p05": 0.05, "p50": 0.5, "p95": 0.95}


class RiskQuestionError(ScenarioError):
    """A sweep that cannot be asked for; the message is one sentence for the visitor."""


@dataclass(frozen=True)
class RiskQuestion:
    """What closures do to present freight in simulated years, in a scenario that is given beside it.

    Attributes
    ----------
    draws
        Years simulated.
    seed
        Seed they are all drawn from.
    least
        What each shipment makes least.
    worst_by
        Measure by which the worst years are found, and gates ordered: tonnes without a way, hours lost, dollars
        lost, or dollars with the hours at their worth.
    rates
        Rates that the reader sets, as ``IRCKT-TMSRK/rail=0.5/30`` (closures a year, days).
    level
        Column of `demands` that weighs the shipments.
    """

    draws: int = 10_000
    seed: int = 1
    least: Least = "generalised"
    worst_by: Measure = "generalised"
    rates: tuple[str, ...] = ()
    level: Level = "mt_per_year"


@dataclass(frozen=True, eq=False)
class RiskAnswer:
    """Spread of delay, cost and unserved tonnes over the simulated years, and the gates that matter most."""

    question: RiskQuestion
    world: World
    shipments: Shipments
    rates: Rates
    draws: Draws
    spread: Spread

    def frame(self) -> pd.DataFrame:
        """Return the spread over the years: one row for all freight, each corridor and each shipment, and measure."""
        return self._frame

    @cached_property
    def _frame(self) -> pd.DataFrame:
        groups = [("all", "all", say("all present freight"), np.arange(self.shipments.count))]
        corridors = members_of_corridors(self.world, self.shipments, self.question.least)
        names = dict(
            zip(*(self.world.compiled.frames.corridors[c].tolist() for c in ("corridor_id", "name")), strict=True)
        )
        groups += [("corridor", name, names[name], members) for name, members in corridors.items()]
        ids = self.shipments.rows["demand_id"].tolist()
        groups += [("pair", ids[i], title, np.array([i])) for i, title in enumerate(self.shipments.titles)]
        rows = [row for group in groups for row in self._spread_of(*group)]
        return pd.DataFrame(rows, columns=list(_COLUMNS))

    def _spread_of(self, scope: str, name: str, title: str, members: npt.NDArray[np.intp]) -> list[dict[str, object]]:
        """Return the spread of the measures over the years for some shipments."""
        mt = float(self.shipments.mt[members].sum())
        rows = []
        for column, measure in enumerate(MEASURES):
            years = self.spread.by_year[members, :, column].sum(axis=0)
            per = years if measure == "unserved" else years / mt if mt > 0 else np.full_like(years, np.nan)
            rows.append(
                {
                    "scope": scope, "name": name, "title": title, "mt_per_year": mt, "measure": measure,
                    "unit": _UNITS[measure],
                    "mean": float(per.mean()),
                    **{label: float(np.quantile(per, at)) for label, at in _QUANTILES.items()},
                    "worst_twentieth": worst_mean(per),
                    "years_touched": float((np.abs(years) > 1e-9).mean()),
                }
            )  # fmt: skip
        return rows

    def years(self) -> pd.DataFrame:
        """Return one row a simulated year: the measures for all freight, and whether it is one of the worst."""
        total = self.spread.by_year.sum(axis=0)
        worst = np.zeros(self.draws.years, np.bool_)
        worst[self.spread.worst] = True
        return pd.DataFrame(
            {
                "year": np.arange(self.draws.years), "unserved_mt": total[:, 0], "million_tonne_hours": total[:, 1],
                "million_usd": total[:, 2], "million_usd_with_time": total[:, 3], "worst_twentieth": worst,
            }
        )  # fmt: skip

    def spread_of(self, measure: Measure, scope: str = "corridor") -> pd.DataFrame:
        """Return the spread of one measure: all freight and every corridor, or every pair, the greatest mean first.

        `freight` is what the row is about, `years_touched_pct` the percent of years in which anything changes for it.
        """
        frame = self._frame[self._frame["measure"].eq(measure)]
        rows = frame[frame["scope"].eq(scope)].sort_values(["mean", "name"], ascending=[False, True])
        whole = frame[frame["scope"].eq("all")] if scope == "corridor" else frame.iloc[:0]
        both = pd.concat([whole, rows], ignore_index=True).rename(columns={"title": "freight"})
        return both.assign(years_touched_pct=100 * both["years_touched"])

    def spread_sentence(self, measure: Measure) -> str:
        """Return the corridor on which an average year is worst, and that on which a bad one is."""
        return describe_spread(self.spread_of(measure), measure)

    def pairs_sentence(self, measure: Measure) -> str:
        """Return which of the pairs loses most."""
        return describe_pairs(self.spread_of(measure, "pair"), measure)

    def spread_subtitle(self, measure: Measure) -> str:
        """Return what is spread, in which unit."""
        return say("{unit}; {rest}", unit=unit_words(measure), rest=self.subtitle())

    def unit(self, measure: Measure) -> str:
        """Return the unit of a measure."""
        return _UNITS[measure]

    def measures(self) -> dict[Measure, str]:
        """Return the names of the measures."""
        return measure_words()

    def gates_sentence(self) -> str:
        """Return what would be saved if the gate that matters most never shut."""
        return describe_gates(self.gates(), self.saved_column(), self.question.worst_by)

    def saved_column(self) -> str:
        """Return the column of `gates` by which they are ordered."""
        return f"saved_{_SAVED[MEASURES.index(self.question.worst_by)]}"

    def saved_unit(self) -> str:
        """Return the unit of that column, of which it holds millions."""
        return SAVED_UNITS[self.question.worst_by]

    def rates_sentence(self) -> str:
        """Return how many closures the rates rest on."""
        counts = self.rates.counts
        return say(
            "The rates rest on {total} closures in {years} years; {none} of {all} gates have none on record.",
            total=int(counts.sum()), years=format_number(self.rates.years, 2), none=int((counts == 0).sum()),
            all=counts.size,
        )  # fmt: skip

    def gates(self) -> pd.DataFrame:
        """Return one row a gate: what would be saved a year if it never shut, on average and in the worst years.

        Best first by the measure asked for; gates whose closures change nothing are left out.
        """
        column = MEASURES.index(self.question.worst_by)
        gates = self.rates.gates.items
        saved, worst = self.spread.saved, self.spread.saved_in_worst
        frame = pd.DataFrame(
            {
                "gate": [gate.name for gate in gates],
                "title": [gate.title for gate in gates],
                "kind": [gate.kind for gate in gates],
                "link_ids": [";".join(self.world.compiled.link_ids[n] for n in gate.links) for gate in gates],
                "closures_per_year": self.rates.per_year,
                **{f"saved_{name}": saved[:, i] for i, name in enumerate(_SAVED)},
                **{f"worst_saved_{name}": worst[:, i] for i, name in enumerate(_SAVED)},
            }
        )
        touched = np.flatnonzero((np.abs(saved) > 1e-9).any(axis=1))
        frame = frame.iloc[touched]
        by = [f"saved_{_SAVED[column]}", "gate"]
        return frame.sort_values(by, ascending=[False, True], ignore_index=True)

    def closure_rates(self) -> pd.DataFrame:
        """Return one row a gate, the highest rate first: closures known, rate with range, mean length, basis."""
        return self.rates.frame().sort_values(["closures_per_year", "gate"], ascending=[False, True], ignore_index=True)

    def sentence(self) -> str:
        """Return what an average and a bad year cost, and the gate that matters most."""
        total = self.spread.by_year.sum(axis=0)
        text = say(
            "In an average year closures would cost present freight {mean}, in the worst twentieth of years {worst}.",
            mean=format_amount(1e6 * float(total[:, -1].mean()), "USD"),
            worst=format_amount(1e6 * float(total[self.spread.worst, -1].mean()), "USD"),
        )  # fmt: skip
        unserved = 1e6 * float(total[:, 0].mean())
        if unserved >= _SOME_TONNES:
            text += " " + say("On average {amount} a year would find no way.", amount=format_amount(unserved, "t", 2))
        return f"{text} {self.gates_sentence()}"

    def subtitle(self) -> str:
        """Return what was drawn and in which scenario."""
        return say(
            "{draws} simulated years from seed {seed}, {amount} of present freight, network of {date}; {least}",
            draws=format_number(self.draws.years), seed=self.question.seed,
            amount=format_amount(float(self.shipments.mt.sum()), _UNIT),
            date=format_date(self.world.scenario.date), least=describe_least(self.world, self.question.least),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return method, caveats and what is left out."""
        words = {
            "unserved": say("tonnes without a way"),
            "hours": say("hours lost"),
            "cost": say("dollars lost"),
            "generalised": say("dollars lost, hours at their worth included"),
        }
        return (
            say("Result of a model: present freight in made-up years, not a forecast of any year."),
            say("A gate is a crossing by rail or by road, a port, a strait or a canal. Gates are drawn independently; "
                "events that shut many at once, as wars do, are worse than shown."),
            say("While a gate is shut freight takes the best way left and does not wait; capacity does not count."),
            say("A closure may send freight on a quicker, dearer way or the reverse: hours or dollars can fall."),
            say("The worst twentieth of years are each row's own in a spread; for gates they are those with the most "
                "{measure}.", measure=words[self.question.worst_by]),
            say("A freight belongs to a corridor if half of its undisturbed way runs on the corridor's links."),
        )  # fmt: skip

    def rates_subtitle(self) -> str:
        """Return what the rates are."""
        return say(
            "Closures a year of each gate, from {first} to {last}", first=format_date(FIRST_DAY),
            last=format_date(last_known_day(self.world.compiled.frames)),
        )  # fmt: skip

    def rates_notes(self) -> tuple[str, ...]:
        """Return how rates and lengths are estimated, how few closures they rest on, and what the reader set."""
        known = int((self.rates.counts > 0).sum())
        notes = [
            say(
                "A small sample: {total} closures at {known} of {all} gates since 2019. Each rate is drawn towards the "
                "mean of its kind (gamma–Poisson), so that none is zero; the range holds it with 90 percent.",
                total=int(self.rates.counts.sum()), known=known, all=self.rates.counts.size,
            ),
            say("Lengths are those of a gate's own closures where it has three or more, else those of its kind."),
            say("Closures that overlap count once; an event that is known from one weak source does not count."),
        ]  # fmt: skip
        if self.rates.set_by_reader.any():
            names = say_list(
                g.title for g, mine in zip(self.rates.gates.items, self.rates.set_by_reader, strict=True) if mine
            )
            notes.append(say("Rates set by the reader: {names}.", names=names))
        return tuple(notes)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the events behind the rates."""
        used = {event for ids in self.rates.event_ids for event in ids}
        table = self.world.compiled.frames.events
        return distinct_ids(table.loc[table["event_id"].isin(used), "source_ids"])


_SOME_TONNES = 100.0
_SAVED = ("unserved_mt", "million_tonne_hours", "million_usd", "million_usd_with_time")
_UNITS = {"unserved": "Mt/yr", "hours": "hour", "cost": "USD/t", "generalised": "USD/t"}
_COLUMNS = (
    "scope", "name", "title", "mt_per_year", "measure", "unit", "mean", "p05", "p50", "p95", "worst_twentieth",
    "years_touched",
)  # fmt: skip


def worst_mean(values: Floats) -> float:
    """Return the mean of the greatest twentieth of some values, of one at least."""
    count = max(1, round(WORST * values.size))
    return float(np.partition(values, values.size - count)[values.size - count :].mean())


def members_of_corridors(world: World, shipments: Shipments, least: Least) -> dict[str, npt.NDArray[np.intp]]:
    """Return the shipments of each corridor: those of whose best way half or more runs on its links."""
    compiled = world.compiled
    taken = take_ways(world, shipments, least)
    table = compiled.frames.corridor_links
    found = {}
    for corridor, ids in table.groupby("corridor_id", sort=True)["link_id"]:
        mine = np.isin(compiled.link, [compiled.link_index[link] for link in ids if link in compiled.link_index])
        shares = [
            compiled.length_km[way][mine[way]].sum() / compiled.length_km[way].sum() if way.size else 0.0
            for way in taken.ways
        ]
        members = np.flatnonzero(np.array(shares) >= _HALF)
        if members.size:
            found[str(corridor)] = members
    return found


def find_risks_in_state(
    compiled: Compiled, asked: tuple[RiskQuestion, StateQuestion], progress: Progress
) -> RiskAnswer:
    """Return what closures do in a state of the world that a page asks for, in this process; see `find_risks`."""
    return find_risks(world_of(compiled, asked[1]), asked[0], progress=progress)


def find_risks(
    world: World, question: RiskQuestion, engine: Engine | None = None, progress: Progress = go_on
) -> RiskAnswer:
    """Return what closures do to present freight in simulated years.

    All years are drawn from one seed before anything is split, and every shipment is evaluated by itself, so that the
    numbers do not depend on the engine.

    Parameters
    ----------
    engine
        Where the shipments are evaluated; in this process if None.
    progress
        Called after each part with the parts done and all parts; return False to stop.

    Raises
    ------
    RiskQuestionError, RateError
        If the question makes no sense.
    EngineError
        If the engine cannot be used.
    StoppedError
        If `progress` stopped it.
    """
    _check(question)
    compiled = world.compiled
    rates = estimate_rates(compiled, question.rates)
    draws = draw_years(rates, question.draws, question.seed)
    shipments = list_shipments(compiled, question.level)
    run = Run(engine or Engine(), progress)
    spread = sweep_draws((world, shipments, question.least), draws, MEASURES.index(question.worst_by), run)
    return RiskAnswer(question, world, shipments, rates, draws, spread)


def _check(question: RiskQuestion) -> None:
    """Raise for a sweep that makes no sense."""
    if not 1 <= question.draws <= _MOST_DRAWS:
        raise RiskQuestionError(
            say("Ask for 1 to {most} years, not for {draws}.", most=format_number(_MOST_DRAWS), draws=question.draws)
        )
    if question.seed < 0:
        raise RiskQuestionError(say("A seed is a whole number from 0 up, not {seed}.", seed=question.seed))
    if question.worst_by not in MEASURES:
        raise RiskQuestionError(
            say("“{name}” is not a measure. There are: {known}.", name=question.worst_by, known=", ".join(MEASURES))
        )
