"""The container file: the linter's rules, and what it must be for read-only use without rights."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.places import DEPLOY

FILE = DEPLOY / "Containerfile"
_LINES = FILE.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
INSTRUCTIONS = [tuple(line.split(maxsplit=1)) for line in _LINES if line and line[0] != "#"]


def _all(instruction: str) -> list[str]:
    return [value for name, value in INSTRUCTIONS if name == instruction]


def test_the_linter_finds_nothing() -> None:
    ended = subprocess.run(
        [Path(sys.executable).with_name("hadolint"), FILE], capture_output=True, text=True, check=False
    )
    assert ended.stdout + ended.stderr == ""
    assert ended.returncode == 0


def test_it_runs_as_nobody_in_particular() -> None:
    assert _all("USER") == ["10001:10001"]
    after = INSTRUCTIONS[INSTRUCTIONS.index(("USER", "10001:10001")) :]
    assert not [value for name, value in after if name in {"RUN", "COPY", "ADD"}]


def test_every_base_has_a_version() -> None:
    for base in _all("FROM"):
        assert re.match(r"\S+/python:3\.\d+-slim-[a-z]+( AS \w+)?$", base)


def test_packages_are_those_that_were_locked_and_nothing_is_built() -> None:
    [install] = [run for run in _all("RUN") if "requirements.lock" in run]
    assert "--require-hashes" in install
    assert "--only-binary :all:" in install
    assert not [run for run in _all("RUN") if "apt-get" in run or "gcc" in run]
    assert any("pip uninstall --yes pip" in run for run in _all("RUN"))


@pytest.mark.parametrize("copy", [one for one in _all("COPY") if not one.startswith("--from")])
def test_what_is_copied_is_there_and_reaches_the_builder(copy: str) -> None:
    allowed = {line[1:] for line in (DEPLOY.parent / ".dockerignore").read_text("utf-8").splitlines()}
    for source in copy.split()[:-1]:
        assert (DEPLOY.parent / source).exists()
        assert source.split("/")[0] in allowed


def test_all_that_the_product_is_made_of_is_copied() -> None:
    copied = {source for copy in _all("COPY") for source in copy.split()[:-1]}
    assert {"app.py", ".streamlit", "dashboard", "data_access", "pages", "sample_data"} <= copied


def test_its_health_is_that_it_can_serve() -> None:
    [check] = _all("HEALTHCHECK")
    assert 'CMD ["python", "deploy/ready.py", "8501"]' in check
    assert "/readyz" in (DEPLOY / "ready.py").read_text(encoding="utf-8")
    assert _all("STOPSIGNAL") == ["SIGTERM"]


def test_no_secret_is_baked_in() -> None:
    assert not re.search(r"password|secret|key=", " ".join(_all("ENV") + _all("ARG")), re.IGNORECASE)
