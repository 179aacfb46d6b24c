"""The settings of the product: from the environment, else from .env below the project, else as given here."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PROJECT = Path(__file__).parent.parent

_KEY_LETTERS = 32
_DATABASE_DRIVERS = {"sqlite", "sqlite+pysqlite", "postgres", "postgresql", "postgresql+psycopg"}


class WrongSettingError(Exception):
    """Settings that cannot be used; `names` are theirs. Values are left out: one may hold a password."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class Settings(BaseSettings):
    """What differs from one installation to the next. An empty value counts as none."""

    model_config = SettingsConfigDict(
        env_file=PROJECT / ".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = Field(
        default="sqlite:///var/dashboard.db",
        repr=False,
        description="The database: `sqlite:///` and a file (relative to the project folder), or "
        "`postgresql://user:password@host/name`.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="The address to listen on. Without sign-in only an address of this machine itself.",
    )
    port: int = Field(default=8501, ge=1, le=65535, description="The port to listen on.")
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="How the log is written: `text` for people, `json` for machines, one object a line.",
    )
    stop_seconds: int = Field(
        default=60,
        ge=0,
        description="How many seconds a stop (SIGTERM) waits for files that people have chosen and not applied "
        "yet.",
    )
    audit_key: str = Field(
        default="",
        repr=False,
        description="The secret under which the audit is written, 32 characters or more; after a comma older "
        "ones, which still verify. Without it the embedded database keeps one in a file beside it.",
    )

    @field_validator("audit_key")
    @classmethod
    def _long_keys(cls, value: str) -> str:
        if value and any(len(key.strip()) < _KEY_LETTERS for key in value.split(",")):
            raise ValueError("a key that can be guessed")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError as error:
            raise ValueError("no database address") from error
        if url.drivername not in _DATABASE_DRIVERS:
            raise ValueError("no database of ours")
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            url = url.set(database=str(PROJECT / url.database))
        return url.render_as_string(hide_password=False)


def load_settings() -> Settings:
    """The settings of this process; raises WrongSettingError for values that can't be used."""
    try:
        return Settings()
    except ValidationError as error:
        # Not chained: the text of the cause quotes the values.
        raise WrongSettingError([str(fault["loc"][0]).upper() for fault in error.errors()]) from None


def settings_table() -> str:
    """All settings as a table in Markdown; README holds exactly this."""
    rows = [
        f"| `{name.upper()}` | `{field.default}` | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| Setting | Default | What it is |", "|---|---|---|", *rows])
