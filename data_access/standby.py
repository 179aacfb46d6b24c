"""Reads of views, taken by standby servers where these have the version asked for (docs/decisions/0012-standby.md)."""

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from data_access.database import Database, DatabaseUnreachableError
from data_access.model import Change
from data_access.reads.point import open_reader
from data_access.reads.snapshot import Reader
from data_access.view import View

T = TypeVar("T")

_PAUSE_SECONDS = 10.0  # after a standby did not answer; asking costs up to its time-out


class Readers:
    """The servers that reads go to: the primary, and standby servers as far as they have got."""

    def __init__(
        self, primary: Database, standby: Database | None = None, *, clock: Callable[[], float] = monotonic
    ) -> None:
        self._primary = primary
        self._standby = standby
        self._clock = clock
        self._not_before = -_PAUSE_SECONDS

    def read(self, view: View, of_reader: Callable[[Reader], T]) -> T:
        """What a read gives for a view; the standby's answer only where it has the version of the view.

        A read of a view never changes, so that the standby's answer, and one asked for twice, are the primary's.
        Raises DatabaseUnreachableError when the primary does not answer either.
        """
        if self._standby is not None and self._clock() >= self._not_before:
            try:
                with open_reader(self._standby, view) as reader:
                    if _has_version(reader):
                        return of_reader(reader)
            except DatabaseUnreachableError:
                self._not_before = self._clock() + _PAUSE_SECONDS
            except OperationalError:
                pass  # a standby ends reads that would hold up what it replays; the primary does not
        with open_reader(self._primary, view) as reader:
            return of_reader(reader)

    def close(self) -> None:
        """Give back all connections."""
        self._primary.close()
        if self._standby is not None:
            self._standby.close()


def _has_version(reader: Reader) -> bool:
    """Whether the change that made the view's version is there; changes come in the order of their ids.

    Asked in the transaction of the read itself: the next connection may lead to another standby.
    """
    return (reader.connection.scalar(select(func.max(Change.id))) or 0) >= reader.view.version
