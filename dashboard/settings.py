"""The settings of the product: from the environment, else from .env below the project, else as given here."""

from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.address import is_loopback
from data_access.database_url import is_sqlite, read_database_url

PROJECT = Path(__file__).parent.parent

_KEY_LETTERS = 32
_OF_SIGN_IN = ("oidc_metadata_url", "oidc_client_id", "oidc_client_secret", "public_url", "cookie_secret")


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
        "`postgresql://user:password@host/name`; with several hosts (`first,second`) the one that takes writes.",
    )
    database_read_url: str = Field(
        default="",
        repr=False,
        description="Standby servers of the same PostgreSQL, written likewise, which take reads off the first one.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="The address to listen on. Another than this machine's own needs sign-in.",
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
        "ones, which still verify. Without it the embedded database keeps one in a file beside it; PostgreSQL "
        "with sign-in needs it.",
    )
    allowed_hosts: str = Field(
        default="",
        description="The names under which browsers may ask for the server, separated by commas, without ports; "
        "a request by another name gets an error. Empty: the name of `PUBLIC_URL`, without sign-in any.",
    )
    metrics_token: str = Field(
        default="",
        repr=False,
        description="The secret that whoever reads `/metrics` from another machine sends as a bearer token, "
        "32 characters or more. Empty: `/metrics` answers on this machine only.",
    )

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names of `allowed_hosts`, else that of the address that people open; none: any name."""
        names = tuple(name for part in self.allowed_hosts.split(",") if (name := part.strip()))
        return names or tuple(filter(None, [urlsplit(self.public_url).hostname]))

    @field_validator("allowed_hosts")
    @classmethod
    def _names_alone(cls, value: str) -> str:
        # One colon goes before a port, an address of IPv6 has more.
        if any(set("/@*[") & set(name) or name.count(":") == 1 for name in value.split(",")):
            raise ValueError("more than names")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _long_token(cls, value: str) -> str:
        if value and (len(value) < _KEY_LETTERS or not value.isascii()):
            raise ValueError("a token that can be guessed")
        return value

    oidc_metadata_url: str = Field(
        default="",
        description="Sign-in: the identity provider's description of itself, "
        "`https://…/.well-known/openid-configuration`. Empty: no sign-in, one person on this machine.",
    )
    oidc_client_id: str = Field(default="", description="Sign-in: the name of this product at the provider.")
    oidc_client_secret: str = Field(default="", repr=False, description="Sign-in: the secret for that name.")
    public_url: str = Field(
        default="",
        description="Sign-in: the address that people open, `https://` and a host; the provider sends them "
        "back to `/oauth2callback` below it.",
    )
    cookie_secret: str = Field(
        default="",
        repr=False,
        description="Sign-in: the secret that signs cookies, 32 characters or more; the same on all replicas.",
    )
    sign_in_hours: int = Field(
        default=12, ge=1, le=720, description="Sign-in: for how long one lasts before it is asked for again."
    )

    @property
    def has_sign_in(self) -> bool:
        """Whether people sign in; else there is one person, on this machine."""
        return bool(self.oidc_metadata_url)

    @model_validator(mode="after")
    def _whole_sign_in(self) -> Self:
        """All that sign-in needs, or nothing of it; each name that is missing or unusable is told."""
        wanted = {name: getattr(self, name) for name in _OF_SIGN_IN}
        if not any(wanted.values()):
            return self
        wrong = [name for name, value in wanted.items() if not value]
        if self.cookie_secret and len(self.cookie_secret) < _KEY_LETTERS:
            wrong.append("cookie_secret")
        if not self.audit_key and not is_sqlite(read_database_url(self.database_url)):
            wrong.append("audit_key")  # each replica would make one of its own
        wrong += [name for name in ("oidc_metadata_url", "public_url") if not _is_safe(getattr(self, name))]
        if wrong:
            raise WrongSettingError(sorted({name.upper() for name in wrong}))
        return self

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("audit_key")
    @classmethod
    def _long_keys(cls, value: str) -> str:
        if value and any(len(key.strip()) < _KEY_LETTERS for key in value.split(",")):
            raise ValueError("a key that can be guessed")
        return value

    @field_validator("database_url", "database_read_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value:
            return value
        url = read_database_url(value)
        if is_sqlite(url) and url.database and url.database != ":memory:":
            url = url.set(database=str(PROJECT / url.database))
        return url.render_as_string(hide_password=False)

    @field_validator("database_read_url")
    @classmethod
    def _standby_of_postgresql(cls, value: str, info: ValidationInfo) -> str:
        """The embedded database has no standby."""
        for url in (value, info.data.get("database_url", "")):
            if value and url and is_sqlite(read_database_url(url)):
                raise ValueError("no standby")
        return value


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can read what goes to an address: HTTPS, or this machine's own."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


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
