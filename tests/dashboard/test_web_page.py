"""Our style sheet is in the page of every screen, is there to be had, and is not asked for again."""

from collections.abc import Iterator

import httpx
import pytest

from dashboard.links import PAGE_PATHS
from dashboard.web_page import STYLE_PATH
from tests.dashboard.processes import serving

_FOR_STYLE = {"Accept": "text/css,*/*;q=0.1"}


@pytest.fixture(scope="module")
def visitor(file_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """What asks a running product for addresses as a browser does."""
    folder = tmp_path_factory.mktemp("server")
    with serving("app.py", folder=folder, DATABASE_URL=file_url) as running:
        running.wait_until_up()
        address = f"http://127.0.0.1:{running.port}"
        with httpx.Client(base_url=address, headers={"Accept": "text/html"}) as client:
            yield client


def test_every_screen_has_the_style_between_streamlits_own_and_what_it_brings_itself(
    visitor: httpx.Client,
) -> None:
    for path in sorted(PAGE_PATHS):
        answer = visitor.get(f"{path}?lang=en")
        assert answer.status_code == 200
        head, _, body = answer.text.partition(f'<link rel="stylesheet" href="{STYLE_PATH}">')
        assert "</head>" in head, path
        assert 'id="root"' in body, path


def test_a_page_is_made_anew_whatever_a_browser_has_kept(visitor: httpx.Client) -> None:
    kept = {"If-Modified-Since": "Sun, 01 Jan 2090 00:00:00 GMT", "If-None-Match": "*", "Range": "bytes=0-9"}
    answer = visitor.get("/", headers=kept)
    assert answer.status_code == 200
    assert STYLE_PATH in answer.text
    assert "ETag" not in answer.headers
    assert "Last-Modified" not in answer.headers


def test_the_style_may_be_kept_for_ever(visitor: httpx.Client) -> None:
    answer = visitor.get(STYLE_PATH, headers=_FOR_STYLE)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "--ink" in answer.text


def test_another_versions_style_is_not_here(visitor: httpx.Client) -> None:
    assert visitor.get("/style/0123456789abcdef.css", headers=_FOR_STYLE).status_code == 404
