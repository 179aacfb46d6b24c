"""Reads of views, taken by standby servers where these have the version asked for (docs/decisions/0012-standby.md)."""

from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from data_access.database import Database, DatabaseUnreachableError
from data_access.model import Change
from data_access.reads.point import open_reader
from data_access.reads.snapshot import Reader
from data_access.view import View

T = TypeVar("T")

_KEPT_CHANGES = 1024
_PAUSE_SECONDS = 10.0  # after a standby did not answer; asking costs up to its time-out


class Readers:
    """The servers that reads go to: the primary, and standby servers as far as they have got."""

    def __init__(
        self, primary: Database, standby: Database | None = None, *, clock: Callable[[], float] = monotonic
    ) -> None:
        self._primary = primary
        self._standby = standby
        self._clock = clock
        self._not_before = clock()
        self._change = lru_cache(_KEPT_CHANGES)(self._ask_primary)

    def read(self, view: View, of_reader: Callable[[Reader], T]) -> T:
        """What a read gives for a view; the standby's answer only where it has the very change of its version.

        Changes come in the order of their ids, and a read of a view never changes: so the standby's answer is
        the primary's. One that lags, belongs to other data, or went its own way after a switch is not asked.
        Raises DatabaseUnreachableError when the primary does not answer either.
        """
        if self._standby is not None and self._clock() >= self._not_before:
            try:
                with open_reader(self._standby, view) as reader:
                    # Asked in the transaction of the read: the next connection may lead to another standby.
                    has_change = _change_on(reader.connection, view.version)
                    if has_change is not None and has_change == self._change(view.version):
                        return of_reader(reader)
            except DatabaseUnreachableError:
                self._not_before = self._clock() + _PAUSE_SECONDS
            except OperationalError:
                pass  # a standby ends reads that would hold up what it replays; the primary does not
        with open_reader(self._primary, view) as reader:
            return of_reader(reader)

    def _ask_primary(self, version: int) -> tuple[Any, ...] | None:
        with self._primary.reading() as connection:
            return _change_on(connection, version)

    def close(self) -> None:
        """Give back all connections."""
        self._primary.close()
        if self._standby is not None:
            self._standby.close()


def _change_on(connection: Connection, version: int) -> tuple[Any, ...] | None:
    """What a server knows of the change that made a version; None: nothing yet."""
    row = connection.execute(
        select(Change.kind, Change.actor, Change.recorded_at).where(Change.id == version)
    ).one_or_none()
    return None if row is None else tuple(row)
