"""Answers are not held back: what the server accepts sends small messages at once."""

import socket

from dashboard.prompt_answers import answer_at_once


def test_connections_accepted_from_then_on_hold_nothing_back() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        answer_at_once()
        with socket.create_connection(listener.getsockname()):
            accepted, _address = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_what_is_no_listening_socket_is_left_alone() -> None:
    with socket.socket() as idle:
        answer_at_once()
        assert not idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
