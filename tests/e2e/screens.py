"""The pictures of all screens in docs/screens: python -m tests.e2e.screens (make screens)."""

import io
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from data_access.database import Database
from data_access.migrate import migrate
from data_access.words import LANGUAGES
from sample_data.load import load
from tests.e2e.conftest import FLAGS
from tests.e2e.screen import SCREENS, in_language, wait_until_drawn
from tests.e2e.site import PROJECT, Site, running_site

FOLDER = PROJECT / "docs" / "screens"
PICTURES = [f"{name}-{language}.png" for name in SCREENS for language in LANGUAGES]
_COLOURS = 128  # enough for flat areas and smooth letters


def main() -> None:
    """Take all pictures anew at 1920 x 1080, over a freshly loaded sample."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{Path(folder) / 'sample.db'}"
        database = Database(url)
        migrate(database)
        load(database, now=datetime.now(UTC), say=lambda _text: None)
        database.close()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        with running_site(url) as site:
            for name, path in SCREENS.items():
                for language in LANGUAGES:
                    _take(page, site, in_language(path, language), FOLDER / f"{name}-{language}.png")
        browser.close()


def _take(page: Page, site: Site, path: str, target: Path) -> None:
    page.goto(site.address + path)
    wait_until_drawn(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
