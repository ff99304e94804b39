"""Where a sweep runs: the same numbers in this process, on all cores and on a real cluster; and what cannot be used."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from distributed import LocalCluster

from corridor_data.load import load_tables
from dashboard.model.hazards import engines
from dashboard.model.hazards.engines import Engine, EngineError, StoppedError, go_on, run_parts
from dashboard.model.hazards.risks import RiskAnswer, RiskQuestion, find_risks
from dashboard.model.world.compiled import compile_network
from dashboard.model.world.scenario import Scenario, last_known_day
from dashboard.model.world.worlds import resolve_scenario

FRAMES = load_tables(Path(__file__).parents[3] / "small")
WORLD = resolve_scenario(compile_network(FRAMES), Scenario(last_known_day(FRAMES)))


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Start a scheduler and a worker process on this machine."""
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def sums(first: int, second: int) -> int:
    return first + second


PARTS = [(number, 10 * number) for number in range(5)]


def test_results_come_in_the_order_of_the_parts() -> None:
    assert run_parts(Engine(), sums, PARTS) == [0, 11, 22, 33, 44]


def risks(engine: Engine) -> RiskAnswer:
    return find_risks(WORLD, RiskQuestion(draws=300, seed=7), engine)


def assert_same(found: RiskAnswer, expected: RiskAnswer) -> None:
    np.testing.assert_array_equal(found.spread.by_year, expected.spread.by_year)
    np.testing.assert_array_equal(found.spread.saved, expected.spread.saved)
    np.testing.assert_array_equal(found.spread.saved_in_worst, expected.spread.saved_in_worst)
    np.testing.assert_array_equal(found.spread.worst, expected.spread.worst)
    assert found.sentence() == expected.sentence()


def test_all_cores_give_the_same_numbers_as_this_process() -> None:
    assert_same(risks(Engine("loky", workers=2)), risks(Engine()))


def test_a_cluster_gives_the_same_numbers_as_this_process(scheduler: str) -> None:
    assert_same(risks(Engine("dask", scheduler)), risks(Engine()))


def test_a_cluster_tells_its_progress_and_can_be_stopped(scheduler: str) -> None:
    told: list[tuple[int, int]] = []

    def stop_at_two(done: int, count: int) -> bool:
        told.append((done, count))
        return done < 2

    with pytest.raises(StoppedError, match=r"Stopped after 2 of 5 parts\."):
        run_parts(Engine("dask", scheduler), sums, PARTS, stop_at_two)
    assert told == [(1, 5), (2, 5)]
    assert run_parts(Engine("dask", scheduler), sums, PARTS, go_on) == [0, 11, 22, 33, 44]


def test_a_sweep_that_is_stopped_says_how_far_it_was() -> None:
    with pytest.raises(StoppedError, match=r"Stopped after 1 of 5 parts\."):
        run_parts(Engine(), sums, PARTS, lambda done, count: False)


@contextlib.contextmanager
def free_port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free.getsockname()[1]


@pytest.mark.parametrize("form", ["tcp://127.0.0.1:{port}", "127.0.0.1:{port}", "tls://127.0.0.1:{port}"])
def test_an_address_where_nothing_listens_is_told_in_one_sentence(form: str) -> None:
    with free_port() as port:
        address = form.format(port=port)
        with pytest.raises(EngineError) as caught:
            run_parts(Engine("dask", address), sums, PARTS)
    assert str(caught.value) == f"No cluster answers at {address}; nothing was computed."


def test_something_that_listens_and_is_no_scheduler_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_KNOCK_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(EngineError, match="No cluster answers at"):
            run_parts(Engine("dask", address), sums, PARTS)


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        (Engine("dask"), "needs the address of a scheduler"),
        (Engine("dask", "tcp://127.0.0.1:99999"), "No cluster answers at tcp://127.0.0.1:99999"),
        (Engine("dask", "carrier pigeon"), "No cluster answers at carrier pigeon"),
        (Engine("steam"), "“steam” is not an engine. There are: sequential, loky, dask."),  # type: ignore[arg-type]
    ],
)
def test_an_engine_that_cannot_be_used_is_told_in_one_sentence(engine: Engine, words: str) -> None:
    with pytest.raises(EngineError) as caught:
        run_parts(engine, sums, PARTS)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match="install the project with its extra “cluster”"):
        run_parts(Engine("dask", "tcp://127.0.0.1:8786"), sums, PARTS)
