"""Both replicas are restarted, one after the other, while officers bring files: none fails, none is lost."""

import shutil
import time
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.e2e.screen import open_screen
from tests.e2e.site import PROJECT
from tests.trials.conftest import NewPage
from tests.trials.connection import Connection
from tests.trials.front import status_of
from tests.trials.officer import Figure, apply, choose, figures, open_desk, tally
from tests.trials.replicas import Installation

pytestmark = pytest.mark.slow

_CODE = ("app.py", "dashboard", "data_access", "pages", ".streamlit", "pyproject.toml")
_OFFICERS = 2
_AFTERWARDS = 2  # rounds of files after both are back


def test_no_upload_fails_during_a_rolling_restart(
    installation: Installation, new_page: NewPage, tmp_path: Path
) -> None:
    """Each replica is started again from another folder, as a new version is."""
    for replica in installation.replicas:
        replica.project = _copy(tmp_path / "next version")
    files = figures(installation.site, tmp_path)
    officers = [new_page(replica) for replica in installation.replicas for _ in range(_OFFICERS // 2)]
    for officer in officers:
        open_desk(officer, installation.site)
    applied: list[Figure] = []
    took: list[float] = []
    restarting = Thread(target=lambda: took.extend(one.restart() for one in installation.replicas))

    def round_of_files() -> None:
        chosen = [(officer, next(files)) for officer in officers]
        for officer, figure in chosen:
            choose(officer, figure)
        for officer, figure in chosen:
            apply(officer, figure)
            applied.append(figure)

    round_of_files()
    restarting.start()
    during = 0
    while restarting.is_alive():
        round_of_files()
        during += len(officers)
    restarting.join()
    assert len(took) == len(installation.replicas), installation.replicas[0].log
    for _ in range(_AFTERWARDS):
        round_of_files()
    found = tally(installation.site, applied)
    answers = installation.front.answers_to_files()
    failed = [status for status, _asked in answers if status != "204"]
    print(f"{during} of {found.applied} files during restarts of {took[0]:.1f} and {took[1]:.1f} s.")
    assert (found.lost, found.doubled, failed) == (0, 0, []), installation.front.log.read_text()[-6000:]
    assert during >= len(officers)


def test_a_replica_that_is_asked_to_stop_waits_for_the_file_in_hand(
    installation: Installation, new_page: NewPage, tmp_path: Path
) -> None:
    """Newcomers are served elsewhere meanwhile; the file applied, its officer goes on elsewhere as well."""
    stopping, _other = installation.replicas
    figure = next(figures(installation.site, tmp_path))
    officer, viewer = new_page(stopping), new_page(stopping)
    connection = Connection(officer)
    open_desk(officer, installation.site)
    choose(officer, figure)
    count = connection.count
    stopping.ask_to_stop()
    _wait_until_stopping(installation)
    open_screen(viewer, installation.site, "/problem?problem=CON-03", "en")
    assert connection.count == count
    assert stopping.is_up()
    apply(officer, figure)
    assert stopping.wait_until_stopped() == 0, stopping.log
    connection.wait_for_another(count)
    expect(officer.locator(".moved")).to_be_visible()
    found = tally(installation.site, [figure])
    assert (found.lost, found.doubled) == (0, 0)
    assert "Traceback" not in stopping.log


def _copy(project: Path) -> Path:
    for name in _CODE:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        if not (project / name).exists():
            copy(PROJECT / name, project / name)
    return project


def _wait_until_stopping(installation: Installation) -> None:
    end = time.monotonic() + 10
    while status_of(f"{installation.replicas[0].address}/readyz") != 503:
        assert time.monotonic() < end
