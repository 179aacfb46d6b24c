"""Answers leave the server at once instead of being held back for the viewer's acknowledgement.

A run sends several small messages. Streamlit binds its socket in a way that leaves Nagle's algorithm on, so
that each run waits for the browser's delayed acknowledgement: 40 ms on Linux, more elsewhere.
"""

import socket
from contextlib import suppress
from pathlib import Path

_OPEN_FILES = Path("/dev/fd")


def answer_at_once() -> None:
    """Have all that this process listens on answer at once; what is accepted inherits it from there.

    Only where the system lists a process's open files (Linux, macOS); elsewhere nothing changes.
    """
    if not _OPEN_FILES.is_dir():
        return
    for entry in list(_OPEN_FILES.iterdir()):
        with suppress(OSError):  # it is no socket, or gone already
            _answer_at_once(socket.socket(fileno=int(entry.name)))


def _answer_at_once(one: socket.socket) -> None:
    try:
        if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    finally:
        one.detach()  # it is not ours to close
