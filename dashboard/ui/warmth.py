"""What is done once, when the server starts, so that the first visitor does not wait for it."""

import gc
import inspect
from collections.abc import Callable
from typing import Any

from corridor_data.load import Frames
from dashboard.figures.look import DARK, LIGHT, template
from dashboard.model.contingency.contingencies import FIRST_KINDS, ClosureQuestion
from dashboard.model.contingency.flow_losses import FlowLossQuestion, find_flow_closures
from dashboard.model.contingency.leagues import find_league
from dashboard.model.flow.capacity import CapacityQuestion, find_capacity
from dashboard.model.flow.comparisons import CompareQuestion, find_comparison
from dashboard.model.flow.feasibility import PledgeQuestion, find_feasibility
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.joint_pledges import find_joint_pledges
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.hazards.replays import ReplayQuestion, find_replay
from dashboard.model.loops import make_ready
from dashboard.model.questions import (
    CalibrationQuestion,
    ClaimsQuestion,
    CorridorQuestion,
    OverviewQuestion,
    ProfileQuestion,
    TargetsQuestion,
    TradeQuestion,
    WayQuestion,
)
from dashboard.model.records.claims import find_claims, index_claims
from dashboard.model.records.corridors import find_corridor
from dashboard.model.records.overview import find_overview
from dashboard.model.records.pledges import find_targets
from dashboard.model.records.trade import find_trade
from dashboard.model.routing.flips import find_flips
from dashboard.model.routing.profiles import find_profile
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.ways import find_way
from dashboard.model.validation.parities import find_parity
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.sides import FirstSide, SecondSide
from dashboard.model.world.states import StateQuestion, in_state
from dashboard.text.formats import format_amount
from dashboard.ui import cached, choices

# What the pages ask as first opened; the index of claims alone takes seconds.
FIRST_ANSWERS: tuple[tuple[Callable[[Any, Any], Any], Any, Callable[[Frames], Any] | None], ...] = (
    (find_overview, OverviewQuestion(), None),
    (find_trade, TradeQuestion(), None),
    (find_targets, TargetsQuestion(), None),
    (find_corridor, CorridorQuestion(), None),
    (find_claims, ClaimsQuestion(), index_claims),
    (find_way, (RouteQuestion(), WayQuestion()), compile_network),
    (find_flips, RouteQuestion(), compile_network),
    (find_profile, ProfileQuestion(), compile_network),
    (find_parity, CalibrationQuestion(), compile_network),
    (in_state(find_capacity), (CapacityQuestion(), StateQuestion()), compile_network),
    (in_state(assign_freight), (FreightQuestion(), StateQuestion()), compile_network),
    (in_state(find_feasibility), (PledgeQuestion(), StateQuestion()), compile_network),
    (in_state(find_joint_pledges), (PledgeQuestion(), StateQuestion()), compile_network),
    *((in_state(find_league), (ClosureQuestion(depth=depth), StateQuestion()), compile_network) for depth in (1, 2)),
    (in_state(find_flow_closures), (FlowLossQuestion(kinds=FIRST_KINDS), StateQuestion()), compile_network),
    (find_comparison, (CompareQuestion(), FirstSide(), SecondSide()), compile_network),
)


def fill() -> None:
    """Load the tables, build what every page needs, and import what is imported late."""
    for look in (LIGHT, DARK):
        template(look)
    format_amount(1.0, "USD")
    cached.warm()
    choices.fill()
    cached.derived("loops", lambda frames: make_ready(compile_network(frames)))
    for find, question, of in FIRST_ANSWERS:
        cached.answer(find, question, of)
    replay = cached.answer(find_replay, ReplayQuestion(), compile_network)
    replay.frame()
    replay.journeys()
    inspect.stack()  # Streamlit asks for it at the first page, and Python then looks up the file of every module
    gc.collect()
    gc.freeze()  # Streamlit collects after every run, and would look through all of this each time: 0.1 s a visitor
