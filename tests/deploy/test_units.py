"""The systemd units, as the system's own checker sees them, and what must agree with other files."""

import re
import shlex
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.settings import Settings
from tests.deploy.places import DEPLOY, settings_of_example

UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir() if path.suffix in {".service", ".timer"})
SERVICES = [path for path in UNITS if path.suffix == ".service"]
# What differs from one service to the next; all the rest is who it is and what it may not do.
_OWN = {"Type", "ExecStart", "ExecStartPost", "Restart", "RestartSec", "MemoryMax", "ReadWritePaths"}
_OWN |= {"TimeoutStartSec", "TimeoutStopSec", "Environment"}


def _section(path: Path, name: str) -> list[tuple[str, str]]:
    text = path.read_text(encoding="utf-8").partition(f"[{name}]\n")[2].partition("\n[")[0]
    return [(key, value) for key, value in re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE)]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this system has no systemd")
def test_the_systems_checker_finds_nothing(tmp_path: Path) -> None:
    """With programs that are here in place of those that will be there."""
    for path in UNITS:
        text = re.sub(r"^(ExecStart\w*=)\S+", r"\1/bin/true", path.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / path.name.replace("@.", "@8501.")).write_text(text, encoding="utf-8")
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert str(tmp_path) not in ended.stderr, ended.stderr
    assert "dashboard" not in ended.stderr, ended.stderr
    assert ended.returncode == 0


def test_no_service_may_do_more_than_another() -> None:
    common = [[one for one in _section(path, "Service") if one[0] not in _OWN] for path in SERVICES]
    assert common[0] == common[1] == common[2]
    assert {"NoNewPrivileges", "ProtectSystem", "SystemCallFilter", "CapabilityBoundingSet"} <= dict(
        common[0]
    ).keys()
    assert dict(common[0])["User"] == "dashboard"


def test_each_replica_is_on_this_machine_at_the_port_of_its_instance() -> None:
    service = _section(DEPLOY / "systemd/dashboard@.service", "Service")
    assert ("Environment", "HOST=127.0.0.1 PORT=%i") in service
    assert dict(service)["ExecStartPost"].endswith("/deploy/ready.py --wait 120 %i")


def test_a_replica_has_time_to_let_go() -> None:
    service = dict(_section(DEPLOY / "systemd/dashboard@.service", "Service"))
    assert int(service["TimeoutStopSec"]) == int(settings_of_example()["STOP_SECONDS"]) + 30


def test_what_is_started_is_shipped() -> None:
    for path in SERVICES:
        for key, value in _section(path, "Service"):
            if not key.startswith("Exec"):
                continue
            for place in re.findall(r"/opt/dashboard/(\S+?)['\"]?(?=\s|$)", value):
                assert place == ".venv/bin/python" or (DEPLOY.parent / place).is_file()


def test_the_example_gives_settings_that_exist_and_leaves_places_alone() -> None:
    given = settings_of_example()
    assert {name.lower() for name in given} <= {one.name for one in fields(Settings)}
    assert not {"HOST", "PORT"} & given.keys(), "these differ between replicas"


def test_a_replica_keeps_to_the_version_with_which_it_was_started(tmp_path: Path) -> None:
    """A new version is laid beside it and the link is moved while it runs."""
    program = tmp_path / "dashboard-1.0" / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$0 $(pwd -P)/$1"\n')
    program.chmod(0o755)
    (tmp_path / "dashboard").symlink_to("dashboard-1.0")
    start = dict(_section(DEPLOY / "systemd/dashboard@.service", "Service"))["ExecStart"]
    shell, option, script = shlex.split(start.replace("/opt/dashboard", f"{tmp_path}/dashboard"))
    said = subprocess.run(
        [shell, option, script.replace("$$", "$")], capture_output=True, text=True, check=True
    ).stdout
    assert said.split() == [str(program), str(tmp_path / "dashboard-1.0" / "app.py")]
