"""HTML blocks from templates, with everything escaped that is not ours; and labels without Markdown."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Condition
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st
from cachetools import LRUCache, cached
from cachetools.keys import hashkey
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.links import link
from dashboard.request import Request
from dashboard.traffic_words import bar_parts, group_reason_words, reason_words
from data_access.traffic_light import Light

P = ParamSpec("P")
R = TypeVar("R")

_TEMPLATES = Path(__file__).parent / "templates"
_KEPT = 256
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")  # all that Markdown, and Streamlit on top of it, gives a meaning


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        auto_reload=False,  # the templates of a running server do not change
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(Light=Light, bar_parts=bar_parts)
    return environment


def block(template: str, request: Request, **values: object) -> Markup:
    """Fill a template. It has the request, its texts, `_` and `ngettext`, and `link(page, ...)` at hand."""
    texts = request.texts
    return Markup(  # nosec B704 # the environment escapes every value
        _environment()
        .get_template(template)
        .render(
            request=request,
            texts=texts,
            _=texts.gettext,
            ngettext=texts.ngettext,
            link=lambda to, /, **parameters: link(request, to, **parameters),
            reason=lambda verdict: reason_words(texts, verdict),
            group_reason=lambda members, past, slip: group_reason_words(texts, members, past, slip),
            **values,
        )
    )


class AsItStands:
    """HTML for `st.html` that is put on the screen letter by letter.

    Of a plain text Streamlit looks at each line first, to take away what all are indented by: half a
    millisecond for a large screen in every run.
    """

    def __init__(self, html: str) -> None:
        self._html = html

    def _repr_html_(self) -> str:
        """What Streamlit asks of things that are HTML already."""
        return self._html


def style_of(path: Path) -> AsItStands:
    """A style sheet, read once; Streamlit, given the path, reads the file in every run."""
    return AsItStands(f"<style>{path.read_text(encoding='utf-8')}</style>")


def draw(markup: Markup) -> None:
    """Put a block on the screen; an empty one is nothing to draw."""
    if markup and not markup.isspace():
        st.html(AsItStands(str(markup)))


def as_label(text: str) -> str:
    """A text as the label of a button or an expander, which Streamlit takes for Markdown, shown as it stands.

    Not for fields: screen readers would be told the escapes. Their labels are drawn as blocks, and collapsed.
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def kept_for_request(
    build: Callable[Concatenate[Request, P], R],
) -> Callable[Concatenate[Request, P], R]:
    """Keep what is drawn of a request (markup, a chart's specification): the same request, the same drawing.

    Shared by all viewers; a request names version, day, scope and language, so that nothing goes stale.
    """
    return cached(LRUCache(_KEPT), key=hashkey, condition=Condition())(build)
