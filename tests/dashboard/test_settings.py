"""Settings: where they come from, what is refused, and that README tells the truth about them."""

import traceback
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard import settings as settings_module
from dashboard.settings import PROJECT, Settings, WrongSettingError, load_settings, settings_table
from data_access.database import Database
from data_access.uploads.files.bounds import DEFAULT_BOUNDS, Bounds


@pytest.fixture(autouse=True)
def dotenv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment without any of our settings, and the .env that is read instead of the project's."""
    for one in fields(Settings):
        monkeypatch.delenv(one.name.upper(), raising=False)
    path = tmp_path / ".env"
    monkeypatch.setattr(settings_module, "ENV_FILE", path)
    return path


def test_without_any_it_is_this_machine_and_the_embedded_database() -> None:
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8501)
    assert settings.database_url == f"sqlite:///{PROJECT / 'var' / 'dashboard.db'}"


def test_the_environment_comes_before_the_file_and_an_empty_value_is_none(
    monkeypatch: pytest.MonkeyPatch, dotenv: Path
) -> None:
    dotenv.write_text("PORT=9001\nHOST=127.0.0.2\nLOG_FORMAT=json\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("PORT", "9002")
    monkeypatch.setenv("LOG_FORMAT", "")
    settings = load_settings()
    assert (settings.port, settings.host, settings.log_format) == (9002, "127.0.0.2", "json")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("sqlite:///data/own.db", f"sqlite:///{PROJECT / 'data' / 'own.db'}"),
        ("sqlite:////srv/own.db", "sqlite:////srv/own.db"),
        ("postgresql://u:p%40ss@db/x", "postgresql+psycopg://u:p%40ss@db/x"),
    ],
)
def test_a_relative_file_lies_below_the_project_wherever_the_command_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str, meant: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", given)
    assert load_settings().database_url == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "web"),
        ("STOP_SECONDS", "-1"),
        ("SIGN_IN_HOURS", "721"),
        ("AUDIT_KEY", f"secret,{'k' * 32}"),
        ("LOG_FORMAT", "xml"),
        ("ALLOWED_HOSTS", "https://dashboard.gov.example"),
        ("ALLOWED_HOSTS", "one.example,two.example:8443"),
        ("ALLOWED_HOSTS", "*.gov.example"),
        ("METRICS_TOKEN", "secret"),
        ("METRICS_TOKEN", "secret Ключ, который достаточно длинный"),
        ("DATABASE_URL", "mysql://u:secret@db/x"),
        ("DATABASE_URL", "host=db password=secret"),
        ("DATABASE_URL", "postgresql://u:secret@db:port/x"),
        ("DATABASE_URL", "postgresql://u:secret@db:5432,other:port/x"),
        ("DATABASE_READ_URL", "mysql://u:secret@db/x"),
        ("DATABASE_READ_URL", "sqlite:///secret.db"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_not_quoted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettingError) as refused:
        load_settings()
    assert refused.value.names == [name]
    assert "secret" not in "".join(traceback.format_exception(refused.value))


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "web")
    monkeypatch.setenv("DATABASE_URL", "mysql://u:secret@db/x")
    with pytest.raises(WrongSettingError) as refused:
        load_settings()
    assert refused.value.names == ["DATABASE_URL", "PORT"]


def test_secrets_are_not_told_by_accident() -> None:
    settings = Settings(
        database_url="hidden",
        database_read_url="hidden",
        audit_key="hidden",
        metrics_token="hidden",
        oidc_client_secret="hidden",
        cookie_secret="hidden",
    )
    assert "hidden" not in repr(settings)


def test_the_embedded_database_has_no_standby(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_READ_URL", "postgresql://u:secret@standby/x")
    with pytest.raises(WrongSettingError) as refused:
        load_settings()
    assert refused.value.names == ["DATABASE_READ_URL"]
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:secret@db/x")
    assert load_settings().database_read_url == "postgresql+psycopg://u:secret@standby/x"


def test_several_servers_are_written_as_other_programs_of_postgresql_take_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p%2Css@first:5433,second_one/x?sslmode=require")
    database = Database(load_settings().database_url)
    assert database.name == "postgresql+psycopg://u:***@first,second_one/x"
    _, options = database.engine.dialect.create_connect_args(database.url)
    del options["context"]  # how values of Python are sent
    assert options == {
        "user": "u",
        "password": "p,ss",
        "dbname": "x",
        "host": "first,second_one",
        "port": "5433,",
        "sslmode": "require",
    }


def test_names_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "dashboard.gov.example, fd00::7 ,")
    assert load_settings().host_names == ("dashboard.gov.example", "fd00::7")


def test_files_are_bounded_as_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().upload_bounds == DEFAULT_BOUNDS
    monkeypatch.setenv("UPLOAD_MEGABYTES", "3")
    monkeypatch.setenv("UPLOAD_ROWS", "1000")
    assert load_settings().upload_bounds == Bounds(size=3 * 1024**2, rows=1000)


def test_readme_holds_the_table_of_settings() -> None:
    table = settings_table()
    assert all(f"`{one.name.upper()}`" in table for one in fields(Settings))
    assert table in (PROJECT / "README.md").read_text(encoding="utf-8")


SIGN_IN = {
    "OIDC_METADATA_URL": "https://id.example.kz/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "dashboard",
    "OIDC_CLIENT_SECRET": "secret",
    "PUBLIC_URL": "https://dashboard.example.kz/",
    "COOKIE_SECRET": "c" * 32,
}


def test_sign_in_is_whole_or_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not load_settings().has_sign_in
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.has_sign_in
    assert settings.public_url == "https://dashboard.example.kz"
    for name in SIGN_IN:
        with monkeypatch.context() as without:
            without.delenv(name)
            with pytest.raises(WrongSettingError) as refused:
                load_settings()
            assert refused.value.names == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COOKIE_SECRET", "short"),
        ("PUBLIC_URL", "http://dashboard.example.kz"),
        ("OIDC_METADATA_URL", "http://id.example.kz/.well-known/openid-configuration"),
        ("PUBLIC_URL", "dashboard.example.kz"),
    ],
)
def test_sign_in_that_others_could_read_or_guess_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for each, fine in SIGN_IN.items():
        monkeypatch.setenv(each, fine)
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettingError) as refused:
        load_settings()
    assert refused.value.names == [name]


def test_replicas_need_one_key_for_the_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@db/x")
    with pytest.raises(WrongSettingError) as refused:
        load_settings()
    assert refused.value.names == ["AUDIT_KEY"]
    monkeypatch.setenv("AUDIT_KEY", "k" * 32)
    assert load_settings().has_sign_in
