"""The ways that no other beats in time, cost and emissions at once, thinned for reading."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from dashboard.model.routing.exposures import find_exposures
from dashboard.model.routing.no_ways import explain_no_way
from dashboard.model.routing.route_answers import NoWay, Route
from dashboard.model.routing.route_filters import check_question, route_graph, values_by
from dashboard.model.routing.route_names import name_routes
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.route_sentences import say_days, subtitle
from dashboard.model.routing.searches import pareto_ways
from dashboard.model.routing.way_details import detail_way
from dashboard.model.world.compiled import Compiled
from dashboard.model.world.kernels import Floats, Ints
from dashboard.model.world.states import scenario_of
from dashboard.model.world.worlds import World, resolve_scenario, vectors_in
from dashboard.text import say, say_number
from dashboard.text.formats import format_number

CRITERIA = ("time", "cost", "emissions")
SHOWN = 9
"""Ways shown of a front: enough for its shape, few enough to compare."""


@dataclass(frozen=True)
class FrontAnswer:
    """The Pareto front of a question.

    Attributes
    ----------
    routes
        The ways shown, quickest first: the best in each criterion and those farthest from the ones shown before.
    points
        Every way of the front: hours, USD and kg CO2e per tonne, and the number of the way shown that stands for it.
    complete
        Whether the search came to its end; if not, ways may be missing.
    """

    question: RouteQuestion
    world: World = field(repr=False, compare=False)
    routes: tuple[Route, ...]
    points: pd.DataFrame = field(repr=False, compare=False)
    complete: bool
    no_way: NoWay | None = None

    def frame(self) -> pd.DataFrame:
        """Return every way of the front, quickest first."""
        return self.points

    def sentence(self) -> str:
        """Return how many ways no other beats, and the ends of the front."""
        if self.no_way:
            return self.no_way.sentence
        hours, usd = self.points["hours"], self.points["cost_usd_per_t"]
        return say_number(
            "{count} way is beaten by no other in time, cost and emissions at once: {quick}, USD {cheap} a tonne.",
            "{count} ways are beaten by no other in time, cost and emissions at once: {quick} to {slow}, "
            "USD {cheap} to {dear} a tonne.",
            len(self.points),
            quick=say_days(float(hours.min())),
            slow=say_days(float(hours.max())),
            cheap=format_number(round(float(usd.min()))),
            dear=format_number(round(float(usd.max()))),
        )

    def subtitle(self) -> str:
        """Return what is measured."""
        return subtitle(self.world, self.question)

    def notes(self) -> tuple[str, ...]:
        """Return how the ways shown were chosen and whether any may be missing."""
        if self.no_way:
            return ()
        shown = say(
            "{shown} of {count} are shown: the best in each respect, then those least like the ones shown.",
            shown=len(self.routes),
            count=len(self.points),
        )
        return (shown,) if self.complete else (shown, say("The search was stopped at its limit; ways may be missing."))

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the ways shown."""
        return tuple(sorted({source for route in self.routes for leg in route.legs for source in leg.source_ids}))


def find_front(compiled: Compiled, question: RouteQuestion, shown: int = SHOWN) -> FrontAnswer:
    """Return every way that no other beats in time, cost and emissions at once.

    Parameters
    ----------
    shown
        Number of ways described in full.

    Raises
    ------
    RouteQuestionError, ScenarioError
        If the question cannot be asked.
    """
    check_question(compiled, question)
    world = resolve_scenario(compiled, scenario_of(compiled.frames, question))
    graph = route_graph(world, question)
    weights = tuple(graph.weights(values_by(world, question.service, by)) for by in CRITERIA)
    ways, complete = pareto_ways(graph, weights)
    arcs = [graph.compiled_arcs(way) for way in ways]
    points = _points(world, question, arcs)
    order = np.lexsort((points["cost_usd_per_t"], points["hours"]))
    arcs, points = [arcs[i] for i in order], points.iloc[order].reset_index(drop=True)
    hours = points["hours"].to_numpy(np.float64)
    chosen, stands_for = thin_front(points[["hours", "cost_usd_per_t", "co2e_kg_per_t"]].to_numpy(np.float64), shown)
    points = points.assign(shown_as=stands_for + 1, shown=np.isin(np.arange(len(points)), chosen))
    routes = tuple(detail_way(world, question.service, arcs[i], float(hours[i])) for i in chosen)
    routes = tuple(replace(route, exposures=find_exposures(world, route)) for route in routes)
    no_way = None if routes else explain_no_way(world, question)
    return FrontAnswer(question, world, name_routes(world, routes, "time"), points, complete, no_way)


def _points(world: World, question: RouteQuestion, arcs: list[Ints]) -> pd.DataFrame:
    """Return what each way takes, one row a way."""
    vectors = vectors_in(world, question.service)
    columns = {
        "hours": vectors.hours,
        "cost_usd_per_t": vectors.usd,
        "co2e_kg_per_t": vectors.kg,
        "length_km": vectors.km,
    }
    return pd.DataFrame(
        {name: [float(values[way].sum()) for way in arcs] for name, values in columns.items()}, columns=list(columns)
    )


def thin_front(points: Floats, most: int) -> tuple[list[int], Ints]:
    """Return a few points that stand for all, in order, and which of them stands for each point.

    Clustering about centres chosen in turn: first the best in each criterion, then always the point farthest from all
    chosen so far, each criterion measured in its own spread (Gonzalez, Clustering to minimize the maximum intercluster
    distance, 1985).

    Parameters
    ----------
    points
        Shape (points, criteria).
    """
    if not len(points):
        return [], np.empty(0, np.int32)
    spread = points.max(axis=0) - points.min(axis=0)
    scaled = points / np.where(spread > 0, spread, 1.0)
    chosen = list(dict.fromkeys(int(i) for i in points.argmin(axis=0)))[:most]
    while len(chosen) < min(most, len(points)):
        nearest = np.linalg.norm(scaled[:, None] - scaled[chosen], axis=2).min(axis=1)
        if nearest.max() <= 0:
            break
        chosen.append(int(nearest.argmax()))
    chosen.sort()
    stands_for = np.linalg.norm(scaled[:, None] - scaled[chosen], axis=2).argmin(axis=1)
    return chosen, stands_for.astype(np.int32)
