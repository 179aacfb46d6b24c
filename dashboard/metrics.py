"""What the server counts of itself while it runs; `dashboard.metrics_route` hands it to Prometheus.

Whole figures of all viewers together: no person, no address and no name of a file is in them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from sqlalchemy import event

from data_access.database import Database

REGISTRY = CollectorRegistry()

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_refused_files = Counter(
    "dashboard_refused_files", "Files brought on the page of which nothing could be taken.", registry=REGISTRY
)
_database_errors = Counter(
    "dashboard_database_errors", "Statements and connections that failed.", ["kind"], registry=REGISTRY
)
_database_errors.labels("OperationalError")  # a first error shows as a rise only above a 0
_reruns = Histogram(
    "dashboard_rerun_seconds",
    "Whole runs of a page for one viewer, without what a page only looks at again.",
    ["page"],
    buckets=_SECONDS,
    registry=REGISTRY,
)


def refused_file() -> None:
    """Count a file that a viewer sent and that had to be refused whole."""
    _refused_files.inc()


@contextmanager
def rerun(page: str) -> Iterator[None]:
    """Count a run of `page` (one of our own names, never what an address says) and the seconds it takes."""
    start = perf_counter()
    try:
        yield
    finally:
        _reruns.labels(page).observe(perf_counter() - start)


def count_errors(database: Database) -> None:
    """Count from now on what goes wrong between us and the database, by SQLAlchemy's word for it."""

    @event.listens_for(database.engine, "handle_error")
    def _count(context: Any) -> None:
        error = context.sqlalchemy_exception or context.original_exception
        _database_errors.labels(type(error).__name__).inc()
