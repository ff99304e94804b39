"""What the server does for its visitors before and beneath the pages."""

from __future__ import annotations

import asyncio
import socket
import sys

import pytest
import uvicorn

from dashboard.app import app


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

    with asyncio.Runner(loop_factory=uvicorn.Config(app).get_loop_factory()) as runner:
        assert runner.run(accepted())
