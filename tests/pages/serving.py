"""Pages run without a browser over a database of their own, as somebody with certain roles."""

import json
from pathlib import Path

import pytest
from streamlit.runtime.state.common import user_key_from_element_id
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


def unfold(app: AppTest) -> AppTest:
    """Open all that is folded away."""
    for fold in app.expander:
        key = user_key_from_element_id(fold.proto.id)
        assert key is not None
        app.session_state[key] = True
    return app.run()


def filters(app: AppTest) -> dict[str, tuple[str, dict[str, str] | None]]:
    """The filters of the page by parameter: label, and value to words of a list; None: a field for words."""
    components = [one.proto for one in app.main if one.type == "bidi_component"]
    [row] = [one for one in components if one.component_name == "filters"]
    fields = json.loads(row.bytes)["fields"]
    return {one["name"]: (one["label"], one["options"] and dict(one["options"])) for one in fields}


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
