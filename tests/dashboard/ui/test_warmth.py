"""What the server does before the first visitor comes."""

import socket

from dashboard.ui.warmth import _send_at_once


def test_a_connection_of_a_listening_server_sends_small_messages_at_once() -> None:
    with socket.socket(socket.AF_INET) as listening:  # as Streamlit makes it: no protocol named
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        _send_at_once()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
