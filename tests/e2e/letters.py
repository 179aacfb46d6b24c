"""The letters of a screen, measured in the browser (letters.js)."""

from pathlib import Path

from playwright.sync_api import Page

_MEASURE = (Path(__file__).parent / "letters.js").read_text(encoding="utf-8")


def faults_of_letters(page: Page, *, smallest: int, large: int = 0) -> list[str]:
    """What is wrong with the letters of the page: cut, overlapping, beyond an edge, too small, broken apart.

    `smallest`: the least font size in pixels; `large`: the least of headlines and of the words of lights.
    """
    found: list[str] = page.evaluate(_MEASURE, {"smallest": smallest, "large": large})
    return found


def is_scrolled(page: Page) -> bool:
    """Whether the screen is higher than the window."""
    return bool(
        page.evaluate(
            """() => {
                const main = document.querySelector("[data-testid=stMain]")
                return main.scrollHeight > main.clientHeight
            }"""
        )
    )
