"""The sample in a database that the tests of pages read."""

from datetime import UTC, datetime

import pytest

from dashboard.sample_record import record_of
from data_access.database import Database
from data_access.migrate import migrate
from sample_data.load import load


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that holds the sample."""
    url = f"sqlite:///{tmp_path_factory.mktemp('pages') / 'sample.db'}"
    database = Database(url)
    migrate(database)
    load(database, now=datetime.now(UTC), say=lambda _text: None, record=record_of)
    database.close()
    return url
