"""The address of a database, as DATABASE_URL gives it: a file, a server, or several that stand in for each other."""

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_UNREADABLE = "an address that cannot be read (in a password, @ is written %40 and / is written %2F)"
_DRIVER = "postgresql+psycopg"
_POSTGRESQL = {"postgres", "postgresql", _DRIVER}
_SQLITE = {"sqlite", "sqlite+pysqlite"}
# As PostgreSQL's own programs write several servers: postgresql://user:password@first:5432,second/name
_SEVERAL_HOSTS = re.compile(
    r"(?P<before>[\w+]+://(?:[^@/]*@)?)(?P<hosts>[^@/?]*,[^@/?]*)(?P<after>.*)", re.DOTALL
)


class WrongDatabaseUrlError(ValueError):
    """What was given is no address of a database of ours; never repeats it, for a password may stand anywhere in it."""


def read_database_url(given: str) -> URL:
    """The address with our driver named; several servers as the option `host`. Raises WrongDatabaseUrlError."""
    try:
        url = _with_hosts(given)
        driver = url.drivername
        if driver in _POSTGRESQL:
            url = url.set(drivername=_DRIVER)
            url.get_dialect()().create_connect_args(url)  # looks at hosts and ports
    except (ArgumentError, ValueError):
        raise WrongDatabaseUrlError(_UNREADABLE) from None
    if "@" in (url.host or ""):
        raise WrongDatabaseUrlError(_UNREADABLE)
    if driver not in _POSTGRESQL | _SQLITE:
        raise WrongDatabaseUrlError(f"{driver}: only sqlite and postgresql are known")
    return url


def is_sqlite(url: URL) -> bool:
    """Whether it is the embedded database."""
    return url.get_backend_name() == "sqlite"


def name_of(url: URL) -> str:
    """The address for messages: all servers, without the password and options."""
    hosts = url.query.get("host", "")
    shown = url.set(query={})
    if isinstance(hosts, tuple):
        shown = shown.set(host=",".join(host.partition(":")[0] for host in hosts))
    return shown.render_as_string(hide_password=True)


def _with_hosts(given: str) -> URL:
    several = _SEVERAL_HOSTS.fullmatch(given)
    if several is None:
        return make_url(given)
    url = make_url(f"{several['before']}{several['after']}")
    return url.update_query_pairs([("host", host) for host in several["hosts"].split(",")], append=True)
