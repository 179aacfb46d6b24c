"""Files in hand: on their way to this process, or shown to their sender and not applied yet.

They lie in this process alone and go with it. A stop therefore waits for them (dashboard/draining.py).
"""

import time

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

SHOWN = "file-shown"
"""Where the session state says whether the page of this run shows a file that is not applied yet."""

_ON_THE_WAY_SECONDS = (
    30.0  # an address for a file was asked for, and nothing came: nobody waits for it longer
)

_on_the_way: dict[str, float] = {}  # session id: until when it may be
_held: set[str] = set()  # session ids


def announce(session_id: str) -> None:
    """A file of this session is about to come."""
    _on_the_way[session_id] = time.monotonic() + _ON_THE_WAY_SECONDS


def receive(session_id: str, *, is_here: bool) -> None:
    """The file has come, or will not come any more."""
    _on_the_way.pop(session_id, None)
    _held.difference_update([one for one in list(_held) if not is_session(one)])
    if is_here:
        _held.add(session_id)


def keep(*, is_in_hand: bool) -> None:
    """Note at the end of a run whether its viewer has a file in hand."""
    context = get_script_run_ctx()
    if context is None:
        return
    if is_in_hand:
        _held.add(context.session_id)
    else:
        _held.discard(context.session_id)


def is_session(session_id: str) -> bool:
    """Whether this process holds the session and its viewer is connected."""
    return runtime.exists() and runtime.get_instance().is_active_session(session_id)


def count() -> int:
    """How many viewers have a file in hand; who has gone has none."""
    now = time.monotonic()
    coming = {session for session, until in list(_on_the_way.items()) if until > now}
    return sum(is_session(session) for session in coming | set(_held))
