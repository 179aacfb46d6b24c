"""Keeps the catalogues: `python -m dashboard.catalogues` brings new messages of the code into them.

English is the language of the messages themselves and needs no catalogue.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboard.texts import CATALOGUED, catalogue_path

_PROJECT = Path(__file__).parents[1]
_TEMPLATES = "dashboard/templates/**.html"
_METHODS = [
    ("app.py", "python"),
    ("dashboard/**.py", "python"),
    ("pages/**.py", "python"),
    (_TEMPLATES, "jinja2"),
]
_OPTIONS = {_TEMPLATES: {"trim_blocks": "true", "lstrip_blocks": "true"}}
_KEYWORDS = {"_": None, "_plural": (1, 2), "gettext": None, "ngettext": (1, 2), "_days": (2, 3)}


def messages() -> Catalog:
    """All messages of the code and the templates."""
    found = Catalog()
    extracted = extract_from_dir(_PROJECT, _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for _file, _line, message, _comments, _context in extracted:
        found.add(message)
    return found


def update() -> None:
    """Bring each catalogue up to the messages of the code: new ones empty, gone ones dropped."""
    template = messages()
    for language in CATALOGUED:
        path = catalogue_path(language)
        with path.open("rb") as source:
            catalogue = read_po(source, locale=language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        body = io.BytesIO()
        write_po(body, catalogue, width=110, sort_output=True, omit_header=True)
        path.write_bytes(_header(catalogue).encode() + body.getvalue())


def _header(catalogue: Catalog) -> str:
    """What editors of catalogues need to know; nothing that differs from one day to the next."""
    fields = (
        f"Language: {catalogue.locale_identifier}",
        f"Plural-Forms: {catalogue.plural_forms}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    lines = "".join(f'"{field}\\n"\n' for field in fields)
    return f'msgid ""\nmsgstr ""\n{lines}\n'


if __name__ == "__main__":
    update()
