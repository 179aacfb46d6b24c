"""The key under which the audit is written: of the settings, else one that this installation made for itself."""

import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import make_url

from dashboard.settings import PROJECT, Settings, WrongSettingError
from data_access.database import DatabaseUnreachableError

_FILE = "audit.key"


def audit_keys(settings: Settings) -> tuple[bytes, ...]:
    """The key in use first, then older ones, which only verify: AUDIT_KEY, separated by commas.

    Without that setting the key lies in a file that nobody else may read, made when it is first needed: beside
    the embedded database, else in var/. Whoever takes both the database and that file can forge lines.
    Raises WrongSettingError where there is neither a setting nor a place for the file, and
    DatabaseUnreachableError where that place is the database's own.
    """
    if settings.audit_key:
        return tuple(key.strip().encode() for key in settings.audit_key.split(","))
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    folder = Path(str(url.database)).parent if is_file else PROJECT / "var"
    try:
        return (_own_key(folder / _FILE),)
    except OSError as error:
        if is_file:  # where the key can't lie, the database can't either
            raise DatabaseUnreachableError(url.set(query={}).render_as_string()) from error
        raise WrongSettingError(["AUDIT_KEY"]) from error


def _own_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return path.read_bytes().strip()


def _make(path: Path) -> None:
    """Write a new key whole under another name first: of two processes that start at once one key stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    try:
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
