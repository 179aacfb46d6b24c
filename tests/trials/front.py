"""nginx as it is shipped (deploy/nginx), with this machine's free ports and a certificate made for the trial."""

import os
import re
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.site import PROJECT, free_port

SHIPPED = PROJECT / "deploy" / "nginx"
_START_SECONDS = 20.0
_FILES = "/_stcore/upload_file/"
_MAIN = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/replicas.conf;
    include {folder}/dashboard.conf;
}}
"""


def program(name: str) -> str:
    """Where a program of the system is; Debian's nginx is not on everybody's path."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert found is not None, f"There is no {name}: run .ci/install-nginx"
    return found


def write_configuration(folder: Path, ports: Sequence[int], port: int) -> Path:
    """The shipped configuration for replicas at `ports`, listening at `port`; only places are put in."""
    _make_certificate(folder)
    replicas = (SHIPPED / "replicas.conf").read_text(encoding="utf-8")
    for shipped, actual in zip((8501, 8502), ports, strict=True):
        assert replicas.count(f"127.0.0.1:{shipped} ") == 2
        replicas = replicas.replace(f"127.0.0.1:{shipped} ", f"127.0.0.1:{actual} ")
    places = {
        "    listen 80;\n    listen [::]:80;\n": f"    listen 127.0.0.1:{free_port()};\n",
        "    listen 443 ssl;\n    listen [::]:443 ssl;\n": f"    listen 127.0.0.1:{port} ssl;\n",
        "/etc/nginx/tls/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
    }
    front = (SHIPPED / "dashboard.conf").read_text(encoding="utf-8")
    for shipped_place, actual_place in places.items():
        assert shipped_place in front
        front = front.replace(shipped_place, actual_place)
    (folder / "replicas.conf").write_text(replicas, encoding="utf-8")
    (folder / "dashboard.conf").write_text(front, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder), encoding="utf-8")
    return main


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A running nginx: its address, and the file in which it notes who answered what."""

    address: str
    log: Path

    def port_that_answered(self, request: str) -> int:
        """The port of the replica that answered a request, by the request's id."""
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            if found := re.search(rf'"[0-9.]+:(\d+)" "\d+" {request}$', self.log.read_text(), re.MULTILINE):
                return int(found[1])
        raise AssertionError("nginx has not noted the request.")

    def answers_to_files(self) -> list[tuple[str, str]]:
        """What was answered to files that were sent: the status, and those of the replicas that were asked."""
        return re.findall(
            rf'\] PUT {re.escape(_FILES)}\S* (\d+) .*" "([^"]*)" \w+$', self.log.read_text(), re.MULTILINE
        )


@contextmanager
def running_front(ports: Sequence[int]) -> Iterator[Front]:
    """Start nginx before the replicas at `ports`. Its files lie where its own user may go."""
    folder = Path(tempfile.mkdtemp(prefix="nginx-"))
    folder.chmod(0o755)
    port = free_port()
    main = write_configuration(folder, ports, port)
    process = subprocess.Popen([program("nginx"), "-c", str(main), "-e", str(folder / "error.log")])
    try:
        address = f"https://127.0.0.1:{port}"
        _wait_until_up(address, process)
        yield Front(address=address, log=folder / "dashboard.log")
    finally:
        process.terminate()
        process.wait(_START_SECONDS)
        shutil.rmtree(folder)


def without_check() -> ssl.SSLContext:
    """For the certificate of the trial, which nobody vouches for."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def status_of(address: str, **headers: str) -> int:
    """What is answered there."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10, context=without_check()) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def _wait_until_up(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            status_of(address)
        except urllib.error.URLError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
            continue
        return
    raise RuntimeError("nginx did not start.")


def _make_certificate(folder: Path) -> None:
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "dashboard.key"), "-out", str(folder / "dashboard.crt")]
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files],
        check=True,
        capture_output=True,
    )


def directive(name: str) -> str:
    """The value of a directive that the shipped configuration has once."""
    [value] = re.findall(
        rf"^\s*{name}\s+(.+);$", (SHIPPED / "dashboard.conf").read_text(encoding="utf-8"), re.MULTILINE
    )
    return str(value)
