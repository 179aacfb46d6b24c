"""migrate and sample: from several processes at once, interrupted, and a second time."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.commands import sample
from dashboard.commands.main import STOPPED, main
from data_access.database import Database
from data_access.migrate import migrate
from data_access.reads.point import programmes
from data_access.revision import check_migrated
from tests.dashboard.processes import PATIENCE_SECONDS, environment_of
from tests.e2e.site import PROJECT
from tests.factories import lay_ground

NOW = datetime(2024, 5, 20, 20, 0, tzinfo=UTC)
_REPLICAS = 3


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def _count(database: Database) -> int:
    with database.reading() as connection:
        return len(programmes(connection))


def test_migrate_is_safe_from_several_replicas_at_once(empty_database: Database) -> None:
    replicas = [
        subprocess.Popen(
            [sys.executable, "-m", "dashboard", "migrate"],
            cwd=PROJECT,
            env=environment_of({"DATABASE_URL": _url(empty_database)}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(_REPLICAS)
    ]
    ended = [(*replica.communicate(timeout=PATIENCE_SECONDS), replica.returncode) for replica in replicas]
    assert [(err, code) for _out, err, code in ended] == [("", 0)] * _REPLICAS
    check_migrated(empty_database)


@pytest.fixture
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of one small programme in place of the real one, which has tests of its own."""

    def load(database: Database, *, now: datetime, say: Callable[[str], None], **_rest: Any) -> None:
        lay_ground(database, recorded_at=now)
        say("1/1 small.xlsx")

    monkeypatch.setattr(sample, "load", load)


@pytest.mark.usefixtures("small_sample")
def test_sample_makes_the_tables_and_loads_once(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", _url(empty_database))
    assert main(["sample"], now=NOW) == 0
    assert "1/1 small.xlsx" in capsys.readouterr().out
    assert _count(empty_database) == 1
    assert main(["sample"], now=NOW) == 1
    assert "holds a programme already" in capsys.readouterr().err
    assert _count(empty_database) == 1


def test_an_interrupted_sample_leaves_the_database_empty(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(database: Database, **_rest: Any) -> None:
        lay_ground(database)
        raise KeyboardInterrupt

    monkeypatch.setattr(sample, "load", load)
    monkeypatch.setenv("DATABASE_URL", _url(empty_database))
    assert main(["sample"], now=NOW) == STOPPED
    assert _count(empty_database) == 0
    migrate(empty_database)


@pytest.mark.usefixtures("small_sample")
def test_a_programme_that_came_while_the_sample_was_loading_is_left_alone(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(database: Database, *, now: datetime, say: Callable[[str], None], **_rest: Any) -> None:
        lay_ground(database, recorded_at=now)
        lay_ground(empty_database, code="ROADS")

    monkeypatch.setattr(sample, "load", load)
    monkeypatch.setenv("DATABASE_URL", _url(empty_database))
    assert main(["sample"], now=NOW) == 1
    assert "holds a programme already" in capsys.readouterr().err
    with empty_database.reading() as connection:
        assert [one.code for one in programmes(connection)] == ["ROADS"]


def test_an_own_programme_takes_data_instead_of_the_sample(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", _url(empty_database))
    assert main(["programme", "ROADS", "--name-ru", "Дороги", "--time-zone", "Asia/Aqtau"], now=NOW) == 0
    with empty_database.reading() as connection:
        [programme] = programmes(connection)
    assert (programme.code, programme.name.spoken("kk"), programme.time_zone, programme.is_sample) == (
        "ROADS",
        "Дороги",
        "Asia/Aqtau",
        False,
    )
    capsys.readouterr()
    assert main(["programme", "OTHER"], now=NOW) == 1
    assert "holds a programme already" in capsys.readouterr().err
    assert main(["sample"], now=NOW) == 1


@pytest.mark.parametrize("arguments", [["programme", " "], ["programme", "A", "--time-zone", "Mars"]])
def test_a_programme_needs_a_code_and_a_real_time_zone(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as wrong_usage:
        main(arguments, now=NOW)
    assert wrong_usage.value.code == 2
