"""The settings of the product: from the environment, else from .env below the project, else as given here."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values

from dashboard.address import is_loopback
from data_access.database_url import is_sqlite, read_database_url
from data_access.uploads.files.bounds import MEGABYTE, Bounds

PROJECT = Path(__file__).parent.parent
ENV_FILE = PROJECT / ".env"

_KEY_LETTERS = 32
_OF_SIGN_IN = ("oidc_metadata_url", "oidc_client_id", "oidc_client_secret", "public_url", "cookie_secret")


class WrongSettingError(Exception):
    """Settings that cannot be used; `names` are theirs. Values are left out: one may hold a password."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


# How the text of a setting is read: each returns its value, or raises ValueError for one that can't be used.


def _number(least: int, most: int | None = None) -> Callable[[str], int]:
    def read(given: str) -> int:
        number = int(given)
        if number < least or (most is not None and number > most):
            raise ValueError("out of bounds")
        return number

    return read


def _log_format(given: str) -> str:
    if given not in {"text", "json"}:
        raise ValueError("unknown")
    return given


def _database(given: str) -> str:
    """The address of a database; a relative file lies below the project wherever the command is started."""
    if not given:
        return given
    url = read_database_url(given)
    if is_sqlite(url) and url.database and url.database != ":memory:":
        url = url.set(database=str(PROJECT / url.database))
    return url.render_as_string(hide_password=False)


def _keys(given: str) -> str:
    if given and any(len(key.strip()) < _KEY_LETTERS for key in given.split(",")):
        raise ValueError("a key that can be guessed")
    return given


def _token(given: str) -> str:
    if given and (len(given) < _KEY_LETTERS or not given.isascii()):
        raise ValueError("a token that can be guessed")
    return given


def _hosts(given: str) -> str:
    # One colon goes before a port, an address of IPv6 has more.
    if any(set("/@*[") & set(name) or name.count(":") == 1 for name in given.split(",")):
        raise ValueError("more than names")
    return given


def _without_slash(given: str) -> str:
    return given.rstrip("/")


def _setting(
    default: object, description: str, *, read: Callable[[str], object] = str, is_secret: bool = False
) -> Any:
    return field(default=default, repr=not is_secret, metadata={"description": description, "read": read})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What differs from one installation to the next; `load_settings` reads it."""

    database_url: str = _setting(
        "sqlite:///var/dashboard.db",
        "The database: `sqlite:///` and a file (relative to the project folder), or "
        "`postgresql://user:password@host/name`; with several hosts (`first,second`) the one that takes writes.",
        read=_database,
        is_secret=True,
    )
    database_read_url: str = _setting(
        "",
        "Standby servers of the same PostgreSQL, written likewise, which take reads off the first one.",
        read=_database,
        is_secret=True,
    )
    host: str = _setting(
        "127.0.0.1", "The address to listen on. Another than this machine's own needs sign-in."
    )
    port: int = _setting(8501, "The port to listen on.", read=_number(1, 65535))
    log_format: Literal["text", "json"] = _setting(
        "text",
        "How the log is written: `text` for people, `json` for machines, one object a line.",
        read=_log_format,
    )
    stop_seconds: int = _setting(
        60,
        "How many seconds a stop (SIGTERM) waits for files that people have chosen and not applied yet.",
        read=_number(0),
    )
    upload_megabytes: int = _setting(
        20,
        "The largest file that is taken, in MB; a web server before this one bounds it too "
        "(nginx: `client_max_body_size`).",
        read=_number(1, 200),
    )
    upload_rows: int = _setting(
        200_000, "The most rows that are read of a sheet.", read=_number(100, 1_000_000)
    )
    audit_key: str = _setting(
        "",
        "The secret under which the audit is written, 32 characters or more; after a comma older "
        "ones, which still verify. Without it the embedded database keeps one in a file beside it; PostgreSQL "
        "with sign-in needs it.",
        read=_keys,
        is_secret=True,
    )
    allowed_hosts: str = _setting(
        "",
        "The names under which browsers may ask for the server, separated by commas, without ports; "
        "a request by another name gets an error. Empty: the name of `PUBLIC_URL`, without sign-in any.",
        read=_hosts,
    )
    metrics_token: str = _setting(
        "",
        "The secret that whoever reads `/metrics` from another machine sends as a bearer token, "
        "32 characters or more. Empty: `/metrics` answers on this machine only.",
        read=_token,
        is_secret=True,
    )
    oidc_metadata_url: str = _setting(
        "",
        "Sign-in: the identity provider's description of itself, "
        "`https://…/.well-known/openid-configuration`. Empty: no sign-in, one person on this machine.",
    )
    oidc_client_id: str = _setting("", "Sign-in: the name of this product at the provider.")
    oidc_client_secret: str = _setting("", "Sign-in: the secret for that name.", is_secret=True)
    public_url: str = _setting(
        "",
        "Sign-in: the address that people open, `https://` and a host; the provider sends them "
        "back to `/oauth2callback` below it.",
        read=_without_slash,
    )
    cookie_secret: str = _setting(
        "",
        "Sign-in: the secret that signs cookies, 32 characters or more; the same on all replicas.",
        is_secret=True,
    )
    sign_in_hours: int = _setting(
        12, "Sign-in: for how long one lasts before it is asked for again.", read=_number(1, 720)
    )

    @property
    def has_sign_in(self) -> bool:
        """Whether people sign in; else there is one person, on this machine."""
        return bool(self.oidc_metadata_url)

    @property
    def upload_bounds(self) -> Bounds:
        """The most that is read of a file that somebody brings."""
        return Bounds(size=self.upload_megabytes * MEGABYTE, rows=self.upload_rows)

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names of `allowed_hosts`, else that of the address that people open; none: any name."""
        names = tuple(name for part in self.allowed_hosts.split(",") if (name := part.strip()))
        return names or tuple(filter(None, [urlsplit(self.public_url).hostname]))


def load_settings() -> Settings:
    """The settings of this process; raises WrongSettingError for values that can't be used."""
    given = _given()
    values: dict[str, Any] = {}
    wrong = []
    for one in fields(Settings):
        try:
            values[one.name] = one.metadata["read"](given.get(one.name, str(one.default)))
        except ValueError:
            wrong.append(one.name)
    # Raised out here: the error of a value may quote it.
    if not wrong:
        settings = Settings(**values)
        wrong = [*_without_standby(settings), *_missing_for_sign_in(settings)]
        if not wrong:
            return settings
    raise WrongSettingError(sorted({name.upper() for name in wrong}))


def _given() -> dict[str, str]:
    """What the environment and .env say, by name; the environment counts more, and an empty value as none."""
    given: dict[str, str] = {}
    sources: tuple[Mapping[str, str | None], ...] = (
        dotenv_values(ENV_FILE, encoding="utf-8") if ENV_FILE.is_file() else {},
        os.environ,
    )
    for source in sources:
        given |= {name.lower(): value for name, value in source.items() if value}
    return given


def _without_standby(settings: Settings) -> list[str]:
    """The embedded database has no standby, and is none."""
    urls = (settings.database_url, settings.database_read_url)
    if settings.database_read_url and any(is_sqlite(read_database_url(url)) for url in urls):
        return ["database_read_url"]
    return []


def _missing_for_sign_in(settings: Settings) -> list[str]:
    """All that sign-in needs, or nothing of it: the names of what is missing or unusable."""
    wanted: dict[str, str] = {name: getattr(settings, name) for name in _OF_SIGN_IN}
    if not any(wanted.values()):
        return []
    wrong = [name for name, value in wanted.items() if not value]
    if settings.cookie_secret and len(settings.cookie_secret) < _KEY_LETTERS:
        wrong.append("cookie_secret")
    if not settings.audit_key and not is_sqlite(read_database_url(settings.database_url)):
        wrong.append("audit_key")  # each replica would make one of its own
    return wrong + [name for name in ("oidc_metadata_url", "public_url") if not _is_safe(wanted[name])]


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can read what goes to an address: HTTPS, or this machine's own."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def settings_table() -> str:
    """All settings as a table in Markdown; README holds exactly this."""
    rows = [
        f"| `{one.name.upper()}` | `{one.default}` | {one.metadata['description']} |"
        for one in fields(Settings)
    ]
    return "\n".join(["| Setting | Default | What it is |", "|---|---|---|", *rows])
