"""Connections to PostgreSQL: how many, how long they wait, and how they find the server that takes writes.

With several servers in the address each new connection goes to the first of them that is as asked for
(docs/decisions/0012-standby.md). Every figure has its reason beside it.
"""

from typing import Any

from sqlalchemy import URL, Engine, ExceptionContext, create_engine, event

_POOL = {
    # A process draws for many viewers, but two cores draw two screens at once: more would wait for each other.
    "pool_size": 10,
    # A crowd that comes at the same moment. Servers × processes × 30 has to stay below max_connections (100).
    "max_overflow": 20,
    # Whoever gets no connection within it is told so, and the screen tries again by itself.
    "pool_timeout": 10,
    # A connection that died in the pool (the server started anew, or another took over) is noticed before use.
    "pool_pre_ping": True,
    # After a switch back, or where a proxy spreads connections, they spread anew.
    "pool_recycle": 300,
}

_CONNECTING = {
    # For each server of the address: one that lost its power does not answer at all.
    "connect_timeout": 5,
    # A server that vanishes without a word is given up after about 15 seconds instead of two hours …
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    # … also while what was sent to it is not acknowledged.
    "tcp_user_timeout": 15_000,
    "fallback_application_name": "dashboard",
}

_SESSION = {
    # For the writers' queue: as long as the embedded database waits for its lock.
    "lock_timeout": "60s",
    # A process that hangs within a transaction gives the queue back. Long work between two statements of an
    # upload of a hundred thousand rows takes less.
    "idle_in_transaction_session_timeout": "300s",
    # The server, too, notices that one of ours vanished, and frees what it had locked.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "client_connection_check_interval": "10s",
}

# A read of a screen that takes longer is a fault, and must not hold back what the server cleans up.
READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = '60s'"

# Who alters tables, or fills them anew, waits for all others (they end by the limits above) and takes its time.
MIGRATING = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"

READ_ONLY = "25006"  # SQLSTATE: this server takes no writes
LOCK_NOT_AVAILABLE = "55P03"
# The server ends the connection: it stops, crashed, starts, or we were idle for too long.
_ENDS = {"57P01", "57P02", "57P03", "57P05", "25P03"}


def postgresql_engine(url: URL, *, is_standby: bool) -> Engine:
    """The engine of the servers of an address; connects on first use.

    `is_standby`: any of them will do, for it is only read. Else the one that takes writes is looked for, also
    where there is only one: its name may have come to lead to a standby.
    """
    options = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    given = url.query.get("options")
    wanted: dict[str, Any] = {**_CONNECTING, "options": f"{options} {given}" if given else options}
    if not is_standby:
        wanted["target_session_attrs"] = "read-write"
    # What the address itself says counts more.
    said = {name: value for name, value in wanted.items() if name == "options" or name not in url.query}
    engine = create_engine(url, connect_args=said, hide_parameters=True, **_POOL)
    event.listen(engine, "handle_error", _notice_end)
    return engine


def _notice_end(context: ExceptionContext) -> None:
    """Take the server's last word for the end of the connection: the line itself may be cut a moment later."""
    if getattr(context.original_exception, "sqlstate", None) in _ENDS:
        context.is_disconnect = True
