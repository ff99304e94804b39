"""No question waits for a compiler once the loops are made ready."""

from types import ModuleType

from corridor_data.load import Frames
from dashboard.model.contingency import closure_kernels, flow_kernels
from dashboard.model.contingency.contingencies import ClosureQuestion, find_closures
from dashboard.model.contingency.flow_losses import FlowLossQuestion, find_flow_closures
from dashboard.model.flow.freight import assign_freight
from dashboard.model.flow.programmes import FreightQuestion
from dashboard.model.hazards import draw_kernels
from dashboard.model.hazards.risks import RiskQuestion, find_risks
from dashboard.model.loops import make_ready
from dashboard.model.routing.flips import find_flips
from dashboard.model.routing.fronts import find_front
from dashboard.model.routing.route_questions import RouteQuestion
from dashboard.model.routing.routes import find_routes
from dashboard.model.world import kernels
from dashboard.model.world.compiled import compile_network

MODULES = (kernels, closure_kernels, draw_kernels, flow_kernels)


def compiled_for(module: ModuleType) -> dict[str, int]:
    """Return for how many types of arguments each loop of a module is compiled."""
    return {name: len(loop.signatures) for name, loop in vars(module).items() if hasattr(loop, "signatures")}


def test_what_the_real_network_is_asked_needs_no_compiler_any_more(real: Frames) -> None:
    compiled = compile_network(real)
    world = make_ready(compiled)
    before = [compiled_for(module) for module in MODULES]
    route = RouteQuestion()
    find_routes(compiled, route)
    find_front(compiled, route)
    find_flips(compiled, route)
    find_closures(world, ClosureQuestion(depth=2))
    find_flow_closures(world, FlowLossQuestion(depth=2))
    find_risks(world, RiskQuestion(draws=100))
    assign_freight(world, FreightQuestion())
    assert [compiled_for(module) for module in MODULES] == before
