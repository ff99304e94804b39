"""What the server does for its visitors before and beneath the pages."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import uvicorn

from dashboard.app import app, warmed
from dashboard.ui import warmth


def run(start: Callable[[], Coroutine[Any, Any, Any]], loop: Callable[[], Any] | None = None) -> Any:
    """Run a coroutine in a thread of its own: in this one the tests with a browser keep a loop running."""

    def in_loop() -> Any:
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(start())

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(in_loop).result()


@pytest.mark.skipif(sys.platform == "win32", reason="the event loop that sends at once is not made for Windows")
def test_a_connection_sends_small_messages_at_once() -> None:
    async def accepted() -> int:
        loop = asyncio.get_running_loop()
        connection: asyncio.Future[asyncio.BaseTransport] = loop.create_future()

        class Note(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                connection.set_result(transport)

        listening = socket.socket(socket.AF_INET)  # as Streamlit makes it: no protocol named
        listening.bind(("127.0.0.1", 0))
        async with await loop.create_server(Note, sock=listening):
            with socket.create_connection(listening.getsockname()):
                transport = await connection
                told = transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                transport.close()
        return int(told)

    assert run(accepted, uvicorn.Config(app).get_loop_factory())


def test_the_terminal_tells_that_the_model_is_made_ready_and_when_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr(warmth, "fill", lambda: told.append(capsys.readouterr().out))

    async def start() -> None:
        async with warmed(app):
            told.append(capsys.readouterr().out)

    run(start)
    assert told == [
        "  Making the model ready (up to half a minute at the first start, when its loops are compiled) …\n",
        "  Ready for visitors after 0 s.\n",
    ]
