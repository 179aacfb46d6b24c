"""/metrics: true figures in Prometheus' text format, for this machine and for who has the token."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from bench.viewer import opened, ticket
from dashboard.metrics import REGISTRY, count_errors, refused_file, rerun
from dashboard.metrics_route import metrics_route
from data_access.access.sign_in import Identity, sign_out, who
from data_access.database import Database, DatabaseUnreachableError
from data_access.model import Kind
from data_access.reads import point
from data_access.reads.freshness import Freshness, count_by_kind, count_sign_ins, freshness
from data_access.reports import put_reports
from data_access.view import View
from tests.dashboard.processes import Server, serving
from tests.factories import change_of, field_row, lay_ground, milestone_row, report_row

TOKEN = "a token for the tests that is long enough"
ELSEWHERE = {"X-Forwarded-For": "10.0.0.9"}


@pytest.fixture(scope="module")
def server(file_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running product."""
    folder = tmp_path_factory.mktemp("server")
    with serving("app.py", folder=folder, DATABASE_URL=file_url, METRICS_TOKEN=TOKEN) as running:
        running.wait_until_up()
        yield running


def _families(text: str) -> dict[str, Metric]:
    return {family.name: family for family in text_string_to_metric_families(text)}


def _value(server: Server, name: str, **labels: str) -> float:
    """A figure of the server; 0 where it has none yet."""
    for family in _families(server.ask("/metrics").text).values():
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return float(sample.value)
    return 0.0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        (ELSEWHERE, 403),
        ({**ELSEWHERE, "Authorization": f"Bearer {TOKEN}"}, 200),
        ({**ELSEWHERE, "Authorization": f"Bearer {TOKEN[:-1]}"}, 403),
        ({**ELSEWHERE, "Authorization": "Bearer "}, 403),
        ({**ELSEWHERE, "Authorization": TOKEN}, 403),
        ({**ELSEWHERE, "Authorization": "Bearer Ключ"}, 403),
    ],
)
def test_only_this_machine_and_who_has_the_token_may_read(
    server: Server, headers: dict[str, str], status: int
) -> None:
    sent = {name: text.encode().decode("latin-1") for name, text in headers.items()}
    answer = server.ask("/metrics", **sent)
    assert answer.status == status
    assert ("dashboard_viewers" in answer.text) is (status == 200)


def test_without_a_token_nobody_elsewhere_may_read(file_url: str, tmp_path: Path) -> None:
    with serving("app.py", folder=tmp_path, DATABASE_URL=file_url) as server:
        server.wait_until_up()
        assert server.ask("/metrics").status == 200
        for sent in ("Bearer ", "Bearer", ""):
            assert server.ask("/metrics", Authorization=sent, **ELSEWHERE).status == 403


def test_viewers_runs_and_their_seconds_are_counted_by_page(server: Server) -> None:
    async def look() -> None:
        async with opened(ticket(f"http://127.0.0.1:{server.port}")) as viewer:
            await viewer.open("/history")
            assert await asyncio.to_thread(_value, server, "dashboard_viewers") == 1
            await viewer.rerun()

    before = _value(server, "dashboard_rerun_seconds_count", page="history")
    asyncio.run(look())
    assert _value(server, "dashboard_rerun_seconds_count", page="history") == before + 2
    assert _value(server, "dashboard_rerun_seconds_sum", page="history") > 0


def test_a_page_that_is_none_makes_no_series(server: Server) -> None:
    async def look() -> None:
        async with opened(ticket(f"http://127.0.0.1:{server.port}")) as viewer:
            await viewer.open("/made-up-by-a-stranger")

    asyncio.run(look())
    assert "made-up" not in server.ask("/metrics").text


def test_a_database_that_goes_away_shows(file_url: str, tmp_path: Path) -> None:
    path = tmp_path / "leaving.db"
    path.write_bytes(Path(file_url.removeprefix("sqlite:///")).read_bytes())
    with serving("app.py", folder=tmp_path, DATABASE_URL=f"sqlite:///{path}") as server:
        server.wait_until_up()
        assert _value(server, "dashboard_database_up") == 1
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TABLE report")
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
        assert _value(server, "dashboard_database_up") == 0
        path.unlink()
        assert _value(server, "dashboard_database_up") == 0
        assert _value(server, "dashboard_database_errors_total", kind="OperationalError") > 0


def test_changes_and_the_age_of_each_fields_figures_come_from_the_database(
    database: Database, tmp_path: Path
) -> None:
    ground = lay_ground(database)
    today = datetime.now(UTC).date()
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row(code="EMPTY")])
        milestones = change.add(
            Kind.MILESTONE, [milestone_row(ground.problem), milestone_row(ground.problem)]
        )
        put_reports(
            change,
            [
                report_row(one, today - timedelta(days=days))
                for one, days in zip(milestones, (30, 9), strict=True)
            ],
        )
    url = database.url.render_as_string(hide_password=False)
    with serving("app.py", folder=tmp_path, DATABASE_URL=url) as server:
        server.wait_until_up()
        families = _families(server.ask("/metrics").text)
    assert {sample.labels["kind"]: sample.value for sample in families["dashboard_changes"].samples} == {
        "setup": 1,
        "edit": 1,
    }
    [age] = families["dashboard_data_age_seconds"].samples
    assert age.labels["field"].startswith("FIELD-")
    assert 7 <= age.value / 86_400 <= 9.5


def test_the_newest_report_of_a_field_counts(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [other] = change.add(Kind.FIELD, [field_row(code="A-OTHER")])
        milestones = change.add(
            Kind.MILESTONE, [milestone_row(ground.problem), milestone_row(ground.problem)]
        )
        days = (date(2024, 3, 1), date(2024, 2, 1))
        put_reports(change, [report_row(one, day) for one, day in zip(milestones, days, strict=True)])
    with database.reading() as connection:
        [programme] = point.programmes(connection)
        version = point.newest_version(connection, programme.id)
        assert count_by_kind(connection) == {"edit": 1, "setup": 1}
    assert other > 0

    def seen(day: date) -> list[date | None]:
        view = View(programme_id=programme.id, version=version, day=day)
        with point.open_reader(database, view) as reader:
            found = freshness(reader)
        assert found[0] == Freshness(field="A-OTHER", as_at=None)
        return [one.as_at for one in found[1:]]

    assert seen(date(2024, 6, 1)) == [date(2024, 3, 1)]
    assert seen(date(2024, 2, 20)) == [date(2024, 2, 1)]


def test_errors_of_the_database_are_counted(database: Database) -> None:
    def errors() -> float:
        kind = "OperationalError" if database.is_sqlite else "ProgrammingError"
        return REGISTRY.get_sample_value("dashboard_database_errors_total", {"kind": kind}) or 0.0

    count_errors(database)
    before = errors()
    with database.reading() as connection, pytest.raises(Exception, match="no_such_table"):
        connection.exec_driver_sql("SELECT * FROM no_such_table")
    assert errors() == before + 1
    unreachable = Database("postgresql://reader:secret@127.0.0.1:1/dashboard")
    count_errors(unreachable)
    reached = (
        REGISTRY.get_sample_value("dashboard_database_errors_total", {"kind": "OperationalError"}) or 0.0
    )
    with pytest.raises(DatabaseUnreachableError), unreachable.reading():
        pass
    assert (
        REGISTRY.get_sample_value("dashboard_database_errors_total", {"kind": "OperationalError"})
        == reached + 1
    )


def test_refused_files_are_counted_and_a_failing_run_too() -> None:
    def values() -> list[float]:
        names = ("dashboard_refused_files_total",)
        runs = REGISTRY.get_sample_value("dashboard_rerun_seconds_count", {"page": "test"})
        return [*(REGISTRY.get_sample_value(name) or 0.0 for name in names), runs or 0.0]

    before = values()
    refused_file()
    with pytest.raises(LookupError), rerun("test"):
        raise LookupError
    assert values() == [one + 1 for one in before]
    assert metrics_route("").path == "/metrics"


def test_sign_ins_are_counted_once_each(database: Database) -> None:
    at = datetime(2024, 5, 20, 6, 0, tzinfo=UTC)
    database.audit_key = TOKEN.encode()
    for key in ("a", "b"):
        identity = Identity(
            subject="issuer|17", email="", is_email_verified=False, name="Aigul", key=key.ljust(64, key)
        )
        for hour in range(3):
            assert who(database, identity, at=at + timedelta(hours=hour), longest=timedelta(hours=12))
        sign_out(database, identity, at=at + timedelta(hours=3))
    with database.reading() as connection:
        assert count_sign_ins(connection) == 2
