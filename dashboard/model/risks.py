"""Ten thousand simulated years of closures: what they cost present freight, and which gates matter most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.model.draws import Draws, draw_years
from dashboard.model.engines import Engine, Progress, go_on
from dashboard.model.gates import Rates, estimate_rates
from dashboard.model.phrases import distinct_ids, say_list
from dashboard.model.scenario import ScenarioError
from dashboard.model.shipments import Least, Level, Shipments, describe_least, list_shipments, take_ways
from dashboard.model.sweeps import MEASURES, Measure, Run, Spread, sweep_draws
from dashboard.model.worlds import World
from dashboard.text import say
from dashboard.text.formats import format_amount, format_date, format_number

_UNIT = "Mt/yr"
_MOST_DRAWS = 1_000_000
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
    measure
        By which the worst years are found: tonnes without a way, hours lost, dollars lost, or dollars with the hours at
        their worth.
    rates
        Rates that the reader sets, as ``IRCKT-TMSRK/rail=0.5/30`` (closures a year, days).
    level
        Column of `demands` that weighs the shipments.
    """

    draws: int = 10_000
    seed: int = 1
    least: Least = "generalised"
    measure: Measure = "generalised"
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
                    "worst_twentieth": float(per[self.spread.worst].mean()),
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

    def gates(self) -> pd.DataFrame:
        """Return one row a gate: what would be saved a year if it never shut, on average and in the worst years.

        Best first by the measure asked for; gates whose closures change nothing are left out.
        """
        column = MEASURES.index(self.question.measure)
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
        """Return one row a gate: closures known, rate with range, mean length, and where these are from."""
        return self.rates.frame()

    def sentence(self) -> str:
        """Return what an average and a bad year cost, and the gate that matters most."""
        total = self.spread.by_year.sum(axis=0)
        text = say(
            "Closures cost present freight {mean} in a mean year and {worst} in the worst twentieth.",
            mean=format_amount(1e6 * float(total[:, -1].mean()), "USD"),
            worst=format_amount(1e6 * float(total[self.spread.worst, -1].mean()), "USD"),
        )  # fmt: skip
        gates = self.gates()
        unserved = float(total[:, 0].mean())
        if unserved > 1e-3:
            text += " " + say("{amount} find no way on the mean.", amount=format_amount(unserved, _UNIT))
        if not gates.empty:
            text += " " + say("The gate that matters most is {gate}.", gate=gates["title"].iloc[0])
        return text

    def subtitle(self) -> str:
        """Return what was drawn and in which scenario."""
        return say(
            "{draws} simulated years from seed {seed}, {amount} of present freight, network of {date}; {least}",
            draws=format_number(self.draws.years), seed=self.question.seed,
            amount=format_amount(float(self.shipments.mt.sum()), _UNIT),
            date=format_date(self.world.scenario.date), least=describe_least(self.world, self.question.least),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Return method, counts, the small-sample caveat and what is left out."""
        known = int((self.rates.counts > 0).sum())
        total = int(self.rates.counts.sum())
        words = {
            "unserved": say("tonnes without a way"),
            "hours": say("hours lost"),
            "cost": say("dollars lost"),
            "generalised": say("dollars lost, hours at their worth included"),
        }
        notes = [
            say(
                "Rates from {total} closures at {known} of {all} gates in {years} years: few. "
                "Each rate is drawn towards the mean of its kind (gamma–Poisson), and its range is wide.",
                total=total, known=known, all=self.rates.counts.size, years=format_number(self.rates.years, 2),
            ),
            say("Lengths are those of a gate's own closures where it has three or more, else those of its kind."),
            say("Gates are drawn independently; events that shut many at once, as wars do, are worse than shown."),
            say("While a gate is shut freight takes the best way left and does not wait; capacity does not count."),
            say("The worst twentieth are the years with the most {measure}.", measure=words[self.question.measure]),
            say(
                "{sets} different sets of shut gates occurred; each was evaluated once for every shipment.",
                sets=format_number(len(self.draws.sets)),
            ),
            say("A freight belongs to a corridor if half of its undisturbed way runs on the corridor's links."),
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


_SAVED = ("unserved_mt", "million_tonne_hours", "million_usd", "million_usd_with_time")
_UNITS = {"unserved": "Mt/yr", "hours": "hour", "cost": "USD/t", "generalised": "USD/t"}
_COLUMNS = (
    "scope", "name", "title", "mt_per_year", "measure", "unit", "mean", "p05", "p50", "p95", "worst_twentieth",
    "years_touched",
)  # fmt: skip


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
    spread = sweep_draws((world, shipments, question.least), draws, MEASURES.index(question.measure), run)
    return RiskAnswer(question, world, shipments, rates, draws, spread)


def _check(question: RiskQuestion) -> None:
    """Raise for a sweep that makes no sense."""
    if not 1 <= question.draws <= _MOST_DRAWS:
        raise RiskQuestionError(
            say("Ask for 1 to {most} years, not for {draws}.", most=format_number(_MOST_DRAWS), draws=question.draws)
        )
    if question.seed < 0:
        raise RiskQuestionError(say("A seed is a whole number from 0 up, not {seed}.", seed=question.seed))
    if question.measure not in MEASURES:
        raise RiskQuestionError(
            say("“{name}” is not a measure. There are: {known}.", name=question.measure, known=", ".join(MEASURES))
        )
