"""Where a sweep runs: in this process, on all cores, or on a Dask cluster; the numbers are the same everywhere."""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from joblib import Parallel, delayed, parallel_config

from dashboard.model.world.scenario import ScenarioError
from dashboard.text import say

Kind = Literal["sequential", "loky", "dask"]
KINDS: tuple[Kind, ...] = ("sequential", "loky", "dask")

Progress = Callable[[int, int], bool]
"""Called with the parts done and all parts after each part; returns whether to go on."""

T = TypeVar("T")

_PATIENCE_SECONDS = 10.0
"""How long a cluster is waited for that listens and says nothing."""

_KNOCK_SECONDS = 3.0
"""How long an address is waited for at which there may be no scheduler."""


class EngineError(ScenarioError):
    """An engine that cannot be used; the message is one sentence for the visitor."""


class StoppedError(RuntimeError):
    """A sweep that was stopped before its end."""


@dataclass(frozen=True)
class Engine:
    """Where the parts of a sweep run.

    Attributes
    ----------
    kind
        ``sequential`` (in this process), ``loky`` (processes on this machine) or ``dask`` (a cluster).
    address
        Scheduler of the cluster, as ``tcp://host:8786``. Never take it from an untrusted visitor: a scheduler runs any
        code sent to it.
    workers
        Processes of ``loky``; -1 for one a core.
    """

    kind: Kind = "sequential"
    address: str = ""
    workers: int = -1


def go_on(_done: int, _all: int) -> bool:
    """Return True: the progress of a sweep that nobody watches."""
    return True


def run_parts(
    engine: Engine, function: Callable[..., T], parts: Sequence[tuple[Any, ...]], progress: Progress = go_on
) -> list[T]:
    """Return what a function makes of each part, in their order, wherever it runs.

    Parameters
    ----------
    function
        A function at the top of a module, so that workers can import it.
    parts
        Arguments of each call: arrays and plain values, which travel.
    progress
        Called after each part; the sweep stops when it returns False.

    Raises
    ------
    EngineError
        If the engine does not exist, is not installed, or the cluster does not answer.
    StoppedError
        If `progress` stopped it.
    """
    if engine.kind not in KINDS:
        raise EngineError(
            say("“{name}” is not an engine. There are: {known}.", name=engine.kind, known=", ".join(KINDS))
        )
    if engine.kind == "sequential":
        return _collected((function(*part) for part in parts), len(parts), progress)
    with _backend(engine):
        results: Iterable[T] = Parallel(batch_size=1, return_as="generator")(delayed(function)(*part) for part in parts)
        return _collected(results, len(parts), progress)


def _collected(results: Iterable[T], count: int, progress: Progress) -> list[T]:
    """Return the results as they come, telling how far it is."""
    found: list[T] = []
    for result in results:
        found.append(result)
        if not progress(len(found), count):
            raise StoppedError(say("Stopped after {done} of {all} parts.", done=len(found), all=count))
    return found


@contextmanager
def _backend(engine: Engine) -> Iterator[None]:
    """Run what stands inside on the engine."""
    if engine.kind == "loky":
        with parallel_config("loky", n_jobs=engine.workers, inner_max_num_threads=1):
            yield
        return
    with _cluster(engine.address), parallel_config("dask"):
        yield


def _knock(address: str) -> None:
    """Raise `OSError` or `ValueError` where no scheduler is at an address, which a client would wait for without end.

    A scheduler speaks first to whoever connects. Only plain addresses are tried, as ``tcp://host:8786`` or
    ``host:8786``; behind TLS only whether something listens; others are left to the client.
    """
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme not in {"tcp", "tls"}:
        return
    if not parts.hostname or not parts.port:
        raise ValueError(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=_KNOCK_SECONDS) as line:
        if parts.scheme == "tcp" and not line.recv(1):
            raise ConnectionResetError(address)


@contextmanager
def _cluster(address: str) -> Iterator[None]:
    """Connect to a cluster while something runs on it."""
    if importlib.util.find_spec("distributed") is None:
        raise EngineError(
            say("The engine “dask” needs the package distributed; install the project with its extra “cluster”.")
        )
    if not address:
        raise EngineError(say("The engine “dask” needs the address of a scheduler, as tcp://host:8786."))
    from distributed import Client  # noqa: PLC0415 - optional: the extra “cluster”

    try:
        _knock(address)
        client = Client(address, timeout=_PATIENCE_SECONDS, set_as_default=True)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(say("No cluster answers at {address}; nothing was computed.", address=address)) from error
    with client:
        yield
