"""Pages run without a browser over a database of their own, as somebody with certain roles."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import entry, live, source
from dashboard.components import download
from data_access.access.roles import Person

PROJECT = Path(__file__).parents[2]


def run(page: str, /, **parameters: str) -> AppTest:
    """Run a page with the parameters of its URL."""
    app = AppTest.from_file(str(PROJECT / "dashboard" / "main.py"), default_timeout=60)
    if page != "overview":
        app.switch_page(f"../pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def shown(app: AppTest) -> str:
    """All HTML that the page drew."""
    return " ".join(str(one.value) for one in app.html)


def come_as(monkeypatch: pytest.MonkeyPatch, person: Person | None) -> None:
    """Have whoever opens a page from now on be this person; None: nobody whom we know."""
    for module in (entry, live, download):
        monkeypatch.setattr(module, "asker", lambda: lambda: person)


def serve(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Have the pages read a database; nothing kept of another one is left."""
    monkeypatch.setenv("DATABASE_URL", url)
    source.database.cache_clear()
    source.programmes.cache_clear()
    source.look_again()
