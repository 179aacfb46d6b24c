"""Ending on Ctrl-C or SIGTERM: quietly and with exit code 0, at whatever moment it comes."""

import signal
from types import FrameType

_STOPS = (signal.SIGINT, signal.SIGTERM)


def stop_quietly() -> None:
    """From now on a stop ends the process with exit code 0; stops that were held count now."""
    for stop in _STOPS:
        signal.signal(stop, _leave)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)


def hold_stops() -> None:
    """Keep stops waiting, also for the program that replaces this one, until it calls `stop_quietly`."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
