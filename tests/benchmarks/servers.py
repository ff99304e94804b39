"""A running Streamlit server and a visitor that speaks its protocol, without a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 120.0


@contextmanager
def server(script: Path, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run a Streamlit script on a free port, wait until it answers, and stop it in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server is ready for visitors."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError("the server was not ready in time")


class Visitor:
    """One visitor at one page of a server."""

    def __init__(self, connection: ClientConnection, port: int, path: str, query: str) -> None:
        self._connection = connection
        self._state = ClientState(
            page_name=path,
            query_string=query,
            context_info=ContextInfo(url=f"http://127.0.0.1:{port}/{path}", color_scheme="light", locale="en"),
        )

    def run(self) -> tuple[float, list[ForwardMsg]]:
        """Return the seconds from asking the page to run until it has come whole, and what came."""
        started = time.perf_counter()
        self._connection.send(BackMsg(rerun_script=self._state).SerializeToString())
        raw = []
        finished = False
        while not finished:
            part = self._connection.recv(timeout=_PATIENCE_S)
            raw.append(part)
            if len(part) < 1000:
                finished = ForwardMsg.FromString(part).HasField("script_finished")
        taken = time.perf_counter() - started
        messages = [ForwardMsg.FromString(part) for part in raw]
        for message in messages:
            if message.HasField("navigation"):
                self._state.page_script_hash = message.navigation.page_script_hash
        return taken, messages


@contextmanager
def visitor(port: int, path: str = "", query: str = "") -> Iterator[Visitor]:
    """Open a page of a server as a browser does."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as connection:
        yield Visitor(connection, port, path, query)
