"""The pictures of all screens in docs/screens: python -m tests.e2e.screens (make screens)."""

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from data_access.words import LANGUAGES
from tests.browsers import FLAGS, PATIENCE
from tests.e2e.files import changed_file, faulty_file
from tests.e2e.samples import load_sample
from tests.e2e.screen import SCREENS, WALL_SCREENS, open_screen, send_file, wait_until_drawn
from tests.e2e.site import PROJECT, Site, running_site

FOLDER = PROJECT / "docs" / "screens"
# The page for files once a file was chosen: what it shows, and which file that is.
UPLOADS = {"upload-faults": (".faults", faulty_file), "upload-changes": (".changed", changed_file)}
PICTURES = [
    f"{name}-{language}.png" for name in (*SCREENS, *WALL_SCREENS, *UPLOADS) for language in LANGUAGES
]
_COLOURS = 256  # enough for flat areas and smooth letters; kmeans keeps the colours that few pixels have


def main() -> None:
    """Take all pictures anew at 1920 x 1080, over a freshly loaded sample."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{Path(folder) / 'sample.db'}"
        load_sample(url)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.set_default_timeout(PATIENCE)
        with running_site(url) as site:
            for name, path in {**SCREENS, **WALL_SCREENS}.items():
                for language in LANGUAGES:
                    open_screen(page, site, path, language)
                    _take(page, FOLDER / f"{name}-{language}.png")
            for name, (shown, make) in UPLOADS.items():
                file = make(site, Path(folder))
                for language in LANGUAGES:
                    _send(page, site, file, shown, language)
                    _take(page, FOLDER / f"{name}-{language}.png")
        browser.close()


def _send(page: Page, site: Site, file: Path, shown: str, language: str) -> None:
    open_screen(page, site, "/upload", language)
    send_file(page, file)
    page.locator(shown).first.wait_for()
    wait_until_drawn(page)
    page.mouse.move(0, 0)  # nothing is pointed at


def _take(page: Page, target: Path) -> None:
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(_COLOURS, kmeans=2, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
