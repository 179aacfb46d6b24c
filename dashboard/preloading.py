"""Which of Streamlit's files a screen needs besides those that its web page names: the page names them too.

Streamlit loads what draws a kind of element when the first such element comes, which is after everything else;
named in the page, these files come while the rest is still on its way (measured: bench/README.md).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import streamlit

STATIC = Path(streamlit.__file__).parent / "static"
"""Where Streamlit keeps its web page."""

_SCRIPTS = "static/js"  # below it
_OURS = ("BidiComponent", "Html")
_CHARTS = ("ArrowVegaLiteChart", "embed")
_FURTHER: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("/field", "/problem", "/team"), _CHARTS),
    "/milestones": ("DownloadButton",),
}
"""What the screens that are looked at most have besides what all have."""
_IMPORT = re.compile(r"""(?:from|import)["'`]\./([^"'`]+\.js)["'`]""")


def preloads(path: str) -> str:
    """The links that the web page at `path` is to have, in HTML."""
    return _links(_OURS + _FURTHER.get(path, ()))


@cache
def _links(elements: tuple[str, ...]) -> str:
    named = (STATIC / "index.html").read_text(encoding="utf-8")
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./{_SCRIPTS}/{name}">'
        for name in _needed(elements)
        if f"{_SCRIPTS}/{name}" not in named
    )


def _needed(elements: tuple[str, ...]) -> Iterator[str]:
    """The files that draw these elements and all that they import, each once."""
    known = [path.name for element in elements for path in (STATIC / _SCRIPTS).glob(f"{element}.*.js")]
    for name in known:  # which grows meanwhile
        yield name
        text = (STATIC / _SCRIPTS / name).read_text(encoding="utf-8")
        known += [one for one in dict.fromkeys(_IMPORT.findall(text)) if one not in known]
