"""What the server imports for its start and its first pages: nothing heavy that they have no use for."""

import subprocess
import sys

import pytest

from tests.e2e.site import PROJECT

_HEAVY = {"alembic", "altair", "docx", "numpy", "openpyxl", "pandas", "pyarrow", "pydantic"}


def _imported(*modules: str) -> set[str]:
    """The heavy packages that a fresh process has after importing some modules of ours."""
    code = f"import sys\nimport {', '.join(modules)}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    )
    return _HEAVY & set(done.stdout.split())


def test_the_first_page_needs_nothing_heavy() -> None:
    assert _imported("app", "dashboard.components.overview", "dashboard.components.months") == set()


@pytest.mark.parametrize("page", ["group_screen", "wall.wall"])
def test_screens_need_no_pandas_and_no_altair(page: str) -> None:
    assert not _imported("app", f"dashboard.components.{page}") & {"altair", "pandas"}
