"""Where the screens get their data: the process's one database and the reads kept of it.

A result for a view never changes, so it is kept under exactly (function, view, arguments), shared by all
viewers, computed once however many ask at the same moment. The newest version alone is asked for again.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from threading import Condition
from typing import Any, Concatenate, ParamSpec, TypeVar

from cachetools import LRUCache, TTLCache, cached
from cachetools.keys import hashkey

from dashboard.audit_key import audit_keys
from dashboard.metrics import count_errors
from dashboard.settings import load_settings
from data_access.database import Database
from data_access.reads import point
from data_access.reads.point import ProgrammeInfo
from data_access.reads.snapshot import Reader
from data_access.standby import Readers
from data_access.view import View

P = ParamSpec("P")
R = TypeVar("R")

NEWEST_SECONDS = 0.5  # how long all viewers of a process share one look at the newest version
_KEPT_RESULTS = 512

_results: LRUCache[Hashable, Any] = LRUCache(_KEPT_RESULTS)
_turn = Condition()  # one for all that share the cache; who computes does not hold it
_others: list[Database] = []  # read in place of the settings' database, the last of them


@lru_cache(maxsize=1)
def database() -> Database:
    """The database of the settings; one for the process."""
    settings = load_settings()
    database = Database(settings.database_url, audit_key=audit_keys(settings)[0])
    count_errors(database)
    return database


@lru_cache(maxsize=1)
def _readers_of(primary: Database) -> Readers:
    url = load_settings().database_read_url
    return Readers(primary, Database(url, is_standby=True) if url else None)


def readers() -> Readers:
    """The servers that take the reads of views; what is newest is asked of the primary alone."""
    return Readers(_others[-1]) if _others else _readers_of(database())


@contextmanager
def reading_instead(other: Database) -> Iterator[None]:
    """Have all reads of this process go to another database for a while; for commands, which have no viewers.

    Nothing kept of one database is taken for the other's.
    """
    _forget()
    _others.append(other)
    try:
        yield
    finally:
        _others.pop()
        _forget()


def _read_from() -> Database:
    return _others[-1] if _others else database()


def _forget() -> None:
    with _turn:
        _results.clear()
    programmes.cache_clear()
    look_again()


def kept(read: Callable[Concatenate[Reader, P], R]) -> Callable[Concatenate[View, P], R]:
    """Make a read of a `Reader` into a kept one of a `View`; arguments must be hashable."""

    @cached(_results, key=lambda *key, **named: hashkey(read, *key, **named), condition=_turn)
    def of_view(view: View, /, *arguments: P.args, **named: P.kwargs) -> R:
        return readers().read(view, lambda reader: read(reader, *arguments, **named))

    return of_view


def kept_result(work_out: Callable[[View], R]) -> Callable[[View], R]:
    """Keep what is worked out of kept reads of a view."""
    return cached(_results, key=lambda view: hashkey(work_out, view), condition=_turn)(work_out)


@cached(TTLCache(16, NEWEST_SECONDS), condition=Condition())
def newest_version(programme_id: int) -> int:
    """The newest data version of a programme, at most `NEWEST_SECONDS` old."""
    with _read_from().reading() as connection:
        return point.newest_version(connection, programme_id)


@cached(TTLCache(16, NEWEST_SECONDS), condition=Condition())
def latest_version(programme_id: int) -> int:
    """The version of a programme's latest change of any kind, at most `NEWEST_SECONDS` old."""
    with _read_from().reading() as connection:
        return point.latest_version(connection, programme_id)


def look_again() -> None:
    """Ask for the newest versions anew: this process has just written something, or somebody arrived.

    Who arrives may have seen at another replica what this one would ask for a second later.
    """
    newest_version.cache_clear()
    latest_version.cache_clear()


@cached(TTLCache(1, NEWEST_SECONDS), condition=Condition())
def programmes() -> list[ProgrammeInfo]:
    """The programmes of the database, at most `NEWEST_SECONDS` old."""
    with _read_from().reading() as connection:
        return point.programmes(connection)


@cached(_results, key=lambda *key: hashkey("version_by", *key), condition=_turn)
def version_by(programme: ProgrammeInfo, day: date, newest: int) -> int:
    """The newest version recorded by the end of `day`, not after `newest`; kept for that `newest`."""
    with _read_from().reading() as connection:
        return min(point.version_by(connection, programme, day), newest)


def now() -> datetime:
    """This moment; the screens take it here, once a run, and pass on what they need of it."""
    return datetime.now(UTC)
